"""The pages of the window, by the names that lead to them."""

from __future__ import annotations

from enum import StrEnum


class Page(StrEnum):
    """Where something is done; the window opens the page of that name."""

    HOME = "home"
    PREPARE = "prepare"
    CHECK_IN = "check_in"
    LIVE = "live"
    DECISIONS = "decisions"
    MINUTES = "minutes"
    LETTERS = "letters"
    HISTORY = "history"
    SETTLING = "settling"
    PREFERENCES = "preferences"
