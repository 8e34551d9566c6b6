"""The attendance list of a session, with a column to sign in.

The privacy notice stands above the list, because it must be given before the data
are taken (Ley 29733, art. 18; DS 016-2024-JUS, art. 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import KeepTogether, Spacer

from workshop_app.documents import codes, style
from workshop_app.documents.blocks import fact_grid, verification_box
from workshop_app.documents.page import Furniture
from workshop_app.documents.paper import Paper, assemble
from workshop_app.documents.people_tables import (
    said_by_bloc,
    session_facts,
    signing_table,
    spare_rows,
)
from workshop_app.documents.tagging import Role
from workshop_app.documents.text import Strong
from workshop_app.documents.typesetter import Typesetter
from workshop_app.i18n import language as speaking
from workshop_app.i18n import ntr, tr

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from workshop_app.documents.codes import Seal
    from workshop_app.domain.content import AttendanceContent
    from workshop_app.i18n import Language

_KIND = "L"
_SPARE_ROWS = 6


def attendance_pdf(content: AttendanceContent, *, language: Language) -> Paper:
    """Set the attendance list, on its side, with room to sign.

    The same content in the same language gives the same bytes.

    Args:
        content: What it says.
        language: Of headings and fixed sentences.
    """
    with speaking(language):
        typesetter = Typesetter(language)
        seal = codes.seal(_KIND, content.reference, content)
        furniture = Furniture(
            kind=tr("Attendance list"),
            letterhead=content.letterhead,
            reference=content.reference,
            seal=seal,
            size=landscape(A4),
        )
        return assemble(
            typesetter,
            furniture,
            _story(typesetter, content, seal, furniture),
            title=f"{furniture.kind}: {content.session.title}",
            subject=f"{content.reference.number}. {content.reference.process}",
        )


def _story(
    typesetter: Typesetter,
    content: AttendanceContent,
    seal: Seal,
    furniture: Furniture,
) -> list[Flowable]:
    width = furniture.size[0] - 2 * style.MARGIN
    under = " · ".join(
        part for part in (content.reference.process, content.session.stage) if part
    )
    return [
        typesetter.paragraph(
            f"{furniture.kind}: {content.session.title}",
            look=style.LETTER_TITLE,
            role=Role(tag="H1", outline=0),
        ),
        typesetter.paragraph(under, look=style.LETTER_SUBTITLE),
        fact_grid(typesetter, session_facts(content.session), width),
        Spacer(1, 6),
        *_notice(typesetter, content),
        *_summary(typesetter, content),
        *_listed(typesetter, content),
        # The last page always has rows on it, never the box alone.
        KeepTogether(
            [
                typesetter.heading(tr("Who came and was not on the list")),
                spare_rows(typesetter, content.attendees, _SPARE_ROWS),
                Spacer(1, 8),
                verification_box(typesetter, seal, content.reference, width),
            ]
        ),
    ]


def _listed(typesetter: Typesetter, content: AttendanceContent) -> list[Flowable]:
    if not content.attendees:
        return [typesetter.paragraph(tr("Nobody is on the attendance list."))]
    return [signing_table(typesetter, content.attendees), Spacer(1, 4)]


def _notice(typesetter: Typesetter, content: AttendanceContent) -> list[Flowable]:
    if not content.privacy_notice:
        return []
    title = tr(
        "Privacy notice (version {version}).",
        version=content.privacy_notice_version or "1",
    )
    notice = typesetter.paragraph(
        Strong(title), " ", content.privacy_notice, look=style.SMALL
    )
    return [notice, Spacer(1, 6)]


def _summary(typesetter: Typesetter, content: AttendanceContent) -> list[Flowable]:
    if content.at_opening.moment is None:
        said = tr("The session had not opened when this list was made.")
    else:
        people = ntr("{count} person", "{count} people", content.at_opening.heads.total)
        said = tr(
            "Present when the session opened: {people} ({numbers}).",
            people=people,
            numbers=said_by_bloc(content.at_opening.heads),
        )
    return [typesetter.paragraph(said), Spacer(1, 4)]
