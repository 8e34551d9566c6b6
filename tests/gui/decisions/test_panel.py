from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders import a_contribution_draft
from tests.services.table import a_table
from workshop_app.domain.contribution import Authorship
from workshop_app.domain.decision import Decision, DecisionDraft
from workshop_app.domain.identity import decision_id
from workshop_app.domain.vocabulary import (
    Bloc,
    ContributionKind,
    Outcome,
    ReasonCode,
    Stance,
)
from workshop_app.gui import theme
from workshop_app.gui.actions import ActionBook
from workshop_app.gui.decisions.panel import DecisionsPanel
from workshop_app.gui.decisions.stance_form import StanceForm
from workshop_app.services import drafts
from workshop_app.services.contributions import write_contribution
from workshop_app.services.decisions import decide, next_undecided

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.services.table import MadeTable
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def table(context: AppContext, store: Store) -> MadeTable:
    """A table that was held, with three contributions more that nobody answered."""
    made = a_table(store)
    with store.read() as reader:
        left = next_undecided(reader)
    if left is not None:
        decide(store, DecisionDraft(contribution=left, outcome=Outcome.ACCEPTED))
    context.open_session(made.session)
    return made


@pytest.fixture
def waiting(store: Store, table: MadeTable) -> list[str]:
    draft = a_contribution_draft(session=table.session, stage=None, title="")
    return [
        write_contribution(
            store, dataclasses.replace(draft, text=text), table.people[:1], code
        )
        for text, code in (("Uno", "X-1"), ("Dos", "X-2"), ("Tres", "X-3"))
    ]


@pytest.fixture
def panel(qtbot: QtBot, context: AppContext, waiting: list[str]) -> DecisionsPanel:
    assert waiting
    return _shown(qtbot, context)


