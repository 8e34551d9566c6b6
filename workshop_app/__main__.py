"""The composition root: arguments go to the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program and leave with its exit status."""
    from workshop_app.cli.main import run  # noqa: PLC0415 --version has to be quick

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
