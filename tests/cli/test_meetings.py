from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from workshop_app.cli.statuses import DONE, MISUSED, REFUSED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska


@pytest.fixture
def store(kuska: Kuska, tmp_path: Path) -> Path:
    path = tmp_path / "plan.kuska"
    kuska("new", path, "--title", "Plan", "--operator", "Rosa Quispe", "--plain")
    return path


def test_a_session_is_created_under_its_code(kuska: Kuska, store: Path) -> None:
    told = kuska(
        *("session", store, "MT-01", "--title", "Mesa", "--stage", "thematic_table"),
        *("--date", "2026-09-18", "--place", "150101", "--theme", "Ambiente"),
        "--json",
    )

    assert told.status == DONE
    assert told.json == {
        "session": "MT-01",
        "title": "Mesa",
        "date": "2026-09-18",
        "place": "150101",
        "state": "planned",
        "created": True,
    }


def test_the_same_code_again_amends_only_what_is_said(
    kuska: Kuska, store: Path
) -> None:
    kuska("session", store, "MT-01", "--title", "Mesa", "--date", "2026-09-18")

    told = kuska("session", store, "MT-01", "--place", "210101", "--json")

    assert told.json["created"] is False
    assert told.json["title"] == "Mesa"
    assert told.json["date"] == "2026-09-18"
    assert told.json["place"] == "210101"


def test_saying_the_same_again_writes_nothing(kuska: Kuska, store: Path) -> None:
    kuska("session", store, "MT-01", "--title", "Mesa", "--theme", "Salud")
    before = len(kuska("history", store, "--json").json["history"])

    told = kuska("session", store, "MT-01", "--title", "Mesa", "--theme", "SALUD")

    assert told.status == DONE
    assert "is amended" in told.out
    assert len(kuska("history", store, "--json").json["history"]) == before


def test_a_session_without_a_title_is_called_by_its_code(
    kuska: Kuska, store: Path
) -> None:
    assert kuska("session", store, "MT-02", "--json").json["title"] == "MT-02"


def test_what_will_not_do_changes_nothing(kuska: Kuska, store: Path) -> None:
    told = kuska("session", store, "MT-01", "--place", "15", "--theme", "Nuevo")

    assert told.status == REFUSED
    assert "theme" not in kuska("info", store).out.lower()
    history = kuska("history", store, "--json").json["history"]
    assert "add_theme" not in {one["code"] for one in history}


def test_a_date_that_is_none_is_a_misuse(kuska: Kuska, store: Path) -> None:
    assert kuska("session", store, "MT-01", "--date", "ayer").status == MISUSED


def test_whoever_is_at_the_keyboard_stands_in_the_history(
    kuska: Kuska, sample: Path
) -> None:
    told = kuska(
        *("session", sample, "MT-02", "--operator", "hermelinda ch'oque apaza")
    )

    assert told.status == DONE
    latest = kuska("history", sample, "--json").json["history"][0]
    assert latest["actor"] == "Hermelinda Ch’oque Apaza"


def test_an_operator_nobody_knows_is_refused(kuska: Kuska, sample: Path) -> None:
    told = kuska("session", sample, "MT-02", "--operator", "Nadie")

    assert told.status == REFUSED
    assert "Nobody is on record as “Nadie”." in told.err


def test_a_session_is_opened_and_closed_at_the_times_it_happened(
    kuska: Kuska, store: Path
) -> None:
    kuska("session", store, "MT-01", "--opened-at", "2026-09-18T09:10")

    told = kuska("session", store, "MT-01", "--closed-at", "2026-09-18T13:20", "--json")

    assert told.json["state"] == "closed"
    moments = kuska("composition", store, "--json").json["sessions"][0]["moments"]
    assert [one["at"] for one in moments] == [
        "2026-09-18T09:10:00-05:00",
        "2026-09-18T13:20:00-05:00",
    ]


def test_a_name_that_several_people_have_does_not_say_who(
    kuska: Kuska, store: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text("Código,Nombre\nP-1,Ana Ñahui\nP-2,Ana Nahui\n", "utf-8")
    kuska("import", "people", store, sheet)

    told = kuska("session", store, "MT-01", "--operator", "ana nahui")

    assert told.status == REFUSED
    assert "P-1, P-2" in told.err


def test_an_operator_is_named_by_code_too(kuska: Kuska, sample: Path) -> None:
    [person] = [
        one
        for one in kuska("dump", sample).json["records"]["person"]
        if one["name"] == "Norma Villacorta Ríos"
    ]

    told = kuska("identity", sample, "--operator", person["code"], "--json")

    assert told.json["operator"]["name"] == "Norma Villacorta Ríos"
