"""A finished paper, and the way from a story to it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from workshop_app.documents.finalize import finalize
from workshop_app.documents.metadata import Description
from workshop_app.documents.page import PaperTemplate
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from workshop_app.documents.page import Furniture
    from workshop_app.documents.typesetter import Typesetter


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A finished paper.

    Attributes:
        pdf: PDF/A-3a and PDF/UA-1, with `record` attached.
        replaced: How many characters no font could show; they became □.
        record: Canonical JSON of exactly what this edition shows.
        code: The sixteen characters printed on every page, in fours.
    """

    pdf: bytes
    replaced: int
    record: bytes
    code: str


def assemble(
    typesetter: Typesetter,
    furniture: Furniture,
    story: list[Flowable],
    *,
    title: str,
    subject: str,
) -> Paper:
    """Set a story on our pages and finish the file.

    Args:
        typesetter: The one that made the story's paragraphs.
        furniture: What stands around the text.
        story: The flowables in order.
        title: Shown in the title of a reader's window.
        subject: One sentence on what the paper is.
    """
    drawn = BytesIO()
    PaperTemplate(drawn, typesetter, furniture).set(story)
    description = Description(
        title=typesetter.clean(title),
        author=typesetter.clean(furniture.letterhead.office),
        subject=typesetter.clean(subject),
        issued_at=furniture.reference.issued_at,
        record_label=tr("The data this paper shows, to be checked by anybody"),
    )
    record = furniture.seal.record
    return Paper(
        pdf=finalize(drawn.getvalue(), typesetter.recorder, description, record),
        replaced=typesetter.replaced,
        record=record,
        code=furniture.seal.code,
    )
