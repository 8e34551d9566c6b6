from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.exchange.files import a_comma_text
from workshop_app.exchange.refusals import (
    EmptySheetError,
    EndlessCellError,
    NoSuchSheetError,
    NotASheetError,
    SheetNotFoundError,
    SheetTooLargeError,
    SheetTooLongError,
    UnclosedQuoteError,
    UnreadableTextError,
)
from workshop_app.exchange.table import MAX_CELL_CHARACTERS, Verdict
from workshop_app.exchange.workbook import read_table

if TYPE_CHECKING:
    from pathlib import Path

ACCENTS = "Nombre;Región\r\nMáximo Ñahui;Áncash\r\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("cp1252", "cp1252"),
    ],
)
def test_accents_survive_every_encoding_of_our_offices(
    tmp_path: Path, encoding: str, found: str
) -> None:
    path = a_comma_text(tmp_path, ACCENTS.encode(encoding))

    table = read_table(path)

    assert table.headers == ("Nombre", "Región")
    assert table.rows[0].cells == ("Máximo Ñahui", "Áncash")
    assert table.notes.encoding == found


def test_a_guessed_encoding_is_said_to_be_checked(tmp_path: Path) -> None:
    table = read_table(a_comma_text(tmp_path, ACCENTS.encode("cp1252")))

    assert "check the accents" in table.notes.sentences()[0]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, mark: str) -> None:
    lines = ["a b c".replace(" ", mark), "1 2 3".replace(" ", mark)]

    table = read_table(a_comma_text(tmp_path, "\n".join(lines)))

    assert table.headers == ("a", "b", "c")
    assert table.notes.delimiter == mark
    assert any("divided by" in sentence for sentence in table.notes.sentences())


def test_commas_of_decimals_and_sentences_do_not_divide(tmp_path: Path) -> None:
    text = "n;monto;texto\n1;0,5;uno, dos, tres\n2;0,7;sin\n3;1,2;x, y\n"

    table = read_table(a_comma_text(tmp_path, text))

    assert table.rows[0].cells == ("1", "0,5", "uno, dos, tres")


def test_the_separator_hint_of_excel_is_obeyed_and_not_read(tmp_path: Path) -> None:
    table = read_table(a_comma_text(tmp_path, "sep=;\r\na,b;c\r\n1,5;2\r\n"))

    assert table.headers == ("a,b", "c")
    assert table.rows[0].cells == ("1,5", "2")


def test_one_column_needs_no_separator(tmp_path: Path) -> None:
    table = read_table(a_comma_text(tmp_path, "Nombre\nRosa\nJuan"))

    assert [row.cells for row in table.rows] == [("Rosa",), ("Juan",)]
    assert table.notes.delimiter is None


def test_a_quoted_cell_holds_separators_quotes_and_line_ends(tmp_path: Path) -> None:
    text = 'a,b\r\n"uno, dos","dice ""sí""\r\ny sigue"\r\n'

    table = read_table(a_comma_text(tmp_path, text))

    assert table.rows[0].cells == ("uno, dos", 'dice "sí"\r\ny sigue')


def test_a_space_before_a_quotation_mark_is_decoration(tmp_path: Path) -> None:
    table = read_table(a_comma_text(tmp_path, 'id, texto\n1, "uno, dos"\n'))

    assert table.rows[0].cells == ("1", "uno, dos")


def test_old_line_ends_are_line_ends(tmp_path: Path) -> None:
    table = read_table(a_comma_text(tmp_path, "a,b\r1,2\r3,4\r"))

    assert [row.cells for row in table.rows] == [("1", "2"), ("3", "4")]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    table = read_table(a_comma_text(tmp_path, "\na,b\n1,2\n\n,,\n3,4\n"))

    assert [row.number for row in table.rows] == [3, 6]
    assert table.notes.heading_row == 2


def test_a_row_with_too_many_cells_is_an_error_of_that_row(tmp_path: Path) -> None:
    table = read_table(a_comma_text(tmp_path, "a,b\n1,2\n3,4,5\n6,7\n"))

    verdicts = [[flaw.verdict for flaw in row.flaws] for row in table.rows]
    assert verdicts == [[], [Verdict.ERROR], []]
    assert "beyond the last heading: 5" in table.rows[1].flaws[0].sentence


def test_empty_cells_beyond_the_last_heading_are_no_matter(tmp_path: Path) -> None:
    table = read_table(a_comma_text(tmp_path, "a,b,,\n1,2,,\n"))

    assert table.headers == ("a", "b")
    assert table.rows[0].flaws == ()


