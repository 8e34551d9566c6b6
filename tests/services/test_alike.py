"""Disagreements that are none, settled together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_contribution_draft
from tests.services.steps import a_roll_call, deeds, last_deed, last_title
from tests.services.two_laptops import TwoLaptops, amend, disagree
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Sex, VoteChoice
from workshop_app.services.alike import Rule, preview, settle_alike
from workshop_app.services.contributions import write_contribution
from workshop_app.services.disagreements import (
    Disagreement,
    disputed_fields,
    history_of,
    open_count,
)
from workshop_app.services.history import undo
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.services.settling import SettlingReasonMissingError, take
from workshop_app.store import ChangedSinceError, Deed
from workshop_app.store.rebuilding import rebuild

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.services.alike import Settled
    from workshop_app.store import Store

REASON = "Es la misma palabra."


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoLaptops]:
    made = TwoLaptops(tmp_path / "two")
    yield made
    made.close()


def previewed(store: Store, rule: Rule) -> tuple[Settled, ...]:
    with store.read() as reader:
        return preview(reader, rule)


def count(store: Store) -> int:
    with store.read() as reader:
        return open_count(reader)


def name(store: Store, key: str) -> str:
    with store.read() as reader:
        return reader.get(Person, key).name


def listed(store: Store) -> tuple[Disagreement, ...]:
    with store.read() as reader:
        return disputed_fields(reader)


def _erase(store: Store, commit: str) -> None:
    """Take the values of a commit away, as an order of the office does."""
    with store.database.writing() as link:
        found = f"SELECT n FROM commits WHERE id = '{commit}'"  # noqa: S608 our own id
        link.script(f"UPDATE op SET payload = NULL WHERE c = ({found})")  # noqa: S608 likewise
        rebuild(link)


def test_spellings_are_settled_by_one_deed_that_can_be_undone(two: TwoLaptops) -> None:
    for key, said in zip(two.people, ("Rosa Ñahui", "Elmer Tuntuí"), strict=False):
        amend(two.office, key, name=said)
        amend(two.door, key, name=said.upper())
    two.meet()
    seen, before = previewed(two.office, Rule.SPELLING), deeds(two.office)

    settle_alike(two.office, seen, reason=REASON)

    assert {one.side.words for one in seen} == {"Rosa Ñahui", "Elmer Tuntuí"}
    assert deeds(two.office) == before + 1
    assert last_title(two.office) == "Settle 2 disagreements that are none"
    assert count(two.office) == 0
    assert name(two.office, two.people[0]) == "Rosa Ñahui"
    undo(two.office, last_deed(two.office))
    assert count(two.office) == 2


def test_what_is_more_than_spelling_is_left(two: TwoLaptops) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui Ccori")

    assert previewed(two.office, Rule.SPELLING) == ()
    assert previewed(two.office, Rule.BLANK) == ()


def test_a_blank_gives_way_to_what_is_filled_in(two: TwoLaptops) -> None:
    key = two.people[0]
    amend(two.office, key, address="Jr. Uno 1", sex=Sex.FEMALE)
    two.meet()
    amend(two.office, key, address="", sex=None)
    amend(two.door, key, address="Jr. Dos 2", sex=Sex.MALE)
    two.meet()

    seen = previewed(two.office, Rule.BLANK)

    assert previewed(two.office, Rule.SPELLING) == ()
    settle_alike(two.office, seen, reason=REASON)
    with two.office.read() as reader:
        settled = reader.get(Person, key)
    assert (settled.address, settled.sex) == ("Jr. Dos 2", Sex.MALE)


def test_a_value_erased_by_law_is_no_blank(two: TwoLaptops) -> None:
    key = disagree(two, "Jr. Uno 1", "Jr. Dos 2", "address")
    [found] = [one for one in listed(two.office) if one.field == "address"]
    erased = next(side for side in found.sides if side.value == "Jr. Uno 1")
    _erase(two.office, erased.claims[0].commit)

    [now] = listed(two.office)

    assert previewed(two.office, Rule.BLANK) == ()
    told = {side.words: side.erased for side in now.sides}
    assert told == {"(erased by law)": True, "Jr. Dos 2": False}
    with two.office.read() as reader:
        assert "(erased by law)" in {one.words for one in history_of(reader, now)}
    take(two.office, now.key, two.door.device_label, reason=REASON)
    with two.office.read() as reader:
        assert reader.get(Person, key).address == "Jr. Dos 2"


def test_what_is_an_identity_is_never_settled_so(two: TwoLaptops) -> None:
    disagree(two, "ab-12", "AB-12", "document_number")

    assert count(two.office) == 1
    assert previewed(two.office, Rule.SPELLING) == ()


def test_votes_texts_proceedings_and_lives_are_never_settled_so(
    two: TwoLaptops,
) -> None:
    draft = a_contribution_draft(session=two.session, theme=None, stage=None)
    said = write_contribution(two.office, draft, [two.people[0]])
    ballot = a_roll_call(two.office, two.session)
    two.meet()
    for store, words in ((two.office, "Más agua"), (two.door, "MAS AGUA")):
        with store.write(Deed("amend")) as tx:
            tx.settle("contribution", said, {"text": words})
            tx.settle("session", two.session, {"proceedings": words})
        called = CalledVote(person=two.people[0], choice=VoteChoice.FOR, reason=words)
        record_votes(store, ballot, [called])
    with two.office.write(Deed("remove")) as tx:
        tx.remove(Person, two.people[3])
    amend(two.door, two.people[3], address="Jr. Dos 2")
    two.meet()

    assert count(two.office) == 4
    assert previewed(two.office, Rule.SPELLING) == ()
    assert previewed(two.office, Rule.BLANK) == ()
    with two.office.read() as reader:
        assert reader.get(Session, two.session).proceedings
        assert reader.get(Contribution, said).text


def test_one_reason_is_needed_for_all(two: TwoLaptops) -> None:
    disagree(two, "Rosa Ñahui", "ROSA NAHUI")

    with pytest.raises(SettlingReasonMissingError):
        settle_alike(two.office, previewed(two.office, Rule.SPELLING), reason="")


def test_what_was_previewed_must_still_be_so(two: TwoLaptops) -> None:
    disagree(two, "Rosa Ñahui", "ROSA NAHUI")
    seen = previewed(two.office, Rule.SPELLING)
    take(two.office, seen[0].found.key, "1", reason=REASON)

    with pytest.raises(ChangedSinceError):
        settle_alike(two.office, seen, reason=REASON)
