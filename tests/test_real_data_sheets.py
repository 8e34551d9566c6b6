"""Sheets that nobody here wrote, read from the folder named in the environment."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workshop_app.domain.vocabulary import AttendanceStatus, Outcome, VoteChoice
from workshop_app.exchange.people_sheet import people_sheet
from workshop_app.exchange.proposals_sheet import proposals_sheet
from workshop_app.exchange.refusals import (
    DamagedWorkbookError,
    EmptySheetError,
    SheetRefusedError,
    StrictWorkbookError,
)
from workshop_app.exchange.table import Table, Verdict
from workshop_app.exchange.votes_sheet import votes_sheet
from workshop_app.exchange.workbook import read_table
from workshop_app.exchange.writer import (
    SheetContent,
    Written,
    write_comma_text,
    write_workbook,
)
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(os.environ.get("WORKSHOP_REAL_DATA", "missing"))
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="WORKSHOP_REAL_DATA names no folder with real data to read",
)

REFUSED: dict[str, type[SheetRefusedError]] = {
    "frictionless/empty.csv": EmptySheetError,
    "sheetjs/BlankSheetTypes.xlsm": EmptySheetError,
    "sheetjs/author_snowman.xlsx": EmptySheetError,
    "sheetjs/sheet_visibility_strict.xlsx": StrictWorkbookError,
    "sheetjs/xlsx-stream-d-date-cell.xlsx": DamagedWorkbookError,
}
"""What is refused, and by which sentence; every other file is read."""

FEWEST_TEXTS_ALIKE = 0.97
"""Excel's own CSV shows numbers and dates by their formats; we show the values."""

UNLIKE_THEIR_ORACLE = {
    "location_coordinates": "its JSON is no list and has another telephone number",
    "LONumbers.xlsx": "it is all about how numbers are shown",
    "חישוב_נקודות_זיכוי.xlsx": "its CSV has an underscore for every Hebrew letter",
}


@pytest.fixture(autouse=True)
def sentences_in_english() -> Iterator[None]:
    with language(Language.ENGLISH):
        yield


def foreign_files() -> list[Path]:
    return sorted(
        path
        for folder in ("messy_csv", "messy_xlsx")
        for path in (FOLDER / folder).rglob("*")
        if path.is_file()
        and path.suffix not in {".md", ".json"}
        and "oracle_excel2011" not in path.parts
    )


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", foreign_files(), ids=named)
def test_every_foreign_file_is_read_or_refused_with_a_sentence(path: Path) -> None:
    expected = REFUSED.get(named(path))
    if expected is None:
        table = read_table(path)

        assert table.headers
        assert all(len(row.cells) == len(table.headers) for row in table.rows)
    else:
        with pytest.raises(expected) as refusal:
            read_table(path)

        assert path.name in refusal.value.message
        assert refusal.value.advice


SPECTRUM = sorted(
    path
    for path in (FOLDER / "messy_csv/csv-spectrum/csvs").glob("*.csv")
    if path.stem not in UNLIKE_THEIR_ORACLE
)


@pytest.mark.parametrize("path", SPECTRUM, ids=named)
def test_comma_text_reads_as_its_specification_says(path: Path) -> None:
    expected = json.loads(
        (path.parent.parent / "json" / f"{path.stem}.json").read_text("utf-8")
    )

    table = read_table(path)

    assert records(table) == [
        {key: universal(value) for key, value in record.items()} for record in expected
    ]


def records(table: Table) -> list[dict[str, str]]:
    return [
        {
            heading: universal(cell)
            for heading, cell in zip(table.headers, row.cells, strict=True)
        }
        for row in table.rows
    ]


def universal(text: str) -> str:
    return text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("file", "where", "expected"),
    [
        ("messy_csv/frictionless/latin1.csv", (1, 1), "©"),
        (
            "messy_csv/csv-spectrum/csvs/location_coordinates.csv",
            (0, 1),
            "37\ufffd36'37.8\"N 121\ufffd2'17.9\"W",
        ),
        ("messy_csv/frictionless/bom.csv", (1, 1), "中国人"),
        ("messy_csv/frictionless/table-with-accents.csv", (0, 4), "0,611553068"),
        ("messy_csv/frictionless/leading-zeros.csv", (2, 0), "00003"),
        ("messy_csv/frictionless/escaping.csv", (1, 1), 'Test " line 2'),
        ("messy_csv/frictionless/issue-1009-semicolon.csv", (0, 0), "0123"),
        ("messy_xlsx/frictionless/cast-int-to-string-issue-1251.xlsx", (0, 0), "001"),
        ("messy_xlsx/frictionless/adjust-floating-point-error.xlsx", (1, 2), "274.66"),
        ("messy_xlsx/sheetjs/1904.xlsx", (0, 1), "1904-01-12"),
        ("messy_xlsx/sheetjs/1900.xlsx", (0, 1), "1900-01-11"),
        ("messy_xlsx/sheetjs/Attendance.xlsx", (0, 0), "2020-10-01"),
        ("messy_xlsx/sheetjs/phonetic_text.xlsx", (0, 0), "漢字withColor"),
    ],
)
def test_known_cells_have_known_values(
    file: str, where: tuple[int, int], expected: str
) -> None:
    row, column = where

    assert read_table(FOLDER / file).rows[row].cells[column] == expected


