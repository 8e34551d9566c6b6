"""What stands after the table of ballots: votes by name, options, and secrecy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from workshop_app.documents import style, words
from workshop_app.documents.blocks import Columns, data_table, headed
from workshop_app.documents.tagging import Role
from workshop_app.documents.text import Strong
from workshop_app.domain.consensus import said_in
from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import Bloc, VoteChoice
from workshop_app.i18n import ntr, tr

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from workshop_app.documents.blocks import Cell
    from workshop_app.documents.typesetter import Typesetter
    from workshop_app.domain.content import BallotContent
    from workshop_app.domain.content_of_ballots import NamedVote, OptionLine


_MOST_CRITERIA = 5
"""Columns that can be read beside the options."""


def options_table(
    typesetter: Typesetter, ballot: BallotContent, spoken: str
) -> list[Flowable]:
    """Return the options of a ballot by their points, with those of each bloc.

    Args:
        typesetter: The document.
        ballot: With its options, the best first.
        spoken: The language people typed in, where it is not the document's.
    """
    blocs = tuple(Bloc)
    is_reduced = any(line.chosen is not None for line in ballot.options)
    widths = (14, 68, 16, 16, 22, 14, 20) if is_reduced else (14, 88, 16, 16, 22, 14)
    columns = Columns(
        heads=(
            tr("Rank"),
            tr("Option"),
            tr("Points"),
            *(label(bloc) for bloc in blocs),
            *((tr("Chosen"),) if is_reduced else ()),
        ),
        widths=tuple(width * mm for width in widths),
        row_heads=frozenset({1}),
        look=style.DENSE,
        head_look=style.HEAD_DENSE,
    )
    said = {True: tr("Yes"), False: tr("No"), None: "—"}
    rows: list[list[Cell]] = [
        [
            str(line.rank),
            [typesetter.paragraph(line.text, look=style.DENSE, role=Role(lang=spoken))],
            str(line.points),
            *(_points_of(line, bloc) for bloc in blocs),
            *((said[line.chosen],) if is_reduced else ()),
        ]
        for line in ballot.options
    ]
    title = tr("Options by their points: {code}", code=typesetter.called(ballot.code))
    table = data_table(typesetter, columns, rows, summary=title, extra=style.DENSE_ROWS)
    section = [*headed([typesetter.heading(title, level=3)], table), Spacer(1, 6)]
    if is_reduced and any(line.chosen is None for line in ballot.options):
        tied = tr("“—” is a tie across the line, which the table did not break.")
        section.append(typesetter.paragraph(tied, look=style.CAPTION))
    return section


def _points_of(line: OptionLine, bloc: Bloc) -> str:
    """Say the points of a bloc; of sums on paper nobody knows them."""
    if line.by_bloc is None:
        return "—"
    return str(line.by_bloc.get(bloc.value, 0))


def matrix(
    typesetter: Typesetter, ballot: BallotContent, spoken: str
) -> list[Flowable]:
    """Return what each option had by each criterion, before its weight.

    So many criteria as fit a row stand in one table.
    """
    section: list[Flowable] = []
    for begin in range(0, len(ballot.criteria), _MOST_CRITERIA):
        end = min(begin + _MOST_CRITERIA, len(ballot.criteria))
        section += _matrix_part(typesetter, ballot, spoken, slice(begin, end))
    return section


def _matrix_part(
    typesetter: Typesetter, ballot: BallotContent, spoken: str, part: slice
) -> list[Flowable]:
    criteria = ballot.criteria[part]
    heads = [
        tr(
            "{criterion} (0–{scale}) × {weight}",
            criterion=one.title,
            scale=one.scale,
            weight=one.weight,
        )
        for one in criteria
    ]
    each = 100 / len(criteria)
    columns = Columns(
        heads=(tr("Option"), *heads),
        widths=(70 * mm, *(each * mm for _ in criteria)),
        row_heads=frozenset({0}),
        look=style.DENSE,
        head_look=style.HEAD_DENSE,
    )
    rows: list[list[Cell]] = [
        [
            [typesetter.paragraph(line.text, look=style.DENSE, role=Role(lang=spoken))],
            *map(str, line.scores[part]),
        ]
        for line in ballot.options
    ]
    title = tr(
        "Points by criterion, before their weight: {code}",
        code=typesetter.called(ballot.code),
    )
    table = data_table(typesetter, columns, rows, summary=title, extra=style.DENSE_ROWS)
    return [*headed([typesetter.heading(title, level=3)], table), Spacer(1, 6)]


def roll(typesetter: Typesetter, ballot: BallotContent, spoken: str) -> list[Flowable]:
    """Return the votes by name, and under them the reasons of whoever gave one."""
    columns = Columns(
        heads=(tr("No."), tr("Name"), tr("Organization"), tr("Bloc"), tr("Vote")),
        widths=tuple(w * mm for w in (8, 41, 71, 20.5, 29.5)),
        row_heads=frozenset({1}),
        look=style.DENSE,
        head_look=style.HEAD_DENSE,
    )
    rows: list[list[Cell]] = [
        [
            str(number),
            vote.name,
            vote.organization or "—",
            label(vote.bloc),
            [typesetter.paragraph(Strong(_said(ballot, vote)), look=style.DENSE)],
        ]
        for number, vote in enumerate(ballot.roll, 1)
    ]
    title = tr("Votes by name: {code}", code=typesetter.called(ballot.code))
    table = data_table(typesetter, columns, rows, summary=title, extra=style.DENSE_ROWS)
    return [
        *headed([typesetter.heading(title, level=3)], table),
        Spacer(1, 6),
        *_reasons(typesetter, ballot, spoken),
    ]


def secrecy(typesetter: Typesetter, ballot: BallotContent) -> list[Flowable]:
    """Say what is on record of a secret ballot, and what nobody can know."""
    told = ballot.secret
    if told is None:
        return []
    said = [
        tr("How many papers said what is on record, and nobody's vote."),
        tr("Each bloc had an urn of its own.")
        if told.apart
        else tr("All papers lay in one urn: what each bloc wanted is not known."),
        ntr(
            "{count} paper was counted.",
            "{count} papers were counted.",
            count=told.papers,
        ),
    ]
    if told.spoiled:
        said.append(
            ntr(
                "{count} of them could not be read as a vote and counts as none.",
                "{count} of them could not be read as a vote and count as none.",
                count=told.spoiled,
            )
        )
    if _all_alike(ballot):
        said.append(
            tr("All said the same, so that this result tells how each of them voted.")
        )
    said.append(
        tr("A paper was put in by: {names}.", names=", ".join(told.voters))
        if told.voters
        else tr("Who put a paper in was not noted.")
    )
    title = tr("Secret ballot: {code}", code=typesetter.called(ballot.code))
    return [
        *typesetter.section(title, level=3, room=18 * mm),
        typesetter.paragraph(" ".join(said)),
        Spacer(1, 6),
    ]


def kept_out(
    typesetter: Typesetter, ballot: BallotContent, spoken: str
) -> list[Flowable]:
    """Return who kept out of a ballot, each with the ground given."""
    if not ballot.recusals:
        return []
    title = tr(
        "Kept out, and neither entitled nor counted: {code}",
        code=typesetter.called(ballot.code),
    )
    return [
        *typesetter.section(title, level=3, room=18 * mm),
        *(
            _bullet(
                typesetter,
                ", ".join(filter(None, (one.name, one.organization, label(one.bloc)))),
                one.ground,
                spoken,
            )
            for one in ballot.recusals
        ),
    ]


def casting_vote(
    typesetter: Typesetter, ballot: BallotContent, spoken: str
) -> list[Flowable]:
    """Return what the chair said where the votes were tied."""
    casting = ballot.casting
    if casting is None:
        return []
    title = tr(
        "Tied, and decided by the casting vote of the chair: {code}",
        code=typesetter.called(ballot.code),
    )
    choice = label(VoteChoice(casting.choice)).lower()
    who = f"{words.clock_time(casting.happened_at)}, {casting.name} ({choice})"
    return [
        *typesetter.section(title, level=3, room=18 * mm),
        _bullet(typesetter, who, casting.reason, spoken),
    ]


def _bullet(typesetter: Typesetter, who: str, text: str, spoken: str) -> Flowable:
    return typesetter.paragraph(
        Strong(f"{who}: "),
        words.quoted(text),
        look=style.BULLET,
        role=Role(tag="LI", lang=spoken),
        bullet="•",
    )


def _all_alike(ballot: BallotContent) -> bool:
    told, totals = ballot.secret, ballot.totals
    if told is None or totals is None or not told.papers:
        return False
    return told.papers in {
        totals.votes_for,
        totals.votes_against,
        totals.abstentions,
    }


def _said(ballot: BallotContent, vote: NamedVote) -> str:
    return said_in(ballot.method, VoteChoice(vote.choice))


def _reasons(
    typesetter: Typesetter, ballot: BallotContent, spoken: str
) -> list[Flowable]:
    """Return the reasons of those who gave one, under the list and not beside it.

    Most give none: a column for it would be empty and make the list twice as long.
    """
    given = [vote for vote in ballot.roll if vote.reason]
    if not given:
        return []
    return [
        *typesetter.section(
            tr("Reasons given: {code}", code=typesetter.called(ballot.code)),
            level=3,
            room=18 * mm,
        ),
        *(
            _bullet(
                typesetter,
                f"{vote.name} ({_said(ballot, vote).lower()})",
                vote.reason,
                spoken,
            )
            for vote in given
        ),
    ]
