"""What must hold of every history, whoever did what and met whom in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.histories import (
    PROPERTY,
    RECORDS,
    Fact,
    History,
    histories,
    histories_with_reverts,
)
from tests.ledger.laptops import Laptop, Union, active_writes, states
from workshop_app.ledger.chain import applicable, forks
from workshop_app.ledger.commit import (
    DELETED,
    Commit,
    Header,
    commit_id,
    encode_header,
    read_commit,
)
from workshop_app.ledger.fold import State, aside, fold
from workshop_app.ledger.log import read_log, write_log
from workshop_app.ledger.payload import open_commit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from tests.ledger.laptops import Record
    from workshop_app.ledger.payload import Known


def same(one: Known, other: Known) -> bool:
    return type(one) is type(other) and one == other


@PROPERTY
@given(histories_with_reverts(), st.randoms(use_true_random=False))
def test_commits_mean_the_same_in_any_order(history: History, random: Random) -> None:
    commits = list(history.commits().values())
    shuffled = list(commits)

    random.shuffle(shuffled)

    assert states(shuffled) == states(commits)


@PROPERTY
@given(histories_with_reverts(), st.data())
def test_laptops_that_meet_agree_whoever_meets_first(
    history: History, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(history.laptops))
    one, other, third = (Laptop("visitor") for _ in range(3))

    for laptop in order:
        one.meet(laptop)
        one.meet(laptop)  # the same file twice changes nothing
    middle = len(order) // 2
    for laptop in order[:middle]:
        other.meet(laptop)
    for laptop in order[middle:]:
        third.meet(laptop)
    other.meet(third)  # a merge of merges

    assert states(one.commits.values()) == history.states()
    assert states(other.commits.values()) == history.states()


@PROPERTY
@given(histories_with_reverts())
def test_a_file_older_than_what_is_there_changes_nothing(history: History) -> None:
    union = Union()
    union.offer({one.id: one.header for one in history.commits().values()})
    before = union.depths()

    for laptop in history.laptops:
        union.offer({one.id: one.header for one in laptop.commits.values()})

    assert union.depths() == before
    assert not union.pending
    assert not union.flaws


@PROPERTY
@given(histories())
def test_nothing_written_is_lost(history: History) -> None:
    union, folded = history.commits(), history.states()

    for fact in history.facts:
        assert fact.commit in union
        state = folded[fact.record]
        for name, value in fact.values.items():
            if name != DELETED and fact.commit in state.live.get(name, ()):
                shown = state.conflicts.get(name, ())
                candidates = [one.value for one in shown] or [state.values[name]]
                assert any(same(value, one) for one in candidates)


def newest(facts: Sequence[Fact], name: str) -> list[Fact]:
    """Return the writes of a field that nobody who wrote it later knew of."""
    rivals = [one for one in facts if name in one.values]
    return [
        one for one in rivals if not any(one.commit in other.known for other in rivals)
    ]


def model(facts: Sequence[Fact]) -> tuple[dict[str, set[str]], bool, bool]:
    """Return conflicts, deletion and life conflict by what each author knew.

    Knows nothing of `supersedes`: a write gives way to one whose author knew it.
    """
    names = {name for fact in facts for name in fact.values} - {DELETED}
    live = {name: newest(facts, name) for name in names}
    conflicts = {
        name: {one.commit for one in ones}
        for name, ones in live.items()
        if any(not same(ones[0].values[name], one.values[name]) for one in ones)
    }
    lives = newest(facts, DELETED)
    deletions = [one for one in lives if one.values[DELETED] is True]
    restored = any(one.values[DELETED] is None for one in lives)
    unseen = any(
        not any(one.commit in deletion.known for deletion in deletions)
        for ones in live.values()
        for one in ones
    )
    disputed = bool(deletions) and (restored or unseen)
    return conflicts, bool(deletions) and not disputed, disputed


@PROPERTY
@given(histories())
def test_nothing_is_overwritten_unless_its_replacer_knew_it(history: History) -> None:
    folded = history.states()

    for record in RECORDS:
        facts = [fact for fact in history.facts if fact.record == record]
        if facts:
            state = folded[record]
            conflicts = {
                name: {one.commit for one in candidates}
                for name, candidates in state.conflicts.items()
            }
            found = (conflicts, state.deleted, bool(state.life_conflict))
            assert found == model(facts)


@PROPERTY
@given(histories_with_reverts())
def test_a_rebuild_from_the_log_gives_what_was_there(history: History) -> None:
    commits = history.commits()
    links = applicable({}, {one.id: one.header for one in commits.values()}).links
    log = write_log(commits[one] for one in links)

    read = [open_commit(header, lines) for header, lines in read_log(log)]

    assert [one.id for one in read] == list(links)
    assert states(read) == history.states()


@PROPERTY
@given(histories_with_reverts())
def test_settling_a_conflict_removes_that_conflict_and_no_other(
    history: History,
) -> None:
    judge = Laptop("judge")
    for laptop in history.laptops:
        judge.meet(laptop)
    before = history.states()
    disputes = [
        (record, name) for record in before for name in before[record].conflicts
    ]

    for record, name in disputes[:1]:
        judge.set(record, {name: "settled"})

    after = states(judge.commits.values())
    left = [(record, name) for record in after for name in after[record].conflicts]
    assert sorted(left) == sorted(disputes[1:])
    for record, name in disputes[:1]:
        assert after[record].values[name] == "settled"


@PROPERTY
@given(histories())
def test_a_deletion_never_hides_what_it_had_not_seen(history: History) -> None:
    for state in history.states().values():
        if state.deleted:
            assert not state.life_conflict
        for one in state.life_conflict:
            assert one.commit in state.seen()


@PROPERTY
@given(histories_with_reverts(), st.integers(0, 1 << 52), st.integers(1, 1 << 30))
def test_clocks_decide_nothing_but_what_is_shown_first(
    history: History, start: int, step: int
) -> None:
    for writes in active_writes(history.commits().values()).values():
        moved = [
            msgspec.structs.replace(one, clock=(start - place * step) % (1 << 52))
            for place, one in enumerate(writes)
        ]

        told, retold = fold(writes), fold(moved)

        assert retold.live == told.live
        assert retold.deleted == told.deleted
        assert retold.conflicts.keys() == told.conflicts.keys()
        for name, candidates in told.conflicts.items():
            again = retold.conflicts[name]
            assert {one.commit for one in again} == {one.commit for one in candidates}
        assert {one.commit for one in retold.life_conflict} == {
            one.commit for one in told.life_conflict
        }


@PROPERTY
@given(histories())
def test_both_branches_of_a_fork_are_there(history: History) -> None:
    headers = {one.id: one.header for one in history.commits().values()}

    verdict = applicable({}, headers)

    assert set(verdict.links) == set(headers)
    for fork in forks(headers):
        assert set(fork.children) <= set(verdict.links)
        assert all(headers[one].previous == fork.previous for one in fork.children)
    children: dict[tuple[str, str], int] = {}
    for header in headers.values():
        place = (header.device, header.previous)
        children[place] = children.get(place, 0) + 1
    assert len(forks(headers)) == sum(1 for count in children.values() if count > 1)


def naive_aside(commits: Mapping[str, Commit], one: str) -> bool:
    return any(
        one in other.header.reverts and not naive_aside(commits, other.id)
        for other in commits.values()
    )


def naive_live(commits: Mapping[str, Commit], record: Record) -> set[tuple[str, str]]:
    """Return (field, commit) of what is live, by asking everybody about everybody."""
    ops = [
        (commit.id, op)
        for commit in commits.values()
        if not naive_aside(commits, commit.id)
        for op in commit.header.ops
        if (op.kind, op.record) == record
    ]
    return {
        (name, commit)
        for commit, op in ops
        for name in op.fields
        if not any(
            commit in other.supersedes and name in other.fields for _, other in ops
        )
    }


@PROPERTY
@given(histories_with_reverts())
def test_reverted_commits_neither_write_nor_supersede(history: History) -> None:
    commits, folded = history.commits(), history.states()

    lost = aside({one.id: one.header.reverts for one in commits.values()})

    assert lost == {one for one in commits if naive_aside(commits, one)}
    for record in RECORDS:
        state = folded.get(record, State({}, {}))
        live = {(name, one) for name, ids in state.live.items() for one in ids}
        assert live == naive_live(commits, record)


@PROPERTY
@given(histories_with_reverts(), st.integers(0, 100))
def test_a_revert_of_a_revert_is_as_if_nothing_had_been_reverted(
    history: History, choice: int
) -> None:
    judge = Laptop("judge")
    for laptop in history.laptops:
        judge.meet(laptop)
    before = states(judge.commits.values())
    target = sorted(judge.commits)[choice % len(judge.commits)]

    undone = judge.revert(judge.commits[target])
    judge.revert(undone)

    assert states(judge.commits.values()) == before


@PROPERTY
@given(histories_with_reverts(), st.integers(0, 100), st.integers(0, 100))
def test_reverts_made_apart_come_together_in_either_order(
    history: History, first: int, second: int
) -> None:
    one, other = Laptop("one"), Laptop("other")
    for laptop in history.laptops:
        one.meet(laptop)
        other.meet(laptop)
    ids = sorted(one.commits)
    one.revert(one.commits[ids[first % len(ids)]])
    other.revert(other.commits[ids[second % len(ids)]])
    here, there = one.clone(), other.clone()

    here.meet(other)
    there.meet(one)

    assert states(here.commits.values()) == states(there.commits.values())


def forged(header: Header, others: Sequence[Header], choice: int) -> Header:
    """Return a header that can be read, and says something that is not so."""
    other = others[choice // 9 % len(others)]
    lies: list[dict[str, object]] = [
        {"number": header.number + 1 + (header.number == 1)},
        {"device": other.device},
        {"previous": commit_id(encode_header(other)), "number": other.number + 1},
        {  # no lie if the other is good: whoever holds the key may fork
            "device": other.device,
            "previous": commit_id(encode_header(other)),
            "number": other.number + 1,
            "process": "",
        },
        {"deed": other.deed},
        {"reverts": (commit_id(encode_header(other)),)},
        {"words": ""},
        {
            "ops": tuple(
                msgspec.structs.replace(
                    op, supersedes=(commit_id(encode_header(other)),)
                )
                for op in header.ops
            )
        },
        {"process": "f" * 32} if header.process else {"actor": "f" * 32},
    ]
    return msgspec.structs.replace(header, **lies[choice % len(lies)])


@PROPERTY
@given(
    histories_with_reverts(),
    st.lists(st.integers(0, 1 << 16), min_size=1, max_size=12),
    st.data(),
)
def test_the_verdict_on_a_commit_is_the_same_whatever_came_first(
    history: History, choices: list[int], data: st.DataObject
) -> None:
    headers = {one.id: one.header for one in history.commits().values()}
    for choice in choices:  # lies may rest on lies
        honest = list(headers.values())
        lie = forged(honest[choice % len(honest)], honest, choice // 7)
        raw = encode_header(lie)
        try:
            headers[commit_id(raw)] = read_commit(raw)
        except Exception:  # noqa: BLE001, S112 unreadable lies are others' business
            continue
    hidden = data.draw(st.sets(st.sampled_from(sorted(headers)), max_size=2))
    order = data.draw(st.permutations(sorted(headers.keys() - hidden)))
    size = data.draw(st.integers(1, 9))
    at_once, piecemeal = Union(), Union()

    at_once.offer({one: headers[one] for one in headers if one not in hidden})
    for at in range(0, len(order), size):
        piecemeal.offer({one: headers[one] for one in order[at : at + size]})

    assert piecemeal.depths() == at_once.depths()
    assert piecemeal.pending.keys() == at_once.pending.keys()
    assert piecemeal.flaws == at_once.flaws


@PROPERTY
@given(histories(), st.data())
def test_what_was_pending_is_applied_when_its_ancestors_come(
    history: History, data: st.DataObject
) -> None:
    headers = {one.id: one.header for one in history.commits().values()}
    hidden = data.draw(st.sets(st.sampled_from(sorted(headers))))
    union = Union()

    union.offer({one: headers[one] for one in headers if one not in hidden})
    union.offer({one: headers[one] for one in hidden})

    assert set(union.links) == set(headers)
    assert not union.pending
