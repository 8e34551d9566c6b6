from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.builders import (
    a_contribution_draft,
    a_person_draft,
    a_session_draft,
    an_organization_draft,
    at,
)
from tests.services.sheets import a_sheet
from tests.services.steps import a_ballot, a_roll_call, a_room, somebody
from workshop_app.domain.decision import DecisionDraft
from workshop_app.domain.person import PersonDraft
from workshop_app.domain.process import Stage
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import (
    Bloc,
    DocumentType,
    Outcome,
    PlaceSystem,
    ReasonCode,
    VoteChoice,
)
from workshop_app.services.attendances import check_in
from workshop_app.services.ballots import close_ballot, correct_ballot, count_hands
from workshop_app.services.contributions import write_contribution
from workshop_app.services.decisions import decide
from workshop_app.services.imports import import_people, import_proposals, import_votes
from workshop_app.services.people import register_organization, register_person
from workshop_app.services.proposals_import import Origin
from workshop_app.services.reports import (
    EXPORT,
    VIEW,
    coverage_report,
    dump_report,
    history_report,
    info_report,
    tally_report,
)
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.services.sessions import schedule_session
from workshop_app.services.votes_import import RollCall
from workshop_app.store import RecordMissingError, Store
from workshop_app.store.access import noted
from workshop_app.store.founding import FOUND

if TYPE_CHECKING:
    from pathlib import Path


def test_a_show_of_hands_is_told_by_bloc(store: Store, session: str) -> None:
    a_room(store, session)
    draft = a_contribution_draft(session=session, stage=None)
    proposal = write_contribution(store, draft, [store.operator], "P-010")
    ballot = a_ballot(store, session, contribution=proposal)
    count_hands(store, ballot, {Bloc.STATE: (1, 1, 0), Bloc.CIVIL_SOCIETY: (2, 0, 0)})
    close_ballot(store, ballot, at(10, 5))
    correct_ballot(store, ballot, store.operator, "Una mano más.", at(11))

    told = tally_report(store)["ballots"][0]

    assert told["proposal"] == "P-010"
    assert told["session"].startswith("S-")
    assert told["at"] == "2026-04-20T10:00:00-05:00"
    assert told["entitled"] == {"state": 2, "civil_society": 2, "other": 0}
    assert told["present"] == {"state": 2, "civil_society": 2, "other": 0}
    assert told["counts"] == {
        "state": {"for": 1, "against": 1, "abstain": 0},
        "civil_society": {"for": 2, "against": 0, "abstain": 0},
        "other": {"for": 0, "against": 0, "abstain": 0},
    }
    assert told["totals"] == {"for": 3, "against": 1, "abstain": 0}
    assert told["by_organization"] == {}
    assert told["rule"] == {"majority": "simple", "quorum": "half_plus_one"}
    assert told["quorum_met"] is True
    assert told["outcome"] == "adopted"
    assert told["balanced"] == {
        "equal_weight": {"outcome": "adopted"},
        "without_surplus": {"outcome": "adopted"},
        "differs": False,
        "why": None,
    }
    assert told["corrections"] == [
        {
            "at": "2026-04-20T11:00:00-05:00",
            "author": "Rosa Quispe Mamani",
            "text": "Una mano más.",
        }
    ]
    assert json.dumps(told)


def test_a_roll_call_is_told_by_organization_too(
    store: Store, session: str, tmp_path: Path
) -> None:
    listed = a_sheet(
        tmp_path / "l.csv",
        "Código|Nombre|Organización|Bloque",
        ["A-1|Rosa|Lago|sociedad civil", "A-2|Elmer|Ministerio|Estado", "A-3|Ana||"],
    )
    votes = a_sheet(
        tmp_path / "v.csv", "Código|Voto", ["A-1|SI", "A-2|SINRES", "A-3|AUSENTE"]
    )
    import_people(store, listed, session=session)
    import_votes(store, votes, RollCall(code="V-1", question="¿Sí?", session=session))

    told = tally_report(store)["ballots"][0]

    assert told["method"] == "roll_call"
    assert told["counts"]["state"]["no_answer"] == 1
    assert told["totals"] == {
        "for": 1,
        "against": 0,
        "abstain": 0,
        "no_answer": 1,
        "absent": 1,
        "excused": 0,
    }
    assert told["by_organization"]["Lago"]["for"] == 1
    assert told["by_organization"][""]["absent"] == 1
    assert told["balanced"]["why"] == "no votes for or against in state"


