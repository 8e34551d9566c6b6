"""The pages of a PDF one under the other; only those in view are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from workshop_app.errors import AppError
from workshop_app.gui import theme
from workshop_app.gui.parts.pdf_page import PdfPage
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

_POINTS_AN_INCH = 72
_LARGEST_FIT = 1.5
"""Of the size on paper at 96 pixels an inch; wider would only be coarse to read."""
_PIXELS_A_POINT = 96 / _POINTS_AN_INCH
_KEPT = 1
"""How many pages before and after those in view keep their picture."""
_HAIR = 0.01
"""Of a pixel: widths are rounded up where pages are drawn."""


class PdfColumn(QScrollArea):
    """Scrolls through pages.

    One page is drawn in each turn of the event loop, so that keys come through
    between two pages; the library that draws them is not safe in several threads.
    """

    page_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf = b""
        self._zoom = 1.0
        self._pages: list[PdfPage] = []
        self._wanted: list[PdfPage] = []
        self._page = 0
        self.setProperty("ring", True)
        self.setAccessibleName(tr("Pages of the document"))
        self.setWidgetResizable(True)
        # Always there, or its coming and going would change the width that fits.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._draw_next)
        self.verticalScrollBar().valueChanged.connect(self._notice_page)
        self._column = QWidget()
        self.setWidget(self._column)

    def set_pdf(self, pdf: bytes) -> None:
        """Show another PDF from its top.

        Raises:
            UnshowablePdfError: It cannot be opened; what was shown stays.
        """
        # Drawing pages is slow to import, and pages of the window come before it.
        from workshop_app.services.previews import page_sizes  # noqa: PLC0415

        sizes = page_sizes(pdf)
        self.clear()
        self._pdf = pdf
        self._pages = [
            PdfPage(number, len(sizes), (size.width, size.height))
            for number, size in enumerate(sizes, start=1)
        ]
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setSpacing(self._gap())
        layout.setContentsMargins(*(4 * [self._gap()]))
        for page in self._pages:
            page.wanted.connect(self._want)
            layout.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self._set_column(column)
        self._fit()

    def clear(self) -> None:
        """Show no page."""
        self._pdf = b""
        self._pages = []
        self._wanted = []
        self._set_column(QWidget())

    def pages(self) -> int:
        """Return how many pages there are."""
        return len(self._pages)

    def page(self) -> int:
        """Return the number of the page in the upper part of the view, or 0."""
        line = self.verticalScrollBar().value() + self.viewport().height() // 3
        for page in self._pages:
            if page.geometry().bottom() >= line:
                return page.number
        return len(self._pages)

    def go_to(self, number: int) -> None:
        """Bring the top of a page to the top of the view."""
        if not self._pages:
            return
        page = self._pages[max(1, min(number, len(self._pages))) - 1]
        self._lay_out_now()
        self.verticalScrollBar().setValue(page.y() - self._gap())

    def scroll_views(self, views: int) -> None:
        """Move down by so many views, or up by as many below nought."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + views * bar.pageStep())

    def set_zoom(self, zoom: float) -> None:
        """Show pages at `zoom` times the width that fits, at the same place."""
        self._zoom = zoom
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by pages and to the ends; the rest scrolls as everywhere."""
        move = self._moves().get((event.key(), event.modifiers()))
        if move is None:
            super().keyPressEvent(event)
        else:
            move()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width again."""
        super().resizeEvent(event)
        self._fit()

    def _moves(
        self,
    ) -> dict[tuple[int, Qt.KeyboardModifier], Callable[[], None]]:
        plain = Qt.KeyboardModifier.NoModifier
        control = Qt.KeyboardModifier.ControlModifier
        return {
            (Qt.Key.Key_Home, plain): self._to_first,
            (Qt.Key.Key_End, plain): self._to_last,
            (Qt.Key.Key_PageDown, control): self._to_next,
            (Qt.Key.Key_PageUp, control): self._to_previous,
        }

    def _to_first(self) -> None:
        self.verticalScrollBar().setValue(0)

    def _to_last(self) -> None:
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _to_next(self) -> None:
        self.go_to(self.page() + 1)

    def _to_previous(self) -> None:
        self.go_to(self.page() - 1)

    def _gap(self) -> int:
        return theme.px(12)

    def _set_column(self, column: QWidget) -> None:
        self._column = column
        self.setWidget(column)  # deletes the one before
        self.verticalScrollBar().setValue(0)
        self._notice_page()

    def _fit(self) -> None:
        """Give every page its size, keeping what is read where it is."""
        if not self._pages:
            return
        bar = self.verticalScrollBar()
        before = bar.value() / max(self._column.height(), 1)
        widest = max(page.points[0] for page in self._pages)
        room = self.viewport().width() - 2 * self._gap()
        largest = widest * _PIXELS_A_POINT * _LARGEST_FIT * theme.scale()
        scale = max(1.0, min(room, largest)) * self._zoom / widest
        for page in self._pages:
            page.set_scale(scale)
        self._lay_out_now()
        bar.setValue(round(before * self._column.height()))
        across = self.horizontalScrollBar()
        across.setValue(across.maximum() // 2)
        self._notice_page()

    def _lay_out_now(self) -> None:
        """Have positions and the bar's range up to date before they are used."""
        layout = self._column.layout()
        if layout is not None:
            layout.activate()
            size = layout.minimumSize().expandedTo(self.viewport().size())
            self._column.resize(size)

    def _notice_page(self) -> None:
        page = self.page()
        if page != self._page:
            self._page = page
            self.page_changed.emit()

    def _want(self, page: PdfPage) -> None:
        if page not in self._wanted:
            self._wanted.append(page)
        self._timer.start()

    def _draw_next(self) -> None:
        """Draw the first wanted page that is still in view."""
        while self._wanted:
            page = self._wanted.pop(0)
            if page in self._pages and not page.visibleRegion().isEmpty():
                self._draw(page)
                break
        if self._wanted:
            self._timer.start()

    def _draw(self, page: PdfPage) -> None:
        from workshop_app.services.previews import (  # noqa: PLC0415 see set_pdf
            page_picture,
            page_text,
        )

        dots = page.dots() - _HAIR
        try:
            picture = page_picture(
                self._pdf,
                page.number,
                resolution=dots / page.points[0] * _POINTS_AN_INCH,
            )
            words = page_text(self._pdf, page.number)
        except AppError as error:
            page.show_trouble(str(error))
            return
        image = QImage(
            picture.pixels,
            picture.width,
            picture.height,
            picture.width * 4,
            QImage.Format.Format_RGB32,
        )
        drawn = QPixmap.fromImage(image.copy())  # the bytes go; the copy stays
        drawn.setDevicePixelRatio(page.devicePixelRatioF())
        page.show_picture(drawn, words)
        self._forget_far()

    def _forget_far(self) -> None:
        """Let go of pictures far from view, or a long paper would fill the memory."""
        here = self.page()
        for page in self._pages:
            if abs(page.number - here) > _KEPT and page.visibleRegion().isEmpty():
                page.forget_picture()
