"""A sheet with whatever a test wants to see set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.content_builders import a_letterhead, a_reference
from workshop_app.documents import codes, style
from workshop_app.documents.page import Furniture
from workshop_app.documents.paper import Paper, assemble
from workshop_app.documents.typesetter import Typesetter
from workshop_app.i18n import Language

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from workshop_app.domain.content import Reference


def a_typesetter() -> Typesetter:
    return Typesetter(Language.SPANISH)


def a_paper(
    typesetter: Typesetter, *story: Flowable, reference: Reference | None = None
) -> Paper:
    """Set a story of a test's own."""
    reference = reference or a_reference()
    head = a_letterhead()
    furniture = Furniture(
        kind="Prueba",
        letterhead=head,
        reference=reference,
        seal=codes.seal("X", reference, head),
        size=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
    )
    return assemble(typesetter, furniture, list(story), title="Prueba", subject="")
