"""Old commits in the words of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workshop_app.ledger.fold import Write, fold
from workshop_app.ledger.payload import ERASED
from workshop_app.ledger.upcast import UPCASTERS, Upcasters

if TYPE_CHECKING:
    from workshop_app.ledger.payload import Known
    from workshop_app.ledger.upcast import Fields


def renamed(
    fields: Fields, values: tuple[Known, ...]
) -> tuple[Fields, tuple[Known, ...]]:
    """Call `name` a title; the second vocabulary did."""
    return tuple("title" if one == "name" else one for one in fields), values


def numbered(
    fields: Fields, values: tuple[Known, ...]
) -> tuple[Fields, tuple[Known, ...]]:
    """Hold `table` as a number; the third vocabulary did."""
    return fields, tuple(
        int(value) if name == "table" and isinstance(value, str) else value
        for name, value in zip(fields, values, strict=True)
    )


def three_vocabularies() -> Upcasters:
    upcasters = Upcasters()
    upcasters.register("note", 2, numbered)
    upcasters.register("note", 1, renamed)
    return upcasters


def test_there_is_one_vocabulary_so_far() -> None:
    said = ("name",), ("x",)

    assert UPCASTERS.newest == 1
    assert UPCASTERS.upcast("person", 1, *said) == said


def test_steps_are_taken_one_after_another_from_where_it_was_written() -> None:
    upcasters = three_vocabularies()
    said = ("name", "table"), ("x", "7")

    assert upcasters.newest == 3
    assert upcasters.upcast("note", 1, *said) == (("title", "table"), ("x", 7))
    assert upcasters.upcast("note", 2, *said) == (("name", "table"), ("x", 7))
    assert upcasters.upcast("note", 3, *said) == said
    assert upcasters.upcast("person", 1, *said) == said


def test_a_step_is_said_once() -> None:
    upcasters = three_vocabularies()

    with pytest.raises(ValueError, match="already"):
        upcasters.register("note", 1, renamed)


def test_it_is_the_same_to_upcast_and_fold_as_to_fold_and_upcast() -> None:
    upcasters = three_vocabularies()
    writes = [
        Write("a", 1, ("name", "table"), ("x", "1"), ()),
        Write("b", 2, ("name",), ("y",), ("a",)),
        Write("c", 3, ("name",), (ERASED,), ("a",)),
        Write("d", 4, ("table",), ("2",), ()),
    ]

    def upcast(write: Write) -> Write:
        values = write.values or ()
        raised = upcasters.upcast("note", 1, write.fields, values)
        return Write(write.commit, write.clock, *raised, write.supersedes)

    first = fold([upcast(one) for one in writes])
    last = fold(writes)

    fields, values = upcasters.upcast(
        "note", 1, tuple(last.values), tuple(last.values.values())
    )
    assert first.values == dict(zip(fields, values, strict=True))
    assert first.live["title"] == last.live["name"]
    assert first.conflicts.keys() == {"title", "table"}
    assert last.conflicts.keys() == {"name", "table"}
