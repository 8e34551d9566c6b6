"""How values of one type travel: record, ledger, column of a derived table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import BigInteger, SmallInteger, Text
from sqlalchemy.types import TypeEngine

from workshop_app.domain.moments import written
from workshop_app.values import dataclass

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class Codec:
    """How values of one type travel; None stands for "as it is".

    Attributes:
        column: What a derived table keeps.
        to_wire: From the record's value to the ledger's.
        from_wire: And back.
        to_column: From the ledger's value to the column's.
        from_column: From the column's to the record's.
        wire: The type of the ledger's value.
        means: Whether a value of that type says anything: not every text is a date.
    """

    column: type[TypeEngine[Any]]
    wire: type
    to_wire: Convert | None = None
    from_wire: Convert | None = None
    to_column: Convert | None = None
    from_column: Convert | None = None
    means: Callable[[Any], bool] | None = None

    def fits(self, value: object) -> bool:
        """Say whether a value of the ledger is one of this type.

        Any program may write anything; what does not fit is not shown.
        """
        if type(value) is not self.wire:
            return False
        return self.means is None or self.means(value)


def _texts(value: Any) -> str:
    return json.dumps(list(value), ensure_ascii=False)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _read_texts(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value))


# SQLite's driver takes ten times as long to bind true as 1
CODECS: Final[Mapping[Any, Codec]] = {
    str: Codec(Text, str, str),  # a word of a closed list is a text too
    int: Codec(BigInteger, int),
    bool: Codec(SmallInteger, bool, to_column=int, from_column=bool),
    date: Codec(
        Text,
        str,
        date.isoformat,
        date.fromisoformat,
        from_column=date.fromisoformat,
        means=_is_date,
    ),
    datetime: Codec(
        Text,
        str,
        written,
        datetime.fromisoformat,
        from_column=datetime.fromisoformat,
        means=_is_moment,
    ),
    tuple[str, ...]: Codec(Text, tuple, None, None, _texts, _read_texts),
}

ABSENT: Final[Mapping[Any, Any]] = {str: "", int: 0, bool: False, tuple[str, ...]: ()}
"""What a record has where nothing is known and nothing else was declared."""


def codec_of(kind: Any) -> Codec:
    """Return how values of a type travel; of a list of words, any `StrEnum`."""
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        words = frozenset(kind)
        return Codec(Text, str, str, kind, None, kind, words.__contains__)
    return CODECS[kind]
