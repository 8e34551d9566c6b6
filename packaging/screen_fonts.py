"""The typeface of the window: four still faces cut out of the variable Inter.

Inter is drawn for screens and has the arrows, key caps, ticks and comparison signs
that Noto Sans lacks.  Of what the languages of Peru are written with it lacks the
saltillo and the two lines under a vowel; those are added here, out of its own glyphs.

All four faces name one family of our own.  Under Inter's names a system takes the
middle weights for families apart and draws them as regular and bold, and an Inter
installed on the machine is drawn instead of ours.  Inter is under the SIL Open Font
License without a reserved name.
"""

from __future__ import annotations

import copy
import io
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import fontpkg_inter
from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from fonts import saved

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(fontpkg_inter.ROOT)
VARIABLE = "Inter[opsz,wght].ttf"
FAMILY = "Kuska Sans"
OPTICAL_SIZE = 14
"""Inter's design for text; the one for headlines is too tight for a screen."""

KEPT_NAMES = {0, 5, *range(7, 15)}
REGULAR_BIT, BOLD_BIT = 1 << 6, 1 << 5
"""Of `fsSelection` (OpenType, table OS/2)."""


class Face(NamedTuple):
    """One font to cut: how heavy, and what that is called."""

    weight: int
    style: str


FACES = (
    Face(400, "Regular"),
    Face(500, "Medium"),
    Face(600, "SemiBold"),
    Face(700, "Bold"),
)

CHARACTERS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x02FF),  # Latin-1, Latin extended A and B, phonetic, modifiers
    (0x0300, 0x036F),  # combining marks
    (0x1E00, 0x1EFF),  # Latin extended additional
    (0x2000, 0x20BF),  # punctuation, superscripts, currency
    (0x2100, 0x218B),  # letter-like signs and fractions
    (0x2190, 0x21FF),  # arrows, shift, tab
    (0x2200, 0x22FF),  # minus, less or equal and other mathematics
    (0x2300, 0x23FF),  # key caps: return, escape, delete
    (0x25A0, 0x25FF),  # shapes of the blocs, bullets
    (0x2600, 0x27BF),  # tick, cross, warning
    (0xA78B, 0xA78C),  # saltillo
)

FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk", "tnum"]
"""Tabular figures are asked for by name.  No `calt`: it would show `->` as an arrow,
and people's words are shown as they were written."""

TABULAR = "tnum"


class Line(NamedTuple):
    """A combining line below that Inter lacks, hung where its dot below hangs."""

    code: int
    name: str
    width: int


DOT_BELOW, MACRON, APOSTROPHE = 0x0323, 0x0304, 0x0027
LINES = (Line(0x0331, "uni0331", 554), Line(0x0332, "uni0332", 980))
"""Nasal vowels of Awajún, Wampis and Secoya; widths in Inter's 2048 units an em."""
DEPTH = 190
"""How far a line hangs under the letters, in the same units."""
SALTILLOS = (0xA78B, 0xA78C)
MARK = 3
"""The class of marks in a font's table GDEF."""


def make() -> dict[str, bytes]:
    """Return the four faces and their licence, by their path under `resources/`."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    source = with_our_characters()
    made = {f"fonts/KuskaSans-{f.style}.ttf": cut(source, f) for f in FACES}
    made["fonts/OFL-KuskaSans.txt"] = (SOURCE / "LICENSE").read_bytes()
    return made


def with_our_characters() -> bytes:
    """Return the variable font with our characters only."""
    font = TTFont(SOURCE / "files" / VARIABLE, recalcTimestamp=False)
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
    only_figures(font)
    return saved(font)


def only_figures(font: TTFont) -> None:
    """Let tabular figures be figures: Inter widens spaces, hyphens and colons too.

    A code such as `ACTA 001-2026` would be torn apart, and so would every sentence.
    """
    figures = {font.getBestCmap()[ord(figure)] for figure in "0123456789"}
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != TABULAR:
            continue
        for index in record.Feature.LookupListIndex:
            for rule in table.LookupList.Lookup[index].SubTable:
                found = getattr(rule, "ExtSubTable", rule)
                found.mapping = {
                    plain: wide
                    for plain, wide in found.mapping.items()
                    if plain in figures
                }


def cut(source: bytes, face: Face) -> bytes:
    """Return one still face, the same bytes every time."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    axes = {"wght": face.weight, "opsz": OPTICAL_SIZE}
    font = instancer.instantiateVariableFont(font, axes, updateFontNames=False)
    for line in LINES:
        add_line(font, line)
    for code in SALTILLOS:
        encode(font, code, font.getBestCmap()[APOSTROPHE])
    rename(font, face)
    return saved(font)


def encode(font: TTFont, code: int, glyph: str) -> None:
    """Let a character be drawn with a glyph, if it has none of its own."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.setdefault(code, glyph)


def add_line(font: TTFont, line: Line) -> None:
    """Draw a line under a letter, as thick as the macron above one."""
    macron = font["glyf"][font.getBestCmap()[MACRON]]
    top, bottom = -DEPTH, -DEPTH - (macron.yMax - macron.yMin)
    pen = TTGlyphPen(None)
    pen.moveTo((0, bottom))
    for corner in ((0, top), (line.width, top), (line.width, bottom)):
        pen.lineTo(corner)
    pen.closePath()
    font.setGlyphOrder([*font.getGlyphOrder(), line.name])
    font["glyf"][line.name] = pen.glyph()
    font["hmtx"][line.name] = (0, 0)
    encode(font, line.code, line.name)
    hang(font, line)


def hang(font: TTFont, line: Line) -> None:
    """Hang a new mark wherever the dot below hangs, by its own middle.

    A coverage is in the order of glyphs, and the new one is the last of them.
    """
    dot = font.getBestCmap()[DOT_BELOW]
    definitions = font["GDEF"].table
    definitions.GlyphClassDef.classDefs[line.name] = MARK
    for coverage in definitions.MarkGlyphSetsDef.Coverage:
        if dot in coverage.glyphs:
            coverage.glyphs.append(line.name)
    for coverage, records in marks(font):
        if dot not in coverage.glyphs:
            continue
        record = copy.deepcopy(records.MarkRecord[coverage.glyphs.index(dot)])
        record.MarkAnchor.XCoordinate = line.width // 2
        coverage.glyphs.append(line.name)
        records.MarkRecord.append(record)


def marks(font: TTFont) -> Iterator[tuple[Any, Any]]:
    """Yield the marks, and their anchors, of every rule that hangs one on a letter."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for rule in lookup.SubTable:
            found = getattr(rule, "ExtSubTable", rule)
            if hasattr(found, "MarkCoverage"):
                yield found.MarkCoverage, found.MarkArray


def rename(font: TTFont, face: Face) -> None:
    """Give the face our family and its own style, and nothing of Inter's.

    Who wrote it and under what licence (0, 7 to 14) stays.
    """
    table = font["name"]
    for number in {record.nameID for record in table.names}:
        if number not in KEPT_NAMES:
            table.removeNames(nameID=number)
    names = {
        1: FAMILY,
        2: face.style,
        3: f"KuskaSans-{face.style}",
        4: f"{FAMILY} {face.style}",
        6: f"KuskaSans-{face.style}",
        16: FAMILY,
        17: face.style,
    }
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    metrics = font["OS/2"]
    metrics.usWeightClass = face.weight
    bits = {"Regular": REGULAR_BIT, "Bold": BOLD_BIT}.get(face.style, 0)
    metrics.fsSelection = metrics.fsSelection & ~(REGULAR_BIT | BOLD_BIT) | bits
    font["head"].macStyle = int(face.style == "Bold")
