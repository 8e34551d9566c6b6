from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import (
    a_contribution_draft,
    a_session_draft,
    an_organization_draft,
    at,
)
from tests.services.sheets import a_sheet
from tests.services.steps import a_room, deeds, last_deed, last_title, somebody
from tests.services.table import NAMES, MadeTable, a_table, with_opening
from workshop_app.domain.ballot import BallotDraft
from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.decision import DecisionDraft
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.session import SessionDraft
from workshop_app.domain.vocabulary import Outcome, PaperKind, Visibility
from workshop_app.i18n import Language
from workshop_app.services.attendances import check_in
from workshop_app.services.ballots import open_ballot
from workshop_app.services.contributions import write_contribution
from workshop_app.services.decisions import decide
from workshop_app.services.delivery import SignedFileInTheWayError
from workshop_app.services.history import LastingDeedError, undo
from workshop_app.services.imports import import_proposals
from workshop_app.services.inductions import Induction, record_induction
from workshop_app.services.issuing import IssuedMeanwhileError, Numbering
from workshop_app.services.papers import (
    PRINT,
    SessionNotClosedError,
    issue_attendance,
    issue_letters,
    issue_minutes,
)
from workshop_app.services.people import register_organization
from workshop_app.services.processes import amend_office
from workshop_app.services.progress import Cancelled
from workshop_app.services.reports import coverage_report
from workshop_app.services.sessions import open_session, schedule_session
from workshop_app.store import RecordMissingError
from workshop_app.store.access import noted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workshop_app.store import Store


@pytest.fixture
def table(store: Store) -> MadeTable:
    return a_table(store)


def _record(path: Path) -> dict[str, Any]:
    from workshop_app.documents.verifying import verify_pdf  # noqa: PLC0415 slow

    verdict = verify_pdf(path.read_bytes())
    assert verdict.whole, verdict.problems
    assert verdict.record is not None
    found: dict[str, Any] = json.loads(verdict.record.data)
    return found


def _issued(store: Store) -> list[IssuedPaper]:
    with store.read() as reader:
        return list(reader.all(IssuedPaper))


