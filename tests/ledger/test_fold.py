"""What a record is, once everything written to it is put together."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.ledger.laptops import Laptop, Record, active_writes
from workshop_app.ledger.commit import DELETED, Commit
from workshop_app.ledger.fold import (
    NOTHING,
    Candidate,
    State,
    Write,
    aside,
    fold,
    fold_one,
    writes_of,
)
from workshop_app.ledger.payload import ERASED, Known
from workshop_app.ledger.upcast import Upcasters

PERSON: Record = ("person", "1" * 32)


def a_write(commit: str, clock: int = 1, *supersedes: str, **values: Known) -> Write:
    return Write(commit, clock, tuple(values), tuple(values.values()), supersedes)


def folded(*writes: Write) -> State:
    """Fold in every order, and insist that all say the same."""
    first = fold(writes)
    assert all(fold(order) == first for order in permutations(writes))
    return first


def test_a_record_nobody_wrote_does_not_exist() -> None:
    assert fold([]) is NOTHING
    assert not NOTHING.exists
    assert NOTHING.seen() == ()


def test_a_single_write_is_the_state() -> None:
    state = fold([a_write("a", 1, name="Ana", note=None)])

    assert state == State(
        {"name": "Ana", "note": None}, {"name": ("a",), "note": ("a",)}
    )
    assert state == fold_one("a", ("name", "note"), ("Ana", None))
    assert state.exists


def test_a_value_gives_way_to_one_that_supersedes_it() -> None:
    state = folded(a_write("a", 9, name="Ana"), a_write("b", 1, "a", name="Eva"))

    assert state.values == {"name": "Eva"}
    assert state.live == {"name": ("b",)}
    assert not state.conflicts


def test_superseding_touches_only_the_fields_written() -> None:
    state = folded(
        a_write("a", 1, name="Ana", note="x"), a_write("b", 2, "a", name="Eva")
    )

    assert state.values == {"name": "Eva", "note": "x"}
    assert state.live == {"name": ("b",), "note": ("a",)}


def test_two_values_that_nobody_replaced_are_a_conflict_shown_latest_first() -> None:
    state = folded(a_write("z", 1, name="Ana"), a_write("a", 2, name="Eva"))

    assert state.values == {"name": "Eva"}
    assert state.live == {"name": ("a", "z")}
    assert state.conflicts == {
        "name": (Candidate("a", 2, "Eva"), Candidate("z", 1, "Ana"))
    }


def test_of_two_values_of_one_moment_that_of_the_greater_id_is_shown() -> None:
    state = folded(a_write("a", 1, name="Ana"), a_write("b", 1, name="Eva"))

    assert state.values == {"name": "Eva"}


def test_equal_values_are_agreement() -> None:
    state = folded(a_write("a", 1, name="Ana"), a_write("b", 2, name="Ana"))

    assert not state.conflicts
    assert state.live == {"name": ("a", "b")}


def test_agreeing_values_beside_another_are_all_candidates() -> None:
    state = folded(
        a_write("a", 1, name="Ana"),
        a_write("b", 2, name="Ana"),
        a_write("c", 3, name="Eva"),
    )

    assert [one.commit for one in state.conflicts["name"]] == ["c", "b", "a"]


@pytest.mark.parametrize(
    "pair", [(True, 1), (False, 0), (None, ""), ("1", 1), ((), "")]
)
def test_values_of_different_kinds_differ(pair: tuple[Known, Known]) -> None:
    one, other = pair

    state = folded(a_write("a", 1, name=one), a_write("b", 1, name=other))

    assert state.conflicts


def test_erased_values_agree_with_each_other_and_with_nothing_else() -> None:
    first = Write("a", 1, ("name",), None, ())
    second = Write("b", 2, ("name",), None, ())

    assert folded(first).values == {"name": ERASED}
    assert not folded(first, second).conflicts
    assert folded(first, a_write("c", 1, name="Ana")).conflicts


def test_a_deletion_that_saw_everything_deletes() -> None:
    state = folded(a_write("a", 1, name="Ana"), a_write("d", 1, "a", **{DELETED: True}))

    assert state.deleted
    assert not state.life_conflict
    assert state.values == {"name": "Ana"}
    assert state.seen() == ("a", "d")


def test_a_record_may_be_born_deleted_or_alive() -> None:
    assert fold_one("a", ("name", DELETED), ("x", True)).deleted
    assert not fold_one("a", ("name", DELETED), ("x", None)).deleted
    assert fold_one("a", ("name", DELETED), ("x", None)).values == {"name": "x"}


def test_a_deletion_may_write_as_well() -> None:
    state = folded(
        a_write("a", 1, name="Ana"), a_write("d", 1, "a", name="x", **{DELETED: True})
    )

    assert state.deleted


def test_what_a_deletion_had_not_seen_keeps_the_record_alive() -> None:
    state = folded(
        a_write("a", 1, name="Ana"),
        a_write("d", 3, "a", **{DELETED: True}),
        a_write("b", 2, "a", name="Eva"),
    )

    assert not state.deleted
    assert state.life_conflict == (Candidate("d", 3, True), Candidate("b", 2, None))  # noqa: FBT003
    assert state.values == {"name": "Eva"}


def test_an_edit_of_another_field_is_unseen_too() -> None:
    state = folded(
        a_write("a", 1, name="Ana"),
        a_write("d", 3, "a", **{DELETED: True}),
        a_write("b", 2, note="x"),
    )

    assert not state.deleted
    assert [one.commit for one in state.life_conflict] == ["d", "b"]


def test_what_keeps_a_record_alive_is_shown_latest_first() -> None:
    state = folded(
        a_write("d", 1, **{DELETED: True}),
        a_write("a", 2, name="Ana"),
        a_write("b", 3, note="x"),
    )

    assert [one.commit for one in state.life_conflict] == ["d", "b", "a"]


def test_only_what_a_deletion_names_has_been_seen_by_it() -> None:
    state = folded(
        a_write("a", 1, name="Ana", note="x"),
        a_write("b", 2, "a", name="Eva"),
        a_write("d", 3, "b", **{DELETED: True}),
    )

    assert not state.deleted
    assert [one.commit for one in state.life_conflict] == ["d", "a"]


def test_two_deletions_see_together() -> None:
    state = folded(
        a_write("a", 1, name="Ana"),
        a_write("b", 1, name="Ana"),
        a_write("d", 1, "a", **{DELETED: True}),
        a_write("e", 1, "b", **{DELETED: True}),
    )

    assert state.deleted


def test_a_restoration_brings_back_what_was() -> None:
    state = folded(
        a_write("a", 1, name="Ana"),
        a_write("d", 2, "a", **{DELETED: True}),
        a_write("r", 3, "d", **{DELETED: None}),
    )

    assert not state.deleted
    assert not state.life_conflict
    assert state.values == {"name": "Ana"}


def test_a_restoration_beside_a_deletion_keeps_the_record_alive() -> None:
    state = folded(
        a_write("a", 1, name="Ana"),
        a_write("d", 2, "a", **{DELETED: True}),
        a_write("e", 2, "a", **{DELETED: True}),
        a_write("r", 3, "d", **{DELETED: None}),
    )

    assert not state.deleted
    assert [one.commit for one in state.life_conflict] == ["e", "r"]
    assert DELETED not in state.conflicts


def test_an_erased_deletion_deletes_nothing() -> None:
    state = folded(a_write("a", 1, name="Ana"), Write("d", 2, (DELETED,), None, ("a",)))

    assert not state.deleted
    assert not state.life_conflict


def test_what_only_a_set_aside_commit_wrote_does_not_exist() -> None:
    laptop = Laptop("a")
    laptop.found()
    made = laptop.set(PERSON, {"name": "Ana"})

    laptop.revert(made)

    assert not laptop.state(PERSON).exists


def test_undo_and_redo_are_reverts() -> None:
    laptop = Laptop("a")
    laptop.found()
    laptop.set(PERSON, {"name": "Ana"})
    edit = laptop.set(PERSON, {"name": "Eva"})

    undo = laptop.revert(edit)
    undone = laptop.state(PERSON).values
    laptop.revert(undo)

    assert undone == {"name": "Ana"}
    assert laptop.state(PERSON).values == {"name": "Eva"}


def test_a_commit_is_aside_while_any_active_commit_reverts_it() -> None:
    assert aside({}) == set()
    assert aside({"u": ["a", "b"]}) == {"a", "b"}
    assert aside({"u": ["a"], "r": ["u"]}) == {"u"}
    assert aside({"u": ["a"], "v": ["a"], "r": ["u"]}) == {"u", "a"}
    assert aside({"u": ["a"], "r": ["u"], "s": ["r", "a"]}) == {"a", "r"}


def test_a_thousand_undos_of_undos_are_no_trouble() -> None:
    chain = {str(number): [str(number - 1)] for number in range(1, 5_001)}

    assert aside(chain) == {str(number) for number in range(1, 5_000, 2)}


def test_old_writes_are_folded_in_the_words_of_today() -> None:
    upcasters = Upcasters()
    upcasters.register("person", 1, lambda fields, values: (("surname",), values))
    laptop = Laptop("a")
    laptop.found()
    made = laptop.set(PERSON, {"name": "Quispe"})
    erased = Commit(made.id, made.raw, made.header, made.words, (None,))

    ((record, write),) = writes_of(made, upcasters)
    ((_, blank),) = writes_of(erased, upcasters)

    assert record == PERSON
    assert fold([write]).values == {"surname": "Quispe"}
    assert fold([blank]).values == {"surname": ERASED}
    assert fold(active_writes([made])[PERSON]).values == {"name": "Quispe"}
