"""The window as it is seen at a moment that stands still, drawn in memory."""

from __future__ import annotations

import gc
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    QLibraryInfo,
    QLocale,
    QPoint,
    QRect,
    QSettings,
    Qt,
    QTranslator,
)
from PySide6.QtGui import QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.pictures.states import Shelf, the_session
from workshop_app.gui import theme
from workshop_app.gui.context import AppContext
from workshop_app.gui.main_window import MainWindow
from workshop_app.gui.opening import Opener
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUIET_ROUNDS = 16
ROUND_MS = 25
LONGEST_MS = 30_000


@dataclass(frozen=True, kw_only=True)
class Looks:
    """How the window is looked at.

    Attributes:
        spoken: What it speaks.
        dark: Whether it wears the dark theme.
        width: Of the window, in pixels.
        height: Likewise.
        scale: Size of the type in percent.
    """

    spoken: Language = Language.SPANISH
    dark: bool = False
    width: int = 1366
    height: int = 768
    scale: int = 100

    @property
    def tag(self) -> str:
        """What names of files end in."""
        return f"{self.spoken.value}-{'dark' if self.dark else 'light'}"


def settle(context: AppContext) -> None:
    """Let everything under way come to its end, and be painted."""
    deadline, quiet = QDeadlineTimer(LONGEST_MS), 0
    while quiet < QUIET_ROUNDS:
        if deadline.hasExpired():
            raise TimeoutError
        loop = QEventLoop()
        pause = QDeadlineTimer(ROUND_MS)
        while not pause.hasExpired():
            loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, ROUND_MS)
        quiet = 0 if context.tasks.busy else quiet + 1


class Camera:
    """Opens the window on a state and takes its picture."""

    def __init__(self, application: QApplication, shelf: Shelf, folder: Path) -> None:
        self._application = application
        self._shelf = shelf
        self._folder = folder
        self._translator = QTranslator()
        # what blinks or glides would not be the same twice
        application.setCursorFlashTime(0)
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)

    @contextmanager
    def window(
        self, looks: Looks, state: str | None
    ) -> Iterator[tuple[MainWindow, AppContext]]:
        """Show the window on a copy of a state, or on nothing."""
        place = self._folder / "consulta"
        shutil.rmtree(place, ignore_errors=True)
        home = place / "home"
        os.environ["KUSKA_HOME"], os.environ["KUSKA_KEYRING"] = str(home), "off"
        QSettings.setPath(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(place / "qt")
        )
        with language(looks.spoken):
            self._dress(looks)
            context = AppContext(home=home)
            context.choose(
                replace(
                    context.settings,
                    language=looks.spoken.value,
                    theme="dark" if looks.dark else "light",
                    type_scale=looks.scale,
                )
            )
            window = MainWindow(context, Opener(context))
            window.resize(looks.width, looks.height)
            window.show()
            window.activateWindow()
            self._open(window, context, state, place)
            try:
                yield window, context
            finally:
                window.hide()
                window.deleteLater()
                settle(context)
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                context.close()
                gc.collect()

    def _open(
        self, window: MainWindow, context: AppContext, state: str | None, place: Path
    ) -> None:
        if state is None:
            window.show_first_run()
        else:
            store = self._shelf.take(state, place, context.home)
            context.open_store(store)
            if state != "empty":
                context.open_session(the_session(store).id)
            window.go("home")
        settle(context)

    def _dress(self, looks: Looks) -> None:
        spanish = looks.spoken is Language.SPANISH
        QLocale.setDefault(QLocale("es_PE" if spanish else "en"))
        self._application.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if spanish and self._translator.load("qtbase_es", folder):
            self._application.installTranslator(self._translator)
        theme.apply(self._application, dark=looks.dark, scale=looks.scale / 100)


def developed(window: MainWindow) -> QImage:
    """Return the picture of a window with the dialogs that stand over it."""
    picture = _of(window)
    painter = QPainter(picture)
    for other in QApplication.topLevelWidgets():
        if other is window or not other.isVisible() or other.parent() is not window:
            continue
        if not other.windowFlags() & Qt.WindowType.FramelessWindowHint:
            painter.fillRect(window.rect(), QColor(0, 0, 0, 110))
        place = _place(other, window)
        painter.drawImage(place, _of(other))
        painter.setPen(QColor(theme.tokens().border_in))
        painter.drawRect(QRect(place, other.size()).adjusted(-1, -1, 0, 0))
    painter.end()
    return picture


def _place(dialog: QWidget, window: QWidget) -> QPoint:
    """Return where a dialog stands: in the middle, whoever manages the windows."""
    middle = window.rect().center() - dialog.rect().center()
    if dialog.windowFlags() & Qt.WindowType.FramelessWindowHint:
        return QPoint(middle.x(), (dialog.pos() - window.pos()).y())
    return middle


def _of(widget: QWidget) -> QImage:
    picture = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(picture, QPoint(), QRegion(widget.rect()))
    return picture
