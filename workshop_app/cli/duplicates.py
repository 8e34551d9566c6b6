"""`duplicates`: entries of the register that may be one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from workshop_app.cli.commands import Command, option, store_argument
from workshop_app.cli.layout import table
from workshop_app.cli.opening import opened
from workshop_app.cli.statuses import DONE
from workshop_app.domain.labels_of_people import compared
from workshop_app.domain.person_likeness import SHOWN
from workshop_app.domain.vocabulary import Likeness, Trait
from workshop_app.i18n import tr
from workshop_app.services.same_person import duplicates_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from workshop_app.cli.terminal import Terminal

_MOST: Final = 99


def duplicates_command() -> click.Command:
    """Build `duplicates`."""
    return Command(
        "duplicates",
        _duplicates,
        [
            store_argument(),
            option(
                "--least",
                tr("Pairs of this score or more; of {least} if not said.", least=SHOWN),
                shown=tr("PERCENT"),
                kind=click.IntRange(0, _MOST),
            ),
        ],
        details=tr(
            "Nothing is joined by itself: ask, and say what was found in the window."
        ),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {"duplicates": duplicates_command}


def _duplicates(terminal: Terminal, *, store: str, least: int | None) -> int:
    asked = SHOWN if least is None else least
    with (
        opened(terminal, store) as place,
        terminal.progress(tr("Comparing people")) as bar,
    ):
        data = duplicates_report(place, least=asked, progress=bar)
    terminal.answer(data, lambda: _lines(data))
    return DONE


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    if not data["pairs"]:
        yield tr("Nobody seems to be on record twice.")
        return
    headings = [tr("Score"), tr("One"), tr("The other"), tr("What they have in common")]
    rows = [
        (
            f"{pair['score']:.2f}",
            f"{pair['a']} {pair['names'][0]}",
            f"{pair['b']} {pair['names'][1]}",
            "; ".join(
                compared(Trait(each["trait"]), Likeness(each["likeness"]))
                for each in pair["details"]
            ),
        )
        for pair in data["pairs"]
    ]
    yield from table(headings, rows)
