"""How our papers look: inks, measures, paragraph styles and table styles."""

from __future__ import annotations

from functools import cache

from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import TableStyle

from workshop_app.documents import fonts
from workshop_app.i18n import Language

INK = HexColor("#1C2B33")
MUTED = HexColor("#55656E")
TEAL = HexColor("#0B5563")
SOFT = HexColor("#EEF4F5")
RULE = HexColor("#C5D2D7")
TERRA = HexColor("#A8481B")
GREEN = HexColor("#1E6B3A")
AMBER = HexColor("#8A5A00")
RED = HexColor("#9B1C1C")
GREY = HexColor("#6B777D")
PAPER = HexColor("#FAFCFC")
QUOTE_GROUND = HexColor("#FBF6F2")
WATERMARK = HexColor("#E9EDEF")
WHITE = white

BLOC_INKS = (HexColor("#1F4E79"), HexColor("#B84E14"), HexColor("#6B4C9A"))
"""State, civil society, other; each has 4.5:1 under white figures (WCAG 1.4.3)."""

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 20 * mm
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

BODY = ParagraphStyle(
    "body",
    fontName=fonts.REGULAR,
    bulletFontName=fonts.REGULAR,
    fontSize=9.6,
    leading=13.8,
    textColor=INK,
    spaceAfter=5,
    allowWidows=0,
    allowOrphans=0,
)
RIGHT = ParagraphStyle("right", parent=BODY, alignment=TA_RIGHT)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=8.1, leading=10.8, spaceAfter=0)
SMALL_MUTED = ParagraphStyle("small-muted", parent=SMALL, textColor=MUTED)
SMALL_CENTER = ParagraphStyle("small-center", parent=SMALL, alignment=TA_CENTER)
SMALL_RIGHT = ParagraphStyle("small-right", parent=SMALL, alignment=TA_RIGHT)
SMALL_STRONG = ParagraphStyle("small-strong", parent=SMALL, fontName=fonts.SEMIBOLD)
DENSE = ParagraphStyle("dense", parent=SMALL, fontSize=7.6, leading=9.6)
DENSE_MUTED = ParagraphStyle("dense-muted", parent=DENSE, textColor=MUTED)
TINY = ParagraphStyle("tiny", parent=SMALL, fontSize=7.1, leading=9.4)
TINY_MUTED = ParagraphStyle("tiny-muted", parent=TINY, textColor=MUTED)
TINY_CENTER = ParagraphStyle("tiny-center", parent=TINY_MUTED, alignment=TA_CENTER)
HEAD_CELL = ParagraphStyle(
    "head-cell", parent=SMALL, fontName=fonts.SEMIBOLD, textColor=WHITE
)
HEAD_DENSE = ParagraphStyle("head-dense", parent=HEAD_CELL, fontSize=7.6, leading=9.6)
HEAD_CELL_CENTER = ParagraphStyle(
    "head-cell-center", parent=HEAD_CELL, alignment=TA_CENTER
)
TITLE = ParagraphStyle(
    "title",
    parent=BODY,
    fontName=fonts.SEMIBOLD,
    fontSize=20,
    leading=24,
    textColor=TEAL,
    spaceAfter=2,
)
LETTER_TITLE = ParagraphStyle("letter-title", parent=TITLE, fontSize=15, leading=19)
SUBTITLE = ParagraphStyle(
    "subtitle", parent=BODY, fontSize=11, leading=15, textColor=MUTED, spaceAfter=8
)
LETTER_SUBTITLE = ParagraphStyle(
    "letter-subtitle", parent=SUBTITLE, fontSize=9.2, leading=12.5
)
HEADING = ParagraphStyle(
    "heading",
    parent=BODY,
    fontName=fonts.SEMIBOLD,
    fontSize=12.2,
    leading=16,
    textColor=TEAL,
    spaceBefore=11,
    spaceAfter=4,
)
SUBHEADING = ParagraphStyle(
    "subheading",
    parent=BODY,
    fontName=fonts.SEMIBOLD,
    fontSize=10,
    leading=14,
    spaceBefore=5,
    spaceAfter=2,
)
BULLET = ParagraphStyle(
    "bullet", parent=BODY, leftIndent=16, bulletIndent=3, spaceAfter=2.5
)
NUMBERED = ParagraphStyle("numbered", parent=BULLET, leftIndent=21, bulletIndent=2)
LABEL = ParagraphStyle("label", parent=SMALL, textColor=MUTED)
QUOTE = ParagraphStyle("quote", parent=BODY, leftIndent=6, rightIndent=6, spaceAfter=0)
CAPTION = ParagraphStyle("caption", parent=SMALL_MUTED, spaceBefore=3, spaceAfter=6)

_HYPHENATION = {Language.SPANISH: "es", Language.ENGLISH: "en_GB"}
_LANGUAGE_TAGS = {Language.SPANISH: "es-PE", Language.ENGLISH: "en"}


def language_tag(language: Language) -> str:
    """Return the BCP 47 tag a paper in `language` declares."""
    return _LANGUAGE_TAGS[language]


@cache
def justified(language: Language) -> ParagraphStyle:
    """Return the style of running text, its long words divided by `language`."""
    return ParagraphStyle(
        f"justified-{language}",
        parent=BODY,
        alignment=TA_JUSTIFY,
        hyphenationLang=_HYPHENATION[language],
        hyphenationMinWordLength=9,
        uriWasteReduce=0.3,
    )


_shaped: dict[str, ParagraphStyle] = {}


def shaped(plain: ParagraphStyle) -> ParagraphStyle:
    """Return `plain` with marks placed over their letters by the font's own rules."""
    found = _shaped.get(plain.name)
    if found is None:
        found = ParagraphStyle(
            f"{plain.name}-shaped", parent=plain, shaping=1, hyphenationLang=None
        )
        _shaped[plain.name] = found
    return found


def data_table(*extra: tuple[object, ...]) -> TableStyle:
    """Return the look of a table of data with one header row."""
    commands: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3.4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.2),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
        ("BACKGROUND", (0, 0), (-1, 0), TEAL),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
    ]
    return TableStyle([*commands, *extra])


DENSE_ROWS: tuple[tuple[object, ...], ...] = (
    ("TOPPADDING", (0, 1), (-1, -1), 1.8),
    ("BOTTOMPADDING", (0, 1), (-1, -1), 2.6),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
)
"""What makes the rows of a long list of people low."""


def key_values() -> TableStyle:
    """Return the look of the grid of key facts under a title."""
    return TableStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), SOFT),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.2),
            ("LEFTPADDING", (0, 0), (-1, -1), 6),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("LINEBELOW", (0, 0), (-1, -2), 0.5, WHITE),
        ]
    )


def layout(*extra: tuple[object, ...]) -> TableStyle:
    """Return a table style that only places things: no room, no lines."""
    return TableStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *extra,
        ]
    )
