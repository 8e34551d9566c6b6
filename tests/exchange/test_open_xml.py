from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.exchange.files import a_workbook, an_archive, members_of, text_cell
from workshop_app.exchange.open_xml import EMPTY_ROWS_END, number_text, unescaped
from workshop_app.exchange.refusals import (
    EmptySheetError,
    NoSuchSheetError,
    WorkbookWithoutSheetsError,
)
from workshop_app.exchange.table import Verdict
from workshop_app.exchange.workbook import read_table

if TYPE_CHECKING:
    from pathlib import Path


def test_cells_are_read_as_people_see_them(tmp_path: Path) -> None:
    path = a_workbook(
        tmp_path,
        list("abcdefgh"),
        [
            987654321,
            3.0,
            0.1 + 0.2,
            True,
            date(2026, 4, 20),
            datetime(2026, 4, 20, 9, 30),  # noqa: DTZ001 workbooks know no offsets
            time(9, 30),
            "01234567",
        ],
    )

    table = read_table(path)

    assert table.rows[0].cells == (
        "987654321",
        "3",
        "0.3",
        "TRUE",
        "2026-04-20",
        "2026-04-20T09:30:00",
        "09:30:00",
        "01234567",
    )


def test_a_duration_is_read_as_hours(tmp_path: Path) -> None:
    table = read_table(a_workbook(tmp_path, ["a"], [timedelta(hours=30, minutes=5)]))

    assert table.rows[0].cells == ("1 day, 6:05:00",)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (5, "5"),
        (5.0, "5"),
        (-2.5, "-2.5"),
        (1e20, "1e+20"),
        (1 / 3, "0.333333333333333"),
    ],
)
def test_numbers_have_no_false_decimals(number: float, text: str) -> None:
    assert number_text(number) == text


def test_zeros_that_only_the_format_shows_are_kept(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["DNI", "N"])
    sheet.append([1234567, 7])
    sheet["A2"].number_format = "00000000"
    sheet["B2"].number_format = "0.00"
    path = tmp_path / "list.xlsx"
    book.save(path)

    table = read_table(path)

    assert table.rows[0].cells == ("01234567", "7")


