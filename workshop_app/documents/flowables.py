"""The small things of a page: figures, decoration, badges and signature fields."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus import Flowable

from workshop_app.documents import fonts, style
from workshop_app.documents.tagging import FieldRecord, Node

if TYPE_CHECKING:
    from workshop_app.documents.tagging import Recorder


class Figure(Flowable):
    """A drawing with its content in words.

    Args:
        recorder: The document it belongs to.
        drawing: What is drawn: any flowable that marks nothing itself.
        alt: Everything the drawing says, in words.
    """

    def __init__(self, recorder: Recorder, drawing: Any, alt: str) -> None:
        super().__init__()
        self.recorder = recorder
        self.drawing = drawing
        self.alt = alt

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the drawing's own size."""
        self.width, self.height = self.drawing.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw as one figure."""
        left, bottom = self.canv.absolutePosition(0, 0)
        box = (left, bottom, left + self.width, bottom + self.height)
        node = self.recorder.element(Node("Figure", alt=self.alt, box=box))
        self.recorder.begin(self.canv, node)
        self.drawing.drawOn(self.canv, 0, 0)
        self.recorder.end(self.canv)


class Decoration(Flowable):
    """Something drawn whose meaning stands in words beside it.

    Args:
        recorder: The document it belongs to.
        drawing: What is drawn.
    """

    def __init__(self, recorder: Recorder, drawing: Any) -> None:
        super().__init__()
        self.recorder = recorder
        self.drawing = drawing

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the drawing's own size."""
        self.width, self.height = self.drawing.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw as an artifact."""
        self.recorder.begin_artifact(self.canv, "Layout")
        self.drawing.drawOn(self.canv, 0, 0)
        self.recorder.end(self.canv)


class Tone(StrEnum):
    """How a badge is meant; the sign and the word say it too, never colour alone."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NEUTRAL = "neutral"


_INKS: dict[Tone, tuple[Color, Color]] = {
    Tone.YES: (style.GREEN, HexColor("#E4F1E8")),
    Tone.PARTLY: (style.AMBER, HexColor("#FBF0DA")),
    Tone.NO: (style.RED, HexColor("#F8E4E4")),
    Tone.NEUTRAL: (style.TEAL, HexColor("#E3F0F2")),
}

# Strokes of each sign in units of the sign's half-width, around its middle.
_SIGNS: dict[Tone, tuple[tuple[tuple[float, float], ...], ...]] = {
    Tone.YES: (((-1, 0), (-0.27, -0.85), (1, 0.92)),),
    Tone.PARTLY: (((-1, -0.46), (1, -0.46)), ((-1, 0.46), (1, 0.46))),
    Tone.NO: (((-0.85, -0.85), (0.85, 0.85)), ((-0.85, 0.85), (0.85, -0.85))),
    Tone.NEUTRAL: (((-0.8, 0), (0.8, 0)),),
}

_SIZE = 7.6
_LEADING = 9.6
_SIGN_ROOM = 14.0
_END_ROOM = 6.0
_PADDING = 2.6


class Badge(Flowable):
    """A pill with a sign and words: an outcome read at a glance.

    Long words are set on several lines, so that a narrow column never cuts them.

    Args:
        recorder: The document it belongs to.
        words: What it says.
        tone: How it is meant.
    """

    def __init__(self, recorder: Recorder, words: str, tone: Tone) -> None:
        super().__init__()
        self.recorder = recorder
        self.words = words
        self.tone = tone
        self._lines = [words]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Take what the words need, on as many lines as the width asks for."""
        room = width - _SIGN_ROOM - _END_ROOM
        self._lines = _lines(self.words, room)
        longest = max(
            fonts.text_width(line, fonts.SEMIBOLD, _SIZE) for line in self._lines
        )
        self.width = _SIGN_ROOM + longest + _END_ROOM
        self.height = len(self._lines) * _LEADING + 2 * _PADDING
        return self.width, self.height

    def draw(self) -> None:
        """Draw the pill as an artifact and the words as a paragraph."""
        canvas, recorder = self.canv, self.recorder
        ink, ground = _INKS[self.tone]
        recorder.begin_artifact(canvas, "Layout")
        self._draw_pill(canvas, ink, ground)
        recorder.end(canvas)
        recorder.begin(canvas, recorder.element(Node("P")))
        canvas.saveState()
        canvas.setFillColor(ink)
        canvas.setFont(fonts.SEMIBOLD, _SIZE)
        top = self.height - _PADDING - _SIZE * 0.98
        for number, line in enumerate(self._lines):
            # A space after each line keeps the words apart when they are read aloud.
            canvas.drawString(_SIGN_ROOM, top - number * _LEADING, line + " ")
        canvas.restoreState()
        recorder.end(canvas)

    def _draw_pill(self, canvas: Any, ink: Color, ground: Color) -> None:
        canvas.saveState()
        canvas.setFillColor(ground)
        canvas.setStrokeColor(ink)
        canvas.setLineWidth(0.6)
        radius = min(self.height / 2, 7.4)
        canvas.roundRect(0, 0, self.width, self.height, radius, stroke=1, fill=1)
        canvas.setLineWidth(1.2)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        middle = self.height - _PADDING - _LEADING / 2
        path = canvas.beginPath()
        for stroke in _SIGNS[self.tone]:
            (first_x, first_y), *rest = stroke
            path.moveTo(7.8 + first_x * 2.6, middle + first_y * 2.6)
            for x, y in rest:
                path.lineTo(7.8 + x * 2.6, middle + y * 2.6)
        canvas.drawPath(path)
        canvas.restoreState()


def _lines(words: str, room: float) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fonts.text_width(longer, fonts.SEMIBOLD, _SIZE) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


class SignatureField(Flowable):
    """An empty field that somebody signs later, already part of the structure.

    A field made at signing time would break PDF/UA (7.18), so it is made here.

    Args:
        recorder: The document it belongs to.
        name: The field's name, unique in the file.
        label: Who is to sign, in words.
        size: Width and height in points.
        locks: Whether its signature closes the document to any further one.
    """

    def __init__(
        self,
        recorder: Recorder,
        name: str,
        label: str,
        *,
        size: tuple[float, float],
        locks: bool = False,
    ) -> None:
        super().__init__()
        self.recorder = recorder
        self.name = name
        self.label = label
        self.width, self.height = size
        self.locks = locks

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Take the size asked for."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw nothing: the place is kept, and `finalize` makes the field."""
        left, bottom = self.canv.absolutePosition(0, 0)
        self.recorder.fields.append(
            FieldRecord(
                name=self.name,
                label=self.label,
                page=self.canv.getPageNumber(),
                box=(left, bottom, left + self.width, bottom + self.height),
                node=self.recorder.element(Node("Form", alt=self.label)),
                locks=self.locks,
            )
        )
