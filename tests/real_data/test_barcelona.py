"""The proposals of Barcelona 2016 and what became of them, on the command line."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.real_data.conftest import Kuska

pytestmark = [pytest.mark.journey, pytest.mark.slow]

MAPPED = {
    "text": "summary",
    "outcome": "status",
    "reason": "rejected_message",
    "authors": "author_name",
    "organization": "author_verified_organization",
    "theme": "category",
    "date": "created_at",
}


def test_coverage_finds_the_eight_refusals_that_give_no_reason(
    kuska: Kuska, plain_store: Path, real: Path
) -> None:
    sheet = real / "decidim_barcelona" / "proposals.csv"
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rejected = [row for row in csv.DictReader(file) if row["status"] == "rejected"]
    said = {row["code"]: row["rejected_message"].strip() for row in rejected}
    mapped = [f"--map={ours}={theirs}" for ours, theirs in MAPPED.items()]
    asked = ("import", "proposals", plain_store, sheet, *mapped, "--json")

    trial = kuska(*asked, "--dry-run").json
    empty = kuska("coverage", plain_store, "--json").json["contributions"]
    report = kuska(*asked).json
    told = kuska("coverage", plain_store, "--json").json

    missing = [one["code"] for one in told["missing"] if one["why"] == "no reason"]
    assert (trial["counts"], empty) == (report["counts"], 0)
    assert (trial["written"], report["written"]) == (False, True)
    assert told["contributions"] == 1760
    assert sorted(missing) == sorted(code for code in said if len(said[code]) < 2)
    assert Counter(len(said[code]) for code in missing) == {0: 4, 1: 4}
    assert kuska("check", plain_store).status == 0
