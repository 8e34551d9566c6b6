"""Minutes that were signed on paper are signed, with or without their file."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.minutes.conftest import drawn
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.vocabulary import PaperKind
from workshop_app.gui.minutes.reading import Stage
from workshop_app.gui.window_actions import Undoing

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.minutes.panel import MinutesPanel
    from workshop_app.store import Store


def _issued(store: Store) -> IssuedPaper:
    with store.read() as reader:
        (paper,) = reader.all(IssuedPaper, paper_kind=PaperKind.MINUTES)
    return paper


def test_a_print_signed_by_hand_is_recorded_with_the_keyboard_and_taken_back(
    panel: MinutesPanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    panel.presenter.issue()
    drawn(panel, context, qtbot)
    panel.target("sign")
    form = panel.signing.by_hand
    before = panel.presenter.stage

    panel.signing.on_paper.click()
    focused = next(iter(form.boxes.values())).hasFocus()
    form.day.set_day(form.day.day() + timedelta(days=3))
    QTest.keyClicks(form.kept_at, "Archivo, caja 3")
    QTest.keyClick(form.kept_at, Qt.Key.Key_Return)
    refused = form.alert.isVisible()
    form.day.set_day(form.day.day() - timedelta(days=3))
    panel.do_next()  # F9 gives what was filled in
    drawn(panel, context, qtbot)
    paper, stage = _issued(store), panel.presenter.stage
    away = form.isHidden() and panel.next.hasFocus()
    told = panel.signing.kept.text()
    Undoing(context).undo()
    drawn(panel, context, qtbot)

    assert before is Stage.ISSUED
    assert focused
    assert refused
    assert paper.print_kept_at == "Archivo, caja 3"
    assert len(paper.signed_by_hand) == len(form.boxes)
    assert stage is Stage.SIGNED
    assert away
    assert "Archivo, caja 3" in told
    assert _issued(store).signed_by_hand == ()
    qtbot.waitUntil(lambda: panel.presenter.stage is Stage.ISSUED)
    assert panel.signing.on_paper.isVisible()


def test_esc_leaves_the_print_for_later(
    panel: MinutesPanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    panel.presenter.issue()
    drawn(panel, context, qtbot)
    panel.target("sign")
    panel.signing.on_paper.click()

    QTest.keyClick(panel.signing.by_hand.kept_at, Qt.Key.Key_Escape)

    assert panel.signing.by_hand.isHidden()
    assert panel.signing.on_paper.hasFocus()
    assert _issued(store).signed_by_hand == ()
