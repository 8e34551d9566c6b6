from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_contribution_draft, a_session_draft, at
from tests.services.sheets import a_sheet, said, states
from tests.services.steps import deeds, last_title
from workshop_app.domain.ballot import Ballot, BallotCount, Vote
from workshop_app.domain.identity import imported_id
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.tally import Tally, tally
from workshop_app.domain.vocabulary import BallotState, Bloc, TableOutcome
from workshop_app.domain.vocabulary import Verdict as SamePersonVerdict
from workshop_app.exchange.table import Verdict
from workshop_app.services.contributions import write_contribution
from workshop_app.services.imports import import_people, import_votes
from workshop_app.services.same_person import judge
from workshop_app.services.sessions import schedule_session
from workshop_app.services.votes_import import OtherBallotError, RollCall
from workshop_app.store import RecordMissingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workshop_app.store import Reader, Store

LIST = (
    "A-1|Rosa Ñahui|09134821|Lago|sociedad civil|",
    "A-2|Elmer Tuntui|41627305|Ministerio|Estado|",
    "A-3|Nelly Condori|40112233|Ministerio|Estado|",
    "A-4|Nelly Condori|40112234|Lago|sociedad civil|",
    "A-5|Ana Prensa|40112235|||observador",
)
HEADING = "Nombre|DNI|Código|Organización|Voto|Fundamento"


@pytest.fixture
def roll(store: Store, session: str, tmp_path: Path) -> RollCall:
    """A roll-call to be imported, among people whose attendance is on record."""
    heading = "Código|Nombre|DNI|Organización|Bloque|Calidad"
    import_people(store, a_sheet(tmp_path / "l.csv", heading, LIST), session=session)
    return RollCall(code="V-1", question="¿Se aprueba?", session=session)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return a_sheet(
        tmp_path / "votos.csv",
        HEADING,
        [
            "ÑAHUI, ROSA||||SI|",
            "|41627305|||NO|Falta sustento",
            "Nelly Condori|||Ministerio|ABST|",
            "||A-4||LICENCIA_OFICIAL|",
        ],
    )


def person_meant(reader: Reader, code: str) -> str:
    person = reader.by_code(Person, code)
    assert person is not None
    return person.id


def _tally(store: Store) -> Tally:
    key = imported_id(store.process_id, "ballot", "V-1")
    with store.read() as reader:
        return tally(
            reader.get(Ballot, key),
            reader.all(BallotCount, ballot=key),
            reader.all(Vote, ballot=key),
        )


def test_a_roll_call_is_opened_recorded_and_closed(
    store: Store, roll: RollCall, sheet: Path
) -> None:
    report = import_votes(store, sheet, roll)

    found = _tally(store)
    with store.read() as reader:
        ballot = reader.all(Ballot)[0]
    assert report.written
    assert states(report) == ["new"] * 4
    assert (ballot.code, ballot.state, ballot.opened_at) == (
        "V-1",
        BallotState.CLOSED,
        at(9),
    )
    assert found.totals is not None
    assert (found.totals.votes_for, found.totals.votes_against) == (1, 1)
    assert (found.totals.abstentions, found.totals.excused) == (1, 1)
    assert found.outcome is TableOutcome.TIED
    assert last_title(store) == "Import votes from votos.csv"


def test_presence_is_that_of_the_sheet_and_entitlement_that_of_the_list(
    store: Store, roll: RollCall, sheet: Path
) -> None:
    import_votes(store, sheet, roll)

    found = _tally(store)
    assert (found.entitled.state, found.entitled.civil_society) == (2, 2)
    assert (found.present.state, found.present.civil_society) == (2, 1)
    assert found.entitled.other == 0


def test_who_is_missing_from_the_sheet_is_counted(
    store: Store, roll: RollCall, tmp_path: Path
) -> None:
    partial = a_sheet(tmp_path / "v.csv", "Nombre|Voto", ["Rosa Ñahui|a favor"])

    report = import_votes(store, partial, roll)

    assert [one.sentence for one in report.issues] == [
        "3 people with a vote are not in the sheet."
    ]
    assert report.verdict is Verdict.WARNING
    assert _tally(store).entitled.total == 4