def _shown(qtbot: QtBot, context: AppContext) -> DecisionsPanel:
    made = DecisionsPanel(context)
    book = ActionBook(made)
    book.add(made.actions_here(), context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.addActions(book.shortcuts())
    qtbot.addWidget(made)
    made.resize(1282, 668)
    made.show()
    made.shown()
    return made


def _found(store: Store, contribution: str) -> Decision | None:
    with store.read() as reader:
        return reader.find(Decision, decision_id(contribution))


def _on(panel: DecisionsPanel) -> str:
    assert panel.presenter.sheet is not None
    return panel.presenter.sheet.contribution.code


def _refuse(panel: DecisionsPanel, reason: str = "No alcanza el plazo.") -> None:
    panel.form.choose(Outcome.NOT_ACCEPTED)
    code = panel.form.code
    code.setCurrentIndex(code.findData(ReasonCode.NO_BUDGET_OR_TIME))
    panel.form.reason.setPlainText(reason)


def test_it_begins_with_the_first_without_an_answer(panel: DecisionsPanel) -> None:
    assert _on(panel) == "X-1"
    assert panel.form.outcome.buttons[Outcome.ACCEPTED].hasFocus()
    assert panel.tabs.tabText(0) == "All (6)"
    assert panel.tabs.tabText(1) == "Without an answer (3)"
    assert "3 contributions are without their answer" in panel.left.text()


def test_an_answer_is_given_with_keys_alone(
    panel: DecisionsPanel, store: Store, waiting: list[str]
) -> None:
    first = panel.form.outcome.buttons[Outcome.ACCEPTED]

    QTest.keyClick(first, Qt.Key.Key_6)
    panel.form.code.setCurrentIndex(
        panel.form.code.findData(ReasonCode.NO_BUDGET_OR_TIME)
    )
    panel.form.reason.setFocus()
    QTest.keyClicks(panel.form.reason, "No alcanza el plazo.")
    QTest.keyClick(panel.form.reason, Qt.Key.Key_Return, CONTROL)

    found = _found(store, waiting[0])
    assert found is not None
    assert found.outcome is Outcome.NOT_ACCEPTED
    assert found.reason_text == "No alcanza el plazo."
    assert found.decided_on == store.now().date()
    assert _on(panel) == "X-2"
    assert panel.undo.isVisible()
    assert drafts.all_kept(store) == {}


def test_only_the_contribution_shown_is_highlighted_after_every_ctrl_enter(
    qtbot: QtBot, panel: DecisionsPanel
) -> None:
    with qtbot.waitActive(panel):
        panel.activateWindow()
    window = panel.windowHandle()
    for _ in range(2):
        panel.form.choose(Outcome.ACCEPTED)
        QTest.keyClick(window, Qt.Key.Key_Return, CONTROL)

    assert _on(panel) == "X-3"
    assert panel.list.selected_ids() == [panel.list.current_id()]
    assert panel.presenter.sheet is not None
    assert panel.list.current_id() == panel.presenter.sheet.contribution.id


def test_codes_are_shown_as_people_say_them(
    panel: DecisionsPanel, store: Store, table: MadeTable
) -> None:
    draft = a_contribution_draft(session=table.session, stage=None)
    made = write_contribution(store, draft, table.people[:1])

    panel.target(made)
    listed = panel.presenter.model.cell(panel.presenter.model.place_of(made), 0)

    assert panel.contribution.code.text() == "A-4"
    assert listed.second.startswith("A-4 · ")


def test_alt_and_a_number_choose_and_lead_to_what_is_asked_for(
    panel: DecisionsPanel,
) -> None:
    QTest.keyClick(panel.form.outcome.buttons[Outcome.ACCEPTED], Qt.Key.Key_2, ALT)

    assert panel.form.answer().outcome is Outcome.ACCEPTED_IN_PART
    assert panel.form.code.hasFocus()


def test_what_is_missing_is_said_at_its_field(panel: DecisionsPanel) -> None:
    panel.give.click()
    assert panel.form.outcome_field.problem() == "Choose what was decided."

    panel.form.choose(Outcome.REFERRED)
    panel.give.click()
    assert panel.form.code_field.problem() == "Choose the class of reason."
    assert panel.form.reason_field.problem() == "Write the reason in words."
    assert panel.form.outcome_field.problem() == ""
    assert panel.form.code.hasFocus()

    panel.form.reason.setPlainText("Se envió al Gobierno Regional.")
    panel.give.click()
    assert panel.form.code_field.problem() == "Choose the class of reason."
    assert panel.form.reason_field.problem() == ""
    assert _on(panel) == "X-1"


def test_f8_goes_through_those_without_an_answer_and_round(
    panel: DecisionsPanel,
) -> None:
    seen = []
    for _ in range(3):
        QTest.keyClick(panel.form.reason, Qt.Key.Key_F8)
        seen.append(_on(panel))
    QTest.keyClick(panel.form.reason, Qt.Key.Key_F8, SHIFT)

    assert seen == ["X-2", "X-3", "X-1"]
    assert _on(panel) == "X-3"


def test_what_is_typed_stays_with_its_contribution(
    panel: DecisionsPanel, waiting: list[str], qtbot: QtBot, context: AppContext
) -> None:
    _refuse(panel, "A medio escr")

    panel.presenter.step(1)
    assert panel.form.reason.text_now() == ""
    assert panel.form.answer().outcome is None
    panel.presenter.step(-1)

    assert panel.form.reason.text_now() == "A medio escr"
    assert panel.form.answer().outcome is Outcome.NOT_ACCEPTED
    assert panel.form.answer().reason_code is ReasonCode.NO_BUDGET_OR_TIME
    panel.leave()
    again = _shown(qtbot, context)
    again.target(waiting[0])
    assert again.form.reason.text_now() == "A medio escr"
    assert again.form.reason.is_unsent()


def test_leaving_the_reason_keeps_it_and_gives_nothing(
    panel: DecisionsPanel, store: Store, waiting: list[str]
) -> None:
    _refuse(panel)
    panel.form.reason.setFocus()

    panel.search.setFocus()
    panel.form.reason.setFocus()
    panel.search.setFocus()

    assert _found(store, waiting[0]) is None
    kept = drafts.all_kept(store)
    assert kept[f"decision/{waiting[0]}/reason_text"] == "No alcanza el plazo."


def test_an_answer_taken_back_is_offered_again(
    panel: DecisionsPanel, store: Store, waiting: list[str]
) -> None:
    _refuse(panel)
    panel.give.click()
    assert _found(store, waiting[0]) is not None

    panel.undo._take_back()

    assert _found(store, waiting[0]) is None
    assert _on(panel) == "X-1"


def test_who_decides_is_carried_to_the_next(panel: DecisionsPanel) -> None:
    _refuse(panel)
    QTest.keyClicks(panel.form.texts["decided_by"], "Oficina de Integridad")

    panel.give.click()

    assert _on(panel) == "X-2"
    assert panel.form.answer().decided_by == "Oficina de Integridad"
    assert panel.form.answer().reason_text == ""


def test_an_answer_given_meanwhile_is_shown_and_nothing_typed_is_lost(
    panel: DecisionsPanel, store: Store, waiting: list[str]
) -> None:
    _refuse(panel)
    decide(store, DecisionDraft(contribution=waiting[0], outcome=Outcome.ACCEPTED))
    assert panel.form.reason.text_now() == "No alcanza el plazo."

    panel.give.click()
    assert panel.alert.isVisible()
    assert "Accepted" in panel.alert.accessibleName()
    found = _found(store, waiting[0])
    assert found is not None
    assert found.outcome is Outcome.ACCEPTED
    panel.give.click()

    found = _found(store, waiting[0])
    assert found is not None
    assert found.outcome is Outcome.NOT_ACCEPTED


def test_the_answer_of_somebody_else_can_be_taken(
    panel: DecisionsPanel, store: Store, waiting: list[str]
) -> None:
    _refuse(panel)
    decide(store, DecisionDraft(contribution=waiting[0], outcome=Outcome.ACCEPTED))
    panel.give.click()

    panel.presenter.take_theirs()

    assert panel.form.answer().outcome is Outcome.ACCEPTED
    assert panel.form.reason.text_now() == ""
    assert drafts.all_kept(store) == {}


def test_an_answer_elsewhere_is_read_while_nothing_is_typed(
    panel: DecisionsPanel, store: Store, waiting: list[str]
) -> None:
    decide(store, DecisionDraft(contribution=waiting[0], outcome=Outcome.ACCEPTED))

    assert panel.form.answer().outcome is Outcome.ACCEPTED
    assert panel.state.text() == "Answer given"


def test_the_vote_stands_apart_from_the_decision(
    panel: DecisionsPanel, table: MadeTable
) -> None:
    panel.target(table.contributions[0])

    assert panel.vote.counts.isVisible()
    assert panel.vote.cells[Bloc.STATE, 1].text() != ""
    assert panel.vote.outcome.text()
    panel.presenter.step(1)
    assert not panel.vote.counts.isVisible()
    assert panel.vote.outcome.text() == "No vote"


def test_whoever_had_no_vote_is_told_apart_from_the_other_blocs(
    panel: DecisionsPanel, table: MadeTable
) -> None:
    panel.target(table.contributions[0])

    assert "1 without a vote" in panel.vote.balance.accessibleDescription()


def test_an_author_says_whether_they_agree(
    panel: DecisionsPanel, store: Store, table: MadeTable
) -> None:
    panel.target(table.contributions[0])
    form = panel.contribution.forms[0]

    form.words.setText("Gracias")  # type: ignore[attr-defined]
    form.choice.choose_letter("")  # type: ignore[attr-defined]
    form._chose(Stance.AGREES.value)  # type: ignore[attr-defined]

    with store.read() as reader:
        said = reader.all(Authorship, contribution=table.contributions[0])
    assert Stance.AGREES in {one.stance for one in said}
    assert "Gracias" in {one.stance_text for one in said}


def test_tabs_search_and_scope_narrow_the_list(
    panel: DecisionsPanel, store: Store
) -> None:
    panel.tabs.setCurrentIndex(1)
    assert panel.presenter.model.rowCount() == 3

    panel.search.setText("dos")
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.presenter.model.rowCount() == 1
    panel.presenter.step(1)
    assert panel.presenter.model.place_of(panel.list.current_id()) >= 0

    draft = a_contribution_draft(session=None, stage=None)
    write_contribution(store, draft, [store.operator], "Y-1")
    panel.presenter.set_scope("process")
    panel.tabs.setCurrentIndex(0)
    panel.search.clear()
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.presenter.model.rowCount() == 7


def test_a_contribution_of_elsewhere_is_found_in_the_whole_process(
    panel: DecisionsPanel, store: Store
) -> None:
    draft = a_contribution_draft(session=None, stage=None)
    other = write_contribution(store, draft, [store.operator], "Y-1")

    panel.target(other)

    assert _on(panel) == "Y-1"
    assert panel.scope.value() == "process"


def test_the_class_of_reason_says_what_to_write(panel: DecisionsPanel) -> None:
    code = panel.form.code

    code.highlighted.emit(code.findData(ReasonCode.OUTSIDE_COMPETENCE))

    assert panel.form.code_help.text() == (
        "What is asked for belongs to another body; name it."
    )


def test_when_all_is_answered_the_line_says_so(
    panel: DecisionsPanel, store: Store, waiting: list[str]
) -> None:
    for one in waiting:
        decide(store, DecisionDraft(contribution=one, outcome=Outcome.ACCEPTED))

    assert panel.left.text().startswith("Every contribution has its answer")
    assert not panel.next.isEnabled()
    panel.presenter.step(1)


def test_an_empty_session_says_where_contributions_come_from(
    qtbot: QtBot, context: AppContext, session: str
) -> None:
    made = _shown(qtbot, context)

    assert session
    assert made.nothing.isVisible()
    assert not made.right.isVisible()
    made.presenter.give()


def test_it_is_told_that_letters_must_be_issued_anew(panel: DecisionsPanel) -> None:
    sheet = panel.presenter.sheet
    assert sheet is not None
    typed = panel.form.answer()

    panel.show_sheet(dataclasses.replace(sheet, letters=("CARTA 4",)), typed, typed)

    assert panel.letters.isVisible()
    assert "CARTA 4" in panel.letters.text()


@pytest.mark.parametrize(("scale", "width"), [(1.0, 1200), (1.5, 1230)])
def test_the_page_fits_a_small_screen(
    qtbot: QtBot,
    context: AppContext,
    waiting: list[str],
    qapp: QApplication,
    scale: float,
    width: int,
) -> None:
    theme.apply(qapp, dark=False, scale=scale)
    made = _shown(qtbot, context)

    assert waiting
    qtbot.waitUntil(lambda: made.minimumSizeHint().width() <= width)
    assert made.minimumSizeHint().height() <= 640


def test_what_was_referred_or_covered_is_neither_taken_up_nor_refused(
    panel: DecisionsPanel, store: Store, waiting: list[str]
) -> None:
    for contribution, outcome in zip(
        waiting, (Outcome.REFERRED, Outcome.ALREADY_COVERED), strict=False
    ):
        decide(
            store,
            DecisionDraft(
                contribution=contribution,
                outcome=outcome,
                reason_code=ReasonCode.REFERRED_ELSEWHERE,
                reason_text="Le toca al MINAM.",
            ),
        )

    panel.shown()

    shown = [panel.tabs.tabText(place) for place in range(5)]
    assert shown[2:] == ["Taken up (2)", "Not taken up (1)", "Other answers (2)"]


def test_an_anonymous_contribution_says_so_in_the_list(
    panel: DecisionsPanel, table: MadeTable
) -> None:
    second = panel.presenter.model.columns[0].second
    lines = {line.id: line for line in panel.presenter.lines}

    assert second is not None
    assert second(lines[table.contributions[2]]) == "A-3 · Anonymous"


def test_of_what_is_referred_it_asks_to_whom(panel: DecisionsPanel) -> None:
    panel.form.choose(Outcome.REFERRED)
    asked = panel.form.where_field._below.text()

    panel.form.choose(Outcome.NOT_ACCEPTED)

    assert asked == "To whom it was referred, and with which document."
    assert panel.form.where_field._below.text() == ""


def test_how_a_question_is_answered_is_said_of_questions_only(
    panel: DecisionsPanel,
) -> None:
    panel.form.show_kind(ContributionKind.QUESTION)
    question = panel.form.outcome_field._below.text()

    panel.form.show_kind(ContributionKind.PROPOSAL)

    assert question.startswith("A question is accepted if it is answered here")
    assert panel.form.outcome_field._below.text() == ""


def test_what_an_author_says_stands_under_a_heading(
    panel: DecisionsPanel, table: MadeTable
) -> None:
    panel.target(table.contributions[0])

    form = panel.contribution.forms[0]

    assert isinstance(form, StanceForm)
    assert form.heading.text() == "What the author says of the decision"
    assert not form.heading.isHidden()
