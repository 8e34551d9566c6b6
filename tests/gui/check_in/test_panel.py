from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.builders import a_person_draft, at
from tests.gui.check_in.conftest import FEDERATION
from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.identity import attendance_id
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.quorum import needed
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    DocumentType,
    Quorum,
    SessionState,
    Sex,
    Standing,
)
from workshop_app.gui import theme
from workshop_app.gui.check_in.panel import CheckInPanel
from workshop_app.gui.check_in.walk_in import with_one_more
from workshop_app.i18n import Language, language
from workshop_app.services.attendances import check_in, check_out
from workshop_app.services.people import register_person
from workshop_app.services.session_overview import QuorumNumbers
from workshop_app.services.sessions import close_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from workshop_app.clock import SteppingClock
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store

ENTER, DOWN, UP, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab
ESC = Qt.Key.Key_Escape


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with language(Language.ENGLISH):
        yield


@pytest.fixture
def keys(panel: CheckInPanel) -> _Keys:
    return _Keys(panel)


class _Keys:
    """A person at the keyboard, who types to wherever the focus is."""

    def __init__(self, panel: CheckInPanel) -> None:
        self._panel = panel
        self.count = 0
        panel.activateWindow()

    def __call__(self, *pressed: str | Qt.Key) -> None:
        for one in pressed:
            there = self._panel.focusWidget()
            assert there is not None
            if isinstance(one, str):
                QTest.keyClicks(there, one)
                self.count += len(one)
            else:
                QTest.keyClick(there, one)
                self.count += 1


def _moves(store: Store, session: str, person: str) -> list[str]:
    with store.read() as reader:
        found = reader.all(Movement, session=session, person=person)
    return [f"{one.direction} {one.happened_at:%H:%M}" for one in found]


def _attendance(store: Store, session: str, person: str) -> Attendance:
    with store.read() as reader:
        return reader.get(Attendance, attendance_id(session, person))


def _listed(panel: CheckInPanel) -> list[str]:
    return [panel.model.cell(row, 0).text for row in range(panel.model.rowCount())]


def _states(panel: CheckInPanel) -> list[str]:
    return [panel.model.cell(row, 4).text for row in range(panel.model.rowCount())]


def _only_person(store: Store, name: str) -> Person:
    with store.read() as reader:
        (found,) = [one for one in reader.all(Person) if one.name == name]
    return found


def test_a_name_begun_and_enter_register_somebody(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, nelida: str
) -> None:
    keys("nelida", ENTER)

    assert _moves(store, session, nelida) == ["arrival 09:10"]
    assert panel.entry.words.text == "Ccori Huamán, Nélida: Voice and vote"
    assert panel.entry.line.text() == ""
    assert panel.entry.line.hasFocus()
    assert _listed(panel)[0] == "Ccori Huamán, Nélida"


def test_a_scanner_registers_with_digits_and_enter(
    keys: _Keys, store: Store, session: str, julio: str
) -> None:
    keys("01342876", ENTER)

    assert _moves(store, session, julio) == ["arrival 09:10"]


def test_a_number_read_badly_lets_nobody_in(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, julio: str
) -> None:
    keys("0134287", ENTER)

    assert _moves(store, session, julio) == []
    assert panel.walk_in.isVisible()
    assert panel.walk_in.number.text() == "0134287"
    assert panel.walk_in.name.hasFocus()


def test_arrows_choose_while_the_focus_stays_in_the_field(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, nelida: str
) -> None:
    other = register_person(
        store,
        a_person_draft(
            name="Ccori Huamán, Noemí", document_number="", organization=None
        ),
    )

    keys("ccori huaman", DOWN)
    stayed = panel.entry.line.hasFocus()
    offered = [one.person for one in panel.suggestions.found[:2]]
    keys(ENTER)

    assert stayed
    assert set(offered) == {nelida, other}
    assert _moves(store, session, offered[1]) == ["arrival 09:10"]


def test_up_from_the_first_chooses_nobody_and_enter_writes_somebody_down(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, nelida: str
) -> None:
    keys("nelida", UP, ENTER)

    assert _moves(store, session, nelida) == []
    assert panel.walk_in.name.text() == "nelida"


def test_a_suggestion_is_taken_with_the_mouse(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, nelida: str
) -> None:
    keys("nelida")
    panel.suggestions.picked.emit(0)

    assert _moves(store, session, nelida) == ["arrival 09:10"]


