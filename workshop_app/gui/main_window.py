"""The window: a bar of places, a bar above, and one page at a time."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workshop_app.gui.actions import Action, ActionBook
from workshop_app.gui.disputed import DisputedCount
from workshop_app.gui.notices import Notices
from workshop_app.gui.pages import PAGES, page
from workshop_app.gui.parts.action_menu import show_menu
from workshop_app.gui.parts.labels import label
from workshop_app.gui.parts.side_bar import SideBar
from workshop_app.gui.parts.top_bar import TopBar
from workshop_app.gui.side_entries import entry
from workshop_app.gui.theme import px
from workshop_app.gui.window_actions import window_actions
from workshop_app.i18n import short_time, tr

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.gui.first_run.panel import FirstRunPanel
    from workshop_app.gui.first_run.presenter import Beginning
    from workshop_app.gui.opening import Opener
    from workshop_app.gui.panel import Panel

PRODUCT = "Kuska"
WIDE_FROM = 1440
"""Width from which the side bar has words beside its icons."""

_SAID_FOR = 8_000
_GEOMETRY = "window/geometry"


class MainWindow(QMainWindow):
    """Shows pages; knows nothing of what is on them.

    `painted` comes once, after the first paint: only then is anything heavy imported.
    `left` comes when the window is being closed.
    """

    painted = Signal()
    left = Signal()

    def __init__(
        self, context: AppContext, opener: Opener, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._opener = opener
        self._panels: dict[str, Panel] = {}
        self._books: dict[str, ActionBook] = {}
        self._current = ""
        self._first_run: FirstRunPanel | None = None
        self._no_session: QWidget | None = None
        self.book = ActionBook(self)
        self.side = SideBar([entry(one) for one in PAGES], PRODUCT)
        self.top = TopBar()
        self.disputed = DisputedCount(self.top, context)
        self.stack = QStackedWidget()
        self._waiting = label(tr("Opening…"), "muted")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = label("", "muted")
        self._said.setObjectName("said")
        self._silence = QTimer(self, singleShot=True, interval=_SAID_FOR)
        self._lay_out()
        self._connect()
        self.setWindowTitle(PRODUCT)
        self.book.add(
            window_actions(self, context),
            context=Qt.ShortcutContext.WindowShortcut,
        )
        self.addActions(self.book.shortcuts())
        self._restore_geometry()
        self._fit_side()
        self.show_waiting()
        self.installEventFilter(self)

    @property
    def current(self) -> str:
        """The name of the page in front."""
        return self._current

    @property
    def panel(self) -> Panel | None:
        """The page in front, if there is one: not while another thing is shown."""
        found = self._panels.get(self._current)
        return found if self.stack.currentWidget() is found else None

    def show_waiting(self) -> None:
        """Show that a process is being opened."""
        self.side.setEnabled(False)
        self.stack.setCurrentWidget(self._waiting)

    def show_first_run(self, begun: Beginning | None = None) -> None:
        """Show the ways on when no process is open, or what was begun on one."""
        from workshop_app.gui.first_run.panel import FirstRunPanel  # noqa: PLC0415 after the first paint

        self.leave_page()
        self._current = ""
        if self._first_run is None:
            self._first_run = FirstRunPanel(self._context, self._opener)
            self.stack.addWidget(self._first_run)
        self.side.setVisible(False)
        self.top.show_titles("", "")
        self.top.show_person("")
        self.top.saved.hide()
        self.stack.setCurrentWidget(self._first_run)
        self._first_run.shown()
        if begun is not None:
            self._first_run.go_on(begun)

    def go(self, name: str, target: str = "") -> None:
        """Show a page, and a record on it if one is named."""
        if not self._context.is_open:
            self.show_first_run()
            return
        if name != self._current:
            self.leave_page()
        panel = self._panel(name)
        self._current = name
        self.side.setVisible(True)
        self.side.setEnabled(True)
        self.side.show_current(name)
        self.top.show_titles(page(name).title(), panel.subtitle())
        if panel.NEEDS_SESSION and self._context.session is None:
            self._show_no_session()
            return
        self.stack.setCurrentWidget(panel)
        panel.shown()
        if target:
            panel.target(target)

    def actions_now(self) -> list[Action]:
        """Return everything that can be done here and now."""
        here = self._books[self._current] if self.panel is not None else ()
        return [*here, *self.book]

    @property
    def first_run(self) -> FirstRunPanel | None:
        """The page for when no process is open, while it is shown."""
        found = self._first_run
        return found if self.stack.currentWidget() is found else None

    def stop_waiting(self) -> None:
        """Show what there is, since what was waited for failed."""
        if self.stack.currentWidget() is self._waiting:
            self.adopt("")

    def adopt(self, name: str) -> None:
        """Show what another window, that this one replaces, was showing."""
        if self._context.is_open:
            self._on_store_changed()
            self.go(name or "home")
        else:
            self.show_first_run()

    def show_palette(self) -> None:
        """Open the palette over the page."""
        from workshop_app.gui.palette.dialog import PaletteDialog  # noqa: PLC0415 when first asked for
        from workshop_app.gui.palette.presenter import PalettePresenter  # noqa: PLC0415 likewise

        dialog = PaletteDialog(
            PalettePresenter(self._context, self.actions_now()), self
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        middle = self.mapToGlobal(self.rect().center())
        dialog.move(middle.x() - dialog.width() // 2, self.pos().y() + px(80))
        dialog.show()
        dialog.entry.setFocus()

    def show_keys(self) -> None:
        """Open the sheet of keys."""
        from workshop_app.gui.keys_help.dialog import KeysDialog  # noqa: PLC0415 when first asked for

        dialog = KeysDialog(self.actions_now(), self)
        dialog.guide_wanted.connect(self.show_guide)
        self._open(dialog)

    def show_guide(self) -> None:
        """Open the guide beside the window, which goes on working."""
        from workshop_app.gui.guide.dialog import GuideDialog  # noqa: PLC0415 likewise

        (self.findChild(GuideDialog) or GuideDialog(self)).come()

    def ask_for_process(self) -> None:
        """Offer to begin or open another process; Esc goes back."""
        self.show_first_run()

    def ask_for_person(self) -> None:
        """Ask who is at the keyboard from now on."""
        from workshop_app.gui.operator.dialog import OperatorDialog  # noqa: PLC0415 when first asked for

        self.leave_page()  # what stands there was typed by whoever sits there now
        dialog = OperatorDialog(self._context, self)
        dialog.rejected.connect(self._wake)  # the page gave what stood there
        self._open(dialog)

    def ask_for_passphrase(self, location: str, error: AppError) -> None:
        """Ask for the passphrase of a process, and open it."""
        from workshop_app.gui.passphrase.dialog import PassphraseDialog  # noqa: PLC0415 when first asked for

        dialog = PassphraseDialog(location, error, self)
        dialog.given.connect(partial(self._opener.open, location))
        dialog.rejected.connect(partial(self._opener.give_up, location))
        if not self._context.is_open:
            dialog.rejected.connect(self.show_first_run)
        self._open(dialog)

    def say_on_first_run(self, error: AppError) -> None:
        """Say on the first page why a process could not be opened."""
        if self._first_run is not None:
            self._first_run.show_problem(error)

    def _wake(self) -> None:
        if self.panel is not None:
            self.panel.shown()

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint alone: shown is not yet seen."""
        if event.type() == QEvent.Type.Paint:
            self.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)  # when it is on the screen
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have words beside the icons where there is room for them."""
        super().resizeEvent(event)
        self._fit_side()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give what was typed, and remember where the window stood."""
        self.leave_page()
        QSettings().setValue(_GEOMETRY, self.saveGeometry())
        super().closeEvent(event)
        self.left.emit()

    def _fit_side(self) -> None:
        self.side.show_wide(wide=self.width() >= px(WIDE_FROM))

    def _lay_out(self) -> None:
        self.stack.addWidget(self._waiting)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.stack, 1)
        right.addWidget(self._said)
        self.notices = Notices(self._context, right, right.indexOf(self.stack), self)
        self._said.hide()
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        context = self._context
        self.side.went.connect(self.go)
        self.top.search.clicked.connect(partial(self.book.start, "palette"))
        self.top.person.clicked.connect(partial(self.book.start, "change_person"))
        self.top.menu.clicked.connect(self._show_menu)
        self.top.tried_again.connect(context.try_again)
        self._silence.timeout.connect(self._said.hide)
        context.went.connect(self.go)
        context.asked_for_keys.connect(self.show_keys)
        context.said.connect(self._on_said)
        context.saved.connect(self._on_saved)
        context.save_failed.connect(self._on_save_failed)
        context.session_changed.connect(self._on_session_changed)
        context.operator_changed.connect(self._on_operator_changed)
        context.store_closing.connect(self.leave_page)
        context.store_changed.connect(self._on_store_changed)
        context.replaced.connect(self._on_replaced)
        context.watch.settled.connect(self._on_session_changed)

    def _show_no_session(self) -> None:
        from workshop_app.gui.parts.empty import EmptyState  # noqa: PLC0415 seldom needed

        if self._no_session is None:
            self._no_session = EmptyState(
                tr("No session is on the table. Choose one, or prepare the first."),
                [
                    (tr("Prepare a session"), "calendar", partial(self.go, "prepare")),
                    (tr("Home"), "house", partial(self.go, "home")),
                ],
            )
            self.stack.addWidget(self._no_session)
        self.stack.setCurrentWidget(self._no_session)

    def _panel(self, name: str) -> Panel:
        if name not in self._panels:
            panel = page(name).load()(self._context)
            panel.own_presenters()
            book = ActionBook(panel)
            book.add(panel.actions_here(), context=panel.KEYS_WORK)
            panel.addActions(book.shortcuts())
            self._panels[name], self._books[name] = panel, book
            self.stack.addWidget(panel)
        return self._panels[name]

    def leave_page(self) -> None:
        """Give what was typed; a fault in that keeps nobody on the page."""
        panel = self.panel
        if panel is None:
            return
        try:
            panel.leave()
        except Exception as error:  # noqa: BLE001 said as any other that nobody caught
            sys.excepthook(type(error), error, error.__traceback__)

    def _show_menu(self) -> None:
        show_menu(self.book, self.top.menu)

    def _on_said(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.show()
        self._silence.start()
        from workshop_app.gui.parts.alert import announce  # noqa: PLC0415 not before the first paint

        announce(self._said, sentence)

    def _on_saved(self, moment: datetime) -> None:
        self.top.show_saved(tr("Saved {time}", time=short_time(moment)))

    def _on_save_failed(self, error: AppError) -> None:
        self.top.show_unsaved(tr("Not saved: {why}", why=error.message))

    def _on_session_changed(self) -> None:
        if self._current:
            self.go(self._current)

    def _on_operator_changed(self) -> None:
        self._show_person()
        self._wake()

    def _on_store_changed(self) -> None:
        for panel in self._panels.values():
            self.stack.removeWidget(panel)
            panel.deleteLater()
        self._panels.clear()
        self._books.clear()
        self._current = ""
        self._show_person()
        with self._context.store.read() as reader:
            last = reader.last_at()
        location = self._context.store.location
        file = "" if "://" in location else f" — {Path(location).name}"
        self.setWindowTitle(f"{self._context.consultation()}{file} — {PRODUCT}")
        self._on_saved(last)
        if self._context.unsaved is not None:
            self._on_save_failed(self._context.unsaved)
        self.side.show_only(
            [one.name for one in PAGES if one.at_the_table or not one.group()]
            if self._context.settings.table_mode
            else None
        )

    def _on_replaced(self) -> None:
        """Make every page anew, for what they know is of the other file."""
        current = self._current
        self._on_store_changed()
        if current:
            self.go(current)
        self.notices.say_replaced()

    def _show_person(self) -> None:
        store = self._context.store
        with store.read() as reader:
            names = reader.names([store.operator])
        self.top.show_person(names.get(store.operator, ""))

    def _restore_geometry(self) -> None:
        kept = QSettings().value(_GEOMETRY)
        if kept is None or not self.restoreGeometry(kept):
            self.resize(1366, 728)