def test_organizations_of_one_name_are_told_apart(store: Store, session: str) -> None:
    homonyms = [
        register_organization(store, an_organization_draft(name="Junta"), code)
        for code in ("J-1", "J-2")
    ]
    ballot = a_roll_call(store, session)
    for number, organization in enumerate(homonyms):
        person = somebody(store, f"Persona {number}", organization)
        check_in(store, session, person, at(10, 1))
        said = CalledVote(person=person, choice=VoteChoice.FOR)
        record_votes(store, ballot, [said])

    told = tally_report(store)["ballots"][0]["by_organization"]

    assert {name: votes["for"] for name, votes in told.items()} == {
        "Junta (J-1)": 1,
        "Junta (J-2)": 1,
    }


def test_what_was_not_counted_has_no_numbers(store: Store, session: str) -> None:
    a_room(store, session)
    ballot = a_ballot(store, session, counted=False)
    other = a_ballot(store, session, question="¿Otra?")
    close_ballot(store, ballot, at(10, 5))

    told = {one["question"]: one for one in tally_report(store)["ballots"]}
    one = tally_report(store, other)["ballots"]

    uncounted = told["¿Se aprueba la propuesta?"]
    assert uncounted["outcome"] == "not_counted"
    assert uncounted["counts"] is None
    assert uncounted["totals"] is None
    assert uncounted["balanced"]["differs"] is None
    assert [each["question"] for each in one] == ["¿Otra?"]
    assert one[0]["outcome"] == "not_documented"


def test_blocs_without_a_vote_on_record_are_there_and_empty(
    store: Store, session: str, tmp_path: Path
) -> None:
    listed = a_sheet(tmp_path / "l.csv", "Código|Nombre", ["A-1|Rosa"])
    votes = a_sheet(tmp_path / "v.csv", "Código|Voto", ["A-1|SI"])
    import_people(store, listed, session=session)
    import_votes(store, votes, RollCall(code="V-1", question="¿Sí?", session=session))

    told = tally_report(store)["ballots"][0]

    assert told["counts"]["state"] == {}


def test_a_ballot_that_is_asked_for_must_be_on_record(store: Store) -> None:
    with pytest.raises(RecordMissingError):
        tally_report(store, "0" * 32)


def test_coverage_finds_what_has_no_reason(
    store: Store, session: str, tmp_path: Path
) -> None:
    lake = register_organization(store, an_organization_draft(name="Lago"))
    draft = PersonDraft(
        name="Rosa",
        document_type=DocumentType.NONE,
        organization=lake,
        place="210101",
    )
    register_person(store, draft)
    sheet = a_sheet(
        tmp_path / "p.csv",
        "Código|Texto|Autores|Resultado|Código de razón|Fundamento",
        [
            "AP-1|Uno|Rosa|acogida||",
            "AP-2|Dos|Rosa|rechazada||×",
            "AP-3|Tres||rechazada|ya existe|Lo manda la ley.",
            "AP-4|Cuatro|Elmer|||",
        ],
    )
    import_proposals(store, sheet, origin=Origin(session=session))

    told = coverage_report(store)

    with store.read() as reader:
        code = reader.get(Session, session).code
    whole = {"contributions": 4, "answered": 2, "published": 0}
    assert {key: told[key] for key in whole} == whole
    assert told["missing"] == [
        {"code": "AP-2", "why": "no reason"},
        {"code": "AP-4", "why": "no decision"},
    ]
    assert told["by"]["session"] == {code: whole}
    assert told["by"]["stage"] == {"unknown": whole}
    assert told["by"]["bloc"]["civil_society"]["contributions"] == 2
    assert told["by"]["bloc"]["other"]["contributions"] == 1
    assert told["by"]["region"]["21"] == {
        "contributions": 2,
        "answered": 1,
        "published": 0,
    }


