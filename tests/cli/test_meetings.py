from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from workshop_app.cli.statuses import DONE, MISUSED, REFUSED
from workshop_app.clock import PERU
from workshop_app.domain.ballot import BallotDraft
from workshop_app.domain.session import SessionDraft
from workshop_app.domain.vocabulary import Method
from workshop_app.services.ballots import open_ballot
from workshop_app.services.sessions import open_session, schedule_session
from workshop_app.store import Store

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
        "convened_on": None,
        "notice_days": None,
        "place": "150101",
        "venue": "",
        "modality": "in_person",
        "state": "planned",
        "opened_at": None,
        "closed_at": None,
        "chair_state": None,
        "chair_civil_society": None,
        "facilitator": None,
        "rapporteur": None,
        "agenda": [],
        "created": True,
    }


def test_all_that_final_minutes_need_can_be_said(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    text = tmp_path / "opening.txt"
    text.write_text("Se abrió la mesa.\n\nHubo quórum.\n", "utf-8")

    told = kuska(
        *("session", sample, "MT-02", "--venue", "Auditorio", "--modality", "mixed"),
        *("--convened-on", "2026-10-01", "--date", "2026-10-20", "--second-call"),
        *("--spoken", "castellano, Aimara,es", "--interpreter", "Eusebia Q’enta"),
        *("--reference", "Oficio 4", "--opening", text),
        *("--agenda", "Bienvenida=15", "--agenda", "a=b=20", "--agenda", "Firma"),
        *("--chair-state", "julio cesar paredes luyo"),
        *("--rapporteur", "Nélida Huamaní Ccori", "--json"),
    )
    again = kuska("session", sample, "MT-02", "--rapporteur", "", "--json")
    kept = next(
        one
        for one in kuska("dump", sample).json["records"]["session"]
        if one["code"] == "MT-02"
    )

    assert told.json["notice_days"] == 19
    assert told.json["chair_state"]
    assert told.json["rapporteur"]
    assert told.json["agenda"] == [
        {"title": "Bienvenida", "minutes": 15},
        {"title": "a=b", "minutes": 20},
        {"title": "Firma", "minutes": 0},
    ]
    assert again.json == {**told.json, "rapporteur": None, "created": False}
    assert kept["languages"] == ["es", "ay"]
    assert kept["opening"] == "Se abrió la mesa.\n\nHubo quórum."
    assert kept["second_call"] is True


def test_an_agenda_that_is_the_same_is_not_set_again(kuska: Kuska, store: Path) -> None:
    points = ("--agenda", "Bienvenida=15")
    kuska("session", store, "MT-01", *points)
    before = len(kuska("history", store, "--json").json["history"])

    kuska("session", store, "MT-01", *points)

    assert len(kuska("history", store, "--json").json["history"]) == before


@pytest.mark.parametrize(
    "options",
    [
        ("--closed-at", "2026-09-18T13:20"),
        ("--opened-at", "2026-09-18T13:20", "--closed-at", "2026-09-18T09:10"),
        ("--facilitator", "Nadie"),
        ("--opening", "nothing.txt"),
        ("--theme", "  "),
    ],
)
def test_a_session_that_is_refused_is_not_made(
    kuska: Kuska, store: Path, options: tuple[str, ...]
) -> None:
    before = kuska("dump", store).out

    told = kuska("session", store, "MT-01", "--theme", "Nuevo", *options)

    assert told.status == REFUSED
    assert kuska("dump", store).out == before


@pytest.mark.parametrize(
    "options",
    [("--agenda", "=15"), ("--agenda", "x=-1"), ("--spoken", "klingon")],
)
def test_what_is_no_agenda_and_no_language_is_a_misuse(
    kuska: Kuska, store: Path, options: tuple[str, ...]
) -> None:
    assert kuska("session", store, "MT-01", *options).status == MISUSED


def test_a_wrong_time_is_amended_and_the_sentence_says_what_became_of_it(
    kuska: Kuska, store: Path
) -> None:
    def told(*options: str) -> str:
        return kuska("session", store, "MT-01", *options).out

    opened = told("--opened-at", "2026-09-18T09:10")
    closed = told("--closed-at", "2026-09-18T13:20")
    amended = told("--opened-at", "2026-09-18T09:00", "--closed-at", "2026-09-18T13:00")
    titles = [one["code"] for one in kuska("history", store, "--json").json["history"]]

    assert "is open" in opened
    assert "is closed" in closed
    assert "is amended" in amended
    assert titles[:3] == ["amend_session", "close_session", "open_session"]


def test_a_session_with_an_open_ballot_does_not_close(
    kuska: Kuska, sample: Path
) -> None:
    with closing(Store.open(str(sample))) as opened:
        session = schedule_session(opened, SessionDraft(title="Otra"), "MT-02")
        at = datetime(2026, 10, 20, 9, tzinfo=PERU)
        open_session(opened, session, at)
        draft = BallotDraft(
            session=session, question="¿Sí?", method=Method.SHOW_OF_HANDS
        )
        open_ballot(opened, draft, at)

    told = kuska("session", sample, "MT-02", "--closed-at", "2026-10-20T10:00")

    assert told.status == REFUSED
    assert "still open" in told.err


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
    told = kuska("session", store, "MT-01", "--date", "ayer")

    assert told.status == MISUSED
    assert "it is not written as YYYY-MM-DD." in told.err


@pytest.mark.parametrize(
    "options", [("--date", "9999-12-31"), ("--opened-at", "0001-01-01T00:00")]
)
def test_a_year_that_nobody_could_mean_is_a_misuse(
    kuska: Kuska, store: Path, options: tuple[str, ...]
) -> None:
    told = kuska("session", store, "MT-01", *options)

    assert told.status == MISUSED
    assert "its year is not from 1900 to 2100" in told.err


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
