from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_contribution_draft, at
from tests.services.table import MadeTable, a_table
from workshop_app.domain.decision import Decision, DecisionDraft, Missing
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.identity import decision_id
from workshop_app.domain.process import Rules
from workshop_app.domain.vocabulary import (
    Outcome,
    PaperKind,
    ReasonCode,
    TableOutcome,
)
from workshop_app.i18n import Language, language
from workshop_app.services import history
from workshop_app.services.answer_desk import answer_lines, answer_sheet, give_answer
from workshop_app.services.contributions import write_contribution
from workshop_app.services.deeds import DeedCode
from workshop_app.services.reason_codes import reason_help
from workshop_app.store import ChangedSinceError, Deed, RecordMissingError

if TYPE_CHECKING:
    from workshop_app.services.answer_desk import AnswerSheet
    from workshop_app.store import Store


@pytest.fixture
def table(store: Store) -> MadeTable:
    return a_table(store)


def sheet(store: Store, contribution: str) -> AnswerSheet:
    with store.read() as reader:
        return answer_sheet(reader, contribution)


def reworded(store: Store, found: AnswerSheet, text: str) -> None:
    """Reword it as a computer would that has not heard of the vote yet."""
    deed = Deed(
        code=DeedCode.AMEND_CONTRIBUTION, arguments={"code": found.contribution.code}
    )
    with store.write(deed) as tx:
        tx.save(dataclasses.replace(found.contribution, text=text))


def test_a_line_says_what_the_table_and_the_authority_said(
    store: Store, table: MadeTable
) -> None:
    with store.read() as reader:
        lines = {one.id: one for one in answer_lines(reader, table.session)}
        whole = answer_lines(reader)

    first = lines[table.contributions[0]]
    assert first.table in set(TableOutcome)
    assert first.outcome is not None
    assert first.missing is None
    assert all(first.authors)
    assert {one.id for one in whole} == set(lines)


def test_an_unanswered_contribution_lacks_its_decision(store: Store) -> None:
    draft = a_contribution_draft(session=None, stage=None)
    made = write_contribution(store, draft, [store.operator])

    with store.read() as reader:
        (line,) = answer_lines(reader)
    found = sheet(store, made)

    assert line.missing is Missing.NO_DECISION
    assert (line.outcome, line.table) == (None, None)
    assert (found.vote, found.decision, found.seen) == (None, None, None)
    assert found.session == ""
    assert found.wording == found.contribution


def test_a_sheet_holds_the_vote_beside_the_decision(
    store: Store, table: MadeTable
) -> None:
    found = sheet(store, table.contributions[0])

    assert found.vote is not None
    assert found.vote.result.totals is not None
    assert found.vote.heads.total == found.vote.result.present.total
    assert found.vote.band == (40, 60)
    assert found.decision is not None
    assert found.seen is not None
    assert found.session == "Mesa de información ambiental"
    assert found.authors[0].name
    assert found.letters == ()


def test_a_process_without_rules_has_no_range(store: Store, table: MadeTable) -> None:
    with store.read() as reader:
        rules = reader.all(Rules)
    with store.write(Deed("x")) as tx:
        for one in rules:
            tx.remove(Rules, one.id)

    found = sheet(store, table.contributions[0])

    assert found.vote is not None
    assert found.vote.band is None


def test_the_text_is_shown_as_it_was_voted(store: Store, table: MadeTable) -> None:
    before = sheet(store, table.contributions[0])
    reworded(store, before, "Otra cosa después de la votación.")
    reworded(store, before, "Y otra más.")

    after = sheet(store, table.contributions[0])

    assert after.amended_since
    assert after.wording.text == before.contribution.text
    assert after.contribution.text == "Y otra más."


def test_an_amendment_that_was_undone_is_none(store: Store, table: MadeTable) -> None:
    before = sheet(store, table.contributions[0])
    reworded(store, before, "Otra cosa.")
    with store.read() as reader:
        deed = reader.history(limit=1)[0].deed
    history.undo(store, deed)

    after = sheet(store, table.contributions[0])

    assert not after.amended_since
    assert after.wording == before.contribution


def test_an_answer_nobody_saw_is_not_replaced(store: Store) -> None:
    draft = a_contribution_draft(session=None, stage=None)
    made = write_contribution(store, draft, [store.operator])
    give_answer(store, DecisionDraft(contribution=made, outcome=Outcome.ACCEPTED), None)
    other = DecisionDraft(
        contribution=made,
        outcome=Outcome.NOT_ACCEPTED,
        reason_code=ReasonCode.OTHER,
        reason_text="No alcanza.",
    )

    with pytest.raises(ChangedSinceError):
        give_answer(store, other, None)
    give_answer(store, other, sheet(store, made).seen)

    with store.read() as reader:
        found = reader.get(Decision, decision_id(made))
    assert found.outcome is Outcome.NOT_ACCEPTED


def test_letters_that_went_out_are_named(store: Store, table: MadeTable) -> None:
    contribution = table.contributions[0]
    author = sheet(store, contribution).authors[0].person
    with store.write(Deed("issue_letters")) as tx:
        for number, draft in (("CARTA 1", False), ("CARTA 2", True)):
            tx.add(
                IssuedPaper(
                    id=tx.new_id(),
                    paper_kind=PaperKind.LETTER,
                    subject=author,
                    number=number,
                    version=1,
                    record_sha256="0" * 64,
                    pdf_sha256="0" * 64,
                    issued_at=at(14),
                    draft=draft,
                    answers=(contribution,),
                )
            )

    assert sheet(store, contribution).letters == ("CARTA 1",)


def test_an_anonymous_card_has_neither_authors_nor_letters(store: Store) -> None:
    draft = a_contribution_draft(session=None, stage=None, anonymous=True)
    made = write_contribution(store, draft, [])

    found = sheet(store, made)

    assert (found.authors, found.letters) == ((), ())


def test_a_contribution_that_is_not_there_is_refused(store: Store) -> None:
    with store.read() as reader, pytest.raises(RecordMissingError):
        answer_sheet(reader, store.operator)


def test_every_class_of_reason_says_what_to_write() -> None:
    for code in ReasonCode:
        with language(Language.SPANISH):
            spanish = reason_help(code)
        assert spanish
        assert reason_help(code) != spanish
