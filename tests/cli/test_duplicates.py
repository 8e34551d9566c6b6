from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from workshop_app.cli.statuses import DONE, FINDINGS
from workshop_app.domain.ballot import Ballot, Vote
from workshop_app.domain.vocabulary import Verdict, VoteChoice
from workshop_app.services.same_person import judge
from workshop_app.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska

PEOPLE = """Código;Nombre;DNI;Dirección
X-1;Saturnina Ñahui Ccori;4238860;Jr. Los Incas 120
X-2;NAHUI QORI, SATURNINA;;Jr. Los Inkas 120
X-3;Elmer Tuntui Wampush;40112233;Jr. Los Incas 120
"""


@pytest.fixture
def store(kuska: Kuska, tmp_path: Path) -> Path:
    path, sheet = tmp_path / "people.kuska", tmp_path / "people.csv"
    sheet.write_text(PEOPLE, "utf-8")
    kuska("new", path, "--title", "Mesa", "--operator", "Rosa Quispe", "--plain")
    told = kuska("import", "people", path, sheet)
    assert told.status == DONE, told.err
    return path


def test_pairs_have_the_shape_that_checks_read(kuska: Kuska, store: Path) -> None:
    told = kuska("duplicates", store, "--json")

    assert told.status == DONE
    assert told.err == ""
    [pair] = told.json["pairs"]
    assert {pair["a"], pair["b"]} == {"X-1", "X-2"}
    assert 0.85 <= pair["score"] < 1
    assert pair["evidence"] == ["name", "address"]


def test_pairs_in_words_say_what_they_have_in_common(kuska: Kuska, store: Path) -> None:
    told = kuska("duplicates", store)

    assert told.status == DONE
    assert "X-1 Saturnina Ñahui Ccori" in told.out
    assert "Name (sounds the same); Address (nearly the same)" in told.out


def test_what_is_certain_enough_can_be_asked_for(kuska: Kuska, store: Path) -> None:
    all_of_them = kuska("duplicates", store, "--least", 0, "--json").json
    beyond = kuska("duplicates", store, "--least", 100)

    assert all_of_them["least"] == 0
    assert len(all_of_them["pairs"]) == 1
    assert beyond.status == 2


def test_nobody_twice_is_said(kuska: Kuska, tmp_path: Path) -> None:
    path = tmp_path / "empty.kuska"
    kuska("new", path, "--title", "Mesa", "--operator", "Rosa Quispe", "--plain")

    told = kuska("duplicates", path)

    assert told.out == "Nobody seems to be on record twice.\n"


def test_a_tally_names_whoever_voted_under_two_entries(
    kuska: Kuska, sample: Path
) -> None:
    ballot = kuska("tally", sample, "--json").json["ballots"][4]["code"]
    with closing(Store.open(str(sample))) as store:
        with store.read() as reader:
            asked = reader.by_code(Ballot, ballot)
            assert asked is not None
            cast = reader.all(Vote, ballot=asked.id, choice=VoteChoice.FOR)
        judge(store, cast[0].unit, cast[1].unit, Verdict.SAME, "Se vio el DNI.")

    told = kuska("tally", sample, "--ballot", ballot)

    assert f"are one person and voted in {ballot} more than once." in told.out
    assert kuska("check", sample).status == FINDINGS
