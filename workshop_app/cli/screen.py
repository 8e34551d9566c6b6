"""Whether a window is asked for, and whether there is a screen to open it on.

Asked before anything else is imported, and by `run.py` on a bare Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STORE_SUFFIX = ".kuska"
EXCHANGE_SUFFIX = ".kuskax"
_DISPLAYS = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")


def asks_for_window(arguments: Sequence[str]) -> bool:
    """Return whether these arguments open the window: none, or one of our files."""
    return not arguments or names_file(arguments[0])


def names_file(word: str) -> bool:
    """Return whether a word is a file that a double click hands over.

    It is the file of a store, or one of another computer.
    """
    return word.lower().endswith((STORE_SUFFIX, EXCHANGE_SUFFIX))


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Return whether Qt finds a screen; where it finds none it ends the program.

    Windows and macOS always have one.  Elsewhere a display server is named, or Qt is
    told what to draw on instead.

    Args:
        environment: The variables of this process.
        platform: As `sys.platform` says it.
    """
    if platform in {"darwin", "win32"}:
        return True
    return any(environment.get(name) for name in _DISPLAYS)
