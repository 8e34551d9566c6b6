from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.person_finder import Known, Match, PersonFinder

PEOPLE = (
    Known("huaman", "Huamán Quispe, Nélida", "45123456", "Comunidad de Ácora"),
    Known(
        "vasquez", "Vásquez Llanos, Zoila Hilda", "09134821", "Municipalidad de Puno"
    ),
    Known("mamani", "Mamani Mamani, Juan", "45120001", "Comunidad de Ácora"),
    Known("mamani-quispe", "Mamani Quispe, Juan", "", "Comunidad de Pilcuyo"),
    Known("ccori", "Ccori Ñahui, José", "PE-0042131", ""),
    Known("acora", "Acora Ticona, Elmer", "", ""),
)

names = st.text(max_size=40)
"""Whatever somebody may type."""


@pytest.fixture
def finder() -> PersonFinder:
    return PersonFinder(PEOPLE)


def _ids(matches: tuple[Match, ...]) -> list[str]:
    return [match.id for match in matches]


@pytest.mark.parametrize(
    "typed",
    [
        "nelida huaman",
        "HUAMAN QUISPE NELIDA",
        "huamán q",
        "nel hua",
        "guaman kispe",
        "uaman nelida",
        "waman qispi",
        "Huamán, N",
    ],
)
def test_somebody_is_found_in_any_order_and_spelling(
    finder: PersonFinder, typed: str
) -> None:
    assert _ids(finder.find(typed))[0] == "huaman"


@pytest.mark.parametrize(
    "typed", ["basques yanos soila ilda", "vazquez llanos", "bas yan", "soila h"]
)
def test_four_changes_of_spelling_at_once_are_forgiven(
    finder: PersonFinder, typed: str
) -> None:
    assert _ids(finder.find(typed))[0] == "vasquez"


@pytest.mark.parametrize(
    "typed", ["huamna quispe", "huaman quipse nelida", "nelisa huaman", "neliida"]
)
def test_a_mistyped_word_is_forgiven(finder: PersonFinder, typed: str) -> None:
    assert "huaman" in _ids(finder.find(typed))


def test_a_name_that_fits_whole_scores_a_hundred(finder: PersonFinder) -> None:
    first = finder.find("nelida quispe huaman")[0]

    assert first == Match("huaman", 100)


def test_a_surname_borne_twice_prefers_who_bears_it_twice(
    finder: PersonFinder,
) -> None:
    assert _ids(finder.find("mamani mamani juan"))[0] == "mamani"


def test_who_is_spelled_so_comes_before_who_sounds_so() -> None:
    finder = PersonFinder(
        [Known("sounds", "Vega Ana"), Known("spelled", "Begazo Quispe, María Luisa")]
    )

    assert _ids(finder.find("be")) == ["spelled", "sounds"]


def test_a_number_is_found_by_its_beginning_in_order(finder: PersonFinder) -> None:
    assert finder.find("4512") == (Match("mamani", 50), Match("huaman", 50))
    assert finder.find("45123456") == (Match("huaman", 100),)


@pytest.mark.parametrize(
    "typed", ["4512 3456", "45.123.456", "45123456-8", " 45123456"]
)
def test_a_number_is_found_however_it_is_written(
    finder: PersonFinder, typed: str
) -> None:
    assert finder.find(typed) == (Match("huaman", 100),)


def test_a_number_without_its_check_character_belongs_to_one_who_has_it() -> None:
    finder = PersonFinder([Known("checked", "Rosa", "091348216")])

    assert _ids(finder.find("09134821")) == ["checked"]


def test_a_number_with_letters_is_found(finder: PersonFinder) -> None:
    assert finder.find("pe0042131") == (Match("ccori", 100),)


def test_number_and_name_narrow_each_other(finder: PersonFinder) -> None:
    assert _ids(finder.find("quispe 4512"))[0] == "huaman"
    assert _ids(finder.find("4512 juan"))[0] == "mamani"
    assert _ids(finder.find("4512 ma"))[0] == "mamani"


def test_a_number_among_words_does_not_count_as_a_name(finder: PersonFinder) -> None:
    assert finder.find("mamani 45120001 mamani juan")[0] == Match("mamani", 100)


def test_a_number_in_a_name_is_found() -> None:
    finder = PersonFinder([Known("theirs", "Rosa 7"), Known("other", "Rosa 8")])

    assert finder.find("rosa 7")[0] == Match("theirs", 100)


def test_the_organization_finds_its_people(finder: PersonFinder) -> None:
    assert set(_ids(finder.find("pilcuyo"))) == {"mamani-quispe"}
    assert _ids(finder.find("juan pilku"))[0] == "mamani-quispe"
    assert _ids(finder.find("acora juan"))[0] == "mamani"


def test_a_name_comes_before_an_organization(finder: PersonFinder) -> None:
    assert _ids(finder.find("acora"))[0] == "acora"
    assert set(_ids(finder.find("acora"))) == {"acora", "huaman", "mamani"}


