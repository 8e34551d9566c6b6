"""What a person typed, made safe to set on paper.

The store keeps every character; paper cannot.  What no font of ours can draw is
shown as □ and counted, so that the person who issues the paper is told, instead of
a hole in the line that nobody notices.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

from workshop_app.documents import fonts

REPLACEMENT = "□"

_INVISIBLE = frozenset({0x00AD, 0x034F})
"""Soft hyphen and grapheme joiner, which nobody sees on paper or screen."""
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_BREAKS = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}


class Strong(str):
    """A run of a paragraph set in a heavier face."""

    __slots__ = ()


SLOT = "\ue000"
"""Stands in a translated sentence where a stronger run belongs.

A private-use character, which `clean` turns into □ should somebody type it.
"""


def around(sentence: str, strong: str) -> tuple[str, Strong, str]:
    """Return the runs of a sentence with `strong` in its slot."""
    before, _, after = sentence.partition(SLOT)
    return before, Strong(strong), after


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text that paper can hold.

    Attributes:
        text: In normal form C, with line ends as its only control characters.
        replaced: How many characters became □.
    """

    text: str
    replaced: int


class _Table(dict[int, str | int | None]):
    """Decides each character once; `str.translate` remembers the answer."""

    def __missing__(self, point: int) -> str | int | None:
        self[point] = answer = _answer(point)
        return answer


def _answer(point: int) -> str | int | None:
    known = _LIGATURES.get(point) or _BREAKS.get(point)
    if known is not None:
        return known
    if point in _INVISIBLE:
        return None
    category = unicodedata.category(chr(point))
    # A font may have a glyph for a control or a direction mark; it still must not
    # act on the line, or somebody's name could turn a whole page around.
    if category not in {"Cc", "Cf"} and point in fonts.register():
        return point
    if category == "Zs" or point == ord("\t"):
        return " "
    if point == ord("\n"):
        return point
    return REPLACEMENT


@cache
def _table() -> _Table:
    return _Table()


def clean(text: str) -> CleanText:
    """Return `text` as paper can show it, and how much of it could not be shown.

    Normal form C joins letters with their marks; ligatures become the letters they
    stand for, odd spaces a space, odd line ends a line end, and what is invisible, as
    a soft hyphen, disappears.  None of these counts as a loss.
    """
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    normal = normal.replace("\r", "\n")
    shown = normal.translate(_table())
    replaced = shown.count(REPLACEMENT) - normal.count(REPLACEMENT)
    return CleanText(text=shown, replaced=replaced)


def needs_shaping(text: str) -> bool:
    """Tell whether marks must be placed over letters that have no joined form.

    Such are Yanesha *c̈h* and Ticuna *ü̃*.  Shaping doubles the work of setting a
    line, so it is done only for these.
    """
    return any(unicodedata.combining(character) for character in text)


def markup(runs: tuple[str, ...], strong_font: str) -> str:
    """Return cleaned runs in ReportLab's paragraph language.

    Everything is escaped here and nowhere else: an `<img src=…>` that somebody typed
    must stay text, for ReportLab would read that file into the paper.
    """
    parts: list[str] = []
    for run in runs:
        safe = escape(run).replace("\n", "<br/>")
        if isinstance(run, Strong):
            safe = f'<font name="{strong_font}">{safe}</font>'
        parts.append(safe)
    return "".join(parts)
