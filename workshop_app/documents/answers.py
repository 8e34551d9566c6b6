"""Contributions and what became of them: the heart of minutes and letters.

The table's vote and the authority's decision are two things and stand side by side.
A text too long for a column is begun there and printed whole in an annex, because
what is not printed is not answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from workshop_app.documents import style, words
from workshop_app.documents.blocks import Columns, data_table
from workshop_app.documents.flowables import Badge, Tone
from workshop_app.documents.tagging import Role
from workshop_app.documents.text import Strong
from workshop_app.documents.votes import outcome_tone
from workshop_app.domain.labels import label
from workshop_app.domain.languages import language_name
from workshop_app.domain.vocabulary import Outcome
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

    from workshop_app.documents.blocks import Cell
    from workshop_app.documents.tables import PageTable
    from workshop_app.documents.typesetter import Typesetter
    from workshop_app.domain.content import ContributionLine

LONG_TEXT = 700
"""Characters; a longer text goes to the annex."""

_BEGINNING = 240


def decision_tone(outcome: Outcome) -> Tone:
    """Return how a decision of the authority is meant."""
    match outcome:
        case Outcome.ACCEPTED | Outcome.ALREADY_COVERED:
            return Tone.YES
        case Outcome.ACCEPTED_IN_PART | Outcome.MERGED:
            return Tone.PARTLY
        case Outcome.NOT_ACCEPTED | Outcome.OUT_OF_SCOPE:
            return Tone.NO
        case Outcome.REFERRED | Outcome.WITHDRAWN:
            return Tone.NEUTRAL


def is_long(line: ContributionLine) -> bool:
    """Tell whether the text of a contribution is printed whole in the annex."""
    return len(line.text) + len(line.translation) + len(line.title) > LONG_TEXT


def has_long_reason(line: ContributionLine) -> bool:
    """Tell whether the reason of a decision is printed whole in the annex."""
    return len(line.reason_text) > LONG_TEXT


def beginning(text: str) -> str:
    """Return the first words of a text, cut between words where there are any."""
    if len(text) <= _BEGINNING:
        return text
    return text[:_BEGINNING].rsplit(None, 1)[0] + " …"


def votes_table(typesetter: Typesetter, lines: Sequence[ContributionLine]) -> PageTable:
    """Return the contributions with the table's vote only: nothing is decided yet."""
    columns = Columns(
        heads=(tr("Contribution"), tr("Vote of the table")),
        widths=(140 * mm, 30 * mm),
    )
    rows: list[list[Cell]] = [
        [_contribution(typesetter, line, named=True), _table_vote(typesetter, line)]
        for line in lines
    ]
    summary = tr("Contributions, and the vote of the table on each")
    return data_table(typesetter, columns, rows, summary=summary)


def decisions_table(
    typesetter: Typesetter, lines: Sequence[ContributionLine]
) -> PageTable:
    """Return the contributions of a session with vote, decision and reason."""
    columns = Columns(
        heads=(
            tr("Contribution"),
            tr("Vote of the table"),
            tr("Decision of the authority"),
            tr("Reason and where it is reflected"),
        ),
        widths=tuple(w * mm for w in (62, 25, 29, 54)),
    )
    rows: list[list[Cell]] = [
        [
            _contribution(typesetter, line, named=True),
            _table_vote(typesetter, line),
            _decision(typesetter, line),
            _reason(typesetter, line),
        ]
        for line in lines
    ]
    return data_table(
        typesetter,
        columns,
        rows,
        summary=tr("Contributions, the vote on each, the decision and its reason"),
    )


def answers_table(
    typesetter: Typesetter, lines: Sequence[ContributionLine]
) -> Flowable:
    """Return one contributor's contributions with the answer to each."""
    columns = Columns(
        heads=(
            tr("Your contribution"),
            tr("Decision"),
            tr("Reason"),
            tr("Where it is reflected"),
        ),
        widths=tuple(w * mm for w in (54, 31, 55, 30)),
    )
    rows: list[list[Cell]] = [
        [
            _contribution(typesetter, line, named=False),
            _decision(typesetter, line),
            _reason(typesetter, line, where=False),
            _where(line) or "—",
        ]
        for line in lines
    ]
    return data_table(
        typesetter,
        columns,
        rows,
        summary=tr("Decision and reason for each of your contributions"),
    )


def _contribution(
    typesetter: Typesetter, line: ContributionLine, *, named: bool
) -> list[Flowable]:
    called = typesetter.called(line.code)
    head = f"{called} · {label(line.contribution_kind)}"
    cell: list[Flowable] = [typesetter.paragraph(Strong(head), look=style.SMALL_MUTED)]
    if line.title:
        cell.append(_said(typesetter, line.title, "es", look=style.SMALL_STRONG))
    if is_long(line):
        cell.append(
            _said(typesetter, words.quoted(beginning(line.text)), line.language)
        )
        pointer = tr("The whole text stands in the annex of texts.")
        cell.append(typesetter.paragraph(pointer, look=style.SMALL_MUTED))
    else:
        cell += _whole_text(typesetter, line, style.SMALL)
    if named:
        cell.append(typesetter.paragraph(_authors(line), look=style.SMALL_MUTED))
    if line.transcribed_by:
        by = tr("Typed in from paper by {name}.", name=line.transcribed_by)
        cell.append(typesetter.paragraph(by, look=style.SMALL_MUTED))
    if called != line.code:
        whole = tr("On record as {code}", code=line.code)
        cell.append(typesetter.paragraph(whole, look=style.TINY_MUTED))
    return cell


