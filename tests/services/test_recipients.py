from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.services.steps import somebody
from tests.services.table import NAMES, MadeTable, a_table
from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.decision import Decision
from workshop_app.domain.identity import decision_id
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Outcome, Verdict
from workshop_app.services.contributions import write_contribution
from workshop_app.services.papers import issue_letters
from workshop_app.services.pending import PendingKind, what_is_left
from workshop_app.services.recipients import (
    LetterState,
    Recipient,
    read_recipients,
    recipients,
)
from workshop_app.services.reports import info_report
from workshop_app.services.same_person import judge
from workshop_app.services.sessions import reopen_session
from workshop_app.store import Deed
from workshop_app.store.access import noted

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store import Store


@pytest.fixture
def table(store: Store) -> MadeTable:
    return a_table(store)


def _by_name(store: Store, session: str | None) -> dict[str, Recipient]:
    with store.read() as reader:
        return {one.name: one for one in read_recipients(reader, session)}


def test_everybody_who_contributed_can_be_written_to(
    store: Store, table: MadeTable
) -> None:
    found = recipients(store, table.session)

    assert [one.name for one in found] == list(NAMES[:2])
    assert {one.state for one in found} == {LetterState.READY}
    assert [len(one.answered) for one in found] == [2, 1]
    assert all(one.can_be_written and one.reachable for one in found)
    assert found[0].organization == "Federación"


def test_it_is_noted_who_looked_at_the_addresses(
    store: Store, table: MadeTable
) -> None:
    recipients(store, table.session)

    last = noted(store)[0]
    assert (last.action, last.subject, last.count) == ("view", "recipients", 2)


def test_nothing_is_noted_where_nobody_is_shown(store: Store, table: MadeTable) -> None:
    recipients(store, "0" * 32)

    assert noted(store) == ()


def test_a_letter_that_answers_everything_is_written(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issue_letters(store, table.session, tmp_path, people=[table.people[0]])

    found = _by_name(store, table.session)

    assert found[NAMES[0]].state is LetterState.ISSUED
    assert found[NAMES[1]].state is LetterState.READY


def test_a_letter_whose_answer_was_altered_or_undone_since_is_marked(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issue_letters(store, table.session, tmp_path)
    with store.write(Deed(code="decide")) as tx:
        before = tx.get(Decision, decision_id(table.contributions[1]))
        tx.save(replace(before, reason_text="Se dijo otra cosa."))
    altered = {name: one.state for name, one in _by_name(store, table.session).items()}
    with store.write(Deed(code="decide")) as tx:
        tx.save(before)
        tx.remove(Decision, decision_id(table.contributions[0]))

    found = _by_name(store, table.session)

    assert altered == {
        NAMES[0]: LetterState.CHANGED,
        NAMES[1]: LetterState.ISSUED,
    }
    assert {one.state for one in found.values()} == {LetterState.CHANGED}
    assert found[NAMES[0]].can_be_written
    assert not found[NAMES[1]].can_be_written


def test_an_answer_without_its_reason_keeps_the_letter_back(
    store: Store, table: MadeTable
) -> None:
    answer = decision_id(table.contributions[1])
    with store.write(Deed(code="decide")) as tx:
        before = tx.get(Decision, answer)
        tx.save(replace(before, outcome=Outcome.NOT_ACCEPTED, reason_text=""))

    one = _by_name(store, None)[NAMES[0]]

    assert one.state is LetterState.UNREASONED
    assert [key for key, _ in one.unreasoned] == [table.contributions[1]]
    assert not one.can_be_written


def test_nobody_is_written_to_before_an_answer(store: Store, table: MadeTable) -> None:
    with store.write(Deed(code="decide")) as tx:
        tx.remove(Decision, decision_id(table.contributions[0]))

    one = _by_name(store, table.session)[NAMES[1]]

    assert one.state is LetterState.WAITING
    assert [key for key, _ in one.waiting] == [table.contributions[0]]


def test_an_answer_that_came_later_asks_for_another_letter(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    answer = decision_id(table.contributions[1])
    with store.write(Deed(code="decide")) as tx:
        kept = tx.get(Decision, answer)
        tx.remove(Decision, answer)
    issue_letters(store, table.session, tmp_path)
    partly = _by_name(store, table.session)[NAMES[0]]
    with store.write(Deed(code="decide")) as tx:
        tx.add(kept)

    assert partly.state is LetterState.ISSUED
    assert _by_name(store, table.session)[NAMES[0]].state is LetterState.READY


def test_an_address_without_consent_is_not_shown(
    store: Store, table: MadeTable
) -> None:
    with store.write(Deed(code="amend_person")) as tx:
        before = tx.get(Person, table.people[0])
        tx.save(replace(before, email_authorized=False, address=""))

    one = _by_name(store, table.session)[NAMES[0]]

    assert one.email == ""
    assert not one.reachable


def test_somebody_of_no_organization_has_none(store: Store, table: MadeTable) -> None:
    reopen_session(store, table.session, reason="Faltó un aporte.")
    draft = ContributionDraft(
        text="Más árboles.", session=table.session, happened_at=at(12)
    )
    write_contribution(store, draft, [store.operator])

    one = _by_name(store, table.session)["Rosa Quispe Mamani"]

    assert one.organization == ""
    assert one.state is LetterState.WAITING


def test_who_is_on_record_twice_gets_one_letter_about_all_of_it(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    apart = recipients(store, table.session)
    one, other = sorted(each.id for each in apart)
    issue_letters(store, table.session, tmp_path, people=[other])
    said = {key for each in apart for key, _ in each.answered}

    judge(store, one, other, Verdict.SAME, "Se vio su DNI.")
    [joined] = recipients(store, table.session)

    assert joined.id == one
    assert {key for key, _ in joined.answered} == said
    assert joined.letter is not None
    assert joined.letter.subject == other
    issued = issue_letters(store, table.session, tmp_path, people=[other])
    assert len(issued.files) == 1
    [after] = recipients(store, table.session)
    assert (after.state, after.letter is not None) == (LetterState.ISSUED, True)
    left = what_is_left(store, now=at(23))
    assert PendingKind.LETTERS not in {each.kind for each in left}


def test_one_person_is_one_however_often_on_record(store: Store) -> None:
    one, other, gone = (somebody(store, f"Rosa {n}") for n in "ABC")
    before = info_report(store)["counts"]["person"]
    judge(store, one, other, Verdict.SAME, "Se vio su DNI.")
    judge(store, one, gone, Verdict.SAME, "Se vio su DNI.")
    with store.write(Deed("remove")) as tx:
        tx.remove(Person, gone)

    assert info_report(store)["counts"]["person"] == before - 2
