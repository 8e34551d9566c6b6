"""Who is invited: put on the list, put right, taken off, and each deed undone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from workshop_app.domain.attendance import Attendance
from workshop_app.domain.labels import label
from workshop_app.domain.names import folded
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Bloc, Sex, Standing
from workshop_app.gui.check_in.doing import Doing, Offering
from workshop_app.gui.check_in.walk_in import document_type, taken_for
from workshop_app.gui.parts.list_model import Column, ListModel
from workshop_app.gui.parts.list_source import HeldRows
from workshop_app.i18n import ntr, tr
from workshop_app.services import listings
from workshop_app.services.amending import amend_attendance
from workshop_app.services.arrivals import WalkIn, invite, invite_new
from workshop_app.services.attendances import take_off_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.check_in.finding import Suggestion
    from workshop_app.gui.check_in.walk_in import Typed
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.finding import Finding
    from workshop_app.gui.prepare.reading import Preparation
    from workshop_app.store.lists import AttendanceRow

_NOBODY: Final[HeldRows[AttendanceRow]] = HeldRows((), lambda row: row.attendance.id)


class InvitedView(Offering, Protocol):
    """What the presenter asks of the step."""

    def show_counts(self, by_bloc: dict[Bloc, int]) -> None:
        """Show how many are invited, by bloc."""

    def show_person(self, row: AttendanceRow | None) -> None:
        """Show whoever the keyboard stands on, or nobody."""

    def open_newcomer(self, name: str, organizations: Sequence[str]) -> None:
        """Open the row for somebody nobody knows yet."""

    def show_like(self, known: Suggestion | None) -> None:
        """Warn that this may be somebody on record, or stop warning."""

    def show_document(self, name: str, doubt: str) -> None:
        """Say what the number was taken for."""

    def show_bloc(self, bloc: str) -> None:
        """Choose the bloc of the organization of somebody new."""

    def close_newcomer(self) -> None:
        """Put the row away, and give the focus back to the field for names."""

    def show_refusal(self, error: AppError) -> None:
        """Say in the row why somebody could not be written down."""


class InvitedPresenter(QObject):
    """Knows the list of the session that is prepared."""

    def __init__(
        self, context: AppContext, finding: Finding, view: InvitedView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._finding = finding
        self._view = view
        self._session = ""
        self._organizations: dict[str, Organization] = {}
        self._like: Suggestion | None = None
        self.doing = Doing(context, view, self)
        self.model: ListModel[AttendanceRow] = ListModel(
            columns(), _NOBODY, parent=self, order="name", lane=context.tasks
        )

    def show(self, found: Preparation) -> None:
        """Read the list anew."""
        session = "" if found.session is None else found.session.id
        if session != self._session:
            self._session = session
            store = self._context.store
            source = listings.attendances(store, session) if session else _NOBODY
            self.model.set_source(source)
        else:
            self.model.refresh()
        self._view.show_counts(
            {bloc: sum(one.bloc is bloc for one in found.listed) for bloc in Bloc}
        )

    def look_at(self, attendance: str) -> None:
        """Show whoever the keyboard stands on."""
        place = self.model.place_of(attendance)
        self._view.show_person(self.model.row_at(place) if attendance else None)

    def add(self, person: str) -> None:
        """Put somebody on record on the list."""
        with self._context.store.read() as reader:
            name = reader.get(Person, person).name
            listed = reader.all(Attendance, session=self._session, person=person)
        if listed:
            self._context.say(tr("{name} is on the list already.", name=name))
            return
        self.doing.do(
            partial(invite, self._context.store, self._session, [person]),
            tr("{name} was put on the list", name=name),
        )

    def begin_new(self, name: str) -> None:
        """Open the row for somebody nobody knows."""
        with self._context.store.read() as reader:
            named = reader.all(Organization)
        self._organizations = {folded(one.name): one for one in named}
        self._view.open_newcomer(name, sorted(one.name for one in named))
        self.look(name, "")

    def look(self, name: str, number: str) -> None:
        """Hear of a key in name or number: is it somebody on record?"""
        self._like = self._finding.like(name, number)
        self._view.show_like(self._like)
        self._view.show_document(*taken_for(number))

    def name_organization(self, name: str) -> None:
        """Hear of the organization: people come on its side, unless said otherwise."""
        known = self._organizations.get(folded(name)) if name.strip() else None
        if known is not None:
            self._view.show_bloc(known.bloc.value)

    def use_known(self) -> None:
        """Put the person on record on the list instead."""
        if self._like is not None:
            self._view.close_newcomer()
            self.add(self._like.person)

    def write_down(self, typed: Typed) -> None:
        """Register somebody and put them on the list, in one deed."""
        who = WalkIn(
            name=typed.name,
            document_type=document_type(typed.number),
            document_number=typed.number.strip(),
            organization_name=typed.organization,
            bloc=Bloc(typed.bloc) if typed.bloc else None,
            sex=Sex(typed.sex) if typed.sex else None,
            standing=Standing(typed.standing),
        )
        self.doing.do(
            partial(invite_new, self._context.store, self._session, who),
            tr("{name} was written down and put on the list", name=typed.name.strip()),
            on_done=self._written_down,
            on_error=self._view.show_refusal,
        )

    def take_off(self, rows: Sequence[AttendanceRow]) -> None:
        """Take people off the list, each as a deed of their own."""
        for row in rows:
            self.doing.do(
                partial(
                    take_off_list, self._context.store, self._session, row.person.id
                ),
                tr("{name} was taken off the list", name=row.person.name),
            )

    def set_standing(self, row: AttendanceRow, value: str) -> None:
        """Set what somebody may do at this session."""
        standing = Standing(value)
        said = tr(
            "{name}: {standing}", name=row.person.name, standing=label(standing).lower()
        )
        self.doing.do(
            partial(
                amend_attendance,
                self._context.store,
                self._session,
                row.person.id,
                standing=standing,
            ),
            said,
        )

    def set_bloc(self, row: AttendanceRow, value: str) -> None:
        """Set the side on which somebody is counted at this session."""
        bloc = Bloc(value)
        self.doing.do(
            partial(
                amend_attendance,
                self._context.store,
                self._session,
                row.person.id,
                bloc=bloc,
            ),
            tr("{name}: {bloc}", name=row.person.name, bloc=label(bloc)),
        )

    def _written_down(self, _person: str) -> None:
        self._view.close_newcomer()


def counts_line(by_bloc: dict[Bloc, int]) -> str:
    """Say how many are invited, by bloc."""
    said = ntr("{count} invited", "{count} invited", sum(by_bloc.values()))
    others = by_bloc[Bloc.OTHER]
    return tr(
        "{invited}: {state} of the State, {civil} of civil society, {others} others",
        invited=said,
        state=by_bloc[Bloc.STATE],
        civil=by_bloc[Bloc.CIVIL_SOCIETY],
        others=others,
    )


def columns() -> Sequence[Column[AttendanceRow]]:
    """Return what the list shows of each person."""
    return (
        Column(
            tr("Person"),
            lambda row: row.person.name,
            order="name",
            second=lambda row: row.organization or " ",
            width=260,
            stretch=True,
        ),
        Column(
            tr("Document"), lambda row: row.person.document_number or "–", width=138
        ),
        Column(
            tr("Bloc"),
            lambda row: label(row.attendance.bloc),
            order="bloc",
            mark=lambda row: row.attendance.bloc.value,
            width=150,
        ),
        Column(
            tr("Takes part with"),
            lambda row: label(row.attendance.standing),
            width=130,
        ),
    )