ORACLES = sorted((FOLDER / "messy_xlsx/sheetjs/oracle_excel2011").glob("*.csv"))


@pytest.mark.parametrize(
    "name",
    sorted(
        {path.name.rsplit(".", 2)[0] for path in ORACLES} - UNLIKE_THEIR_ORACLE.keys()
    ),
)
def test_workbooks_read_as_excel_itself_exported_them(name: str) -> None:
    path = FOLDER / "messy_xlsx/sheetjs" / name
    if named(path) in REFUSED:
        with pytest.raises(REFUSED[named(path)]):
            read_table(path)
        return
    first = read_table(path)
    written = first.notes.sheet
    assert written is not None

    oracle = Counter(map(squeezed, oracle_cells(name)))
    ours = Counter(map(squeezed, all_cells(path)))

    texts = Counter(
        {cell: n for cell, n in oracle.items() if not looks_formatted(cell)}
    )
    alike = sum((texts & ours).values())
    assert alike >= FEWEST_TEXTS_ALIKE * sum(texts.values()), texts - ours


def oracle_cells(name: str) -> list[str]:
    cells: list[str] = []
    for path in ORACLES:
        if path.name.rsplit(".", 2)[0] == name:
            data = path.read_bytes()
            for encoding in ("utf-8-sig", "cp1252"):
                try:
                    text = data.decode(encoding)
                    break
                except UnicodeDecodeError:
                    continue
            cells += [cell for row in csv.reader(text.splitlines()) for cell in row]
    return cells


def all_cells(path: Path) -> Iterator[str]:
    first = read_table(path)
    others = (*first.notes.other_sheets, *first.notes.hidden_sheets)
    for table in (first, *readable(path, others)):
        yield from table.headers
        for row in table.rows:
            yield from row.cells
            for flaw in row.flaws:
                beyond = flaw.sentence.partition("beyond the last heading: ")[2]
                yield from beyond.rstrip(".").split(" | ")


def readable(path: Path, sheets: tuple[str, ...]) -> Iterator[Table]:
    for sheet in sheets:
        try:
            yield read_table(path, sheet=sheet)
        except EmptySheetError:
            continue


def squeezed(cell: str) -> str:
    return " ".join(cell.split())


def looks_formatted(cell: str) -> bool:
    """Say whether a cell shows a format, or letters its encoding had not (`_`)."""
    return not cell or any(c.isdigit() or c in "#_" for c in cell)


PUBLISHED = {
    "si": VoteChoice.FOR,
    "no": VoteChoice.AGAINST,
    "abstenciones": VoteChoice.ABSTAIN,
    "sin_responder": VoteChoice.NO_ANSWER,
    "ausentes": VoteChoice.ABSENT,
    "licencias": VoteChoice.EXCUSED,
}


def published_votes(folder: Path) -> Counter[tuple[str, VoteChoice]]:
    table = read_table(folder / "resultados_grupo.csv")
    totals: Counter[tuple[str, VoteChoice]] = Counter()
    for row in records(table):
        for heading, choice in PUBLISHED.items():
            totals[row["grupo_parlamentario"], choice] += int(row[heading] or 0)
    return +totals


def roll_calls() -> list[Path]:
    return sorted(
        file.parent for file in (FOLDER / "congreso_peru/dev").rglob("votaciones.csv")
    )