def test_a_style_that_the_workbook_lacks_does_no_harm(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" s="7"><v>5</v></c></row>'
    path = an_archive(tmp_path, members_of(f"<sheetData>{rows}</sheetData>"))

    assert read_table(path).headers == ("5",)


def test_characters_that_xml_cannot_carry_are_put_back() -> None:
    assert unescaped("a_x000D_b_x005F_x0041__xD83D__xDE00_") == "a\rb_x0041_😀"


def test_the_first_visible_sheet_with_anything_in_it_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Vacía"
    hidden = book.create_sheet("Oculta")
    hidden.sheet_state = "hidden"
    hidden.append(["secreto"])
    for title in ("Lista", "Notas"):
        book.create_sheet(title).append([title])
    path = tmp_path / "list.xlsx"
    book.save(path)

    table = read_table(path)

    assert table.headers == ("Lista",)
    assert table.notes.sheet == "Lista"
    assert table.notes.other_sheets == ("Vacía", "Notas")
    assert table.notes.hidden_sheets == ("Oculta",)
    said = " ".join(table.notes.sentences())
    assert "sheet “Lista”" in said
    assert "Hidden sheets were not read: Oculta" in said


def test_a_sheet_asked_for_by_name_is_read_even_if_hidden(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    hidden = book.create_sheet("Oculta")
    hidden.sheet_state = "hidden"
    hidden.append(["secreto"])
    path = tmp_path / "list.xlsx"
    book.save(path)

    assert read_table(path, sheet="Oculta").headers == ("secreto",)
    with pytest.raises(NoSuchSheetError, match="Its sheets are: Sheet, Oculta"):
        read_table(path, sheet="Otra")


@pytest.mark.parametrize("rows", [[], [[None], ["  "]]])
def test_a_workbook_with_nothing_written_is_refused(
    tmp_path: Path, rows: list[list[str | None]]
) -> None:
    with pytest.raises(EmptySheetError):
        read_table(a_workbook(tmp_path, *rows))


def test_a_workbook_with_nothing_visible_is_refused(tmp_path: Path) -> None:
    members = members_of("<sheetData/>")
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(
        b'sheetId="1"', b'sheetId="1" state="hidden"'
    )

    with pytest.raises(WorkbookWithoutSheetsError):
        read_table(an_archive(tmp_path, members))


def test_a_formula_is_read_by_the_value_last_computed(tmp_path: Path) -> None:
    rows = (
        f'<row r="1">{text_cell("A1", "a")}{text_cell("B1", "b")}'
        f"{text_cell('C1', 'c')}</row>"
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c>'
        '<c r="B2" t="str"><f>""</f><v></v></c>'
        '<c r="C2" t="str"><f>"x"</f><v>x</v></c></row>'
    )
    path = an_archive(tmp_path, members_of(f"<sheetData>{rows}</sheetData>"))

    table = read_table(path)

    assert table.rows[0].cells == ("2", "", "x")
    assert table.rows[0].flaws == ()


def test_a_formula_never_computed_is_an_error_of_its_cell(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, ["a", "b"], ["x", "=1+1"], ["y", 5])

    table = read_table(path)

    flaw = table.rows[0].flaws[0]
    assert (flaw.column, flaw.verdict) == (1, Verdict.ERROR)
    assert "never computed" in flaw.sentence
    assert table.rows[1].flaws == ()


def test_a_formula_that_failed_is_an_error_of_its_cell(tmp_path: Path) -> None:
    rows = (
        f'<row r="1">{text_cell("A1", "a")}{text_cell("B1", "b")}</row>'
        f'<row r="2">{text_cell("A2", "#N/A")}<c r="B2" t="e"><v>#N/A</v></c></row>'
    )
    path = an_archive(tmp_path, members_of(f"<sheetData>{rows}</sheetData>"))

    row = read_table(path).rows[0]

    assert row.cells == ("#N/A", "")  # typed as text, it is text
    assert [(flaw.column, flaw.verdict) for flaw in row.flaws] == [(1, Verdict.ERROR)]


def test_what_a_sheet_claims_of_its_size_is_not_believed(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}">{text_cell(f"A{n}", f"r{n}")}</row>' for n in range(1, 6)
    )
    data = f'<dimension ref="A1:A1"/><sheetData>{rows}</sheetData>'
    path = an_archive(tmp_path, members_of(data))

    table = read_table(path)

    assert [row.cells[0] for row in table.rows] == ["r2", "r3", "r4", "r5"]


def test_rows_keep_their_numbers_across_gaps(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, ["a"], [], [], ["x"])

    table = read_table(path)

    assert [row.number for row in table.rows] == [4]


def test_a_long_gap_ends_the_sheet_and_is_told(tmp_path: Path) -> None:
    rows = (
        f'<row r="1">{text_cell("A1", "a")}</row>'
        f'<row r="1048576">{text_cell("A1048576", "x")}</row>'
    )
    path = an_archive(tmp_path, members_of(f"<sheetData>{rows}</sheetData>"))

    table = read_table(path)

    assert table.rows == ()
    assert table.notes.stopped_at == 1 + EMPTY_ROWS_END
    assert any("Reading stopped" in said for said in table.notes.sentences())


def test_merged_cells_macros_and_links_are_told(tmp_path: Path) -> None:
    rows = f'<row r="1">{text_cell("A1", "a")}</row>'
    members = members_of(
        f"<sheetData>{rows}</sheetData>"
        '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    )
    members["xl/vbaProject.bin"] = b"macro"
    members["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"

    notes = read_table(an_archive(tmp_path, members, "list.xlsm")).notes

    said = " ".join(notes.sentences())
    assert "macros; they were not run" in said
    assert "other files; they were not opened" in said
    assert "merged cells" in said


def test_the_name_of_a_file_means_nothing(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, ["a"], ["x"], name="list.csv")

    assert read_table(path).headers == ("a",)
