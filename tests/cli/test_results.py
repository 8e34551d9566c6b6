from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.cli.statuses import DONE, REFUSED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska


def test_a_tally_has_the_shape_that_checks_read(kuska: Kuska, sample: Path) -> None:
    told = kuska("tally", sample, "--json")

    assert told.status == DONE
    assert told.err == ""
    first = told.json["ballots"][0]
    assert first["counts"] == {
        "state": {"for": 12, "against": 1, "abstain": 3},
        "civil_society": {"for": 13, "against": 0, "abstain": 1},
        "other": {"for": 3, "against": 0, "abstain": 0},
    }
    assert first["totals"] == {"for": 28, "against": 1, "abstain": 4}
    assert first["rule"] == {"majority": "simple", "quorum": "half_plus_one"}
    assert first["at"] == "2026-09-18T11:05:00-05:00"
    assert first["session"] == "MT-01"
    assert first["quorum_met"] is True
    assert first["corrections"] == []
    assert set(first["balanced"]) == {
        "equal_weight",
        "without_surplus",
        "differs",
        "why",
    }


def test_one_ballot_can_be_asked_for_by_its_code(kuska: Kuska, sample: Path) -> None:
    code = kuska("tally", sample, "--json").json["ballots"][4]["code"]

    told = kuska("tally", sample, "--ballot", code, "--json")

    [ballot] = told.json["ballots"]
    assert ballot["method"] == "roll_call"
    assert ballot["by_organization"]["Central Asháninka Kametsa"]["for"] == 2


def test_an_unknown_code_is_refused_with_codes_that_are_known(
    kuska: Kuska, sample: Path
) -> None:
    told = kuska("tally", sample, "--ballot", "V-99")

    assert told.status == REFUSED
    assert told.out == ""
    assert "Nothing has the code “V-99”." in told.err
    assert "Known codes: V-" in told.err


def test_a_tally_in_words_says_when_balanced_blocs_would_decide_otherwise(
    kuska: Kuska, sample: Path
) -> None:
    told = kuska("tally", sample)

    assert told.status == DONE
    assert "For information: with blocs of equal weight" in told.out
    assert "—" in told.out  # the ballot that was not counted


def test_the_composition_is_shown_at_every_frozen_moment(
    kuska: Kuska, sample: Path
) -> None:
    data = kuska("composition", sample, "--session", "mt-01", "--json").json
    told = kuska("composition", sample)

    assert len(data["sessions"][0]["moments"]) == 8
    assert told.status == DONE
    assert "Opening" in told.out
    assert "Closing" in told.out


def test_coverage_counts_every_answer(kuska: Kuska, sample: Path) -> None:
    data = kuska("coverage", sample, "--json").json
    told = kuska("coverage", sample)

    assert data["contributions"] == 20
    assert data["answered"] == 20
    assert data["missing"] == []
    assert set(data["by"]) == {"session", "bloc", "region", "stage"}
    assert "20 of 20 contributions are answered with a reason" in told.out


def test_an_empty_process_answers_in_sentences(kuska: Kuska, tmp_path: Path) -> None:
    store = tmp_path / "empty.kuska"
    kuska("new", store, "--title", "Plan", "--operator", "Rosa Quispe", "--plain")

    assert kuska("tally", store).out == "Nothing was put to the vote.\n"
    assert kuska("composition", store).out == "There is no session yet.\n"
    assert "0 of 0" in kuska("coverage", store).out


def test_what_has_no_reason_is_listed_by_group(kuska: Kuska, tmp_path: Path) -> None:
    store, sheet = tmp_path / "plan.kuska", tmp_path / "proposals.csv"
    sheet.write_text(
        "Código,Título,Autores,Resultado,Código de motivo\n"
        "P-1,Agua limpia,Rosa Quispe,rejected,\n"
        "P-2,Aire limpio,Rosa Quispe,,\n"
        "P-3,Ríos,Rosa Quispe,rejected,outside_competence\n",
        "utf-8",
    )
    kuska("new", store, "--title", "Plan", "--operator", "Ana Ñahui", "--plain")
    kuska("import", "proposals", store, sheet)

    told = kuska("coverage", store)

    assert told.status == DONE
    lines = told.out.splitlines()
    assert lines[0].startswith("0 of 3")
    assert "P-2           no decision" in lines
    assert "What is missing" in told.out
    assert "(not known)" in told.out


def test_a_session_that_was_not_opened_has_no_moments(
    kuska: Kuska, sample: Path
) -> None:
    kuska("session", sample, "MT-02")

    told = kuska("composition", sample, "--session", "MT-02")

    assert "It has not been opened yet." in told.out


def test_a_room_without_anybody_has_no_share(kuska: Kuska, sample: Path) -> None:
    kuska("session", sample, "MT-02", "--opened-at", "2026-09-20T09:00")

    told = kuska("composition", sample, "--session", "MT-02")

    assert "—" in told.out
