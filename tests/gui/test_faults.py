"""Whatever breaks under the window, it is said in plain words and nothing is lost."""

from __future__ import annotations

import os
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from tests.builders import a_person_draft
from workshop_app.domain.person import Person
from workshop_app.gui.crash.dialog import CrashDialog
from workshop_app.gui.main_window import MainWindow
from workshop_app.gui.opening import Opener
from workshop_app.gui.start import Program
from workshop_app.services.people import register_person
from workshop_app.store import Store
from workshop_app.store.errors import StoreFullError
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.services.progress import Progress

KEPT = "Que las comunidades lo sepan antes que los despachos"


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, store: Store, home: Path
) -> Iterator[Program]:
    location = store.location
    store.close()
    with qtbot.captureExceptions():
        program = Program(qapp, home, location)
        qtbot.waitUntil(lambda: program.window.current == "home", timeout=20_000)
        yield program
        program.close()
        program.window.close()
        program.deleteLater()


def break_slot(program: Program) -> None:
    button = QPushButton(program.window)
    button.clicked.connect(_fail)
    button.click()


def break_paint(program: Program) -> None:
    class Broken(QWidget):
        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            _fail()

    broken = Broken(program.window)
    broken.resize(20, 20)
    broken.show()


def break_worker(program: Program) -> None:
    program.context.start(_fail_there, on_error=_refuse)


def _fail(_checked: bool = False) -> None:  # noqa: FBT001, FBT002 what Qt sends
    message = "planted"
    raise ValueError(message)


def _fail_there(_progress: Progress) -> None:
    _fail()


def _refuse(error: AppError) -> None:
    raise error


@pytest.mark.parametrize("plant", [break_slot, break_paint, break_worker])
def test_a_fault_is_said_and_what_was_done_and_typed_is_there(
    qtbot: QtBot,
    program: Program,
    plant: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    context = program.context
    register_person(context.store, a_person_draft(organization=None))
    context.drafts.keep("live/one/text", KEPT)

    assert callable(plant)
    plant(program)
    qtbot.waitUntil(lambda: program.window.findChild(CrashDialog) is not None)

    dialog = program.window.findChild(CrashDialog)
    assert dialog is not None
    assert "ValueError" in dialog.detail.toPlainText()
    assert "planted" not in dialog.detail.toPlainText()
    dialog.accept()
    register_person(
        context.store, a_person_draft(organization=None, document_number="40112231")
    )
    caplog.clear()
    with context.store.read() as reader:
        assert reader.count(Person) == 3
    assert context.drafts.all_kept()["live/one/text"] == KEPT


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes, which only root can put in."""
    place = tmp_path / "stick"
    place.mkdir()
    put_in = ["mount", "-t", "tmpfs", "-o", "size=3m", "kuska-test", str(place)]
    if os.geteuid() != 0 or subprocess.run(put_in, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    """Leave no room on a disk; return what fills it."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return ballast


def test_a_full_disk_is_said_and_tried_again_when_there_is_room(
    qtbot: QtBot, context: AppContext, store: Store, stick: Path
) -> None:
    location = stick / "taller.kuska"
    location.write_bytes(_whole(store))
    there = Store.open(str(location), home=context.home)
    context.open_store(there)
    window = MainWindow(context, Opener(context))
    qtbot.addWidget(window)
    window.show()
    window.adopt("home")
    refused: list[AppError] = []
    ballast = fill(stick)

    made = 0
    while not refused:
        draft = a_person_draft(organization=None, name=f"Visita {made}" * 20,
                               document_number="")  # fmt: skip
        context.perform(partial(register_person, there, draft), on_error=refused.append)
        made += 1
    said, offered = window.top.saved.text(), window.top.again.isVisible()
    with there.read() as reader:
        before = reader.count(Person)
    ballast.unlink()
    window.top.again.click()

    assert isinstance(refused[0], StoreFullError)
    assert "no room" in said
    assert offered
    with there.read() as reader:
        assert reader.count(Person) == before + 1 == made + 1
    assert window.top.saved.text().startswith("Saved ")
    assert not check(there)


def _whole(store: Store) -> bytes:
    """Return a store as one file, closed."""
    store.close()
    return Path(store.location).read_bytes()
