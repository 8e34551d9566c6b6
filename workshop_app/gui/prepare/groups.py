"""Working groups: written down, and people seated in them, by hand or all at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from workshop_app.domain import text
from workshop_app.domain.labels import label
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.seating import share_out
from workshop_app.domain.vocabulary import Bloc, DocumentType
from workshop_app.domain.working_group import WorkingGroupDraft
from workshop_app.gui.check_in.doing import Doing, Offering
from workshop_app.gui.parts.list_model import Column, ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.i18n import ntr, tr
from workshop_app.services.groups import move, seat, set_groups
from workshop_app.services.people import register_person
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.reading import Preparation
    from workshop_app.services.groups import SeatedGroup

MOST_KEYS: Final = 9


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Somebody on the list, and where they sit.

    Attributes:
        number: Of their group, from 1; 0 for none.
        proposed: Whether it is only proposed.
    """

    person: str
    name: str
    bloc: Bloc
    number: int = 0
    group: str = ""
    proposed: bool = False


class GroupsView(Offering, Protocol):
    """What the presenter asks of the step."""

    def show_groups(
        self, drafts: Sequence[WorkingGroupDraft], found: Preparation
    ) -> None:
        """Show the groups as lines to be written in."""

    def show_numbers(self, sentences: Sequence[str]) -> None:
        """Say of each group who sits in it."""

    def show_proposal(self, sentence: str) -> None:
        """Say what is proposed, and ask; "" if nothing is."""


