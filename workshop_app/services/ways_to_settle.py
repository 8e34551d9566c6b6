"""What follows from a disagreement until it is settled, and where it is settled.

A disagreement in a field is settled where it is seen.  What is right in each record
but not beside the other is put right in one of them, at the place named here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workshop_app.domain.ballot import Ballot
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import SessionState
from workshop_app.i18n import tr
from workshop_app.services.disagreements import OUTDATED, Disagreement, Sort
from workshop_app.services.pages import Page
from workshop_app.store.findings import Problem
from workshop_app.store.records import SHAPES
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.domain.records import Record
    from workshop_app.store import Reader

RESULTS: Final = frozenset({"ballot", "ballot_count", "vote", "casting_vote"})
"""Kinds whose disagreements change what is counted: a *registro discrepante*."""

PEOPLE: Final = "people"
"""What the page of disagreements is asked for to show who may be one person."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """What follows, and where to go.

    Attributes:
        follows: What follows until it is settled.
        advice: How it is settled elsewhere; "" if it is settled where it is seen.
        page: Where; None for here.
        target: The record to go to there, by id, or the part of the page.
        session: The session to have on the table there, by id.
    """

    follows: str
    advice: str = ""
    page: Page | None = None
    target: str = ""
    session: str | None = None


def way_of(reader: Reader, found: Disagreement) -> Way:
    """Return what follows from a disagreement, and where it is settled."""
    if found.sort is Sort.INTEGRITY:
        return _OF_PROBLEMS.get(found.kind, _of_anything)(reader, found)
    if found.kind in RESULTS:
        return Way(follows=_of_result(reader, found))
    if found.sort is Sort.LIFE:
        return Way(
            follows=tr(
                "It stays on every list until this is settled. Removed, what was "
                "written meanwhile stays in the history only."
            )
        )
    if found.kind == "same_person":
        return Way(follows=tr("Until this is settled they count as two people."))
    return Way(
        follows=tr("Until this is settled, the first value is shown everywhere.")
    )


def _of_result(reader: Reader, found: Disagreement) -> str:
    record = reader.get(SHAPES[found.kind].record, found.id)
    key = (
        record.id if isinstance(record, Ballot) else str(getattr(record, "ballot", ""))
    )
    ballot = reader.get(Ballot, key)
    session = reader.get(Session, ballot.session)
    if session.state is SessionState.CLOSED:
        return tr(
            "Differing record. The session is closed: the result of ballot {code} "
            "stays as it was signed, and only that can be taken here. To say "
            "otherwise, set a correction beside the ballot.",
            code=ballot.code,
        )
    return tr(
        "Differing record. It is left out of the count of ballot {code} and listed "
        "beside it until this is settled.",
        code=ballot.code,
    )


def _of_people(_reader: Reader, found: Disagreement) -> Way:
    if found.kind == Problem.ONE_AND_TWO:
        return Way(
            follows=tr("They count as one person."),
            advice=tr("Take back one of the findings that do not go together."),
            page=Page.SETTLING,
            target=PEOPLE,
        )
    return Way(
        follows=tr("Both are on record, and each is counted."),
        advice=tr("Say whether they are one person; if not, correct a number."),
        page=Page.SETTLING,
        target=PEOPLE,
    )


def _of_unlisted(reader: Reader, found: Disagreement) -> Way:
    ballot = reader.by_code(Ballot, found.id)
    person = reader.by_code(Person, found.field)
    return Way(
        follows=tr("The vote is counted, and nobody on the list stands behind it."),
        advice=tr("Put the person on the list, or take the vote back."),
        page=Page.CHECK_IN,
        target=_id(person),
        session=None if ballot is None else ballot.session,
    )


def _of_seats(reader: Reader, found: Disagreement) -> Way:
    return Way(
        follows=tr("Both working groups have the person on their list."),
        advice=tr("Take the person out of one of the groups."),
        page=Page.PREPARE,
        target="groups",
        session=_id(reader.by_code(Session, found.id)) or None,
    )


def _of_votes(reader: Reader, found: Disagreement) -> Way:
    ballot = reader.by_code(Ballot, found.id)
    advice = tr(
        "Take one of the votes back while the ballot is open; of a closed one, set a "
        "correction beside it."
    )
    outdated = found.kind == OUTDATED
    return Way(
        follows=tr("The result stays as it was closed.")
        if outdated
        else tr("More than one vote of one person is on record."),
        advice=tr("Set a correction beside the ballot.") if outdated else advice,
        page=Page.LIVE,
        target=_id(ballot),
        session=None if ballot is None else ballot.session,
    )


def _of_anything(reader: Reader, found: Disagreement) -> Way:
    return Way(
        follows="",
        advice=tr("Put right whichever of the records is wrong; it then goes away."),
        page=Page.HISTORY,
        target=_somewhere(reader, found.id),
    )


def _somewhere(reader: Reader, named: str) -> str:
    """Return the id of a record named by its code, or by its kind and id."""
    kind, _, key = named.partition(" ")
    if kind in SHAPES:
        return key
    for record in (Person, Session, Ballot):
        found = reader.by_code(record, named)
        if found is not None:
            return found.id
    return ""


def _id(record: Record | None) -> str:
    return "" if record is None else record.id


_OF_PROBLEMS: Final[Mapping[str, Callable[[Reader, Disagreement], Way]]] = {
    Problem.DOCUMENT_TWICE: _of_people,
    Problem.ONE_AND_TWO: _of_people,
    Problem.VOTER_UNLISTED: _of_unlisted,
    Problem.SEATED_TWICE: _of_seats,
    Problem.VOTED_TWICE: _of_votes,
    OUTDATED: _of_votes,
}
