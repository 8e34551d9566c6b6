"""Which commits of a union are applied."""

from __future__ import annotations

import msgspec
import pytest

from tests.ledger.laptops import ACTOR, PROCESS, Laptop, Record
from workshop_app.ids import derived_id
from workshop_app.ledger.chain import (
    Flaw,
    Fork,
    Invalid,
    Link,
    applicable,
    forks,
    missing_ids,
    uncovered,
)
from workshop_app.ledger.commit import (
    DELETED,
    Commit,
    Header,
    commit_id,
    encode_header,
    read_commit,
)
from workshop_app.ledger.deed import Change, Position

PERSON: Record = ("person", "1" * 32)
OTHER: Record = ("person", "2" * 32)


def headers(*commits: Commit) -> dict[str, Header]:
    return {one.id: one.header for one in commits}


def altered(commit: Commit, **changes: object) -> dict[str, Header]:
    """Return a commit that says something else, under its own true id."""
    raw = encode_header(msgspec.structs.replace(commit.header, **changes))
    return {commit_id(raw): read_commit(raw)}


def a_chain() -> tuple[Laptop, list[Commit]]:
    laptop = Laptop("a")
    commits = [laptop.found()]
    commits.extend(laptop.set(PERSON, {"name": str(number)}) for number in range(3))
    return laptop, commits


def flaws(known: dict[str, Header], offered: dict[str, Header]) -> list[Flaw]:
    """Return what is wrong with an offer on top of what is known and good."""
    verdict = applicable(applicable({}, known).links, offered)
    assert not verdict.links
    assert not verdict.pending
    return [one.flaw for one in verdict.invalid.values()]


def test_a_chain_is_applied_in_its_order_with_its_depths() -> None:
    _, commits = a_chain()

    verdict = applicable({}, headers(*reversed(commits)))

    assert list(verdict.links) == [one.id for one in commits]
    assert [one.depth for one in verdict.links.values()] == [1, 2, 3, 4]
    assert {one.process for one in verdict.links.values()} == {PROCESS}
    assert verdict.links[commits[0].id] == Link(commits[0].header, 1, PROCESS)
    assert not verdict.pending
    assert not verdict.invalid


def test_depth_goes_beyond_what_is_superseded_and_reverted() -> None:
    laptop, commits = a_chain()
    other = Laptop("b")
    other.meet(laptop)
    edit = other.set(PERSON, {"name": "x"})
    third = Laptop("c")
    third.meet(laptop)
    undo = third.revert(commits[1])
    last = third.revert(edit)  # stands on its own undo, and on an edit far deeper

    links = applicable({}, headers(*commits, edit, undo, last)).links

    assert links[edit.id].depth == 5
    assert links[last.id].depth == 6
    assert links[undo.id].depth == 3


def test_a_commit_waits_for_what_it_stands_on() -> None:
    _, commits = a_chain()

    verdict = applicable({}, headers(commits[0], commits[2], commits[3]))

    assert list(verdict.links) == [commits[0].id]
    assert verdict.pending == {
        commits[2].id: frozenset({commits[1].id}),
        commits[3].id: frozenset({commits[1].id}),
    }


def test_an_offer_says_what_it_lacks() -> None:
    _, commits = a_chain()

    assert missing_ids(headers(*commits)) == set()
    assert missing_ids(headers(*commits[2:])) == {commits[1].id}


def test_an_offer_stands_on_what_is_known() -> None:
    _, commits = a_chain()
    known = applicable({}, headers(*commits[:2])).links

    verdict = applicable(known, headers(*commits[2:]))

    assert [one.depth for one in verdict.links.values()] == [3, 4]


def test_a_commit_continues_the_chain_of_its_own_device() -> None:
    _, commits = a_chain()
    stranger = Laptop("b").found()

    lie = altered(commits[2], device=stranger.header.device)

    assert flaws(headers(*commits), lie) == [Flaw.OTHER_DEVICE]


def test_a_chain_has_no_gaps() -> None:
    _, commits = a_chain()

    lie = altered(commits[2], number=7)

    assert flaws(headers(*commits), lie) == [Flaw.NUMBER]


def test_a_new_deed_does_not_take_the_id_of_the_last() -> None:
    _, commits = a_chain()

    lie = altered(commits[2], deed=commits[1].header.deed)

    assert flaws(headers(*commits), lie) == [Flaw.DEED]


@pytest.mark.parametrize(
    ("changes", "good"),
    [
        ({}, True),
        ({"deed": "f" * 32}, False),
        ({"code": "other_code"}, False),
        ({"actor": "f" * 32}, False),
        ({"actor": ""}, False),
    ],
)
def test_a_commit_without_words_goes_on_with_the_deed_before_it(
    changes: dict[str, str], good: object
) -> None:
    _, commits = a_chain()
    last = commits[1].header
    follower = altered(
        commits[2],
        **{"words": "", "deed": last.deed, "code": last.code, "actor": ACTOR} | changes,
    )

    verdict = applicable({}, headers(*commits) | follower)

    (name,) = follower
    assert (name in verdict.links) is good
    if not good:
        assert verdict.invalid[name] == Invalid(Flaw.DEED, commits[1].id)


