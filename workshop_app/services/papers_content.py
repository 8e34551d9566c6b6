"""What each paper says, made of the records: the only place where the two meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from workshop_app.domain import quorum
from workshop_app.domain.content import (
    Addressee,
    AgendaLine,
    AttendanceContent,
    Attendee,
    BlocNumbers,
    Composition,
    InductionContent,
    LetterContent,
    Letterhead,
    MinutesContent,
    QuorumContent,
    SessionFacts,
    Signer,
)
from workshop_app.domain.document_number import masked
from workshop_app.domain.names import folded
from workshop_app.domain.person import Person
from workshop_app.domain.presence import (
    composition,
    entitled_at,
    present_at,
    with_vote,
)
from workshop_app.domain.process import Office, Rules
from workshop_app.domain.vocabulary import Direction, TableOutcome, Visibility
from workshop_app.services.ballot_content import ballot_content, table_outcomes
from workshop_app.services.contribution_content import contribution_line
from workshop_app.services.gathering import ContributionRecords, Register, grouped
from workshop_app.services.places import place_name

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.domain.attendance import Attendance, Movement
    from workshop_app.domain.content import Reference
    from workshop_app.services.gathering import SessionRecords


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every paper of an office has in common.

    Attributes:
        titles: Of stages and themes, by id.
        rules: Those in force on the day of the session.
    """

    office: Office
    register: Register
    titles: Mapping[str, str]
    rules: Rules
    edition: Visibility = Visibility.INTERNAL


def minutes_content(
    records: SessionRecords, frame: Frame, reference: Reference
) -> MinutesContent:
    """Return what the minutes of a session say."""
    session, register = records.session, frame.register
    by_person = records.by_person
    codes = {
        one.contribution.id: one.contribution.code for one in records.contributions
    }
    outcomes = table_outcomes(records.ballots)
    opening = _at(records, session.opened_at)
    return MinutesContent(
        letterhead=_letterhead(frame.office),
        reference=reference,
        session=_facts(records, frame),
        quorum=_quorum(records, frame.rules, opening),
        at_opening=opening,
        at_closing=_at(records, session.closed_at),
        organizations=_organizations(records),
        agenda=tuple(
            AgendaLine(position=one.position, title=one.title, duration=one.duration)
            for one in records.agenda
        ),
        opening=session.opening,
        proceedings=session.proceedings,
        closing=session.closing,
        ballots=tuple(
            ballot_content(
                one, register, by_person, codes.get(one.ballot.contribution or "", "")
            )
            for one in records.ballots
        ),
        contributions=tuple(
            contribution_line(one, register, outcomes.get(one.contribution.id))
            for one in records.contributions
        ),
        attendees=_attendees(records, frame),
        signers=_signers(records, frame),
        induction=_induction(records),
    )


def attendance_content(
    records: SessionRecords, frame: Frame, reference: Reference
) -> AttendanceContent:
    """Return what the attendance list of a session says."""
    return AttendanceContent(
        letterhead=_letterhead(frame.office),
        reference=reference,
        session=_facts(records, frame),
        at_opening=_at(records, records.session.opened_at),
        attendees=_attendees(records, frame),
        privacy_notice=frame.office.privacy_notice,
        privacy_notice_version=frame.office.privacy_notice_version,
    )


@dataclass(frozen=True, kw_only=True)
class Correspondence:
    """Everything one letter answers.

    Attributes:
        contributions: Decided ones of this person only, each with what the table
            voted on it.
        session: Title and day of the session, blank if they are of several.
    """

    person: Person
    contributions: Sequence[tuple[ContributionRecords, TableOutcome | None]]
    session: tuple[str, date | None]


def letter_content(
    letter: Correspondence, frame: Frame, reference: Reference
) -> LetterContent:
    """Return what the letter to one contributor says.

    Nobody else is named in it: co-authors have letters of their own.
    """
    register, office = frame.register, frame.office
    person = letter.person
    waiting = timedelta(days=office.review_days)
    signatory = register.people.get(office.signatory or "")
    return LetterContent(
        letterhead=_letterhead(office),
        reference=reference,
        addressee=Addressee(
            name=person.name,
            position=person.position,
            organization=register.organization_name(person.organization),
            address=person.address,
            place_name=place_name(person.place, person.place_system),
            email=person.email if person.email_authorized else "",
        ),
        session_title=letter.session[0],
        session_held_on=letter.session[1],
        contributions=tuple(
            contribution_line(one, register, outcome, reader=person.id)
            for one, outcome in letter.contributions
        ),
        review_until=reference.issued_at.date() + waiting,
        signers=()
        if signatory is None
        else (
            Signer(
                field="signatory",
                name=signatory.name,
                role="signatory",
                organization=office.signatory_position,
            ),
        ),
    )


def _document(person: Person | None, edition: Visibility) -> str:
    """Return a document number as an edition shows it.

    The last four characters inside; nothing outside (TUO Ley 27806, art. 17.5).
    """
    if person is None or edition is Visibility.PUBLIC:
        return ""
    return masked(person.document_number)


