"""A paper on screen as it will be printed, drawn page by page as one reads on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from workshop_app.errors import AppError
from workshop_app.gui import theme
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.labels import KeyHints
from workshop_app.gui.parts.pdf_column import PdfColumn
from workshop_app.i18n import tr

_ZOOMS = (0.5, 0.65, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5)
"""Of the width that fits."""
_ROOM_FOR_KEYS = 400
"""Pixels at 100 % from which there is room to say how one reads on."""
_FITTING = _ZOOMS.index(1.0)


class PdfPages(QWidget):
    """The pages of one PDF under a line with page number and zoom.

    Ctrl++ and Ctrl+- zoom and Ctrl+0 fits the width again; Page Up and Page Down
    scroll, with Ctrl by whole pages; Home and End go to the ends.
    """

    def __init__(self, reading_keys: str = "", parent: QWidget | None = None) -> None:
        """Make it; `reading_keys` are those of the page that read on, to be shown."""
        super().__init__(parent)
        self._zoom = _FITTING
        self._reading_keys = reading_keys
        self._hints = KeyHints([(reading_keys, tr("reads on"))], self)
        self._hints.hide()
        self._column = PdfColumn()  # of the layout: Tab comes to the buttons first
        self._where = QLabel(self)
        self._trouble = QLabel(self)
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setWordWrap(True)
        self._trouble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._smaller = _zoom_button("minus", tr("Smaller"), "Ctrl+-")
        self._fit = _zoom_button("fit_width", tr("Fit width"), "Ctrl+0")
        self._larger = _zoom_button("plus", tr("Larger"), "Ctrl++")
        self._smaller.clicked.connect(self.zoom_out)
        self._fit.clicked.connect(self.zoom_fit)
        self._larger.clicked.connect(self.zoom_in)
        self._lay_out()
        self._add_keys()
        self._column.page_changed.connect(self._say_where)
        self.clear()

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF from its first page; one that cannot be opened says so.

        What is shown again after a change stays at the same page if it still has it.
        """
        self._show_trouble("")
        page = self.page()
        try:
            self._column.set_pdf(pdf)
        except AppError as error:
            self.clear()
            self._show_trouble(str(error))
            return
        if page > 1:
            self.go_to(page)
        self._say_where()

    def take_focus(self) -> None:
        """Let keys scroll through the pages; Tab gets there after the buttons above."""
        self._column.setFocus()

    def clear(self) -> None:
        """Show nothing."""
        self._column.clear()
        self._show_trouble("")
        self._say_where()

    def page(self) -> int:
        """Return the number of the page being read; 0 without a document."""
        return self._column.page()

    def pages(self) -> int:
        """Return how many pages there are."""
        return self._column.pages()

    def go_to(self, page: int) -> None:
        """Bring the top of a page to the top; beyond the ends, the first or last."""
        self._column.go_to(page)

    def read_on(self) -> None:
        """Show what comes next, wherever the focus is."""
        self._column.scroll_views(1)

    def read_back(self) -> None:
        """Show what came before, wherever the focus is."""
        self._column.scroll_views(-1)

    def zoom_in(self) -> None:
        """Show the pages one step larger."""
        self._set_zoom(self._zoom + 1)

    def zoom_out(self) -> None:
        """Show the pages one step smaller."""
        self._set_zoom(self._zoom - 1)

    def zoom_fit(self) -> None:
        """Show the pages as wide as the place they have."""
        self._set_zoom(_FITTING)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme.px(_ROOM_FOR_KEYS)
        self._hints.setVisible(wide and bool(self._reading_keys))

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(theme.px(6))
        bar.addWidget(self._where)
        bar.addWidget(self._hints)
        bar.addStretch(1)
        for zoom in (self._smaller, self._fit, self._larger):
            bar.addWidget(zoom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        whole.addLayout(bar)
        whole.addWidget(self._trouble)
        whole.addWidget(self._column, 1)

    def _add_keys(self) -> None:
        for keys, deed in (
            ("Ctrl++", self.zoom_in),
            ("Ctrl+=", self.zoom_in),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", self.zoom_fit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _set_zoom(self, step: int) -> None:
        self._zoom = max(0, min(step, len(_ZOOMS) - 1))
        self._column.set_zoom(_ZOOMS[self._zoom])
        self._say_where()

    def _say_where(self) -> None:
        page, pages = self.page(), self.pages()
        where = tr("Page {page} of {pages}", page=page, pages=pages) if pages else ""
        self._where.setText(where)
        self._column.setAccessibleDescription(where)
        self._smaller.setEnabled(pages > 0 and self._zoom > 0)
        self._fit.setEnabled(pages > 0 and self._zoom != _FITTING)
        self._larger.setEnabled(pages > 0 and self._zoom < len(_ZOOMS) - 1)

    def _show_trouble(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))


def _zoom_button(icon: str, name: str, keys: str) -> QPushButton:
    return button("", kind="ghost", icon=icon, name=name, tip=f"{name} ({keys})")
