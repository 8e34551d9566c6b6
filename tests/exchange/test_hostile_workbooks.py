from __future__ import annotations

import io
import struct
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.exchange.files import (
    STRICT_MAIN,
    STRICT_OFFICE,
    an_archive,
    members_of,
    text_cell,
    zipped,
)
from workshop_app.exchange import zip_guard
from workshop_app.exchange.refusals import (
    BinaryWorkbookError,
    DamagedWorkbookError,
    NotASheetError,
    OldWorkbookError,
    OpenDocumentError,
    ProtectedWorkbookError,
    SheetRefusedError,
    SheetTooWideError,
    StrictWorkbookError,
    SuspiciousWorkbookError,
)
from workshop_app.exchange.workbook import read_table

if TYPE_CHECKING:
    from pathlib import Path

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
SHEET = "xl/worksheets/sheet1.xml"
CENTRAL = b"PK\x01\x02"
ONE_ROW = f'<sheetData><row r="1">{text_cell("A1", "a")}</row></sheetData>'


def patched(archive: bytes, member: str, offset: int, value: bytes) -> bytes:
    """Return the archive with a field of a member's directory entry overwritten."""
    raw = bytearray(archive)
    at = raw.find(CENTRAL)
    while raw[at + 46 : at + 46 + len(member)] != member.encode():
        at = raw.find(CENTRAL, at + 1)
    raw[at + offset : at + offset + len(value)] = value
    return bytes(raw)


def test_a_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    members = members_of(ONE_ROW)
    members[SHEET] = b"A" * 30_000_000
    path = an_archive(tmp_path, members)
    started = time.process_time()

    with pytest.raises(SuspiciousWorkbookError) as refusal:
        read_table(path)

    assert time.process_time() - started < 0.1
    assert "no spreadsheet program" in refusal.value.message
    assert refusal.value.advice


def test_many_parts_are_refused(tmp_path: Path) -> None:
    members = members_of(ONE_ROW)
    members |= {f"xl/media/{n}.png": b"" for n in range(zip_guard.MAX_MEMBERS)}

    with pytest.raises(SuspiciousWorkbookError):
        read_table(an_archive(tmp_path, members))


def test_a_large_whole_of_small_parts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_guard, "MAX_TOTAL_BYTES", 1_000)

    with pytest.raises(SuspiciousWorkbookError):
        read_table(an_archive(tmp_path, members_of(ONE_ROW)))


def test_a_part_larger_than_any_sheet_is_refused(tmp_path: Path) -> None:
    archive = zipped(members_of(ONE_ROW))
    size = struct.pack("<I", zip_guard.MAX_MEMBER_BYTES + 1)
    path = tmp_path / "list.xlsx"
    path.write_bytes(patched(archive, SHEET, 24, size))

    with pytest.raises(SuspiciousWorkbookError):
        read_table(path)


@pytest.mark.parametrize("size", [10, 100_000])
def test_a_header_that_lies_about_the_size_is_found_out(
    tmp_path: Path, size: int
) -> None:
    archive = zipped(members_of(ONE_ROW))
    path = tmp_path / "list.xlsx"
    path.write_bytes(patched(archive, SHEET, 24, struct.pack("<I", size)))

    with pytest.raises(DamagedWorkbookError):
        read_table(path)


def test_a_wrong_checksum_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(patched(zipped(members_of(ONE_ROW)), SHEET, 16, b"\0\0\0\0"))

    with pytest.raises(DamagedWorkbookError):
        read_table(path)


