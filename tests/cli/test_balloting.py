"""Ballots on the command line: put to the vote, counted, closed, told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska

PEOPLE = """Código,Nombre,Organización,Bloque,Calidad,Asistencia
P-1,Rosa Ñahui,Federación,sociedad civil,voz y voto,asistió
P-2,Elmer Tuntui,Ministerio,Estado,voz y voto,asistió
P-3,Nelly Condori,Ministerio,Estado,voz y voto,asistió
"""


@pytest.fixture
def table(kuska: Kuska, tmp_path: Path) -> Path:
    """A session that is under way, with three people who can vote."""
    path, people = tmp_path / "mesa.kuska", tmp_path / "people.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    rules = tmp_path / "rules.toml"
    rules.write_text("effective_on = 2026-01-01\ncasting_vote = true\n")
    named = ("--title", "Plan", "--operator", "Ana", "--rules", rules)
    kuska("new", path, *named, "--plain")
    kuska(
        "session", path, "S-1", "--title", "Mesa", "--date", "2026-04-20",
        "--opened-at", "2026-04-20T09:00",
    )  # fmt: skip
    came = kuska("import", "people", path, people, "--session", "S-1")
    assert came.status == 0, came.err
    return path


def _opened(kuska: Kuska, table: Path, *more: str) -> str:
    asked = ("--question", "¿Se aprueba?", "--at", "2026-04-20T10:00", "--json", *more)
    told = kuska("ballot", table, *asked)
    assert told.status == 0, told.err
    code: str = told.json["code"]
    return code


def test_a_show_of_hands_is_counted_and_closed(kuska: Kuska, table: Path) -> None:
    code = _opened(kuska, table)

    counted = kuska(
        "hands", table, code, "--state", "2,0,0", "--civil-society", "0,1,0"
    )
    closed = kuska("ballot-closed", table, code, "--at", "2026-04-20T10:05")
    wrong = kuska("hands", table, code, "--state", "2,0")

    assert (counted.status, closed.status, wrong.status) == (0, 0, 2)
    assert "FOR,AGAINST,ABSTAINING" in wrong.err
    [ballot] = kuska("tally", table, "--json").json["ballots"]
    assert ballot["totals"] == {"for": 2, "against": 1, "abstain": 0}
    assert ballot["outcome"] == "adopted"


def test_a_consensus_is_heard_by_name(kuska: Kuska, table: Path) -> None:
    code = _opened(kuska, table, "--method", "consensus", "--code", "V-9")

    kuska("vote", table, code, "P-1", "for")
    bare = kuska("vote", table, code, "P-2", "against")
    heard = kuska(
        "vote", table, code, "Elmer Tuntui", "against", "--reason", "Duplica."
    )
    kuska("ballot-closed", table, code)

    assert (code, bare.status, heard.status) == ("V-9", 1, 0)
    assert "Elmer Tuntui objects without a ground." in bare.err
    told = kuska("tally", table).out
    assert "Consensus · approved if nobody objects" in told
    assert "Outcome: Rejected." in told


def test_a_secret_ballot_comes_in_once_it_is_counted(kuska: Kuska, table: Path) -> None:
    asked = ("--question", "¿Se aprueba?", "--at", "2026-04-20T10:00")
    told = kuska(
        "secret-ballot", table, *asked, "--until", "2026-04-20T10:30",
        "--urn", "2,0,0,1", "--voted", "P-1", "--voted", "Elmer Tuntui",
    )  # fmt: skip
    wrong = kuska("secret-ballot", table, *asked, "--urn", "2,0,0")
    apart = kuska("secret-ballot", table, "--question", "¿Y?", "--state", "2,0,0,0")

    assert (told.status, wrong.status, apart.status) == (0, 2, 1)
    assert "FOR,AGAINST,BLANK,SPOILED" in wrong.err
    assert "The urn of bloc State held 2 papers." in apart.err
    counted = kuska("tally", table).out
    assert "Papers: 3; spoiled: 1; noted to have voted: 2." in counted
    assert "all papers lay in one urn" in counted
    assert "Outcome: Approved." in counted


def test_somebody_keeps_out_and_the_chair_breaks_the_tie(
    kuska: Kuska, table: Path
) -> None:
    chaired = kuska("session", table, "S-1", "--chair-state", "P-2")
    code = _opened(kuska, table)

    out = kuska("recusal", table, code, "P-3", "--ground", "Es parte.")
    kuska("hands", table, code, "--state", "1,0,0", "--civil-society", "0,1,0")
    kuska("ballot-closed", table, code, "--at", "2026-04-20T10:05")
    cast = ("casting-vote", table, code, "P-2", "for", "--reason", "Hay presupuesto.")
    broken = kuska(*cast, "--at", "2026-04-20T10:06")
    again = kuska(*cast)

    assert (chaired.status, out.status, broken.status, again.status) == (0, 0, 0, 1)
    told = kuska("tally", table).out
    assert "Nelly Condori (State) kept out: Es parte." in told
    assert "the casting vote of Elmer Tuntui decided it: Hay presupuesto." in told
    assert "Outcome: Approved." in told


def test_what_nobody_counted_is_said_to_be_that(kuska: Kuska, table: Path) -> None:
    seen = _opened(kuska, table, "--not-counted", "--announced", "adopted")
    _opened(kuska, table, "--not-documented")
    wrong = kuska("ballot", table, "--question", "¿Sí?", "--announced", "adopted")

    again = kuska("ballot-closed", table, seen)
    told = kuska("tally", table).out

    assert (wrong.status, again.status) == (2, 1)
    assert "Outcome: Not counted." in told
    assert "Announced without a count: Approved." in told
    assert "Outcome: Not documented." in told
