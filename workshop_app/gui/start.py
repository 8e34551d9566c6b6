"""Putting the window together, in the order that shows something soonest."""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from workshop_app import logs
from workshop_app import settings as kept_settings
from workshop_app.gui import theme
from workshop_app.gui.auto_backup import AutoBackup
from workshop_app.gui.collector import Collector
from workshop_app.gui.context import AppContext
from workshop_app.gui.crash.hooks import CrashHooks
from workshop_app.gui.icons import icon
from workshop_app.gui.main_window import PRODUCT, MainWindow
from workshop_app.gui.opening import OpenElsewhereError, Opener
from workshop_app.gui.parts.typing_keys import UndoGoesOn
from workshop_app.gui.qt_words import QtWords
from workshop_app.i18n import Language, plain_date, tr, use_language
from workshop_app.later import in_name_only

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.errors import AppError
    from workshop_app.services.progress import Progress
    from workshop_app.settings import Settings
    from workshop_app.store import Store

_FIRST_PARTS = ("card", "empty", "list_view", "scroll_column", "steps")
"""What the first page is put together of: nothing in them asks for a service."""

EXCHANGE = ".kuskax"
"""How files of other computers end; they are looked into, never opened."""

_ANY_DAY = date(1970, 1, 1)


class Program(QObject):
    """The window and what it stands on; makes the window anew when its looks change."""

    def __init__(
        self, application: QApplication, home: Path, location: str | None
    ) -> None:
        super().__init__(application)
        self._application = application
        self._location = location
        self._brought = ""
        if location is not None and location.lower().endswith(EXCHANGE):
            self._location, self._brought = None, str(Path(location).resolve())
        self._home = home
        self._log: Path | None = None
        self._hooks = CrashHooks(self)
        self._hooks.crashed.connect(self._on_crashed)
        self._hooks.install()
        self._collector = Collector(self)
        self._undo = UndoGoesOn(self)
        self._undo.follow(application)
        self._translator = QtWords(self)
        self.context = AppContext(home=home, parent=self)
        self._hooks.refused.connect(self.context.watch.note)
        self.opener = Opener(self.context, self)
        self._copies = AutoBackup(self.context, self)
        self._looks = looks_of(self.context.settings)
        self._dress()
        self.window = self._make_window()
        self.window.painted.connect(self._load)
        self.context.settings_changed.connect(self._on_settings_changed)
        self.context.tasks.idle.connect(self._on_idle)
        self.context.asked_for_process.connect(self._on_asked_for_process)
        self.context.open_file.connect(self.opener.open)
        self.opener.opened.connect(self._on_opened)
        self.opener.failed.connect(self._on_failed)
        self.opener.locked.connect(self._on_locked)
        self.opener.asked.connect(self._come_to_front)
        self.opener.brought.connect(self._on_brought)
        self.window.show()

    def close(self) -> None:
        """Let go of everything."""
        self.context.close()
        self.opener.close()
        self._hooks.remove()

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.context, self.opener)
        window.left.connect(self._application.quit)
        return window

    def _dress(self) -> None:
        """Speak the language and wear the looks that were chosen."""
        chosen = self.context.settings
        told = chosen.language or os.environ.get("KUSKA_LANGUAGE", "")
        spoken = Language.ENGLISH if told == "en" else Language.SPANISH
        use_language(spoken)
        region = "es_PE" if spoken is Language.SPANISH else "en"
        QLocale.setDefault(QLocale(region))
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._application.removeTranslator(self._translator)
        if spoken is Language.SPANISH and self._translator.load("qtbase_es", folder):
            self._application.installTranslator(self._translator)
        self._application.setWindowIcon(icon("kuska", theme.tokens().primary, 64))
        theme.apply(
            self._application,
            dark=self._is_dark(),
            scale=chosen.type_scale / 100,
        )

    def _is_dark(self) -> bool:
        chosen = self.context.settings.theme
        if chosen != "system":
            return chosen == "dark"
        hints = self._application.styleHints()
        hints.unsetColorScheme()  # what was chosen before is not what the system says
        return hints.colorScheme() is Qt.ColorScheme.Dark

    def _load(self) -> None:
        """Import everything heavy, now that the window is there.

        What is of Qt first: the page would else stand still for it when it comes.
        """
        self.window.painted.disconnect(self._load)
        self._log = logs.start(self._home)
        QTimer.singleShot(0, self._import_parts)

    def _import_parts(self) -> None:
        for part in _FIRST_PARTS:
            import_module(f"workshop_app.gui.parts.{part}")
        self.context.start(
            _import_first, on_done=self._on_loaded, on_error=self._on_failed
        )

    def _on_loaded(self, _nothing: None) -> None:
        location = self._location or self._last_open()
        if location is None:
            self.window.show_first_run()
            self._bring()
        else:
            self.opener.open(location, bringing=self._brought)

    def _last_open(self) -> str | None:
        recent = self.context.settings.recent
        return recent[0] if recent else None

    def _on_opened(self) -> None:
        self.window.go("home")
        self._bring()
        QTimer.singleShot(0, self._load_pages)  # once the first one is painted

    def _load_pages(self) -> None:
        """Import what the other pages ask while the first one is being read."""
        self.opener.answer()
        self.context.start(
            partial(_import_services, self.context.store),
            on_done=self._on_services_loaded,
            on_error=self._on_failed,
        )

    def _on_services_loaded(self, _nothing: None) -> None:
        self._collector.spare()

    def _on_failed(self, error: AppError) -> None:
        if self.context.is_open:
            self.context.say(str(error))
            return
        named = self._location is not None or bool(self._brought)
        if isinstance(error, OpenElsewhereError) and named:
            self._application.quit()  # that window has come to the front
            return
        self.window.show_first_run()
        self.window.say_on_first_run(error)
        self._bring()

    def _on_locked(self, location: str, error: AppError) -> None:
        self.window.ask_for_passphrase(location, error)

    def _bring(self) -> None:
        """Look into the file the program was opened with, once there is where to."""
        brought, self._brought = self._brought, ""
        if brought:
            self._on_brought(brought)

    def _on_brought(self, path: str) -> None:
        """Look into a file of another computer, or begin with it on this one."""
        if self.context.is_open:
            self.window.go("exchange", path)
        elif self.window.first_run is not None:
            self.window.first_run.offer(Path(path))

    def _on_asked_for_process(self) -> None:
        self.window.ask_for_process()

    def _come_to_front(self) -> None:
        self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()

    def _on_settings_changed(self) -> None:
        QTimer.singleShot(0, self._change_looks)
        if self.context.tasks.busy and looks_of(self.context.settings) != self._looks:
            self.context.say(tr("The window changes when the work under way is done."))

    def _on_idle(self) -> None:
        QTimer.singleShot(0, self._change_looks)

    def _change_looks(self) -> None:
        """Make the window anew on the page it was on: every text and colour changes.

        Not while the lane works: its progress, its Cancel and its answer belong to a
        page of the present window.
        """
        looks = looks_of(self.context.settings)
        if looks == self._looks or self.context.tasks.busy:
            return
        self._looks = looks
        old, place, first = self.window, self.window.current, self.window.first_run
        begun = None if first is None else first.begun()
        old.leave_page()
        self._dress()
        self.window = self._make_window()
        self.window.restoreGeometry(old.saveGeometry())
        old.left.disconnect(self._application.quit)
        self.window.show()
        self.window.adopt(place)
        if begun is not None:
            self.window.show_first_run(begun)
        from workshop_app.gui.handover import Handover  # noqa: PLC0415 seldom needed

        Handover(old, self.window, self._on_handed_over)

    def _on_handed_over(self) -> None:
        QTimer.singleShot(0, self._collector.spare)  # when the old one is gone

    def _on_crashed(self, detail: str) -> None:
        from workshop_app.gui.crash.dialog import CrashDialog  # noqa: PLC0415 seldom needed

        self.window.stop_waiting()
        dialog = CrashDialog(detail, self._log, self.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def looks_of(settings: Settings) -> tuple[object, ...]:
    """Return what the window is made anew for."""
    return (
        settings.language,
        settings.theme,
        settings.type_scale,
        settings.table_mode,
    )


def _import_first(_progress: Progress) -> None:
    """Import what the first page asks, and nothing of Qt.

    PySide makes its classes as they are imported; done on two threads at once, that
    crashed.  Pages are therefore imported on the window's thread, when first shown.
    """
    with in_name_only({"asyncio": ["iscoroutine"], "importlib.metadata": []}):
        import_module("sqlalchemy.dialects.sqlite")
    import_module("workshop_app.services.listings")
    import_module("workshop_app.services.pending_words")


def _import_services(store: Store, progress: Progress) -> None:
    """Import what the other pages ask, and find out which device writes here."""
    store.own.know()
    services = import_module("workshop_app.services")
    found = list(iter_modules(services.__path__))
    for done, one in enumerate(found):
        progress.at(done, len(found))
        import_module(f"workshop_app.services.{one.name}")
    plain_date(_ANY_DAY)  # reads how this language writes dates, which takes a while


def make_application(arguments: Sequence[str]) -> QApplication:
    """Make the Qt application, named so that its few settings have a home."""
    application = QApplication([PRODUCT, *theme.ARGUMENTS, *arguments])
    theme.came_styled(application)
    application.setApplicationName(PRODUCT)
    application.setOrganizationName(PRODUCT)
    application.setDesktopFileName("kuska")
    application.setQuitOnLastWindowClosed(False)
    return application


def run(arguments: Sequence[str]) -> int:
    """Open the window, on a process if one is named; return the exit status."""
    application = make_application([])
    location = arguments[0] if arguments else None
    program = Program(application, kept_settings.home(), location)
    status = application.exec()
    program.close()
    return status
