"""Tables, and tables that only lay things out, recorded while they are drawn.

ReportLab tells a table's `renderCB` of every row and cell it is about to draw; the
classes here answer by opening and closing structure elements.  Cells hold flowables
that mark their own content, never bare strings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import CondPageBreak, Table

from workshop_app.documents.tagging import Node

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from workshop_app.documents.tagging import Recorder


_LEAST_PIECE = 80.0


class PageTable(Table):
    """A table that divides a row only when no page could hold it.

    ReportLab divides any row that meets the end of a page, and repeats the head over
    a sliver of it.

    Attributes:
        page_room: The height of a whole page's text, in points.
    """

    page_room = 600.0

    def onSplit(self, piece: PageTable, byRow: int = 1) -> None:  # noqa: ARG002, N802, N803 theirs
        """Hand what we know on to a piece."""
        piece.page_room = self.page_room

    def start_height(self, width: float) -> float:
        """Return the height, in points, without which it cannot begin on a page."""
        self.wrap(width, self.page_room)
        head = sum(self._rowHeights[: self.repeatRows])
        first: float = head + self._rowHeights[self.repeatRows]
        return first if first <= self.page_room else head + _LEAST_PIECE

    def split(self, width: float, height: float) -> list[Flowable]:
        """Divide between rows, or within one that is taller than a page."""
        self.splitInRow = 0
        pieces: list[PageTable] = super().split(width, height)
        head = sum(self._rowHeights[: self.repeatRows])
        first = head + self._rowHeights[self.repeatRows]
        fresh = height >= self.page_room - 1
        if pieces:
            return self._without_stray_row(pieces, width)
        if first <= self.page_room:
            return []
        if height < head + _LEAST_PIECE and not fresh:
            return []
        self.splitInRow = 1
        divided: list[Flowable] = super().split(width, height)
        return divided

    def _without_stray_row(
        self, pieces: list[PageTable], width: float
    ) -> list[Flowable]:
        """Give the last low row, alone on the next page, the row before as company."""
        here = len(pieces[0]._rowHeights)  # noqa: SLF001 it is our own
        stray = len(self._rowHeights) - here == 1
        low = self._rowHeights[-1] < _LEAST_PIECE
        if not (stray and low and here > self.repeatRows + 2):
            return [*pieces]
        less = sum(self._rowHeights[: here - 1]) + 0.1
        first, *rest = super().split(width, less)
        # There is room left for the row taken away; it must not come back to it.
        return [first, CondPageBreak(self.page_room - 1), *rest]


class TableRole:
    """A table of data, with header rows and header columns.

    One object serves all the pieces a table is divided into, because ReportLab hands
    it on; so a header row repeated on the next page is known for an artifact.

    Args:
        recorder: The document it belongs to.
        summary: What the table holds, in a sentence.
        header_rows: How many rows head the columns, repeated on each page.
        header_columns: The columns whose cells head their row.
    """

    def __init__(
        self,
        recorder: Recorder,
        summary: str,
        *,
        header_rows: int = 1,
        header_columns: frozenset[int] = frozenset(),
    ) -> None:
        self._recorder = recorder
        self._summary = summary
        self._header_rows = header_rows
        self._header_columns = header_columns
        self._table: Node | None = None
        self._section = Node("TBody")
        self._row = Node("TR")
        self._continued = False
        self._repeated = False

    def __call__(self, table: Any, event: str, *facts: Any) -> None:
        """Answer one of ReportLab's events."""
        match event:
            case "startTable":
                self._start_table()
            case "endTable":
                self._recorder.pop()
            case "startBG" | "startLines":
                self._recorder.begin_artifact(table.canv, "Layout")
            case "endBG" | "endLines":
                self._recorder.end(table.canv)
            case "startRow":
                self._start_row(facts[0])
            case "endRow":
                self._end_row()
            case _:
                self._cell(event, table.canv, facts)

    def _start_table(self) -> None:
        self._continued = self._table is not None
        if self._table is None:
            node = Node("Table", summary=self._summary)
            self._table = self._recorder.element(node)
        self._recorder.push(self._table)

    def _start_row(self, row: int) -> None:
        head = row < self._header_rows
        self._repeated = head and self._continued
        if self._repeated:
            return
        tag = "THead" if head else "TBody"
        table = self._recorder.current
        if not table.kids or self._section.tag != tag:
            self._section = table.add(Node(tag))
        self._row = self._section.add(Node("TR"))

    def _end_row(self) -> None:
        """Forget a row that only carried on one begun on the page before.

        The text of a row divided in two belongs to its first half's cells; a second
        row of empty cells would be read as a person without a name.
        """
        cells = [kid for kid in self._row.kids if isinstance(kid, Node)]
        carried = self._continued and not any(cell.kids for cell in cells)
        if carried and not self._repeated:
            self._section.kids.remove(self._row)

    def _cell(self, event: str, canvas: Any, facts: tuple[Any, ...]) -> None:
        if self._repeated:
            if event == "startCell":
                self._recorder.begin_artifact(canvas, "Layout")
            else:
                self._recorder.end(canvas)
        elif event == "startCell":
            self._recorder.push(self._row.add(self._cell_node(facts[0], facts[1])))
        else:
            self._recorder.pop()

    def _cell_node(self, row: int, column: int) -> Node:
        if row < self._header_rows and not self._continued:
            return Node("TH", scope="Column")
        if column in self._header_columns:
            return Node("TH", scope="Row")
        return Node("TD")


class LayoutRole:
    """A table that only places things: lines are artifacts, cells transparent.

    Args:
        recorder: The document it belongs to.
        tag: The element its whole content makes, such as `BlockQuote`; none if empty.
    """

    def __init__(self, recorder: Recorder, tag: str = "") -> None:
        self._recorder = recorder
        self._tag = tag
        self._node: Node | None = None

    def __call__(self, table: Any, event: str, *_facts: Any) -> None:
        """Answer one of ReportLab's events."""
        if event in {"startBG", "startLines"}:
            self._recorder.begin_artifact(table.canv, "Layout")
        elif event in {"endBG", "endLines"}:
            self._recorder.end(table.canv)
        elif event == "startTable" and self._tag:
            if self._node is None:
                self._node = self._recorder.element(Node(self._tag))
            self._recorder.push(self._node)
        elif event == "endTable" and self._tag:
            self._recorder.pop()