@pytest.mark.parametrize("folder", roll_calls(), ids=lambda folder: folder.name)
def test_a_roll_call_of_the_congress_adds_up_as_published(folder: Path) -> None:
    mapping = {
        "name": "congresista",
        "organization": "grupo_parlamentario",
        "vote": "votacion",
    }

    reading = votes_sheet().read(folder / "votaciones.csv", mapping=mapping)

    votes = [(draft.organization, draft.vote) for draft in reading.drafts()]
    published = published_votes(folder)
    assert len(votes) == len(reading.lines)
    assert published
    for (group, choice), count in published.items():
        counted = sum(c is choice and group in (g, "TOTAL") for g, c in votes)
        assert counted == count, (group, choice)


def test_every_attendance_of_the_congress_is_understood() -> None:
    files = sorted((FOLDER / "congreso_peru/dev").rglob("asistencias.csv"))
    mapping = {
        "name": "congresista",
        "organization": "grupo_parlamentario",
        "attendance": "asistencia",
    }
    totals: Counter[AttendanceStatus | None] = Counter()

    for file in files:
        reading = people_sheet().read(file, mapping=mapping)
        assert reading.verdict is not Verdict.ERROR, file
        totals.update(draft.attendance for draft in reading.drafts())

    assert len(files) == 91
    assert totals == {
        AttendanceStatus.PRESENT: 10_588,
        AttendanceStatus.ABSENT: 837,
        AttendanceStatus.EXCUSED: 405,
    }


def test_votes_of_the_congress_have_the_totals_of_their_words() -> None:
    totals: Counter[VoteChoice | None] = Counter()
    mapping = {"name": "congresista", "vote": "votacion"}

    for file in (FOLDER / "congreso_peru/dev").rglob("votaciones.csv"):
        reading = votes_sheet().read(file, mapping=mapping)
        totals.update(draft.vote for draft in reading.drafts())

    assert totals == {
        VoteChoice.FOR: 6_738,
        VoteChoice.AGAINST: 1_952,
        VoteChoice.ABSTAIN: 263,
        VoteChoice.ABSENT: 615,
        VoteChoice.EXCUSED: 382,
        VoteChoice.NO_ANSWER: 190,
    }


def test_the_proposals_of_barcelona_keep_their_decisions_and_reasons() -> None:
    mapping = {
        "title": "title",
        "text": "summary",
        "outcome": "status",
        "reason": "rejected_message",
        "authors": "author_name",
        "date": "created_at",
        "theme": "category",
    }

    reading = proposals_sheet().read(
        FOLDER / "decidim_barcelona/proposals.csv", mapping=mapping
    )

    drafts = reading.drafts()
    rejected = [d for d in drafts if d.outcome is Outcome.NOT_ACCEPTED]
    assert len(drafts) == 1_760
    assert len(rejected) == 446
    assert sum(not draft.reason.strip() for draft in rejected) == 4
    assert sum(len(draft.reason.strip()) == 1 for draft in rejected) == 4


def naughty_strings() -> list[str]:
    path = FOLDER / "naughty_strings/blns.json"
    strings: list[str] = json.loads(path.read_text("utf-8"))
    return strings


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_naughty_strings_are_stored_exactly(tmp_path: Path, ending: str) -> None:
    strings = naughty_strings()
    rows = [(f"N-{number}", text) for number, text in enumerate(strings)]
    path = tmp_path / f"list{ending}"

    written = made(rows, ending)
    path.write_bytes(written.data)
    read = [row.cells for row in read_table(path).rows]

    exact = sum(a == b for a, b in zip(rows, read, strict=True))
    changed = [
        (text, cells[1])
        for (_, text), cells in zip(rows, read, strict=True)
        if text != cells[1]
    ]
    assert len(strings) == 515
    assert exact == len(strings) - len(changed)
    assert all("□" in now for _, now in changed)
    assert sum(now.count("□") - was.count("□") for was, now in changed) == (
        written.replaced
    )


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_naughty_names_come_through_a_sheet_of_people(
    tmp_path: Path, ending: str
) -> None:
    strings = [text for text in naughty_strings() if text.strip()]
    path = tmp_path / f"list{ending}"
    written = made([(f"N-{n}", text) for n, text in enumerate(strings)], ending)
    path.write_bytes(written.data)

    drafts = people_sheet().read(path, mapping={"name": "text"}).drafts()

    kept = [draft.name for draft in drafts]
    assert len(kept) == len(strings)
    differing = sum(a != b for a, b in zip(kept, strings, strict=True))
    assert differing <= written.replaced


def made(rows: list[tuple[str, str]], ending: str) -> Written:
    if ending == ".csv":
        return write_comma_text(("code", "text"), rows)
    content = SheetContent(title="Lista", headings=("code", "text"), rows=rows)
    return write_workbook([content])
