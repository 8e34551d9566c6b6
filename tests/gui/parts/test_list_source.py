from __future__ import annotations

from dataclasses import dataclass

from workshop_app.gui.parts.list_source import HeldIds, HeldRows


@dataclass(frozen=True)
class Guest:
    id: str
    name: str
    seat: int | None = None


ROSA = Guest("r", "Rosa Quispe", 2)
NUSTA = Guest("n", "Ñusta Ñahui")
ANGEL = Guest("a", "ángel Ríos", 1)


def held() -> HeldRows[Guest]:
    return HeldRows(
        [ROSA, NUSTA, ANGEL],
        lambda guest: guest.id,
        text=lambda guest: guest.name,
        orders={"name": lambda guest: guest.name, "seat": lambda guest: guest.seat},
    )


def ids(
    source: HeldRows[Guest], order: str = "", words: str = "", *, down: bool = False
) -> str:
    found = source.ids(order, descending=down, words=words)
    return "".join(found.part(0, len(found)))


def test_rows_stand_as_they_were_given_unless_an_order_is_asked_for() -> None:
    assert ids(held()) == "rna"
    assert ids(held(), down=True) == "anr"
    assert ids(held(), "unknown") == "rna"


def test_texts_are_sorted_without_accents_and_capitals() -> None:
    assert ids(held(), "name") == "anr"
    assert ids(held(), "name", down=True) == "rna"


def test_what_is_absent_comes_last_whichever_way() -> None:
    assert ids(held(), "seat") == "arn"
    assert ids(held(), "seat", down=True) == "ran"


def test_words_are_looked_for_by_their_beginnings() -> None:
    assert ids(held(), words="RIO ang") == "a"
    assert ids(held(), words="uispe") == ""
    assert ids(held(), words="   ") == "rna"


def test_without_a_text_nothing_is_filtered() -> None:
    source = HeldRows([ROSA], lambda guest: guest.id)

    assert ids(source, words="nobody") == "r"


def test_rows_come_by_their_ids_and_what_is_gone_is_none() -> None:
    source = held()
    source.hold([NUSTA])

    assert source.rows(["r", "n"]) == [None, NUSTA]
    assert not source.is_long()


def test_held_ids_know_their_places() -> None:
    found = HeldIds("abc")

    assert (len(found), found[1], found.part(1, 9)) == (3, "b", ("b", "c"))
    assert (found.place("c"), found.place("x")) == (2, -1)
    assert found.inserted(1, "x") == HeldIds("axbc")
    assert found != "abc"
    assert hash(found) == hash(HeldIds("abc"))
