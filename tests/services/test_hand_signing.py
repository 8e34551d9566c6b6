"""A signature in ink is remembered: who, when, and where the paper is."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.builders import DAY, at
from tests.services.steps import deeds, last_title
from tests.services.table import a_table
from workshop_app.domain.evidence import Attachment, IssuedPaper
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import PaperKind
from workshop_app.services import history, undoing
from workshop_app.services.checklist import CheckKind, closing_checklist
from workshop_app.services.evidence import FileEmptyError
from workshop_app.services.hand_signing import (
    HandSignatures,
    NobodySignedError,
    PaperNumberUnknownError,
    SignedThatDayError,
    minutes_numbered,
    record_hand_signatures,
)
from workshop_app.services.papers import issue_attendance, issue_minutes
from workshop_app.services.pending import PendingKind, what_is_left
from workshop_app.store import Deed

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store import Store

EVERYBODY = ("facilitator", "rapporteur", "chair_state", "chair_civil_society")
NUMBER = "ACTA 001-2026-STGA"
SIGNING = {PendingKind.UNSIGNED, PendingKind.PARTLY_SIGNED}


@pytest.fixture
def paper(store: Store, tmp_path: Path) -> str:
    """The id of issued minutes."""
    session = a_table(store).session
    issue_minutes(store, session, tmp_path / "acta.pdf")
    with store.read() as reader:
        return minutes_numbered(reader, f" {NUMBER.lower()} ").id


def _paper(store: Store, paper: str) -> IssuedPaper:
    with store.read() as reader:
        return reader.get(IssuedPaper, paper)


def _lacking(store: Store) -> list[int]:
    left = what_is_left(store, now=at(18))
    return [one.count for one in left if one.kind in SIGNING]


def test_minutes_signed_on_paper_are_no_longer_missed_and_missed_again_when_undone(
    store: Store, paper: str
) -> None:
    places = _lacking(store)

    record_hand_signatures(
        store,
        paper,
        HandSignatures(roles=("chair_state",), on=DAY, kept_at=" Archivo,  caja 3 "),
    )
    some = _paper(store, paper)
    lacking, checked = _lacking(store), _checked(store, some)
    roles = tuple(_signers(store, some))
    record_hand_signatures(store, paper, HandSignatures(roles=roles, on=DAY))
    everybody = _paper(store, paper)
    settled = _lacking(store)
    with store.read() as reader:
        last = undoing.last_undoable(reader, store.operator)
    assert last is not None
    history.undo(store, last.deed)
    undone = _lacking(store)
    with store.write(Deed("sign_paper")) as tx:
        tx.save(dataclasses.replace(some, signed_by=("Nelly Condori",)))
    said = _checked(store, some)
    with store.write(Deed("sign_paper")) as tx:
        one = tx.get(IssuedPaper, paper)
        tx.save(dataclasses.replace(one, signed_by_hand=()))
    certified = _checked(store, some)

    assert certified == f"{NUMBER} is signed by Nelly Condori."
    assert said == (
        f"{NUMBER} is signed by Nelly Condori, and by hand by {some.signed_by_hand[0]}."
    )
    assert checked == f"{NUMBER} is signed by hand by {some.signed_by_hand[0]}."
    assert len(some.signed_by_hand) == 1
    assert some.signed_by_hand_on == DAY
    assert everybody.print_kept_at == some.print_kept_at == "Archivo, caja 3"
    assert len(set(everybody.signed_by_hand)) == len(roles) == places[0]
    assert everybody.signers == everybody.signed_by_hand
    assert lacking == [places[0] - 1]
    assert settled == []
    assert undone == lacking


def test_the_deed_names_who_signed_and_keeps_the_scan_with_it(
    store: Store, paper: str, tmp_path: Path
) -> None:
    scan = tmp_path / "acta firmada.jpg"
    scan.write_bytes(b"\xff\xd8 a photograph")
    before = deeds(store)

    record_hand_signatures(
        store,
        paper,
        HandSignatures(roles=("facilitator",), on=DAY, kept_at="Caja 3", scan=scan),
    )

    with store.read() as reader:
        kept = reader.all(Attachment, subject=paper)
    (name,) = _paper(store, paper).signed_by_hand
    assert deeds(store) == before + 1
    assert last_title(store) == f"Record that {name} signed {NUMBER} by hand"
    assert [(one.name, one.origin) for one in kept] == [("acta firmada.jpg", "Caja 3")]


def test_what_cannot_have_happened_is_refused_and_changes_nothing(
    store: Store, paper: str, tmp_path: Path
) -> None:
    session = _paper(store, paper).subject
    issue_attendance(store, session, tmp_path / "lista.pdf")
    with store.read() as reader:
        (listed,) = reader.all(IssuedPaper, paper_kind=PaperKind.ATTENDANCE)
    empty = tmp_path / "vacio.jpg"
    empty.touch()
    before = deeds(store)

    for roles in ((), ("signatory",)):
        with pytest.raises(NobodySignedError):
            record_hand_signatures(store, paper, HandSignatures(roles=roles, on=DAY))
    with pytest.raises(NobodySignedError):
        record_hand_signatures(
            store, listed.id, HandSignatures(roles=EVERYBODY, on=DAY)
        )
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=400)):
        with pytest.raises(SignedThatDayError):
            record_hand_signatures(
                store, paper, HandSignatures(roles=("facilitator",), on=day)
            )
    with pytest.raises(FileEmptyError):
        record_hand_signatures(
            store,
            paper,
            HandSignatures(roles=("facilitator",), on=DAY, scan=empty),
        )
    with store.read() as reader, pytest.raises(PaperNumberUnknownError):
        minutes_numbered(reader, "ACTA 009-2026-STGA")

    assert deeds(store) == before


def _checked(store: Store, paper: IssuedPaper) -> str:
    with store.read() as reader:
        lines = closing_checklist(reader, paper.subject)
    return next(one.sentence for one in lines if one.kind is CheckKind.SIGNERS)


def _signers(store: Store, paper: IssuedPaper) -> dict[str, str]:
    with store.read() as reader:
        return reader.get(Session, paper.subject).signers
