"""A page as a picture, for showing on screen and for printing.

pdfium is not safe in several threads: whoever asks waits for whoever asked before.
"""

from __future__ import annotations

import threading
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import pypdfium2

from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

_POINTS_AN_INCH = 72

_GivenP = ParamSpec("_GivenP")
_ResultT = TypeVar("_ResultT")
_ONE = threading.Lock()


def _alone(work: Callable[_GivenP, _ResultT]) -> Callable[_GivenP, _ResultT]:
    """Let one thread at a time ask pdfium, until all it was given back is freed."""

    @wraps(work)
    def waiting(*given: _GivenP.args, **named: _GivenP.kwargs) -> _ResultT:
        with _ONE:
            return work(*given, **named)

    return waiting


class UnshowablePdfError(AppError):
    """The file cannot be drawn."""

    def __init__(self) -> None:
        super().__init__(
            tr("This file cannot be shown."),
            advice=tr("Make the paper again, or ask for another copy of it."),
        )


class NoSuchPageError(AppError):
    """The page asked for is not in the document."""

    def __init__(self, *, page: int, pages: int) -> None:
        super().__init__(
            tr("There is no page {page}.", page=page),
            advice=tr("The document has {pages} pages.", pages=pages),
        )


@dataclass(frozen=True)
class Picture:
    """One page drawn.

    Attributes:
        pixels: Rows from the top, four bytes a pixel: blue, green, red, unused.
        width: In pixels.
        height: In pixels.
    """

    pixels: bytes
    width: int
    height: int


@dataclass(frozen=True)
class PageSize:
    """How large a page is, turned as it is shown.

    Attributes:
        width: In points, 72 an inch.
        height: In points.
    """

    width: float
    height: float


@_alone
def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """Return the size of every page, without drawing any.

    Raises:
        UnshowablePdfError: It cannot be opened.
    """
    with _opened(pdf) as document:
        return tuple(
            PageSize(*document.get_page_size(index)) for index in range(len(document))
        )


@_alone
def page_text(pdf: bytes, page: int) -> str:
    """Return what a page says, for those who listen to it.

    Args:
        pdf: The document.
        page: From 1.

    Raises:
        UnshowablePdfError: It cannot be opened or read.
        NoSuchPageError: It has fewer pages.
    """
    with _opened(pdf) as document:
        sheet = _page_of(document, page)
        try:
            said = sheet.get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError as error:
            raise UnshowablePdfError from error
        return "\n".join(said.splitlines())


@_alone
def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has.

    Raises:
        UnshowablePdfError: It cannot be opened.
    """
    with _opened(pdf) as document:
        return len(document)


@_alone
def page_picture(pdf: bytes, page: int, *, resolution: float = 96) -> Picture:
    """Draw one page with its signatures.

    Args:
        pdf: The document.
        page: From 1.
        resolution: Pixels an inch.

    Raises:
        UnshowablePdfError: It cannot be opened or drawn.
        NoSuchPageError: It has fewer pages.
    """
    with _opened(pdf) as document:
        document.init_forms()
        sheet = _page_of(document, page)
        try:
            bitmap = sheet.render(
                scale=resolution / _POINTS_AN_INCH,
                may_draw_forms=True,
                force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx,
            )
        except pypdfium2.PdfiumError as error:
            raise UnshowablePdfError from error
        pixels = bytes(bitmap.buffer)
        return Picture(pixels=pixels, width=bitmap.width, height=bitmap.height)


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise UnshowablePdfError from error


def _page_of(document: pypdfium2.PdfDocument, page: int) -> pypdfium2.PdfPage:
    pages = len(document)
    if not 1 <= page <= pages:
        raise NoSuchPageError(page=page, pages=pages)
    try:
        return document[page - 1]
    except pypdfium2.PdfiumError as error:
        raise UnshowablePdfError from error
