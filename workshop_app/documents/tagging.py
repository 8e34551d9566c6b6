"""Recording what each mark on the page means, while ReportLab draws it.

ReportLab writes no tagged PDF.  Here every flowable wraps what it draws in marked
content (ISO 32000-1, 14.6) with the canvas's public `addLiteral`, and a `Recorder`
keeps the tree that says which piece is a heading, a cell or decoration.
`workshop_app.documents.finalize` writes that tree into the finished file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Paragraph

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle

SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class Node:
    """One structure element and what belongs to it.

    Attributes:
        tag: A standard structure type (ISO 32000-1, 14.8.4), such as `P` or `TH`.
        kids: Further elements, and marked content as (page from 1, mark on the page).
        alt: What the element shows, in words, for who cannot see it.
        lang: The language where it is not the paper's own.
        scope: `Row` or `Column` of a header cell.
        summary: What a table holds, in a sentence.
        numbering: How the items of a list are labelled.
        box: Where a figure stands: left, bottom, right, top in points.
    """

    tag: str
    kids: list[Node | tuple[int, int]] = field(default_factory=list)
    alt: str = ""
    lang: str = ""
    scope: str = ""
    summary: str = ""
    numbering: str = ""
    box: tuple[float, float, float, float] | None = None

    def add(self, node: Node) -> Node:
        """Put `node` last among the kids and return it."""
        self.kids.append(node)
        return node


@dataclass(frozen=True, slots=True)
class FieldRecord:
    """An empty signature field as drawn.

    Attributes:
        name: The field's name in the form, unique in the file.
        label: Who is to sign, in words.
        page: From 1.
        box: Left, bottom, right, top in points.
        node: The element that stands for it in the structure.
        locks: Whether its signature closes the whole document.
    """

    name: str
    label: str
    page: int
    box: tuple[float, float, float, float]
    node: Node
    locks: bool


class Recorder:
    """The structure of one document while it is being drawn.

    Attributes:
        lang: The language of the document, as BCP 47 (`es-PE`).
        root: The `Document` element.
        marks: For each page from 1, how many marked contents it holds.
        fields: The signature fields met so far.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.root = Node("Document")
        self.marks: dict[int, int] = {}
        self.fields: list[FieldRecord] = []
        self._open = [self.root]
        self._depth = 0
        self._outlined = 0

    def element(self, node: Node) -> Node:
        """Place `node` under the element now open and return it.

        Inside marked content or an artifact there is no structure: what a repeated
        table header draws must not be read twice, so `node` is then left loose.
        """
        return node if self._depth else self._open[-1].add(node)

    def push(self, node: Node) -> None:
        """Open `node`: what is drawn next belongs to it."""
        self._open.append(node)

    def pop(self) -> None:
        """Close the element opened last."""
        self._open.pop()

    @property
    def current(self) -> Node:
        """The element now open."""
        return self._open[-1]

    def begin(self, canvas: Any, node: Node) -> None:
        """Start marked content that belongs to `node`."""
        if self._depth == 0:
            page = canvas.getPageNumber()
            mark = self.marks.get(page, 0)
            self.marks[page] = mark + 1
            node.kids.append((page, mark))
            canvas.addLiteral(f"/{node.tag} <</MCID {mark}>> BDC")
        self._depth += 1

    def begin_artifact(self, canvas: Any, kind: str = "") -> None:
        """Start decoration, which is never read aloud.

        Args:
            canvas: The canvas drawn on.
            kind: `Header`, `Footer` or `Watermark` of the page, `Layout`, or nothing.
        """
        if self._depth == 0:
            if kind in {"Header", "Footer", "Watermark"}:
                canvas.addLiteral(
                    f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC"
                )
            elif kind:
                canvas.addLiteral(f"/Artifact <</Type /{kind}>> BDC")
            else:
                canvas.addLiteral("/Artifact BMC")
        self._depth += 1

    def end(self, canvas: Any) -> None:
        """End what `begin` or `begin_artifact` started last."""
        self._depth -= 1
        if self._depth == 0:
            canvas.addLiteral("EMC")

    def bookmark(self, canvas: Any, title: str, level: int, height: float) -> None:
        """Add an outline entry that leads to the present place."""
        # A running number, never id(): the same content must give the same bytes.
        self._outlined += 1
        key = f"o{self._outlined}"
        canvas.bookmarkHorizontal(key, 0, height)
        canvas.addOutlineEntry(title, key, level, 0)


