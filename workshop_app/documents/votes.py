"""The votes of the table, as the minutes print them.

The minutes hold each agreement on its own, the form and sense of every vote, and the
words of whoever dissented (TUO Ley 27444, art. 113.1 and 111.2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Spacer

from workshop_app.documents import charts, style, words
from workshop_app.documents.blocks import Columns, data_table, headed
from workshop_app.documents.flowables import Badge, Decoration, Tone
from workshop_app.documents.tagging import Role
from workshop_app.documents.text import Strong
from workshop_app.documents.vote_lists import (
    casting_vote,
    kept_out,
    matrix,
    options_table,
    roll,
    secrecy,
)
from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import (
    Bloc,
    Majority,
    Method,
    Quorum,
    TableOutcome,
)
from workshop_app.i18n import ntr, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from workshop_app.documents.blocks import Cell
    from workshop_app.documents.typesetter import Typesetter
    from workshop_app.domain.content import (
        BallotContent,
        VoteNumbers,
    )
    from workshop_app.domain.content_of_ballots import (
        CorrectionLine,
        DissentLine,
    )

_BAR_WIDTH = 19 * mm

_OUR_CODE = re.compile(r"V-[^-]+-[0-9]+")

_SHORT = 4
"""Characters of a code that fit the narrow column."""


def outcome_tone(outcome: TableOutcome) -> Tone:
    """Return how an outcome of the table is meant."""
    match outcome:
        case TableOutcome.ADOPTED | TableOutcome.RANKED:
            return Tone.YES
        case TableOutcome.REJECTED:
            return Tone.NO
        case TableOutcome.TIED | TableOutcome.NO_QUORUM:
            return Tone.PARTLY
        case TableOutcome.NOT_COUNTED | TableOutcome.NOT_DOCUMENTED:
            return Tone.NEUTRAL


def ballots_section(
    typesetter: Typesetter,
    heading: Flowable,
    ballots: Sequence[BallotContent],
    *,
    spoken: str,
    decided: bool,
) -> list[Flowable]:
    """Return the table of ballots, and after it every roll-call by name.

    Args:
        typesetter: The document.
        heading: Of the section.
        ballots: In the order they were held.
        spoken: The language people typed in, where it is not the document's.
        decided: Whether the document says what the authority decided, too.
    """
    if not ballots:
        nothing = typesetter.paragraph(tr("Nothing was put to the vote."))
        return [CondPageBreak(22 * mm), heading, nothing]
    blocs = _blocs(ballots)
    table = data_table(
        typesetter,
        _columns(ballots, blocs),
        [
            _row(typesetter, one, spoken, blocs, number=number)
            for number, one in enumerate(ballots, start=1)
        ],
        summary=tr("What was put to the vote, the votes by bloc, and the result"),
        extra=(
            ("LEFTPADDING", (2, 0), (-1, -1), 2),
            ("RIGHTPADDING", (2, 0), (-1, -1), 2),
        ),
    )
    section: list[Flowable] = [
        *headed([heading], table),
        typesetter.paragraph(_key(ballots, decided=decided), look=style.CAPTION),
    ]
    for ballot in ballots:
        if ballot.options:
            section += options_table(typesetter, ballot, spoken)
            section += matrix(typesetter, ballot, spoken)
        if ballot.roll:
            section += roll(typesetter, ballot, spoken)
        section += secrecy(typesetter, ballot)
        section += kept_out(typesetter, ballot, spoken)
        section += casting_vote(typesetter, ballot, spoken)
    return section


def _key(ballots: Sequence[BallotContent], *, decided: bool) -> str:
    """Say what the letters in the table stand for."""
    key = tr(
        "F: in favour · A: against · Ab: abstention; under them, how many of the bloc "
        "were present. These are votes of the table."
    )
    if any(ballot.method is Method.CONSENSUS for ballot in ballots):
        key += " " + tr(
            "Where consensus is sought, F consents, A objects and Ab stands aside."
        )
    if decided:
        key += " " + tr("What the authority decided stands in section 6.")
    return key


def _blocs(ballots: Sequence[BallotContent]) -> tuple[Bloc, ...]:
    """Return the blocs with a column: the chairs' two, and who could or did vote."""
    return tuple(
        bloc
        for bloc in Bloc
        if bloc is not Bloc.OTHER
        or any(ballot.entitled.of(bloc) or _cast(ballot, bloc) for ballot in ballots)
    )


def _cast(ballot: BallotContent, bloc: Bloc) -> int:
    numbers = ballot.votes.get(bloc.value)
    return numbers.cast if numbers else 0


