from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain import text
from workshop_app.domain.process import Office
from workshop_app.domain.text import (
    LONGEST_LINE,
    LONGEST_TEXT,
    TextTooLongError,
    TextUnstorableError,
    TitleMissingError,
)


@pytest.mark.parametrize("typed", [" Ñahui ", "a\nb", "\u202eabc", "'; DROP", "é", ""])
def test_a_text_is_kept_to_the_last_character(typed: str) -> None:
    assert text.exact(typed) == typed


@pytest.mark.parametrize("typed", ["a\0b", "\0", "half \ud800 pair", "\udc80"])
def test_what_no_store_can_hold_is_refused(typed: str) -> None:
    with pytest.raises(TextUnstorableError) as refusal:
        text.exact(typed, field="name")

    assert refusal.value.field == "name"
    assert "\0" not in refusal.value.message
    assert refusal.value.advice


def test_the_longest_text_fits() -> None:
    assert text.exact("ñ" * LONGEST_TEXT) == "ñ" * LONGEST_TEXT


def test_a_longer_text_is_refused_with_its_beginning_and_its_length() -> None:
    typed = "Que el agua " + "x" * LONGEST_TEXT

    with pytest.raises(TextTooLongError) as refusal:
        text.exact(typed, field="text")

    assert "“Que el agua" in refusal.value.message
    assert "100012 characters" in refusal.value.message
    assert refusal.value.field == "text"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_one_line_has_single_spaces_and_none_around(typed: str) -> None:
    line = text.one_line(typed.replace("\0", ""))

    assert line == " ".join(line.split())
    assert text.one_line(line) == line


def test_a_title_is_one_line() -> None:
    assert text.title("  Mesa \n ambiental ") == "Mesa ambiental"


@pytest.mark.parametrize("typed", ["", " ", "\u200b", "\ufeff\u00ad"])
def test_a_title_that_cannot_be_seen_is_refused(typed: str) -> None:
    with pytest.raises(TitleMissingError):
        text.title(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " \t\u3000",
        "\u200b\u200d",
        "\u2800",
        "\u3164",
        "\ufe0f",
        "\x01\x1f",
        "\u2028",
    ],
)
def test_a_text_of_invisible_characters_is_blank(typed: str) -> None:
    assert text.is_blank(typed)


@pytest.mark.parametrize("typed", ["a", ".", "\u200bx", "👩‍👩‍👧", "田", "\u0301"])
def test_a_text_with_something_to_see_is_not_blank(typed: str) -> None:
    assert not text.is_blank(typed)


@pytest.mark.parametrize("typed", ["", ".", "x", "- … -", " \u200b ", "¡!¿?", "👍👍"])
def test_a_letter_or_punctuation_is_no_reason(typed: str) -> None:
    assert not text.says_something(typed)


@pytest.mark.parametrize("typed", ["No", "Ya existe.", "Art. 5", "水利"])
def test_words_are_a_reason(typed: str) -> None:
    assert text.says_something(typed)


def test_a_line_may_be_held_to_fewer_characters() -> None:
    assert text.one_line("ñ" * 10, longest=10) == "ñ" * 10

    with pytest.raises(TextTooLongError) as refusal:
        text.one_line("ñ" * 11, field="name", longest=10)

    assert "more than the 10 that fit" in refusal.value.message
    assert refusal.value.field == "name"


def test_the_lines_of_the_office_fit_on_a_paper() -> None:
    fits = Office(id="0" * 32, name="ñ" * LONGEST_LINE, contact="ñ" * LONGEST_LINE)

    assert fits.cleaned() == fits
    with pytest.raises(TextTooLongError) as refusal:
        dataclasses.replace(fits, name="ñ" * (LONGEST_LINE + 1)).cleaned()

    assert refusal.value.field == "name"


def test_the_notice_of_the_office_may_be_long() -> None:
    office = Office(id="0" * 32, privacy_notice="ñ" * 5_000)

    assert office.cleaned() == office
