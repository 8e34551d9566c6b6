"""Ballots on paper from a sheet of sums, and totals that contradict their parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_contribution_draft
from tests.services.sheets import a_sheet, states
from tests.services.steps import a_room
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.secret_ballot import UrnCount
from workshop_app.domain.vocabulary import Method
from workshop_app.services.contributions import write_contribution
from workshop_app.services.imports import import_votes
from workshop_app.services.reports import tally_report
from workshop_app.services.urns_import import NamesNeededError
from workshop_app.services.votes_import import RollCall

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.services.import_report import ImportReport
    from workshop_app.store import Store

HEADING = "Bloque|Opción|A favor|En contra|En blanco|Nulos|Válidos|Emitidos"


@pytest.fixture
def vote(store: Store, session: str) -> RollCall:
    a_room(store, session, 12)
    return RollCall(
        code="V-1",
        question="¿Se aprueba?",
        session=session,
        method=Method.SECRET,
        on_paper=True,
    )


def _import(store: Store, folder: Path, vote: RollCall, *rows: str) -> ImportReport:
    return import_votes(store, a_sheet(folder / "u.csv", HEADING, rows), vote)


def _said(report: ImportReport) -> list[str]:
    own = [issue.sentence for issue in report.issues]
    return own + [issue.sentence for row in report.rows for issue in row.issues]


def test_what_lay_in_an_urn_comes_in_and_totals_that_agree_are_silent(
    store: Store, vote: RollCall, tmp_path: Path
) -> None:
    report = _import(store, tmp_path, vote, "||7|3|1|1|11|12")
    again = _import(store, tmp_path, vote, "||7|3|1|1|10|12")
    other = _import(store, tmp_path, vote, "||8|3|0|1|11|12")

    assert (states(report), states(again)) == (["new"], ["known"])
    assert (_said(report), _said(again)) == ([], [])
    assert states(other) == ["refused"]
    assert _said(other) == ["Ballot V-1 is closed with another count."]
    [told] = tally_report(store)["ballots"]
    assert told["totals"] == {"for": 7, "against": 3, "abstain": 1}
    assert told["present"] == {"state": 6, "civil_society": 6, "other": 0}
    assert told["outcome"] == "adopted"


def test_totals_that_contradict_their_parts_are_told_and_not_believed(
    store: Store, vote: RollCall, tmp_path: Path
) -> None:
    published = replace(vote, published=(2, 4, None))

    report = _import(store, tmp_path, published, "||2|4|1|2|2|11")

    assert report.written
    assert _said(report) == [
        (
            "The published totals are what the rows come to: "
            "2 in favour, 4 against and 1 abstaining."
        ),
        (
            "Valid votes: the sheet says 2, and its parts come to 7. "
            "On record are the parts."
        ),
        (
            "Papers in all: the sheet says 11, and its parts come to 9. "
            "On record are the parts."
        ),
    ]
    [told] = tally_report(store)["ballots"]
    assert told["totals"] == {"for": 2, "against": 4, "abstain": 1}
    assert told["papers"]["spoiled"] == 2


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (("Estado||3|1|0|0||",), "The urn of bloc State held 4 papers."),
        (("||3|1|0|0||", "Estado||6|0|0|0||"), "It is not clear which papers"),
        (("||tres|1|0|0||",), "is not a whole number"),
    ],
)
def test_urns_that_are_unclear_or_tell_on_people_are_kept_out(
    store: Store, vote: RollCall, tmp_path: Path, rows: tuple[str, ...], sentence: str
) -> None:
    report = _import(store, tmp_path, vote, *rows)

    assert any(sentence in one for one in _said(report))
    assert not report.written
    with store.read() as reader:
        assert reader.count(UrnCount) == 0


def test_more_papers_than_people_are_pointed_at_in_what_was_held_elsewhere(
    store: Store, vote: RollCall, tmp_path: Path
) -> None:
    report = _import(
        store, tmp_path, vote, "Estado||9|0|0|0||", "sociedad civil||5|||||"
    )

    assert report.written
    assert _said(report) == ["9 papers were counted where 6 could vote."]


def test_options_on_paper_are_ranked_without_names_or_blocs(
    store: Store, session: str, vote: RollCall, tmp_path: Path
) -> None:
    draft = a_contribution_draft(session=session, stage=None, theme=None)
    made = write_contribution(store, draft, [store.operator])
    with store.read() as reader:
        code = reader.get(Contribution, made).code
    dots = replace(vote, method=Method.DOTS, winners=1)
    rows = (f"|{code}|3||||9|16", "|Caminos|7|||||", "|Posta|2|||||", "||0|2|1|2||")

    report = _import(store, tmp_path, dots, *rows)

    assert states(report) == ["new", "new", "new", "known"]
    assert _said(report) == [
        (
            "Valid votes: the sheet says 9, and its parts come to 15. "
            "On record are the parts."
        ),
        (
            "Papers in all: the sheet says 16, and its parts come to 17. "
            "On record are the parts."
        ),
        "5 papers are for none of the options and are not kept.",
    ]
    [told] = tally_report(store)["ballots"]
    assert [(one["option"], one["points"]) for one in told["options"]] == [
        ("Caminos", 7),
        (draft.title, 3),
        ("Posta", 2),
    ]
    assert told["options"][0]["by_bloc"] == {}
    assert (told["options"][0]["chosen"], told["outcome"]) == (True, "ranked")


def test_points_on_paper_are_no_papers_and_an_option_stands_once(
    store: Store, vote: RollCall, tmp_path: Path
) -> None:
    points = replace(vote, method=Method.POINTS, points_each=3)
    twice = ("|Agua|3|||||", "| Agua |4|||||")

    refused = _import(store, tmp_path, points, *twice)
    came = _import(store, tmp_path, points, "Estado|Agua|3||||9|", "|Posta|2|||||")

    assert "“Agua” is in the sheet twice." in " ".join(_said(refused))
    assert came.written
    assert _said(came) == []


def test_sums_make_no_vote_by_name(
    store: Store, vote: RollCall, tmp_path: Path
) -> None:
    with pytest.raises(NamesNeededError):
        _import(store, tmp_path, replace(vote, method=Method.ROLL_CALL), "||7|3||||")
