"""Somebody of the list, looked at: gone out, come back, put right, taken off."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Protocol, Unpack

from PySide6.QtCore import QObject

from workshop_app.domain.labels import label
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.vocabulary import AttendanceStatus, Bloc, Sex, Standing
from workshop_app.errors import AppError
from workshop_app.gui.check_in.facts import PersonFacts
from workshop_app.gui.check_in.hours import moment_of
from workshop_app.gui.check_in.walk_in import document_type
from workshop_app.i18n import tr
from workshop_app.services import attendances
from workshop_app.services.amending import amend_attendance
from workshop_app.services.correcting import correct_person

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from workshop_app.gui.check_in.door import Door
    from workshop_app.gui.check_in.roll import Line
    from workshop_app.services.attendances import AttendanceFacts
    from workshop_app.store import Seen


class DetailsView(Protocol):
    """What the presenter asks of the strip."""

    def show_line(self, line: Line) -> None:
        """Show somebody, with what can be done."""

    def show_correction(self, facts: PersonFacts, organizations: Sequence[str]) -> None:
        """Open the data of whoever is shown, to be put right."""

    def close_correction(self) -> None:
        """Put those data away: they are on record."""

    def refuse_correction(self, error: AppError) -> None:
        """Say in the field concerned why it could not be put on record."""

    def close_strip(self) -> None:
        """Go away, and give the focus back to the list."""

    def show_refusal(self, error: AppError) -> None:
        """Say beside the buttons why something could not be done."""


class DetailsPresenter(QObject):
    """Does what is done to one line of the list."""

    def __init__(self, door: Door, view: DetailsView, parent: QObject) -> None:
        super().__init__(parent)
        self._door = door
        self._view = view
        self._person = ""
        self._before: Person | None = None
        self._seen: Seen | None = None

    @property
    def line(self) -> Line | None:
        """Who is looked at."""
        return self._door.index.line(self._person)

    def open(self, person: str) -> None:
        """Look at somebody of the list."""
        self._person = person
        line = self.line
        if line is not None:
            self._view.show_line(line)

    def close(self) -> None:
        """Look at nobody."""
        self._person = ""
        self._view.close_strip()

    def forget(self) -> None:
        """Take note that the strip was put away."""
        self._person = ""

    def ask(self, deed: str, hour: str) -> None:
        """Do one of the deeds by its name; those without an hour leave it aside."""
        timed = {
            "leave": self.leave,
            "come_back": self.come_back,
            "arrive": self.arrive,
        }
        plain = {
            "strike": self.strike,
            "excuse": self.excuse,
            "expect": self.expect,
            "take_off": self.take_off,
            "correct": self.begin_correction,
        }
        if deed in timed:
            timed[deed](hour)
        else:
            plain[deed]()

    def follow(self) -> None:
        """Show what a deed made of whoever is looked at."""
        if not self._person:
            return
        line = self.line
        if line is None:
            self.close()
        else:
            self._view.show_line(line)

    def leave(self, hour: str) -> None:
        """Record that the person left, now or at a typed hour."""
        said = tr("{name} left", name=self._name())
        self._at(hour, attendances.check_out, said)

    def come_back(self, hour: str) -> None:
        """Record that the person is in the room again, now or since a typed hour."""
        said = tr("{name} came back", name=self._name())
        self._at(hour, attendances.come_back, said)

    def arrive(self, hour: str) -> None:
        """Record the arrival of somebody expected, now or at a typed hour."""
        said = tr("{name} came in", name=self._name())
        self._at(hour, attendances.check_in, said)

    def strike(self) -> None:
        """Take back the last arrival or departure: it was recorded by mistake."""
        self._do(
            attendances.strike_movement,
            tr("The last movement of {name} was struck", name=self._name()),
        )

    def excuse(self) -> None:
        """Note that somebody who is not coming said so."""
        self._do(
            attendances.mark,
            tr("{name} was excused", name=self._name()),
            AttendanceStatus.EXCUSED,
        )

    def expect(self) -> None:
        """Note that somebody excused or absent is expected after all."""
        self._do(
            attendances.mark,
            tr("{name} is expected", name=self._name()),
            AttendanceStatus.EXPECTED,
        )

    def take_off(self) -> None:
        """Take somebody off the list who never belonged on it."""
        self._do(
            attendances.take_off_list,
            tr("{name} was taken off the list", name=self._name()),
        )

    def begin_correction(self) -> None:
        """Open what is on record of the person."""
        with self._door.context.store.read() as reader:
            person = self._before = reader.get(Person, self._person)
            self._seen = reader.seen(Person, self._person)
            named = {one.id: one.name for one in reader.all(Organization)}
        facts = PersonFacts(
            name=person.name,
            number=person.document_number,
            organization=named.get(person.organization or "", ""),
            sex=person.sex or "",
            language=person.language,
        )
        self._view.show_correction(facts, sorted(named.values()))

    def correct(self, facts: PersonFacts) -> None:
        """Put on record what was corrected of the person."""
        before = self._before
        if before is None or before.id != self._person:
            return
        same = facts.number.strip() == before.document_number
        draft = PersonDraft(
            **{one.name: getattr(before, one.name) for one in fields(PersonDraft)}
            | {
                "name": facts.name,
                "document_number": facts.number,
                "document_type": (
                    before.document_type if same else document_type(facts.number)
                ),
                "sex": Sex(facts.sex) if facts.sex else None,
                "language": facts.language,
            }
        )
        door = self._door
        door.doing.do(
            partial(
                correct_person,
                door.context.store,
                door.session,
                self._person,
                draft,
                facts.organization,
                self._seen,
            ),
            tr("The data of {name} were corrected", name=facts.name.strip()),
            on_done=self._corrected,
            on_error=self._view.refuse_correction,
        )

    def _corrected(self, _result: object) -> None:
        self._before = None
        self._view.close_correction()

    def set_standing(self, value: str) -> None:
        """Set what the person may do at this session."""
        standing = Standing(value)
        said = tr(
            "{name}: {standing}", name=self._name(), standing=label(standing).lower()
        )
        self._amend(said, standing=standing)

    def set_bloc(self, value: str) -> None:
        """Set the side on which the person is counted at this session."""
        bloc = Bloc(value)
        said = tr("{name}: {bloc}", name=self._name(), bloc=label(bloc))
        self._amend(said, bloc=bloc)

    def _amend(self, said: str, **facts: Unpack[AttendanceFacts]) -> None:
        work = partial(
            amend_attendance,
            self._door.context.store,
            self._door.session,
            self._person,
            **facts,
        )
        self._perform(work, said)

    def _at(self, hour: str, deed: Callable[..., object], said: str) -> None:
        try:
            moment: datetime = (
                moment_of(hour, self._door.day) if hour.strip() else self._door.now()
            )
        except AppError as error:
            self._view.show_refusal(error)
            return
        self._do(deed, said, moment)

    def _do(self, deed: Callable[..., object], said: str, *more: object) -> None:
        door = self._door
        work = partial(deed, door.context.store, door.session, self._person, *more)
        self._perform(work, said, on_done=self._closed)

    def _perform(
        self,
        work: Callable[[], object],
        said: str,
        *,
        on_done: Callable[[object], object] | None = None,
    ) -> None:
        if self._person:
            refuse = self._view.show_refusal
            done = on_done or _stay
            self._door.doing.do(work, said, on_done=done, on_error=refuse)

    def _closed(self, _result: object) -> None:
        self.close()

    def _name(self) -> str:
        line = self.line
        return "" if line is None else line.name


def _stay(_result: object) -> None:
    """Leave the strip as it is: a fact was put right, and another may follow."""
