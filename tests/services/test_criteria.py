"""A criteria matrix from a sheet: a row for each option and each criterion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.sheets import a_sheet, states
from tests.services.steps import a_room
from workshop_app.domain.criteria import CriteriaMissingError, CriterionDraft
from workshop_app.domain.option_vote import Mark
from workshop_app.domain.vocabulary import Method, Quorum
from workshop_app.services.ballot_content import ballot_content
from workshop_app.services.gathering import ballots_of, register
from workshop_app.services.imports import import_votes
from workshop_app.services.reports import tally_report
from workshop_app.services.votes_import import OtherBallotError, RollCall

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.services.import_report import ImportReport
    from workshop_app.store import Store

HEADING = "Nombre|Opción|Criterio|Puntos"
MATRIX = (
    CriterionDraft(title="Impacto social", weight=3, scale=5),
    CriterionDraft(title="Costo", weight=2, scale=4),
)
ROWS = (
    "Participante 00|Agua|impacto social|5",
    "Participante 00|Agua|Costo|1",
    "Participante 00|Caminos|Impacto social|2",
    "Participante 00|Caminos|Costo|4",
    "Participante 01|Agua|Impacto social|4",
    "Participante 01|Agua|Costo|0",
    "Participante 01|Caminos|Impacto social|3",
)


@pytest.fixture
def vote(store: Store, session: str) -> RollCall:
    a_room(store, session)
    return RollCall(
        code="V-1",
        question="¿Qué va primero?",
        session=session,
        method=Method.CRITERIA,
        points_each=1,
        most_per_option=1,
        winners=1,
        quorum=Quorum.NONE,
        criteria=MATRIX,
    )


def _import(store: Store, folder: Path, vote: RollCall, *rows: str) -> ImportReport:
    return import_votes(store, a_sheet(folder / "m.csv", HEADING, rows), vote)


def test_a_matrix_is_scored_weighed_and_ranked(
    store: Store, vote: RollCall, tmp_path: Path
) -> None:
    report = _import(store, tmp_path, vote, *ROWS)

    assert states(report) == ["new"] * 7
    assert [one.sentence for one in report.issues] == [
        "2 people with a vote are not in the sheet.",
        "1 cell of the matrix is empty and counts as 0.",
    ]
    [told] = tally_report(store)["ballots"]
    assert told["criteria"] == [
        {"title": "Impacto social", "weight": 3, "scale": 5},
        {"title": "Costo", "weight": 2, "scale": 4},
    ]
    agua, caminos = told["options"]
    assert (agua["option"], agua["points"], agua["chosen"]) == ("Agua", 29, True)
    assert agua["scores"] == {"Impacto social": 9, "Costo": 1}
    assert agua["by_bloc"] == {"state": 17, "civil_society": 12, "other": 0}
    assert (caminos["points"], caminos["rank"]) == (23, 2)
    assert told["outcome"] == "ranked"
    with store.read() as reader:
        [records] = ballots_of(reader)
        content = ballot_content(records, register(reader), {}, "")
    assert [line.title for line in content.criteria] == ["Impacto social", "Costo"]
    assert [line.scores for line in content.options] == [(9, 1), (5, 4)]


def test_the_same_matrix_again_is_known_and_other_weights_are_another_ballot(
    store: Store, vote: RollCall, tmp_path: Path
) -> None:
    _import(store, tmp_path, vote, *ROWS)

    again = _import(store, tmp_path, vote, *ROWS)
    other = replace(vote, criteria=(replace(MATRIX[0], weight=4), MATRIX[1]))
    with pytest.raises(OtherBallotError):
        _import(store, tmp_path, other, *ROWS)

    assert states(again) == ["known"] * 7
    with store.read() as reader:
        assert reader.count(Mark) == 7


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (("Participante 00|Agua|Costo|5",), "5 points for “Agua”, which takes 4"),
        (("Participante 00|Agua|Costo|-1",), "-1"),
        (("Participante 00|Agua||1",), "The row names none of the criteria"),
        (("Participante 00|Agua|Belleza|1",), "The row names none of the criteria"),
        (
            ("Participante 00|Agua|Costo|1", "Participante 00|Agua|costo|1"),
            "This person marked this option twice.",
        ),
    ],
)
def test_a_score_that_the_matrix_does_not_take_keeps_the_sheet_out(
    store: Store,
    vote: RollCall,
    tmp_path: Path,
    rows: tuple[str, ...],
    sentence: str,
) -> None:
    report = _import(store, tmp_path, vote, *rows)

    said = [issue.sentence for row in report.rows for issue in row.issues]
    assert any(sentence in one for one in said), said
    assert not report.written


@pytest.mark.parametrize(
    "criteria", [(), (MATRIX[0], replace(MATRIX[0], title="impacto  social"))]
)
def test_a_matrix_has_its_criteria_each_once(
    store: Store,
    vote: RollCall,
    tmp_path: Path,
    criteria: tuple[CriterionDraft, ...],
) -> None:
    with pytest.raises(CriteriaMissingError):
        _import(store, tmp_path, replace(vote, criteria=criteria), *ROWS)
