"""Who gets a letter, what it answers, and what keeps it from being written."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from workshop_app.domain.decision import Missing, missing
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.services.gathering import ContributionRecords, contributions_told
from workshop_app.services.paper_desk import outdated_letters
from workshop_app.services.paper_files import letters_issued
from workshop_app.store.access import note
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.store import Reader, Store

VIEW = "view"
"""What the access log says of somebody who looked at the list."""


class LetterState(StrEnum):
    """How far a letter has come."""

    READY = "ready"
    UNREASONED = "unreasoned"
    WAITING = "waiting"
    CHANGED = "changed"
    ISSUED = "issued"


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody who contributed, and what a letter to them would say.

    Attributes:
        id: Of the person.
        email: Where a letter may be sent; blank without the person's consent
            (TUO Ley 27444, art. 20.4).
        answered: Ids and codes of contributions with an answer and its reason.
        waiting: Ids and codes of contributions without an answer.
        unreasoned: Ids and codes of contributions whose answer gives no reason;
            while there is one, no letter is written.
        letter: The last one issued.
        outdated: Whether a letter written now would say something else than that one.
    """

    id: str
    code: str
    name: str
    organization: str
    email: str
    address: str
    answered: tuple[tuple[str, str], ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()
    unreasoned: tuple[tuple[str, str], ...] = ()
    letter: IssuedPaper | None = None
    outdated: bool = False

    @property
    def state(self) -> LetterState:
        """How far the letter has come."""
        if self.unreasoned:
            return LetterState.UNREASONED
        told = () if self.letter is None else self.letter.answers
        if not all(one in told for one, _ in self.answered):
            return LetterState.READY
        if self.outdated:
            return LetterState.CHANGED
        return LetterState.ISSUED if self.answered else LetterState.WAITING

    @property
    def can_be_written(self) -> bool:
        """Whether a letter can be written now, or written again."""
        return bool(self.answered) and not self.unreasoned

    @property
    def reachable(self) -> bool:
        """Whether it is known where the letter goes."""
        return bool(self.email or self.address)


def recipients(store: Store, session: str | None) -> tuple[Recipient, ...]:
    """Return everybody who contributed, in order of the people's codes.

    It is noted that the person at the keyboard saw their addresses.

    Args:
        store: Where the contributions are.
        session: The session they were made at, or None for all.
    """
    with store.read() as reader:
        found = read_recipients(reader, session)
    if found:
        note(store, VIEW, "recipients", len(found))
    return found


def read_recipients(reader: Reader, session: str | None) -> tuple[Recipient, ...]:
    """Return the same for somebody who is looking at the list already."""
    of_session = {} if session is None else {"session": session}
    written: dict[str, list[ContributionRecords]] = {}
    for one in contributions_told(reader, **of_session):
        for authorship in one.authorships:
            written.setdefault(authorship.person, []).append(one)
    letters = letters_issued(reader, session)
    outdated = outdated_letters(reader, session, letters)
    people = reader.all(Person, id=list(written))
    names = {one.id: one.name for one in reader.all(Organization)}
    return tuple(
        _recipient(
            person,
            written[person.id],
            names.get(person.organization or "", ""),
            letters.get(person.id),
            outdated=person.id in outdated,
        )
        for person in sorted(people, key=lambda one: (len(one.code), one.code))
    )


def _recipient(
    person: Person,
    written: Sequence[ContributionRecords],
    organization: str,
    letter: IssuedPaper | None,
    *,
    outdated: bool,
) -> Recipient:
    lacking = [(one.contribution, missing(one.decision)) for one in written]
    return Recipient(
        id=person.id,
        code=person.code,
        name=person.name,
        organization=organization,
        email=person.email if person.email_authorized else "",
        address=person.address,
        answered=tuple((one.id, one.code) for one, lack in lacking if lack is None),
        waiting=tuple(
            (one.id, one.code) for one, lack in lacking if lack is Missing.NO_DECISION
        ),
        unreasoned=tuple(
            (one.id, one.code)
            for one, lack in lacking
            if lack not in {None, Missing.NO_DECISION}
        ),
        letter=letter,
        outdated=outdated,
    )
