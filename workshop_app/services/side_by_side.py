"""Two entries of the register beside each other: what differs, and what follows.

What follows from finding that they are one person is said before somebody does.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from workshop_app.domain.attendance import Attendance
from workshop_app.domain.ballot import Ballot, Vote
from workshop_app.domain.contribution import Authorship
from workshop_app.domain.labels_of_people import compared
from workshop_app.domain.names import folded
from workshop_app.domain.one_head import CAST
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Verdict
from workshop_app.i18n import ntr, tr
from workshop_app.services.field_words import field_word
from workshop_app.services.people import amend_person
from workshop_app.services.record_titles import Titles
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workshop_app.services.same_person import Candidate
    from workshop_app.store import Reader, Store

FIELDS: Final = tuple(field.name for field in fields(PersonDraft))
"""What is known of a person, in the order in which it is read."""

_TOGETHER: Final[Mapping[str, tuple[str, ...]]] = {
    "document_number": ("document_type",),
    "place": ("place_system",),
    "email": ("email_authorized",),
}
"""Fields that say nothing without another, and go with it."""

_SILENT: Final = frozenset(one for also in _TOGETHER.values() for one in also)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One field of two entries.

    Attributes:
        words: What the field is called.
        one, other: The values in words; "" for none.
    """

    field: str
    words: str
    one: str
    other: str

    @property
    def alike(self) -> bool:
        """Whether both say the same."""
        return self.one == self.other

    @property
    def nearly(self) -> bool:
        """Whether they differ in accents, case or signs only."""
        return not self.alike and folded(self.one) == folded(self.other)


@dataclass(frozen=True, kw_only=True)
class InRecord:
    """How much stands under an entry."""

    sessions: int
    votes: int
    contributions: int

    @property
    def words(self) -> str:
        """Say it in a line."""
        return " · ".join(
            (
                ntr("{count} session", "{count} sessions", self.sessions),
                ntr("{count} vote", "{count} votes", self.votes),
                ntr(
                    "{count} contribution", "{count} contributions", self.contributions
                ),
            )
        )


@dataclass(frozen=True, kw_only=True)
class Following:
    """What follows if two entries are one person.

    Attributes:
        sessions: Codes of the sessions that have both on their list.
        ballots: Codes of the ballots in which both voted.
    """

    one: InRecord
    other: InRecord
    sessions: tuple[str, ...]
    ballots: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say it, the gravest first."""
        return tuple(self._said())

    def _said(self) -> Iterator[str]:
        if self.ballots:
            yield ntr(
                "Both voted in {codes}: it becomes a vote cast twice, to be put right.",
                "Both voted in {codes}: they become votes cast twice, to be put right.",
                len(self.ballots),
                codes=", ".join(self.ballots),
            )
        if self.sessions:
            yield tr(
                "Both are on the list of {codes}: there they count as one from now on.",
                codes=", ".join(self.sessions),
            )
        if self.one.contributions and self.other.contributions:
            yield tr("Their contributions are answered in one letter.")
        yield tr(
            "Nothing is deleted: both entries stay as they are; it can be taken back."
        )


def side_by_side(reader: Reader, one: Person, other: Person) -> tuple[Compared, ...]:
    """Return field by field what two entries say, without what neither does."""
    titles = Titles(reader)
    rows = [
        _compared(titles, name, one, other) for name in FIELDS if name not in _SILENT
    ]
    return tuple(row for row in rows if row.one or row.other)


def what_follows(reader: Reader, one: str, other: str) -> Following:
    """Return what would follow if two entries were one person."""
    ends = (one, other)
    listed = {key: _sessions(reader, key) for key in ends}
    voted = {key: _ballots(reader, key) for key in ends}
    both = sorted(listed[one] & listed[other])
    twice = sorted(voted[one] & voted[other])
    first, second = (
        InRecord(
            sessions=len(listed[key]),
            votes=len(voted[key]),
            contributions=len(reader.all(Authorship, person=key)),
        )
        for key in ends
    )
    return Following(
        one=first,
        other=second,
        sessions=tuple(x.code for x in reader.all(Session, id=both)),
        ballots=tuple(x.code for x in reader.all(Ballot, id=twice)),
    )


def evidence_words(candidate: Candidate) -> tuple[str, ...]:
    """Return what speaks for one person and against, in words."""
    return tuple(compared(each.trait, each.likeness) for each in candidate.evidence)


def usual_reason(candidate: Candidate, verdict: Verdict) -> str:
    """Return how it is known where nobody wrote anything: both were looked at."""
    if verdict is Verdict.DIFFERENT:
        return tr("Compared side by side.")
    said = "; ".join(
        compared(one.trait, one.likeness)
        for one in candidate.evidence
        if one.points > 0
    )
    return tr("Compared side by side: {evidence}.", evidence=said)


def keep_from(
    store: Store, person: str, chosen: Mapping[str, str], *, reason: str = ""
) -> None:
    """Write into the entry that stands for a person what its other entries say.

    Args:
        store: Where the process is kept.
        person: The id of an entry of the person.
        chosen: For each field the id of the entry whose value is right.
        reason: Why.

    Raises:
        AppError: As `people.amend_person`.
    """
    with store.read() as reader:
        canonical = reader.who_is_who().canonical(person)
        before = reader.get(Person, canonical)
        others = {one.id: one for one in reader.all(Person, id=sorted(chosen.values()))}
    draft = PersonDraft(**{name: getattr(before, name) for name in FIELDS})
    changes: dict[str, Any] = {
        also: getattr(others[key], also)
        for field, key in chosen.items()
        for also in (field, *_TOGETHER.get(field, ()))
    }
    amend_person(store, canonical, replace(draft, **changes), reason=reason)


def _compared(titles: Titles, field: str, one: Person, other: Person) -> Compared:
    said = [_words(titles, field, each) for each in (one, other)]
    return Compared(
        field=field, words=field_word(field, Person.kind), one=said[0], other=said[1]
    )


def _words(titles: Titles, field: str, person: Person) -> str:
    values = {name: getattr(person, name) for name in FIELDS}
    said = [titles.words(field, values[field], values)]
    if said[0] and field == "document_number":
        said.insert(0, titles.words("document_type", values["document_type"]))
    return " ".join(said)


def _sessions(reader: Reader, person: str) -> set[str]:
    return {one.session for one in reader.all(Attendance, person=person)}


def _ballots(reader: Reader, person: str) -> set[str]:
    votes = reader.all(Vote, person=person)
    return {one.ballot for one in votes if one.choice in CAST}
