from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.steps import deeds
from tests.services.table import MadeTable, a_table, with_opening
from workshop_app.domain.decision import Decision
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Visibility
from workshop_app.i18n import Language
from workshop_app.services.paper_previews import preview_letter, preview_minutes
from workshop_app.services.papers import issue_letters, issue_minutes
from workshop_app.services.previews import page_count, page_text
from workshop_app.services.sessions import reopen_session
from workshop_app.store import Deed, RecordMissingError, Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def table(store: Store) -> MadeTable:
    return a_table(store)


def test_looking_at_minutes_records_nothing(store: Store, table: MadeTable) -> None:
    before = deeds(store)

    preview = preview_minutes(store, table.session)

    assert preview.draft
    assert (preview.number, preview.version) == ("ACTA 001-2026-STGA", 1)
    assert preview.name == "acta-001-2026-STGA-borrador.pdf"
    assert "Mesa de información ambiental" in page_text(preview.pdf, 1)
    assert deeds(store) == before


def test_minutes_that_were_issued_are_shown_as_issued(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issued = issue_minutes(store, table.session, tmp_path / "acta.pdf")

    preview = preview_minutes(store, table.session)

    assert not preview.draft
    assert preview.sha256 == issued.sha256
    assert preview.pdf == issued.path.read_bytes()


def test_what_changed_since_is_a_draft_of_the_next_version(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issue_minutes(store, table.session, tmp_path / "acta.pdf")
    with_opening(store, table.session, "Otra apertura.")

    preview = preview_minutes(store, table.session)

    assert preview.draft
    assert preview.version == 2


def test_minutes_of_a_session_under_way_are_a_draft(
    store: Store, table: MadeTable
) -> None:
    reopen_session(store, table.session, reason="Faltó un aporte.")

    preview = preview_minutes(
        store, table.session, language=Language.ENGLISH, edition=Visibility.PUBLIC
    )

    assert preview.draft
    assert "Minutes" in page_text(preview.pdf, 1)
    assert preview.name == "acta-001-2026-STGA-en-publica-borrador.pdf"


def test_a_session_that_is_not_there_has_no_minutes(
    store: Store, table: MadeTable
) -> None:
    with pytest.raises(RecordMissingError):
        preview_minutes(store, "0" * 32)


def test_a_letter_is_a_draft_until_it_is_issued(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    person = table.people[0]
    draft = preview_letter(store, person, table.session)
    issue_letters(store, table.session, tmp_path, people=[person])

    issued = preview_letter(store, person, table.session)

    assert draft is not None
    assert issued is not None
    assert (draft.draft, issued.draft) == (True, False)
    assert issued.pdf == (tmp_path / issued.name).read_bytes()


def test_nobody_gets_a_letter_before_an_answer(store: Store, table: MadeTable) -> None:
    with store.write(Deed(code="decide")) as tx:
        for one in tx.all(Decision):
            tx.remove(Decision, one.id)

    assert preview_letter(store, table.people[0], table.session) is None


def test_who_is_no_longer_on_record_has_no_place_to_sign(
    store: Store, table: MadeTable
) -> None:
    reopen_session(store, table.session, reason="Faltó un aporte.")
    with store.read() as reader:
        key = reader.get(Session, table.session).facilitator
        assert key is not None
        name = reader.get(Person, key).name
    signed = preview_minutes(store, table.session).pdf
    assert name in page_text(signed, page_count(signed))

    with store.write(Deed("take_away")) as tx:  # as a merge might
        tx.remove(Person, key)
    preview = preview_minutes(store, table.session)

    assert name not in page_text(preview.pdf, page_count(preview.pdf))
