"""Sheets with known duplicates: who is proposed at the default score, and who is not.

FEBRL 1 as people: the social security number is the document number, street, suburb
and postcode are the address.  RLdata500 has nothing but names and dates of birth, and
of these only the names fit: it shows what names alone are worth.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from workshop_app.domain.likely_pairs import likely_pairs
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import DocumentType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

pytestmark = [pytest.mark.journey, pytest.mark.slow]

Pairs = set[frozenset[str]]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, skipinitialspace=True)
        return [
            {key.strip(): value.strip() for key, value in row.items()} for row in rows
        ]


def _febrl(folder: Path, kind: DocumentType) -> tuple[list[Person], Pairs]:
    people = [
        Person(
            id=row["rec_id"],
            code=row["rec_id"],
            name=_joined(row, "given_name", "surname"),
            document_type=kind,
            document_number=row["soc_sec_id"],
            address=_joined(
                row, "street_number", "address_1", "address_2", "suburb", "postcode"
            ),
        )
        for row in _rows(folder / "febrl_dataset1.csv")
    ]
    links = _rows(folder / "febrl_dataset1_links.csv")
    return people, {frozenset((row["a"], row["b"])) for row in links}


def _joined(row: dict[str, str], *fields: str) -> str:
    return " ".join(row[field] for field in fields if row[field])


def _rldata(folder: Path) -> tuple[list[Person], Pairs]:
    people = [
        Person(
            id=row["rec_id"],
            code=row["rec_id"],
            document_type=DocumentType.NONE,
            name=_joined(row, "fname_c1", "fname_c2", "lname_c1", "lname_c2"),
        )
        for row in _rows(folder / "RLdata500.csv")
    ]
    entries: dict[str, set[str]] = {}
    for row in _rows(folder / "RLdata500_identity.csv"):
        entries.setdefault(row["identity"], set()).add(row["rec_id"])
    return people, {frozenset(ids) for ids in entries.values() if len(ids) > 1}


def _shares(people: Iterable[Person], truth: Pairs) -> tuple[float, float]:
    """Return precision and recall of what is proposed by default."""
    found = {frozenset((pair.one, pair.other)) for pair in likely_pairs(people)}
    right = len(found & truth)
    return right / len(found), right / len(truth)


@pytest.mark.parametrize(
    "kind", [DocumentType.DNI, DocumentType.IDENTITY_CARD, DocumentType.NONE]
)
def test_people_with_numbers_and_addresses_are_found_and_nobody_else(
    real: Path, kind: DocumentType
) -> None:
    precision, recall = _shares(*_febrl(real / "dedup", kind))

    assert precision >= 0.99
    assert recall >= 0.93


def test_names_alone_are_proposed_with_care(real: Path) -> None:
    precision, recall = _shares(*_rldata(real / "dedup"))

    assert precision >= 0.7
    assert recall >= 0.4
