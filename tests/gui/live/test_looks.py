"""What the page shows of a vote and of the room, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.services.sessions import close_session

if TYPE_CHECKING:
    from tests.gui.live.conftest import Meeting
    from workshop_app.gui.live.panel import LivePanel
    from workshop_app.store import Store


def test_the_whole_question_is_in_view(panel: LivePanel) -> None:
    field = panel.vote.question
    field.setPlainText("¿Se aprueba «Que las universidades procesen los datos»?")

    assert field.isVisible()
    assert field.document().size().height() > 1
    assert not field.verticalScrollBar().maximum()


def test_a_question_is_one_line_on_record(panel: LivePanel) -> None:
    panel.vote.question.setPlainText("¿Se aprueba\nesto?")

    panel.toggle_vote()

    records = panel.voting.vote.records if panel.voting.vote else None
    assert records is not None
    assert records.ballot.question == "¿Se aprueba esto?"


def test_a_rule_is_one_sentence(panel: LivePanel) -> None:
    assert "Quorum: h" in panel.vote.rule.text()


def test_the_last_words_about_the_quorum_stay_together(panel: LivePanel) -> None:
    panel.agenda.show_quorum("31 of 36 are here (least 19)", met=True)

    assert panel.agenda._quorum.text().endswith("(least\u00a019)")


def test_no_vote_is_offered_once_the_session_is_closed(
    panel: LivePanel, store: Store, meeting: Meeting
) -> None:
    assert panel.vote.go.isVisible()

    close_session(store, meeting.session, store.now())
    panel.presenter.read()

    assert not panel.vote.go.isVisible()
    assert not panel.vote.question.isVisible()
    assert panel.vote.said.text() == "The session is closed"
