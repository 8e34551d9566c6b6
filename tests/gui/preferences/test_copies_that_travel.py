"""A copy from another computer asks for its passphrase; one that stays says so."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.builders import at
from workshop_app.clock import SteppingClock
from workshop_app.gui.context import AppContext
from workshop_app.gui.opening import Opener
from workshop_app.gui.passphrase.dialog import PassphraseDialog
from workshop_app.gui.preferences.backup_form import BackupForm
from workshop_app.ids import SeededIds
from workshop_app.services.backups import back_up_to
from workshop_app.services.processes import found_process
from workshop_app.store.errors import Lock, StoreLockedError

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from workshop_app.store import Store

WORDS = "taza verde"


@pytest.fixture
def form(qtbot: QtBot, context: AppContext) -> BackupForm:
    return shown(qtbot, context)


def shown(qtbot: QtBot, context: AppContext) -> BackupForm:
    form = BackupForm(context)
    qtbot.addWidget(form)
    form.show()
    form.show_state()
    return form


def made(folder: Path, passphrase: str | None) -> Store:
    """Begin an encrypted process on another computer."""
    clock = SteppingClock(at(7))
    return found_process(
        str(folder / "cifrado.kuska"),
        "Cifrado",
        "Ana Pinedo",
        passphrase=passphrase,
        clock=clock,
        ids=SeededIds("keyed", clock),
        home=folder / "another computer",
    )


def copied(folder: Path, passphrase: str | None) -> Path:
    with closing(made(folder, passphrase)) as store:
        return back_up_to(store, folder / "copia.kuska")


def asked(qtbot: QtBot) -> PassphraseDialog:
    """Wait for the dialog that is open, and return it."""

    def open_ones() -> list[PassphraseDialog]:
        return [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, PassphraseDialog) and one.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(open_ones()), timeout=15_000)
    return open_ones()[0]


def told(qtbot: QtBot, words: str) -> None:
    dialog = asked(qtbot)
    dialog.entry.setText(words)
    QTest.keyClick(dialog.entry, Qt.Key.Key_Return)


def test_a_copy_from_another_computer_asks_for_its_passphrase_until_it_is_right(
    qtbot: QtBot, form: BackupForm, context: AppContext, tmp_path: Path
) -> None:
    copy = copied(tmp_path, WORDS)

    form.show_copy(copy)
    told(qtbot, "otra")
    told(qtbot, WORDS)
    qtbot.waitUntil(form.restore.isVisible, timeout=15_000)

    assert "Cifrado" in form.found.text()
    assert "this computer only" not in form.found.text()
    with qtbot.waitSignal(context.open_file, timeout=15_000) as asked:
        form.open_at(tmp_path / "abierta.kuska")
    assert (tmp_path / "abierta.kuska.key").exists()
    # so that whoever gave it just now is not asked for it once more
    assert asked.args == [str(tmp_path / "abierta.kuska"), WORDS]


def test_a_passphrase_forgotten_meanwhile_is_asked_for_before_a_copy_is_opened(
    qtbot: QtBot, form: BackupForm, context: AppContext, tmp_path: Path
) -> None:
    copy = copied(tmp_path, WORDS)
    form.show_copy(copy)
    told(qtbot, WORDS)
    qtbot.waitUntil(form.restore.isVisible, timeout=15_000)
    form.show_state()

    with qtbot.waitSignal(context.open_file, timeout=15_000):
        form.open_at(tmp_path / "abierta.kuska")
        told(qtbot, WORDS)

    assert (tmp_path / "abierta.kuska").exists()


def test_where_no_passphrase_helps_none_is_asked_for(
    qtbot: QtBot, form: BackupForm, context: AppContext, tmp_path: Path
) -> None:
    form.show_copy(copied(tmp_path, None))
    qtbot.waitUntil(form.alert.isVisible, timeout=15_000)
    opener, errors = Opener(context), list[object]()
    opener.failed.connect(errors.append)
    with qtbot.waitSignal(opener.failed, timeout=15_000):
        opener.open(str(tmp_path / "copia.kuska"))

    (error,) = errors
    assert isinstance(error, StoreLockedError)
    assert error.lock is Lock.KEYLESS
    assert not form.restore.isVisible()
    opener.close()


@pytest.mark.parametrize("passphrase", [None, WORDS])
def test_whoever_makes_copies_is_told_where_they_open(
    qtbot: QtBot, tmp_path: Path, passphrase: str | None
) -> None:
    store = made(tmp_path, passphrase)
    context = AppContext(home=store.home)
    context.open_store(store)
    stick = tmp_path / "stick"
    stick.mkdir()
    context.choose(replace(context.settings, backup_folder=str(stick)))

    form = shown(qtbot, context)
    form.back_up()
    qtbot.waitUntil(form.alert.isVisible, timeout=15_000)

    assert form.stays.isVisible() is (passphrase is None)
    assert len(list(stick.iterdir())) == (1 if passphrase is None else 2)
    context.close()


def test_copies_of_a_plain_process_open_anywhere_and_nothing_is_said(
    form: BackupForm,
) -> None:
    assert not form.stays.isVisible()
