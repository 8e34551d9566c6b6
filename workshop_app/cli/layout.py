"""Text as a terminal shows it: harmless, in columns, as wide as it has to be."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOT_KNOWN = "—"
"""Stands where a figure is not known."""

_GAP = "  "
_WIDEST = 60
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def harmless(text: str) -> str:
    """Return one line without what a terminal would obey instead of showing.

    A name may hold an escape sequence that moves the cursor or a mark that turns the
    text round; each such character is shown as □.
    """
    return unobeyed(" ".join(text.split()))


def unobeyed(line: str) -> str:
    """Return a line that is laid out already, its spaces kept, made harmless."""
    if line.isprintable():
        return line
    return "".join(
        "□" if unicodedata.category(char) in _UNSEEN else char for char in line
    )


def shortened(text: str, width: int = _WIDEST) -> str:
    """Return harmless text cut to a width, with … where something is left out."""
    line = harmless(text)
    return line if len(line) <= width else f"{line[: width - 1]}…"


def width_of(text: str) -> int:
    """Return how many columns a text takes: accents none, wide characters two."""
    return sum(_columns(char) for char in text)


def table(headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> list[str]:
    """Set rows under headings; whole numbers stand to the right."""
    cells = [[shortened(str(value)) for value in row] for row in rows]
    widths = [
        max([width_of(heading), *(width_of(row[column]) for row in cells)])
        for column, heading in enumerate(headings)
    ]
    to_the_right = [
        bool(rows) and all(_is_figure(row[column]) for row in rows)
        for column in range(len(headings))
    ]
    lines = [list(headings), ["─" * width for width in widths], *cells]
    return [
        _GAP.join(
            _padded(value, width, right=right)
            for value, width, right in zip(line, widths, to_the_right, strict=True)
        ).rstrip()
        for line in lines
    ]


def pairs(facts: Mapping[str, str | int]) -> list[str]:
    """Set facts one below the other, their names in a column."""
    widest = max(width_of(name) for name in facts)
    return [
        f"{_padded(name, widest, right=False)}{_GAP}{harmless(str(fact))}"
        for name, fact in facts.items()
    ]


def _is_figure(value: str | int) -> bool:
    return isinstance(value, int) or value == NOT_KNOWN


def _padded(text: str, width: int, *, right: bool) -> str:
    room = " " * (width - width_of(text))
    return room + text if right else text + room


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
