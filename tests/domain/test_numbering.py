from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.numbering import next_count, next_number, paper_number
from workshop_app.domain.vocabulary import PaperKind


@pytest.mark.parametrize(
    ("kind", "count", "number"),
    [
        (PaperKind.MINUTES, 3, "ACTA 003-2026-ACR"),
        (PaperKind.ATTENDANCE, 12, "LISTA 012-2026-ACR"),
        (PaperKind.LETTER, 387, "CARTA 0387-2026-ACR"),
        (PaperKind.MINUTES, 1234, "ACTA 1234-2026-ACR"),
    ],
)
def test_a_number_says_kind_count_year_and_office(
    kind: PaperKind, count: int, number: str
) -> None:
    assert paper_number(kind, count, year=2026, acronym="ACR") == number


def test_an_office_without_acronym_is_left_out() -> None:
    first = next_number([], PaperKind.MINUTES, year=2026, acronym="")

    second = next_number([first], PaperKind.MINUTES, year=2026, acronym="")

    assert (first, second) == ("ACTA 001-2026", "ACTA 002-2026")


def test_only_numbers_of_the_kind_the_year_and_the_office_count() -> None:
    existing = [
        "ACTA 004-2026-ACR",
        "ACTA 009-2025-ACR",
        "ACTA 009-2026-OTRA",
        "ACTA 009-2026-ACR-2",
        "CARTA 0009-2026-ACR",
        "ACTA sin número",
    ]

    found = next_number(existing, PaperKind.MINUTES, year=2026, acronym="ACR")

    assert found == "ACTA 005-2026-ACR"


def test_an_acronym_is_no_pattern() -> None:
    found = next_count(
        ["ACTA 009-2026-AXR"], PaperKind.MINUTES, year=2026, acronym="A.R"
    )

    assert found == 1


@given(st.sets(st.integers(1, 5000)))
def test_gaps_are_never_filled(counts: set[int]) -> None:
    existing = [
        paper_number(PaperKind.LETTER, count, year=2026, acronym="ACR")
        for count in counts
    ]

    found = next_count(existing, PaperKind.LETTER, year=2026, acronym="ACR")

    assert found == max(counts, default=0) + 1
