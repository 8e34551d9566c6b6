"""`waive`: a signed exception to a gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workshop_app.cli.commands import Command, option, store_argument
from workshop_app.cli.opening import opened, session_meant
from workshop_app.cli.statuses import DONE
from workshop_app.domain.waiver import Gate
from workshop_app.i18n import tr
from workshop_app.services import waiving

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.cli.terminal import Terminal


def waive_command() -> click.Command:
    """Build `waive`."""
    return Command(
        "waive",
        _waive,
        [
            store_argument(),
            click.Argument(["gate"], type=click.Choice([one.value for one in Gate])),
            option(
                "--reason",
                tr("Why it cannot wait; kept in the history."),
                shown=tr("TEXT"),
                required=True,
            ),
            option(
                "--session",
                tr("Which session; not needed if there is only one."),
                shown=tr("CODE"),
            ),
        ],
        details=tr(
            "conflicts: a session is not closed while computers disagree on what "
            "happened there, unless somebody answers for it. It can be undone until "
            "the session is closed."
        ),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {"waive": waive_command}


def _waive(
    terminal: Terminal, *, store: str, gate: str, reason: str, session: str | None
) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            meant = session_meant(reader, session)
            count = len(waiving.disagreed_on(reader, meant.id))
        waiving.waive(place, Gate(gate), meant.id, reason=reason)
    data = {"gate": gate, "session": meant.code, "disagreements": count}
    sentence = tr(
        "Session {code} may be closed over {count} disagreements.",
        code=meant.code,
        count=count,
    )
    terminal.answer(data, lambda: [sentence])
    return DONE
