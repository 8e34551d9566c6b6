"""The open file is given a passphrase later, and another one after that."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from workshop_app.gui.context import AppContext
from workshop_app.gui.preferences.passphrase_form import PassphraseForm
from workshop_app.services.processes import found_process
from workshop_app.services.protecting import has_passphrase
from workshop_app.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

FIRST, SECOND = "puma y nandu", "condor y vicuna"


@pytest.fixture
def keyed(tmp_path: Path, home: Path) -> Iterator[AppContext]:
    """A process in an encrypted file without a passphrase."""
    context = AppContext(home=home)
    context.open_store(
        found_process(str(tmp_path / "a.kuska"), "Plan", "Rosa", home=home)
    )
    yield context
    context.close()


def shown(qtbot: QtBot, context: AppContext) -> PassphraseForm:
    form = PassphraseForm(context)
    qtbot.addWidget(form)
    form.show()
    form.show_state()
    return form


def typed(form: PassphraseForm, new: str, again: str, before: str = "") -> None:
    for line, words in (
        (form.before, before),
        (form.passphrase, new),
        (form.repeated, again),
    ):
        line.clear()
        QTest.keyClicks(line, words)
    QTest.keyClick(form.repeated, Qt.Key.Key_Return)


def test_a_passphrase_is_put_with_enter_and_changed_by_whoever_knows_it(
    qtbot: QtBot, keyed: AppContext, tmp_path: Path
) -> None:
    form = shown(qtbot, keyed)
    asked_before = form.before.isVisible()

    typed(form, FIRST, SECOND)
    differ = form._again.problem()
    typed(form, "corta", "corta")
    short = form._new.problem()
    typed(form, FIRST, FIRST)
    qtbot.waitUntil(lambda: has_passphrase(keyed.store) and form.put.isEnabled())
    emptied = form.passphrase.text() + form.repeated.text()
    typed(form, SECOND, SECOND, before="otra cosa")
    qtbot.waitUntil(lambda: bool(form._before.problem()))
    typed(form, SECOND, SECOND, before=FIRST)
    qtbot.waitUntil(lambda: form.alert.isVisible() and not keyed.tasks.busy)

    assert not asked_before
    assert form.before.isVisible()
    assert "not the same" in differ
    assert "fewer than 8" in short
    assert emptied == ""
    with closing(
        Store.open(keyed.store.location, passphrase=SECOND, home=tmp_path / "there")
    ) as there:
        assert there.process_id == keyed.store.process_id


def test_a_file_that_is_not_encrypted_says_that_it_has_none(
    qtbot: QtBot, context: AppContext
) -> None:
    form = shown(qtbot, context)

    assert "not encrypted" in form.state.text()
    assert not form.fields.isVisible()