def test_the_same_roll_call_again_is_known(
    store: Store, roll: RollCall, sheet: Path
) -> None:
    trial = import_votes(store, sheet, roll, dry_run=True)
    first = import_votes(store, sheet, roll)
    before = deeds(store)

    again = import_votes(store, sheet, roll)

    assert trial == first
    assert states(again) == ["known"] * 4
    assert again.accepted
    assert deeds(store) == before


def test_a_closed_roll_call_is_never_written_over(
    store: Store, roll: RollCall, sheet: Path, tmp_path: Path
) -> None:
    import_votes(store, sheet, roll)
    other = a_sheet(tmp_path / "v.csv", "Nombre|Voto", ["Rosa Ñahui|en contra"])

    report = import_votes(store, other, roll)

    assert states(report) == ["refused"]
    assert said(report.rows[0], "vote") == "Ballot V-1 is closed with another vote."
    with pytest.raises(OtherBallotError):
        import_votes(
            store, sheet, RollCall(code="V-1", question="Otra", session=roll.session)
        )


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ("Nadie|||||a favor||", "name", "Not on the attendance list"),
        ("Nelly Condori|||||a favor||", "name", "Several people could be meant"),
        ("Ana Prensa|||||a favor||", "name", "Ana Prensa has no vote"),
        ("||X-9|||a favor||", "name", "Not on the attendance list"),
        ("Rosa Ñahui|||||a favor|2|", "weight", "A roll-call counts every vote once."),
        ("Rosa Ñahui|||||||3", "vote", "The row has no vote."),
    ],
)
def test_what_cannot_be_counted_is_said_of_its_cell(
    store: Store, roll: RollCall, tmp_path: Path, row: str, column: str, sentence: str
) -> None:
    heading = "Nombre|DNI|Código|Organización|Opción|Voto|Peso|Puntos"
    cells = row.split("|")
    if column == "vote":
        cells[4] = "Agua"
    sheet = a_sheet(tmp_path / "v.csv", heading, ["|".join(cells)])

    report = import_votes(store, sheet, roll)

    assert states(report) == ["refused"]
    assert said(report.rows[0], column).startswith(sentence)
    with store.read() as reader:
        assert reader.count(Vote) == 0


def test_nobody_is_called_twice(store: Store, roll: RollCall, tmp_path: Path) -> None:
    rows = ["Rosa Ñahui|a favor", "Ñahui Rosa|en contra", "Elmer Tuntui|¿?"]
    sheet = a_sheet(tmp_path / "v.csv", "Nombre|Voto", rows)

    report = import_votes(store, sheet, roll)

    assert states(report) == ["new", "refused", "refused"]
    assert said(report.rows[1], "name") == "This person is in the sheet twice."


def test_who_is_on_the_list_under_two_entries_votes_once(
    store: Store, roll: RollCall, tmp_path: Path
) -> None:
    with store.read() as reader:
        one, other = (person_meant(reader, code) for code in ("A-3", "A-4"))
    judge(store, one, other, SamePersonVerdict.SAME, "Se vio su DNI.")
    rows = ["Nelly Condori||a favor", "|A-4|en contra", "Elmer Tuntui||en contra"]
    sheet = a_sheet(tmp_path / "v.csv", "Nombre|Código|Voto", rows)

    report = import_votes(store, sheet, roll)
    once = a_sheet(tmp_path / "once.csv", "Nombre|Código|Voto", rows[1:])
    import_votes(store, once, roll)

    assert states(report) == ["new", "refused", "new"]
    assert said(report.rows[1], "name") == "This person is in the sheet twice."
    assert _tally(store).entitled.total == 3  # four entries with a vote


