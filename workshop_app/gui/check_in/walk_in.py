"""Somebody nobody knows yet, written down at the door in six fields."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject

from workshop_app.domain import quorum
from workshop_app.domain.document_number import (
    DNI_DIGITS,
    document_key,
    doubt_about,
    doubt_sentence,
)
from workshop_app.domain.labels import label
from workshop_app.domain.names import folded
from workshop_app.domain.organization import Organization
from workshop_app.domain.vocabulary import Bloc, DocumentType, Quorum, Sex, Standing
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.arrivals import WalkIn, walk_in
from workshop_app.services.session_overview import overview
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.check_in.door import Door
    from workshop_app.gui.check_in.finding import Suggestion
    from workshop_app.services.session_overview import QuorumNumbers

_FOREIGNER_DIGITS: Final = 9


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The six fields as they stand.

    Attributes:
        organization: Its name; of one on record or of a new one.
        bloc, sex: Code words; "" while nothing is chosen.
        standing: A code word; a vote unless somebody says otherwise.
    """

    name: str
    number: str = ""
    organization: str = ""
    bloc: str = ""
    sex: str = ""
    standing: str = Standing.VOICE_VOTE.value


class WalkInView(Protocol):
    """What the presenter asks of the row."""

    def open_with(self, name: str, number: str, organizations: Sequence[str]) -> None:
        """Show the row, with the focus in the first field that is still empty."""

    def fill_in(self, typed: Typed) -> None:
        """Show what was typed before, in every field."""

    def close_row(self) -> None:
        """Put the row away, empty."""

    def show_like(self, known: Suggestion | None) -> None:
        """Warn that this may be somebody on record, or stop warning."""

    def show_document(self, name: str, doubt: str) -> None:
        """Say what the number was taken for, and what is odd about it."""

    def show_bloc(self, bloc: str) -> None:
        """Choose the bloc of the organization."""

    def show_quorum(self, sentence: str) -> None:
        """Say what becomes of the quorum with one more who has a vote."""

    def show_refusal(self, error: AppError) -> None:
        """Say in the field concerned why the person could not be written down."""


class WalkInPresenter(QObject):
    """Helps to fill the row, warns of people on record, and registers."""

    def __init__(self, door: Door, view: WalkInView, parent: QObject) -> None:
        super().__init__(parent)
        self._door = door
        self._view = view
        self._organizations: dict[str, Organization] = {}
        self._like: Suggestion | None = None
        self._is_open = False

    def begin(self, name: str, number: str) -> None:
        """Open the row with what was typed into the big field."""
        with self._door.context.store.read() as reader:
            named = reader.all(Organization)
            room = overview(reader, self._door.session, self._door.now())
        self._organizations = {folded(one.name): one for one in named}
        self._like = None
        self._is_open = True
        self._view.open_with(name, number, sorted(one.name for one in named))
        self._view.show_quorum(with_one_more(room.quorum))
        self.look(name, number)

    def keep(self, typed: Typed) -> None:
        """Keep what stands in the row, so that it survives the end of the program."""
        content = json.dumps(asdict(typed), ensure_ascii=False)
        try:
            self._door.context.drafts.keep(self._place(), content)
        except AppError as error:
            self._door.context.say(str(error))

    def restore(self) -> None:
        """Open the row again with what was being typed when the program ended."""
        if self._is_open:
            return
        kept = self._door.context.drafts.all_kept().get(self._place())
        if kept:
            typed = Typed(**json.loads(kept))
            self.begin(typed.name, typed.number)
            self._view.fill_in(typed)

    def look(self, name: str, number: str) -> None:
        """Hear of a key in name or number: is it somebody on record?"""
        index = self._door.index
        holder = index.holder(number) if number.strip() else None
        alike = index.like(name) if name.strip() and holder is None else []
        self._like = holder or (alike[0] if alike else None)
        self._view.show_like(self._like)
        self._view.show_document(*taken_for(number))

    def name_organization(self, name: str) -> None:
        """Hear of the organization: people come on its side, unless said otherwise."""
        known = self._organizations.get(folded(name)) if name.strip() else None
        if known is not None:
            self._view.show_bloc(known.bloc.value)

    def _place(self) -> str:
        return f"check_in/{self._door.session}/walk_in"

    def _forget(self) -> None:
        self._is_open = False
        try:
            self._door.context.drafts.forget(self._place())
        except AppError as error:
            self._door.context.say(str(error))

    def use_known(self) -> None:
        """Register the person on record instead of writing down another."""
        known = self._like
        if known is not None:
            self._forget()
            self._view.close_row()
            self._door.register(known.person, known.name)

    def give_up(self) -> None:
        """Put the row away; what was typed in the big field stays there."""
        self._forget()
        self._view.close_row()

    def register(self, typed: Typed) -> None:
        """Write the person down and record the arrival, in one deed."""
        door = self._door
        who = WalkIn(
            name=typed.name,
            document_type=document_type(typed.number),
            document_number=typed.number.strip(),
            organization_name=typed.organization,
            bloc=Bloc(typed.bloc) if typed.bloc else None,
            sex=Sex(typed.sex) if typed.sex else None,
            standing=Standing(typed.standing),
        )
        work = partial(walk_in, door.context.store, door.session, who, door.now())
        door.doing.do(
            work,
            tr("{name} was written down and came in", name=typed.name.strip()),
            on_done=self._registered,
            on_error=self._view.show_refusal,
        )

    def _registered(self, person: str) -> None:
        self._forget()
        self._view.close_row()
        self._door.arrived(person)


def with_one_more(numbers: QuorumNumbers | None) -> str:
    """Say what becomes of the quorum with one more on the list who has a vote."""
    if numbers is None or numbers.rule is Quorum.NONE:
        return ""
    then = quorum.needed(numbers.rule, numbers.entitled + 1)
    if then == numbers.needed:
        return tr("With a vote, the quorum stays at {now}.", now=numbers.needed)
    return tr(
        "With a vote, the quorum rises from {now} to {then}.",
        now=numbers.needed,
        then=then,
    )


def taken_for(number: str) -> tuple[str, str]:
    """Say what a number is taken for, and what is odd about it; "" for nothing."""
    kind = document_type(number)
    doubt = doubt_about(kind, number) if number.strip() else None
    return (
        "" if kind is DocumentType.NONE else label(kind),
        "" if doubt is None else doubt_sentence(doubt),
    )


def document_type(number: str) -> DocumentType:
    """Guess of what document a number is, by its shape.

    Eight digits, perhaps with a check character, are a DNI; nine or more digits a
    foreigner card; letters and digits a passport.
    """
    key = document_key(number)
    if not key:
        return DocumentType.NONE
    if key[:DNI_DIGITS].isdecimal() and len(key) <= DNI_DIGITS + 1:
        foreign = len(key) == _FOREIGNER_DIGITS and key.isdecimal()
        checked = foreign and doubt_about(DocumentType.DNI, key) is not None
        return DocumentType.FOREIGNER_CARD if checked else DocumentType.DNI
    if key.isdecimal():
        return DocumentType.FOREIGNER_CARD
    return DocumentType.PASSPORT