def test_suggestions_say_who_is_on_the_list_and_who_is_on_record(
    panel: CheckInPanel, keys: _Keys
) -> None:
    keys("condori")
    on_the_list = [one.line is not None for one in panel.suggestions.found]
    keys(ESC, "nelida")

    assert on_the_list[0]
    assert panel.suggestions.found[0].line is None
    assert panel.suggestions.isVisible()


def test_esc_clears_what_was_typed(panel: CheckInPanel, keys: _Keys) -> None:
    keys("nelida", ESC)

    assert panel.entry.line.text() == ""
    assert panel.suggestions.isHidden()


def test_enter_on_an_empty_field_does_nothing(panel: CheckInPanel, keys: _Keys) -> None:
    keys(ENTER)

    assert panel.walk_in.isHidden()
    assert panel.undo.isHidden()


def test_whoever_is_inside_already_is_said_since_when(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, julio: str
) -> None:
    check_in(store, session, julio, at(9, 1))

    keys("julio", ENTER)

    assert panel.entry.words.text.endswith("In the room since 09:01")
    assert _moves(store, session, julio) == ["arrival 09:01"]
    assert panel.entry.line.selectedText() == "julio"


def test_whoever_left_comes_back(
    keys: _Keys, store: Store, session: str, julio: str
) -> None:
    check_in(store, session, julio, at(9, 1))
    check_out(store, session, julio, at(9, 5))

    keys("julio", ENTER)

    assert _moves(store, session, julio)[-1] == "arrival 09:10"


def test_the_strip_takes_the_last_arrival_back(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, julio: str
) -> None:
    keys("julio", ENTER)
    panel.undo.findChildren(QPushButton)[0].click()

    assert _moves(store, session, julio) == []
    assert _states(panel) == ["Expected"]


def test_somebody_new_takes_five_keys_after_the_name(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, qtbot: QtBot
) -> None:
    keys("Percy Calisaya Chura", ENTER)
    before = keys.count

    keys(TAB, TAB, "S", "M", ENTER)

    person = _only_person(store, "Percy Calisaya Chura")
    assert keys.count - before == 5
    assert (person.sex, person.document_type) == (Sex.MALE, DocumentType.NONE)
    assert _attendance(store, session, person.id).bloc is Bloc.STATE
    assert _moves(store, session, person.id) == ["arrival 09:10"]
    assert panel.walk_in.isHidden()
    assert panel.entry.line.hasFocus()
    assert panel.entry.words.text == "Percy Calisaya Chura: Voice and vote"


def test_somebody_new_of_a_known_organization_is_on_its_side(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, organizations: object
) -> None:
    keys("Percy Calisaya", ENTER, "42424242", TAB)
    panel.walk_in.organization.setText(FEDERATION)
    bloc = panel.walk_in.bloc.value()
    panel.walk_in.organization.setFocus()
    keys(ENTER)

    person = _only_person(store, "Percy Calisaya")
    assert bloc == "civil_society"
    assert person.document_type is DocumentType.DNI
    assert _attendance(store, session, person.id).bloc is Bloc.CIVIL_SOCIETY
    with store.read() as reader:
        names = [one.name for one in reader.all(Organization)]
    assert names.count(FEDERATION) == 1


def test_an_organization_typed_by_name_is_registered_with_the_person(
    keys: _Keys, store: Store, session: str
) -> None:
    keys("Percy Calisaya", ENTER, TAB, "UGEL Melgar", TAB, "S", ENTER)

    person = _only_person(store, "Percy Calisaya")
    with store.read() as reader:
        organization = reader.get(Organization, person.organization or "")
    assert organization.name == "UGEL Melgar"


def test_names_offered_for_the_organization_do_not_hold_enter_up(
    panel: CheckInPanel, keys: _Keys, store: Store, qtbot: QtBot
) -> None:
    keys("Percy Calisaya", ENTER, TAB, "Ministerio")
    completer = panel.walk_in.organization.completer()
    completer.complete()
    popup = completer.popup()
    assert popup is not None

    QTest.keyClick(popup, ENTER)
    keys("S", ENTER)

    assert _only_person(store, "Percy Calisaya").organization


def test_a_name_very_like_another_warns_and_the_known_one_can_be_used(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, nelida: str
) -> None:
    keys("nelida cori guaman", UP, ENTER)
    warned = panel.walk_in.like.isVisible()
    there = panel.focusWidget()
    assert there is not None
    QTest.keyClick(there, ENTER, Qt.KeyboardModifier.ControlModifier)

    assert warned
    assert _moves(store, session, nelida) == ["arrival 09:10"]
    assert panel.walk_in.isHidden()


