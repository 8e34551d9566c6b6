"""Our typeface on paper, and nobody else's.

Every letter of a PDF/A must come from a font inside the file, so besides loading
our five faces this module closes the four doors through which ReportLab lets the
un-embedded Helvetica in: bullets, table cells, drawings and the canvas itself (the
last one is closed by `workshop_app.documents.page`).
"""

from __future__ import annotations

from functools import cache

from reportlab.graphics import shapes
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import tables

from workshop_app import paths

REGULAR = "Kuska"
SEMIBOLD = "Kuska-SemiBold"
BOLD = "Kuska-Bold"
ITALIC = "Kuska-Italic"
BOLD_ITALIC = "Kuska-BoldItalic"

_FILES = {
    REGULAR: "NotoSans-Regular.ttf",
    SEMIBOLD: "NotoSans-SemiBold.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    BOLD_ITALIC: "NotoSans-BoldItalic.ttf",
}


@cache
def register() -> frozenset[int]:
    """Load the five faces once and return the code points all of them can show.

    Returns:
        Unicode code points; a character outside them would be drawn as `.notdef`,
        which PDF/A (ISO 19005-3, 6.2.11.7.2) forbids.

    Raises:
        FileNotFoundError: The installation lacks its fonts.
    """
    folder = paths.resource("fonts")
    covered: set[int] | None = None
    for name, file in _FILES.items():
        font = TTFont(name, str(folder / file))
        pdfmetrics.registerFont(font)
        points = set(font.face.charToGlyph)
        covered = points if covered is None else covered & points
    for family, upright in ((REGULAR, REGULAR), (SEMIBOLD, SEMIBOLD)):
        addMapping(family, 0, 0, upright)
        addMapping(family, 1, 0, BOLD)
        addMapping(family, 0, 1, ITALIC if family == REGULAR else BOLD_ITALIC)
        addMapping(family, 1, 1, BOLD_ITALIC)
    shapes.STATE_DEFAULTS["fontName"] = REGULAR
    tables.CellStyle.fontname = REGULAR
    return frozenset(covered or ())


def text_width(text: str, font: str, size: float) -> float:
    """Return how wide `text` is set, in points."""
    width: float = pdfmetrics.stringWidth(text, font, size)
    return width
