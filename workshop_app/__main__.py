"""The composition root: a file or nothing opens the window, all else is a command."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

from workshop_app.cli.screen import asks_for_window, has_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
"""What a shell expects of a program that was stopped with Ctrl-C."""


def main() -> None:
    """Run the program and leave with its exit status."""
    try:
        status = run(sys.argv[1:])
    except KeyboardInterrupt:  # before there was anybody to say so
        status = INTERRUPTED
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Open the window or run a command, and return the exit status.

    Where there is no screen the command line says so.
    """
    screen = has_screen(os.environ, sys.platform)
    if screen and asks_for_window(arguments):
        return open_window(arguments)
    from workshop_app.cli import main as commands  # noqa: PLC0415 not for the window

    return commands.run(arguments, window=open_window if screen else None)


def open_window(arguments: Sequence[str]) -> int:
    """Open the window, on a store if one is named; return once it is closed.

    Ctrl-C in the terminal ends it at once, as it would any program: what was done is
    kept already.  Left to Python, it would look like a fault in whatever is running.
    """
    from workshop_app.gui import start  # noqa: PLC0415 no command imports Qt

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return start.run(arguments)


if __name__ == "__main__":
    main()
