from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from tests.builders import at
from tests.gui.live.conftest import a_page, shown
from tests.gui.live.test_kept import reworded
from workshop_app.domain.ballot import Ballot, BallotCount, Correction, Dissent, Vote
from workshop_app.domain.contribution import (
    Authorship,
    Contribution,
    ContributionDraft,
    ContributionEmptyError,
)
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.session import Session, SessionDraft
from workshop_app.domain.vocabulary import (
    BallotState,
    Bloc,
    ContributionKind,
    Method,
    PaperKind,
    SessionState,
    VoteChoice,
)
from workshop_app.gui.parts.buttons import IconButton
from workshop_app.services.attendances import check_out
from workshop_app.services.contributions import (
    amend_contribution,
    write_contribution,
)
from workshop_app.services.drafts import all_kept
from workshop_app.services.processes import add_theme
from workshop_app.services.sessions import (
    close_session,
    reopen_session,
    schedule_session,
)
from workshop_app.store import Deed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.live.conftest import Meeting
    from workshop_app.clock import SteppingClock
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.live.panel import LivePanel
    from workshop_app.store import Store

Key = Qt.Key
Mod = Qt.KeyboardModifier


def press(panel: QWidget, key: Qt.Key, modifier: Mod = Mod.NoModifier) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(panel.focusWidget(), key, modifier)


