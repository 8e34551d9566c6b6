from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.store.conftest import registered
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.person import Person
from workshop_app.store import Deed, search

if TYPE_CHECKING:
    from workshop_app.store import Store


def found(store: Store, words: str, *kinds: str) -> list[str]:
    with store.read() as reader:
        return [one.title for one in reader.search(words, kinds)]


def test_people_are_found_by_any_beginnings(store: Store) -> None:
    registered(store, "Juan Ñahui Cho’oque", document_number="00123456")
    typed = [
        "ñahui",
        "nahui",
        "ÑAHUI",
        "ñah",
        "juan ñahui",
        "ñahui juan",
        "0012",
        "cho oque",
    ]

    told = {words: found(store, words) for words in typed}

    assert told == {key: ["Juan Ñahui Cho’oque"] for key in typed}


def test_what_is_not_there_is_not_found(store: Store) -> None:
    registered(store, "Juan Ñahui")
    typed = ["", "  ", "ahui", "juan pedro", "%", "NEAR(", '"']

    told = {words: found(store, words) for words in typed}

    assert told == {key: [] for key in typed}


def test_names_without_letters_are_found_as_they_stand(store: Store) -> None:
    registered(store, "☃☃ % ☃")

    assert found(store, "☃ %") == ["☃☃ % ☃"]


def test_texts_are_found_by_kind(store: Store) -> None:
    registered(store, "Rosa Ríos")
    with store.write(Deed("write_contribution")) as tx:
        tx.add(
            Contribution(
                id=tx.new_id(),
                code=tx.next_code(Contribution),
                text="Que los ríos se cuiden",
                translation="Mayukuna waqaychasqa kachun",
            )
        )

    assert found(store, "rio") == ["Rosa Ríos", "Que los ríos se cuiden"]
    assert found(store, "rio", "contribution") == ["Que los ríos se cuiden"]
    assert found(store, "mayukuna") == ["Que los ríos se cuiden"]


def test_an_amended_name_is_found_and_the_old_one_is_not(store: Store) -> None:
    rosa = registered(store, "Zoila")
    with store.write(Deed("amend_person")) as tx:
        tx.save(Person(id=rosa.id, code=rosa.code, name="Tarcila"))

    assert found(store, "zoila") == []
    assert found(store, "tarcila") == ["Tarcila"]
    store.rebuild()
    assert found(store, "zoila") == []
    assert found(store, "tarcila") == ["Tarcila"]


_ALPHABET = st.characters(codec="utf-8", exclude_characters="\0")


@given(st.lists(st.text(_ALPHABET) | st.text("aÑ́ʼ_-\n 1"), max_size=8))
def test_many_texts_fold_as_each_does_alone(texts: list[str]) -> None:
    together = search._folded_all(["", *texts])

    assert together == ["", *(search.folded(one) for one in texts)]
