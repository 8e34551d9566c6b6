"""Eleven participatory budgets, whose points for each project were published."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.real_data.conftest import Kuska

pytestmark = [pytest.mark.journey, pytest.mark.slow]

ELECTIONS = sorted(
    Path(os.environ.get("WORKSHOP_REAL_DATA", "/nowhere"), "pabulib").glob("*.pb")
)


@dataclass(frozen=True)
class Election:
    """One file: the facts about it, the projects, and who voted for which."""

    facts: dict[str, str]
    projects: dict[str, dict[str, str]]
    votes: list[dict[str, str]]

    @property
    def is_approval(self) -> bool:
        return self.facts["vote_type"] == "approval"


def _read(path: Path) -> Election:
    parts: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file, delimiter=";"):
            if len(row) == 1 and row[0] in {"META", "PROJECTS", "VOTES"}:
                rows = parts.setdefault(row[0], [])
            else:
                rows.append(row)
    tables = {
        name: [dict(zip(held[0], row, strict=False)) for row in held[1:]]
        for name, held in parts.items()
    }
    return Election(
        {row["key"]: row["value"] for row in tables["META"]},
        {row["project_id"]: row for row in tables["PROJECTS"]},
        tables["VOTES"],
    )


def _marked(election: Election) -> Iterator[tuple[str, str, str]]:
    """Yield voter, project and points."""
    for vote in election.votes:
        chosen = vote["vote"].split(",")
        points = vote["points"].split(",") if "points" in vote else ["1"] * len(chosen)
        for one, number in zip(chosen, points, strict=True):
            yield f"V{vote['voter_id']}", one, number


def _named(election: Election) -> Iterator[tuple[str, str]]:
    for vote in election.votes:
        yield f"V{vote['voter_id']}", f"Votante {vote['voter_id']}"


def _sheet(path: Path, heading: str, rows: Iterable[Iterable[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading.split("|"))
        writer.writerows(rows)
    return path


def test_the_folder_of_elections_was_found(real: Path) -> None:
    assert len(list((real / "pabulib").glob("*.pb"))) == len(ELECTIONS) == 11


@pytest.mark.parametrize("path", ELECTIONS, ids=lambda path: path.stem)
def test_the_points_of_every_project_are_those_published(
    kuska: Kuska, plain_store: Path, tmp_path: Path, path: Path
) -> None:
    election = _read(path)
    people = _sheet(tmp_path / "people.csv", "Code|Name", _named(election))
    votes = _sheet(tmp_path / "votes.csv", "Code|Option|Points", _marked(election))
    held = ("session", plain_store, "S-1", "--title", "Plan", "--date", "2020-01-31")
    assert kuska(*held, "--opened-at", "2020-01-31T09:00").status == 0
    listed = kuska("import", "people", plain_store, people, "--session", "S-1")
    assert listed.status == 0

    most = election.facts.get("max_sum_points", "")
    rule = ["--method", "points", "--points-each", most]
    if election.is_approval:
        rule = ["--method", "dots", "--most-per-option", "1"]
    came = kuska(
        *("import", "votes", plain_store, votes, "--session", "S-1", "--ballot", "V-1"),
        *("--question", election.facts["description"], *rule, "--json"),
    )

    assert came.status == 0, came.out[-2000:] + came.err
    assert came.json["counts"]["refused"] == 0
    [ballot] = kuska("tally", plain_store, "--json").json["ballots"]
    told = {one["option"]: one for one in ballot["options"]}
    found = {
        key: (told[key]["voters"], told[key]["points"]) if key in told else (0, 0)
        for key in election.projects
    }
    published = {
        key: (int(row["votes"]), int(row.get("score", row["votes"])))
        for key, row in election.projects.items()
    }
    assert found == published
