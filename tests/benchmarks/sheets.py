"""An import of many rows against reading the same workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

from tests.benchmarks.measuring import Result, Stopwatch, timed
from tests.benchmarks.stores import a_draft
from workshop_app.services import processes
from workshop_app.services.imports import import_people

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = 10_000
QUICK_ROWS = 2_000
_TIMES = 3.0
_HEADINGS = (
    "Código",
    "Nombre",
    "Tipo de documento",
    "DNI",
    "Organización",
    "Bloque",
    "Cargo",
    "Correo",
    "Teléfono",
    "Dirección",
)


def measure(folder: Path, *, quick: bool) -> Iterator[Result]:
    """Measure one import of people."""
    rows = QUICK_ROWS if quick else ROWS
    path = folder / "people.xlsx"
    _write(path, rows)
    reading = _reading(path)
    store = processes.found_process(
        str(folder / "import.kuska"),
        "Proceso de medida",
        "Nélida Huamaní Ccori",
        plain=True,
        home=folder / "home",
    )
    try:
        with timed() as ours:
            report = import_people(store, path)
    finally:
        store.close()
    if not report.written or len(report.rows) != rows:
        message = f"the sheet was not imported: {report.issues or report.rows[:1]}"
        raise RuntimeError(message)
    ratio = ours.cpu / reading.cpu
    yield Result(
        name=f"import of {rows:,} people",
        value=ratio,
        unit="× openpyxl reading alone",
        target=f"≤ {_TIMES:g}",
        met=ratio <= _TIMES,
        details={"cpu_s": ours.cpu, "reading_cpu_s": reading.cpu},
    )


def _write(path: Path, rows: int) -> None:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Personas")
    sheet.append(list(_HEADINGS))
    for number in range(rows):
        draft = a_draft(number)
        sheet.append(
            [
                f"R-{number}",
                draft.name,
                "DNI",
                draft.document_number,
                f"Comunidad {number % 150}",
                "Sociedad civil" if number % 2 else "Estado",
                draft.position,
                draft.email,
                draft.telephone,
                draft.address,
            ]
        )
    workbook.save(path)


def _reading(path: Path) -> Stopwatch:
    with timed() as watch:
        workbook = load_workbook(path, read_only=True, data_only=True)
        for row in workbook.worksheets[0].iter_rows(values_only=True):
            tuple(row)
        workbook.close()
    return watch
