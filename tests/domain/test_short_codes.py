from __future__ import annotations

from workshop_app.domain.short_codes import (
    shared_codes,
    short_by_code,
    short_codes,
)


def test_a_code_is_said_without_the_syllables_of_its_computer() -> None:
    assert short_codes("A-tumikalo-7") == "A-7"


def test_every_code_in_a_sentence_is_shortened() -> None:
    said = short_codes("A-tumikalo-7 and A-tumikalo-12 have no answer.")

    assert said == "A-7 and A-12 have no answer."


def test_what_an_office_wrote_itself_stays() -> None:
    for text in ("X-1", "ACTA-2026-003", "P-norte-3", "20-06-2025"):
        assert short_codes(text) == text


def test_two_computers_that_gave_the_same_number_are_told_apart() -> None:
    shown = short_by_code(["A-tumikalo-7", "A-sobanira-7", "A-tumikalo-8"])

    assert shown == {
        "A-tumikalo-7": "A-tumikalo-7",
        "A-sobanira-7": "A-sobanira-7",
        "A-tumikalo-8": "A-8",
    }


def test_a_code_that_two_computers_gave_is_left_whole_in_a_sentence() -> None:
    whole = shared_codes(["A-tumikalo-7", "A-sobanira-7", "A-tumikalo-8", "V-1"])

    said = short_codes("A-tumikalo-7 and A-tumikalo-8", whole=whole)

    assert whole == {"A-tumikalo-7", "A-sobanira-7"}
    assert said == "A-tumikalo-7 and A-8"


def test_a_code_of_an_office_keeps_the_same_number_of_a_computer_whole() -> None:
    assert shared_codes(["A-tumikalo-7", "A-7"]) == {"A-tumikalo-7", "A-7"}
