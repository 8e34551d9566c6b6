"""The minutes (*acta*) of a session.

What TUO Ley 27444, art. 113 asks for stands in it: place and time, who was there,
what was deliberated, each agreement on its own with the sense of every vote, the
grounds, and room for the signatures.  It holds acts of the table only; analyses have
no place in it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer

from workshop_app.clock import PERU
from workshop_app.documents import answers, codes, style, votes, words
from workshop_app.documents.blocks import (
    fact_grid,
    headed,
    signature_block,
    verification_box,
)
from workshop_app.documents.page import Furniture
from workshop_app.documents.paper import Paper, assemble
from workshop_app.documents.people_tables import (
    annex_table,
    composition_figures,
    session_facts,
)
from workshop_app.documents.tagging import Role
from workshop_app.documents.text import SLOT, around
from workshop_app.documents.typesetter import Typesetter
from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import Outcome, Quorum
from workshop_app.i18n import Language, ntr, tr
from workshop_app.i18n import language as speaking

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from workshop_app.documents.codes import Seal
    from workshop_app.domain.content import (
        InductionContent,
        MinutesContent,
        QuorumContent,
    )

_KIND = "A"


def minutes_pdf(content: MinutesContent, *, language: Language) -> Paper:
    """Set the minutes of a session.

    The same content in the same language gives the same bytes.

    Args:
        content: What they say.
        language: Of headings and fixed sentences; what people said stays as said.
    """
    with speaking(language):
        said = [line.code for line in content.contributions]
        said += [ballot.code for ballot in content.ballots]
        typesetter = Typesetter(language, said)
        seal = codes.seal(_KIND, content.reference, content)
        furniture = Furniture(
            kind=tr("Minutes of the session"),
            letterhead=content.letterhead,
            reference=content.reference,
            seal=seal,
            size=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
        )
        story = _Minutes(typesetter, content, seal).story()
        return assemble(
            typesetter,
            furniture,
            story,
            title=f"{furniture.kind}: {content.session.title}",
            subject=f"{content.reference.number}. {content.reference.process}",
        )


class _Minutes:
    """Writes the sections one by one."""

    def __init__(
        self, typesetter: Typesetter, content: MinutesContent, seal: Seal
    ) -> None:
        self._typesetter = typesetter
        self._content = content
        self._seal = seal
        spanish = typesetter.language is Language.SPANISH
        # People speak Spanish unless a text says otherwise; in another edition a
        # screen reader must know it.
        self._spoken = "" if spanish else Language.SPANISH.value
        self._running = style.justified(Language.SPANISH)
        self._decided = any(line.outcome for line in content.contributions)

    def story(self) -> list[Flowable]:
        """Return the whole text."""
        return [
            *self._opening_lines(),
            *self._participation(),
            *self._agenda(),
            *self._proceedings(),
            *self._votes(),
            *self._contributions(),
            *self._closing(),
            *self._annexes(),
        ]

    def _say(self, *runs: str) -> Flowable:
        return self._typesetter.paragraph(*runs, look=style.BODY)

    def _opening_lines(self) -> list[Flowable]:
        content, typesetter = self._content, self._typesetter
        under = " · ".join(
            part for part in (content.reference.process, content.session.stage) if part
        )
        return [
            typesetter.paragraph(
                tr("Minutes: {title}", title=content.session.title),
                look=style.TITLE,
                role=Role(tag="H1", outline=0),
            ),
            typesetter.paragraph(under, look=style.SUBTITLE),
            fact_grid(
                typesetter,
                [*session_facts(content.session), *_induction(content.induction)],
                style.TEXT_WIDTH,
            ),
        ]

    def _participation(self) -> list[Flowable]:
        content, typesetter = self._content, self._typesetter
        heading = typesetter.section(tr("1. Participation"))
        annex = tr("The list of everybody is in annex A.")
        if content.at_opening.moment is None:
            return [*heading, self._say(_unopened(content), " ", annex)]
        heads = content.at_opening.heads.total
        people = ntr("{count} person", "{count} people", heads)
        organizations = ntr(
            "{count} organization", "{count} organizations", content.organizations
        )
        return [
            *heading,
            self._say(
                *around(
                    tr(
                        "Present when the session opened: {people} from "
                        "{organizations}.",
                        people=SLOT,
                        organizations=organizations,
                    ),
                    people,
                ),
                " ",
                _quorum_sentence(content.quorum),
                " ",
                annex,
            ),
            *composition_figures(typesetter, content.at_opening, content.at_closing),
        ]

    def _agenda(self) -> list[Flowable]:
        typesetter = self._typesetter
        section: list[Flowable] = [*typesetter.section(tr("2. Agenda"))]
        for line in self._content.agenda:
            minutes = (
                " " + ntr("({count} minute)", "({count} minutes)", line.duration)
                if line.duration
                else ""
            )
            role = Role(tag="LI", numbering="Decimal", lang=self._spoken)
            section.append(
                typesetter.paragraph(
                    line.title,
                    minutes,
                    look=style.NUMBERED,
                    role=role,
                    bullet=f"{line.position}.",
                )
            )
        if not self._content.agenda:
            section.append(self._say(tr("The session had no agenda on record.")))
        return section

    def _proceedings(self) -> list[Flowable]:
        content = self._content
        return [
            *self._typesetter.section(tr("3. Proceedings"), room=28 * mm),
            *self._part(
                tr("3.1 Opening"),
                content.opening,
                tr("Nothing was recorded about the opening."),
            ),
            *self._part(
                tr("3.2 Deliberation"),
                content.proceedings,
                tr("Nothing was recorded about the deliberation."),
            ),
        ]

    def _part(self, title: str, typed: str, nothing: str) -> list[Flowable]:
        text = self._typesetter.paragraphs(typed, look=self._running, lang=self._spoken)
        return [
            *self._typesetter.section(title, level=3),
            *(text or [self._say(nothing)]),
        ]

    def _votes(self) -> list[Flowable]:
        typesetter, ballots = self._typesetter, self._content.ballots
        return [
            *votes.ballots_section(
                typesetter,
                typesetter.heading(tr("4. Agreements and votes")),
                ballots,
                spoken=self._spoken,
                decided=self._decided,
            ),
            *typesetter.section(tr("5. Dissents and reservations")),
            *votes.dissent_section(typesetter, ballots, self._spoken),
        ]

    def _contributions(self) -> list[Flowable]:
        typesetter, lines = self._typesetter, self._content.contributions
        title = (
            tr("6. Contributions and decisions")
            if self._decided
            else tr("6. Contributions")
        )
        if not lines:
            none = tr("No contributions were received.")
            return [*typesetter.section(title), self._say(none)]
        count = ntr("{count} contribution", "{count} contributions", len(lines))
        received = around(tr("Received: {count}.", count=SLOT), count)
        if self._decided:
            said = self._say(*received, " ", self._outcomes())
            table = answers.decisions_table(typesetter, lines)
        else:
            follows = tr(
                "When these minutes were made, the authority had not yet decided on "
                "them; it answers each contributor by letter, with its reasons."
            )
            said = self._say(*received, " ", follows)
            table = answers.votes_table(typesetter, lines)
        return headed([typesetter.heading(title), said], table)

    def _outcomes(self) -> str:
        """Count the decisions, and what is still without an answer."""
        found = Counter(line.outcome for line in self._content.contributions)
        parts = [
            f"{label(outcome)}: {found[outcome]}"
            for outcome in Outcome
            if found[outcome]
        ]
        if found[None]:
            parts.append(tr("Not answered yet: {count}", count=found[None]))
        return "; ".join(parts) + "."

    def _closing(self) -> list[Flowable]:
        content, typesetter = self._content, self._typesetter
        closing = typesetter.paragraphs(
            content.closing, look=self._running, lang=self._spoken
        )
        heading = typesetter.heading(tr("7. Closing and signature"))
        if content.reference.draft:
            said = tr("This is a draft: it is not signed, and may still change.")
        elif not content.signers:
            said = tr("The minutes were read; nobody is named to sign them.")
        else:
            said = tr(
                "The minutes were read, and those named below sign them. Each "
                "signature is electronic, in its box and checked in the PDF, or by "
                "hand on the printed copy."
            )
        together: list[Flowable] = [
            self._say(said),
            Spacer(1, 3),
            *self._signatures(),
            verification_box(
                typesetter, self._seal, content.reference, style.TEXT_WIDTH
            ),
        ]
        # A page with signatures and nothing they stand under could be put under
        # any other text: the closing words stay with them while they are short.
        short = len(content.closing) < 1500  # noqa: PLR2004 about half a page
        if short:
            return [KeepTogether([heading, *closing, *together])]
        return [CondPageBreak(28 * mm), heading, *closing, KeepTogether(together)]

    def _signatures(self) -> list[Flowable]:
        content = self._content
        draft = content.reference.draft
        if not content.signers and not draft:
            return []  # the sentence above has said so
        return signature_block(
            self._typesetter, content.signers, style.TEXT_WIDTH, draft=draft
        )

    def _annexes(self) -> list[Flowable]:
        content, typesetter = self._content, self._typesetter
        annexes: list[Flowable] = [
            PageBreak(),
            typesetter.heading(tr("Annex A. Attendance")),
        ]
        if content.attendees:
            annexes.append(annex_table(typesetter, content.attendees))
        else:
            annexes.append(self._say(tr("Nobody is on the attendance list.")))
        texts = answers.texts_annex(
            typesetter, content.contributions, tr("Annex B. Texts of contributions")
        )
        return [*annexes, Spacer(1, 8), *texts] if texts else annexes


def _induction(induction: InductionContent | None) -> list[tuple[str, str]]:
    """Return the fact of the induction, if one was held."""
    if induction is None:
        return []
    moment = induction.happened_at
    parts = [f"{words.day(moment.astimezone(PERU).date())} {words.clock_time(moment)}"]
    if induction.minutes:
        parts.append(ntr("{count} minute", "{count} minutes", induction.minutes))
    parts.append(
        ntr("{count} person attended", "{count} people attended", induction.people)
    )
    if induction.material:
        parts.append(induction.material)
    return [(tr("Induction"), " · ".join(parts))]


def _unopened(content: MinutesContent) -> str:
    """Say why there is no composition: nobody can be counted at no moment."""
    if content.session.closed_at is None:
        return tr("The session has not been opened yet.")
    return tr("When the session opened is not recorded.")


def _quorum_sentence(quorum: QuorumContent) -> str:
    if quorum.rule is Quorum.NONE:
        return tr("No quorum was needed.")
    facts = {
        "rule": label(quorum.rule).lower(),
        "needed": quorum.needed,
        "entitled": quorum.entitled,
        "present": quorum.present,
    }
    if not quorum.met:
        return tr(
            "Quorum ({rule}): {needed} of {entitled} entitled were needed and "
            "{present} were present; there was no quorum.",
            **facts,
        )
    if quorum.second_call:
        return tr(
            "Quorum ({rule}): {needed} of {entitled} entitled were needed and "
            "{present} were present at the second call; there was quorum.",
            **facts,
        )
    return tr(
        "Quorum ({rule}): {needed} of {entitled} entitled were needed and "
        "{present} were present; there was quorum.",
        **facts,
    )
