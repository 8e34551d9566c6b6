"""Words on the page.  What people wrote is shown as they wrote it, never as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from workshop_app.gui import theme
from workshop_app.gui.parts.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

LabelStyle = Literal[
    "body",
    "heading",
    "title",
    "figure",
    "muted",
    "strong",
    "number",
    "caption",
    "problem",
]


_ONE_LINE = 60
"""Characters up to which a tip is one line; a longer one is to wrap."""

_AS_RICH = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"})
"""Not `html.escape`, for which every name HTML knows would be read before the paint."""


def label(text: str, style: LabelStyle = "body", *, wrap: bool = False) -> QLabel:
    """Return a label that shows `text` letter by letter.

    Args:
        text: What it says; `<b>` and `&` are shown as they stand.
        style: Its place on the page; sizes and colours are the style sheet's.
        wrap: Whether it may break into lines.
    """
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("look", style)
    made.setWordWrap(wrap)
    made.setText(text)
    return made


def tip(text: str) -> str:
    """Return `text` as a tip that shows it letter by letter, wrapped where it is long.

    Qt takes a tip for HTML as soon as it looks like it: a name such as `<img src=…>`
    would be fetched and drawn.  Only marked-up tips wrap.

    Args:
        text: What it says; what people wrote may be in it.
    """
    if len(text) <= _ONE_LINE and not {"<", "&"} & set(text):
        return text
    return f"<qt>{text.translate(_AS_RICH)}</qt>"


def key_cap(text: str) -> QLabel:
    """Return the picture of a key, such as `Ctrl+K`."""
    cap = QLabel(text)
    cap.setTextFormat(Qt.TextFormat.PlainText)
    cap.setProperty("look", "key")
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    cap.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return cap


class KeyHints(QWidget):
    """Says which keys do what, as under a field for fast entry.

    It is one line where there is room for one.
    """

    def __init__(
        self, hints: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """Make the line.

        Args:
            hints: Pairs of a key and what it does.
            parent: Its owner.
        """
        super().__init__(parent)
        row = FlowLayout(self, gap=theme.px(14))
        for key, text in hints:
            row.addWidget(_hint(key, text))


def _hint(key: str, text: str) -> QWidget:
    """Return a key and what it does, which no end of a line parts."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    row.addWidget(key_cap(key))
    row.addWidget(label(text, "muted"))
    return both