def write(panel: QWidget, text: str) -> None:
    """Type where the focus is; accents come as from a dead key."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(panel.focusWidget(), letter)
        else:
            composed = QInputMethodEvent()
            composed.setCommitString(letter)
            QCoreApplication.sendEvent(panel.focusWidget(), composed)


def issue_minutes(store: Store, session: str, *, draft: bool = False) -> None:
    """Put minutes of a session on record as issued."""
    with store.write(Deed("issue_minutes")) as tx:
        tx.add(
            IssuedPaper(
                id=tx.new_id(),
                paper_kind=PaperKind.MINUTES,
                subject=session,
                number="1",
                version=1,
                record_sha256="0" * 64,
                pdf_sha256="0" * 64,
                issued_at=at(9, 25),
                draft=draft,
            )
        )


def count_one_and_close(panel: LivePanel) -> None:
    """Count one hand, and close the vote although the others are missing."""
    press(panel, Key.Key_1)
    panel.toggle_vote()
    panel.toggle_vote()


def contributions(store: Store) -> list[Contribution]:
    with store.read() as reader:
        return list(reader.all(Contribution))


def ballots(store: Store) -> list[Ballot]:
    with store.read() as reader:
        return list(reader.all(Ballot))


def counts(store: Store) -> dict[Bloc, BallotCount]:
    with store.read() as reader:
        return {one.bloc: one for one in reader.all(BallotCount)}


def test_the_newest_contribution_is_in_front(
    panel: LivePanel, meeting: Meeting
) -> None:
    assert panel.writing.front.id == meeting.contributions[-1]
    assert panel.editor.title.text() == "Trocha"


def test_the_agenda_says_what_is_on(panel: LivePanel) -> None:
    steps = panel.agenda.points.steps()

    assert [step.state for step in steps] == ["todo", "now", "todo"]
    assert "50" in steps[1].aside


def test_a_point_whose_time_is_over_is_not_called_done(panel: LivePanel) -> None:
    first = panel.agenda.points.steps()[0]

    assert first.state != "done"
    assert first.aside == "until 09:20"


def test_a_contribution_is_written_without_leaving_the_keyboard(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    press(panel, Key.Key_N, Mod.ControlModifier)
    write(panel, "Agua limpia, pronto 1")
    press(panel, Key.Key_Tab)
    write(panel, "Participante 03")
    press(panel, Key.Key_Return)
    press(panel, Key.Key_Return, Mod.ControlModifier)

    (made,) = [one for one in contributions(store) if one.title == ""]
    assert made.text == "Agua limpia, pronto 1"
    with store.read() as reader:
        (by,) = reader.all(Authorship, contribution=made.id)
    assert by.person == meeting.people[3]
    assert panel.editor.text.hasFocus()
    assert panel.editor.sheet().is_blank
    assert all_kept(store) == {}


def test_a_text_alone_asks_who_said_it_and_once_more_makes_a_card(
    panel: LivePanel, store: Store
) -> None:
    panel.begin()
    write(panel, "Más baños.")

    press(panel, Key.Key_Return, Mod.ControlModifier)

    assert len(contributions(store)) == 3
    assert panel.editor.people.line.hasFocus()

    press(panel, Key.Key_Return, Mod.ControlModifier)

    made = contributions(store)[-1]
    assert made.anonymous
    assert made.text == "Más baños."


def test_what_was_typed_survives_the_program(
    panel: LivePanel, context: AppContext, qtbot: QtBot
) -> None:
    panel.begin()
    write(panel, "Que no se pierda")
    qtbot.waitUntil(lambda: all_kept(context.store) != {})

    other = shown(context, qtbot)
    line = other.presenter.lines()[0]
    other.target(line.id)

    assert line.state == "draft"
    assert other.editor.text.toPlainText() == "Que no se pierda"
    assert not other.editor.note.isHidden()


def test_the_sign_says_kept_only_once_it_is_kept(
    panel: LivePanel, store: Store, qtbot: QtBot
) -> None:
    panel.begin()
    write(panel, "Que no")
    at_once = panel.editor.status.text()
    nothing = all_kept(store)

    qtbot.waitUntil(lambda: all_kept(store) != {})

    assert (at_once, nothing) == ("Typing…", {})
    assert panel.editor.status.text() == "Kept, not on record yet"


def test_what_waits_for_an_import_is_not_called_kept(
    panel: LivePanel, context: AppContext, store: Store
) -> None:
    panel.begin()
    write(panel, "Que no se pierda")
    began, go_on = threading.Event(), threading.Event()

    def import_much() -> None:
        with store.write(Deed("import_people")):
            began.set()
            go_on.wait()

    writer = threading.Thread(target=import_much)
    writer.start()
    began.wait()
    panel.writing.keep()
    meanwhile = panel.editor.status.text()
    go_on.set()
    writer.join()
    context.drafts.settle()

    assert meanwhile == "Typing…"
    assert all_kept(store) != {}


def test_an_empty_sheet_leaves_no_draft(panel: LivePanel, store: Store) -> None:
    panel.begin()

    panel.leave()

    assert all_kept(store) == {}
    assert len(contributions(store)) == 3


def test_a_changed_text_goes_on_record_when_it_is_left(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    panel.editor.write()
    write(panel, " Y pronto.")

    panel.editor.people.line.setFocus()

    with store.read() as reader:
        made = reader.get(Contribution, meeting.contributions[-1])
    assert made.text == "Que se atienda: Trocha. Y pronto."
    assert all_kept(store) == {}


def test_a_text_changed_by_somebody_else_is_offered_beside_ones_own(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    line = meeting.contributions[-1]
    panel.editor.write()
    write(panel, " Mía.")
    _amend(store, line, "De otra persona.")

    panel.editor.people.line.setFocus()

    assert not panel.editor.conflict.isHidden()
    assert panel.editor.text.toPlainText().endswith("Mía.")

    panel.writing.keep_mine()

    with store.read() as reader:
        assert reader.get(Contribution, line).text.endswith("Mía.")


def test_the_other_text_can_be_taken(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    panel.editor.write()
    write(panel, " Mía.")
    _amend(store, meeting.contributions[-1], "De otra persona.")
    panel.writing.commit()

    panel.writing.take_theirs()

    assert panel.editor.text.toPlainText() == "De otra persona."
    assert panel.editor.conflict.isHidden()


def test_the_kind_goes_on_with_one_key_while_one_types(
    panel: LivePanel, store: Store
) -> None:
    panel.begin()

    press(panel, Key.Key_F4)

    assert panel.editor.sheet().kind is ContributionKind.QUESTION
    assert panel.editor.text.hasFocus()


def test_a_vote_is_counted_by_key_and_closed(panel: LivePanel, store: Store) -> None:
    panel.to_page()

    press(panel, Key.Key_F5)
    for key in (Key.Key_1, Key.Key_1, Key.Key_1, Key.Key_2):
        press(panel, key)
    press(panel, Key.Key_1, Mod.ShiftModifier)
    press(panel, Key.Key_Tab)
    press(panel, Key.Key_1)
    press(panel, Key.Key_3)
    press(panel, Key.Key_F5)
    press(panel, Key.Key_F5)

    (ballot,) = ballots(store)
    assert ballot.state is BallotState.CLOSED
    rows = counts(store)
    assert rows[Bloc.STATE].votes_for == 2
    assert rows[Bloc.STATE].votes_against == 1
    assert rows[Bloc.CIVIL_SOCIETY].votes_for == 1
    assert rows[Bloc.CIVIL_SOCIETY].abstentions == 1
    assert panel.vote.result.outcome.accessibleName() == "Approved"
    assert all_kept(store) == {}


def test_a_letter_brings_a_bloc_to_the_front(panel: LivePanel) -> None:
    panel.toggle_vote()

    press(panel, Key.Key_C)
    press(panel, Key.Key_1)

    assert panel.vote.pad.numbers[Bloc.CIVIL_SOCIETY, VoteChoice.FOR].text() == "1"


def test_digits_are_text_while_one_types(panel: LivePanel, store: Store) -> None:
    panel.toggle_vote()
    panel.begin()

    write(panel, "123")
    press(panel, Key.Key_Escape)
    press(panel, Key.Key_1)

    assert panel.editor.text.toPlainText() == "123"
    assert panel.vote.cast.text().startswith("1 ")


def test_no_more_hands_than_people_are_counted(panel: LivePanel) -> None:
    panel.toggle_vote()

    for _ in range(5):
        press(panel, Key.Key_1)

    assert panel.vote.pad.numbers[Bloc.STATE, VoteChoice.FOR].text() == "4"
    assert not panel.vote.limit.isHidden()


def test_a_number_can_be_typed(panel: LivePanel) -> None:
    panel.toggle_vote()

    press(panel, Key.Key_Return)
    write(panel, "3")
    press(panel, Key.Key_Return)
    write(panel, "1")
    press(panel, Key.Key_Return)

    assert panel.vote.cast.text().startswith("4 ")


def test_a_count_survives_the_program(
    panel: LivePanel, context: AppContext, qtbot: QtBot
) -> None:
    panel.toggle_vote()
    press(panel, Key.Key_1)
    press(panel, Key.Key_1)

    other = shown(context, qtbot)

    assert other.vote.cast.text().startswith("2 ")


def test_leaving_puts_the_count_on_record_and_keeps_the_vote_open(
    panel: LivePanel, store: Store
) -> None:
    panel.toggle_vote()
    press(panel, Key.Key_1)

    panel.leave()

    (ballot,) = ballots(store)
    assert ballot.state is BallotState.OPEN
    assert counts(store)[Bloc.STATE].votes_for == 1
    assert all_kept(store) == {}


def test_a_vote_without_a_hand_is_closed_only_when_asked_twice(
    panel: LivePanel, store: Store
) -> None:
    panel.toggle_vote()

    press(panel, Key.Key_F5)
    (ballot,) = ballots(store)
    assert ballot.state is BallotState.OPEN
    assert not panel.vote.alert.isHidden()

    press(panel, Key.Key_F5)
    (ballot,) = ballots(store)
    assert ballot.state is BallotState.CLOSED


def test_without_quorum_a_vote_opens_only_when_asked_twice(
    panel: LivePanel, store: Store, meeting: Meeting, clock: SteppingClock
) -> None:
    for person in meeting.people[:5]:
        check_out(store, meeting.session, person, at(9, 35))
    clock.set(at(9, 40))
    panel.presenter.read()

    press(panel, Key.Key_F5)
    assert ballots(store) == []

    press(panel, Key.Key_F5)
    assert len(ballots(store)) == 1


def test_what_was_voted_on_cannot_be_reworded(panel: LivePanel) -> None:
    panel.toggle_vote()

    assert panel.editor.text.isReadOnly()
    assert not panel.editor.note.isHidden()


def test_only_one_vote_is_open_at_a_time(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    panel.toggle_vote()
    panel.target(meeting.contributions[0])

    panel.toggle_vote()

    assert len(ballots(store)) == 1
    assert not panel.vote.alert.isHidden()


def test_a_vote_before_the_session_offers_to_open_it(
    context: AppContext, meeting: Meeting, store: Store, qtbot: QtBot
) -> None:
    planned = schedule_session(store, SessionDraft(title="Otra"))
    draft = ContributionDraft(text="Algo", session=planned, anonymous=True)
    write_contribution(store, draft, [])
    context.open_session(planned)
    panel = shown(context, qtbot)

    panel.toggle_vote()
    panel.toggle_vote()
    way_on = panel.vote.alert.findChild(IconButton)
    assert way_on is not None
    way_on.click()

    with store.read() as reader:
        assert reader.get(Session, planned).state is SessionState.OPEN


def test_the_roll_is_called_a_key_for_an_answer(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    panel.vote.method.set_value(Method.ROLL_CALL.value)
    panel.toggle_vote()

    press(panel, Key.Key_1)
    press(panel, Key.Key_2)
    press(panel, Key.Key_3)
    write(panel, "No conoce el expediente")
    press(panel, Key.Key_Return)

    with store.read() as reader:
        votes = reader.all(Vote)
    said = {one.person: one for one in votes}
    first, second, third = (said[person] for person in meeting.people[:3])
    assert first.choice is VoteChoice.FOR
    assert second.choice is VoteChoice.AGAINST
    assert third.choice is VoteChoice.ABSTAIN
    assert third.reason == "No conoce el expediente"
    assert panel.vote.cast.text().startswith("3 ")


def test_a_dissent_and_a_correction_stand_beside_the_result(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    panel.toggle_vote()
    count_one_and_close(panel)

    press(panel, Key.Key_M, Mod.ControlModifier)
    write(panel, "Participante 02")
    press(panel, Key.Key_Return)
    write(panel, "El plazo es imposible.")
    panel.vote.result.save.click()
    panel.vote.result.correct.click()
    write(panel, "Se contó dos veces.")
    panel.vote.result.save.click()

    with store.read() as reader:
        (dissent,) = reader.all(Dissent)
        (correction,) = reader.all(Correction)
    assert dissent.person == meeting.people[2]
    assert dissent.text == "El plazo es imposible."
    assert correction.text == "Se contó dos veces."
    assert all_kept(store) == {}


def test_a_dissent_without_words_is_refused_in_place(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    panel.toggle_vote()
    count_one_and_close(panel)
    panel.vote.result.ask_dissent()
    panel.vote.result.person.set_people({meeting.people[0]: "Alguien"})

    panel.vote.result.save.click()

    with store.read() as reader:
        assert reader.all(Dissent) == ()
    assert panel.vote.result.text.hasFocus()


def test_after_a_vote_one_goes_on_with_the_next(
    panel: LivePanel, meeting: Meeting
) -> None:
    panel.toggle_vote()
    count_one_and_close(panel)

    press(panel, Key.Key_F6)

    assert panel.writing.front.id == meeting.contributions[0]


def test_the_answer_with_its_reasons_is_one_key_away(
    panel: LivePanel, context: AppContext, meeting: Meeting, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(context.went) as went:
        press(panel, Key.Key_D, Mod.ControlModifier)

    assert went.args == ["decisions", meeting.contributions[-1]]


def test_closing_says_first_what_is_left(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    panel.agenda.state.click()
    assert not panel.closing.isHidden()

    panel.closing.confirmed.emit()

    with store.read() as reader:
        session = reader.get(Session, meeting.session)
    assert session.state is SessionState.CLOSED


def test_the_list_is_filtered(panel: LivePanel) -> None:
    panel.focus_search()

    write(panel, "posta")

    assert panel.contributions.model.rowCount() == 1


def test_table_mode_shows_no_details(panel: LivePanel, context: AppContext) -> None:
    context.choose(replace(context.settings, table_mode=True))

    panel.shown()

    assert panel.editor.details.isHidden()


@pytest.mark.parametrize("width", [1282, 1060])
def test_a_draft_fits_between_the_other_columns(panel: LivePanel, width: int) -> None:
    panel.resize(width, 668)
    panel.begin()
    write(panel, "Algo")

    panel.writing.keep()
    QCoreApplication.processEvents()

    seen = panel.editor.visibleRegion().boundingRect()
    assert panel.editor.throw.isVisible()
    assert seen.width() == panel.editor.width()


def test_it_fits_a_small_laptop(panel: LivePanel) -> None:
    panel.toggle_vote()

    assert panel.minimumSizeHint().width() <= 1282
    assert panel.minimumSizeHint().height() <= 668


def _amend(store: Store, contribution: str, text: str) -> None:
    """Reword a contribution as another window would."""
    with store.read() as reader:
        by = reader.all(Authorship, contribution=contribution)
        draft = reworded(reader.get(Contribution, contribution), text)
    amend_contribution(store, contribution, draft, [one.person for one in by])


def test_what_may_wait_is_set_in_the_fold(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    theme = add_theme(store, "Agua")
    panel.editor.details.opener.click()

    panel.editor.details.theme.setCurrentIndex(1)
    panel.editor.details.theme.activated.emit(1)
    panel.leave()

    with store.read() as reader:
        made = reader.get(Contribution, meeting.contributions[-1])
    assert made.theme == theme


def test_a_draft_can_be_thrown_away(panel: LivePanel, store: Store) -> None:
    panel.begin()
    write(panel, "Nada")
    panel.writing.keep()

    panel.editor.throw.click()

    assert all_kept(store) == {}
    assert panel.editor.sheet().is_blank
    assert {line.state for line in panel.presenter.lines()} == {"unvoted"}


def test_two_drafts_are_kept_apart(panel: LivePanel) -> None:
    for text in ("Uno", "Dos"):
        panel.begin()
        write(panel, text)
    panel.begin()

    titles = [line.title for line in panel.presenter.lines() if line.state == "draft"]

    assert titles == ["Dos", "Uno"]


def test_a_name_nobody_has_leads_to_the_door(
    panel: LivePanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    panel.begin()
    write(panel, "Algo")
    panel.editor.people.line.setFocus()
    write(panel, "Zzyx")

    with qtbot.waitSignal(context.went) as went:
        press(panel, Key.Key_Up)
        press(panel, Key.Key_Return)

    assert went.args[0] == "check_in"
    assert all_kept(store) != {}


def test_a_vote_that_was_closed_is_taken_again_only_on_demand(
    panel: LivePanel, store: Store
) -> None:
    panel.toggle_vote()
    count_one_and_close(panel)

    press(panel, Key.Key_F5)
    assert len(ballots(store)) == 1

    panel.vote.result.again.click()
    assert len(ballots(store)) == 2


def test_tab_leaves_the_counters_after_the_last_bloc(panel: LivePanel) -> None:
    panel.toggle_vote()

    press(panel, Key.Key_Tab)
    assert panel.vote.pad.hasFocus()

    press(panel, Key.Key_Tab)
    assert not panel.vote.pad.hasFocus()


def test_what_was_just_done_can_be_taken_back_in_place(
    panel: LivePanel, store: Store
) -> None:
    panel.toggle_vote()
    count_one_and_close(panel)
    assert not panel.undo.isHidden()

    way_back = panel.undo.findChild(IconButton)
    assert way_back is not None
    way_back.click()

    (ballot,) = ballots(store)
    assert ballot.state is BallotState.OPEN
    assert panel.vote.cast.text().startswith("1 ")


def test_after_a_vote_the_focus_is_on_what_comes_next(panel: LivePanel) -> None:
    panel.toggle_vote()

    count_one_and_close(panel)

    assert panel.vote.result.on.hasFocus()


def test_after_voting_again_hands_are_counted_at_once(panel: LivePanel) -> None:
    panel.toggle_vote()
    count_one_and_close(panel)
    panel.vote.result.again.setFocus()

    press(panel, Key.Key_Space)
    press(panel, Key.Key_1)

    assert panel.vote.pad.hasFocus()
    assert panel.vote.cast.text().startswith("1 ")


def test_its_keys_work_wherever_the_focus_is_in_the_window(
    context: AppContext, meeting: Meeting, store: Store, qtbot: QtBot
) -> None:
    panel = a_page(context)
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    bar = QPushButton("Home")
    row.addWidget(bar)
    row.addWidget(panel)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    panel.shown()
    bar.setFocus()

    QTest.keyClick(bar, Key.Key_F5)

    assert len(ballots(store)) == 1


def test_the_next_contribution_is_looked_for_past_the_filter(
    panel: LivePanel, meeting: Meeting
) -> None:
    panel.contributions.filter.setText("nothing is called so")
    panel.to_page()

    press(panel, Key.Key_F6)

    assert panel.writing.front.id == meeting.contributions[0]
    assert panel.contributions.has(meeting.contributions[0])


def test_when_all_was_voted_on_the_next_is_no_empty_contribution(
    panel: LivePanel, store: Store, meeting: Meeting, context: AppContext, qtbot: QtBot
) -> None:
    for _ in meeting.contributions:
        panel.toggle_vote()
        count_one_and_close(panel)
        panel.go_on()

    with qtbot.waitSignal(context.said) as said:
        press(panel, Key.Key_F6)

    assert said.args == ["Every contribution was voted on."]
    assert not panel.writing.front.is_new


def test_when_the_last_is_being_voted_on_the_next_is_its_count(
    panel: LivePanel, meeting: Meeting
) -> None:
    for _ in meeting.contributions[1:]:
        panel.toggle_vote()
        count_one_and_close(panel)
        panel.go_on()
    panel.toggle_vote()
    voted_on = panel.writing.front.id
    panel.target(meeting.contributions[-1])

    press(panel, Key.Key_F6)
    press(panel, Key.Key_1)

    assert panel.writing.front.id == voted_on
    assert panel.vote.cast.text().startswith("1 ")


def test_going_on_loses_nothing_that_was_just_typed(
    panel: LivePanel, store: Store
) -> None:
    panel.begin()
    write(panel, "Que no se pierda")

    panel.go_on()

    assert "Que no se pierda" in "".join(all_kept(store).values())


def test_work_at_the_table_starts_in_the_list(panel: LivePanel) -> None:
    assert panel.contributions.list.hasFocus()


def test_work_at_an_empty_table_starts_in_the_text(
    context: AppContext, store: Store, meeting: Meeting, qtbot: QtBot
) -> None:
    session = schedule_session(store, SessionDraft(title="Otra"))
    context.open_session(session)
    panel = shown(context, qtbot)
    at_first = panel.agenda.state.hasFocus()

    press(panel, Key.Key_Space)

    assert at_first
    assert panel.presenter.is_open()
    assert panel.editor.text.hasFocus()

    panel.leave()
    panel.agenda.state.setFocus()
    panel.shown()

    assert panel.editor.text.hasFocus()


def test_what_is_read_anew_leaves_the_focus_where_it_is(panel: LivePanel) -> None:
    panel.agenda.state.setFocus()

    panel.shown()

    assert panel.agenda.state.hasFocus()


def test_a_key_chooses_the_roll_call(panel: LivePanel, store: Store) -> None:
    press(panel, Key.Key_R, Mod.ControlModifier)
    press(panel, Key.Key_F5)

    (ballot,) = ballots(store)
    assert ballot.method is Method.ROLL_CALL
    assert panel.vote.roll.list.hasFocus()


def test_the_key_of_the_method_chooses_hands_again(panel: LivePanel) -> None:
    press(panel, Key.Key_R, Mod.ControlModifier)
    press(panel, Key.Key_R, Mod.ControlModifier)

    assert panel.asked()[1] is Method.SHOW_OF_HANDS


def test_enter_after_filtering_opens_the_first_row(
    panel: LivePanel, meeting: Meeting
) -> None:
    panel.focus_search()
    write(panel, "Riego")

    press(panel, Key.Key_Tab)
    ringed = panel.contributions.list.ringed
    press(panel, Key.Key_Return)

    assert ringed == 0
    assert panel.writing.front.id == meeting.contributions[0]
    assert panel.editor.text.hasFocus()


def test_hands_that_are_missing_are_asked_about_once(
    panel: LivePanel, store: Store
) -> None:
    panel.toggle_vote()
    press(panel, Key.Key_1)

    press(panel, Key.Key_F5)
    (ballot,) = ballots(store)
    assert ballot.state is BallotState.OPEN
    asked = panel.vote.alert.accessibleName()
    assert "7 people with a vote were not counted." in asked

    press(panel, Key.Key_F5)
    (ballot,) = ballots(store)
    assert ballot.state is BallotState.CLOSED


def test_another_hand_makes_it_another_question(panel: LivePanel, store: Store) -> None:
    panel.toggle_vote()
    press(panel, Key.Key_1)
    press(panel, Key.Key_F5)

    press(panel, Key.Key_1)
    silent = panel.vote.alert.isHidden()
    press(panel, Key.Key_F5)

    (ballot,) = ballots(store)
    assert silent
    assert ballot.state is BallotState.OPEN


def test_when_everybody_was_counted_nothing_is_asked(
    panel: LivePanel, store: Store
) -> None:
    panel.toggle_vote()
    for _ in range(4):
        press(panel, Key.Key_1)
    press(panel, Key.Key_Tab)
    for _ in range(4):
        press(panel, Key.Key_1)

    press(panel, Key.Key_F5)

    (ballot,) = ballots(store)
    assert ballot.state is BallotState.CLOSED


def test_who_did_not_answer_the_roll_is_asked_about(
    panel: LivePanel, store: Store
) -> None:
    panel.vote.method.set_value(Method.ROLL_CALL.value)
    panel.toggle_vote()
    press(panel, Key.Key_1)

    press(panel, Key.Key_F5)

    (ballot,) = ballots(store)
    assert ballot.state is BallotState.OPEN
    assert not panel.vote.alert.isHidden()


def test_a_correction_is_said_and_can_be_taken_back(panel: LivePanel) -> None:
    panel.editor.write()
    write(panel, " Y pronto.")

    panel.editor.people.line.setFocus()

    assert panel.undo.accessibleName() == "The correction of A-3 is on record."
    assert not panel.undo.isHidden()


def test_what_is_written_after_the_minutes_says_that_they_are_late(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    issue_minutes(store, meeting.session)
    panel.begin()
    write(panel, "Algo")
    panel.editor.anonymous.setChecked(True)

    panel.save()

    assert "they need a new version" in panel.undo.accessibleName()


def test_draft_minutes_make_nothing_late(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    issue_minutes(store, meeting.session, draft=True)

    assert panel.presenter.table is not None
    assert not panel.presenter.table.has_minutes


def test_the_agenda_goes_on_by_key_and_is_where_it_was_when_one_comes_back(
    panel: LivePanel, context: AppContext, qtbot: QtBot
) -> None:
    def states() -> list[str]:
        return [one.state for one in panel.agenda.points.steps()]

    before = states()

    QTest.keyClick(panel.contributions.list, Qt.Key.Key_F7)
    on = states()
    panel.agenda.on.click()
    over = (states(), panel.agenda.on.isVisible())
    QTest.keyClick(
        panel.contributions.list, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier
    )

    back = states()
    again = shown(context, qtbot)

    assert before == ["todo", "now", "todo"]
    assert on == back == ["done", "done", "now"]
    assert over == (["done"] * 3, False)
    assert [one.state for one in again.agenda.points.steps()] == on


def test_after_the_closing_nothing_new_is_written_down_and_it_says_what_to_do(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    panel.begin()
    QTest.keyClicks(panel.editor.text, "Que se atienda el canal.")
    with store.read() as reader:
        before = reader.count(Contribution, session=meeting.session)

    close_session(store, meeting.session, at(9, 40))
    locked = (panel.editor.text.isReadOnly(), panel.editor.note.accessibleName())
    waits = panel.editor.text.toPlainText()
    panel.save_and_begin()
    panel.begin()
    still = panel.editor.text.isReadOnly()
    reopen_session(store, meeting.session, reason="Faltó un aporte")

    assert locked == (True, "The session is closed")
    assert waits == "Que se atienda el canal."
    assert still
    assert not panel.editor.text.isReadOnly()
    with store.read() as reader:
        assert reader.count(Contribution, session=meeting.session) == before


def test_after_the_closing_the_room_is_as_it_was_then(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    close_session(store, meeting.session, at(9, 40))
    panel.target(meeting.contributions[0])

    assert panel.presenter.quorum_line() == (
        "8 of 8 with a vote were here at the closing; 5 were needed"
    )
    assert panel.room.chip.text() == "At the closing"


def test_a_refusal_goes_when_it_is_put_right_and_blank_lines_are_no_text(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    panel.begin()
    QTest.keyClicks(panel.editor.title, " ")
    panel.editor.show_error(ContributionEmptyError())
    refused = panel.editor.note.isVisible()
    panel.editor.text.setFocus()
    QTest.keyClick(panel.editor.text, Qt.Key.Key_Return)
    QTest.keyClicks(panel.editor.text, "Que se atienda.")
    gone = not panel.editor.note.isVisible()
    panel.editor.anonymous.setChecked(True)
    panel.save()

    with store.read() as reader:
        texts = [one.text for one in reader.all(Contribution, session=meeting.session)]
    assert refused
    assert gone
    assert "Que se atienda." in texts


def test_the_rule_of_abstentions_is_told_before_a_vote_and_what_lacks_before_closing(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    panel.target(meeting.contributions[0])
    told = panel.vote.rule.text()
    panel.toggle_vote()
    panel.count(VoteChoice.ABSTAIN, 1)
    panel.toggle_vote()
    panel.toggle_vote()

    panel.presenter.ask_to_close()

    assert "Whoever abstains says why" in told
    assert any("abstention" in one.text for one in panel.closing.lines.steps())