def test_a_warning_never_blocks(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, nelida: str
) -> None:
    keys("nelida cori guaman", UP, ENTER, TAB, TAB, "C", ENTER, ENTER)

    assert _only_person(store, "nelida cori guaman").id != nelida
    assert _moves(store, session, nelida) == []


def test_a_number_of_somebody_else_is_refused_beside_it_and_nothing_is_lost(
    panel: CheckInPanel, keys: _Keys, store: Store, qtbot: QtBot
) -> None:
    keys("Percy Calisaya", ENTER, "70651248")
    qtbot.waitUntil(panel.walk_in.like.isVisible)
    keys(TAB, TAB, "C", ENTER)

    assert panel.walk_in.number.hasFocus()
    assert panel.walk_in.number.property("error") is True
    assert panel.walk_in.typed.name == "Percy Calisaya"


def test_esc_in_the_row_goes_back_to_what_was_typed(
    panel: CheckInPanel, keys: _Keys
) -> None:
    keys("Percy Calisaya", ENTER, ESC)

    assert panel.walk_in.isHidden()
    assert panel.entry.line.text() == "Percy Calisaya"
    assert panel.entry.line.hasFocus()


def test_what_was_being_typed_survives_the_end_of_the_program(
    panel: CheckInPanel, keys: _Keys, context: AppContext, qtbot: QtBot
) -> None:
    keys("Percy Calisaya", ENTER, TAB, "UGEL Melgar", TAB, "S", "M")
    qtbot.waitUntil(lambda: bool(context.drafts.all_kept()))
    typed = panel.walk_in.typed

    again = CheckInPanel(context)
    qtbot.addWidget(again)
    again.show()
    again.shown()

    assert again.walk_in.isVisible()
    assert again.walk_in.typed == typed


def test_what_was_registered_or_given_up_is_kept_no_longer(
    keys: _Keys, context: AppContext, qtbot: QtBot
) -> None:
    keys("Percy Calisaya", ENTER, "4242")
    qtbot.waitUntil(lambda: bool(context.drafts.all_kept()))
    keys(TAB, TAB, "S", ENTER, ENTER)
    registered = context.drafts.all_kept()
    keys("Ezequiel Tarqui", ENTER, "77")
    qtbot.waitUntil(lambda: bool(context.drafts.all_kept()))
    keys(ESC)

    assert registered == {}
    assert context.drafts.all_kept() == {}


def test_an_odd_number_is_doubted_aloud_and_accepted(
    panel: CheckInPanel, keys: _Keys, store: Store
) -> None:
    keys("Percy Calisaya", ENTER, "123")
    panel.walk_in.bloc.set_value("state")
    keys(ENTER)
    with store.read() as reader:
        before = [one.name for one in reader.all(Person)]
    said = panel.walk_in.number.accessibleDescription()
    there = panel.walk_in.number.hasFocus()
    keys(ENTER)

    assert there
    assert "Percy Calisaya" not in before
    assert said.endswith("Enter once more takes it as it is.")
    assert _only_person(store, "Percy Calisaya").document_number == "123"


def test_a_bloc_is_asked_for_and_never_guessed(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str
) -> None:
    keys("Percy Calisaya", ENTER, ENTER, ENTER)
    said = panel.walk_in.bloc.accessibleDescription()
    with store.read() as reader:
        before = [one.name for one in reader.all(Person)]
    keys("O", ENTER)

    person = _only_person(store, "Percy Calisaya")
    assert said == "Choose the bloc (S, C, O), then Enter."
    assert "Percy Calisaya" not in before
    assert _attendance(store, session, person.id).bloc is Bloc.OTHER


def test_an_organization_written_down_today_is_offered_without_its_accents(
    panel: CheckInPanel, keys: _Keys
) -> None:
    keys("Percy Calisaya", ENTER, TAB, "Comunidad Óscoroque", TAB, "C", ENTER)
    keys("Alina Soto", ENTER, TAB, "oscoro")

    completer = panel.walk_in.organization.completer()
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    assert popup.model().index(0, 0).data() == "Comunidad Óscoroque"


@pytest.mark.parametrize("key", [TAB, ESC])
def test_suggestions_close_when_the_field_is_left(
    panel: CheckInPanel, keys: _Keys, key: Qt.Key
) -> None:
    keys("condori")
    shown = panel.suggestions.isVisible()

    keys(key)

    assert shown
    assert panel.suggestions.isHidden()


