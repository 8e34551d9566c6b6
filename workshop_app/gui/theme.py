"""Colour, letters and sizes: the one place that knows what the window looks like.

Everything else asks: `tokens()` for a colour, `px()` for a length, `font()` for
letters.  `resources/style/kuska.qss` names the same tokens, and no colour of its own.
"""

from __future__ import annotations

import dataclasses
import math
import re
from dataclasses import asdict
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from workshop_app import paths
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

SMALLEST = 0.9
LARGEST = 1.5

ARGUMENTS = ("-style", "fusion")
"""What an application is made with, so that it needs no other style afterwards."""

_STYLED = "kuska_styled"
_LENGTH = re.compile(r"(\d+)px([-+]1)?")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, each "#RRGGBB".

    `text` is for reading, `text2` for what stands beside it, `text3` for what is
    only a hint; `border` parts surfaces, `border_in` is the edge of a control.  The
    `…_soft` ones are backgrounds for the colour they are named after.  `state`,
    `civil` and `other` mark the blocs in charts, `yes`, `no`, `abst` the votes;
    never by colour alone.
    """

    name: str
    bg: str
    surface: str
    surface2: str
    border: str
    border_in: str
    text: str
    text2: str
    text3: str
    primary: str
    primary_h: str
    primary_soft: str
    on_primary: str
    side: str
    side_text: str
    side_sel: str
    side_on: str
    side_mark: str
    state: str
    civil: str
    other: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    sel: str
    hover: str
    track: str
    yes: str
    no: str
    abst: str


LIGHT = Tokens(
    name="light",
    bg="#F3F6F7",
    surface="#FFFFFF",
    surface2="#F7F9FA",
    border="#DDE4E8",
    border_in="#818C9A",
    text="#16212C",
    text2="#4B5868",
    text3="#5F6C7C",
    primary="#0B6B6B",
    primary_h="#085454",
    primary_soft="#E0F1F0",
    on_primary="#FFFFFF",
    side="#0F272B",
    side_text="#C2D2D4",
    side_sel="#1E4146",
    side_on="#FFFFFF",
    side_mark="#5FD0C5",
    state="#2456A6",
    civil="#C2560C",
    other="#6F7B8B",
    ok="#14683A",
    ok_soft="#E2F3E9",
    warn="#7F4C00",
    warn_soft="#FFF2D6",
    bad="#AC231B",
    bad_soft="#FCE9E7",
    info="#21509B",
    info_soft="#E6EEFA",
    sel="#D9EDEB",
    hover="#EEF3F4",
    track="#E6EBEE",
    yes="#1E7F4C",
    no="#B3261E",
    abst="#6F7B8B",
)

DARK = Tokens(
    name="dark",
    bg="#10151B",
    surface="#19202A",
    surface2="#1F2833",
    border="#2E3A47",
    border_in="#7C8A9B",
    text="#E9EEF3",
    text2="#B0BBC8",
    text3="#9AA7B6",
    primary="#45B3AE",
    primary_h="#6AC7C2",
    primary_soft="#12383A",
    on_primary="#04201F",
    side="#0B1115",
    side_text="#AEBDC1",
    side_sel="#16343A",
    side_on="#FFFFFF",
    side_mark="#5FD0C5",
    state="#7FA8F0",
    civil="#F0A35E",
    other="#8E9AAA",
    ok="#74D29C",
    ok_soft="#143023",
    warn="#F2C063",
    warn_soft="#372A10",
    bad="#F5978F",
    bad_soft="#3D1D1C",
    info="#8DB2F3",
    info_soft="#1A2A44",
    sel="#163B3D",
    hover="#232D39",
    track="#2A3440",
    yes="#6FCF97",
    no="#F28B82",
    abst="#8E9AAA",
)


@dataclasses.dataclass
class _InForce:
    """What was last applied; the process has one application and one look."""

    tokens: Tokens = LIGHT
    scale: float = 1.0


_in_force = _InForce()


def came_styled(app: QApplication) -> None:
    """Hear that an application was made with `ARGUMENTS`."""
    app.setProperty(_STYLED, True)


def tokens() -> Tokens:
    """Return the colours in force."""
    return _in_force.tokens


def scale() -> float:
    """Return the size of letters in force, 1.0 being 100 %."""
    return _in_force.scale


def px(length: float) -> int:
    """Return a length given at 100 %, in pixels at the scale in force."""
    return max(1, round(length * _in_force.scale))


def font(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the window's letters, `size` pixels high at 100 %.

    Figures are tabular, so that columns of numbers stand under each other.
    """
    letters = QFont(_family())
    letters.setPixelSize(px(size))
    letters.setWeight(weight)
    letters.setFeature(QFont.Tag("tnum"), 1)
    return letters


