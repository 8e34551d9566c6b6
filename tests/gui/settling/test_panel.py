"""The page of what is to be settled, by the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.access.controls import tab_stops
from tests.gui.access.focus_tour import Tour, out_of_order
from tests.gui.settling.conftest import idle
from tests.services.steps import a_roll_call, somebody
from tests.services.two_laptops import TwoLaptops, amend, disagree
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Sex, VoteChoice
from workshop_app.gui.disputed import DisputedCount
from workshop_app.gui.live.panel import LivePanel
from workshop_app.gui.parts.top_bar import TopBar
from workshop_app.gui.settling.panel import SettlingPanel
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.store import Deed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext

SEEN = "Se vio su DNI."
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(qtbot: QtBot, context: AppContext) -> SettlingPanel:
    made = SettlingPanel(context)
    qtbot.addWidget(made)
    made.resize(1282, 668)
    with qtbot.waitActive(made):
        made.show()
    return made


def here() -> object:
    return QApplication.focusWidget()


def test_a_side_is_taken_with_three_keys_and_a_reason(
    panel: SettlingPanel, two: TwoLaptops, context: AppContext
) -> None:
    key = disagree(two, "Rosa Quispe", "Rosa Cusi")
    panel.shown()
    section = panel.disagreements
    assert section.presenter.case is not None
    wanted = section.presenter.case.found.sides[1].value

    QTest.keyClick(section.list, Qt.Key.Key_D)
    assert here() is section.case.reason
    QTest.keyClicks(section.case.reason, "Se vio su carnet")
    section.give()

    with context.store.read() as reader:
        assert reader.get(Person, key).name == wanted
        assert reader.history(limit=1)[0].reason == "Se vio su carnet"
    assert section.undo.isVisible()
    assert context.drafts.all_kept() == {}


def test_what_was_typed_is_there_again_when_one_comes_back(
    panel: SettlingPanel, two: TwoLaptops
) -> None:
    amend(two.office, two.people[1], telephone="987654321")
    amend(two.door, two.people[1], telephone="987654322")
    disagree(two, "Rosa Quispe", "Rosa Cusi")
    panel.shown()
    section = panel.disagreements
    first = section.list.current_id() or section.presenter.model.id_at(0)

    QTest.keyClick(section.list, Qt.Key.Key_T)
    QTest.keyClicks(section.case.third.line, "Otra")
    section.case.reason.setFocus()
    QTest.keyClicks(section.case.reason, "Se pregunta")
    section.presenter.next_open()
    assert section.case.reason.text_now() == ""
    section.list.show_row(first)

    assert section.case.reason.text_now() == "Se pregunta"
    assert section.case.third.value() == "Otra"
    assert section.case.choice is not None
    assert section.case.choice.value() == "third"


def test_a_choice_or_a_reason_that_lacks_is_asked_for_at_its_field(
    panel: SettlingPanel, two: TwoLaptops
) -> None:
    disagree(two, "Rosa Quispe", "Rosa Cusi")
    panel.shown()
    section = panel.disagreements

    section.give()
    assert section.case.choice_field.problem() == "Choose what shall stand."
    section.case.choose("A")
    section.give()

    assert section.case.reason_field.problem().startswith("The reason is missing.")
    assert not section.alert.isVisible()


def test_a_field_of_few_values_offers_them(
    panel: SettlingPanel, two: TwoLaptops, context: AppContext
) -> None:
    amend(two.office, two.people[1], sex=None)
    amend(two.door, two.people[1], sex=Sex.MALE)
    two.meet()
    panel.shown()
    section = panel.disagreements

    QTest.keyClick(section.list, Qt.Key.Key_T)
    third = section.case.third
    third.choice.setCurrentIndex(third.choice.findData("undeclared"))
    third.choice.activated.emit(third.choice.currentIndex())
    section.case.reason.setPlainText(SEEN)
    section.give()

    with context.store.read() as reader:
        assert reader.get(Person, two.people[1]).sex is Sex.UNDECLARED


def test_what_is_alike_is_settled_together_and_the_list_comes_back(
    panel: SettlingPanel, two: TwoLaptops, context: AppContext
) -> None:
    disagree(two, "Rosa Quispe", "ROSA QUISPE")
    panel.shown()
    section = panel.disagreements

    {one.name: one for one in panel.actions_here()}["settling_alike"].run()
    idle(context)
    section.bulk.reason.setFocus()
    QTest.keyClicks(section.bulk.reason, "Es la misma")
    section.give()

    with context.store.read() as reader:
        assert reader.disputed() == 0
    assert section.right.currentWidget() is section.nothing
    section.tabs.setCurrentIndex(5)
    assert section.right.currentWidget() is section.settled
    section.give()
    with context.store.read() as reader:
        assert reader.disputed() == 1


def test_two_entries_are_found_to_be_one_by_a_key(
    panel: SettlingPanel, context: AppContext
) -> None:
    for said in ("Saturnina Ñahui Ccori", "Ñahui Ccori, Saturnina"):
        somebody(context.store, said)
    panel.target("people")
    idle(context)
    section = panel.people
    assert section.pair.follows.isVisible()

    QTest.keyClick(section.list, Qt.Key.Key_L)

    assert here() is section.pair.table
    assert section.pair.write.isVisible()
    QTest.keyClick(section.pair.table, Qt.Key.Key_D)
    section.give()
    assert not section.pair.write.isVisible()
    assert section.undo.isVisible()
    section.tabs.setCurrentIndex(2)
    assert section.pair.take_back.isVisible()
    section.pair.take_back.click()
    section.tabs.setCurrentIndex(0)
    QTest.keyClick(section.list, Qt.Key.Key_S)
    with context.store.read() as reader:
        assert reader.who_is_who().members == {}
    panel.leave()


def test_the_keys_of_every_page_go_from_section_to_section(
    qtbot: QtBot, context: AppContext
) -> None:
    panel = SettlingPanel(context)
    qtbot.addWidget(panel)
    steps = {one.keys: one.run for one in panel.actions_here()}

    steps["Ctrl+PgDown"]()

    assert panel.front is panel.people
    panel.leave()


def test_the_bar_above_says_how_much_is_open(
    qtbot: QtBot, two: TwoLaptops, context: AppContext
) -> None:
    top = TopBar()
    qtbot.addWidget(top)
    top.show()
    counted = DisputedCount(top, context)
    counted.count()
    assert not top.disputed.isVisible()

    disagree(two, "Rosa Quispe", "Rosa Cusi")
    counted.count()

    qtbot.waitUntil(lambda: top.disputed.text() == "1 disagreement")
    went: list[tuple[str, str]] = []
    context.went.connect(lambda *where: went.append(where))
    top.disputed.click()
    assert went == [("settling", "disagreements")]
    context.close_store()
    counted.count()
    assert not top.disputed.isVisible()


def test_a_vote_in_conflict_stands_beside_the_count_at_the_table(
    qtbot: QtBot, two: TwoLaptops, context: AppContext
) -> None:
    ballot = a_roll_call(two.office, two.session)
    two.meet()
    for store, choice in (
        (two.office, VoteChoice.FOR),
        (two.door, VoteChoice.AGAINST),
    ):
        record_votes(store, ballot, [CalledVote(person=two.people[0], choice=choice)])
    live = LivePanel(context)
    qtbot.addWidget(live)
    live.show()
    live.shown()
    live.target(ballot)
    assert live.vote.disputed.isHidden()

    two.meet()
    live.shown()
    live.target(ballot)

    assert live.vote.disputed.accessibleDescription() == "Participante 00"
    live.leave()


def test_tab_goes_through_a_disagreement_as_one_reads(
    panel: SettlingPanel, two: TwoLaptops
) -> None:
    long = (
        "Publicar el análisis del agua cada mes en la plaza y en la radio comunal, {}"
    )
    for store, end in (
        (two.office, "en quechua y castellano"),
        (two.door, "en aimara"),
    ):
        with store.write(Deed("amend")) as tx:
            tx.settle("session", two.session, {"proceedings": long.format(end)})
    two.meet()
    panel.shown()
    QApplication.processEvents()

    tour = Tour(panel)

    first = panel.sections.tabs
    assert not out_of_order(tour.beginning_at(first), panel)
    assert not tab_stops(panel) - set(tour.stops)
    names = [stop.accessibleName() for stop in tour.stops]
    assert names.count("What stands there") == 2