def test_several_lines_pasted_are_taken_for_a_sheet(
    panel: CheckInPanel, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("Nombre\tDNI\nJuana Apaza\t41414141\n")

    QTest.keyClick(panel.entry.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(panel.importing.bring.isEnabled)
    assert panel.importing.isVisible()
    assert panel.importing.notes.text().startswith(
        "the pasted table. 1 row. Columns divided by tabs."
    )
    assert panel.entry.line.text() == ""


def test_one_line_pasted_is_a_name(panel: CheckInPanel) -> None:
    QGuiApplication.clipboard().setText("Juana Apaza\n")

    QTest.keyClick(panel.entry.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert panel.importing.isHidden()
    assert panel.entry.line.text().strip() == "Juana Apaza"


def test_paper_hours_are_recorded_as_transcribed(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, julio: str
) -> None:
    panel.entry.paper.click()

    keys("julio", ENTER, "9:02", TAB, "1210", ENTER)

    attendance = _attendance(store, session, julio)
    assert attendance.transcribed_by == store.operator
    assert _moves(store, session, julio) == ["arrival 09:02", "departure 12:10"]
    assert panel.entry.line.hasFocus()


def test_an_hour_that_is_none_is_refused_in_place(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, julio: str
) -> None:
    panel.entry.paper.click()

    keys("julio", ENTER, "soon", ENTER)

    assert "“soon” is no hour." in panel.entry.problem
    assert _moves(store, session, julio) == []
    assert panel.entry.line.text() == "julio"


def test_without_an_hour_on_the_paper_somebody_was_there_from_the_opening(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, julio: str
) -> None:
    panel.entry.paper.click()

    keys("julio", ENTER, ENTER)

    assert _attendance(store, session, julio).status is AttendanceStatus.PRESENT
    assert _moves(store, session, julio) == []
    assert _states(panel) == ["Present"]


def test_the_filter_leaves_those_that_hold_its_words(
    panel: CheckInPanel, keys: _Keys, store: Store
) -> None:
    keys("nelida", ENTER)
    panel.focus_search()

    keys("expec")
    left = _listed(panel)
    keys(ENTER)

    assert left == ["Julio César Condori Apaza"]
    assert panel.list.hasFocus()


def test_enter_in_the_list_opens_the_strip_and_enter_lets_somebody_leave(
    panel: CheckInPanel,
    keys: _Keys,
    store: Store,
    session: str,
    julio: str,
    clock: SteppingClock,
) -> None:
    check_in(store, session, julio, at(9, 1))
    clock.set(at(11))
    panel.card.enter()

    keys(ENTER, Qt.Key.Key_Space)

    assert _moves(store, session, julio)[-1] == "departure 11:00"
    assert panel.details.isHidden()
    assert panel.list.hasFocus()
    assert _states(panel) == ["Left 11:00"]


def test_an_hour_typed_counts_and_one_out_of_order_is_refused_beside_it(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, julio: str
) -> None:
    check_in(store, session, julio, at(9, 5))
    panel.target(julio)
    panel.details.hour.setFocus()

    keys("8:00", ENTER)
    problem = panel.details.hour_field.problem()
    panel.details.hour.clear()
    keys("9:40", ENTER)

    assert problem
    assert _moves(store, session, julio)[-1] == "departure 09:40"


@pytest.mark.parametrize("hour", ["soon", "99"])
def test_what_is_no_hour_is_said_beside_it(
    panel: CheckInPanel, keys: _Keys, store: Store, julio: str, hour: str
) -> None:
    panel.target(julio)
    panel.details.hour.setFocus()

    keys(hour, ENTER)

    assert hour in panel.details.hour_field.problem()


def test_a_wrong_arrival_is_struck(
    panel: CheckInPanel, store: Store, session: str, julio: str
) -> None:
    check_in(store, session, julio, at(9, 1))
    panel.target(julio)

    panel.details.buttons["strike"].click()

    assert _moves(store, session, julio) == []
    assert _states(panel) == ["Expected"]


def test_whoever_sent_an_excuse_may_be_expected_after_all(
    panel: CheckInPanel, store: Store, session: str, julio: str
) -> None:
    panel.target(julio)
    panel.details.buttons["excuse"].click()
    excused = _states(panel)
    panel.target(julio)
    panel.details.buttons["expect"].click()

    assert excused == ["Sent an excuse"]
    assert _states(panel) == ["Expected"]


def test_taking_off_the_list_asks_in_place(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, julio: str
) -> None:
    panel.target(julio)
    panel.details.buttons["take_off"].click()
    asked = _listed(panel)

    keys(Qt.Key.Key_Space)

    assert asked == ["Julio César Condori Apaza"]
    assert _listed(panel) == []
    assert panel.details.isHidden()


def test_standing_and_bloc_are_put_right_by_keys(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, julio: str
) -> None:
    panel.target(julio)
    panel.details.standing.setFocus()
    keys(Qt.Key.Key_Right)
    panel.details.bloc.setFocus()
    keys("C")

    attendance = _attendance(store, session, julio)
    assert attendance.standing is Standing.VOICE
    assert attendance.bloc is Bloc.CIVIL_SOCIETY
    assert panel.details.isVisible()


def test_what_is_on_record_of_somebody_is_corrected_from_the_strip_and_undone(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str, julio: str
) -> None:
    panel.target(julio)
    panel.details.buttons["correct"].click()
    form = panel.details.correction
    form.name.selectAll()
    keys("Julia Condori Apaza")
    form.number.setText("40112239")
    form.organization.setText("Comunidad Oscoroque")
    form.sex.set_value("female")
    form.language.setCurrentIndex(form.language.findData("qu"))

    keys(ENTER)

    person = _only_person(store, "Julia Condori Apaza")
    with store.read() as reader:
        there = reader.get(Organization, person.organization or "").name
    assert (person.id, person.document_number) == (julio, "40112239")
    assert (person.sex, person.language) == (Sex.FEMALE, "qu")
    assert there == "Comunidad Oscoroque"
    assert _attendance(store, session, julio).organization == person.organization
    assert form.isHidden()
    assert _listed(panel) == ["Julia Condori Apaza"]
    panel.undo.findChildren(QPushButton)[0].click()
    assert _only_person(store, "Julio César Condori Apaza").document_number


def test_a_correction_with_the_number_of_somebody_else_is_refused_in_its_field(
    panel: CheckInPanel, keys: _Keys, store: Store, julio: str, nelida: str
) -> None:
    panel.target(julio)
    panel.details.buttons["correct"].click()
    panel.details.correction.number.setText("70651248")

    keys(ENTER)
    focused = panel.focusWidget()
    keys(ESC)

    assert nelida
    assert focused is panel.details.correction.number
    assert panel.details.correction.isHidden()
    assert _only_person(store, "Julio César Condori Apaza").document_number


def test_esc_puts_the_strip_away(panel: CheckInPanel, keys: _Keys, julio: str) -> None:
    panel.target(julio)

    keys(ESC)

    assert panel.details.isHidden()
    assert panel.list.hasFocus()


def test_a_session_not_open_yet_is_opened_from_here(
    context: AppContext, store: Store, planned: str, qtbot: QtBot
) -> None:
    check_in(store, planned, store.operator, at(8))
    page = CheckInPanel(context)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    told = page.closed.isVisible()

    page.closed.findChildren(QPushButton)[0].click()

    qtbot.waitUntil(page.closed.isHidden)  # behind the reading of everybody
    with store.read() as reader:
        assert reader.get(Session, planned).state is SessionState.OPEN
    assert told


def test_opening_with_too_few_in_the_room_asks_once_in_place(
    context: AppContext, store: Store, planned: str, julio: str, qtbot: QtBot
) -> None:
    page = CheckInPanel(context)
    qtbot.addWidget(page)
    page.show()
    page.shown()
    (way_on,) = page.closed.findChildren(QPushButton)

    way_on.click()
    with store.read() as reader:
        asked = reader.get(Session, planned).state
    question = page.closed.accessibleName()
    focused = page.focusWidget() is way_on
    way_on.click()

    assert julio
    assert asked is SessionState.PLANNED
    assert question == "0 of 1 needed are here. Open all the same?"
    assert focused
    qtbot.waitUntil(page.closed.isHidden)
    with store.read() as reader:
        assert reader.get(Session, planned).state is SessionState.OPEN


def test_after_the_closing_an_arrival_is_refused_under_the_field(
    panel: CheckInPanel,
    keys: _Keys,
    store: Store,
    session: str,
    julio: str,
    clock: SteppingClock,
) -> None:
    close_session(store, session, at(13))
    clock.set(at(14))

    keys("julio", ENTER)

    assert panel.entry.problem
    assert panel.closed.isVisible()
    assert panel.entry.line.text() == "julio"
    assert _moves(store, session, julio) == []


def test_the_room_is_counted_beside_the_list(
    panel: CheckInPanel, keys: _Keys, store: Store, qtbot: QtBot
) -> None:
    keys("julio", ENTER, "nelida", ENTER)

    qtbot.waitUntil(lambda: panel.room.words("expected") == "0")

    assert panel.room.words("women") == "1 · 50 %"
    assert panel.room.words("languages") == "1 · 50 %"
    assert panel.room.words("quorum") == "Reached 09:10"
    assert panel.room.alert.isHidden()


def test_what_the_smaller_bloc_lacks_is_said(
    panel: CheckInPanel, keys: _Keys, qtbot: QtBot
) -> None:
    keys("julio", ENTER)

    qtbot.waitUntil(panel.room.alert.isVisible)

    assert panel.room.alert.accessibleName() == (
        "1 more of civil society for the agreed range"
    )
    assert "1 more for equality" in panel.room.alert.accessibleDescription()


def test_the_page_reads_another_session_when_it_comes_to_the_table(
    panel: CheckInPanel, context: AppContext
) -> None:
    context.open_session(None)
    panel.shown()

    assert panel.entry.line.isVisible()


def test_every_action_of_the_page_has_its_own_key(panel: CheckInPanel) -> None:
    keys = [one.keys for one in panel.actions_here()]

    assert len(keys) == len(set(keys))
    assert all(keys)


@pytest.mark.parametrize(("scale", "height"), [(1.0, 668), (1.5, 638)])
def test_the_page_fits_a_small_window_and_the_room_goes_under_a_tab_if_need_be(
    panel: CheckInPanel, qapp: QApplication, scale: float, height: int
) -> None:
    theme.apply(qapp, dark=False, scale=scale)
    page = CheckInPanel(panel.context)
    page.resize(1240, height)
    page.show()
    page.shown()
    needs = page.minimumSizeHint()
    beside = page.room.isVisible()
    page.deleteLater()

    assert needs.width() <= 1240
    assert needs.height() <= height
    assert beside == (scale == 1.0)


def test_a_name_very_like_another_is_asked_about_before_there_are_two(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str
) -> None:
    keys("nelida cori guaman", UP, ENTER)
    panel.walk_in.bloc.set_value("state")
    keys(ENTER)
    with store.read() as reader:
        before = reader.count(Person)
    asked = panel.walk_in.name.accessibleDescription()
    there = panel.walk_in.name.hasFocus()

    keys(ENTER)

    assert asked.startswith("Is it Ccori Huamán, Nélida?")
    assert there
    with store.read() as reader:
        assert reader.count(Person) == before + 1
    assert panel.walk_in.isHidden()


def test_two_numbers_are_two_people_and_nobody_is_asked(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str
) -> None:
    keys("nelida cori guaman", UP, ENTER, "42424242", TAB, TAB, "C", ENTER)

    assert _only_person(store, "nelida cori guaman").document_number == "42424242"


def test_somebody_new_can_come_with_a_voice_alone_and_the_quorum_is_told(
    panel: CheckInPanel, keys: _Keys, store: Store, session: str
) -> None:
    keys("Percy Calisaya", ENTER)
    usual = panel.walk_in.standing.value()
    told = panel.walk_in.standing.accessibleDescription()
    panel.walk_in.bloc.set_value("state")
    panel.walk_in.standing.set_value("voice")
    keys(ENTER)

    person = _only_person(store, "Percy Calisaya")
    assert usual == "voice_vote"
    assert told == "With a vote, the quorum rises from 1 to 2."
    assert _attendance(store, session, person.id).standing is Standing.VOICE


def test_the_quorum_is_told_as_it_would_be_with_one_more() -> None:
    def numbers(entitled: int, rule: Quorum = Quorum.HALF_PLUS_ONE) -> QuorumNumbers:
        return QuorumNumbers(
            rule=rule,
            entitled=entitled,
            needed=needed(rule, entitled),
            present=0,
            met=False,
            met_at=None,
            second_call=False,
        )

    assert with_one_more(numbers(4)) == "With a vote, the quorum stays at 3."
    assert with_one_more(numbers(5)) == "With a vote, the quorum rises from 3 to 4."
    assert with_one_more(numbers(5, Quorum.NONE)) == with_one_more(None) == ""