def test_an_organization_that_cannot_be_seen_is_an_error(
    store: Store, roll: RollCall, tmp_path: Path
) -> None:
    sheet = a_sheet(
        tmp_path / "v.csv", "Nombre|Organización|Voto", ["Rosa Ñahui|\u200b|a favor"]
    )

    assert states(import_votes(store, sheet, roll)) == ["refused"]


def test_people_change_sides_and_the_roll_call_says_which(
    store: Store, roll: RollCall, tmp_path: Path
) -> None:
    sheet = a_sheet(
        tmp_path / "v.csv",
        "Nombre|Organización|Bloque|Voto",
        [
            "Rosa Ñahui|Bancada nueva|otro|a favor",
            "Elmer Tuntui|Lago||en contra",
            "A-3|Ministerio||a favor",
        ],
    )
    named = a_sheet(
        tmp_path / "w.csv",
        "Código|Nombre|Organización|Bloque|Voto",
        [
            "|Rosa Ñahui|Bancada nueva|otro|a favor",
            "|Elmer Tuntui|Lago||en contra",
            "A-3||Ministerio||a favor",
        ],
    )

    assert not import_votes(store, sheet, roll).accepted
    import_votes(store, named, roll)

    found = _tally(store)
    with store.read() as reader:
        organizations = {one.name: one for one in reader.all(Organization)}
        votes = {one.organization: one.bloc for one in reader.all(Vote)}
    assert votes[organizations["Bancada nueva"].id] is Bloc.OTHER
    assert votes[organizations["Lago"].id] is Bloc.CIVIL_SOCIETY
    assert votes[organizations["Ministerio"].id] is Bloc.STATE
    assert found.entitled.total == 4
    assert found.present.total == 3
    assert found.entitled.other == 1


def test_a_roll_call_may_be_on_a_contribution_and_at_a_moment(
    store: Store, roll: RollCall, sheet: Path
) -> None:
    draft = a_contribution_draft(session=None, stage=None)
    contribution = write_contribution(store, draft, [store.operator])
    asked = RollCall(
        code="V-1",
        question="¿Se aprueba?",
        session=roll.session,
        at=at(10, 43),
        contribution=contribution,
    )

    import_votes(store, sheet, asked)

    with store.read() as reader:
        ballot = reader.all(Ballot)[0]
    assert (ballot.opened_at, ballot.contribution) == (at(10, 43), contribution)


def test_what_is_named_must_be_on_record(
    store: Store, roll: RollCall, sheet: Path
) -> None:
    with pytest.raises(RecordMissingError):
        import_votes(
            store, sheet, RollCall(code="V-1", question="¿?", session="0" * 32)
        )
    with pytest.raises(RecordMissingError):
        import_votes(
            store,
            sheet,
            RollCall(
                code="V-1",
                question="¿Se aprueba?",
                session=roll.session,
                contribution="0" * 32,
            ),
        )


def test_a_roll_call_of_a_session_without_times_is_taken_now(
    store: Store, tmp_path: Path
) -> None:
    draft = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
    session = schedule_session(store, draft)
    import_people(
        store,
        a_sheet(tmp_path / "l.csv", "Código|Nombre", ["A-1|Rosa"]),
        session=session,
    )
    sheet = a_sheet(tmp_path / "v.csv", "Código|Voto", ["A-1|a favor"])

    import_votes(store, sheet, RollCall(code="V-1", question="¿Sí?", session=session))

    with store.read() as reader:
        ballot = reader.all(Ballot)[0]
    assert ballot.opened_at is not None
    assert ballot.opened_at > at(8)


def test_fifty_votes_take_as_many_statements_as_two(
    store: Store,
    session: str,
    tmp_path: Path,
    statements: Callable[[Callable[[], object]], int],
) -> None:
    people = [f"A-{number}|Persona {number}" for number in range(52)]
    listed = a_sheet(tmp_path / "l.csv", "Código|Nombre", people)
    import_people(store, listed, session=session)

    def importing(code: str, numbers: range) -> Callable[[], object]:
        rows = [f"A-{number}|a favor" for number in numbers]
        sheet = a_sheet(tmp_path / f"{code}.csv", "Código|Voto", rows)
        asked = RollCall(code=code, question="¿Sí?", session=session)
        return lambda: import_votes(store, sheet, asked)

    few = statements(importing("V-1", range(2)))
    many = statements(importing("V-2", range(2, 52)))

    assert many <= few