class _LineEndText(PDFTextObject):
    """Ends every line with a space, and a broken word with a soft hyphen.

    ReportLab writes nothing at a line end, so a screen reader would read
    "sedifundan por" and no validator notices.  `_textOut` is private to ReportLab,
    which is why its major version is pinned and a test reads the words back.
    """

    source = ""
    broken = False

    def _textOut(self, text: Any, TStar: int = 0) -> None:  # noqa: N802, N803 theirs
        line = str(text)
        plain = type(text) is str  # otherwise shaped: its glyphs are placed one by one
        was_broken, self.broken = self.broken, plain and self._is_broken(line)
        if self.broken:
            super()._textOut(line[:-1] + SOFT_HYPHEN, TStar)
        elif not TStar or (was_broken and not line) or (plain and line[-1:] == " "):
            super()._textOut(text, TStar)
        else:
            super()._textOut(text, 0)
            super()._textOut(" ", TStar)

    def _is_broken(self, line: str) -> bool:
        """Tell a hyphen of hyphenation from one that belongs to the text."""
        if len(line) < 2 or line[-1] != "-" or not line[-2].isalpha():  # noqa: PLR2004
            return False
        return line.rsplit(" ", 1)[-1] not in self.source


@dataclass(slots=True)
class Role:
    """What a paragraph is, shared by the pieces a page break divides it into.

    Attributes:
        tag: Its structure type; `LI` items side by side make one list.
        lang: Its language where it is not the paper's own.
        outline: The level of its outline entry; none when negative.
        numbering: For `LI`, how the list is labelled (`Disc` or `Decimal`).
        source: Its text, to tell typed hyphens from those of hyphenation.
        node: The element, once the first piece is drawn.
    """

    tag: str = "P"
    lang: str = ""
    outline: int = -1
    numbering: str = "Disc"
    source: str = ""
    node: Node | None = None


class TaggedParagraph(Paragraph):
    """A paragraph that says what it is; made by `tagged`.

    It has no constructor of its own, because ReportLab builds the pieces of a
    divided paragraph with its own arguments.
    """

    recorder: Recorder
    role: Role

    def split(self, width: float, height: float) -> list[TaggedParagraph]:
        """Divide at a page break; both pieces stay one element."""
        pieces: list[TaggedParagraph] = super().split(width, height)
        for piece in pieces:
            piece.recorder = self.recorder
            piece.role = self.role
        return pieces

    def beginText(self, x: float, y: float) -> PDFTextObject:  # noqa: N802 theirs
        """Give ReportLab a text object that keeps the words apart."""
        text = _LineEndText(self.canv, x, y)
        text.source = self.role.source
        return text

    def draw(self) -> None:
        """Draw as marked content of its element."""
        role, recorder = self.role, self.recorder
        if role.node is None:
            if role.outline >= 0:
                above = self.height + 4
                recorder.bookmark(self.canv, role.source, role.outline, above)
            role.node = self._element()
        recorder.begin(self.canv, role.node)
        super().draw()
        recorder.end(self.canv)

    def _element(self) -> Node:
        role, recorder = self.role, self.recorder
        if role.tag != "LI":
            return recorder.element(Node(role.tag, lang=role.lang))
        last = recorder.current.kids[-1] if recorder.current.kids else None
        if isinstance(last, Node) and last.tag == "L":
            items = last
        else:
            items = recorder.element(Node("L", numbering=role.numbering))
        return items.add(Node("LI")).add(Node("LBody", lang=role.lang))


def tagged(
    markup: str,
    style: ParagraphStyle,
    recorder: Recorder,
    role: Role,
    bullet: str | None = None,
) -> TaggedParagraph:
    """Return a paragraph that records what it is when it is drawn.

    Args:
        markup: Text in ReportLab's paragraph language, already escaped.
        style: How it looks.
        recorder: The document it belongs to.
        role: What it is.
        bullet: The label of a list item.
    """
    paragraph = TaggedParagraph(markup, style, bullet)
    paragraph.recorder = recorder
    paragraph.role = role
    return paragraph