def _letterhead(office: Office) -> Letterhead:
    return Letterhead(
        office=office.name,
        unit=office.unit,
        address=office.address,
        city=office.city,
        contact=office.contact,
        year_name=office.year_name,
        regional_year_name=office.regional_year_name,
    )


def _facts(records: SessionRecords, frame: Frame) -> SessionFacts:
    session, register = records.session, frame.register
    return SessionFacts(
        code=session.code,
        title=session.title,
        stage=frame.titles.get(session.stage or "", ""),
        theme=frame.titles.get(session.theme or "", ""),
        held_on=session.held_on,
        opened_at=session.opened_at,
        closed_at=session.closed_at,
        modality=session.modality,
        venue=session.venue,
        place_name=place_name(session.place, session.place_system),
        place=session.place,
        place_system=session.place_system,
        languages=session.languages,
        interpreter=session.interpreter,
        facilitator=register.name(session.facilitator),
        rapporteur=register.name(session.rapporteur),
        chair_state=register.name(session.chair_state),
        chair_civil_society=register.name(session.chair_civil_society),
        convened_on=session.convened_on,
        convocation_reference=session.convocation_reference,
        notice_days=session.notice_days,
    )


def _induction(records: SessionRecords) -> InductionContent | None:
    session = records.session
    if session.induction_at is None:
        return None
    return InductionContent(
        happened_at=session.induction_at,
        minutes=session.induction_minutes,
        material=session.induction_material,
        people=sum(one.inducted for one in records.attendances),
    )


def _at(records: SessionRecords, moment: datetime | None) -> Composition:
    """Return who was there at a moment; nobody where it is not known."""
    if moment is None:
        return Composition(moment=None, heads=BlocNumbers(), voting=BlocNumbers())
    return composition(
        records.attendances, records.movements, moment, session=records.session
    )


def _quorum(
    records: SessionRecords, rules: Rules, opening: Composition
) -> QuorumContent:
    listed = with_vote(records.attendances)
    if opening.moment is not None:
        listed = entitled_at(listed, opening.moment)
    entitled = len(listed)
    second = records.session.second_call
    rule = quorum.of_call(rules.quorum, second_call=second)
    present = opening.voting.total
    return QuorumContent(
        rule=rule,
        entitled=entitled,
        present=present,
        needed=quorum.needed(rule, entitled),
        met=quorum.is_met(rule, entitled=entitled, voting=present),
        second_call=second,
    )


def _organizations(records: SessionRecords) -> int:
    """Return how many organizations had somebody there at any time."""
    moved = {movement.person for movement in records.movements}
    there = {
        one.id
        for moment in (records.session.opened_at, records.session.closed_at)
        if moment is not None
        for one in present_at(
            records.attendances, records.movements, moment, session=records.session
        )
    }
    return len(
        {
            one.organization
            for one in records.attendances
            if one.organization is not None and (one.person in moved or one.id in there)
        }
    )


def _attendees(records: SessionRecords, frame: Frame) -> tuple[Attendee, ...]:
    """Return the register in order of names, without their accents."""
    moves = grouped(records.movements, lambda movement: movement.person)
    listed = sorted(
        records.attendances,
        key=lambda one: (folded(frame.register.name(one.person)), one.id),
    )
    return tuple(
        _attendee(number, one, moves.get(one.person, ()), frame)
        for number, one in enumerate(listed, start=1)
    )


def _attendee(
    number: int, attendance: Attendance, moves: Sequence[Movement], frame: Frame
) -> Attendee:
    person = frame.register.people.get(attendance.person)
    return Attendee(
        number=number,
        name=frame.register.name(attendance.person),
        organization=frame.register.organization_name(attendance.organization),
        position="" if person is None else person.position,
        bloc=attendance.bloc,
        standing=attendance.standing,
        status=attendance.status,
        document=_document(person, frame.edition),
        arrived_at=_arrival(moves),
        left_at=_departure(moves),
    )


def _arrival(moves: Sequence[Movement]) -> datetime | None:
    arrivals = [one.happened_at for one in moves if one.direction is Direction.ARRIVAL]
    return min(arrivals, default=None)


def _departure(moves: Sequence[Movement]) -> datetime | None:
    """Return when somebody left for good: whoever came back has not left."""
    last = max(moves, key=lambda one: (one.happened_at, one.id), default=None)
    if last is None or last.direction is Direction.ARRIVAL:
        return None
    return last.happened_at


def _signers(records: SessionRecords, frame: Frame) -> tuple[Signer, ...]:
    """Return who signs the minutes, each once, in the order they sign."""
    by_person = records.by_person
    signers = []
    for role, key in records.session.signers.items():
        person = frame.register.people.get(key)
        if person is None:
            continue
        attendance = by_person.get(person.id)
        organization = person.organization
        if attendance is not None:
            organization = attendance.organization
        signers.append(
            Signer(
                field=role,
                name=person.name,
                role=role,
                organization=frame.register.organization_name(organization),
                document=_document(person, frame.edition),
            )
        )
    return tuple(signers)
