"""Pieces several papers share: fact grids, data tables, signatures, verification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Spacer, Table

from workshop_app.documents import charts, style, words
from workshop_app.documents.flowables import Figure, SignatureField
from workshop_app.documents.page import PORTRAIT_ROOM
from workshop_app.documents.tables import LayoutRole, PageTable, TableRole
from workshop_app.documents.text import Strong
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from workshop_app.documents.codes import Seal
    from workshop_app.documents.typesetter import Typesetter
    from workshop_app.domain.content import Reference, Signer

_SIGNERS_A_ROW = 3
_SIGNERS_IN_ONE_ROW = 4
_FIELD_HEIGHT = 25 * mm
_GAP = 5 * mm

Cell = str | list["Flowable"]


def fact_grid(
    typesetter: Typesetter, facts: Sequence[tuple[str, str]], width: float
) -> Table:
    """Return key facts in two columns of label and value.

    Args:
        typesetter: The document.
        facts: Label and value; two stand side by side.
        width: Of the whole grid.
    """
    rows: list[list[Flowable | str]] = []
    for at in range(0, len(facts), 2):
        row: list[Flowable | str] = []
        for label, value in facts[at : at + 2]:
            row.append(typesetter.paragraph(label, look=style.LABEL))
            row.append(typesetter.paragraph(value, look=style.SMALL))
        rows.append(row + [""] * (4 - len(row)))
    label_width = 26 * mm
    value_width = width / 2 - label_width
    return PageTable(
        rows,
        colWidths=[label_width, value_width] * 2,
        renderCB=TableRole(
            typesetter.recorder,
            tr("Key facts"),
            header_rows=0,
            header_columns=frozenset({0, 2}),
        ),
        style=style.key_values(),
    )


@dataclass(frozen=True, kw_only=True)
class Columns:
    """How a data table is laid out.

    Attributes:
        heads: The words over each column.
        widths: Of each column in points.
        centered: Columns whose head stands in the middle.
        row_heads: Columns whose cells head their row.
        look: The style of cells that are plain text.
        head_look: The style of heads that are not centered.
        page_room: The height of a whole page's text, in points.
    """

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    centered: frozenset[int] = frozenset()
    row_heads: frozenset[int] = frozenset({0})
    look: ParagraphStyle = style.SMALL
    head_look: ParagraphStyle = style.HEAD_CELL
    page_room: float = PORTRAIT_ROOM


def data_table(
    typesetter: Typesetter,
    columns: Columns,
    rows: Sequence[Sequence[Cell]],
    *,
    summary: str,
    extra: Sequence[tuple[object, ...]] = (),
    row_height: float | None = None,
) -> PageTable:
    """Return a table whose head is repeated and whose rows may divide.

    Args:
        typesetter: The document.
        columns: Heads and widths.
        rows: Text, or flowables, for each cell.
        summary: What the table holds, in a sentence.
        extra: Further ReportLab style commands.
        row_height: The least height of a row, as a signature needs.
    """
    heads = [
        typesetter.paragraph(
            head,
            look=style.HEAD_CELL_CENTER
            if number in columns.centered
            else columns.head_look,
        )
        for number, head in enumerate(columns.heads)
    ]
    body = [[_cell(typesetter, cell, columns.look) for cell in row] for row in rows]
    if row_height:
        for row in body:
            row[-1] = row[-1] or [Spacer(1, row_height)]
    table = PageTable(
        [heads, *body],
        colWidths=columns.widths,
        repeatRows=1,
        renderCB=TableRole(
            typesetter.recorder, summary, header_columns=columns.row_heads
        ),
        style=style.data_table(*extra),
    )
    table.page_room = columns.page_room
    return table


def _cell(typesetter: Typesetter, cell: Cell, look: ParagraphStyle) -> list[Flowable]:
    if isinstance(cell, str):
        return [typesetter.paragraph(cell, look=look)] if cell else []
    return cell


def headed(words: Sequence[Flowable], table: PageTable) -> list[Flowable]:
    """Return a heading and its table, which begin on one page.

    The page is turned only when the first row would not stand under the heading.
    """
    width, room = style.TEXT_WIDTH, table.page_room
    needed = table.start_height(width)
    for flowable in words:
        _, height = flowable.wrap(width, room)
        needed += flowable.getSpaceBefore() + height + flowable.getSpaceAfter()
    if needed > room:  # a first row as tall as a page stands on a page of its own
        return [*words, table]
    return [CondPageBreak(needed), *words, table]


def signature_block(
    typesetter: Typesetter,
    signers: Sequence[Signer],
    width: float,
    *,
    draft: bool,
) -> list[Flowable]:
    """Return a box to sign in for each signer, with who they are under it.

    A draft has the boxes and no fields: it is not to be signed.
    """
    block: list[Flowable] = []
    if not signers:
        return [typesetter.paragraph(tr("Nobody is named to sign this paper."))]
    # Both chairs, facilitator and rapporteur stand side by side: a row for one of
    # them alone would often send the whole closing to another page.
    one_row = len(signers) <= _SIGNERS_IN_ONE_ROW
    columns = len(signers) if one_row else _SIGNERS_A_ROW
    wide = min((width - _GAP * (columns - 1)) / columns, width * 0.47)
    for at in range(0, len(signers), columns):
        row: list[list[Flowable] | str] = []
        for signer in signers[at : at + columns]:
            row += [_signer(typesetter, signer, wide, draft=draft), ""]
        row.pop()
        widths = [wide, _GAP] * columns
        block.append(
            Table(
                [row],
                colWidths=widths[: len(row)],
                hAlign="LEFT",
                renderCB=LayoutRole(typesetter.recorder),
                style=style.layout(),
            )
        )
        block.append(Spacer(1, 8))
    return block


def _signer(
    typesetter: Typesetter, signer: Signer, width: float, *, draft: bool
) -> list[Flowable]:
    role = words.signer_role(signer.role)
    label = tr("Signature of {name}, {role}", name=signer.name, role=role)
    size = (width, _FIELD_HEIGHT)
    inside: Flowable = (
        Spacer(*size)
        if draft
        else SignatureField(
            typesetter.recorder, signer.field, typesetter.clean(label), size=size
        )
    )
    box = Table(
        [[[inside]]],
        colWidths=[width],
        rowHeights=[_FIELD_HEIGHT],
        renderCB=LayoutRole(typesetter.recorder),
        style=style.layout(
            ("BOX", (0, 0), (-1, -1), 0.7, style.MUTED),
            ("BACKGROUND", (0, 0), (-1, -1), style.PAPER),
        ),
    )
    lines: list[Flowable] = [
        box,
        Spacer(1, 4),
        typesetter.paragraph(Strong(signer.name), look=style.SMALL),
        typesetter.paragraph(role, look=style.SMALL),
    ]
    if signer.organization:
        lines.append(typesetter.paragraph(signer.organization, look=style.SMALL_MUTED))
    if signer.document:
        document = tr("Document {number}", number=signer.document)
        lines.append(typesetter.paragraph(document, look=style.SMALL_MUTED))
    by_hand = tr("Date, if by hand: ____/____/______")
    lines.append(typesetter.paragraph(by_hand, look=style.SMALL_MUTED))
    return lines


def verification_box(
    typesetter: Typesetter, seal: Seal, reference: Reference, width: float
) -> Table:
    """Return the box that says how anybody can check the paper."""
    side = 27 * mm
    alt = tr(
        "QR code with the number of this paper and the SHA-256 of its record: {digest}",
        digest=seal.digest,
    )
    picture = Figure(typesetter.recorder, charts.QrCode(seal.payload, side), alt)
    return Table(
        [[[picture], _ways_to_check(typesetter, seal, reference)]],
        colWidths=[side + 6 * mm, width - side - 6 * mm],
        renderCB=LayoutRole(typesetter.recorder, "Sect"),
        style=style.layout(
            ("BOX", (0, 0), (-1, -1), 0.7, style.RULE),
            ("BACKGROUND", (0, 0), (-1, -1), style.WHITE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (0, 0), 8),
            ("RIGHTPADDING", (1, 0), (1, 0), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ),
    )


def _ways_to_check(
    typesetter: Typesetter, seal: Seal, reference: Reference
) -> list[Flowable]:
    half = len(seal.digest) // 2
    said: list[tuple[str, ParagraphStyle]] = [
        (Strong(tr("How to check this paper")), style.SMALL),
        (
            tr("SHA-256 of the record (registro.json, attached to this PDF):"),
            style.SMALL_MUTED,
        ),
        (Strong(f"{seal.digest[:half]}\n{seal.digest[half:]}"), style.SMALL),
        (
            tr(
                "On paper: the code {code} must stand on every page. With the file: "
                "check it with the command kuska verify, or take out registro.json and "
                "compare its SHA-256 with the one above.",
                code=seal.code,
            ),
            style.SMALL,
        ),
    ]
    if reference.version > 1:
        version = tr(
            "This is version {version}; earlier ones no longer hold.",
            version=reference.version,
        )
        said.append((version, style.SMALL))
    return [typesetter.paragraph(sentence, look=look) for sentence, look in said]
