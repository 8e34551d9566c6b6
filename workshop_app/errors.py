"""The one family of errors that people are meant to read."""

from __future__ import annotations

from typing import ClassVar


class AppError(Exception):
    """Something a person asked for cannot be done, and why.

    Every subclass takes typed facts and writes its own sentence and advice with
    `tr`, so that window, terminal and log say the same.  Any other exception is a
    bug and is never shown as if it were the person's mistake.

    Attributes:
        message: One sentence saying what is wrong.
        advice: One sentence saying what to do next; may be empty.
        passing: Whether the very same thing may work later, as when the disk is full.
    """

    passing: ClassVar[bool] = False

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        """Join both sentences, as a terminal shows them."""
        return f"{self.message} {self.advice}".strip()
