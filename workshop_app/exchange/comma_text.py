"""Text with separators (CSV), of any country and decade, into rows of cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from workshop_app.exchange.formula_guard import unguarded
from workshop_app.exchange.refusals import (
    EmptySheetError,
    EndlessCellError,
    NotASheetError,
    UnclosedQuoteError,
    UnreadableTextError,
)
from workshop_app.exchange.table import (
    IsHeading,
    Table,
    TableNotes,
    TableRow,
    Verdict,
    assemble,
    too_long,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

DELIMITERS = "\t;|,"
"""From the least likely inside a sentence to the most likely."""

_SAMPLE_CHARACTERS = 65_536
_SAMPLE_LINES = 50
_QUOTED = re.compile(r'"(?:[^"]|"")*(?:"|\Z)')
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_MARKUP = re.compile(r"\s*<(?:!doctype|html|\?xml|table|head|body|meta)", re.IGNORECASE)
_END = (
    "\0end"  # NUL is refused in the text itself, so that this row is never a person's
)


class _Form(NamedTuple):
    """How the text divides into cells."""

    delimiter: str
    spaced: bool
    """Whether a space between separator and quotation mark is decoration."""


def read_comma_text(
    name: str, data: bytes, *, is_heading: IsHeading | None = None
) -> Table:
    """Read CSV, whatever its encoding and separator.

    The encoding is UTF-8, with or without a mark, or UTF-16 by its mark, or else
    Windows-1252; guessers misread Spanish, so nothing else is tried.

    Args:
        name: The file, for the sentence if it is refused.
        data: All of its bytes.
        is_heading: See `workshop_app.exchange.table.assemble`.

    Raises:
        SheetRefusedError: If it is not text, or its quotation marks do not match.
    """
    text, encoding = _decoded(name, data)
    if not text.strip():
        raise EmptySheetError(name)
    if _MARKUP.match(text):
        raise NotASheetError(name)
    hint = _HINT.match(text)
    if hint is not None:
        text = text[hint.end() :]
    form = _form(text, hint[1] if hint is not None else None)
    assembled = assemble(
        name,
        _rows(name, text, form),
        is_heading=is_heading,
        extra_is=Verdict.ERROR,
        short_is=Verdict.WARNING,
    )
    notes = TableNotes(
        encoding=encoding,
        delimiter=form.delimiter if len(assembled.headers) > 1 else None,
        heading_row=assembled.heading_row,
        rows_above=assembled.rows_above,
    )
    return assembled.table(notes)


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    text, encoding = _first_decoding(name, data)
    if "\0" in text:
        raise UnreadableTextError(name)
    return text, encoding


def _first_decoding(name: str, data: bytes) -> tuple[str, str]:
    encodings = ["utf-8", "cp1252"]
    if data.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise UnreadableTextError(name)


def _form(text: str, hint: str | None) -> _Form:
    sample = _QUOTED.sub('""', text[:_SAMPLE_CHARACTERS])
    lines = [line for line in sample.splitlines() if line.strip()][:_SAMPLE_LINES]
    delimiter = hint if hint is not None else _delimiter(lines)
    gap = re.compile(re.escape(delimiter) + ' +"')
    return _Form(delimiter, spaced=any(gap.search(line) for line in lines))


def _delimiter(lines: list[str]) -> str:
    """Return the mark that divides most lines into the same number of cells.

    Decimal commas and commas in sentences lose, because headings have none of the
    former and lines differ in the latter.
    """

    def standing(mark: str) -> tuple[int, int]:
        counts = Counter(line.count(mark) for line in lines if mark in line)
        return max(((lines, cells) for cells, lines in counts.items()), default=(0, 0))

    return max(reversed(DELIMITERS), key=standing)


def _rows(name: str, text: str, form: _Form) -> Iterator[TableRow]:
    source = io.StringIO(text, newline="")
    line_end = () if text.endswith(("\n", "\r")) else ("\r\n",)
    reader = csv.reader(
        chain(source, line_end, (_END,)),
        delimiter=form.delimiter,
        skipinitialspace=form.spaced,
    )
    for number in count(1):
        try:
            cells = next(reader)
        except csv.Error:
            raise EndlessCellError(name, number, csv.field_size_limit()) from None
        if cells == [_END]:
            return
        if cells and cells[-1].endswith(_END):  # swallowed by a quoted cell
            raise UnclosedQuoteError(name, number)
        yield TableRow(number, tuple(map(unguarded, cells)), too_long(cells))
