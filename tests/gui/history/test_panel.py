from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import insert

from tests.builders import a_contribution_draft, a_person_draft
from workshop_app.gui import theme
from workshop_app.gui.history.panel import HistoryPanel
from workshop_app.services.contributions import amend_contribution, write_contribution
from workshop_app.services.differences import differences
from workshop_app.services.people import register_person
from workshop_app.store.derived import conflict
from workshop_app.store.statement import Statement

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store

MARKUP = "<b>Agua</b> & río, que se publique el análisis cada mes y sin falta alguna"


@pytest.fixture
def panel(qtbot: QtBot, context: AppContext) -> HistoryPanel:
    made = HistoryPanel(context)
    qtbot.addWidget(made)
    made.resize(1282, 668)
    made.show()
    made.shown()
    return made


def _amended(store: Store) -> str:
    draft = a_contribution_draft(session=None, stage=None, text=MARKUP, title="")
    made = write_contribution(store, draft, [store.operator], "AP-1")
    after = a_contribution_draft(
        session=None, stage=None, text=MARKUP.replace("mes", "día"), title=""
    )
    amend_contribution(store, made, after, [store.operator], reason="<i>Lo pidió</i>")
    return made


def test_what_people_wrote_is_shown_letter_by_letter(
    panel: HistoryPanel, store: Store
) -> None:
    made = _amended(store)

    panel.target(made)

    assert "<b>Agua</b> & río" in panel.changed.toPlainText()
    assert "mesdía" in panel.changed.toPlainText()
    assert panel.why.text() == "Why: <i>Lo pidió</i>"
    assert panel.why.textFormat() == Qt.TextFormat.PlainText
    assert panel.record.text().startswith("Contribution: AP-1")


def test_a_button_leads_back_to_the_whole(panel: HistoryPanel, store: Store) -> None:
    panel.target(_amended(store))
    assert panel.whole.isVisible()

    panel.whole.click()

    assert not panel.whole.isVisible()
    assert panel.presenter.model.rowCount() > 2


def test_what_is_undone_is_struck_through_and_said_in_words(
    panel: HistoryPanel, store: Store
) -> None:
    panel.target(_amended(store))
    panel.reason.setText("Nadie lo pidió")

    QTest.keyClick(panel.reason, Qt.Key.Key_Return)

    assert panel.title.font().strikeOut()
    assert panel.state.text() == "Undone"
    assert panel.turn.text() == "Bring it back"
    assert panel.reason.text() == ""
    assert panel.alert.isVisible()


def test_words_and_people_narrow_the_list(panel: HistoryPanel, store: Store) -> None:
    _amended(store)
    register_person(store, a_person_draft(organization=None))
    whole = panel.presenter.model.rowCount()

    panel.search.setText("saturnina")
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.presenter.model.rowCount() == 1
    panel.search.setText("nada de esto")
    QTest.keyClick(panel.search, Qt.Key.Key_Return)

    assert panel.presenter.model.rowCount() == 0
    assert not panel.foot.isVisible()
    panel.search.clear()
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    panel.people.setCurrentIndex(1)
    assert panel.presenter.model.rowCount() == whole - 1


def test_what_was_undone_is_seen_as_the_newest_line(
    panel: HistoryPanel, store: Store, qtbot: QtBot
) -> None:
    for number in range(30):
        name, own = f"Rosa {number}", f"401122{number + 10}"
        register_person(
            store, a_person_draft(name=name, document_number=own, organization=None)
        )
    panel.shown()
    panel.deeds.selectRow(0)

    panel.turn.click()

    qtbot.waitUntil(lambda: not panel._to_the_top)
    bar = panel.deeds.verticalScrollBar()
    assert bar.value() == 0 < bar.maximum()
    assert panel.alert.isVisible()


def test_the_papers_that_say_it_are_told_in_the_page(panel: HistoryPanel) -> None:
    panel.show_papers(["CARTA 0002-2026-ACR"])
    told = panel.on_paper.accessibleName()

    panel.show_papers([])

    assert told == "It stands on paper: CARTA 0002-2026-ACR."
    assert panel.on_paper.isHidden()


def test_a_refusal_stands_in_the_page_and_keeps_the_reason(
    panel: HistoryPanel, store: Store
) -> None:
    person = register_person(store, a_person_draft(organization=None))
    draft = a_contribution_draft(session=None, stage=None)
    write_contribution(store, draft, [person], "AP-1")
    panel.target(person)
    panel.deeds.selectRow(panel.presenter.model.rowCount() - 1)
    panel.reason.setText("Por error")

    panel.turn.click()

    assert panel.alert.isVisible()
    assert "cannot be undone" in panel.alert.accessibleName()
    assert panel.reason.text() == "Por error"


def test_what_computers_disagree_about_stands_on_top(
    panel: HistoryPanel, store: Store
) -> None:
    register_person(store, a_person_draft(organization=None))
    assert not panel.disputed.isVisible()
    with store.read() as reader:
        row = reader.history(limit=1)[0]
    told = json.dumps([[row.commits[0], 0, "Rosa"], [row.commits[0], 1, "Rosita"]])
    put = Statement(insert(conflict), "kind", "rec", "field", "candidates")
    with store.database.writing() as link:
        link.run(put, "person", store.operator, "name", told)
        link.run(put, "person", store.operator, "_deleted", told)

    panel.shown()

    assert panel.disputed.isVisible()
    said = [step.text for step in panel.disputes.steps()]
    assert "“Rosa” (Rosa Quispe Mamani) / “Rosita” (Rosa Quispe Mamani)" in said[1]
    assert "Name" in said[1]


def test_it_is_written_again_in_the_dark(
    panel: HistoryPanel, store: Store, qapp: QApplication
) -> None:
    panel.target(_amended(store))

    theme.apply(qapp, dark=True, scale=1.0)

    assert "mesdía" in panel.changed.toPlainText()
    assert panel.alert.isHidden()


def test_many_records_end_in_a_count(panel: HistoryPanel, store: Store) -> None:
    _amended(store)
    with store.read() as reader:
        row = reader.history(limit=2)[1]
        found = differences(reader, row.deed, 1)

    panel.changed.show_differences(found)

    assert panel.changed.toPlainText().endswith("… and 1 record more.")


def test_the_page_fits_a_small_screen(panel: HistoryPanel, store: Store) -> None:
    panel.target(_amended(store))

    assert panel.minimumSizeHint().width() <= 1200
    assert panel.minimumSizeHint().height() <= 668


def test_its_actions_and_search_are_reached_by_keys(
    panel: HistoryPanel, store: Store
) -> None:
    panel.target(_amended(store))
    whole, turn = panel.actions_here()

    panel.focus_search()
    assert panel.search.hasFocus()
    turn.run()
    assert panel.reason.hasFocus()
    whole.run()
    assert panel.presenter.record == ""
    panel.leave()
    assert panel.subtitle()
