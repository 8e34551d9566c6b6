"""Days of the Congress of Peru, in through the command line and out on paper."""

from __future__ import annotations

import csv
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.documents.reading import structure
from tests.verapdf import checker
from workshop_app.domain.ballot import Ballot
from workshop_app.services.ballots import correct_ballot
from workshop_app.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.real_data.conftest import Kuska

pytestmark = [pytest.mark.journey, pytest.mark.slow]

DAYS = (
    "2021-07-26",
    "2021-08-05",
    "2021-08-12",
    "2021-08-19",
    "2021-08-24",
    "2021-08-27",
    "2021-09-02",
    "2021-09-09",
    "2021-09-16",
    "2021-09-29",
)
PUBLISHED = {
    "si": "for",
    "no": "against",
    "abstenciones": "abstain",
    "sin_responder": "no_answer",
    "ausentes": "absent",
    "licencias": "excused",
}
WHO = ("--map", "name=congresista", "--map", "organization=grupo_parlamentario")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _rolls(real: Path, day: str) -> list[Path]:
    return sorted((real / "congreso_peru/dev" / day.replace("-", "/")).glob("*vot*"))


def _question(roll: Path) -> str:
    facts = {row["metadato"]: row["valor"] for row in _rows(roll / "metadatos.csv")}
    return facts["asunto"]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _moment(roll: Path) -> str:
    return f"{roll.name[:13]}:{roll.name[14:16]}"


def _call_roll(kuska: Kuska, store: Path, day: str, roll: Path) -> None:
    told = kuska(
        *("import", "votes", store, roll / "votaciones.csv", "--session", day),
        *("--ballot", roll.name, "--question", _question(roll)),
        *("--at", _moment(roll), *WHO, "--map", "vote=votacion"),
        "--json",
    )
    assert told.status == 0, told.out + told.err
    assert told.json["counts"]["refused"] == 0


def _hold(kuska: Kuska, store: Path, real: Path, day: str) -> None:
    """Open a session, list who came, call every roll of the day and close it."""
    rolls = _rolls(real, day)
    lists = sorted(rolls[0].parent.glob("*asistencia"))
    opened, last = _moment(lists[0]), _moment(rolls[-1])  # may be past midnight
    held = ("session", store, day, "--title", "Pleno", "--date", day)
    assert kuska(*held, "--opened-at", opened).status == 0
    people = ("import", "people", store, lists[0] / "asistencias.csv")
    told = kuska(*people, "--session", day, *WHO, "--map", "attendance=asistencia")
    assert told.status == 0, told.out + told.err
    for roll in rolls:
        _call_roll(kuska, store, day, roll)
    assert kuska("session", store, day, "--closed-at", last).status == 0


def _differences(roll: Path, told: dict[str, Any]) -> Iterator[str]:
    published = {
        row["resultado"]: row["total"] for row in _rows(roll / "resultados.csv")
    }
    yield from _unlike(f"{roll.name} total", published, told["totals"])
    for row in _rows(roll / "resultados_grupo.csv"):
        group = row["grupo_parlamentario"]
        if group != "TOTAL":
            found = told["by_organization"].get(group, {})
            yield from _unlike(f"{roll.name} {group}", row, found)


def _unlike(
    where: str, published: dict[str, str], told: dict[str, int]
) -> Iterator[str]:
    for theirs, ours in PUBLISHED.items():
        number = int(published[theirs] or 0)
        if told.get(ours, 0) != number:
            yield f"{where} {theirs}: {number} published, {told.get(ours)} told"


def test_every_roll_call_of_three_months_comes_out_as_published(
    kuska: Kuska, plain_store: Path, real: Path
) -> None:
    for day in DAYS:
        _hold(kuska, plain_store, real, day)

    told = {
        one["code"]: one
        for one in kuska("tally", plain_store, "--json").json["ballots"]
    }
    rolls = [roll for day in DAYS for roll in _rolls(real, day)]
    unlike = [line for roll in rolls for line in _differences(roll, told[roll.name])]

    assert len(told) == len(rolls) == 78
    assert unlike == []
    assert kuska("check", plain_store).status == 0


def test_minutes_of_congress_name_everybody_and_stay_accessible(
    kuska: Kuska, plain_store: Path, real: Path, tmp_path: Path
) -> None:
    _hold(kuska, plain_store, real, "2021-08-12")
    papers = {kind: tmp_path / f"{kind}.pdf" for kind in ("minutes", "attendance")}

    for kind, path in papers.items():
        wanted = ("document", kind, plain_store, "--session", "2021-08-12")
        told = kuska(*wanted, "--out", path, "--language", "es", "--json")
        assert told.status == 0, told.err
        assert told.json["files"][0]["replaced"] == 0

    first = min(_rolls(real, "2021-08-12")[0].parent.glob("*asistencia"))
    listed = _rows(first / "asistencias.csv")
    for path in papers.values():
        said = _squeezed(structure(path.read_bytes()).said)
        assert [
            row["congresista"]
            for row in listed
            if _squeezed(row["congresista"]) not in said
        ] == []
    assert len(listed) == 130
    assert kuska("verify", *papers.values(), "--store", plain_store).status == 0
    checker.require()
    verdicts = checker.check(list(papers.values()), tmp_path)
    assert [one for one in verdicts if not one.compliant] == []


def test_a_note_after_the_count_stands_beside_the_result_and_never_on_top(
    kuska: Kuska, plain_store: Path, real: Path, tmp_path: Path
) -> None:
    _hold(kuska, plain_store, real, "2021-08-05")
    lists = sorted(_rolls(real, "2021-08-05")[0].parent.glob("*asistencia"))
    note = _rows(lists[-1] / "notas.csv")[0]["nota"]
    before = kuska("tally", plain_store, "--json").json["ballots"][0]

    with closing(Store.open(str(plain_store))) as store:
        with store.read() as reader:
            ballot = reader.all(Ballot)[0]
        assert ballot.closed_at is not None
        said_at = ballot.closed_at + timedelta(minutes=5)
        correct_ballot(store, ballot.id, store.operator, note, said_at)

    after = kuska("tally", plain_store, "--json").json["ballots"][0]
    paper = tmp_path / "acta.pdf"
    kuska(
        *("document", "minutes", plain_store, "--session", "2021-08-05"),
        *("--out", paper, "--language", "es"),
    )
    assert [one["text"] for one in after["corrections"]] == [note]
    assert after | {"corrections": []} == before
    assert _squeezed(note) in _squeezed(structure(paper.read_bytes()).said)
