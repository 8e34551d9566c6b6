"""Totals that others published: reported where they contradict their parts."""

from __future__ import annotations

import csv
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.real_data.conftest import Kuska, Told

pytestmark = [pytest.mark.journey, pytest.mark.slow]

CONVERSATIONS = ("15-per-hour-seattle", "brexit-consensus", "london.youth.policing")
WORDS = {"1": "a favor", "-1": "en contra", "0": "abstención"}
CHANGED = {
    "15-per-hour-seattle": 123,
    "brexit-consensus": 9,
    "london.youth.policing": 2,
}
"""Votes that another one of the same voter on the same statement replaced."""


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _sheet(path: Path, heading: str, rows: Iterable[Iterable[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading.split("|"))
        writer.writerows(rows)
    return path


def _session(kuska: Kuska, store: Path, *more: str) -> None:
    held = ("session", store, "S-1", "--title", "Mesa", "--date", "2022-07-27")
    assert kuska(*held, "--opened-at", "2022-07-27T09:00", *more).status == 0


def _whole(number: str) -> int:
    """Return a number that is written with six decimals, all of them zeros."""
    whole, _, rest = number.partition(".")
    assert set(rest) <= {"0"}
    return int(whole)


def _said(told: Told) -> list[str]:
    return [issue["message"] for issue in told.json["issues"]]


def _poll(real: Path, key: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    whole = json.loads((real / "openslides/example-data.json").read_text("utf-8"))
    poll = whole["poll"][key]
    ids = [*poll["option_ids"], poll["global_option_id"]]
    return poll, [whole["option"][str(one)] for one in ids]


def _parts(option: dict[str, Any]) -> list[int]:
    return [_whole(option[part]) for part in ("yes", "no", "abstain")]


def _contradiction(kind: str, stated: int, found: int) -> str:
    said = f"{kind}: the sheet says {stated}, and its parts come to {found}."
    return f"{said} On record are the parts."


def test_a_motion_whose_totals_are_not_what_its_parts_come_to_is_counted_by_its_parts(
    kuska: Kuska, plain_store: Path, tmp_path: Path, real: Path
) -> None:
    poll, [motion, _] = _poll(real, "1")
    _session(kuska, plain_store)
    stated = [
        _whole(poll[name]) for name in ("votesinvalid", "votesvalid", "votescast")
    ]
    heading = "In favour|Against|Abstaining|Invalid|Valid|Cast"
    sheet = _sheet(tmp_path / "poll.csv", heading, [[*_parts(motion), *stated]])

    came = kuska(
        *("import", "votes", plain_store, sheet, "--ballot", "V-1", "--on-paper"),
        *("--question", poll["title"], "--quorum", "none", "--json"),
    )

    assert came.status == 0, came.out + came.err
    [row] = came.json["rows"]
    assert [issue["message"] for issue in row["issues"]] == [
        _contradiction("Valid votes", 2, 7),
        _contradiction("Papers in all", 2, 16),
    ]
    [ballot] = kuska("tally", plain_store, "--json").json["ballots"]
    assert ballot["totals"] == {"for": 2, "against": 4, "abstain": 1}
    assert ballot["balanced"]["why"] == "secret ballot, counted in one urn"


CONTRADICTIONS = [
    _contradiction("Valid votes", 9, 15),
    _contradiction("Papers in all", 16, 17),
    "5 papers are for none of the options and are not kept.",
]


@pytest.mark.parametrize(
    ("key", "found"), [("4", (CONTRADICTIONS, [7, 3, 2])), ("5", ([], [1, 0]))]
)
def test_an_election_is_ranked_by_its_parts_whatever_its_totals_say(
    kuska: Kuska,
    plain_store: Path,
    tmp_path: Path,
    real: Path,
    key: str,
    found: tuple[list[str], list[int]],
) -> None:
    poll, [*options, everybody] = _poll(real, key)
    _session(kuska, plain_store)
    stated = [
        _whole(poll[name]) for name in ("votesinvalid", "votesvalid", "votescast")
    ]
    rows: list[list[object]] = [
        [one["content_object_id"], *_parts(one), "", "", ""] for one in options
    ]
    rows.append(["", *_parts(everybody), *stated])
    heading = "Option|In favour|Against|Abstaining|Invalid|Valid|Cast"
    sheet = _sheet(tmp_path / "poll.csv", heading, rows)

    came = kuska(
        *("import", "votes", plain_store, sheet, "--ballot", "V-1", "--on-paper"),
        *("--question", poll["title"], "--method", "dots", "--quorum", "none"),
        "--json",
    )

    assert came.status == 0, came.out + came.err
    assert _said(came) == found[0]
    [ballot] = kuska("tally", plain_store, "--json").json["ballots"]
    assert [one["points"] for one in ballot["options"]] == found[1]


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_of_changed_votes_the_last_counts_and_the_published_tally_is_told_apart(
    kuska: Kuska, plain_store: Path, tmp_path: Path, real: Path, name: str
) -> None:
    folder = real / "polis" / name
    votes = sorted(_rows(folder / "votes.csv"), key=lambda row: int(row["timestamp"]))
    voters = sorted({f"P{row['voter-id']}" for row in votes})
    people = ([one, f"Participante {one}", "voz y voto", "asistió"] for one in voters)
    heading = "Code|Name|Calidad|Asistencia"
    listed = _sheet(tmp_path / "people.csv", heading, people)
    _session(kuska, plain_store)
    told = kuska("import", "people", plain_store, listed, "--session", "S-1")
    assert told.status == 0, told.err
    matrix = _rows(folder / "participants-votes.csv")

    repeated, of_each = 0, 0
    for comment in _rows(folder / "comments.csv"):
        key = comment["comment-id"]
        rows = [row for row in votes if row["comment-id"] == key]
        changed = len(rows) - len({row["voter-id"] for row in rows})
        repeated += changed
        said = [[f"P{row['voter-id']}", WORDS[row["vote"]]] for row in rows]
        if not said:
            continue
        came = kuska(
            *(
                "import",
                "votes",
                plain_store,
                _sheet(tmp_path / "v.csv", "Code|Vote", said),
            ),
            *("--ballot", f"V-{key}", "--question", comment["comment-body"]),
            *("--published", f"{comment['agrees']},{comment['disagrees']}"),
            *("--last-counts", "--json"),
        )
        assert came.status == 0, came.out[-2000:] + came.err
        issues = " ".join(_said(came))
        assert ("given again. The last of each voter counts" in issues) == bool(changed)
        of_each += "The published totals count each vote given again." in issues
        [ballot] = kuska("tally", plain_store, "--ballot", f"V-{key}", "--json").json[
            "ballots"
        ]
        last = Counter(row.get(key) for row in matrix)
        found = ballot["totals"]
        assert (found["for"], found["against"]) == (last["1"], last["-1"])
        published = int(comment["agrees"]), int(comment["disagrees"])
        agree = published == (found["for"], found["against"])
        assert agree == ("published totals are what the rows come to" in issues)
        assert agree != ("The published totals count each" in issues)

    assert repeated == CHANGED[name]
    assert of_each > 0
