from __future__ import annotations

import dataclasses
from dataclasses import FrozenInstanceError
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import get_args, get_type_hints

import pytest

from workshop_app.domain import (
    attendance,
    ballot,
    contribution,
    decision,
    evidence,
    organization,
    person,
    process,
    session,
    working_group,
)
from workshop_app.domain.records import CodedRecord, Record

MODULES = (
    attendance,
    ballot,
    contribution,
    decision,
    evidence,
    organization,
    person,
    process,
    session,
    working_group,
)
RECORDS = [
    found
    for module in MODULES
    for found in vars(module).values()
    if isinstance(found, type)
    and issubclass(found, Record)
    and found.__module__ == module.__name__
]
CODED = [record for record in RECORDS if issubclass(record, CodedRecord)]
# These words stand in signed history.
KINDS = [
    "agenda_item",
    "attachment",
    "attendance",
    "authorship",
    "ballot",
    "ballot_count",
    "contribution",
    "correction",
    "decision",
    "dissent",
    "group_member",
    "issued_paper",
    "movement",
    "office",
    "organization",
    "person",
    "process",
    "rules",
    "session",
    "stage",
    "theme",
    "vote",
    "working_group",
]
HELD = (str, int, bool, date, datetime, NoneType, tuple[str, ...])


def _types_of(annotation: object) -> tuple[object, ...]:
    return get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)


def test_every_record_has_a_kind_of_its_own() -> None:
    assert sorted(record.kind for record in RECORDS) == KINDS
    assert len(set(KINDS)) == len(KINDS)


def test_every_coded_record_has_a_letter_of_its_own() -> None:
    letters = [record.letter for record in CODED]

    assert sorted(letters) == sorted(set(letters))
    assert all(len(letter) == 1 for letter in letters)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_a_record_holds_only_what_the_ledger_can(record: type[Record]) -> None:
    hints = get_type_hints(record)
    for field in dataclasses.fields(record):
        for held in _types_of(hints[field.name]):
            is_list = isinstance(held, type) and issubclass(held, StrEnum)
            assert is_list or held in HELD, f"{record.kind}.{field.name}: {held}"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_a_record_is_frozen(record: type[Record]) -> None:
    nobody = record.__new__(record)

    with pytest.raises(FrozenInstanceError):
        nobody.id = "0" * 32  # type: ignore[misc]