def test_a_row_with_too_few_cells_is_a_warning(tmp_path: Path) -> None:
    table = read_table(a_comma_text(tmp_path, "a,b,c\n1,2\n"))

    assert table.rows[0].cells == ("1", "2", "")
    assert table.rows[0].flaws[0].verdict is Verdict.WARNING
    assert "2 cells where there are 3" in table.rows[0].flaws[0].sentence


def test_a_column_without_heading_is_named_by_its_letter(tmp_path: Path) -> None:
    table = read_table(a_comma_text(tmp_path, "a,,c\n1,2,3\n"))

    assert [flaw.column for flaw in table.flaws] == [1]
    assert "Column B has no heading" in table.flaws[0].sentence


def test_a_heading_over_two_columns_is_pointed_at(tmp_path: Path) -> None:
    table = read_table(a_comma_text(tmp_path, "a,a,b\n1,2,3\n"))

    assert [flaw.column for flaw in table.flaws] == [0, 1]


def test_a_cell_guarded_against_formulas_is_read_without_its_guard(
    tmp_path: Path,
) -> None:
    table = read_table(a_comma_text(tmp_path, "a,b\n'=1+1,'nada\n"))

    assert table.rows[0].cells == ("=1+1", "'nada")


def test_a_text_longer_than_a_record_holds_is_an_error_of_its_cell(
    tmp_path: Path,
) -> None:
    long = "x" * (MAX_CELL_CHARACTERS + 1)

    table = read_table(a_comma_text(tmp_path, f"a,b\n1,{long}\n"))

    assert table.rows[0].flaws[0].column == 1
    assert table.rows[0].flaws[0].verdict is Verdict.ERROR


@pytest.mark.parametrize("text", ['a,b\n1,"dos\n3,4\n', 'a,b\n1,"dos'])
def test_a_quotation_mark_never_closed_is_refused_with_its_row(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(UnclosedQuoteError) as refusal:
        read_table(a_comma_text(tmp_path, text))

    assert refusal.value.row == 2


def test_a_cell_that_never_ends_is_refused(tmp_path: Path) -> None:
    path = a_comma_text(tmp_path, 'a,b\n1,"' + "x" * 140_000)

    with pytest.raises(EndlessCellError, match="row 2"):
        read_table(path)


@pytest.mark.parametrize("data", [b"", b"\n \n\r\n", b"\xef\xbb\xbf"])
def test_a_file_with_nothing_in_it_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(EmptySheetError):
        read_table(a_comma_text(tmp_path, data))


@pytest.mark.parametrize(
    "data",
    [b"a\0b,c\n", b"\xff\xfea", b"\xef\xbb\xbf\xff", b"a,b\n\x81,\x8d\n"],
    ids=["NUL", "half a character", "mark and nonsense", "no encoding"],
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableTextError):
        read_table(a_comma_text(tmp_path, data))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"\x89PNG\r\n", b"<html><table>", b" <?xml version='1.0'?>"]
)
def test_other_kinds_of_file_are_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NotASheetError, match="neither an Excel workbook nor a CSV"):
        read_table(a_comma_text(tmp_path, data))


@pytest.mark.parametrize("name", ["missing.csv", "with\0nul.csv", "."])
def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(SheetNotFoundError):
        read_table(tmp_path / name)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(51_000_000)

    with pytest.raises(SheetTooLargeError, match="51 MB"):
        read_table(path)


def test_more_rows_than_any_register_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetTooLongError):
        read_table(a_comma_text(tmp_path, "a\n" + "1\n" * 200_001))


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    path = a_comma_text(tmp_path, "MINISTERIO\nLista del día\nNombre,DNI\nRosa,1\n")

    table = read_table(path, is_heading=lambda cells: "DNI" in cells)

    assert table.headers == ("Nombre", "DNI")
    assert table.notes.rows_above == 2
    assert "The headings are in row 3" in " ".join(table.notes.sentences())


def test_without_recognised_headings_the_first_row_holds_them(tmp_path: Path) -> None:
    path = a_comma_text(tmp_path, "a,b\n1,2\n")

    table = read_table(path, is_heading=lambda _cells: False)

    assert table.headers == ("a", "b")


def test_comma_text_has_no_sheets_to_choose_from(tmp_path: Path) -> None:
    with pytest.raises(NoSuchSheetError, match="A CSV file has no sheets"):
        read_table(a_comma_text(tmp_path, "a,b\n1,2\n"), sheet="Lista")
