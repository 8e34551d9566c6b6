"""Consensus by name: who consents, who stands aside, who objects and on what ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.services.sheets import a_sheet, states
from tests.services.steps import a_ballot, a_room
from workshop_app.domain.vocabulary import Method, TableOutcome, VoteChoice
from workshop_app.services.ballot_content import ballot_content
from workshop_app.services.ballots import close_ballot
from workshop_app.services.checklist import CheckKind, CheckLevel, closing_checklist
from workshop_app.services.gathering import ballots_of, register
from workshop_app.services.imports import import_votes
from workshop_app.services.reports import tally_report
from workshop_app.services.roll_calls import (
    CalledVote,
    ObjectionWithoutGroundError,
    record_votes,
)
from workshop_app.services.votes_import import RollCall

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store import Store

GROUND = "Duplica la Ley 29783."


def test_a_consensus_is_recorded_by_name_and_one_objection_stops_it(
    store: Store, session: str
) -> None:
    room = a_room(store, session)
    ballot = a_ballot(store, session, method=Method.CONSENSUS)
    said = [
        CalledVote(person=room[0], choice=VoteChoice.FOR),
        CalledVote(person=room[1], choice=VoteChoice.ABSTAIN),
        CalledVote(person=room[2], choice=VoteChoice.AGAINST),
    ]

    with pytest.raises(ObjectionWithoutGroundError) as refusal:
        record_votes(store, ballot, said)
    said[2] = CalledVote(person=room[2], choice=VoteChoice.AGAINST, reason=GROUND)
    record_votes(store, ballot, said)
    close_ballot(store, ballot, at(10, 5))

    assert refusal.value.name == "Participante 02"
    with store.read() as reader:
        [records] = ballots_of(reader, id=ballot)
        content = ballot_content(records, register(reader), {}, "")
        lines = closing_checklist(reader, session)
    assert content.outcome is TableOutcome.REJECTED
    assert [(one.name, one.choice, one.reason) for one in content.roll] == [
        ("Participante 00", "for", ""),
        ("Participante 01", "abstain", ""),
        ("Participante 02", "against", GROUND),
    ]
    abstaining = next(one for one in lines if one.kind is CheckKind.ABSTENTIONS)
    assert abstaining.level is CheckLevel.OK
    [told] = tally_report(store)["ballots"]
    assert (told["method"], told["needed_for"]) == ("consensus", None)
    assert told["balanced"]["differs"] is False
    assert told["outdated"] is False


def test_a_consensus_comes_in_from_a_sheet_in_its_own_words(
    store: Store, session: str, tmp_path: Path
) -> None:
    a_room(store, session)
    rows = (
        "Participante 00|consiente|",
        "Participante 01|se aparta|",
        "Participante 02|objeta|",
    )
    asked = RollCall(
        code="V-1", question="¿Se acuerda?", session=session, method=Method.CONSENSUS
    )

    report = import_votes(
        store, a_sheet(tmp_path / "v.csv", "Nombre|Voto|Fundamento", rows), asked
    )

    assert states(report) == ["new"] * 3
    [lacking] = [issue for row in report.rows for issue in row.issues]
    assert lacking.sentence.startswith("This objection needs its ground.")
    [told] = tally_report(store)["ballots"]
    assert told["outcome"] == "rejected"
    assert told["totals"] == {
        "for": 1,
        "against": 1,
        "abstain": 1,
        "no_answer": 0,
        "absent": 0,
        "excused": 0,
    }
