"""One thematic table from the founding of the process to signed minutes and letters."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import DAY, at
from workshop_app.clock import SteppingClock
from workshop_app.documents.certificates import Holder, make_own_certificate
from workshop_app.domain.ballot import BallotDraft
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.decision import DecisionDraft
from workshop_app.domain.person import Person
from workshop_app.domain.process import RulesDraft, Stage
from workshop_app.domain.session import Session, SessionDraft
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Outcome,
    ReasonCode,
    StageKind,
    Stance,
)
from workshop_app.ids import SeededIds
from workshop_app.services import (
    attendances,
    ballots,
    decisions,
    history,
    imports,
    papers,
    processes,
    sessions,
    signing,
    verifying,
)
from workshop_app.services.composition import composition_report
from workshop_app.services.proposals_import import Origin
from workshop_app.services.reports import coverage_report, tally_report
from workshop_app.services.votes_import import RollCall
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from workshop_app.store import Store

pytestmark = pytest.mark.journey

PASSPHRASE = "el agua es de todos"  # noqa: S105 of a certificate made for the test
PEOPLE = (
    ("Nombre", "DNI", "Organización", "Bloque", "Asistencia"),
    ("Saturnina Ch’oque Ñahui", "40112231", "Federación", "sociedad civil", "presente"),
    ("Elmer Tuntui Wampush", "40112232", "Federación", "sociedad civil", "presente"),
    ("María Pinedo Shuña", "40112233", "MINAM", "Estado", "presente"),
    ("Jorge Huamán Ccori", "40112234", "MINAM", "Estado", "ausente"),
)
PROPOSALS = (
    ("Código", "Texto", "Autores", "Resultado", "Fundamento"),
    ("AP-1", "Publicar los análisis de agua.", "Saturnina Ch’oque Ñahui", "", ""),
    ("AP-2", "Traducir los informes.", "Tuntui Wampush, Elmer", "", ""),
    ("AP-3", "Reforestar la cuenca.", "María Pinedo Shuña", "rechazada", ""),
)
ROLL = (
    ("Nombre", "Voto"),
    ("CH’OQUE ÑAHUI, SATURNINA", "SI"),
    ("TUNTUI WAMPUSH, ELMER", "SI"),
    ("PINEDO SHUÑA, MARÍA", "NO"),
    ("HUAMÁN CCORI, JORGE", "AUSENTE"),
)


def _sheet(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock(at(7))


@pytest.fixture
def store(
    location: str, tmp_path: Path, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """An encrypted file, as every store is but the sample; and a server."""
    monkeypatch.setenv("KUSKA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KUSKA_KEYRING", "off")
    made = processes.found_process(
        location,
        "IV Plan de Acción",
        "Rosa Quispe Mamani",
        RulesDraft(effective_on=DAY),
        clock=clock,
        ids=SeededIds("journey", clock),
    )
    yield made
    made.close()


def _called(store: Store, name: str) -> str:
    with store.read() as reader:
        return next(one.id for one in reader.all(Person) if one.name == name)


def _coded(store: Store, code: str) -> str:
    with store.read() as reader:
        return reader.all(Contribution, code=code)[0].id


def _convened(store: Store, folder: Path) -> str:
    with store.read() as reader:
        stage = reader.all(Stage, stage_kind=StageKind.THEMATIC_TABLE)[0].id
    draft = SessionDraft(title="Agua y ambiente", stage=stage, held_on=DAY)
    session = sessions.schedule_session(store, draft, "MT-01")
    people = _sheet(folder / "personas.csv", PEOPLE)
    assert imports.import_people(store, people, session=session, dry_run=True).accepted
    assert imports.import_people(store, people, session=session).written
    sessions.amend_session(
        store,
        session,
        replace(
            draft,
            facilitator=store.operator,
            chair_state=_called(store, "María Pinedo Shuña"),
            chair_civil_society=_called(store, "Saturnina Ch’oque Ñahui"),
        ),
    )
    return session


def _debated(store: Store, session: str, folder: Path) -> None:
    sessions.open_session(store, session, at(9))
    proposals = _sheet(folder / "propuestas.csv", PROPOSALS)
    assert imports.import_proposals(
        store, proposals, origin=Origin(session=session)
    ).written
    late = _called(store, "Jorge Huamán Ccori")
    attendances.check_in(store, session, late, at(9, 40))
    attendances.check_out(store, session, late, at(9, 50))
    ballot = ballots.open_ballot(
        store,
        BallotDraft(
            session=session, question="¿Se publica?", contribution=_coded(store, "AP-1")
        ),
        at(10),
    )
    ballots.count_hands(
        store, ballot, {Bloc.STATE: (0, 1, 0), Bloc.CIVIL_SOCIETY: (2, 0, 0)}
    )
    ballots.close_ballot(store, ballot, at(10, 5))
    ballots.record_dissent(store, ballot, late, "El plazo es muy corto.")
    roll = RollCall(code="V-9", question="¿Se traduce?", session=session, at=at(10, 30))
    assert imports.import_votes(store, _sheet(folder / "v.csv", ROLL), roll).written
    sessions.close_session(store, session, at(12))


def _answered(store: Store) -> None:
    for code, outcome in (("AP-1", Outcome.ACCEPTED), ("AP-2", Outcome.REFERRED)):
        decisions.decide(
            store,
            DecisionDraft(
                contribution=_coded(store, code),
                outcome=outcome,
                reason_code=ReasonCode.REFERRED_ELSEWHERE,
                reason_text="Lo hará el Ministerio de Cultura.",
            ),
        )


def test_a_table_goes_from_the_first_arrival_to_signed_minutes_and_letters(
    store: Store, tmp_path: Path
) -> None:
    session = _convened(store, tmp_path)
    _debated(store, session, tmp_path)
    _answered(store)

    first, second = tally_report(store)["ballots"]
    assert (first["outcome"], second["outcome"]) == ("adopted", "adopted")
    assert first["present"] == {"state": 1, "civil_society": 2, "other": 0}
    assert second["by_organization"]["MINAM"]["absent"] == 1
    moments = composition_report(store, session)["sessions"][0]["moments"]
    assert [one["moment"] for one in moments][-2:] == ["V-9", "closing"]

    letters = papers.issue_letters(store, session, tmp_path / "cartas")
    assert len(letters.files) == 2
    assert [one.contributions for one in letters.refused] == [("AP-3",)]
    told = coverage_report(store)
    assert (told["answered"], told["published"]) == (2, 2)
    assert told["missing"] == [{"code": "AP-3", "why": "no reason"}]
    decisions.record_stance(
        store,
        _coded(store, "AP-2"),
        _called(store, "Elmer Tuntui Wampush"),
        Stance.DISAGREES,
        "Pedí que lo hiciera la mesa.",
    )

    acta = papers.issue_minutes(store, session, tmp_path / "acta.pdf")
    key = tmp_path / "rosa.p12"
    key.write_bytes(
        make_own_certificate(
            Holder(name="Rosa Quispe Mamani"),
            PASSPHRASE.encode(),
            seed=b"r" * 32,
            since=at(6),
        )
    )
    wish = signing.SignatureWish(at=at(13), role="facilitator")
    signing.sign_paper(acta.path, key, PASSPHRASE, wish, store)

    files = [acta.path, *(one.path for one in letters), *tmp_path.glob("*.kuska")]
    verdicts = verifying.verify_files(files, store)
    assert not [one.problems for one in verdicts if not one.whole]
    assert [one.name for one in verdicts[0].signers] == ["Rosa Quispe Mamani"]
    assert check(store) == ()


def test_an_import_by_mistake_is_taken_out_and_the_table_goes_on(
    store: Store, tmp_path: Path
) -> None:
    session = _convened(store, tmp_path)
    wrong = _sheet(tmp_path / "otra.csv", [("Nombre",), ("Nadie Deaquí",)])
    imports.import_people(store, wrong)

    imports.undo_import(store, imports.list_imports(store)[0].deed)
    with store.read() as reader:
        names = {one.name for one in reader.all(Person)}
    history.redo(store, imports.list_imports(store)[0].deed)
    history.undo(store, imports.list_imports(store)[0].deed)
    person = _called(store, "Jorge Huamán Ccori")
    attendances.mark(store, session, person, AttendanceStatus.EXCUSED)

    assert "Nadie Deaquí" not in names
    assert len(names) == 5
    with store.read() as reader:
        assert reader.get(Session, session).code == "MT-01"
    assert check(store) == ()
