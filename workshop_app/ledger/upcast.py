"""Upcasters: old commits read in the words of today, their bytes untouched.

When a kind's fields change, the vocabulary gets the next number and an upcaster turns
what was written under the last one into what would be written now.  Seals stay valid,
because nothing stored is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workshop_app.ledger.payload import Known

Fields = tuple[str, ...]
Step = Callable[[Fields, tuple[Known, ...]], tuple[Fields, tuple[Known, ...]]]
"""Turns fields and their values into those of the next vocabulary.

It must treat each field apart from the others, or a merge would depend on which fields
happened to be written together; and it may meet `ERASED` where a value was.
"""


class Upcasters:
    """The steps from each vocabulary to the next.

    Attributes:
        newest: The vocabulary everything is turned into.
    """

    def __init__(self) -> None:
        self._steps: dict[tuple[str, int], Step] = {}
        self.newest = 1

    def register(self, kind: str, schema: int, step: Step) -> None:
        """Say how what was written of a kind under `schema` reads under the next.

        Raises:
            ValueError: If that has been said already.
        """
        if (kind, schema) in self._steps:
            message = f"{kind} already goes from {schema} to {schema + 1}"
            raise ValueError(message)
        self._steps[kind, schema] = step
        self.newest = max(self.newest, schema + 1)

    def upcast(
        self, kind: str, schema: int, fields: Fields, values: tuple[Known, ...]
    ) -> tuple[Fields, tuple[Known, ...]]:
        """Return fields and values in the newest vocabulary.

        Args:
            kind: Kind of record.
            schema: The vocabulary they were written in.
            fields: The fields of an op.
            values: Their values.
        """
        for number in range(schema, self.newest):
            step = self._steps.get((kind, number))
            if step:
                fields, values = step(fields, values)
        return fields, values


UPCASTERS: Final = Upcasters()
"""The steps of this program; there is one vocabulary so far, and so none."""
