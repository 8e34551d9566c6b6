"""The Qt that is pinned keeps what the interpreter lent it."""

from __future__ import annotations

import sys
from importlib.metadata import version

import pytest
from PySide6.QtGui import QTextDocument

CALLS = 2000


def test_qt_is_the_one_the_window_was_tried_with() -> None:
    assert version("PySide6_Essentials") == version("shiboken6") == "6.11.3"


@pytest.mark.usefixtures("qapp")
def test_calls_that_return_nothing_take_nothing() -> None:
    """6.12.0 takes one reference off None at each; at 0 Python 3.11 aborts."""
    document = QTextDocument()
    before = sys.getrefcount(None)

    for _ in range(CALLS):
        document.setPlainText("x")

    assert sys.getrefcount(None) > before - CALLS // 10
