"""Every messy sheet, tried on the command line: a right preview, or a sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from workshop_app.errors import AppError
from workshop_app.exchange.workbook import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.real_data.conftest import Kuska, Told

pytestmark = [pytest.mark.journey, pytest.mark.slow]

FIELDS = {"people": "name", "proposals": "text"}
UNLIKE_ITS_ORACLE = {"location_coordinates"}
"""Its JSON is no list and has another telephone number."""


def _sheets(real: Path) -> list[Path]:
    return sorted(
        path
        for folder in ("messy_csv", "messy_xlsx")
        for path in (real / folder).rglob("*")
        if path.is_file()
        and path.suffix not in {".md", ".json"}
        and "oracle_excel2011" not in path.parts
    )


def _first_heading(path: Path) -> str:
    try:
        headers = read_table(path).headers
    except AppError:
        return "Nombre"
    return next((one for one in headers if one.strip()), "Nombre")


def _faults(told: Told, sheet: Path) -> Iterator[str]:
    """Say what is wrong with an answer: it previews every row, or says why not."""
    if told.status not in {0, 1}:
        yield f"{sheet.name}: status {told.status}"
    if "fault of the program" in told.err or "Traceback" in told.out + told.err:
        yield f"{sheet.name}: {told.err}"
    report = told.json
    if "error" not in report:
        table = read_table(sheet)
        if report["written"] or len(report["rows"]) != len(table.rows):
            yield f"{sheet.name}: {len(report['rows'])} of {len(table.rows)} rows"
        refused = report["counts"]["refused"]
        if (told.status == 1) != (report["verdict"] == "error"):
            yield f"{sheet.name}: {told.status}, {report['verdict']}, {refused}"
    elif told.status == 0 or not told.err.strip().endswith("."):  # refused whole
        yield f"{sheet.name}: no sentence: {told.err!r}"


@pytest.mark.parametrize("kind", sorted(FIELDS))
def test_a_messy_sheet_is_previewed_or_refused_and_a_trial_writes_nothing(
    kuska: Kuska, plain_store: Path, real: Path, kind: str
) -> None:
    sheets = _sheets(real)
    before = kuska("dump", plain_store).out

    faults: list[str] = []
    for sheet in sheets:
        mapped = f"{FIELDS[kind]}={_first_heading(sheet)}"
        asked = ("import", kind, plain_store, sheet, "--map", mapped, "--json")
        faults += _faults(kuska(*asked, "--dry-run"), sheet)

    assert len(sheets) > 50
    assert faults == []
    assert kuska("dump", plain_store).out == before


def test_a_messy_sheet_refused_or_taken_out_again_leaves_no_trace(
    kuska: Kuska, plain_store: Path, real: Path
) -> None:
    came_in = 0
    for sheet in _sheets(real):
        before = kuska("dump", plain_store).out
        mapped = f"name={_first_heading(sheet)}"
        told = kuska("import", "people", plain_store, sheet, "--map", mapped, "--json")
        if told.status == 0 and told.json["written"]:
            came_in += 1
            assert kuska("undo-import", plain_store, came_in).status == 0

        assert kuska("dump", plain_store).out == before, sheet.name
    assert came_in > 20


def test_previews_show_the_first_column_as_its_specification_says(
    kuska: Kuska, plain_store: Path, real: Path
) -> None:
    folder = real / "messy_csv" / "csv-spectrum"
    for sheet in sorted((folder / "csvs").glob("*.csv")):
        expected = json.loads((folder / f"json/{sheet.stem}.json").read_text("utf-8"))
        if sheet.stem in UNLIKE_ITS_ORACLE or not expected:
            continue
        heading = next(iter(expected[0]))
        asked = ("import", "people", plain_store, sheet, "--map", f"name={heading}")
        told = kuska(*asked, "--dry-run", "--json")

        assert [row["title"] for row in told.json["rows"]] == [
            " ".join(row[heading].split()) for row in expected
        ], sheet.name
