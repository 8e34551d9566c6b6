"""People and their attendance from a sheet: who each row means, and what it adds."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING

from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.document_number import doubt_about, doubt_sentence
from workshop_app.domain.identity import attendance_id, imported_id
from workshop_app.domain.names import matching_key
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.records import from_draft
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import AttendanceStatus, Bloc, DocumentType
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.attendances import ArrivalOnRecordError
from workshop_app.services.import_matching import (
    OrganizationBook,
    PersonBook,
    has_document,
)
from workshop_app.services.import_report import Findings, Plan, RowState
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.domain.organization import Organization
    from workshop_app.exchange.people_sheet import PersonLine
    from workshop_app.exchange.sheet import SheetLine, SheetReading, Values
    from workshop_app.services.progress import Progress
    from workshop_app.store import Transaction

_COMPARED = (
    "name",
    "document_number",
    "position",
    "email",
    "telephone",
    "address",
    "place",
    "sex",
    "language",
)


@dataclass(frozen=True, kw_only=True)
class PeopleOrigin:
    """Where a list of people comes from.

    Attributes:
        session: The id of the session whose list it is, if it is one.
        sheet: SHA-256 of the file, by which the same sheet is the same people.
    """

    session: str | None
    sheet: str


def plan_people(
    tx: Transaction,
    reading: SheetReading[PersonLine],
    origin: PeopleOrigin,
    progress: Progress,
) -> Plan:
    """Say what becomes of every row, writing nothing.

    Raises:
        RecordMissingError: If there is no such session.
        Cancelled: If the person stopped it.
    """
    planner = _PeoplePlanner(tx, origin)
    planner.announce(reading)
    for done, line in enumerate(reading.lines):
        progress.at(done, len(reading.lines))
        planner.row(line)
    return planner.finished()


class _PeoplePlanner:
    def __init__(self, tx: Transaction, origin: PeopleOrigin) -> None:
        session = origin.session
        self._tx = tx
        self._sheet = origin.sheet
        self._namesakes: Counter[str] = Counter()
        self._session = None if session is None else tx.get(Session, session).id
        self._organizations = OrganizationBook(tx)
        self._people = PersonBook(tx.all(Person))
        self._attendances = (
            {one.id: one for one in tx.all(Attendance, session=session)}
            if session is not None
            else {}
        )
        self._came = (
            {
                attendance_id(session, one.person)
                for one in tx.all(Movement, session=session)
            }
            if session is not None
            else set()
        )
        self._taken: set[str] = set()
        self._coded: set[str] = set()
        self._uncoded: list[Person] = []
        self._plan = Plan()

    def announce(self, reading: SheetReading[PersonLine]) -> None:
        for draft in reading.drafts():
            self._organizations.announce(
                draft.organization, draft.bloc, draft.organization_type
            )

    def row(self, line: SheetLine[PersonLine]) -> None:
        found = Findings(line.issues)
        state = RowState.REFUSED
        if line.draft is not None:
            try:
                state = self._placed(line.draft, found)
            except AppError as error:
                found.error(getattr(error, "field", None) or "name", str(error))
        else:
            _doubt_values(line.values, found)
        title = " ".join(str(line.values.get("name", "")).split())
        self._plan.judge(line, state, title, found)

    def finished(self) -> Plan:
        """Give the people the sheet gave no code the next free ones."""
        codes = self._tx.next_codes(Person, len(self._uncoded))
        for person, code in zip(self._uncoded, codes, strict=True):
            self._plan.put(dataclasses.replace(person, code=code))
        return self._plan

    def _placed(self, draft: PersonLine, found: Findings) -> RowState:
        organization = self._organization(draft, found)
        namesake = self._key_of_namesake(draft)
        if namesake:
            person = self._by_name_alone(draft, namesake, found)
        else:
            person = self._known(draft, organization, found)
        state = RowState.KNOWN
        if person is None:
            key = namesake or self._tx.new_id()
            person = self._added(draft, organization, key, found)
            state = RowState.NEW
        else:
            self._compare(person, draft, organization, found)
        if self._attends(person, draft, organization) and state is RowState.KNOWN:
            state = RowState.CHANGED
        return state

    def _organization(self, draft: PersonLine, found: Findings) -> Organization | None:
        """Return what the row names; a new one is only written if it is used."""
        if not draft.organization.strip():
            return None
        known = self._organizations.find(draft.organization)
        if known is None:
            known = self._organizations.add(draft.organization)
        if self._session is None and _differ(draft.bloc, known.bloc):
            found.warning(
                "bloc",
                tr(
                    "{name} is on record with another bloc, which was kept.",
                    name=known.name,
                ),
            )
        return known

    def _use(self, organization: Organization | None) -> str | None:
        if organization is None:
            return None
        if self._organizations.is_new(organization):
            self._plan.put(organization)
        return organization.id

    def _known(
        self, draft: PersonLine, organization: Organization | None, found: Findings
    ) -> Person | None:
        coded = self._people.by_code(draft.code) if draft.code else None
        holder = self._holder(draft, coded, found)
        if coded is None and holder is not None and draft.code:
            found.warning(
                "code",
                tr(
                    "{name} is on record as {code}, which was kept.",
                    name=holder.name,
                    code=holder.code or "…",
                ),
            )
        if coded or holder or draft.code or draft.document_number:
            return coded or holder
        return (
            None if organization is None else self._by_name(draft, organization, found)
        )

    def _holder(
        self, draft: PersonLine, coded: Person | None, found: Findings
    ) -> Person | None:
        """Return who has the number of a row, unless the sheet gave both a code."""
        kind, number = draft.document_type or DocumentType.DNI, draft.document_number
        holder = self._people.by_document(kind, number) if number else None
        if holder is None or coded == holder:
            return holder
        if coded is not None:
            if not has_document(coded, kind, number):
                told = tr("This number belongs to {name}.", name=holder.name)
                found.error("document_number", told)
            return coded
        if draft.code and holder.id in self._coded:
            told = tr(
                "{name} ({code}) has this number too; both were kept.",
                name=holder.name,
                code=holder.code,
            )
            found.warning("document_number", told)
            return None
        return holder

    def _by_name(
        self, draft: PersonLine, organization: Organization, found: Findings
    ) -> Person | None:
        person = self._people.by_name_at(draft.name, organization.id)
        if person is not None:
            found.warning(
                "name",
                tr(
                    "Taken for {name}, who is known under the same organization.",
                    name=person.name,
                ),
            )
        return person

    def _by_name_alone(
        self, draft: PersonLine, key: str, found: Findings
    ) -> Person | None:
        """Find somebody of whom the sheet says the name and nothing else.

        A name alone joins nobody: two people of one village may share it.  Only the
        list of the same session, or the very same sheet, speaks of the same person.
        """
        namesakes = self._people.by_name(draft.name)
        listed = [
            one
            for one in namesakes
            if self._session
            and attendance_id(self._session, one.id) in self._attendances
            and one.id not in self._taken
        ]
        again = [one for one in namesakes if one.id == key]
        if again or len(listed) == 1:
            person = (again or listed)[0]
            self._taken.add(person.id)
            return person
        if namesakes:
            found.warning(
                "name",
                tr(
                    "Somebody else on record is called {name}. If it is the same"
                    " person, give a code or a document number.",
                    name=namesakes[0].name,
                ),
            )
        return None

    def _key_of_namesake(self, draft: PersonLine) -> str:
        """Return the id of the n-th of a name alone in this sheet, on every laptop.

        Empty where the sheet says more than the name.
        """
        if draft.code or draft.document_number or draft.organization.strip():
            return ""
        word = matching_key(draft.name)
        self._namesakes[word] += 1
        label = f"{self._sheet} {word} {self._namesakes[word]}"
        return imported_id(self._tx.process_id, Person.kind, label)

    def _added(
        self,
        draft: PersonLine,
        organization: Organization | None,
        key: str,
        found: Findings,
    ) -> Person:
        clean = PersonDraft(
            name=draft.name,
            document_type=_document_type(draft),
            document_number=draft.document_number,
            organization=self._use(organization),
            position=draft.position,
            email=draft.email,
            telephone=draft.telephone,
            address=draft.address,
            place=draft.place,
            sex=draft.sex,
            language=draft.language,
        ).cleaned()
        _doubt_number(clean.document_type, clean.document_number, found)
        if draft.code:
            coded = imported_id(self._tx.process_id, Person.kind, draft.code)
            person = from_draft(Person, clean, id=coded, code=draft.code)
            self._coded.add(coded)
        else:
            person = from_draft(Person, clean, id=key, code="")
            self._taken.add(key)
            self._uncoded.append(person)
        self._plan.put(person)
        self._people.put(person)
        return person

    def _compare(
        self,
        person: Person,
        draft: PersonLine,
        organization: Organization | None,
        found: Findings,
    ) -> None:
        """Warn of what the sheet says otherwise; the register is never overwritten."""
        differing = [
            field
            for field in _COMPARED
            if _differ(getattr(draft, field), getattr(person, field))
        ]
        named = None if organization is None else organization.id
        if self._session is None and _differ(named, person.organization):
            differing.append("organization")
        for field in differing:
            found.warning(
                field, tr("The register says otherwise of {name}.", name=person.name)
            )

    def _attends(
        self, person: Person, draft: PersonLine, organization: Organization | None
    ) -> bool:
        """Plan the attendance, if the sheet is that of a session; say if it is news."""
        if self._session is None:
            return False
        key = attendance_id(self._session, person.id)
        known = self._attendances.get(key)
        attendance = _said(known or self._blank(key, person), draft, organization)
        if attendance == known:
            return False
        if key in self._came and attendance.status is not AttendanceStatus.PRESENT:
            raise ArrivalOnRecordError(person.name)
        self._use(organization)
        self._attendances[key] = attendance
        self._plan.put(attendance)
        return True

    def _blank(self, key: str, person: Person) -> Attendance:
        organization = self._organizations.of(person.organization)
        return Attendance(
            id=key,
            session=self._session or "",
            person=person.id,
            organization=person.organization,
            bloc=Bloc.OTHER if organization is None else organization.bloc,
        )


def _differ(said: object, known: object) -> bool:
    """Whether both say something, and not the same but for spaces."""
    return bool(said and known and str(said).split() != str(known).split())


def _document_type(draft: PersonLine) -> DocumentType:
    if draft.document_type is not None:
        return draft.document_type
    return DocumentType.DNI if draft.document_number else DocumentType.NONE


def _doubt_values(values: Values, found: Findings) -> None:
    """Warn of a number that looks wrong where another cell refuses the row."""
    number = str(values.get("document_number", ""))
    kind = values.get("document_type")
    known = kind if isinstance(kind, DocumentType) else DocumentType.DNI
    _doubt_number(known, number, found)


def _doubt_number(kind: DocumentType, number: str, found: Findings) -> None:
    doubt = doubt_about(kind, number)
    if doubt is not None:
        found.warning("document_number", doubt_sentence(doubt))


def _said(
    attendance: Attendance, draft: PersonLine, organization: Organization | None
) -> Attendance:
    """Return the attendance with what the row says; what it leaves out stands."""
    if organization is not None and attendance.organization != organization.id:
        attendance = dataclasses.replace(
            attendance, organization=organization.id, bloc=organization.bloc
        )
    return dataclasses.replace(
        attendance,
        bloc=draft.bloc or attendance.bloc,
        status=draft.attendance or attendance.status,
        standing=draft.standing or attendance.standing,
    )
