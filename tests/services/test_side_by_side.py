"""Two entries beside each other, what follows, and what is shown of one person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_contribution_draft, a_person_draft
from tests.services.steps import a_roll_call, a_room, somebody
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Trait, Verdict, VoteChoice
from workshop_app.services.contributions import write_contribution
from workshop_app.services.people import (
    DocumentNumberTakenError,
    amend_person,
    register_person,
)
from workshop_app.services.progress import NO_PROGRESS
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.services.same_person import (
    candidates,
    judge,
    look_for_pairs,
    still_open,
)
from workshop_app.services.side_by_side import (
    evidence_words,
    keep_from,
    side_by_side,
    usual_reason,
    what_follows,
)
from workshop_app.store import Deed
from workshop_app.store.access import noted

if TYPE_CHECKING:
    from workshop_app.store import Store

SEEN = "Se vio su DNI."


def _pair(store: Store) -> tuple[str, str]:
    draft = a_person_draft(organization=None, name="Saturnina Ñahui Ccori")
    first = register_person(store, draft)
    other = replace(
        draft, name="Saturnina Nahui Ccori", document_number="", telephone=""
    )
    second = register_person(store, other)
    one, two = sorted((first, second))
    return one, two


def _person(store: Store, key: str) -> Person:
    with store.read() as reader:
        return reader.get(Person, key)


def test_fields_are_compared_in_words_without_what_neither_says(store: Store) -> None:
    one, other = _pair(store)

    with store.read() as reader:
        rows = side_by_side(reader, reader.get(Person, one), reader.get(Person, other))

    told = {row.field: row for row in rows}
    assert told["name"].nearly
    assert not told["name"].alike
    assert told["position"].alike
    assert not told["position"].nearly
    numbers = {told["document_number"].one, told["document_number"].other}
    assert "" in numbers
    assert any(one.startswith("DNI ") for one in numbers)
    assert "document_type" not in told
    assert "organization" not in told


def test_what_follows_is_said_before_anybody_says_they_are_one(
    store: Store, session: str
) -> None:
    one, other, *_ = sorted(a_room(store, session))
    for key in (one, other):
        draft = a_contribution_draft(session=session, stage=None, theme=None)
        write_contribution(store, draft, [key])
    ballot = a_roll_call(store, session)
    record_votes(
        store,
        ballot,
        [CalledVote(person=x, choice=VoteChoice.FOR) for x in (one, other)],
    )

    with store.read() as reader:
        told = what_follows(reader, one, other)

    said = " ".join(told.sentences)
    assert "Both voted in V-" in said
    assert "Both are on the list of " in said
    assert "answered in one letter" in said
    assert told.one.words == "1 session · 1 vote · 1 contribution"


def test_of_two_who_share_nothing_only_that_nothing_is_deleted(store: Store) -> None:
    one, other = somebody(store, "Rosa"), somebody(store, "Elmer")

    with store.read() as reader:
        [only] = what_follows(reader, one, other).sentences

    assert only.startswith("Nothing is deleted")


def test_who_writes_no_reason_has_at_least_looked(store: Store) -> None:
    _pair(store)

    [found] = candidates(store)

    assert Trait.NAME in found.in_common
    assert evidence_words(found)[0] in usual_reason(found, Verdict.SAME)
    assert usual_reason(found, Verdict.DIFFERENT) == "Compared side by side."


def test_likely_pairs_hold_while_findings_come_and_go(store: Store) -> None:
    one, other = _pair(store)
    pairs = look_for_pairs(store, NO_PROGRESS)

    with store.read() as reader:
        before = still_open(reader, pairs)
    judge(store, one, other, Verdict.DIFFERENT, SEEN)
    with store.read() as reader:
        after = still_open(reader, pairs)

    assert [(x.one.id, x.other.id) for x in before] == [(one, other)]
    assert after == ()
    assert noted(store)[0].subject == "duplicates"


def test_somebody_removed_meanwhile_is_proposed_no_more(store: Store) -> None:
    _, other = _pair(store)
    pairs = look_for_pairs(store, NO_PROGRESS)
    with store.write(Deed("remove")) as tx:
        tx.remove(Person, other)

    with store.read() as reader:
        assert still_open(reader, pairs) == ()


def test_what_another_entry_says_is_written_into_the_one_that_is_shown(
    store: Store,
) -> None:
    one, other = _pair(store)
    with_number = one if _person(store, one).document_number else other
    number = _person(store, with_number).document_number
    judge(store, one, other, Verdict.SAME, SEEN)

    keep_from(
        store, other, {"document_number": with_number, "name": other}, reason=SEEN
    )

    shown = _person(store, one)
    assert (shown.document_number, shown.name) == (number, _person(store, other).name)
    assert _person(store, with_number).document_number == number


def test_a_number_of_somebody_else_is_still_refused(store: Store) -> None:
    one, other = _pair(store)
    with_number = one if _person(store, one).document_number else other
    third = somebody(store, "Elmer Tuntui")
    judge(store, one, other, Verdict.SAME, SEEN)
    draft = a_person_draft(
        organization=None, document_number=_person(store, with_number).document_number
    )

    with pytest.raises(DocumentNumberTakenError):
        amend_person(store, third, draft)