def test_few_of_a_name_are_found_among_many_of_another() -> None:
    many = [Known(f"{n}", f"Rosa Mamani {n}") for n in range(300)]
    few = [
        Known("by-name", "Zenobia Mamani"),
        Known("by-organization", "Zenobia Ticona", also="Mamani y Asociados"),
        Known("neither", "Zenobia Torres"),
    ]
    finder = PersonFinder([*many, *few])

    assert _ids(finder.find("zenobia mam"))[:2] == ["by-name", "by-organization"]
    assert _ids(finder.find("rosa mamani 17 zenobia"))[0] == "17"


def test_no_more_are_found_than_asked_for() -> None:
    finder = PersonFinder(Known(f"{n}", "Rosa Quispe", f"{n:08d}") for n in range(20))

    assert _ids(finder.find("rosa quispe", limit=3)) == ["0", "1", "2"]
    assert len(finder.find("rosa")) == 8
    assert len(finder.find("0000")) == 8


def test_nothing_typed_finds_nobody(finder: PersonFinder) -> None:
    assert finder.find("") == ()
    assert finder.find("  \n") == ()


@pytest.mark.parametrize("typed", ["wuwuwu", "gogogo brrr", "x1y2", "99999999"])
def test_what_is_nobodys_finds_nobody(finder: PersonFinder, typed: str) -> None:
    assert finder.find(typed) == ()


def test_a_word_without_a_sound_is_found_as_it_is_spelled(finder: PersonFinder) -> None:
    finder.put("mute", "Ana H")

    assert _ids(finder.find("h"))[0] == "mute"
    assert _ids(finder.find("ana h")) == ["mute"]


def test_a_name_of_signs_alone_is_found_by_them(finder: PersonFinder) -> None:
    finder.put("signs", "…")

    assert finder.find("…") == (Match("signs", 100),)


def test_who_is_put_again_is_known_by_what_was_said_last(finder: PersonFinder) -> None:
    before = len(finder)

    finder.put("huaman", "Torres Rojas, Elsa", "70000001", "Colegio de Abogados")

    assert len(finder) == before
    assert finder.find("nelida") == ()
    assert finder.find("45123456") == ()
    assert _ids(finder.find("elsa torres")) == ["huaman"]
    assert _ids(finder.find("70000001")) == ["huaman"]
    assert _ids(finder.find("abogados")) == ["huaman"]


def test_one_of_two_with_a_number_can_be_dropped() -> None:
    finder = PersonFinder(
        [Known("one", "Ana", "123456"), Known("two", "Eva", "123456")]
    )

    finder.drop("two")

    assert _ids(finder.find("123456")) == ["one"]


def test_somebody_unknown_can_be_dropped(finder: PersonFinder) -> None:
    finder.drop("nobody")

    assert len(finder) == len(PEOPLE)


def test_of_one_id_in_the_making_the_last_word_counts() -> None:
    finder = PersonFinder([Known("one", "Ana"), Known("one", "Eva")])

    assert len(finder) == 1
    assert finder.find("ana") == ()
    assert _ids(finder.find("eva")) == ["one"]


def test_many_words_are_looked_for_one_after_another() -> None:
    words = [f"{a}{b}rto" for a in "bdfgklmnpr" for b in "aeiou"]
    finder = PersonFinder([Known("all", " ".join(words[:8]))])

    for word in words:  # more than are kept from key to key
        finder.find(f"{word} {words[0]}")

    assert finder.find(" ".join(words[:8])) == (Match("all", 100),)


@given(name=names, others=st.lists(names, max_size=6))
def test_whoever_was_put_is_found_by_their_own_name(
    name: str, others: list[str]
) -> None:
    finder = PersonFinder(Known(f"other-{n}", one) for n, one in enumerate(others))
    finder.put("sought", name)

    found = finder.find(name)

    assert not name.strip() or Match("sought", 100) in found


@given(people=st.lists(names, max_size=6), typed=names, made=st.booleans())
def test_whoever_was_dropped_is_never_found(
    people: list[str], typed: str, *, made: bool
) -> None:
    finder = PersonFinder(
        Known(f"stays-{n}", one, one[:8], one[8:]) for n, one in enumerate(people)
    )
    if made:
        finder.find(typed)
    for n, one in enumerate(people):
        finder.put(f"goes-{n}", one, one[-8:], one[:8])
    for n in range(len(people)):
        finder.drop(f"goes-{n}")

    assert len(finder) == len(people)
    for text in (typed, *people):
        assert not any(one.startswith("goes") for one in _ids(finder.find(text)))


@given(
    people=st.lists(st.tuples(names, names, names), max_size=4),
    typed=st.text(),
    limit=st.integers(min_value=1, max_value=10),
)
def test_finding_never_fails(
    people: list[tuple[str, str, str]], typed: str, limit: int
) -> None:
    finder = PersonFinder(Known(str(n), *one) for n, one in enumerate(people))

    for text in (typed, *map(" ".join, people)):
        found = finder.find(text, limit)

        assert len(found) <= limit
        assert len(set(_ids(found))) == len(found)
        assert all(0 <= match.score <= 100 for match in found)
