"""What the page shows of a vote and of the room, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from workshop_app.gui.live.agenda import Point
from workshop_app.gui.live.people_form import PeopleField
from workshop_app.services.sessions import close_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from tests.gui.live.conftest import Meeting
    from workshop_app.gui.live.panel import LivePanel
    from workshop_app.gui.live.reading import Seat
    from workshop_app.store import Store


def nobody(_typed: str) -> Sequence[Seat]:
    return ()


def shown_names(field: PeopleField) -> Sequence[QPushButton]:
    return [one for one in field.findChildren(QPushButton) if one.isVisible()]


def heights(field: PeopleField) -> set[int]:
    return {one.y() for one in shown_names(field)}


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


def test_names_stand_side_by_side_only_where_each_can_be_read(qtbot: QtBot) -> None:
    field = PeopleField(nobody, "Who says it")
    qtbot.addWidget(field)
    field.resize(420, 80)
    field.show()
    long = "María de los Ángeles Huallpa-Choquehuanca viuda de Ccanahuire"

    field.set_people({"1": "Rosa Quispe", "2": "Elmer Tuntui"})
    qtbot.waitUntil(lambda: len(shown_names(field)) == 2)
    beside = heights(field)
    field.set_people({"1": "Rosa Quispe", "2": long})
    qtbot.waitUntil(lambda: len(shown_names(field)) == 2)
    under = heights(field)

    assert len(beside) == 1
    assert len(under) == 2


def test_a_title_that_is_fixed_is_read_whole(panel: LivePanel) -> None:
    editor = panel.editor
    assert editor.title.isVisible()
    assert not editor.fixed_title.isVisible()

    panel.toggle_vote()

    assert editor.title.isReadOnly()
    assert not editor.title.isVisible()
    assert editor.fixed_title.text() == editor.title.text()


def test_only_the_point_under_way_takes_a_second_line(panel: LivePanel) -> None:
    panel.agenda.show_points(
        [
            Point(number=1, title="Apertura", minutes=20, state="past"),
            Point(number=2, title="Debate", minutes=60, state="now", left=12),
            Point(number=3, title="Cierre", minutes=10, state="todo"),
        ]
    )

    assert [one.brief for one in panel.agenda.points.steps()] == [True, False, True]
