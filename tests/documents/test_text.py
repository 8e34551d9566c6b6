"""What people type, made safe for paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.documents import fonts, text
from workshop_app.documents.text import CleanText, Strong


def test_spanish_and_native_letters_are_left_alone() -> None:
    typed = "Ñahui, Ch’oque, ayáwäsha ɨ ʉ ẽ «sí» — 15 °C"

    cleaned = text.clean(typed)

    assert cleaned == CleanText(text=typed, replaced=0)


@pytest.mark.parametrize(
    ("typed", "shown", "replaced"),
    [
        ("hola 😀", "hola □", 1),
        ("中文", "□□", 2),
        ("a\x00b\x1bc", "a□b□c", 2),
        ("evil\u202etxt", "evil□txt", 1),
        ("zero\u200bwidth", "zero□width", 1),
        ("\ud800", "□", 1),
        ("\ufffe", "□", 1),
    ],
)
def test_what_no_font_can_show_is_a_box_and_counted(
    typed: str, shown: str, replaced: int
) -> None:
    assert text.clean(typed) == CleanText(text=shown, replaced=replaced)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("oﬁcina", "oficina"),
        ("n\u0303", "ñ"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\tb\u3000c", "a b c"),
        ("uno\r\ndos\rtres\u2028cuatro", "uno\ndos\ntres\ncuatro"),
    ],
)
def test_what_only_looks_different_is_no_loss(typed: str, shown: str) -> None:
    assert text.clean(typed) == CleanText(text=shown, replaced=0)


def test_a_box_somebody_typed_is_not_counted() -> None:
    assert text.clean("casilla □").replaced == 0


@given(st.text())
def test_nothing_that_remains_lacks_a_glyph(typed: str) -> None:
    cleaned = text.clean(typed).text

    assert set(map(ord, cleaned)) - {ord("\n")} <= fonts.register()


def test_markup_somebody_typed_stays_text() -> None:
    runs = ('<img src="/etc/passwd"/> & <b', Strong("<i>x</i>"))

    written = text.markup(runs, "Heavy")

    assert "<img" not in written
    assert written.count("<font") == 1
    assert "&lt;i&gt;x" in written


def test_only_letters_without_a_joined_form_need_shaping() -> None:
    assert text.needs_shaping(text.clean("c̈h").text)
    assert not text.needs_shaping(text.clean("ñ a\u0301").text)


def test_a_slot_becomes_the_stronger_run() -> None:
    assert text.around(f"Van {text.SLOT} hoy.", "12") == ("Van ", "12", " hoy.")
    assert isinstance(text.around(text.SLOT, "12")[1], Strong)