def test_two_processes_do_not_mix() -> None:
    laptop, commits = a_chain()
    stranger = Laptop("b", Position(derived_id("another process")))
    stranger.meet(laptop)

    mixed = stranger.set(PERSON, {"name": "x"})

    assert flaws(headers(*commits), headers(mixed)) == [Flaw.OTHER_PROCESS]


def test_only_what_was_written_can_be_replaced() -> None:
    laptop, commits = a_chain()
    note = laptop.set(PERSON, {"note": "x"})
    other = laptop.set(OTHER, {"name": "x"})

    lies = [
        laptop.change(Change(*PERSON, {"name": "y"}, [one]))
        for one in (note.id, other.id, commits[0].id)
    ]

    for lie in lies:
        before = [one for one in laptop.commits.values() if one not in lies]
        alone = altered(lie, previous=other.id, number=other.header.number + 1)
        assert flaws(headers(*before), alone) == [Flaw.SUPERSEDES]


def test_a_deletion_replaces_whatever_it_saw_of_its_record() -> None:
    laptop, commits = a_chain()
    laptop.set(PERSON, {"note": "x"})

    deletion = laptop.delete(PERSON)

    verdict = applicable({}, headers(*laptop.commits.values()))
    assert len(deletion.header.ops[0].supersedes) == 2
    assert deletion.id in verdict.links
    lie = laptop.change(Change(*PERSON, {DELETED: True}, [commits[0].id]))
    everything = applicable({}, headers(*laptop.commits.values()))
    assert everything.invalid == {lie.id: Invalid(Flaw.SUPERSEDES, commits[0].id)}


def test_what_stands_on_a_refused_commit_is_refused_and_nothing_else() -> None:
    laptop, commits = a_chain()
    other = Laptop("b")
    alone = other.set(OTHER, {"name": "x"})
    child = Laptop("c")
    child.meet(laptop)
    heir = child.set(PERSON, {"name": "x"})

    verdict = applicable({}, headers(*commits, alone, heir), {commits[2].id})

    assert set(verdict.links) == {commits[0].id, commits[1].id, alone.id}
    assert verdict.invalid == {
        commits[3].id: Invalid(Flaw.REFUSED_ANCESTOR, commits[2].id),
        heir.id: Invalid(Flaw.REFUSED_ANCESTOR, commits[3].id),
    }
    assert not verdict.pending


def test_an_invalid_commit_condemns_its_descendants_though_others_are_missing() -> None:
    laptop, commits = a_chain()
    absent = laptop.set(OTHER, {"name": "x"})
    (lie_id, lie), *_ = altered(commits[2], number=7).items()
    child = Laptop("b")
    undo = child.revert(absent)
    heir = altered(undo, reverts=tuple(sorted([absent.id, lie_id])))

    verdict = applicable({}, headers(*commits[:2]) | {lie_id: lie} | heir)

    assert set(verdict.invalid) == {lie_id, *heir}


def test_both_branches_of_a_copied_store_are_applied_and_reported() -> None:
    laptop, commits = a_chain()
    twin = laptop.clone()
    one, other = laptop.set(PERSON, {"name": "x"}), twin.set(PERSON, {"name": "y"})
    union = headers(*commits, one, other)

    assert set(applicable({}, union).links) == set(union)
    assert forks(union) == [
        Fork(one.header.device, commits[-1].id, tuple(sorted([one.id, other.id])))
    ]
    assert forks(headers(*commits)) == []


def test_two_beginnings_of_one_device_are_a_fork() -> None:
    one, other = Laptop("a"), Laptop("a", salts=5)
    first, second = one.set(PERSON, {"name": "x"}), other.set(PERSON, {"name": "y"})

    (fork,) = forks(headers(first, second))

    assert fork == Fork(first.header.device, "", tuple(sorted([first.id, second.id])))


def test_a_seal_covers_the_whole_chain_before_it_and_nothing_after() -> None:
    laptop, commits = a_chain()
    device = laptop.key.device
    union = headers(*commits)

    assert uncovered([(device, commits[-1].id)], union) == set()
    assert uncovered([(device, commits[1].id)], union) == {
        commits[2].id,
        commits[3].id,
    }
    assert uncovered([], union) == set(union)


def test_a_seal_covers_only_its_own_device() -> None:
    laptop, commits = a_chain()
    other = Laptop("b")
    other.meet(laptop)
    foreign = other.set(PERSON, {"name": "x"})

    loose = uncovered(
        [(laptop.key.device, foreign.id), (laptop.key.device, commits[-1].id)],
        headers(*commits, foreign),
    )

    assert loose == {foreign.id}


def test_every_branch_needs_its_seal() -> None:
    laptop, commits = a_chain()
    twin = laptop.clone()
    one, other = laptop.set(PERSON, {"name": "x"}), twin.set(PERSON, {"name": "y"})
    union = headers(*commits, one, other)
    device = laptop.key.device

    assert uncovered([(device, one.id)], union) == {other.id}
    assert uncovered([(device, one.id), (device, other.id)], union) == set()
    assert uncovered([(device, "unknown")], headers(one)) == {one.id}


@pytest.mark.parametrize("flaw", list(Flaw))
def test_every_flaw_has_a_sentence_of_its_own(flaw: Flaw) -> None:
    assert flaw.sentence().endswith(".")
    assert sum(flaw.sentence() == one.sentence() for one in Flaw) == 1
