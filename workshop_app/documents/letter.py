"""The letter of answer (*carta de respuesta*) to one contributor.

It answers every contribution of one person, each with its reason (TUO Ley 27444,
art. 195.4), and carries no other person's data: neither in its text nor in its
record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import KeepTogether, PageBreak, Spacer, Table

from workshop_app.clock import PERU
from workshop_app.documents import answers, codes, style, words
from workshop_app.documents.blocks import fact_grid, signature_block
from workshop_app.documents.page import Furniture
from workshop_app.documents.paper import Paper, assemble
from workshop_app.documents.tables import LayoutRole
from workshop_app.documents.tagging import Role
from workshop_app.documents.text import SLOT, Strong, around
from workshop_app.documents.typesetter import Typesetter
from workshop_app.domain.names import as_said
from workshop_app.i18n import Language, ntr, plain_date, tr
from workshop_app.i18n import language as speaking

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from workshop_app.documents.codes import Seal
    from workshop_app.domain.content import LetterContent

_KIND = "C"


def letter_pdf(content: LetterContent, *, language: Language) -> Paper:
    """Set one letter.

    The same content in the same language gives the same bytes.

    Args:
        content: What it says.
        language: Of the letter; what people said stays as said.
    """
    with speaking(language):
        typesetter = Typesetter(language, [one.code for one in content.contributions])
        seal = codes.seal(_KIND, content.reference, content)
        head = content.letterhead
        furniture = Furniture(
            kind=tr("Letter of answer"),
            letterhead=head,
            reference=content.reference,
            seal=seal,
            size=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
            motto=" · ".join(
                f"«{name}»"
                for name in (head.year_name, head.regional_year_name)
                if name
            ),
        )
        story = [
            *_head(typesetter, content),
            *_answers(typesetter, content),
            # Never a page that holds a signature and nothing it stands under.
            KeepTogether(
                [*_review(typesetter, content), *_close(typesetter, content, seal)]
            ),
            *_annex(typesetter, content),
        ]
        return assemble(
            typesetter,
            furniture,
            story,
            title=_title(),
            subject=f"{content.reference.number}. {content.reference.process}",
        )


def _title() -> str:
    return tr("Answer to your contributions")


def _head(typesetter: Typesetter, content: LetterContent) -> list[Flowable]:
    issued = plain_date(content.reference.issued_at.astimezone(PERU).date())
    city = content.letterhead.city
    addressee = content.addressee
    to: list[str] = [Strong(as_said(addressee.name))]
    to += ["\n" + line for line in words.address_lines(addressee)]
    under = " · ".join(
        part for part in (content.reference.process, content.session_title) if part
    )
    return [
        typesetter.paragraph(f"{city}, {issued}" if city else issued, look=style.RIGHT),
        Spacer(1, 4),
        typesetter.paragraph(*to),
        Spacer(1, 4),
        typesetter.paragraph(
            _title(), look=style.LETTER_TITLE, role=Role(tag="H1", outline=0)
        ),
        typesetter.paragraph(under, look=style.LETTER_SUBTITLE),
    ]


def _answers(typesetter: Typesetter, content: LetterContent) -> list[Flowable]:
    greeting = tr("Dear {name}:", name=as_said(content.addressee.name))
    lines = content.contributions
    if not lines:
        none = tr("We have no contribution of yours on record.")
        return [typesetter.paragraph(greeting), typesetter.paragraph(none)]
    count = ntr("{count} contribution", "{count} contributions", len(lines))
    if content.session_held_on:
        thanks = tr(
            "Thank you for taking part. You made {count} in the session of {day}.",
            count=SLOT,
            day=plain_date(content.session_held_on),
        )
    else:
        thanks = tr("Thank you for taking part. You made {count}.", count=SLOT)
    return [
        typesetter.paragraph(greeting),
        typesetter.paragraph(
            *around(thanks, count),
            " ",
            tr(
                "This is what was decided on each one, why, and where you can see it "
                "for yourself."
            ),
            look=style.justified(typesetter.language),
        ),
        Spacer(1, 2),
        answers.answers_table(typesetter, lines),
        Spacer(1, 3),
    ]


def _review(typesetter: Typesetter, content: LetterContent) -> list[Flowable]:
    head = content.letterhead
    where = [
        (name, value)
        for name, value in ((tr("Where"), head.address), (tr("Contact"), head.contact))
        if value
    ]
    runs = around(
        tr(
            "You can ask for a review until {day}, in writing or by word of "
            "mouth, in Spanish or in your own language. It costs nothing.",
            day=SLOT,
        ),
        plain_date(content.review_until),
    )
    review: list[Flowable] = [
        typesetter.heading(tr("If you do not agree")),
        typesetter.paragraph(*runs, look=style.justified(typesetter.language)),
    ]
    if where:
        grid = fact_grid(typesetter, where, style.TEXT_WIDTH)
        review += [Spacer(1, 1), grid, Spacer(1, 6)]
    return review


def _close(
    typesetter: Typesetter, content: LetterContent, seal: Seal
) -> list[Flowable]:
    check = tr(
        "How to check this letter: the code {code} must stand on every page. The PDF "
        "carries its data as registro.json.",
        code=seal.code,
    )
    signatures = signature_block(
        typesetter, content.signers, style.TEXT_WIDTH, draft=content.reference.draft
    )
    how = typesetter.paragraph(check, look=style.SMALL_MUTED)
    faithfully = typesetter.paragraph(tr("Yours faithfully,"))
    if len(content.signers) != 1:
        return [faithfully, Spacer(1, 2), *signatures, how]
    # Beside the one signature is room; a letter is better off on a single page.
    half = style.TEXT_WIDTH / 2
    beside = Table(
        [[signatures, [how]]],
        colWidths=[half, half],
        renderCB=LayoutRole(typesetter.recorder),
        style=style.layout(("LEFTPADDING", (1, 0), (1, 0), 6)),
    )
    return [faithfully, Spacer(1, 2), beside]


def _annex(typesetter: Typesetter, content: LetterContent) -> list[Flowable]:
    texts = answers.texts_annex(
        typesetter, content.contributions, tr("Annex. Texts of your contributions")
    )
    return [PageBreak(), *texts] if texts else []
