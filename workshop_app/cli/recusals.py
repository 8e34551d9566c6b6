"""`recusal` and `casting-vote`: who keeps out of a ballot, and who breaks its tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.balloting import moment
from workshop_app.cli.commands import (
    Command,
    argument,
    moment_option,
    option,
    store_argument,
)
from workshop_app.cli.opening import found, opened, person_meant
from workshop_app.cli.statuses import DONE
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.vocabulary import VoteChoice
from workshop_app.i18n import tr
from workshop_app.services import recusals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.cli.terminal import Terminal


def recusal_command() -> click.Command:
    """Build `recusal`."""
    return Command(
        "recusal",
        _recusal,
        [
            store_argument(),
            argument("code", tr("CODE")),
            argument("person", tr("PERSON")),
            option(
                "--ground",
                tr("What keeps the person from voting, as it was said."),
                shown=tr("TEXT"),
                required=True,
            ),
        ],
    )


def casting_command() -> click.Command:
    """Build `casting-vote`."""
    sides = [VoteChoice.FOR.value, VoteChoice.AGAINST.value]
    return Command(
        "casting-vote",
        _casting,
        [
            store_argument(),
            argument("code", tr("CODE")),
            argument("person", tr("PERSON")),
            argument("choice", tr("VOTE"), kind=click.Choice(sides)),
            option(
                "--reason",
                tr("Why the chair decides so, as it was said."),
                shown=tr("TEXT"),
                required=True,
            ),
            moment_option("--at", tr("When it was cast; now if not given.")),
        ],
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "recusal": recusal_command,
    "casting-vote": casting_command,
}


def _recusal(
    terminal: Terminal, *, store: str, code: str, person: str, ground: str
) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            ballot = found(reader, Ballot, code)
            who = person_meant(reader, person)
        recusals.recuse(place, ballot.id, who.id, ground)
    words = tr("{name} keeps out of ballot {code}.", name=who.name, code=ballot.code)
    terminal.answer({"code": ballot.code, "person": who.code}, lambda: [words])
    return DONE


def _casting(
    terminal: Terminal, *, store: str, code: str, person: str, **told: Any
) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            ballot = found(reader, Ballot, code)
            who = person_meant(reader, person)
        recusals.break_tie(
            place,
            ballot.id,
            who.id,
            in_favour=told["choice"] == VoteChoice.FOR,
            reason=told["reason"],
            at=moment(place, told["at"]),
        )
    words = tr("The tie of ballot {code} is broken.", code=ballot.code)
    terminal.answer({"code": ballot.code, "person": who.code}, lambda: [words])
    return DONE
