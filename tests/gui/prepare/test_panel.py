from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.builders import DAY, at
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.person import Person
from workshop_app.domain.process import Rules, Theme
from workshop_app.domain.session import AgendaItem, Session
from workshop_app.domain.vocabulary import Bloc, Majority, Modality, Standing
from workshop_app.domain.working_group import WorkingGroupDraft
from workshop_app.gui.prepare.panel import PreparePanel
from workshop_app.gui.prepare.reading import draft_of
from workshop_app.services import drafts
from workshop_app.services.arrivals import invite
from workshop_app.services.groups import groups_of, set_groups
from workshop_app.services.history import undo
from workshop_app.services.sessions import (
    amend_session,
    close_session,
    open_session,
    set_agenda,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.pick_form import PickLine
    from workshop_app.store import Store

ENTER, ESC, DEL = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete
DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def _session(store: Store, session: str | None = None) -> Session:
    with store.read() as reader:
        if session is not None:
            return reader.get(Session, session)
        return reader.all(Session)[-1]


def _agenda(store: Store, session: str) -> list[tuple[str, int]]:
    with store.read() as reader:
        items = reader.all(AgendaItem, session=session)
    return [(one.title, one.duration) for one in items]


def _listed(store: Store, session: str) -> dict[str, Attendance]:
    with store.read() as reader:
        return {one.person: one for one in reader.all(Attendance, session=session)}


def _press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(widget, key, held)


def _write(widget: QWidget, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)


def _here() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _choose(line: PickLine, text: str, key: Qt.Key = ENTER) -> None:
    _write(line, text)
    _press(line, key)


def test_without_a_session_a_title_and_enter_begin_one(
    panel: PreparePanel, context: AppContext, store: Store
) -> None:
    assert _here() is panel.data.lines["title"]
    assert not panel.tabs.isTabEnabled(1)

    QTest.keyClicks(_here(), "Mesa de agua")
    _press(_here(), ENTER)

    assert _session(store).title == "Mesa de agua"
    assert context.session == _session(store).id
    assert panel.tabs.isTabEnabled(4)
    assert _here() is panel.data.days["held_on"]


def test_what_was_typed_of_a_new_session_comes_with_its_title(
    panel: PreparePanel, store: Store
) -> None:
    _write(panel.data.lines["venue"], "Local comunal")
    _write(panel.data.days["held_on"], "20/4/2026")
    panel.data.lines["title"].setFocus()

    QTest.keyClicks(panel.data.lines["title"], "Mesa")
    panel.leave()

    found = _session(store)
    assert (found.title, found.venue, found.held_on) == ("Mesa", "Local comunal", DAY)


def test_a_title_half_typed_survives_a_crash(
    panel: PreparePanel, context: AppContext, store: Store, qtbot: QtBot
) -> None:
    _write(panel.data.lines["title"], "Mesa de bos")
    qtbot.waitUntil(lambda: bool(drafts.all_kept(store)))

    again = PreparePanel(context)
    qtbot.addWidget(again)
    again.shown()

    assert again.data.lines["title"].text() == "Mesa de bos"


@pytest.mark.usefixtures("session")
class TestData:
    """The first step of a session on record."""

    def test_each_field_is_a_deed_when_it_is_left(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        panel.data.lines["interpreter"].end(False)
        _write(panel.data.lines["interpreter"], " de Puno")
        _press(panel.data.lines["interpreter"], ENTER)
        _write(panel.data.days["convened_on"], "6/4")
        panel.data.lines["venue"].setFocus()

        found = _session(store, session)
        assert found.interpreter.endswith("de Puno")
        assert found.convened_on == date(2026, 4, 6)
        hint = panel.data.fields["convened_on"]._below.text()
        assert hint == "14 days of notice: enough"

    def test_no_such_day_is_said_beside_it_and_stays(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        line = panel.data.days["held_on"]
        line.selectAll()
        _write(line, "31/2")
        _press(line, ENTER)

        assert "is no day" in panel.data.fields["held_on"].problem()
        assert line.text() == "31/2"
        assert _session(store, session).held_on == DAY

        _press(line, ESC)
        assert panel.data.fields["held_on"].problem() == ""
        assert line.text() == "20/04/2026"

    def test_arrows_move_a_day(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        line = panel.data.days["held_on"]
        line.setFocus()
        _press(line, UP)
        _press(line, UP)
        _press(line, DOWN)
        _press(line, ENTER)

        assert _session(store, session).held_on == date(2026, 4, 21)

    def test_a_place_is_found_by_district_and_kept_by_its_code(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        _choose(panel.data.place, "ayaviri melgar")

        assert panel.data.place.text().startswith("Ayaviri, Melgar, Puno")
        assert _session(store, session).place == "210801"

    def test_people_are_found_by_a_part_of_their_name(
        self, panel: PreparePanel, store: Store, session: str, people: list[str]
    ) -> None:
        _choose(panel.data.people["chair_civil_society"], "nelida")
        _choose(panel.data.people["facilitator"], "yucra")

        found = _session(store, session)
        assert found.chair_civil_society == people[0]
        assert found.facilitator == people[1]
        assert panel.data.people["facilitator"].text() == "Wilma Yucra Paco"

    @pytest.mark.parametrize("key", [ENTER, Qt.Key.Key_Tab])
    def test_somebody_new_is_registered_in_place(
        self, panel: PreparePanel, store: Store, session: str, key: Qt.Key
    ) -> None:
        line = panel.data.people["rapporteur"]
        _write(line, "Zenobio Quenta")
        _press(line.popup, key)

        rapporteur = _session(store, session).rapporteur
        with store.read() as reader:
            assert reader.get(Person, rapporteur or "").name == "Zenobio Quenta"
        assert panel.data.fields["rapporteur"].problem() == ""

    def test_beside_people_only_alike_somebody_new_takes_enter_twice(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        line = panel.data.people["rapporteur"]
        _write(line, "Wilfma Yucra")
        assert not line.popup.currentIndex().isValid()
        assert len(line.choices()) > 1

        _press(line.popup, ENTER)
        marked, given = line.popup.currentIndex(), _session(store, session).rapporteur
        said = marked.data()
        _press(line.popup, ENTER)

        assert given is None
        assert said == "New person: Wilfma Yucra"
        rapporteur = _session(store, session).rapporteur
        with store.read() as reader:
            assert reader.get(Person, rapporteur or "").name == "Wilfma Yucra"

    def test_the_first_arrow_goes_to_the_first_and_the_next_to_the_second(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        line = panel.data.people["rapporteur"]
        _write(line, "yucra")
        rows = []
        for _ in range(2):
            _press(line.popup, DOWN)
            rows.append(line.popup.currentIndex().row())

        assert rows == [0, 1]
        assert _session(store, session).rapporteur is None

    def test_whoever_conducts_it_is_seen_on_the_list_of_their_side(
        self, panel: PreparePanel, store: Store, session: str, qtbot: QtBot
    ) -> None:
        line = panel.data.people["chair_state"]
        line.named.emit("Zenobio Quenta")
        panel.data.people["facilitator"].named.emit("Alina Soto")

        model = panel.invited.presenter.model
        qtbot.waitUntil(lambda: model.rowCount() == 2)
        shown = [[model.cell(row, at).text for at in (0, 2, 3)] for row in range(2)]
        assert shown == [
            ["Alina Soto", "Other bloc", "Voice only"],
            ["Zenobio Quenta", "State", "Voice and vote"],
        ]

    def test_a_name_corrected_at_once_leaves_nobody_behind(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        line = panel.data.people["chair_state"]
        line.named.emit("Oficio 12-2026")

        _choose(line, "paredes")

        with store.read() as reader:
            named = {one.id: one.name for one in reader.all(Person)}
            listed = reader.all(Attendance, session=session)
        assert "Oficio 12-2026" not in named.values()
        assert [named[one.person] for one in listed] == ["Julio Paredes Luyo"]

    def test_an_unknown_name_is_said_and_an_emptied_line_names_nobody(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        line = panel.data.people["facilitator"]
        _choose(line, "yucra")
        line.selectAll()
        _write(line, "Xilof")
        line.popup.hide()
        panel.data.lines["title"].setFocus()
        assert "not on record" in panel.data.fields["facilitator"].problem()

        line.setFocus()
        line.clear()
        panel.data.lines["title"].setFocus()

        assert _session(store, session).facilitator is None
        assert panel.data.fields["facilitator"].problem() == ""

    def test_a_new_theme_is_named_in_place(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        box = panel.data.choices.theme
        box.themes.setCurrentIndex(box.themes.count() - 1)
        box.themes.activated.emit(box.themes.currentIndex())
        assert _here() is box.new
        _write(box.new, "Agua segura")
        _press(box.new, ENTER)

        with store.read() as reader:
            theme = reader.get(Theme, _session(store, session).theme or "")
        assert theme.title == "Agua segura"

    def test_what_is_chosen_is_given_at_once(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        choices = panel.data.choices
        choices.modality.setFocus()
        _press(_here(), Qt.Key.Key_Right)
        choices.languages["ay"].click()
        choices.stage.setCurrentIndex(1)
        choices.stage.activated.emit(1)

        found = _session(store, session)
        assert found.modality is not Modality.IN_PERSON
        assert found.languages == ("es", "qu", "ay")
        assert found.stage is not None

    def test_the_induction_is_kept_with_its_hour(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        form = panel.data.induction
        _write(form.at, "915")
        form.minutes.setValue(20)
        _write(form.material, "Cartilla")
        _press(form.material, ENTER)

        found = _session(store, session)
        assert found.induction_at == at(9, 15)
        assert (found.induction_minutes, found.induction_material) == (20, "Cartilla")

        form.at.selectAll()
        _write(form.at, "nine")
        _press(form.at, ENTER)
        assert _session(store, session).induction_at == at(9, 15)

    def test_what_somebody_else_wrote_meanwhile_is_shown_and_nothing_typed_is_lost(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        line = panel.data.lines["venue"]
        line.selectAll()
        _write(line, "Plaza")
        draft = replace(draft_of(_session(store, session)), venue="Coliseo")
        amend_session(store, session, draft)

        _press(line, ENTER)

        assert line.text() == "Plaza"
        assert "“Coliseo”" in panel.data.fields["venue"].problem()
        assert _session(store, session).venue == "Coliseo"

        line.setFocus()
        _press(line, ENTER)
        assert _session(store, session).venue == "Plaza"

    def test_undoing_shows_what_is_on_record_again(
        self, panel: PreparePanel, store: Store, session: str, qtbot: QtBot
    ) -> None:
        _choose(panel.data.people["facilitator"], "yucra")
        with store.read() as reader:
            deed = reader.history()[0].deed

        undo(store, deed)

        line = panel.data.people["facilitator"]
        qtbot.waitUntil(lambda: line.text() == "")
        assert _session(store, session).facilitator is None

    def test_a_title_is_not_taken_away(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        line = panel.data.lines["title"]
        line.selectAll()
        _press(line, DEL)
        _press(line, ENTER)

        assert panel.data.fields["title"].problem()
        assert _session(store, session).title


@pytest.mark.usefixtures("session")
class TestAgenda:
    """The second step."""

    def test_points_are_written_line_by_line_and_given_on_leaving(
        self, panel: PreparePanel, store: Store, session: str, qtbot: QtBot
    ) -> None:
        panel.go("agenda")
        table = panel.agenda.table
        _press(table, ENTER)
        for text in ("Bienvenida", "Debate"):
            QTest.keyClicks(_here(), text)
            _press(_here(), ENTER)
            qtbot.wait(5)  # Qt takes an editor's text when the loop comes round
        _press(_here(), ESC)
        qtbot.wait(5)
        table.go(0, 1)
        _press(table, ENTER)
        QTest.keyClicks(_here(), "15")
        _press(_here(), ENTER)
        qtbot.wait(5)
        assert _agenda(store, session) == []

        panel.step(1)

        assert _agenda(store, session) == [("Bienvenida", 15), ("Debate", 0)]

    def test_lines_move_go_and_come_back(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        set_agenda(store, session, [("A", 1), ("B", 2), ("C", 3)])
        panel.shown()
        panel.go("agenda")
        table = panel.agenda.table
        table.go(0)
        _press(table, DOWN, ALT)
        _press(table, DEL)
        _press(table, DEL)
        _press(table, Qt.Key.Key_Z, CTRL)
        _press(table, Qt.Key.Key_Insert)
        panel.leave()

        assert _agenda(store, session) == [("B", 2), ("C", 3)]

    def test_an_agenda_is_pasted_from_a_spreadsheet(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        panel.go("agenda")
        QGuiApplication.clipboard().setText("Bienvenida\t20\nVotación\t1 h 30\n")
        _press(panel.agenda.table, Qt.Key.Key_V, CTRL)
        panel.agenda.give_now.click()

        assert _agenda(store, session) == [("Bienvenida", 20), ("Votación", 90)]
        assert panel.agenda.total.text() == "2 points · 1 h 50 min"

    def test_keeping_what_is_on_record_already_says_so(
        self, panel: PreparePanel, store: Store, session: str, qtbot: QtBot
    ) -> None:
        set_agenda(store, session, [("A", 30)])
        panel.shown()
        panel.go("agenda")

        with qtbot.waitSignal(panel.context.said) as said:
            panel.agenda.give_now.click()

        assert said.args == ["The agenda is on record as it stands here."]
        assert _agenda(store, session) == [("A", 30)]

    def test_after_closing_it_stays_as_it_was(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        set_agenda(store, session, [("A", 30)])
        open_session(store, session, at(9))
        close_session(store, session, at(10))
        panel.shown()
        panel.go("agenda")
        table = panel.agenda.table
        table.go(0)

        _press(table, DEL)
        panel.leave()

        assert _agenda(store, session) == [("A", 30)]
        assert not panel.agenda.alert.isHidden()
        assert panel.agenda.total.text().endswith("began at 09:00, lasted 1 h")


@pytest.mark.usefixtures("session")
class TestRules:
    """The third step."""

    def test_other_rules_are_a_new_version_with_a_reason(
        self, panel: PreparePanel, store: Store
    ) -> None:
        panel.go("rules")
        form = panel.rules
        _here().click()  # type: ignore[attr-defined]
        form.majority.setCurrentIndex(form.majority.findData(str(Majority.ABSOLUTE)))
        form.numbers["notice_days"].setValue(7)
        form.keep.click()
        assert form._reason.problem()

        _write(form.reason, "Acuerdo de la mesa")
        _press(form.reason, ENTER)

        with store.read() as reader:
            latest = reader.all(Rules)[-1]
            why = reader.history()[0].reason
        assert (latest.version, latest.majority) == (2, Majority.ABSOLUTE)
        assert (latest.notice_days, latest.effective_on) == (7, DAY)
        assert why == "Acuerdo de la mesa"

    def test_the_second_call_is_switched(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        panel.go("rules")
        panel.rules.second_call.click()

        assert _session(store, session).second_call


@pytest.mark.usefixtures("session")
class TestInvited:
    """The fourth step."""

    def test_names_are_put_on_the_list_one_after_the_other(
        self, panel: PreparePanel, store: Store, session: str, people: list[str]
    ) -> None:
        panel.go("invited")
        for name in ("nelida", "julio", "julio"):
            QTest.keyClicks(_here(), name)
            _press(_here(), ENTER)

        assert _listed(store, session).keys() == {people[0], people[2]}
        assert _here() is panel.invited.entry
        assert panel.invited.entry.text() == ""

    def test_somebody_new_is_written_down_and_invited(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        panel.go("invited")
        QTest.keyClicks(_here(), "Zenobio Quenta")
        entry = panel.invited.entry
        _press(entry, ENTER)
        QTest.keyClicks(_here(), "40556677")
        _press(_here(), ENTER)
        _press(_here(), Qt.Key.Key_O)
        _press(_here(), ENTER)

        (attendance,) = _listed(store, session).values()
        with store.read() as reader:
            person = reader.get(Person, attendance.person)
        assert (person.name, person.document_number) == ("Zenobio Quenta", "40556677")
        assert _here() is entry

    def test_a_number_that_somebody_has_leads_to_that_person(
        self, panel: PreparePanel, store: Store, session: str, people: list[str]
    ) -> None:
        panel.go("invited")
        panel.invited.presenter.begin_new("Nelly")
        QTest.keyClicks(panel.invited.newcomer.number, "40112230")
        panel.invited.presenter.look("Nelly", "40112230")
        panel.invited.presenter.use_known()

        assert list(_listed(store, session)) == [people[0]]

    def test_who_is_taken_off_comes_back_by_undoing(
        self,
        panel: PreparePanel,
        store: Store,
        session: str,
        people: list[str],
        qtbot: QtBot,
    ) -> None:
        invite(store, session, people)
        panel.shown()
        panel.go("invited")
        listed = panel.invited.list
        qtbot.waitUntil(lambda: not panel.context.tasks.busy)
        qtbot.waitUntil(lambda: panel.invited.presenter.model.rowCount() == 4)
        panel.activateWindow()

        def chosen() -> bool:
            listed.setFocus()
            listed.clearSelection()
            listed.selectRow(0)
            return listed.hasFocus() and len(listed.selected_ids()) == 1

        qtbot.waitUntil(chosen)
        _press(listed, DEL)
        qtbot.waitUntil(lambda: len(_listed(store, session)) == 3)

        panel.invited.undo._take_back()
        qtbot.waitUntil(lambda: len(_listed(store, session)) == 4)
        qtbot.waitUntil(lambda: panel.invited.presenter.model.rowCount() == 4)

    def test_bloc_and_standing_are_put_right(
        self, panel: PreparePanel, store: Store, session: str, people: list[str]
    ) -> None:
        invite(store, session, people[:1])
        panel.shown()
        panel.go("invited")
        panel.invited.list.selectRow(0)
        panel.invited.standing.setFocus()
        _press(_here(), Qt.Key.Key_Right)
        panel.invited.bloc.choose_letter("S")

        attendance = _listed(store, session)[people[0]]
        assert attendance.standing is Standing.VOICE
        assert attendance.bloc is Bloc.STATE

    def test_several_lines_pasted_into_the_field_are_taken_for_a_sheet(
        self, panel: PreparePanel, qtbot: QtBot
    ) -> None:
        panel.go("invited")
        QGuiApplication.clipboard().setText("Nombre\tDNI\nJuana Apaza\t41414141\n")

        _press(panel.invited.entry, Qt.Key.Key_V, CTRL)

        qtbot.waitUntil(panel.importing.bring.isEnabled)
        assert panel.invited.entry.text() == ""

    def test_a_sheet_is_laid_over_the_page(self, panel: PreparePanel) -> None:
        panel.go("invited")
        panel.invited.sheet.click()
        assert panel.importing.isVisible()

        panel.importing.close_panel()
        assert _here() is panel.invited.entry


@pytest.mark.usefixtures("session")
class TestGroups:
    """The fifth step."""

    def test_groups_are_written_down_one_after_the_other(
        self, panel: PreparePanel, store: Store, session: str, people: list[str]
    ) -> None:
        panel.go("groups")
        _press(_here(), Qt.Key.Key_Space)
        QTest.keyClicks(_here(), "Agua")
        _choose(panel.groups.lines[0].moderator, "wilma")
        panel.groups.add.click()
        QTest.keyClicks(_here(), "Bosques")
        panel.leave()

        with store.read() as reader:
            found = groups_of(reader, session)
        assert [one.group.title for one in found] == ["Agua", "Bosques"]
        assert found[0].group.moderator == people[1]

    def test_an_empty_group_is_named_before_there_is_another(
        self, panel: PreparePanel, qtbot: QtBot
    ) -> None:
        panel.go("groups")
        _press(_here(), Qt.Key.Key_Space)
        panel.groups.lines[0].room.setText("Aula 3")
        panel.groups.add.setFocus()

        with qtbot.waitSignal(panel.context.said) as said:
            panel.groups.add.click()

        assert said.args == ["Group 1 has no name yet."]
        (line,) = panel.groups.lines
        assert _here() is line.title
        assert line.room.text() == "Aula 3"

    def test_numbers_seat_people_and_nought_lets_them_stand(
        self,
        panel: PreparePanel,
        store: Store,
        session: str,
        people: list[str],
        qtbot: QtBot,
    ) -> None:
        invite(store, session, people)
        _, second = set_groups(
            store, session, [WorkingGroupDraft(title="A"), WorkingGroupDraft(title="B")]
        )
        panel.shown()
        panel.go("groups")
        qtbot.waitUntil(lambda: not panel.context.tasks.busy)
        listed = panel.groups.list

        def chosen() -> bool:
            listed.selectRow(0)
            return len(listed.selected_ids()) == 1

        qtbot.waitUntil(chosen)
        _press(listed, Qt.Key.Key_2)
        qtbot.waitUntil(lambda: not panel.context.tasks.busy)

        with store.read() as reader:
            found = {one.group.id: one.people for one in groups_of(reader, session)}
        assert found[second] == (people[3],)

        qtbot.wait(5)
        panel.groups.presenter.move([people[3]], 0)
        panel.groups.presenter.move([people[3]], 9)
        panel.groups.presenter.move(people[:2], 1)
        with store.read() as reader:
            sizes = [len(one.people) for one in groups_of(reader, session)]
        assert sizes == [2, 0]

    def test_sharing_out_is_shown_before_it_is_given(
        self,
        panel: PreparePanel,
        store: Store,
        session: str,
        people: list[str],
    ) -> None:
        invite(store, session, people)
        set_groups(
            store, session, [WorkingGroupDraft(title="A"), WorkingGroupDraft(title="B")]
        )
        panel.shown()
        panel.go("groups")
        panel.groups.share.click()

        with store.read() as reader:
            assert not any(one.people for one in groups_of(reader, session))
        assert panel.groups.lines[0].people.text() == "2 people (1/1)"

        panel.groups.discard.click()
        assert panel.groups.lines[0].people.text() == "0 people (0/0)"

        panel.groups.share.click()
        panel.groups.presenter.accept()
        with store.read() as reader:
            sizes = [len(one.people) for one in groups_of(reader, session)]
        assert sizes == [2, 2]

    def test_a_group_is_taken_out(
        self, panel: PreparePanel, store: Store, session: str
    ) -> None:
        set_groups(
            store, session, [WorkingGroupDraft(title="A"), WorkingGroupDraft(title="B")]
        )
        panel.shown()
        panel.go("groups")
        panel.groups.lines[0].out.click()

        with store.read() as reader:
            titles = [one.group.title for one in groups_of(reader, session)]
        assert titles == ["B"]


def test_steps_are_turned_by_keys_and_end_at_the_ends(
    panel: PreparePanel, session: str
) -> None:
    assert session
    panel.shown()
    turn = {one.name: one.run for one in panel.actions_here()}

    turn["step_before"]()
    assert panel.tabs.currentIndex() == 0
    for _ in range(7):
        turn["next_step"]()
    assert panel.tabs.currentIndex() == 4


def test_each_line_of_the_summary_leads_to_its_field(
    panel: PreparePanel, session: str
) -> None:
    assert session
    panel.shown()
    panel.go("groups")
    lines = {one.text: one.run for one in panel.checks.steps()}

    lead = lines["Both co-chairs missing"]
    assert lead is not None
    lead()

    assert _here() is panel.data.people["chair_state"]


def test_a_new_session_is_begun_beside_the_one_on_the_table(
    panel: PreparePanel, context: AppContext, session: str, store: Store
) -> None:
    panel.target("new")
    assert panel.data.lines["title"].text() == ""
    QTest.keyClicks(_here(), "Segunda mesa")
    _press(_here(), ENTER)
    assert context.session != session

    panel.target(session)
    assert context.session == session
    assert panel.data.lines["title"].text() == _session(store, session).title


def test_the_page_fits_a_small_screen(panel: PreparePanel, session: str) -> None:
    assert session
    panel.shown()

    least = panel.minimumSizeHint()

    assert least.width() <= 1282
    assert least.height() <= 668


def test_nothing_under_the_sheet_of_people_can_be_reached(
    panel: PreparePanel, session: str
) -> None:
    panel.go("invited")
    panel.begin_import("")

    under = (panel.tabs.isEnabled(), panel.stack.isEnabled())
    ready = [one.ready for one in panel.actions_here()]
    panel.shown()
    inside = panel.importing.isAncestorOf(panel.window().focusWidget())
    panel.importing.close_panel()

    assert under == (False, False)
    assert not any(ready)
    assert inside
    assert panel.tabs.isEnabled()
    assert not panel.importing.isVisible()


def test_a_filter_without_a_match_does_not_say_that_nobody_is_invited(
    panel: PreparePanel, store: Store, session: str, people: list[str], qtbot: QtBot
) -> None:
    empty = panel.invited.list.empty_words
    invite(store, session, people)

    panel.invited.filter.setText("xyz")

    qtbot.waitUntil(lambda: panel.invited.presenter.model.rowCount() == 0)
    assert empty.startswith("Nobody yet")
    assert panel.invited.list.empty_words == "Nobody on the list has these words."


def test_tab_goes_from_a_new_group_to_what_is_below_it(
    panel: PreparePanel, store: Store, session: str, people: list[str], qtbot: QtBot
) -> None:
    invite(store, session, people)
    panel.go("groups")
    set_groups(store, session, [WorkingGroupDraft(title="Agua")])
    qtbot.waitUntil(lambda: len(panel.groups.lines) == 1)
    panel.groups.add.click()
    first, new = panel.groups.lines
    qtbot.waitUntil(new.isVisible)
    visited = []

    first.rapporteur.setFocus()
    for _ in range(9):
        QTest.keyClick(panel.window().focusWidget(), Qt.Key.Key_Tab)
        visited.append(panel.window().focusWidget())

    groups = panel.groups
    assert visited == [*new.stops, groups.add, groups.share, groups.list]
