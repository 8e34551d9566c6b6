"""The program under test: makes the derived tables of a store anew."""

from __future__ import annotations

import sys

from workshop_app.errors import AppError
from workshop_app.store import Store


def main(location: str) -> int:
    """Rebuild a store; say in a sentence why not."""
    try:
        store = Store.open(location)
        try:
            store.rebuild()
        finally:
            store.close()
    except AppError as error:
        print(error.message, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