def apply(app: QApplication, *, dark: bool, scale: float) -> None:
    """Give the whole application its look; may be called again while it runs.

    Parts redraw their icons when the style changes; lengths that a layout took
    with `px` stay until the page is built anew.

    Args:
        app: The application.
        dark: Whether the dark colours are wanted.
        scale: Size of letters and of everything around them; held to 0.9-1.5.
    """
    _in_force.tokens = DARK if dark else LIGHT
    _in_force.scale = min(LARGEST, max(SMALLEST, scale))
    scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
    if not app.property(_STYLED):  # asking for its style would make the whole class
        app.setStyle("Fusion")
        app.setProperty(_STYLED, True)
    app.styleHints().setColorScheme(scheme)
    app.setFont(font(13))
    app.setPalette(_palette(_in_force.tokens))
    app.setStyleSheet(style_sheet(_in_force.tokens, _in_force.scale))


def restyle(widget: QWidget) -> None:
    """Read the style sheet again for a widget whose properties changed.

    One that was never shown reads it anyway, before it is.  Its style is told by an
    event: to ask for the style itself would make the whole class with all its words.
    """
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.Polish))
    widget.update()


def style_sheet(colours: Tokens, factor: float) -> str:
    """Return `kuska.qss` with its colours named and its lengths multiplied.

    Every `Npx` is multiplied.  Hairlines and the focus ring are `$hair` and `$ring`:
    they stay.  `7px-1` gives back the pixel that a ring takes from the padding, so
    that nothing moves when the focus comes; `8px+1` is the radius of a circle whose
    16 pixels have a hairline around them, never a fraction more, or Qt draws a square.
    """
    folder = paths.resource("style")
    source = _COMMENT.sub("", (folder / "kuska.qss").read_text("utf-8"))
    sized = _scaled(source, factor)
    return Template(sized).substitute(
        asdict(colours), hair="1px", ring="2px", folder=folder.as_posix()
    )


def _scaled(source: str, factor: float) -> str:
    def longer(found: re.Match[str]) -> str:
        length = int(found[1]) * factor
        if found[2] == "+1":
            return f"{math.floor(length) + 1}px"
        return f"{round(length) - (1 if found[2] else 0)}px"

    return _LENGTH.sub(longer, source)


@cache
def _family() -> str:
    """Load the letters that came with the program and return their family."""
    try:
        folder = paths.resource("fonts")
    except FileNotFoundError:
        return QFont().family()
    files = sorted(folder.glob("KuskaSans-*.ttf")) or sorted(folder.glob("NotoSans-*"))
    return _loaded(files) or QFont().family()


def _loaded(files: list[Path]) -> str:
    families = [
        family
        for file in files
        for family in QFontDatabase.applicationFontFamilies(
            QFontDatabase.addApplicationFont(str(file))
        )
    ]
    return families[0] if families else ""


def _palette(colours: Tokens) -> QPalette:
    role = QPalette.ColorRole
    shades = {
        role.Window: colours.bg,
        role.Base: colours.surface,
        role.AlternateBase: colours.surface2,
        role.Text: colours.text,
        role.WindowText: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.bad,
        role.Highlight: colours.sel,
        role.HighlightedText: colours.text,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.surface,
        role.PlaceholderText: colours.text3,
        role.Link: colours.primary,
        role.LinkVisited: colours.primary,
        role.Light: colours.surface,
        role.Midlight: colours.surface2,
        role.Mid: colours.border,
        role.Dark: colours.border_in,
        role.Accent: colours.primary,
    }
    palette = QPalette()
    for which, shade in shades.items():
        palette.setColor(which, QColor(shade))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.text3))
    return palette
