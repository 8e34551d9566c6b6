"""The typeface of the papers: five still faces cut out of the variable Noto Sans.

ReportLab sets neither variable fonts nor CFF, so each weight becomes a font of its
own.  They hold the Latin letters, phonetic letters and combining marks that Spanish,
Quechua, Aymara and the Amazonian alphabets are written with.  Ligatures stay out: a
shaped "fi" loses its text value, which PDF/A-3a (ISO 19005-3, 6.2.11.7.3) forbids.
Noto Sans is under the SIL Open Font License without a reserved name.
"""

from __future__ import annotations

import io
import logging
from pathlib import Path
from typing import NamedTuple

import fontpkg_noto_sans
from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCE = Path(fontpkg_noto_sans.ROOT)
UPRIGHT = "NotoSans[wdth,wght].ttf"
ITALIC = "NotoSans-Italic[wdth,wght].ttf"
VERSION = "2.015"


class Face(NamedTuple):
    """One font to cut: where from, how heavy, and what it is called."""

    source: str
    weight: int
    name: str
    style: str


FACES = (
    Face(UPRIGHT, 400, "Regular", "Regular"),
    Face(UPRIGHT, 600, "SemiBold", "SemiBold"),
    Face(UPRIGHT, 700, "Bold", "Bold"),
    Face(ITALIC, 400, "Italic", "Italic"),
    Face(ITALIC, 700, "BoldItalic", "Bold Italic"),
)

CHARACTERS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x02FF),  # Latin-1, Latin extended A and B, phonetic, modifiers
    (0x0300, 0x036F),  # combining marks
    (0x1E00, 0x1EFF),  # Latin extended additional
    (0x2000, 0x20BF),  # punctuation, superscripts, currency
    (0x2100, 0x218B),  # letter-like signs and fractions
    (0x2212, 0x2212),  # minus; Noto Sans has no arrows and no mathematics
    (0x25A0, 0x25FF),  # the box for what cannot be shown, the circle for lone marks
    (0xA720, 0xA7FF),  # Latin extended D, with the saltillo of native alphabets
    (0xAB30, 0xAB6F),  # Latin extended E
)

BOX = 0x25A1
BOX_GLYPH = "uni25A1"

FEATURES = ["kern", "mark", "mkmk"]
OLD_NAMES = (16, 17, 21, 22, 25)
"""Typographic family names, which would still speak of the variable font."""


def make() -> dict[str, bytes]:
    """Return the five faces and their licence, by their path under `resources/`."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    sources = {name: with_our_characters(name) for name in (UPRIGHT, ITALIC)}
    made = {f"fonts/NotoSans-{f.name}.ttf": cut(sources[f.source], f) for f in FACES}
    made["fonts/OFL.txt"] = (SOURCE / "LICENSE").read_bytes()
    return made


def with_our_characters(name: str) -> bytes:
    """Return a variable font with our characters only.

    Done before the faces are cut, which takes a third of the time that way.
    """
    font = TTFont(SOURCE / "files" / name, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.harfbuzz_repacker = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(
        unicodes=[c for first, last in CHARACTERS for c in range(first, last + 1)]
    )
    subsetter.subset(font)
    return saved(font)


def cut(source: bytes, face: Face) -> bytes:
    """Return one still face of a variable font, the same bytes every time."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    axes = {"wght": face.weight, "wdth": 100}
    font = instancer.instantiateVariableFont(font, axes, updateFontNames=False)
    add_box(font)
    rename(font, face)
    return saved(font)


def saved(font: TTFont) -> bytes:
    """Return the bytes of a font, whatever else is installed.

    Where uharfbuzz is there, fontTools would pack tables with it, and otherwise.
    """
    font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
    result = io.BytesIO()
    font.save(result)
    return result.getvalue()


def add_box(font: TTFont) -> None:
    """Draw □, which Noto Sans lacks and papers show for what no font can.

    The font's own empty box is `.notdef`, which PDF/A forbids to show.
    """
    pen = TTGlyphPen(None)
    outer = ((60, 30), (60, 610), (640, 610), (640, 30))
    inner = ((120, 90), (580, 90), (580, 550), (120, 550))
    for first, *rest in (outer, inner):
        pen.moveTo(first)
        for point in rest:
            pen.lineTo(point)
        pen.closePath()
    font.setGlyphOrder([*font.getGlyphOrder(), BOX_GLYPH])
    font["glyf"][BOX_GLYPH] = pen.glyph()
    font["hmtx"][BOX_GLYPH] = (700, 60)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[BOX] = BOX_GLYPH


def rename(font: TTFont, face: Face) -> None:
    """Give the face its own names: ReportLab tells fonts apart by them."""
    table = font["name"]
    for number in OLD_NAMES:
        table.removeNames(nameID=number)
    names = {
        1: "Noto Sans",
        2: face.style,
        3: f"{VERSION};GOOG;NotoSans-{face.name};latin",
        4: f"Noto Sans {face.style}",
        6: f"NotoSans-{face.name}",
    }
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
        table.setName(text, number, 1, 0, 0)
    font["OS/2"].usWeightClass = face.weight
