"""A PDF on a printer, page by page, as it stands on screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from workshop_app.errors import AppError
from workshop_app.i18n import ntr, tr
from workshop_app.services.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.services.progress import Progress

DOTS_AN_INCH = 220
"""Enough for six-point type; a sheet of A4 is 18 MB while it is drawn."""

_BYTES_A_DOT = 4


class PrinterRefusedError(AppError):
    """The printer, or the file printed to, does not take the job."""

    def __init__(self, printer: str) -> None:
        super().__init__(
            tr("“{printer}” does not take the job.", printer=printer),
            advice=tr("See whether it is on and has paper, or choose another."),
        )
        self.printer = printer


def a_printer(name: str = "") -> QPrinter:
    """Return a printer that prints whole sheets at its best.

    Args:
        name: Of what is printed; where no printer is known, a file is offered that
            is called so.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setDocName(name)
    if name and not QPrinterInfo.availablePrinterNames():
        printer.setOutputFileName(str(Path.home() / f"{name}.pdf"))
    return printer


def printed_words(sheets: int, file: str = "") -> str:
    """Say how many sheets went to the printer, or to a file in its place."""
    if file:
        return ntr(
            "{count} page printed to the file {file}",
            "{count} pages printed to the file {file}",
            sheets,
            file=file,
        )
    return ntr(
        "{count} sheet sent to the printer.",
        "{count} sheets sent to the printer.",
        sheets,
    )


def print_pdfs(pdfs: Sequence[bytes], printer: QPrinter, progress: Progress) -> int:
    """Print papers one after the other; call it in the lane.

    Args:
        pdfs: The papers; a range of pages chosen counts through all of them.
        printer: As the person chose it.
        progress: Told before every sheet; may stop it, and the job is thrown away.

    Returns:
        How many sheets were printed.

    Raises:
        PrinterRefusedError: If the printer does not take them.
        UnshowablePdfError: If a paper cannot be drawn.
        Cancelled: If the person stopped it.
    """
    from workshop_app.services.previews import page_count  # noqa: PLC0415 slow

    sheets = [(pdf, page) for pdf in pdfs for page in range(1, page_count(pdf) + 1)]
    wanted = [one for n, one in enumerate(sheets, 1) if _is_wanted(printer, n)]
    wanted *= 1 if printer.supportsMultipleCopies() else printer.copyCount()
    painter = QPainter()
    if not wanted or not painter.begin(printer):
        raise PrinterRefusedError(printer.printerName() or printer.outputFileName())
    try:
        for done, (pdf, page) in enumerate(wanted):
            progress.at(done, len(wanted))
            if done and not printer.newPage():
                raise PrinterRefusedError(printer.printerName())
            _draw(painter, pdf, page)
        progress.at(len(wanted), len(wanted))
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(wanted)


def _is_wanted(printer: QPrinter, sheet: int) -> bool:
    first, last = printer.fromPage(), printer.toPage()
    return first == 0 or first <= sheet <= last


def _draw(painter: QPainter, pdf: bytes, page: int) -> None:
    """Draw a page as large as the sheet allows, in its middle."""
    from workshop_app.services.previews import page_picture  # noqa: PLC0415 slow

    picture = page_picture(pdf, page, resolution=DOTS_AN_INCH)
    image = QImage(
        picture.pixels,
        picture.width,
        picture.height,
        picture.width * _BYTES_A_DOT,
        QImage.Format.Format_RGB32,
    )
    sheet = QRectF(painter.viewport())
    scale = min(sheet.width() / picture.width, sheet.height() / picture.height)
    place = QRectF(0, 0, picture.width * scale, picture.height * scale)
    place.moveCenter(sheet.center())
    painter.drawImage(place, image)