def test_half_a_download_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    whole = zipped(members_of(ONE_ROW))
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(DamagedWorkbookError):
        read_table(path)


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = an_archive(tmp_path, members_of(ONE_ROW))
    with (
        zipfile.ZipFile(path, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr(SHEET, b"<worksheet/>")

    with pytest.raises(SuspiciousWorkbookError):
        read_table(path)


@pytest.mark.parametrize("name", ["../../etc/passwd", "xl\\..\\..\\evil.xml"])
def test_a_part_that_climbs_out_of_its_folder_is_refused(
    tmp_path: Path, name: str
) -> None:
    members = members_of(ONE_ROW) | {name: b"x"}

    with pytest.raises(SuspiciousWorkbookError):
        read_table(an_archive(tmp_path, members))


def test_an_encrypted_part_asks_for_the_password_to_be_taken_away(
    tmp_path: Path,
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(patched(zipped(members_of(ONE_ROW)), SHEET, 8, b"\x01\x00"))

    with pytest.raises(ProtectedWorkbookError, match="password"):
        read_table(path)


@pytest.mark.parametrize(
    ("stream", "refusal"),
    [
        ("EncryptedPackage", ProtectedWorkbookError),
        ("Workbook", OldWorkbookError),
        ("Book", OldWorkbookError),
        ("WordDocument", NotASheetError),
    ],
)
def test_compound_files_are_told_apart(
    tmp_path: Path, stream: str, refusal: type[SheetRefusedError]
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(COMPOUND + stream.encode("utf-16-le"))

    with pytest.raises(refusal):
        read_table(path)


def test_a_strict_workbook_is_not_taken_for_one_without_sheets(tmp_path: Path) -> None:
    members = members_of(ONE_ROW, main=STRICT_MAIN, office=STRICT_OFFICE)

    with pytest.raises(SheetRefusedError) as refusal:
        read_table(an_archive(tmp_path, members))

    assert isinstance(refusal.value, StrictWorkbookError)
    assert "Strict Open XML" in refusal.value.message


@pytest.mark.parametrize(
    ("members", "refusal"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument"}, OpenDocumentError),
        ({"readme.txt": b"hello"}, NotASheetError),
        (
            {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"},
            NotASheetError,
        ),
        (
            {"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"},
            BinaryWorkbookError,
        ),
        (
            {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<"},
            DamagedWorkbookError,
        ),
    ],
    ids=["ods", "zip", "docx", "xlsb", "broken"],
)
def test_other_archives_are_told_apart(
    tmp_path: Path, members: dict[str, bytes], refusal: type[SheetRefusedError]
) -> None:
    with pytest.raises(refusal):
        read_table(an_archive(tmp_path, members))


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/passwd">',
    ],
    ids=["billion laughs", "external entity"],
)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml"])
def test_entities_are_never_expanded(tmp_path: Path, declared: str, part: str) -> None:
    members = members_of(ONE_ROW)
    text = members[part].decode().replace("Lista", "&c;").replace(">a<", ">&c;<")
    members[part] = f"<!DOCTYPE x [{declared}]>{text}".encode()

    with pytest.raises(SuspiciousWorkbookError):
        read_table(an_archive(tmp_path, members))


def test_a_sheet_that_spreads_over_the_whole_grid_is_refused(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}">{text_cell(f"XFD{n}", "x")}</row>' for n in range(1, 400)
    )
    path = an_archive(tmp_path, members_of(f"<sheetData>{rows}</sheetData>"))

    with pytest.raises(SheetTooWideError):
        read_table(path)


def test_a_row_number_without_end_does_not_hold_the_reader(tmp_path: Path) -> None:
    rows = f'<row r="1">{text_cell("A1", "a")}</row><row r="99999999999"/>'
    path = an_archive(tmp_path, members_of(f"<sheetData>{rows}</sheetData>"))

    assert read_table(path).rows == ()


def test_a_damaged_workbook_names_no_python(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>999</v></c></row>'
    path = an_archive(tmp_path, members_of(f"<sheetData>{rows}</sheetData>"))

    with pytest.raises(DamagedWorkbookError) as refusal:
        read_table(path)

    assert "IndexError" not in str(refusal.value)


def test_the_guard_reads_a_part_to_its_end_across_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_guard, "_CHUNK", 7)
    rows = '<row r="1"><c r="A1"><f>1</f><v>1</v></c></row>'
    data = zipped(members_of(f"<sheetData>{rows}</sheetData>"))

    archive = zip_guard.examine("list.xlsx", io.BytesIO(data))

    assert archive.formula_parts == {SHEET}
    assert not archive.macros
