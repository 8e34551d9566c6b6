"""What is chosen is kept and followed; copies are made, seen and opened again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders import a_person_draft
from workshop_app.domain.identity import office_id
from workshop_app.domain.process import Office
from workshop_app.gui.passphrase.dialog import PassphraseDialog
from workshop_app.gui.preferences.about_form import licences
from workshop_app.gui.preferences.identity_form import file_name
from workshop_app.gui.preferences.panel import PreferencesPanel
from workshop_app.services.backups import back_up_to
from workshop_app.services.people import register_person
from workshop_app.services.processes import amend_office
from workshop_app.store.errors import Lock, StoreLockedError

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.store import Store


@pytest.fixture
def panel(qtbot: QtBot, context: AppContext) -> PreferencesPanel:
    panel = PreferencesPanel(context)
    qtbot.addWidget(panel)
    panel.resize(1280, 660)
    panel.show()
    panel.shown()
    return panel


def test_letters_language_and_colours_are_kept_as_they_are_chosen(
    panel: PreferencesPanel, context: AppContext
) -> None:
    panel.looks.scale.chosen.emit("125")
    panel.looks.theme.chosen.emit("dark")
    panel.looks.language.chosen.emit("en")
    panel.looks.table_mode.click()

    chosen = context.settings
    assert (chosen.type_scale, chosen.theme) == (125, "dark")
    assert (chosen.language, chosen.table_mode) == ("en", True)


def test_the_office_is_saved_as_one_deed(panel: PreferencesPanel, store: Store) -> None:
    panel.office.lines["name"].setText("Secretaría Técnica de Gobierno Abierto")
    panel.office.days.setValue(10)
    panel.office.save.click()

    with store.read() as reader:
        office = reader.get(Office, office_id(store.process_id))
    assert office.name == "Secretaría Técnica de Gobierno Abierto"
    assert office.review_days == 10


def test_what_somebody_else_saved_meanwhile_is_not_written_over(
    panel: PreferencesPanel, store: Store
) -> None:
    panel.office.lines["name"].setText("Mine")
    amend_office(store, name="Theirs")

    panel.office.save.click()

    assert not panel.office.problem.isHidden()
    assert panel.office.lines["name"].text() == "Mine"
    with store.read() as reader:
        assert reader.get(Office, office_id(store.process_id)).name == "Theirs"


def test_a_copy_is_made_and_shows_what_it_lacks(
    qtbot: QtBot,
    panel: PreferencesPanel,
    context: AppContext,
    store: Store,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    context.choose(replace(context.settings, backup_folder=str(folder)))

    panel.target("backup")
    panel.backup.back_up()
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=15_000)
    register_person(store, a_person_draft(organization=None))
    (copy,) = folder.iterdir()
    panel.backup.show_copy(copy)
    qtbot.waitUntil(panel.backup.restore.isVisible, timeout=15_000)

    assert "Last copy" in panel.backup.last.text()
    assert "lacks 1 deed" in panel.backup.found.text()


def test_a_stick_that_was_pulled_is_said(
    qtbot: QtBot, panel: PreferencesPanel, context: AppContext, tmp_path: Path
) -> None:
    gone = str(tmp_path / "gone")
    context.choose(replace(context.settings, backup_folder=gone))

    panel.target("backup")
    panel.backup.back_up()
    qtbot.waitUntil(panel.backup.alert.isVisible, timeout=15_000)

    assert not context.tasks.busy


def test_a_certificate_is_made_for_whoever_is_at_the_keyboard(
    qtbot: QtBot, panel: PreferencesPanel, context: AppContext, tmp_path: Path
) -> None:
    form = panel.identity
    assert form.name.text()
    form.passphrase.setText("tres palabras largas")
    form.repeated.setText("tres palabras largas")

    form.make_at(tmp_path / "rosa.p12")
    qtbot.waitUntil(lambda: not context.tasks.busy, timeout=15_000)

    assert (tmp_path / "rosa.p12").stat().st_size > 0
    assert context.settings.certificates == {
        form.name.text(): str(tmp_path / "rosa.p12")
    }
    assert form.passphrase.text() == ""


def test_the_file_of_a_certificate_bears_the_name_of_its_holder() -> None:
    assert file_name("Ñahui Ccori, Rosa/..") == "certificado-nahui-ccori-rosa.p12"
    assert file_name(" ") == "certificado.p12"


def test_every_library_is_named_with_its_licence() -> None:
    lines = licences()

    assert any(line.startswith("PySide6_Essentials") for line in lines)
    assert all(line.rpartition("— ")[2] for line in lines), lines


def test_what_was_typed_about_the_office_is_saved_on_leaving(
    panel: PreferencesPanel, store: Store
) -> None:
    panel.office.lines["name"].setText("Secretaría Técnica")

    panel.leave()

    with store.read() as reader:
        office = reader.get(Office, office_id(store.process_id))
    assert office.name == "Secretaría Técnica"


def test_leaving_an_office_nobody_touched_is_no_deed(
    panel: PreferencesPanel, store: Store
) -> None:
    with store.read() as reader:
        before = reader.history(limit=1)

    panel.leave()

    with store.read() as reader:
        assert reader.history(limit=1) == before


def test_an_office_that_was_refused_stays_to_be_put_right(
    panel: PreferencesPanel, store: Store
) -> None:
    amend_office(store, name="Another, from elsewhere", city="Puno")
    panel.office.lines["name"].setText("Secretaría Técnica")

    panel.leave()
    panel.shown()
    panel.leave()

    assert panel.office.lines["name"].text() == "Secretaría Técnica"
    assert panel.office.lines["city"].text() == "Puno"
    panel.office.save.click()
    with store.read() as reader:
        office = reader.get(Office, office_id(store.process_id))
    assert (office.name, office.city) == ("Secretaría Técnica", "Puno")


def test_a_certificate_is_offered_in_the_name_of_whoever_sits_there_now(
    panel: PreferencesPanel, context: AppContext, store: Store
) -> None:
    person = register_person(
        store, a_person_draft(name="Juan Condori", organization=None)
    )

    context.operate_as(person)
    panel.shown()

    assert panel.identity.name.text() == "Juan Condori"


def test_a_copy_never_takes_the_place_of_the_open_file(
    qtbot: QtBot, panel: PreferencesPanel, store: Store, tmp_path: Path
) -> None:
    copy = back_up_to(store, tmp_path)
    with qtbot.waitSignal(panel.context.tasks.idle, timeout=10_000):
        panel.backup.show_copy(copy)

    panel.backup.open_at(Path(store.location))

    assert not panel.backup.alert.isHidden()
    assert not panel.context.tasks.busy


def test_a_folder_with_a_long_name_widens_nothing(
    panel: PreferencesPanel, context: AppContext
) -> None:
    folder = "/media/usb/" + "carpeta & otra/" * 20
    context.choose(replace(context.settings, backup_folder=folder))

    panel.shown()

    assert panel.backup.minimumSizeHint().width() < 860
    assert panel.backup.folder.accessibleName() == folder


def test_a_copy_is_opened_beside_the_process_and_not_on_the_stick(
    panel: PreferencesPanel, store: Store
) -> None:
    assert panel.backup._beside_the_process() == Path(store.location).parent


def test_enter_in_the_last_field_makes_the_certificate(
    panel: PreferencesPanel, context: AppContext, qtbot: QtBot
) -> None:
    form = panel.identity
    form.show_person()
    form.repeated.setText("otra")

    QTest.keyClick(form.repeated, Qt.Key.Key_Return)

    assert form.again.problem() == "The two passphrases are not the same."


def test_whoever_made_a_certificate_goes_on_to_sign(
    panel: PreferencesPanel, context: AppContext, tmp_path: Path, qtbot: QtBot
) -> None:
    went: list[tuple[str, str]] = []
    context.went.connect(lambda page, target: went.append((page, target)))
    context.open_session("0" * 32)
    panel.identity.name.setText("Rosa Quispe")
    panel.identity.passphrase.setText("una frase larga")
    with qtbot.waitSignal(context.tasks.idle, timeout=20_000):
        panel.identity.make_at(tmp_path / "rosa.p12")

    panel.identity.alert._act()

    assert went == [("minutes", "sign")]


def test_what_is_wrong_with_a_passphrase_has_its_room(
    panel: PreferencesPanel, qtbot: QtBot
) -> None:
    dialog = PassphraseDialog("a.kuska", StoreLockedError("a.kuska", Lock.CLOSED))
    qtbot.addWidget(dialog)
    dialog.show()
    high = dialog.entry.height()

    QTest.keyClick(dialog.entry, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: dialog.field._below.height() > 0)
    below = dialog.field._below
    assert dialog.entry.height() == high
    assert below.height() >= below.heightForWidth(below.width())
