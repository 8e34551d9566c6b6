from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workshop_app.cli.statuses import DONE, MISUSED, REFUSED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska

PEOPLE = """\
Nombre;DNI;Organización;Bloque;Asistencia
Rosa Quispe Mamani;99000001;Federación del Lago;sociedad civil;presente
Elmer Tuntui Wampush;99000002;Consejo Awajún;sociedad civil;presente
Óscar Bejarano Yauri;99000003;Dirección de Minas;Estado;ausente
"""
VOTES = """\
congresista,votacion
"Quispe Mamani, Rosa",SI
"Tuntui Wampush, Elmer",NO
"Bejarano Yauri, Óscar",AUS
"""


@pytest.fixture
def store(kuska: Kuska, tmp_path: Path) -> Path:
    path = tmp_path / "plan.kuska"
    kuska("new", path, "--title", "Plan", "--operator", "Ana Ñahui", "--plain")
    kuska("session", path, "MT-01", "--title", "Mesa", "--date", "2026-09-18")
    return path


def sheet(tmp_path: Path, name: str, content: str) -> Path:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    return path


def people_in(kuska: Kuska, store: Path) -> int:
    count: int = kuska("info", store, "--json").json["counts"]["person"]
    return count


def test_a_dry_run_says_what_would_come_and_writes_nothing(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "people.csv", PEOPLE)
    before = people_in(kuska, store)

    told = kuska("import", "people", store, path, "--dry-run", "--json")

    assert told.status == DONE
    assert told.json["written"] is False
    assert told.json["counts"]["new"] == 3
    assert [row["verdict"] for row in told.json["rows"]] == ["ok", "ok", "ok"]
    assert people_in(kuska, store) == before


def test_a_sheet_comes_in_and_goes_out_again(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "people.csv", PEOPLE)
    before = people_in(kuska, store)

    came = kuska("import", "people", store, path, "--session", "MT-01")
    inside = people_in(kuska, store)
    listed = kuska("imports", store, "--json").json["imports"]
    went = kuska("undo-import", store, "1", "--reason", "otra mesa")

    assert came.status == DONE
    assert "3 rows were read." in came.out
    assert inside == before + 3
    assert [(one["kind"], one["file"]) for one in listed] == [("people", "people.csv")]
    assert went.status == DONE
    assert people_in(kuska, store) == before
    assert kuska("imports", store, "--json").json["imports"][0]["taken_out"] is True
    assert kuska("history", store, "--json").json["history"][0]["reason"] == "otra mesa"


def test_one_bad_row_keeps_the_whole_sheet_out(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "people.csv", f"{PEOPLE};99000004;;;\n")
    before = people_in(kuska, store)

    told = kuska("import", "people", store, path)

    assert told.status == REFUSED
    assert "people.csv:5:" in told.out
    assert "was kept out" in told.out
    assert people_in(kuska, store) == before


