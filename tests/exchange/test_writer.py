from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import examples
from workshop_app.exchange.formula_guard import guarded, unguarded
from workshop_app.exchange.workbook import read_table
from workshop_app.exchange.writer import (
    MAX_TEXT,
    SheetContent,
    Value,
    Written,
    title_of,
    write_comma_text,
    write_workbook,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADINGS = ("a", "b", "c")
RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''+", "\uff1d1"]
ODD = [
    "_x0041_",
    "_x005F_x0041_",
    "a_x000D_",
    " espacios ",
    "\ta\r\nb\n",
    "\x7f\x85\xa0\u2028\ufeff",
    "😀 ቋንቋ 田中 \u202etest\u202c",
    "Ω≈ç√∫",
    "#N/A",
    "1E+10",
    "000123",
    "TRUE",
    "</t><f>1</f>",
    "]]>&amp;",
]
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    st.text("_x0415F=+-@'\r\n\t\",;| ", max_size=12),
)
ROWS = st.lists(
    st.tuples(CELLS, CELLS, CELLS).filter(lambda row: any(map(str.strip, row))),
    max_size=6,
)
MANY = settings(
    max_examples=examples(100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def a_sheet(rows: Sequence[Sequence[Value]]) -> SheetContent:
    return SheetContent(title="Lista", headings=HEADINGS, rows=rows)


def read_back(written: Written, path: Path) -> list[tuple[str, ...]]:
    path.write_bytes(written.data)
    return [row.cells for row in read_table(path).rows]


@MANY
@given(rows=ROWS)
def test_a_workbook_gives_back_exactly_what_was_written(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    written = write_workbook([a_sheet(rows)])

    assert written.replaced == sum(
        "\ufffe" in c or "\uffff" in c for r in rows for c in r
    )
    if not written.replaced:
        assert read_back(written, tmp_path / "list.xlsx") == rows


@MANY
@given(rows=ROWS)
def test_comma_text_gives_back_exactly_what_was_written(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    written = write_comma_text(HEADINGS, rows)

    assert written.replaced == 0
    assert read_back(written, tmp_path / "list.csv") == rows


@given(text=st.text("'=+-@\t\r\nx", max_size=8))
def test_the_guard_against_formulas_can_be_taken_away(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple("=+-@\t\r\n"))


@pytest.mark.parametrize("text", [*RISKY, *ODD])
def test_odd_text_is_stored_exactly(tmp_path: Path, text: str) -> None:
    rows = [("x", text, "y")]

    workbook = read_back(write_workbook([a_sheet(rows)]), tmp_path / "list.xlsx")
    comma_text = read_back(write_comma_text(HEADINGS, rows), tmp_path / "list.csv")

    assert workbook == comma_text == rows


@pytest.mark.parametrize("text", RISKY)
def test_nothing_in_a_workbook_is_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(write_workbook([a_sheet([(text,)])]).data)

    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    cell = openpyxl.load_workbook(path).worksheets[0]["A2"]

    assert b"<f" not in sheet
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize("text", RISKY)
def test_nothing_in_comma_text_begins_as_a_formula(text: str) -> None:
    line = write_comma_text(["a"], [[text]]).data.decode("utf-8-sig").split("\r\n", 1)

    assert line[1].startswith("\"'")


def test_characters_a_workbook_cannot_hold_are_shown_and_counted(
    tmp_path: Path,
) -> None:
    written = write_workbook([a_sheet([("a\x00b\x07", "\ud800", "\uffff")])])

    assert written.replaced == 4
    assert read_back(written, tmp_path / "list.xlsx") == [("a□b□", "□", "□")]


def test_characters_comma_text_cannot_hold_are_shown_and_counted(
    tmp_path: Path,
) -> None:
    written = write_comma_text(HEADINGS, [("a\x00b\x07", "\ud800", "x")])

    assert written.replaced == 2
    assert read_back(written, tmp_path / "list.csv") == [("a□b\x07", "□", "x")]


@pytest.mark.parametrize("filler", ["x", "😀", "\r", "_x0041_"])
def test_a_text_too_long_for_a_cell_is_cut_and_counted(
    tmp_path: Path, filler: str
) -> None:
    text = filler * (MAX_TEXT + 1)

    written = write_workbook([a_sheet([(text, "y", "z")])])

    [(kept, *_)] = read_back(written, tmp_path / "list.xlsx")
    assert written.cut == 1
    assert kept.endswith("…")
    assert text.startswith(kept[:-1])
    assert len(kept) > MAX_TEXT // 15


def test_the_longest_text_of_a_cell_is_whole(tmp_path: Path) -> None:
    written = write_workbook([a_sheet([("x" * MAX_TEXT, "y", "z")])])

    assert written.cut == 0
    assert len(read_back(written, tmp_path / "list.xlsx")[0][0]) == MAX_TEXT


def test_numbers_and_dates_are_numbers_and_dates(tmp_path: Path) -> None:
    moment = datetime(2026, 4, 20, 9, 30, tzinfo=UTC)
    rows: list[tuple[Value, ...]] = [
        (5, date(2026, 4, 20), moment),
        (7, None, ""),
    ]
    expected = [
        ("5", "2026-04-20", "2026-04-20T09:30:00+00:00"),
        ("7", "", ""),
    ]

    workbook = read_back(write_workbook([a_sheet(rows)]), tmp_path / "list.xlsx")
    comma_text = read_back(write_comma_text(HEADINGS, rows), tmp_path / "list.csv")

    assert workbook == comma_text == expected


def test_the_same_content_gives_the_same_bytes() -> None:
    contents = [a_sheet([("x", "y", "z")]), a_sheet([])]

    assert write_workbook(contents) == write_workbook(contents)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("Mesa 1/2: [agua]", "Mesa 1 2   agua"),
        ("x" * 40, "x" * 31),
        ("'\x07:", "Hoja"),
    ],
)
def test_titles_are_such_as_workbooks_accept(asked: str, given: str) -> None:
    assert title_of(asked) == given