def test_votes_of_a_session_never_opened_come_in_with_a_warning(
    store: Store, tmp_path: Path
) -> None:
    draft = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
    planned = schedule_session(store, draft)
    heading = "Código|Nombre|DNI|Organización|Bloque|Calidad"
    import_people(
        store, a_sheet(tmp_path / "l.csv", heading, LIST[:2]), session=planned
    )
    votes = a_sheet(tmp_path / "v.csv", "Código|Voto", ["A-1|SI", "A-2|SI"])
    roll = RollCall(code="V-1", question="¿Se aprueba?", session=planned)

    report = import_votes(store, votes, roll)

    assert report.written
    [issue] = report.issues
    assert issue.verdict is Verdict.WARNING
    assert "was never opened: check the moment of this roll-call" in issue.sentence
    found = _tally(store)
    assert (found.present.state, found.present.civil_society) == (1, 1)


def test_the_count_is_written_down_with_the_votes(
    store: Store, roll: RollCall, sheet: Path
) -> None:
    import_votes(store, sheet, roll)

    key = imported_id(store.process_id, "ballot", "V-1")
    with store.read() as reader:
        rows = reader.all(BallotCount, ballot=key)
    counted = {row.bloc: row.votes_for for row in rows if row.votes_for is not None}
    assert counted == {
        bloc: numbers.votes_for for bloc, numbers in _tally(store).counts.items()
    }
    assert sum(counted.values()) > 0


def test_of_votes_given_again_the_last_counts_and_both_tallies_are_said(
    store: Store, roll: RollCall, tmp_path: Path
) -> None:
    rows = (
        "||A-1||SI|",
        "||A-2||NO|",
        "||A-1||NO|",
        "||A-2||tal vez|",
        "||A-1||SI|",
        "||A-3||NO|",
    )
    twice = a_sheet(tmp_path / "dos.csv", HEADING, [rows[0], rows[2]])
    again = a_sheet(tmp_path / "v.csv", HEADING, [*rows[:3], *rows[4:]])
    asked = replace(roll, last_counts=True, published=(2, 3, None))

    refused = import_votes(store, twice, roll)
    broken = import_votes(store, a_sheet(tmp_path / "m.csv", HEADING, rows), asked)
    report = import_votes(store, again, asked)
    known = import_votes(store, again, asked)

    assert not refused.accepted
    assert states(broken)[3] == "refused"
    assert states(report) == ["known", "new", "known", "new", "new"]
    assert states(known) == ["known"] * 5
    [issue] = report.rows[0].issues
    assert issue.sentence == "Given again further down, where it counts."
    said = [issue.sentence for issue in report.issues]
    assert said[-2:] == [
        (
            "2 votes were given again. The last of each voter counts: 1 in favour, "
            "2 against and 0 abstaining. Counting each time would make 2 in favour, "
            "3 against and 0 abstaining."
        ),
        (
            "Published: 2 in favour and 3 against. On record is what the rows come to: "
            "1 in favour, 2 against and 0 abstaining. The published totals count each "
            "vote given again."
        ),
    ]
    totals = _tally(store).totals
    assert totals is not None
    assert (totals.votes_for, totals.votes_against) == (1, 2)


def test_published_totals_that_nothing_comes_to_are_told_as_they_are(
    store: Store, roll: RollCall, sheet: Path
) -> None:
    report = import_votes(store, sheet, replace(roll, published=(9, 9, 9)))

    assert report.issues[-1].sentence == (
        "Published: 9 in favour, 9 against and 9 abstaining. On record is what the "
        "rows come to: 1 in favour, 1 against and 1 abstaining."
    )
