"""A table pasted where one name is asked for."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence


def pasted_table(event: QKeyEvent) -> str:
    """Return what a key pastes if that is several lines, and else ""."""
    if not event.matches(QKeySequence.StandardKey.Paste):
        return ""
    text = QGuiApplication.clipboard().text()
    return text if len(text.strip().splitlines()) > 1 else ""
