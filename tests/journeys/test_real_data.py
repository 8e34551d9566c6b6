"""Registers that nobody here wrote, brought in whole and compared with what is known.

The folder is named in the environment; without it these tests say so and skip.
"""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from workshop_app.clock import PERU
from workshop_app.domain.contribution import Contribution, ContributionDraft
from workshop_app.domain.person import (
    Person,
    PersonDraft,
    PersonNameMissingError,
)
from workshop_app.domain.session import SessionDraft
from workshop_app.exchange.sheet import ByHand
from workshop_app.services.contributions import write_contribution
from workshop_app.services.imports import (
    import_people,
    import_proposals,
    import_votes,
    list_imports,
    undo_import,
)
from workshop_app.services.papers import issue_letters, issue_minutes
from workshop_app.services.people import register_person
from workshop_app.services.processes import found_process
from workshop_app.services.reports import coverage_report, tally_report
from workshop_app.services.sessions import schedule_session
from workshop_app.services.votes_import import RollCall
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.store import Store

FOLDER = Path(os.environ.get("WORKSHOP_REAL_DATA", "missing"))
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        not FOLDER.is_dir(),
        reason="WORKSHOP_REAL_DATA names no folder with real data to read",
    ),
]

PUBLISHED = {
    "si": "for",
    "no": "against",
    "abstenciones": "abstain",
    "sin_responder": "no_answer",
    "ausentes": "absent",
    "licencias": "excused",
}
LISTED = {
    "name": "congresista",
    "organization": "grupo_parlamentario",
    "attendance": "asistencia",
}
CALLED = {
    "name": "congresista",
    "organization": "grupo_parlamentario",
    "vote": "votacion",
}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("KUSKA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KUSKA_KEYRING", "off")
    made = found_process(str(tmp_path / "real.kuska"), "Real", "Rosa", plain=True)
    yield made
    made.close()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _session(store: Store, day: date) -> str:
    opened = datetime(day.year, day.month, day.day, 9, tzinfo=PERU)
    draft = SessionDraft(
        title="Pleno",
        held_on=day,
        opened_at=opened,
        closed_at=opened.replace(hour=22),
    )
    return schedule_session(store, draft)


def _numbers(told: dict[str, Any], published: dict[str, str]) -> list[tuple[int, int]]:
    return [
        (told[ours], int(published[theirs] or 0)) for theirs, ours in PUBLISHED.items()
    ]


@pytest.mark.parametrize("day", ["05", "12", "19", "24", "27"])
def test_roll_calls_of_congress_come_out_as_published(store: Store, day: str) -> None:
    folder = FOLDER / "congreso_peru" / "dev" / "2021" / "08" / day
    lists = sorted(folder.glob("*asistencia"))
    rolls = sorted(folder.glob("*votacion"))
    for roll in rolls:
        session = _session(store, date(2021, 8, int(day)))
        listed = [one for one in lists if one.name < roll.name][-1]
        people = import_people(
            store,
            listed / "asistencias.csv",
            session=session,
            by_hand=ByHand(mapping=LISTED),
        )
        asked = RollCall(code=roll.name, question=roll.name, session=session)
        votes = import_votes(store, roll / "votaciones.csv", asked, mapping=CALLED)
        assert people.written
        assert votes.written

    told = {one["code"]: one for one in tally_report(store)["ballots"]}

    with store.read() as reader:
        assert reader.count(Person) == 131
    assert list(told) == [one.name for one in rolls]
    for roll in rolls:
        totals = {
            one["resultado"]: one["total"] for one in _rows(roll / "resultados.csv")
        }
        pairs = _numbers(told[roll.name]["totals"], totals)
        for group in _rows(roll / "resultados_grupo.csv"):
            name = group["grupo_parlamentario"]
            if name != "TOTAL":
                found = told[roll.name]["by_organization"][name]
                pairs += _numbers(found, group)
        assert all(ours == theirs for ours, theirs in pairs)


def test_minutes_of_congress_name_all_hundred_and_thirty(
    store: Store, tmp_path: Path
) -> None:
    folder = FOLDER / "congreso_peru" / "dev" / "2021" / "08" / "27"
    session = _session(store, date(2021, 8, 27))
    listed = folder / "2021-08-27T14-10-asistencia" / "asistencias.csv"
    roll = folder / "2021-08-27T14-13-votacion" / "votaciones.csv"
    import_people(store, listed, session=session, by_hand=ByHand(mapping=LISTED))
    asked = RollCall(code="V-1", question="Cuestión de confianza", session=session)
    import_votes(store, roll, asked, mapping=CALLED)

    issued = issue_minutes(store, session, tmp_path / "acta.pdf")

    assert issued.replaced == 0
    assert issued.path.stat().st_size > 0


def test_coverage_finds_the_refusals_of_barcelona_without_a_reason(
    store: Store, tmp_path: Path
) -> None:
    sheet = FOLDER / "decidim_barcelona" / "proposals.csv"
    mapping = {
        "text": "summary",
        "outcome": "status",
        "reason": "rejected_message",
        "authors": "author_name",
        "organization": "author_verified_organization",
        "theme": "category",
        "date": "created_at",
    }
    rows = _rows(sheet)
    unsaid = {
        row["code"]
        for row in rows
        if row["status"] == "rejected" and len(row["rejected_message"].strip()) < 2
    }

    trial = import_proposals(store, sheet, mapping=mapping, dry_run=True)
    report = import_proposals(store, sheet, mapping=mapping)
    told = coverage_report(store)
    letters = issue_letters(store, None, tmp_path / "cartas")

    missing = Counter(one["why"] for one in told["missing"])
    assert trial == report
    assert told["contributions"] == 1760
    assert told["answered"] == 1752
    assert missing == {"no reason": 8}
    assert {one["code"] for one in told["missing"]} == unsaid
    assert letters.files
    assert letters.refused


def test_an_import_of_barcelona_is_taken_out_whole(store: Store) -> None:
    sheet = FOLDER / "decidim_barcelona" / "proposals.csv"
    import_proposals(store, sheet, mapping={"text": "summary", "outcome": "status"})

    undo_import(store, list_imports(store)[0].deed)

    with store.read() as reader:
        assert reader.count(Contribution) == 0
    assert check(store) == ()


def _naughty() -> list[str]:
    source = FOLDER / "naughty_strings" / "blns.json"
    found: list[str] = json.loads(source.read_text("utf-8"))
    assert len(found) == 515
    return found


def test_naughty_contributions_are_kept_exactly_and_set_on_paper(
    store: Store, tmp_path: Path
) -> None:
    session = _session(store, date(2026, 4, 20))
    kept = {}
    for text in _naughty():
        draft = ContributionDraft(title="Cadena", text=text, session=session)
        kept[write_contribution(store, draft, [store.operator])] = text

    issued = issue_minutes(store, session, tmp_path / "acta.pdf")

    with store.read() as reader:
        found = {one.id: one.text for one in reader.all(Contribution)}
    assert found == kept
    assert issued.replaced > 0


def test_naughty_names_are_kept_on_one_line_and_found_again(store: Store) -> None:
    unseen = 0
    kept = {}
    for text in _naughty():
        try:
            draft = PersonDraft(name=text, document_number="")
            kept[register_person(store, draft)] = " ".join(text.split())
        except PersonNameMissingError:
            unseen += 1

    with store.read() as reader:
        names = {one.id: one.name for one in reader.all(Person) if one.id in kept}
        lost = [
            name
            for key, name in kept.items()
            if key not in {one.id for one in reader.search(name, limit=600)}
        ]
    assert unseen == 7
    assert names == kept
    assert lost == []
