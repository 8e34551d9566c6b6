"""Reads a tagged PDF the way a screen reader does, to see what it would say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*(?=[<e\r\n])")
_RANGE = re.compile(rb"<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[([^\]]*)\])")


@dataclass
class Element:
    """One structure element, with what is read aloud for it."""

    tag: str
    alt: str = ""
    lang: str = ""
    scope: str = ""
    text: str = ""
    kids: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """Return every element of a type under this one, in reading order."""
        return [one for one in self.walk() if one.tag == tag]

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    @property
    def said(self) -> str:
        """Everything read for it and under it."""
        return "".join(one.text for one in self.walk())


def structure(pdf: bytes) -> Element:
    """Return the structure tree of a PDF."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        marked = {p.obj.objgen: _marked_text(p) for p in opened.pages}
        return _element(opened.Root.StructTreeRoot.K[0], marked)


def _element(obj: Any, marked: dict[Any, dict[int, str]]) -> Element:
    attributes = obj.get("/A", {})
    element = Element(
        tag=str(obj.S)[1:],
        alt=str(obj.get("/Alt", "")),
        lang=str(obj.get("/Lang", "")),
        scope=str(attributes.get("/Scope", "")),
    )
    kids = obj.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            element.text += marked[obj.Pg.objgen][kid]
        elif kid.get("/Type") == "/MCR":
            element.text += marked[kid.Pg.objgen][int(kid.MCID)]
        elif kid.get("/Type") == "/OBJR":
            element.text += f"[{kid.Obj.T}]"
        else:
            element.kids.append(_element(kid, marked))
    return element


def _marked_text(page: pikepdf.Page) -> dict[int, str]:
    fonts = {
        str(name): _to_unicode(font)
        for name, font in page.obj.Resources.get("/Font", {}).items()
    }
    said: dict[int, str] = {}
    mark: list[int | None] = []
    current: dict[int, str] = {}
    for step in pikepdf.parse_content_stream(page):
        operands = step.operands
        match str(step.operator):
            case "BDC":
                properties: Any = operands[1]
                mark.append(properties.get("/MCID"))
            case "BMC":
                mark.append(None)
            case "EMC":
                mark.pop()
            case "Tf":
                current = fonts[str(operands[0])]
            case "Tj" | "TJ" if mark and mark[-1] is not None:
                said[mark[-1]] = said.get(mark[-1], "") + _decoded(operands[0], current)
    return {number: said.get(number, "") for number in range(10_000)}


def _decoded(shown: Any, font: dict[int, str]) -> str:
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    return "".join(
        font[code]
        for part in parts
        if isinstance(part, pikepdf.String)
        for code in bytes(part)
    )


def _to_unicode(font: Any) -> dict[int, str]:
    data = font.ToUnicode.read_bytes()
    table: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, value in _PAIR.findall(block):
            table[int(code, 16)] = _text(value)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, start, several in _RANGE.findall(block):
            codes = range(int(first, 16), int(last, 16) + 1)
            if several:
                values = [_text(v) for v in re.findall(rb"<(\w+)>", several)]
            else:
                values = [chr(int(start, 16) + n) for n in range(len(codes))]
            table.update(zip(codes, values, strict=False))
    return table


def _text(value: bytes) -> str:
    return bytes.fromhex(value.decode()).decode("utf-16-be")


def page_words(pdf: bytes) -> list[str]:
    """Return the text of each page as it is seen."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def artifacts(pdf: bytes) -> list[list[str]]:
    """Return, for each page, the kinds of artifact on it, in order."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in opened.pages:
            kinds = []
            for step in pikepdf.parse_content_stream(page):
                if str(step.operator) == "BDC" and step.operands[0] == "/Artifact":
                    said: Any = step.operands[1]
                    kinds.append(str(said.get("/Subtype", said.get("/Type"))))
            found.append(kinds)
    return found


def font_names(pdf: bytes) -> set[str]:
    """Return the names of all fonts any object of the file speaks of."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {
            str(obj["/BaseFont"])
            for obj in opened.objects
            if isinstance(obj, pikepdf.Dictionary) and "/BaseFont" in obj
        }