class GroupsPresenter(QObject):
    """Knows the groups of the session, and the proposal that was not given yet."""

    def __init__(self, context: AppContext, view: GroupsView, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._found: Preparation | None = None
        self._session = ""
        self._proposed: dict[str, str] = {}
        self.doing = Doing(context, view, self)
        self._rows = seats_source()
        self.model: ListModel[Seat] = ListModel(seat_columns(), self._rows, parent=self)

    @property
    def groups(self) -> Sequence[SeatedGroup]:
        """The groups on record, in order."""
        return () if self._found is None else self._found.groups

    @property
    def drafts(self) -> list[WorkingGroupDraft]:
        """What is on record of each group."""
        names = [one.name for one in fields(WorkingGroupDraft)]
        return [
            WorkingGroupDraft(**{name: getattr(one.group, name) for name in names})
            for one in self.groups
        ]

    def show(self, found: Preparation) -> None:
        """Take what is on record."""
        self._found = found
        session = "" if found.session is None else found.session.id
        if session != self._session:
            self._proposed = {}
        self._session = session
        known = {one.group.id for one in found.groups}
        here = {one.person for one in found.listed}
        self._proposed = {
            person: group
            for person, group in self._proposed.items()
            if person in here and group in known and person not in self._seated()
        }
        self._view.show_groups(self.drafts, found)
        self._show_seats()

    def give(self, drafts: Sequence[WorkingGroupDraft]) -> None:
        """Put the groups on record, those that have a title."""
        wanted = [one for one in drafts if not text.is_blank(one.title)]
        if not self._session or wanted == self.drafts:
            return
        self.doing.do(
            partial(set_groups, self._context.store, self._session, wanted),
            ntr("{count} working group", "{count} working groups", len(wanted)),
        )

    def name_person(self, name: str, on_done: Callable[[str], object]) -> None:
        """Register somebody by name alone, to lead a group or write it down."""
        draft = PersonDraft(name=name, document_type=DocumentType.NONE)
        self._context.perform(
            partial(register_person, self._context.store, draft),
            on_done=on_done,
            on_error=self._view.show_problem,
        )

    def move(self, people: Sequence[str], number: int) -> None:
        """Seat people in a group by its number; in none by 0."""
        if number > len(self.groups):
            return
        group = self.groups[number - 1].group if number else None
        if len(people) == 1:
            self._move_one(people[0], None if group is None else group.id)
        elif people and group is not None:
            said = ntr(
                "{count} person now sits in {title}",
                "{count} people now sit in {title}",
                len(people),
                title=group.title,
            )
            seats = dict.fromkeys(people, group.id)
            self.doing.do(
                partial(seat, self._context.store, self._session, seats), said
            )

    def propose(self) -> None:
        """Propose a group for everybody who sits in none; nothing is given yet."""
        if self._found is None:
            return
        people = {one.person: one.bloc for one in self._found.listed}
        groups = [one.group.id for one in self.groups]
        self._proposed = share_out(people, groups, self._seated())
        self._show_seats()
        if not self._proposed:
            self._context.say(tr("Everybody sits in a group already."))

    def accept(self) -> None:
        """Seat people as it was proposed, in one deed."""
        seats, self._proposed = self._proposed, {}
        if seats:
            self.doing.do(
                partial(seat, self._context.store, self._session, seats),
                ntr(
                    "{count} person was seated",
                    "{count} people were seated",
                    len(seats),
                ),
            )
        self._show_seats()

    def discard(self) -> None:
        """Forget what was proposed."""
        self._proposed = {}
        self._show_seats()

    def _move_one(self, person: str, group: str | None) -> None:
        with self._context.store.read() as reader:
            name = reader.get(Person, person).name
        if self._seated().get(person) == group:
            return
        said = (
            tr("{name} sits in no group now", name=name)
            if group is None
            else tr("{name} changed to another group", name=name)
        )
        self.doing.do(
            partial(move, self._context.store, self._session, person, group), said
        )

    def _seated(self) -> dict[str, str]:
        return {person: one.group.id for one in self.groups for person in one.people}

    def _show_seats(self) -> None:
        if self._found is None:
            return
        seats = self._seats(self._found)
        self._rows.hold(seats)
        self.model.refresh()
        counts = Counter((one.number, one.bloc) for one in seats)
        self._view.show_numbers(
            [_numbers(counts, place) for place, _ in enumerate(self.groups, start=1)]
        )
        self._view.show_proposal(self._proposal())

    def _seats(self, found: Preparation) -> list[Seat]:
        places = {
            one.group.id: (number, one.group.title)
            for number, one in enumerate(found.groups, start=1)
        }
        where = {**self._proposed, **self._seated()}
        seats = []
        for one in found.listed:
            number, title = places.get(where.get(one.person, ""), (0, ""))
            seats.append(
                Seat(
                    person=one.person,
                    name=found.names.get(one.person, ""),
                    bloc=one.bloc,
                    number=number,
                    group=title,
                    proposed=one.person in self._proposed,
                )
            )
        return sorted(seats, key=lambda one: one.name)

    def _proposal(self) -> str:
        if not self._proposed:
            return ""
        return ntr(
            "Proposed: {count} person without a group, by bloc. Nothing is kept yet.",
            "Proposed: {count} people without a group, by bloc. Nothing is kept yet.",
            len(self._proposed),
        )


def seat_columns() -> Sequence[Column[Seat]]:
    """Return what the list shows of each person."""
    return (
        Column(
            tr("Person"), lambda one: one.name, order="name", width=240, stretch=True
        ),
        Column(
            tr("Bloc"),
            lambda one: label(one.bloc),
            order="bloc",
            mark=lambda one: one.bloc.value,
            width=150,
        ),
        Column(
            tr("Working group"),
            _group,
            order="group",
            tone=lambda one: "info" if one.proposed else "",
            width=250,
        ),
    )


def seats_source() -> HeldRows[Seat]:
    """Return where the list comes from, empty."""
    return HeldRows(
        (),
        lambda one: one.person,
        text=lambda one: f"{one.name} {label(one.bloc)} {one.group}",
        orders={
            "name": lambda one: one.name,
            "bloc": lambda one: label(one.bloc),
            "group": lambda one: one.number or None,
        },
    )


def _group(one: Seat) -> str:
    if not one.number:
        return "–"
    said = tr("{number} · {title}", number=one.number, title=one.group)
    return tr("{group} (proposed)", group=said) if one.proposed else said


def _numbers(counts: Counter[tuple[int, Bloc]], place: int) -> str:
    state, civil = counts[place, Bloc.STATE], counts[place, Bloc.CIVIL_SOCIETY]
    whole = state + civil + counts[place, Bloc.OTHER]
    return ntr(
        "{count} person ({state}/{civil})",
        "{count} people ({state}/{civil})",
        whole,
        state=state,
        civil=civil,
    )
