"""What papers are made from: what they have in common, and who gets a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.documents.codes import canonical, digest_of
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.identity import office_id
from workshop_app.domain.person import Person
from workshop_app.domain.process import Office, Process, Rules, Stage, Theme
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import PaperKind, Visibility
from workshop_app.i18n import Language
from workshop_app.services.ballot_content import table_outcomes
from workshop_app.services.gathering import (
    ContributionRecords,
    Register,
    SessionRecords,
    ballots_of,
    contributions_told,
    register,
    session_records,
)
from workshop_app.services.issuing import Issue, Numbering, Wish, reference_of
from workshop_app.services.papers_content import (
    Correspondence,
    Frame,
    letter_content,
    minutes_content,
)
from workshop_app.services.rules_in_force import rules_on
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from workshop_app.domain.content import Reference
    from workshop_app.domain.vocabulary import TableOutcome
    from workshop_app.store import Reader, Store


@dataclass(frozen=True, kw_only=True)
class RefusedLetter:
    """A letter that was not written, because an answer in it has no reason.

    Attributes:
        contributions: Codes of the contributions whose answer lacks its reason.
    """

    person: str
    name: str
    contributions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What is needed to issue papers: their frame, and the numbers given so far."""

    frame: Frame
    numbering: Numbering


@dataclass(frozen=True, kw_only=True)
class MinutesOrder:
    """Which minutes are wanted, and how."""

    session: str
    language: Language
    edition: Visibility = Visibility.INTERNAL
    draft: bool = False

    def drawn(self, records: SessionRecords, desk: Desk) -> tuple[Issue, bytes]:
        """Return what is to be recorded of the minutes, and their file."""
        from workshop_app.documents.minutes import minutes_pdf  # noqa: PLC0415 slow

        wish = Wish(
            kind=PaperKind.MINUTES,
            subject=self.session,
            language=self.language,
            edition=self.edition,
            draft=self.draft,
        )
        return desk.numbering.issue(
            wish,
            lambda reference: minutes_pdf(
                minutes_content(records, desk.frame, reference), language=self.language
            ),
        )


@dataclass(frozen=True, kw_only=True)
class LetterOrder:
    """Which letters are wanted, and how."""

    session: str | None
    language: Language
    draft: bool = False

    def drawn(self, letter: Correspondence, desk: Desk) -> tuple[Issue, bytes]:
        """Return what is to be recorded of a letter, and its file."""
        from workshop_app.documents.letter import letter_pdf  # noqa: PLC0415 slow

        answers = tuple(one.contribution.id for one, _ in letter.contributions)
        wish = Wish(
            kind=PaperKind.LETTER,
            subject=letter.person.id,
            session=self.session,
            answers=answers,
            language=self.language,
            draft=self.draft,
        )
        return desk.numbering.issue(
            wish,
            lambda reference: letter_pdf(
                letter_content(letter, desk.frame, reference), language=self.language
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Post:
    """The letters that can be written, and those that cannot yet."""

    letters: tuple[Correspondence, ...]
    refused: tuple[RefusedLetter, ...]


def session_desk(
    store: Store, session: str, edition: Visibility
) -> tuple[Desk, SessionRecords]:
    """Return what is needed to issue papers about a session, and its records.

    Raises:
        RecordMissingError: If there is no such session.
    """
    with store.read() as reader:
        records = session_records(reader, session)
        return desk(reader, store, records.session.day, edition), records


def desk(reader: Reader, store: Store, day: date | None, edition: Visibility) -> Desk:
    """Return what is needed to issue papers, by the rules in force on a day."""
    frame = _frame(reader, day, edition, register(reader))
    process = reader.get(Process, reader.process_id)
    issued = reader.all(IssuedPaper)
    return Desk(
        frame=frame,
        numbering=Numbering(process, frame.office.acronym, issued, store.now()),
    )


def outdated_letters(
    reader: Reader, session: str | None, letters: Mapping[str, IssuedPaper]
) -> frozenset[str]:
    """Return the people whose letter says something else than one written now would.

    As the minutes are known to be outdated: what they would say now is compared with
    what was issued, without drawing it.

    Args:
        reader: Where the contributions are.
        session: The session the letters are about, or None for all.
        letters: The last letter to each person, by person.
    """
    if not letters:
        return frozenset()
    now = {one.person.id: one for one in post(reader, session, letters).letters}
    office = reader.get(Office, office_id(reader.process_id))
    named = [*letters, *filter(None, [office.signatory])]
    day = day_of(reader, session)
    frame = _frame(reader, day, Visibility.INTERNAL, register(reader, named))
    process = reader.get(Process, reader.process_id)
    return frozenset(
        person
        for person, letter in letters.items()
        if person not in now
        or _says(now[person], frame, reference_of(letter, process))
        != letter.record_sha256
    )


def _says(letter: Correspondence, frame: Frame, reference: Reference) -> str:
    return digest_of(canonical(letter_content(letter, frame, reference)))


def _frame(
    reader: Reader, day: date | None, edition: Visibility, known: Register
) -> Frame:
    titles = {one.id: one.title for one in reader.all(Stage)}
    titles |= {one.id: one.title for one in reader.all(Theme)}
    return Frame(
        office=reader.get(Office, office_id(reader.process_id)),
        register=known,
        titles=titles,
        rules=rules_on(reader.all(Rules), day),
        edition=edition,
    )


def day_of(reader: Reader, session: str | None) -> date | None:
    """Return the day of a session, if it is about one and the day is known."""
    return None if session is None else reader.get(Session, session).day


def post(
    reader: Reader, session: str | None, people: Collection[str] | None = None
) -> Post:
    """Sort the answers by who is to be told, in order of the people's codes.

    Args:
        reader: Where the contributions are.
        session: The session they were made at, or None for all.
        people: Ids of those to whom letters are wanted; everybody if not given.
    """
    of_session = {} if session is None else {"session": session}
    contributions = contributions_told(reader, **of_session)
    outcomes = table_outcomes(ballots_of(reader))
    sessions = {one.id: one for one in reader.all(Session)}
    answered: dict[str, list[ContributionRecords]] = {}
    for one in contributions:
        for authorship in one.authorships if one.decision is not None else ():
            answered.setdefault(authorship.person, []).append(one)
    letters: list[Correspondence] = []
    refused: list[RefusedLetter] = []
    who = reader.who_is_who()
    asked = None if people is None else {who.canonical(one) for one in people}
    wanted = [one for one in answered if asked is None or one in asked]
    found = reader.all(Person, id=wanted)
    for person in sorted(found, key=lambda one: (len(one.code), one.code)):
        own = answered[person.id]
        unreasoned = tuple(one.contribution.code for one in own if _lacks_reason(one))
        if unreasoned:
            refused.append(
                RefusedLetter(
                    person=person.code, name=person.name, contributions=unreasoned
                )
            )
            continue
        letters.append(_letter(person, own, outcomes, sessions))
    return Post(letters=tuple(letters), refused=tuple(refused))


def _lacks_reason(records: ContributionRecords) -> bool:
    return records.decision is not None and records.decision.missing is not None


def _letter(
    person: Person,
    own: Sequence[ContributionRecords],
    outcomes: Mapping[str, TableOutcome],
    sessions: Mapping[str, Session],
) -> Correspondence:
    held_at = {one.contribution.session for one in own}
    only = sessions.get(held_at.pop() or "") if len(held_at) == 1 else None
    return Correspondence(
        person=person,
        contributions=[(one, outcomes.get(one.contribution.id)) for one in own],
        session=("", None) if only is None else (only.title, only.held_on),
    )