def test_the_bloc_of_an_author_is_that_of_the_session(
    store: Store, session: str
) -> None:
    room = a_room(store, session)
    draft = a_contribution_draft(session=session, stage=None)
    made = write_contribution(store, draft, [room[0]])
    decide(
        store,
        DecisionDraft(
            contribution=made,
            outcome=Outcome.MERGED,
            reason_code=ReasonCode.DUPLICATE_OR_MERGED,
            reason_text="Se une a otra.",
        ),
    )

    told = coverage_report(store)

    assert list(told["by"]["bloc"]) == ["state"]
    assert told["answered"] == 1


def test_a_store_says_what_is_in_it(store: Store, session: str) -> None:
    somebody(store, "Rosa")

    told = info_report(store)

    assert told["process"]["title"] == "III Plan de Acción de Gobierno Abierto"
    assert (told["counts"]["person"], told["counts"]["session"]) == (2, 1)
    assert told["operator"]["name"] == "Rosa Quispe Mamani"
    assert told["device"]["label"] == store.device_label
    assert told["encrypted"] is False
    assert json.dumps(told)


def test_a_store_never_written_here_has_no_device_here(
    template: Path, tmp_path: Path
) -> None:
    shutil.copy(template / "taller.kuska", tmp_path / "copia.kuska")
    store = Store.open(str(tmp_path / "copia.kuska"), home=tmp_path / "other computer")

    told = info_report(store)
    store.close()

    assert told["device"] == {"key": None, "label": None}


def test_the_founding_is_told_with_its_founder(store: Store) -> None:
    somebody(store, "Rosa")

    told = history_report(store)["history"]

    assert told[-1]["code"] == FOUND
    assert {row["actor"] for row in told} == {"Rosa Quispe Mamani"}


def test_the_history_says_who_did_what(store: Store) -> None:
    person = somebody(store, "Rosa")

    latest = history_report(store, limit=1)["history"]
    hers = history_report(store, person)["history"]

    assert latest == hers
    assert hers[0]["title"] == "Register Rosa"
    assert hers[0]["actor"] == "Rosa Quispe Mamani"
    assert hers[0]["records"][0]["kind"] == "person"
    assert json.dumps(hers)


def test_taking_the_whole_state_out_is_noted(store: Store) -> None:
    somebody(store, "Rosa")

    state = dump_report(store)

    assert "Rosa" in json.dumps(state, ensure_ascii=False)
    assert [(one.action, one.subject, one.count) for one in noted(store)] == [
        (EXPORT, "dump", 2)
    ]


def test_a_region_is_inei_s_whoever_numbered_the_place(store: Store) -> None:
    callao = [
        register_person(
            store,
            a_person_draft(
                name=name,
                document_number="",
                organization=None,
                place=place,
                place_system=system,
            ),
        )
        for name, place, system in (
            ("Rosa", "070101", PlaceSystem.INEI),
            ("Elmer", "240101", PlaceSystem.RENIEC),
        )
    ]
    for person in callao:
        draft = a_contribution_draft(session=None, stage=None)
        write_contribution(store, draft, [person])

    told = coverage_report(store)["by"]["region"]

    assert {region: share["contributions"] for region, share in told.items()} == {
        "07": 2
    }


def test_a_contribution_belongs_to_the_stage_of_its_session(store: Store) -> None:
    with store.read() as reader:
        stage = reader.all(Stage)[1]
    planned = a_session_draft(
        stage=stage.id, theme=None, opened_at=None, closed_at=None
    )
    session = schedule_session(store, planned)
    draft = a_contribution_draft(session=session, stage=None)
    write_contribution(store, draft, [store.operator])

    told = coverage_report(store)["by"]["stage"]

    assert list(told) == [stage.stage_kind.value]


def test_looking_at_who_did_what_to_whom_is_noted(store: Store) -> None:
    somebody(store, "Elmer Tuntui")

    history_report(store, limit=1)

    assert [(one.action, one.subject, one.count) for one in noted(store)] == [
        (VIEW, "history", 2)
    ]