def _columns(ballots: Sequence[BallotContent], blocs: Sequence[Bloc]) -> Columns:
    heads = [tr("No."), tr("Put to the vote")]
    heads += [_bloc_head(bloc) for bloc in blocs]
    heads += [tr("All votes"), tr("Result")]
    whole = any(
        not _OUR_CODE.fullmatch(ballot.code) and len(ballot.code) > _SHORT
        for ballot in ballots
    )
    number = 20 if whole else 9
    bloc, rest = (20, 22) if len(blocs) < len(Bloc) else (18, 21)
    after = [bloc] * len(blocs) + [rest, rest]
    room = round(style.TEXT_WIDTH / mm) - number - sum(after)
    widths = tuple(width * mm for width in (number, room, *after))
    centered = frozenset(range(2, len(heads) - 2))
    return Columns(heads=tuple(heads), widths=widths, centered=centered)


def _number(code: str, number: int) -> str:
    """Return what a ballot is called in the table; its code stands under the question.

    Numbers of codes would have gaps, where a ballot was taken back, and repeat
    themselves, where two computers held ballots.  Codes typed in are kept.
    """
    return str(number) if _OUR_CODE.fullmatch(code) else code


def _bloc_head(bloc: Bloc) -> str:
    letters = tr("F · A · Ab")
    return f"{label(bloc)}\n{letters}"


def _row(
    typesetter: Typesetter,
    ballot: BallotContent,
    spoken: str,
    blocs: Sequence[Bloc],
    *,
    number: int,
) -> list[Cell]:
    called = Strong(_number(ballot.code, number))
    code = typesetter.paragraph(called, look=style.SMALL)
    row: list[Cell] = [[code], _question(typesetter, ballot, spoken)]
    row += [_bloc_votes(typesetter, ballot, bloc) for bloc in blocs]
    row.append(
        [typesetter.paragraph(tr("See the options"), look=style.SMALL_MUTED)]
        if ballot.options
        else _total(typesetter, ballot)
    )
    badge = Badge(
        typesetter.recorder, label(ballot.outcome), outcome_tone(ballot.outcome)
    )
    row.append([badge])
    return row


def _bloc_votes(
    typesetter: Typesetter, ballot: BallotContent, bloc: Bloc
) -> list[Flowable]:
    numbers = ballot.votes.get(bloc.value)
    present = tr("of {count}", count=ballot.present.of(bloc))
    return [
        typesetter.paragraph(
            _three(numbers) if numbers else "—", look=style.SMALL_CENTER
        ),
        typesetter.paragraph(present, look=style.TINY_CENTER),
    ]


def _three(numbers: VoteNumbers) -> str:
    return f"{numbers.votes_for} · {numbers.votes_against} · {numbers.abstentions}"


def _question(
    typesetter: Typesetter, ballot: BallotContent, spoken: str
) -> list[Flowable]:
    lines: list[Flowable] = [
        typesetter.paragraph(ballot.question, look=style.SMALL, role=Role(lang=spoken))
    ]
    facts = [ballot.code, label(ballot.method)]
    if ballot.opened_at:
        facts.append(words.clock_time(ballot.opened_at))
    facts += _rule(ballot)
    if ballot.casting is not None:
        facts.append(tr("tied: decided by the chair"))
    silent = _silent(ballot.totals)
    if silent:
        facts.append(silent)
    if ballot.transcribed_by:
        facts.append(tr("transcribed from paper by {name}", name=ballot.transcribed_by))
    lines.append(typesetter.paragraph(" · ".join(facts), look=style.TINY_MUTED))
    lines += [
        typesetter.paragraph(Strong(said), look=style.TINY)
        for said in _differing(ballot)
    ]
    return lines


def _differing(ballot: BallotContent) -> list[str]:
    """Say which votes stand beside the result, since computers disagree on them."""
    said = []
    if ballot.disputed:
        names = ", ".join(ballot.disputed)
        said.append(tr("Differing record, beside the count: {name}.", name=names))
    said += [
        tr("Differing record, beside the count: bloc {bloc}.", bloc=label(bloc))
        for bloc in ballot.disputed_blocs
    ]
    return said


