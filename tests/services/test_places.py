from __future__ import annotations

from workshop_app.domain.vocabulary import PlaceSystem
from workshop_app.services.places import in_inei, place_known, place_name, places_like


def test_inei_and_reniec_number_the_same_places_differently() -> None:
    assert place_name("070101", PlaceSystem.INEI) == "Callao"
    assert place_name("240101", PlaceSystem.RENIEC) == "Callao"
    assert place_name("210101", PlaceSystem.INEI) == "Puno"


def test_a_district_is_told_with_its_province_and_department() -> None:
    assert place_name("150122", PlaceSystem.INEI) == "Miraflores, Lima"


def test_an_unknown_place_has_no_name() -> None:
    assert place_name("999999", PlaceSystem.INEI) == ""
    assert not place_known("999999")
    assert place_known("210101")


def test_a_code_of_reniec_is_brought_to_that_of_inei() -> None:
    assert in_inei("240101", PlaceSystem.RENIEC) == "070101"
    assert in_inei("240101", PlaceSystem.INEI) == "240101"
    assert in_inei("999999", PlaceSystem.RENIEC) == ""


def test_a_district_is_found_by_the_words_of_any_level_without_accents() -> None:
    found = [place_name(code, PlaceSystem.INEI) for code in places_like("antonio boló")]

    assert found == ["Antonio Raymondi, Bolognesi, Áncash"]


def test_what_begins_with_the_words_comes_before_what_only_holds_them() -> None:
    found = [place_name(code, PlaceSystem.INEI) for code in places_like("puno", 2)]

    assert found == ["Puno", "Puños, Huamalíes, Huánuco"]


def test_nothing_typed_finds_no_district() -> None:
    assert places_like("  ") == ()
    assert places_like("no hay tal distrito") == ()


def test_a_province_or_department_is_enough_to_find_its_districts() -> None:
    found = [place_name(code, PlaceSystem.INEI) for code in places_like("raymondi", 3)]

    assert len(found) == 3
    assert all("Raymondi" in name for name in found)
