"""Whatever the bytes, a file is read or refused with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.exchange.files import members_of, text_cell, zipped
from workshop_app.exchange.refusals import SheetRefusedError
from workshop_app.exchange.workbook import read_table
from workshop_app.exchange.writer import SheetContent, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

MANY = settings(
    max_examples=examples(200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WORKBOOK = write_workbook(
    [SheetContent(title="Lista", headings=("a", "b"), rows=[("x", 5), ("y", 7)])]
).data
ROW = (
    f'<sheetData><row r="1">{text_cell("A1", "a")}{text_cell("B1", "b")}</row>'
    '<row r="2"><c r="A2"><v>5</v></c><c r="B2" t="b"><v>1</v></c></row></sheetData>'
)
PARTS = members_of(ROW)


def is_read_or_refused(path: Path, data: bytes) -> bool:
    path.write_bytes(data)
    try:
        table = read_table(path)
    except SheetRefusedError as refusal:
        return bool(refusal.message and refusal.advice)
    return all(len(row.cells) == len(table.headers) for row in table.rows)


@MANY
@given(at=st.integers(0, len(WORKBOOK) - 1), byte=st.integers(0, 255))
def test_a_workbook_with_a_flipped_byte(tmp_path: Path, at: int, byte: int) -> None:
    data = WORKBOOK[:at] + bytes([byte]) + WORKBOOK[at + 1 :]

    assert is_read_or_refused(tmp_path / "list.xlsx", data)


@MANY
@given(data=st.data())
def test_a_workbook_with_a_damaged_part(tmp_path: Path, data: st.DataObject) -> None:
    part = data.draw(st.sampled_from(sorted(PARTS)))
    at = data.draw(st.integers(0, len(PARTS[part]) - 1))
    length = data.draw(st.integers(0, 12))
    instead = data.draw(st.text("<>/\"'=& 019AZaz", max_size=8)).encode()
    damaged = PARTS[part][:at] + instead + PARTS[part][at + length :]

    assert is_read_or_refused(tmp_path / "list.xlsx", zipped(PARTS | {part: damaged}))


@MANY
@given(data=st.binary(max_size=60))
def test_bytes_of_any_kind(tmp_path: Path, data: bytes) -> None:
    assert is_read_or_refused(tmp_path / "list.csv", data)


@MANY
@given(text=st.text("ab\"',;\t|\r\n =\0", max_size=60))
def test_text_of_separators_and_quotation_marks(tmp_path: Path, text: str) -> None:
    assert is_read_or_refused(tmp_path / "list.csv", text.encode())