def _rule(ballot: BallotContent) -> list[str]:
    """Spell out what would have adopted it, and whether enough were there."""
    majority = _said(ballot.majority) if not ballot.options else tr("ranked by points")
    if ballot.method is Method.CONSENSUS:
        majority = tr("approved if nobody objects")
    # More in favour than against: no number can be said before abstentions are known.
    shares = ballot.majority is not Majority.SIMPLE and not ballot.options
    if shares and ballot.needed_for is not None:
        majority = tr(
            "{majority}: {count} in favour needed",
            majority=majority,
            count=ballot.needed_for,
        )
    if ballot.quorum is Quorum.NONE:
        return [majority]
    met = tr("quorum reached") if ballot.quorum_met else tr("quorum not reached")
    return [majority, met]


def _said(majority: Majority) -> str:  # noqa: PLR0911 one line a value
    match majority:
        case Majority.SIMPLE:
            return tr("simple majority")
        case Majority.ABSOLUTE:
            return tr("absolute majority")
        case Majority.ABSOLUTE_OF_ENTITLED:
            return tr("absolute majority of all entitled")
        case Majority.TWO_THIRDS:
            return tr("two thirds of those with a vote in the room")
        case Majority.THREE_QUARTERS:
            return tr("three quarters of those with a vote in the room")
        case Majority.BOTH_BLOCS:
            return tr("majority in the State and in civil society, each by itself")
        case Majority.EACH_BLOC:
            return tr("majority in each bloc by itself")


def _silent(totals: VoteNumbers | None) -> str:
    """Say how many were called and gave no vote, when there were any."""
    if totals is None:
        return ""
    parts = []
    if totals.no_answer:
        parts.append(
            ntr("{count} gave no answer", "{count} gave no answer", totals.no_answer)
        )
    if totals.absent:
        parts.append(ntr("{count} was away", "{count} were away", totals.absent))
    if totals.excused:
        parts.append(ntr("{count} excused", "{count} excused", totals.excused))
    return " · ".join(parts)


def _total(typesetter: Typesetter, ballot: BallotContent) -> list[Flowable]:
    totals = ballot.totals
    if totals is None:
        return [typesetter.paragraph(_uncounted(ballot), look=style.SMALL_MUTED)]
    three = (totals.votes_for, totals.votes_against, totals.abstentions)
    said = tr("{f} F · {a} A · {ab} Ab", f=three[0], a=three[1], ab=three[2])
    bar = charts.vote_bar(three, _BAR_WIDTH)
    return [
        typesetter.paragraph(said, look=style.TINY),
        Spacer(1, 2),
        Decoration(typesetter.recorder, bar),
    ]


def _uncounted(ballot: BallotContent) -> str:
    """Say that there is no count, and what was announced if anybody knows."""
    if ballot.outcome is TableOutcome.NOT_COUNTED:
        said = tr("Majority, not counted")
    else:
        said = tr("Not documented")
    match ballot.announced:
        case True:
            return tr("{said}; announced as approved", said=said)
        case False:
            return tr("{said}; announced as rejected", said=said)
        case None:
            return said


def dissent_section(
    typesetter: Typesetter, ballots: Sequence[BallotContent], spoken: str
) -> list[Flowable]:
    """Return the minority positions, word for word, and the dated corrections."""
    dissents = [(ballot, line) for ballot in ballots for line in ballot.dissents]
    corrections = [(ballot, line) for ballot in ballots for line in ballot.corrections]
    section: list[Flowable] = [
        _dissent(typesetter, ballot, line, spoken) for ballot, line in dissents
    ]
    if not section:
        section = [typesetter.paragraph(tr("No dissent was recorded."))]
    if corrections:
        section += typesetter.section(tr("Corrections"), level=3)
        section += [
            _correction(typesetter, ballot, line, spoken)
            for ballot, line in corrections
        ]
    return section


def _dissent(
    typesetter: Typesetter, ballot: BallotContent, line: DissentLine, spoken: str
) -> Flowable:
    who = ", ".join(
        part for part in (line.name, line.organization, label(line.bloc)) if part
    )
    return typesetter.paragraph(
        Strong(f"{typesetter.called(ballot.code)}. {who}: "),
        words.quoted(line.text),
        look=style.BULLET,
        role=Role(tag="LI", lang=spoken),
        bullet="•",
    )


def _correction(
    typesetter: Typesetter, ballot: BallotContent, line: CorrectionLine, spoken: str
) -> Flowable:
    moment = (
        f"{words.day(line.happened_at.date())} {words.clock_time(line.happened_at)}"
    )
    return typesetter.paragraph(
        Strong(f"{typesetter.called(ballot.code)}. {moment}, {line.author}: "),
        line.text,
        look=style.BULLET,
        role=Role(tag="LI", lang=spoken),
        bullet="•",
    )
