from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.builders import a_person_draft
from tests.services.steps import last_deed
from tests.services.table import MadeTable, a_table
from workshop_app.domain.contribution import Contribution
from workshop_app.services.papers import issue_letters, issue_minutes
from workshop_app.services.people import register_person
from workshop_app.services.standing_papers import papers_that_say
from workshop_app.store import Deed

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store import Store


def _said_by(store: Store, deed: str) -> tuple[str, ...]:
    with store.read() as reader:
        return papers_that_say(reader, reader.deed(deed))


def _deed_of(store: Store, record: str) -> str:
    with store.read() as reader:
        return reader.history(record)[-1].deed


def _issued(store: Store, table: MadeTable, folder: Path) -> tuple[str, str]:
    minutes = issue_minutes(store, table.session, folder)
    (letter,) = issue_letters(store, table.session, folder, people=table.people[1:2])
    return minutes.number, letter.number


def test_a_decision_stands_on_the_minutes_and_on_its_letters(
    store: Store, tmp_path: Path
) -> None:
    table = a_table(store)
    first, second = table.contributions[:2]
    minutes, letter = _issued(store, table, tmp_path)

    assert _said_by(store, _deed_of(store, first)) == (minutes, letter)
    assert _said_by(store, _deed_of(store, second)) == (minutes,)


def test_a_vote_leads_to_the_contribution_and_the_session(
    store: Store, tmp_path: Path
) -> None:
    table = a_table(store)
    minutes, letter = _issued(store, table, tmp_path)

    assert _said_by(store, _deed_of(store, table.ballots[0])) == (minutes, letter)
    assert _said_by(store, _deed_of(store, table.session)) == (minutes,)


def test_what_came_after_a_paper_does_not_stand_on_it(
    store: Store, tmp_path: Path
) -> None:
    table = a_table(store)
    _issued(store, table, tmp_path)
    with store.write(Deed(code="amend_contribution")) as tx:
        made = tx.get(Contribution, table.contributions[0])
        tx.save(replace(made, title="Agua"))

    assert _said_by(store, last_deed(store)) == ()


def test_what_belongs_to_no_session_stands_on_no_paper(
    store: Store, tmp_path: Path
) -> None:
    _issued(store, a_table(store), tmp_path)
    register_person(store, a_person_draft(organization=None))

    assert _said_by(store, last_deed(store)) == ()
