"""What a signature looks like on the page: who, when, why and with which key.

pyHanko's own stamp uses a Courier that is not in the file, which PDF/A forbids; so
the stamp is drawn here with our fonts and taken into the signed revision.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    InnerScaling,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle
from reportlab.pdfgen.canvas import Canvas

from workshop_app.documents import fonts, style
from workshop_app.values import dataclass

_LARGEST = 7.2
_SMALLER = 6.2
_MOST_LINES = 3
_INSET = 6.0


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """The words inside a signature's box.

    Attributes:
        name: Who signs, set larger.
        lines: What stands under it.
    """

    name: str
    lines: tuple[str, ...]


def stamp_style(appearance: Appearance, size: tuple[float, float]) -> StaticStampStyle:
    """Return the appearance as pyHanko takes it.

    Args:
        appearance: The words, already cleaned.
        size: The field's width and height in points.
    """
    whole = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID,
        y_align=AxisAlignment.ALIGN_MID,
        margins=Margins(0, 0, 0, 0),
        inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
    )
    return StaticStampStyle(
        background=_DrawnPage(_draw(appearance, size)),
        background_layout=whole,
        background_opacity=1.0,
        border_width=0,
    )


class _DrawnPage(PdfContent):
    """The first page of a small PDF, as content of another."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self._page = page

    def render(self) -> bytes:
        """Take the page into the file being written."""
        writer: Any = self._ensure_writer
        form = writer.import_page_as_xobject(PdfFileReader(BytesIO(self._page)))
        self.resources.xobject["/Stamp"] = form
        left, bottom, right, top = form.get_object()["/BBox"]
        self.box = BoxConstraints(width=right - left, height=top - bottom)
        return b"/Stamp Do"


def _draw(appearance: Appearance, size: tuple[float, float]) -> bytes:
    fonts.register()
    width, height = size
    target = BytesIO()
    canvas = Canvas(
        target,
        pagesize=size,
        initialFontName=fonts.REGULAR,
        invariant=1,
        pageCompression=1,
    )
    canvas.setFillColor(style.TEAL)
    canvas.rect(0, 0, 2.2, height, stroke=0, fill=1)
    room = width - 2 * _INSET
    lines = _set(appearance.name, fonts.SEMIBOLD, room)
    names = len(lines)
    for line in appearance.lines:
        lines += _set(line, fonts.REGULAR, room)
    leading = min((height - 6) / len(lines), _LARGEST * 1.36)
    base = height / 2 + leading * len(lines) / 2 - leading * 0.78
    for number, words in enumerate(lines):
        face = fonts.SEMIBOLD if number < names else fonts.REGULAR
        points = min(leading / 1.36, _LARGEST if number < names else _SMALLER)
        wide = fonts.text_width(words, face, points) or 1
        canvas.setFont(face, min(points, points * room / wide))
        canvas.setFillColor(style.INK if number < names else style.MUTED)
        canvas.drawString(_INSET, base - number * leading, words)
    canvas.save()
    return target.getvalue()


def _set(words: str, face: str, room: float) -> list[str]:
    """Divide words into lines; what is beyond the last stands in the signature."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or fonts.text_width(longer, face, _SMALLER) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1] + " …"]
