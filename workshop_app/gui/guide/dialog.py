"""The guide, read beside the work: its headings at the left, its text at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QImage,
    QKeySequence,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from workshop_app.gui import theme
from workshop_app.gui.guide.pages import inside, pages, picture
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.choice import ChoiceRow
from workshop_app.gui.parts.search_line import SearchLine
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QTextBlock

_DEEPEST = 3
"""Level of the headings that are listed."""


class GuideText(QTextBrowser):
    """A page of the guide; it loads what lies in the guide, and nothing else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Text of the guide"))
        self.setOpenLinks(False)
        self.setProperty("ring", True)
        self._page: Path | None = None
        self.anchorClicked.connect(self._follow)

    def show_page(self, page: Path) -> None:
        """Show a page from its beginning."""
        self._page = page
        self.document().setBaseUrl(QUrl.fromLocalFile(str(page)))
        self.document().setDocumentMargin(px(14))
        self.setMarkdown(page.read_text(encoding="utf-8"))
        self._space_out()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def headings(self) -> list[tuple[int, str, int]]:
        """Return level, words and place of every heading."""
        found: list[tuple[int, str, int]] = []
        block: QTextBlock = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if 0 < level <= _DEEPEST:
                found.append((level, block.text(), block.position()))
            block = block.next()
        return found

    def go(self, position: int) -> None:
        """Put a place of the text at the top."""
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        top = self.cursorRect(cursor).top() + self.verticalScrollBar().value()
        self.verticalScrollBar().setValue(top - px(8))

    @override
    def loadResource(self, type: int, name: QUrl | str) -> Any:
        """Load a picture of the guide, as wide as there is room; nothing from afar."""
        url = self.document().baseUrl().resolved(QUrl(name))
        if type != QTextDocument.ResourceType.ImageResource.value or (
            not url.isLocalFile()
        ):
            return None
        dark = theme.tokens().name == "dark"
        found = picture(Path(url.toLocalFile()), dark=dark)
        image = QImage() if found is None else QImage(str(found))
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.viewport().width() - 2 * px(14) - bar
        if image.width() <= room:
            return image
        smooth = Qt.TransformationMode.SmoothTransformation
        return image.scaledToWidth(room, smooth)

    def _space_out(self) -> None:
        """Part paragraphs, which Markdown leaves to the reader, and break long code."""
        block = self.document().begin()
        while block.isValid():
            shape = block.blockFormat()
            if shape.headingLevel():
                shape.setTopMargin(px(12))
            shape.setBottomMargin(px(6))
            shape.setNonBreakableLines(False)
            QTextCursor(block).setBlockFormat(shape)
            block = block.next()

    def _follow(self, link: QUrl) -> None:
        """Go to another page, or to the heading that a link names."""
        url = self.document().baseUrl().resolved(link)
        page = inside(Path(url.toLocalFile())) if url.isLocalFile() else None
        if page is None:
            return
        if page != self._page:
            self.show_page(page)
        for _level, words, position in self.headings():
            if url.fragment() and _anchor(words) == url.fragment():
                self.go(position)


class GuideDialog(QDialog):
    """Esc closes it, Ctrl+F searches in it; the window behind it goes on working."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Guide"))
        self._pages = pages()
        self.which = ChoiceRow(
            [("0", tr("The window"), ""), ("1", tr("The command line"), "")],
            tr("Pages of the guide"),
        )
        self.entry = SearchLine(tr("Search in the guide"))
        self.contents = QListWidget()
        self.contents.setAccessibleName(tr("Headings"))
        self.contents.setFixedWidth(px(250))
        self.contents.setWordWrap(True)
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.text = GuideText()
        close = button(tr("Close"), kind="primary")
        top = QHBoxLayout()
        top.addWidget(self.which)
        top.addStretch(1)
        top.addWidget(self.entry, 1)
        middle = QHBoxLayout()
        middle.addWidget(self.contents)
        middle.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.clicked.connect(self.reject)
        self.which.chosen.connect(self._turn)
        self.entry.returnPressed.connect(self.find_next)
        self.contents.currentItemChanged.connect(self._go)
        find = QAction(tr("Search in the guide"), self)
        find.setShortcut(QKeySequence(QKeySequence.StandardKey.Find))
        find.triggered.connect(
            partial(self.entry.setFocus, Qt.FocusReason.ShortcutFocusReason)
        )
        self.addAction(find)
        room = self.screen().availableSize()
        self.resize(min(px(1080), room.width()), min(px(680), room.height() - px(60)))
        self.which.set_value("0")
        self.contents.setFocus()

    def come(self) -> None:
        """Show it, in front of the window it belongs to."""
        self.show()
        self.activateWindow()

    @override
    def showEvent(self, event: Any) -> None:
        """Lay the first page out once it is known how wide it is."""
        super().showEvent(event)
        if self.text.document().isEmpty():
            self._turn(self.which.value())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter searches and chooses; it closes nothing."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        else:
            super().keyPressEvent(event)

    def find_next(self) -> None:
        """Go to where the words stand next, from the beginning after the end."""
        words = self.entry.text().strip()
        if words and not self.text.find(words):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words)

    def _turn(self, which: str) -> None:
        self.text.show_page(self._pages[int(which)])
        self.contents.blockSignals(True)
        self.contents.clear()
        for level, words, position in self.text.headings():
            item = QListWidgetItem("    " * (level - 2) + words)
            item.setData(Qt.ItemDataRole.UserRole, position)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.contents.addItem(item)
        self.contents.setCurrentRow(0)
        self.contents.blockSignals(False)

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.text.go(item.data(Qt.ItemDataRole.UserRole))


def _anchor(words: str) -> str:
    """Return what a heading is called in links: small letters, dashes for spaces."""
    kept = (one for one in words.lower() if one.isalnum() or one in " -_")
    return "".join(kept).replace(" ", "-")
