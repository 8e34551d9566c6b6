"""The page around the text: masthead, running head, foot with QR and code.

Page X of Y is written in one pass: each foot refers to a form that is drawn once,
when the last page is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from workshop_app.documents import codes, fonts, style
from workshop_app.documents.codes import Seal
from workshop_app.domain.content import Letterhead, Reference
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from io import BytesIO

    from reportlab.platypus import Flowable

    from workshop_app.documents.typesetter import Typesetter

FOOT_HEIGHT = 27 * mm
"""The foot is ours alone: no text a person typed is ever set below this line."""

_TOP = 26 * mm
PORTRAIT_ROOM = style.PAGE_HEIGHT - FOOT_HEIGHT - _TOP
"""The height of the text of a portrait page, from the second one on."""
LANDSCAPE_ROOM = style.PAGE_WIDTH - FOOT_HEIGHT - _TOP
_FIRST_TOP = 30 * mm
_QR_SIDE = 14.5 * mm
_TOTAL_FORM = "page-total"


@dataclass(frozen=True, kw_only=True)
class Furniture:
    """What every page of a paper carries around its text.

    Attributes:
        kind: The kind of paper in words, such as *Acta de sesión*.
        letterhead: Who issues it.
        reference: What it is known by.
        seal: What ties the page to its record.
        size: Width and height of the page in points.
        motto: The official name of the year; empty leaves it out.
    """

    kind: str
    letterhead: Letterhead
    reference: Reference
    seal: Seal
    size: tuple[float, float]
    motto: str = ""

    @property
    def status(self) -> str:
        """Return whether it is a draft, and which version."""
        version = self.reference.version
        if self.reference.draft:
            return tr("Draft v{version}", version=version)
        return tr("Final version v{version}", version=version)


class PaperTemplate(BaseDocTemplate):
    """Lays a story out on our pages.

    Args:
        target: Where the bytes go.
        typesetter: The document being set.
        furniture: What stands around the text.
    """

    def __init__(
        self, target: BytesIO, typesetter: Typesetter, furniture: Furniture
    ) -> None:
        width, height = furniture.size
        super().__init__(
            target,
            pagesize=furniture.size,
            invariant=1,
            leftMargin=style.MARGIN,
            rightMargin=style.MARGIN,
            initialFontName=fonts.REGULAR,
            initialFontSize=9,
            lang=typesetter.recorder.lang,
        )
        self._typesetter = typesetter
        self._recorder = typesetter.recorder
        self._furniture = furniture
        self._width = width
        self._height = height
        self.addPageTemplates(
            [
                PageTemplate(
                    "first",
                    [self._frame(_FIRST_TOP)],
                    onPage=self._draw_first,
                    autoNextPageTemplate="next",
                ),
                PageTemplate("next", [self._frame(_TOP)], onPage=self._draw_next),
            ]
        )

    def _frame(self, top: float) -> Frame:
        return Frame(
            style.MARGIN,
            FOOT_HEIGHT,
            self._width - 2 * style.MARGIN,
            self._height - FOOT_HEIGHT - top,
            leftPadding=0,
            bottomPadding=0,
            rightPadding=0,
            topPadding=0,
        )

    def set(self, story: list[Flowable]) -> None:
        """Lay out and write everything."""
        self.build(story)

    def _endBuild(self) -> None:  # noqa: N802 the place ReportLab ends at
        canvas = self.canv
        canvas.beginForm(_TOTAL_FORM, -2, -4, 40, 12)
        canvas.setFillColor(style.INK)
        canvas.setFont(fonts.SEMIBOLD, 8)
        canvas.drawString(2.2, 0, str(canvas.getPageNumber()))
        canvas.endForm()
        super()._endBuild()

    def _draw_first(self, canvas: Any, _template: Any) -> None:
        """Draw the masthead: mark, office, what the paper is known by."""
        furniture, letterhead = self._furniture, self._furniture.letterhead
        right = self._width - style.MARGIN
        self._recorder.begin_artifact(canvas, "Header")
        canvas.saveState()
        base = self._height - 20 * mm
        _draw_mark(canvas, style.MARGIN, base - 1, 11 * mm)
        left = style.MARGIN + 14 * mm
        half = (right - left) * 0.66
        self._line(canvas, letterhead.office, (left, base + 18), 9.4, half)
        self._line(canvas, letterhead.unit, (left, base + 7.5), -8.2, half)
        number = furniture.reference.number
        canvas.setFillColor(style.TEAL)
        canvas.setFont(fonts.SEMIBOLD, 8.6)
        canvas.drawRightString(right, base + 18, self._typesetter.clean(number))
        canvas.setFont(fonts.REGULAR, 8.2)
        canvas.setFillColor(style.MUTED)
        canvas.drawRightString(right, base + 7.5, furniture.status)
        canvas.setStrokeColor(style.TEAL)
        canvas.setLineWidth(1.4)
        canvas.line(style.MARGIN, base - 6, right, base - 6)
        if furniture.motto:
            self._motto(canvas, base - 16.5)
        canvas.restoreState()
        self._recorder.end(canvas)
        self._draw_foot(canvas)

    def _motto(self, canvas: Any, base: float) -> None:
        canvas.setFillColor(style.MUTED)
        motto = self._typesetter.clean(self._furniture.motto)
        room = self._width - 2 * style.MARGIN
        _fit(canvas, motto, fonts.ITALIC, 7.4, room)
        canvas.drawCentredString(self._width / 2, base, motto)

    def _line(
        self, canvas: Any, words: str, at: tuple[float, float], size: float, room: float
    ) -> None:
        """Draw one line of the masthead; a negative size asks for the muted face."""
        face, ink = (
            (fonts.SEMIBOLD, style.INK) if size > 0 else (fonts.REGULAR, style.MUTED)
        )
        canvas.setFillColor(ink)
        shown = self._typesetter.clean(words).replace("\n", " ")
        _fit(canvas, shown, face, abs(size), room)
        canvas.drawString(at[0], at[1], shown)

    def _draw_next(self, canvas: Any, _template: Any) -> None:
        """Draw the running head of every further page."""
        furniture = self._furniture
        self._recorder.begin_artifact(canvas, "Header")
        canvas.saveState()
        base = self._height - 17 * mm
        right = self._width - style.MARGIN
        canvas.setFont(fonts.REGULAR, 8)
        canvas.setFillColor(style.MUTED)
        number = self._typesetter.clean(furniture.reference.number)
        canvas.drawString(style.MARGIN, base, f"{furniture.kind} · {number}")
        canvas.drawRightString(right, base, furniture.status)
        canvas.setStrokeColor(style.RULE)
        canvas.setLineWidth(0.6)
        canvas.line(style.MARGIN, base - 5, right, base - 5)
        canvas.restoreState()
        self._recorder.end(canvas)
        self._draw_foot(canvas)

    def _draw_foot(self, canvas: Any) -> None:
        if self._furniture.reference.draft:
            self._draw_watermark(canvas)
        self._recorder.begin_artifact(canvas, "Footer")
        canvas.saveState()
        base = 9 * mm
        right = self._width - style.MARGIN
        canvas.setStrokeColor(style.RULE)
        canvas.setLineWidth(0.6)
        canvas.line(style.MARGIN, base + _QR_SIDE + 2, right, base + _QR_SIDE + 2)
        page = canvas.getPageNumber()
        payload = f"{self._furniture.seal.payload}:P{page}"
        draw_qr(canvas, payload, (style.MARGIN, base - 1), _QR_SIDE)
        self._foot_words(canvas, base + _QR_SIDE - 8)
        canvas.setFillColor(style.INK)
        canvas.setFont(fonts.SEMIBOLD, 8)
        canvas.translate(right - 15, base + _QR_SIDE - 8)
        canvas.drawRightString(0, 0, tr("Page {page} of", page=page))
        canvas.doForm(_TOTAL_FORM)
        canvas.restoreState()
        self._recorder.end(canvas)

    def _foot_words(self, canvas: Any, base: float) -> None:
        left = style.MARGIN + _QR_SIDE + 4 * mm
        seal = self._furniture.seal
        canvas.setFillColor(style.INK)
        canvas.setFont(fonts.SEMIBOLD, 7.4)
        words = tr(
            "{number} · Verification code {code}",
            number=self._typesetter.clean(self._furniture.reference.number),
            code=seal.code,
        )
        canvas.drawString(left, base, words)
        canvas.setFont(fonts.REGULAR, 7.1)
        canvas.setFillColor(style.MUTED)
        canvas.drawString(left, base - 10, tr("The code is the same on every page."))
        canvas.drawString(
            left,
            base - 19,
            tr("Where it differs, the page does not belong to this paper."),
        )

    def _draw_watermark(self, canvas: Any) -> None:
        self._recorder.begin_artifact(canvas, "Watermark")
        canvas.saveState()
        canvas.translate(self._width / 2, self._height / 2)
        canvas.rotate(55 if self._height > self._width else 32)
        canvas.setFillColor(style.WATERMARK)
        canvas.setFont(fonts.BOLD, 92)
        canvas.drawCentredString(0, -30, tr("DRAFT"))
        canvas.restoreState()
        self._recorder.end(canvas)


def _fit(canvas: Any, words: str, face: str, size: float, room: float) -> None:
    """Set the font, smaller where the words would not fit in one line."""
    width = fonts.text_width(words, face, size)
    canvas.setFont(face, size if width <= room else max(size * room / width, 3.5))


def _draw_mark(canvas: Any, left: float, bottom: float, side: float) -> None:
    """Draw our mark: three people around one table."""
    canvas.saveState()
    canvas.setFillColor(style.TEAL)
    canvas.roundRect(left, bottom, side, side, side * 0.22, stroke=0, fill=1)
    canvas.setStrokeColor(style.WHITE)
    canvas.setLineWidth(side * 0.085)
    middle_x, middle_y = left + side / 2, bottom + side / 2
    canvas.circle(middle_x, middle_y, side * 0.25, stroke=1, fill=0)
    canvas.setFillColor(style.WHITE)
    for x, y in ((0, 0.25), (0.217, -0.125), (-0.217, -0.125)):
        at = (middle_x + side * x, middle_y + side * y)
        canvas.circle(at[0], at[1], side * 0.085, stroke=0, fill=1)
    canvas.restoreState()


def draw_qr(canvas: Any, payload: str, at: tuple[float, float], side: float) -> None:
    """Draw a QR code as one filled path: small, and sharp at any size."""
    modules, runs = codes.qr_runs(payload)
    unit = side / modules
    left, bottom = at
    path = canvas.beginPath()
    for row, column, length in runs:
        path.rect(
            left + column * unit,
            bottom + side - (row + 1) * unit,
            length * unit,
            unit,
        )
    canvas.setFillColor(style.INK)
    canvas.drawPath(path, stroke=0, fill=1)
