"""The composition root: arguments go to the command line."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""What a shell expects of a program that was stopped with Ctrl-C."""


def main() -> None:
    """Run the program and leave with its exit status."""
    try:
        from workshop_app.cli.main import run  # noqa: PLC0415 so that Ctrl-C is caught

        status = run(sys.argv[1:])
    except KeyboardInterrupt:  # before there was anybody to say so
        status = INTERRUPTED
    sys.exit(status)


if __name__ == "__main__":
    main()
