"""For tests of the parts: what a screen reader would have said."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Return the announcements made, each with whether it may interrupt."""
    said: list[tuple[str, bool]] = []

    def listen(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            loud = QAccessible.AnnouncementPoliteness.Assertive
            said.append((event.message(), event.politeness() == loud))

    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    return said
