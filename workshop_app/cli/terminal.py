"""What a command speaks through: answers, prose, progress and secrets."""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workshop_app.cli.layout import harmless, unobeyed
from workshop_app.cli.refusals import (
    AnswerUnwritableError,
    KeyUnreadableError,
    PassphraseNeededError,
)
from workshop_app.i18n import Language
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Window = Callable[[Sequence[str]], int]

_MAX_SECRET = 4096
_BAR = 30
_SECONDS_BETWEEN = 0.1


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """Where one command's words go.

    With `json`, standard output carries one JSON document and nothing else; prose
    and progress always go to standard error.

    Attributes:
        operator: Who is at the keyboard, as a code or a name, if it was said.
        key_fd: The file descriptor the passphrase of the store is read from.
        language: The language asked for with `--language`, if it was.
        window: Opens the window on a store; None where there is no screen.
    """

    json: bool = False
    operator: str | None = None
    key_fd: int | None = None
    language: Language | None = None
    window: Window | None = None

    def answer(self, data: Any, lines: Callable[[], Iterable[str]]) -> None:
        """Give the answer of the command, once.

        Args:
            data: What `--json` prints; nothing in it but plain JSON.
            lines: Puts the same into words and tables.
        """
        if self.json:
            _write([as_json(data)])
        else:
            _write(f"{unobeyed(line)}\n" for line in lines())

    def answer_canonically(self, data: Any) -> None:
        """Give the answer as sorted JSON in any case, to compare byte by byte."""
        _write([as_json(data, canonical=True)])

    def note(self, sentence: str) -> None:
        """Say something beside the answer."""
        sys.stderr.write(f"{harmless(sentence)}\n")

    @contextmanager
    def progress(self, title: str) -> Iterator[Bar]:
        """Show how far long work is, on a terminal only."""
        bar = Bar(title, shown=sys.stderr.isatty())
        try:
            yield bar
        finally:
            bar.clear()

    @cached_property
    def passphrase(self) -> str | None:
        """The passphrase of the store, if one was given; read once.

        Raises:
            KeyUnreadableError: If it cannot be read.
        """
        return None if self.key_fd is None else read_secret(self.key_fd)


def _write(pieces: Iterable[str]) -> None:
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AnswerUnwritableError from error


class Bar:
    """A progress bar on standard error, a `Progress` for the services."""

    def __init__(self, title: str, *, shown: bool) -> None:
        self._title = title
        self._shown = shown
        self._drawn_at = 0.0
        self._width = 0

    def at(self, done: int, total: int) -> None:
        """Draw how far the work is, at most ten times a second."""
        now = time.monotonic()
        if not self._shown or now - self._drawn_at < _SECONDS_BETWEEN:
            return
        self._drawn_at = now
        filled = _BAR * done // max(total, 1)
        bar = "█" * filled + "·" * (_BAR - filled)
        line = f"{self._title} {bar} {done}/{total}"
        self._width = max(self._width, len(line))
        sys.stderr.write(f"\r{line}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away, so that what follows stands on a clean line."""
        if self._width:
            sys.stderr.write(f"\r{' ' * self._width}\r")
            sys.stderr.flush()


def as_json(data: Any, *, canonical: bool = False) -> str:
    """Return data as the JSON document a command prints."""
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=canonical)
    return f"{text}\n"


def read_secret(descriptor: int) -> str:
    """Read a passphrase from an open file descriptor, up to its end.

    Raises:
        KeyUnreadableError: If it is not open, is too long or is not text.
    """
    try:
        with os.fdopen(descriptor, "rb", closefd=True) as source:
            data = source.read(_MAX_SECRET + 1)
        if len(data) > _MAX_SECRET:
            raise KeyUnreadableError(descriptor)
        return data.decode().rstrip("\r\n")
    except (OSError, ValueError, OverflowError) as error:
        raise KeyUnreadableError(descriptor) from error


def ask_secret(question: str) -> str:
    """Ask for a passphrase without showing what is typed.

    Raises:
        PassphraseNeededError: If there is no terminal to ask on.
    """
    if not sys.stdin.isatty():
        raise PassphraseNeededError
    import getpass  # noqa: PLC0415 only when somebody is asked

    return getpass.getpass(f"{question} ", stream=sys.stderr)
