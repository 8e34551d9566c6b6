"""The attendance list: room to sign, and the notice before it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.content_builders import attendance_content, attendees
from tests.documents.reading import page_words, structure
from tests.documents.test_minutes import heard, rows, table
from workshop_app.documents.attendance import attendance_pdf
from workshop_app.i18n import Language

if TYPE_CHECKING:
    from workshop_app.documents.paper import Paper
    from workshop_app.domain.content import AttendanceContent


def the_list(content: AttendanceContent | None = None) -> Paper:
    return attendance_pdf(content or attendance_content(), language=Language.ENGLISH)


def test_the_list_lies_on_its_side() -> None:
    with pikepdf.open(BytesIO(the_list().pdf)) as pdf:
        box = pdf.pages[0].mediabox

    assert box[2] > box[3]


def test_who_comes_has_room_to_sign_and_who_does_not_a_word() -> None:
    listed = rows(table(structure(the_list().pdf), "Signature"))

    assert [row[1] for row in listed[:3]] == [one.name for one in attendees()]
    assert [row[7] for row in listed[:3]] == ["", "", "Excused"]
    assert [row[6] for row in listed[:3]] == ["08:50", "09:05", ""]


def test_numbered_rows_wait_for_who_was_not_expected() -> None:
    spare = rows(structure(the_list().pdf).all("Table")[-1])

    assert [row[0] for row in spare] == ["4", "5", "6", "7", "8", "9"]
    assert all(row[1:] == [""] * 7 for row in spare)


def test_an_empty_list_has_rows_to_fill() -> None:
    listed = rows(
        table(structure(the_list(attendance_content(attendees=())).pdf), "Signature")
    )

    assert [row[0] for row in listed] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.slow  # draws dozens of lists
def test_how_to_check_the_list_never_stands_on_a_page_without_rows() -> None:
    for count in range(1, 20):
        crowd = tuple(
            replace(attendees()[0], number=n + 1, name=f"Persona {n:03}")
            for n in range(count)
        )
        made = the_list(attendance_content(attendees=crowd))

        last = page_words(made.pdf)[-1]
        assert "How to check" in last
        assert "Who came and was not on the list" in last
        assert str(count + 6) in last.split()


def test_the_privacy_notice_stands_above_the_list() -> None:
    text = heard(structure(the_list().pdf))

    notice = text.index("Privacy notice (version 1). Sus datos se usan")
    assert notice < text.index("Signature")


def test_a_list_without_a_notice_has_none() -> None:
    text = heard(structure(the_list(attendance_content(privacy_notice="")).pdf))

    assert "Privacy notice" not in text


def test_a_long_list_repeats_its_head_on_every_page() -> None:
    crowd = tuple(
        replace(attendees()[n % 2], number=n + 1, name=f"Persona {n:03}")
        for n in range(130)
    )

    pages = page_words(the_list(attendance_content(attendees=crowd)).pdf)

    assert len(pages) > 8
    assert all("Signature" in words for words in pages)
    assert "Page 1 of" in " ".join(pages[0].split())


def test_a_list_made_before_the_session_says_so() -> None:
    content = attendance_content()
    before = replace(content.at_opening, moment=None)

    text = heard(structure(the_list(replace(content, at_opening=before)).pdf))

    assert "The session had not opened when this list was made." in text
    assert "Present when the session opened: 34 people (State: 16" in heard(
        structure(the_list().pdf)
    )