def test_votes_open_record_and_close_a_roll_call(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    people = sheet(tmp_path, "people.csv", PEOPLE)
    votes = sheet(tmp_path, "votes.csv", VOTES)
    kuska("import", "people", store, people, "--session", "MT-01")

    told = kuska(
        *("import", "votes", store, votes, "--ballot", "V-01", "--question", "¿Sí?"),
        *("--map", "name=congresista", "--map", "vote=votacion"),
        *("--at", "2026-09-18T11:05", "--majority", "simple"),
    )

    assert told.status == DONE, told.out + told.err
    [ballot] = kuska("tally", store, "--json").json["ballots"]
    assert ballot["code"] == "V-01"
    assert ballot["totals"]["for"] == 1
    assert ballot["totals"]["against"] == 1


def test_a_matrix_is_scored_by_its_criteria(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    listed = sheet(tmp_path, "list.csv", PEOPLE)
    kuska("import", "people", store, listed, "--session", "MT-01")
    rows = (
        "DNI,Opción,Criterio,Puntos\n99000001,Agua,Costo,5\n99000001,Agua,Impacto,1\n"
    )
    scores = sheet(tmp_path, "scores.csv", rows)
    asked = ("--ballot", "V-1", "--question", "¿Qué?", "--method", "criteria")
    told = ("import", "votes", store, scores, "--session", "MT-01", *asked)

    wrong = kuska(*told, "--criterion", "Costo=mucho")
    came = kuska(*told, "--criterion", "Costo=2", "--criterion", "Impacto")

    assert (wrong.status, came.status) == (MISUSED, DONE)
    assert "TITLE=WEIGHT" in wrong.err
    tally = kuska("tally", store).out
    assert "Costo × 2" in tally
    assert "Impacto × 1" in tally
    [ballot] = kuska("tally", store, "--json").json["ballots"]
    assert [one["points"] for one in ballot["options"]] == [11]


def test_dots_rank_the_options_of_a_sheet(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    people = sheet(tmp_path, "people.csv", PEOPLE)
    kuska("import", "people", store, people, "--session", "MT-01")
    rows = "Name,Option,Points\nRosa Quispe Mamani,Agua,2\nRosa Quispe Mamani,Posta,1\n"
    votes = sheet(tmp_path, "dots.csv", rows)

    told = kuska(
        *("import", "votes", store, votes, "--ballot", "V-02", "--question", "¿Qué?"),
        *("--method", "dots", "--points-each", 3, "--winners", 1, "--quorum", "none"),
    )

    assert told.status == DONE, told.out + told.err
    said = kuska("tally", store).out
    assert "Dots · Ranked" in said
    assert "Agua" in said
    assert "Outcome: Ranked." in said


def test_sums_of_papers_come_in_and_are_held_against_what_was_published(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    sums = sheet(tmp_path, "sums.csv", "A favor,En contra,Nulos,Emitidos\n2,4,1,9\n")
    asked = ("--ballot", "V-1", "--question", "¿Se aprueba?", "--quorum", "none")
    told = ("import", "votes", store, sums, *asked)

    wrong = kuska(*told, "--on-paper", "--published", "2")
    named = kuska(*told, "--on-paper", "--method", "roll_call")
    came = kuska(*told, "--method", "secret", "--published", "3,4")

    assert (wrong.status, named.status, came.status) == (MISUSED, REFUSED, DONE)
    assert "FOR,AGAINST[,ABSTAINING]" in wrong.err
    assert "Papers in all: the sheet says 9, and its parts come to 7." in came.out
    assert "Published: 3 in favour and 4 against. On record is" in came.out
    [ballot] = kuska("tally", store, "--json").json["ballots"]
    assert (ballot["method"], ballot["outcome"]) == ("secret", "rejected")


def test_votes_without_a_ballot_are_a_misuse(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    told = kuska("import", "votes", store, sheet(tmp_path, "votes.csv", VOTES))

    assert told.status == MISUSED
    assert "votes need --ballot." in told.err


def test_a_map_without_its_heading_is_a_misuse(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "people.csv", PEOPLE)

    told = kuska("import", "people", store, path, "--map", "name")

    assert told.status == MISUSED
    assert "FIELD=HEADING" in told.err


def test_proposals_come_in_with_their_stage_and_session(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    path = sheet(
        tmp_path,
        "proposals.csv",
        "Código,Título,Autores,Resultado\nP-1,Agua limpia,Rosa Quispe,rejected\n",
    )

    told = kuska(
        *("import", "proposals", store, path, "--stage", "thematic_table"),
        *("--session", "MT-01", "--json"),
    )

    assert told.status == DONE, told.out
    coverage = kuska("coverage", store, "--json").json
    assert [one["code"] for one in coverage["missing"]] == ["P-1"]
    assert "thematic_table" in coverage["by"]["stage"]


def test_a_sheet_that_is_not_there_is_refused(kuska: Kuska, store: Path) -> None:
    told = kuska("import", "people", store, "nowhere.xlsx")

    assert told.status == REFUSED
    assert "Traceback" not in told.err


def test_where_nothing_came_in_the_list_says_so(kuska: Kuska, store: Path) -> None:
    assert kuska("imports", store).out == "Nothing was imported.\n"


def test_an_import_nobody_made_cannot_be_taken_out(kuska: Kuska, store: Path) -> None:
    assert kuska("undo-import", store, "7").status == REFUSED


def test_what_came_in_is_listed_in_words(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    kuska("import", "people", store, sheet(tmp_path, "people.csv", PEOPLE))
    kuska("undo-import", store, "1")

    told = kuska("imports", store)

    assert "Import people from people.csv" in told.out
    assert "Ana Ñahui" in told.out
    assert "yes" in told.out


def test_a_dry_run_in_words_says_that_nothing_was_written(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "people.csv", PEOPLE)

    told = kuska("import", "people", store, path, "--dry-run")

    assert told.out.endswith("Nothing was written.\n")


def test_a_column_that_is_not_read_is_named(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text("Nombre,Signo del zodiaco\nRosa Quispe,Cáncer\n", "utf-8")

    told = kuska("import", "people", store, sheet, "--dry-run")

    assert "Columns that were not read: “Signo del zodiaco”." in told.out
