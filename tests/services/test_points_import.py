from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_contribution_draft
from tests.services.sheets import a_sheet, states
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.option_vote import Mark
from workshop_app.domain.vocabulary import Bloc, Method
from workshop_app.services.ballot_content import ballot_content
from workshop_app.services.contributions import write_contribution
from workshop_app.services.gathering import ballots_of, register
from workshop_app.services.imports import import_people, import_votes
from workshop_app.services.reports import tally_report
from workshop_app.services.votes_import import RollCall

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.services.import_report import ImportReport
    from workshop_app.store import Store

LIST = (
    "A-1|Rosa Ñahui|09134821|Lago|sociedad civil|",
    "A-2|Elmer Tuntui|41627305|Ministerio|Estado|",
    "A-3|Nelly Condori|40112233|Ministerio|Estado|",
    "A-4|Ana Prensa|40112235|||observador",
)
HEADING = "Código|Opción|Puntos|Peso|Voto"


@pytest.fixture
def vote(store: Store, session: str, tmp_path: Path) -> RollCall:
    """Dots to be imported, among people whose attendance is on record."""
    heading = "Código|Nombre|DNI|Organización|Bloque|Calidad"
    import_people(store, a_sheet(tmp_path / "l.csv", heading, LIST), session=session)
    return RollCall(
        code="V-1",
        question="¿Qué va primero?",
        session=session,
        method=Method.DOTS,
        points_each=3,
        most_per_option=2,
        winners=1,
    )


def _sheet(tmp_path: Path, *rows: str) -> Path:
    return a_sheet(tmp_path / "puntos.csv", HEADING, rows)


def _said(report: ImportReport) -> list[str]:
    return [issue.sentence for row in report.rows for issue in row.issues]


def test_options_are_ranked_by_their_points(
    store: Store, vote: RollCall, tmp_path: Path
) -> None:
    sheet = _sheet(
        tmp_path, "A-1|Agua|2|", "A-1|Posta|1|", "A-2|Agua|1|1", "A-2|Posta|1|"
    )

    report = import_votes(store, sheet, vote)

    assert states(report) == ["new"] * 4
    assert [one.sentence for one in report.issues] == [
        "1 person with a vote is not in the sheet."
    ]
    [ballot] = tally_report(store)["ballots"]
    assert ballot["options"] == [
        {
            "option": "Agua",
            "points": 3,
            "by_bloc": {"state": 1, "civil_society": 2, "other": 0},
            "voters": 2,
            "rank": 1,
            "chosen": True,
        },
        {
            "option": "Posta",
            "points": 2,
            "by_bloc": {"state": 1, "civil_society": 1, "other": 0},
            "voters": 2,
            "rank": 2,
            "chosen": False,
        },
    ]
    assert (ballot["outcome"], ballot["totals"]) == ("ranked", None)
    assert ballot["entitled"] == {"state": 2, "civil_society": 1, "other": 0}
    assert ballot["present"] == {"state": 1, "civil_society": 1, "other": 0}


def test_the_same_sheet_again_is_known_and_another_is_refused(
    store: Store, vote: RollCall, tmp_path: Path
) -> None:
    import_votes(store, _sheet(tmp_path, "A-1|Agua|2|"), vote)

    again = import_votes(store, _sheet(tmp_path, "A-1|Agua|2|"), vote)
    other = import_votes(store, _sheet(tmp_path, "A-1|Agua|1|"), vote)

    assert states(again) == ["known"]
    assert states(other) == ["refused"]
    assert "Ballot V-1 is closed with another vote." in _said(other)
    with store.read() as reader:
        assert [mark.points for mark in reader.all(Mark)] == [2]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (("A-1|Agua|3|",), "3 points for “Agua”, which takes 2 at most."),
        (("A-1|Agua|2|", "A-1|Posta|2|"), "4 points given, of 3 there are to give."),
        (("A-1|Agua|1|", "A-1| Agua |1|"), "This person marked this option twice."),
        (("A-1||1||SI",), "The row has no option, or no points."),
        (("A-1|Agua|||SI",), "The row has no option, or no points."),
        (("A-1|Agua|1|2",), "Points count as they were given, each once."),
        (("A-1|Agua|mucho|",), "“mucho”"),
        (("A-4|Agua|1|",), "Ana Prensa has no vote at this session."),
        (("A-9|Agua|1|",), "Not on the attendance list of session"),
    ],
)
def test_what_the_rule_does_not_allow_keeps_the_sheet_out(
    store: Store,
    vote: RollCall,
    tmp_path: Path,
    rows: tuple[str, ...],
    sentence: str,
) -> None:
    report = import_votes(store, _sheet(tmp_path, *rows), vote)

    assert not report.written
    assert any(one.startswith(sentence) for one in _said(report)), _said(report)


def test_an_option_may_be_a_contribution(
    store: Store, vote: RollCall, tmp_path: Path
) -> None:
    draft = a_contribution_draft(session=None, stage=None, title="Agua limpia")
    written = write_contribution(store, draft, [store.operator])
    with store.read() as reader:
        code = reader.get(Contribution, written).code

    import_votes(store, _sheet(tmp_path, f"A-1|{code}|2|"), vote)

    [ballot] = tally_report(store)["ballots"]
    assert [one["option"] for one in ballot["options"]] == ["Agua limpia"]


def test_the_minutes_hold_the_options(
    store: Store, vote: RollCall, tmp_path: Path
) -> None:
    import_votes(store, _sheet(tmp_path, "A-1|Agua|2|", "A-3|Posta|1|"), vote)

    with store.read() as reader:
        [records] = ballots_of(reader)
        ballot = ballot_content(records, register(reader), {}, "")

    assert [(one.text, one.points, one.chosen) for one in ballot.options] == [
        ("Agua", 2, True),
        ("Posta", 1, False),
    ]
    by_bloc = ballot.options[0].by_bloc
    assert by_bloc is not None
    assert by_bloc[Bloc.CIVIL_SOCIETY] == 2