def test_minutes_say_what_happened(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issued = issue_minutes(store, table.session, tmp_path / "acta.pdf")

    told = _record(issued.path)
    assert (issued.number, issued.version) == ("ACTA 001-2026-STGA", 1)
    assert (issued.replaced, issued.is_new) == (0, True)
    assert issued.sha256 == hashlib.sha256(issued.path.read_bytes()).hexdigest()
    assert told["session"]["theme"] == "Ambiente"
    assert told["session"]["place_name"] == "Puno"
    assert told["quorum"] == {
        "rule": "half_plus_one",
        "entitled": 4,
        "present": 4,
        "needed": 3,
        "met": True,
        "second_call": False,
    }
    assert told["organizations"] == 2
    assert [one["title"] for one in told["agenda"]] == ["Apertura", "Debate"]
    assert [one["role"] for one in told["signers"]] == [
        "facilitator",
        "rapporteur",
        "chair_state",
        "chair_civil_society",
    ]
    assert last_title(store) == "Issue ACTA 001-2026-STGA"


def test_minutes_hold_every_vote_and_every_dissent(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issued = issue_minutes(store, table.session, tmp_path / "acta.pdf")

    hands, roll = _record(issued.path)["ballots"]
    contributions = _record(issued.path)["contributions"]
    assert hands["contribution_code"] == contributions[0]["code"]
    assert hands["outcome"] == contributions[0]["table_outcome"] == "adopted"
    assert hands["dissents"][0]["name"] == NAMES[2]
    assert hands["dissents"][0]["bloc"] == "civil_society"
    assert hands["corrections"][0]["author"] == "Rosa Quispe Mamani"
    assert [one["name"] for one in roll["roll"]] == sorted(
        (NAMES[0], NAMES[1], NAMES[2]), key=str.casefold
    )
    assert contributions[1]["transcribed_by"] == "Rosa Quispe Mamani"
    assert contributions[2]["authors"] == []
    assert contributions[2]["outcome"] is None


def test_minutes_and_letters_list_contributions_in_order_of_their_codes(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    for code in ("AP-10", "AP-2", "AP-1"):
        draft = ContributionDraft(session=table.session, text="Otro aporte.")
        written = write_contribution(store, draft, [table.people[0]], code)
        decide(store, DecisionDraft(contribution=written, outcome=Outcome.ACCEPTED))

    minutes = issue_minutes(store, table.session, tmp_path / "acta.pdf")
    letters = issue_letters(store, table.session, tmp_path / "cartas")

    for path in (minutes.path, letters.files[0].path):
        listed = [one["code"] for one in _record(path)["contributions"]]
        assert listed[-3:] == ["AP-1", "AP-2", "AP-10"]


def test_minutes_say_who_had_the_induction(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    facts = Induction(at=at(8, 30), minutes=20, material="Guía")
    record_induction(store, table.session, table.people[:2], facts)

    issued = issue_minutes(store, table.session, tmp_path / "acta.pdf")

    told = _record(issued.path)["induction"]
    assert (told["minutes"], told["material"], told["people"]) == (20, "Guía", 2)


def test_a_draft_of_a_session_not_yet_opened_counts_nobody(
    store: Store, tmp_path: Path
) -> None:
    session = schedule_session(store, SessionDraft(title="Mesa de género"))

    issued = issue_minutes(store, session, tmp_path / "acta.pdf", draft=True)

    assert _record(issued.path)["at_opening"]["moment"] is None


def test_minutes_say_who_typed_a_ballot_in(store: Store, tmp_path: Path) -> None:
    session = schedule_session(store, SessionDraft(title="Mesa de género"))
    open_session(store, session, at(9))
    draft = BallotDraft(
        session=session,
        question="¿Se aprueba?",
        counted=False,
        transcribed_by=store.operator,
    )
    open_ballot(store, draft, at(10))

    issued = issue_minutes(store, session, tmp_path / "acta.pdf", draft=True)

    (ballot,) = _record(issued.path)["ballots"]
    assert ballot["transcribed_by"] == "Rosa Quispe Mamani"


def test_attendees_are_in_order_of_names_with_masked_documents(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issued = issue_attendance(store, table.session, tmp_path / "lista.pdf")

    listed = _record(issued.path)["attendees"]
    assert [one["name"] for one in listed] == [
        "Ana Pinedo",
        "Elmer Tuntui Wampush",
        "Nelly Condori",
        "Rosa Ñahui Ccori",
        "Rosa Quispe Mamani",
    ]
    assert listed[0]["document"] == "****2233"
    assert listed[0]["left_at"] == at(12).isoformat()
    assert listed[2]["left_at"] is None  # who came back has not left
    assert listed[4]["arrived_at"] is None
    assert issued.number == "LISTA 001-2026-STGA"


def test_the_public_edition_shows_no_document(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issued = issue_minutes(
        store, table.session, tmp_path / "acta.pdf", edition=Visibility.PUBLIC
    )

    told = _record(issued.path)
    assert {one["document"] for one in told["attendees"]} == {""}
    assert {one["document"] for one in told["signers"]} == {""}


def test_the_same_content_is_the_same_paper_to_the_byte(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    first = issue_minutes(store, table.session, tmp_path / "uno.pdf")
    before = deeds(store)

    again = issue_minutes(store, table.session, tmp_path / "dos.pdf")

    assert first.path.read_bytes() == again.path.read_bytes()
    assert not again.is_new
    assert deeds(store) == before


def test_other_content_is_the_next_version_under_the_same_number(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    first = issue_minutes(store, table.session, tmp_path / "uno.pdf")
    with_opening(store, table.session, "Se dio la bienvenida en quechua.")

    second = issue_minutes(store, table.session, tmp_path / "dos.pdf")
    english = issue_minutes(
        store, table.session, tmp_path / "tres.pdf", language=Language.ENGLISH
    )

    assert {first.number, second.number, english.number} == {"ACTA 001-2026-STGA"}
    assert (first.version, second.version, english.version) == (1, 2, 1)
    assert len(_issued(store)) == 3


def test_a_draft_carries_the_version_to_come(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    draft = issue_minutes(store, table.session, tmp_path / "borrador.pdf", draft=True)
    final = issue_minutes(store, table.session, tmp_path / "acta.pdf")
    with_opening(store, table.session, "Otra apertura.")
    next_draft = issue_minutes(store, table.session, tmp_path / "b2.pdf", draft=True)

    assert (draft.number, draft.version) == (final.number, final.version)
    assert next_draft.version == 2


def test_minutes_are_final_only_when_the_session_is_over(
    store: Store, session: str, tmp_path: Path
) -> None:
    with pytest.raises(SessionNotClosedError):
        issue_minutes(store, session, tmp_path / "acta.pdf")

    draft = issue_minutes(store, session, tmp_path / "acta.pdf", draft=True)

    told = _record(draft.path)
    assert told["reference"]["draft"] is True
    assert told["at_closing"]["moment"] is None


def test_a_session_that_has_not_begun_has_a_list_to_sign(
    store: Store, tmp_path: Path
) -> None:
    plan = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
    session = schedule_session(store, plan)

    issued = issue_attendance(store, session, tmp_path)

    assert issued.path == tmp_path / "lista-001-2026.pdf"
    assert _record(issued.path)["at_opening"]["moment"] is None


def test_papers_that_were_issued_cannot_be_undone(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issue_minutes(store, table.session, tmp_path / "acta.pdf")

    with pytest.raises(LastingDeedError):
        undo(store, last_deed(store))


def test_every_contributor_with_an_answer_gets_a_letter(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    letters = issue_letters(store, table.session, tmp_path / "cartas")

    told = [_record(one.path) for one in letters]
    assert [one.number for one in letters.files] == [
        "CARTA 0001-2026-STGA",
        "CARTA 0002-2026-STGA",
    ]
    assert [one["addressee"]["name"] for one in told] == [NAMES[0], NAMES[1]]
    assert [len(one["contributions"]) for one in told] == [2, 1]
    assert told[0]["session_title"] == "Mesa de información ambiental"
    assert told[0]["signers"][0]["name"] == NAMES[3]
    assert told[0]["addressee"]["email"] == "saturnina@ejemplo.pe"
    assert told[0]["review_until"] == "2026-05-05"
    assert last_title(store) == "Issue 2 letters"


def test_a_letter_never_names_anybody_else(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    letters = issue_letters(store, table.session, tmp_path / "cartas")

    told = json.dumps(_record(letters.files[0].path), ensure_ascii=False)
    assert NAMES[0] in told
    assert NAMES[1] not in told
    assert "MINAM" not in told
    assert "Rosa Quispe" not in told


def test_an_answer_in_a_letter_is_published(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issue_letters(store, table.session, tmp_path / "borradores", draft=True)
    drafted = coverage_report(store)["published"]
    issue_letters(store, table.session, tmp_path / "cartas")

    assert drafted == 0
    assert coverage_report(store)["published"] == 2


def test_a_letter_keeps_its_number(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    first = issue_letters(store, table.session, tmp_path / "uno")
    before = deeds(store)
    again = issue_letters(store, table.session, tmp_path / "dos")
    unchanged = deeds(store) - before
    decide(
        store,
        DecisionDraft(contribution=table.contributions[1], outcome=Outcome.ACCEPTED),
    )
    changed = issue_letters(store, table.session, tmp_path / "tres")

    assert [one.sha256 for one in again] == [one.sha256 for one in first]
    assert unchanged == 0
    assert [(one.number[-14:], one.version) for one in changed] == [
        (first.files[0].number[-14:], 2),
        (first.files[1].number[-14:], 1),
    ]


def test_a_letter_whose_answer_lacks_its_reason_is_listed_and_not_written(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    sheet = a_sheet(
        tmp_path / "p.csv",
        "Código|Texto|Autores|Resultado|Fundamento",
        [f"AP-9|Otra cosa|{NAMES[0]}|rechazada|×"],
    )
    import_proposals(store, sheet)

    letters = issue_letters(store, None, tmp_path / "cartas")

    assert [one.name for one in letters.refused] == [NAMES[0]]
    assert letters.refused[0].contributions == ("AP-9",)
    assert len(letters.files) == 1


def test_a_letter_on_several_sessions_names_none(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    draft = a_contribution_draft(session=None, stage=None)
    other = write_contribution(store, draft, [table.people[0]])
    decide(store, DecisionDraft(contribution=other, outcome=Outcome.ACCEPTED))
    amend_office(store, signatory=None)

    letters = issue_letters(store, None, tmp_path / "cartas")

    told = [_record(one.path) for one in letters]
    assert [one["session_title"] for one in told] == [
        "",
        "Mesa de información ambiental",
    ]
    assert told[0]["signers"] == []


def test_a_letter_is_written_to_somebody_without_an_organization(
    store: Store, tmp_path: Path
) -> None:
    person = somebody(store, "Ciudadana")
    draft = a_contribution_draft(session=None, stage=None)
    made = write_contribution(store, draft, [person])
    decide(store, DecisionDraft(contribution=made, outcome=Outcome.ACCEPTED))

    letters = issue_letters(store, None, tmp_path)

    told = _record(letters.files[0].path)
    assert told["addressee"]["organization"] == ""
    assert told["session_title"] == ""


def test_stopping_leaves_no_letter_behind(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    class Impatient:
        def at(self, done: int, total: int) -> None:
            if done == total == 2:
                raise Cancelled

    before = deeds(store)

    with pytest.raises(Cancelled):
        issue_letters(store, table.session, tmp_path / "cartas", progress=Impatient())

    assert not list((tmp_path / "cartas").iterdir())
    assert deeds(store) == before


def test_a_signed_paper_is_not_replaced_by_an_unsigned_one(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    signed = tmp_path / "acta.pdf"
    signed.write_bytes(b"%PDF-1.7 /ByteRange [0 1 2 3]")
    before = deeds(store)

    with pytest.raises(SignedFileInTheWayError):
        issue_minutes(store, table.session, signed)

    assert deeds(store) == before


def test_a_number_given_to_another_paper_meanwhile_is_not_given_twice(
    store: Store,
    session: str,
    table: MadeTable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    issue = Numbering.issue
    raced: list[int] = []

    def slow(self: Numbering, *arguments: Any) -> Any:
        drawn = issue(self, *arguments)
        if not raced:
            raced.append(1)
            issue_attendance(store, session, tmp_path / "otra.pdf")
        return drawn

    monkeypatch.setattr(Numbering, "issue", slow)

    with pytest.raises(IssuedMeanwhileError) as refusal:
        issue_attendance(store, table.session, tmp_path / "lista.pdf")

    assert refusal.value.number == "LISTA 001-2026-STGA"
    assert not (tmp_path / "lista.pdf").exists()
    assert [one.paper_kind for one in _issued(store)] == [PaperKind.ATTENDANCE]


def test_two_papers_do_not_go_by_one_number_and_version(
    store: Store, table: MadeTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = Numbering.issue
    raced: list[int] = []

    def slow(self: Numbering, *arguments: Any) -> Any:
        drawn = issue(self, *arguments)
        if not raced:
            raced.append(1)
            with_opening(store, table.session, "Se saludó a todos.")
            issue_minutes(store, table.session, tmp_path / "otra.pdf")
        return drawn

    monkeypatch.setattr(Numbering, "issue", slow)

    with pytest.raises(IssuedMeanwhileError):
        issue_minutes(store, table.session, tmp_path / "acta.pdf")

    assert not (tmp_path / "acta.pdf").exists()
    assert [one.version for one in _issued(store)] == [1]


def test_printing_is_noted(store: Store, table: MadeTable, tmp_path: Path) -> None:
    issue_minutes(store, table.session, tmp_path / "acta.pdf")
    issue_letters(store, table.session, tmp_path / "cartas")

    assert [(one.action, one.subject, one.count) for one in noted(store)] == [
        (PRINT, "letter", 2),
        (PRINT, "ACTA 001-2026-STGA", 5),
    ]


def test_papers_are_of_sessions_on_record(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RecordMissingError):
        issue_minutes(store, "0" * 32, tmp_path / "acta.pdf")
    with pytest.raises(RecordMissingError):
        issue_letters(store, "0" * 32, tmp_path)


def test_a_chair_who_is_not_on_the_list_signs_for_their_own_organization(
    store: Store, tmp_path: Path
) -> None:
    lake = register_organization(store, an_organization_draft(name="Lago"))
    chair = somebody(store, "Presidenta ausente", lake)
    plan = a_session_draft(stage=None, theme=None, chair_civil_society=chair)
    session = schedule_session(store, plan)

    issued = issue_minutes(store, session, tmp_path / "acta.pdf")

    assert [
        (one["name"], one["organization"]) for one in _record(issued.path)["signers"]
    ] == [("Presidenta ausente", "Lago")]


def test_minutes_of_fifty_take_as_many_statements_as_those_of_two(
    store: Store,
    session: str,
    tmp_path: Path,
    statements: Callable[[Callable[[], object]], int],
) -> None:
    a_room(store, session, size=2)
    few = statements(lambda: issue_minutes(store, session, tmp_path / "2", draft=True))
    for number in range(48):
        check_in(store, session, somebody(store, f"Persona {number}"), at(9, 30))

    many = statements(lambda: issue_minutes(store, session, tmp_path / "5", draft=True))

    assert many <= few
