"""A letter and a long acta against the same words on a bare canvas."""

from __future__ import annotations

import dataclasses
import io
from typing import TYPE_CHECKING

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.benchmarks.measuring import Result, medians
from tests.content_builders import attendees, letter_content, minutes_content
from workshop_app import paths
from workshop_app.documents.letter import letter_pdf
from workshop_app.documents.minutes import minutes_pdf
from workshop_app.i18n import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PEOPLE = 130
_LETTERS = 20
_ACTAS = 3
_FONT = "BareNoto"
_LEADING = 11


def measure(_: Path, *, quick: bool) -> Iterator[Result]:
    """Measure one letter, and one acta of 130 people."""
    pdfmetrics.registerFont(
        TTFont(_FONT, str(paths.resource("fonts") / "NotoSans-Regular.ttf"))
    )
    letter = letter_content()
    acta = minutes_content(
        attendees=tuple(
            dataclasses.replace(attendees()[0], number=number, name=f"Rosa {number:x}")
            for number in range(1, PEOPLE + 1)
        )
    )
    spoken = Language.ENGLISH  # the message ids: no catalogue need be compiled
    yield _against_canvas(
        "one letter",
        lambda: letter_pdf(letter, language=spoken).pdf,
        5 if quick else _LETTERS,
    )
    yield _against_canvas(
        f"one acta of {PEOPLE} people",
        lambda: minutes_pdf(acta, language=spoken).pdf,
        1 if quick else _ACTAS,
    )


def _against_canvas(name: str, draw: Callable[[], bytes], times: int) -> Result:
    pages = _lines(draw())  # also warms fonts and styles up
    ours = medians(lambda _: draw(), times)
    bare = medians(lambda _: _bare(pages), times)
    return Result(
        name=name,
        value=ours.cpu / bare.cpu,
        unit="× bare canvas",
        details={
            "cpu_ms": ours.cpu * 1000,
            "bare_cpu_ms": bare.cpu * 1000,
            "pages": len(pages),
            "a_cpu_second": 1 / ours.cpu,
        },
    )


def _lines(pdf: bytes) -> list[list[str]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().splitlines() for page in document]
    finally:
        document.close()


def _bare(pages: list[list[str]]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for lines in pages:
        canvas.setFont(_FONT, 8)
        for number, line in enumerate(lines):
            canvas.drawString(40, A4[1] - 40 - number * _LEADING, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
