"""The whole present state of a process as plain data, the same for the same records.

Two stores that hold the same record dump the same bytes, whatever computer or database
they lie on: records are sorted and named by code, conflicts show who says what, and
nothing of commits, clocks, winners or paths is told.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from workshop_app.domain.records import CodedRecord, Record
from workshop_app.store.records import SHAPES, shape_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workshop_app.store.history import ConflictRow
    from workshop_app.store.reading import Reader

FORMAT: Final = 1
"""Raised when the shape of a dump changes."""


def dump(reader: Reader) -> dict[str, Any]:
    """Return every live record by kind, sorted by code, else by content.

    A record refers to another by its code where that is one of a kind, else by its
    id.  A field in conflict is `{"conflict": [{"value": …, "actor": …}, …]}`.
    """
    rows = {kind: reader.all(shape.record) for kind, shape in SHAPES.items()}
    labels = _labels(rows)
    disputed: dict[tuple[str, str], list[ConflictRow]] = {}
    for one in reader.conflicts():
        disputed.setdefault((one.kind, one.id), []).append(one)
    records = {
        kind: sorted(
            (_told(one, labels, disputed.get((kind, one.id), ())) for one in found),
            key=_order,
        )
        for kind, found in rows.items()
        if found
    }
    return {"format": FORMAT, "contents": list(reader.contents()), "records": records}


def dump_bytes(reader: Reader) -> bytes:
    """Return the dump as canonical JSON: sorted keys, UTF-8, one final line feed."""
    text = json.dumps(dump(reader), ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _labels(rows: Mapping[str, Sequence[Record]]) -> dict[str, str]:
    """Return the code of each coded record, by id, where only one has it."""
    labels: dict[str, str] = {}
    for found in rows.values():
        coded = [one for one in found if isinstance(one, CodedRecord)]
        count = Counter(one.code for one in coded)
        labels.update({one.id: one.code for one in coded if count[one.code] == 1})
    return labels


def _told(
    record: Record, labels: Mapping[str, str], disputed: Sequence[ConflictRow]
) -> dict[str, Any]:
    values = shape_of(type(record)).wire(record)
    told: dict[str, Any] = {name: _named(v, labels) for name, v in values.items()}
    for one in disputed:
        claims = [
            {"value": _named(c.value, labels), "actor": labels.get(c.actor, c.actor)}
            for c in one.claims
        ]
        told[one.field] = {"conflict": sorted(claims, key=_order)}
    if isinstance(record, CodedRecord) and record.id not in labels:
        told["id"] = record.id
    return told


def _named(value: Any, labels: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return labels.get(value, value)
    if isinstance(value, tuple):
        return [labels.get(one, one) for one in value]
    return value


def _order(told: Mapping[str, Any]) -> tuple[str, str]:
    code = told.get("code")
    label = code if isinstance(code, str) else ""
    return label, json.dumps(told, ensure_ascii=False, sort_keys=True)