def _whole_text(
    typesetter: Typesetter, line: ContributionLine, look: ParagraphStyle
) -> list[Flowable]:
    parts: list[Flowable] = []
    if line.text:
        parts.append(
            _said(typesetter, words.quoted(line.text), line.language, look=look)
        )
    if line.translation:
        name = language_name(line.language)
        if line.translator:
            source = tr(
                "Translated from {language} by {translator}:",
                language=name,
                translator=line.translator,
            )
        else:
            source = tr("Translated from {language}:", language=name)
        parts.append(typesetter.paragraph(source, look=style.SMALL_MUTED))
        parts.append(_said(typesetter, words.quoted(line.translation), "es", look=look))
    return parts


def _said(
    typesetter: Typesetter,
    text: str,
    language: str,
    *,
    look: ParagraphStyle = style.SMALL,
) -> Flowable:
    """Return somebody's words, marked with their language for reading aloud."""
    same = language == typesetter.language.value
    return typesetter.paragraph(
        text, look=look, role=Role(lang="" if same else language)
    )


def _authors(line: ContributionLine) -> str:
    names = "; ".join(line.authors) or tr("Anonymous")
    return f"{names} ({line.organization})" if line.organization else names


def _table_vote(typesetter: Typesetter, line: ContributionLine) -> list[Flowable]:
    if line.table_outcome is None:
        return [typesetter.paragraph(tr("Not put to the vote"), look=style.SMALL_MUTED)]
    tone = outcome_tone(line.table_outcome)
    return [Badge(typesetter.recorder, label(line.table_outcome), tone)]


def _decision(typesetter: Typesetter, line: ContributionLine) -> list[Flowable]:
    if line.outcome is None:
        return [Badge(typesetter.recorder, tr("Not answered yet"), Tone.NEUTRAL)]
    cell: list[Flowable] = [
        Badge(typesetter.recorder, label(line.outcome), decision_tone(line.outcome))
    ]
    who = [line.decided_by] if line.decided_by else []
    if line.decided_on:
        who.append(words.day(line.decided_on))
    if who:
        cell.append(Spacer(1, 2))
        cell.append(typesetter.paragraph(", ".join(who), look=style.SMALL_MUTED))
    return cell


def _reason(
    typesetter: Typesetter, line: ContributionLine, *, where: bool = True
) -> list[Flowable]:
    cell: list[Flowable] = []
    if line.reason_code is not None:
        code = Strong(label(line.reason_code) + ".")
        cell.append(typesetter.paragraph(code, look=style.SMALL))
    if has_long_reason(line):
        cell.append(_said(typesetter, beginning(line.reason_text), "es"))
        pointer = tr("The whole reason stands in the annex of texts.")
        cell.append(typesetter.paragraph(pointer, look=style.SMALL_MUTED))
    elif line.reason_text:
        cell.append(_said(typesetter, line.reason_text, "es"))
    place = line.where_reflected if where else ""
    if not cell and not (place and line.outcome is Outcome.ACCEPTED):
        cell.append(typesetter.paragraph(_without_reason(line), look=style.SMALL_MUTED))
    if place:
        said = _where(line, alone=True)
        cell.append(typesetter.paragraph(said, look=style.SMALL_MUTED))
    return cell


def _where(line: ContributionLine, *, alone: bool = False) -> str:
    """Say where it can be seen; of what was referred, that it is whom to ask.

    Args:
        line: The contribution.
        alone: It stands under no heading of its own.
    """
    place = line.where_reflected
    if place and line.outcome is Outcome.REFERRED:
        return tr("Referred to: {place}", place=place)
    return tr("Reflected in: {place}", place=place) if alone else place


def _without_reason(line: ContributionLine) -> str:
    """Say what stands where a reason would; taking a proposal whole needs none."""
    match line.outcome:
        case None:
            return tr("No decision has been recorded.")
        case Outcome.ACCEPTED:
            return tr("Accepted as proposed.")
        case _:
            return tr("No reason has been recorded.")


def texts_annex(
    typesetter: Typesetter, lines: Sequence[ContributionLine], title: str
) -> list[Flowable]:
    """Return the annex with every long text whole; nothing if there is none."""
    parts: list[Flowable] = []
    for line in lines:
        called = typesetter.called(line.code)
        if is_long(line):
            heading = ". ".join(part for part in (called, line.title) if part)
            parts += typesetter.section(heading, level=3)
            parts += _running(typesetter, line.text, line.language)
        if is_long(line) and line.translation:
            source = tr(
                "Translated from {language}:",
                language=language_name(line.language),
            )
            parts.append(typesetter.paragraph(source, look=style.SMALL_MUTED))
            parts += _running(typesetter, line.translation, "es")
        if has_long_reason(line):
            heading = tr("{code}: reason of the decision", code=called)
            parts += typesetter.section(heading, level=3)
            parts += _running(typesetter, line.reason_text, "es")
    return [*typesetter.section(title), *parts] if parts else []


def _running(typesetter: Typesetter, text: str, language: str) -> list[Flowable]:
    same = language == typesetter.language.value
    lang = "" if same else language
    return list(typesetter.paragraphs(text, look=style.BODY, lang=lang))
