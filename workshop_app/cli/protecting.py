"""`passphrase`, `signed-on-paper`: what a store is told of its key and of ink."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import (
    Command,
    argument,
    day_option,
    option,
    path_of_file,
    store_argument,
)
from workshop_app.cli.layout import harmless
from workshop_app.cli.opening import opened
from workshop_app.cli.statuses import DONE
from workshop_app.cli.terminal import ask_secret, read_secret
from workshop_app.clock import PERU
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.session import Session
from workshop_app.i18n import plain_date, tr
from workshop_app.services.hand_signing import (
    HandSignatures,
    minutes_numbered,
    record_hand_signatures,
)
from workshop_app.services.protecting import has_passphrase, set_passphrase

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.cli.terminal import Terminal

_ROLES = ("facilitator", "rapporteur", "chair_state", "chair_civil_society")


def passphrase_command() -> click.Command:
    """Build `passphrase`."""
    return Command(
        "passphrase",
        _passphrase,
        [
            store_argument(),
            option(
                "--new-fd",
                tr("Read the new passphrase from this descriptor."),
                shown=tr("NUMBER"),
                kind=click.INT,
            ),
        ],
        details=tr(
            "The passphrase it has now is read from --key-fd, or asked for. From then "
            "on it opens nothing; copies made before open as they did."
        ),
    )


def signed_on_paper_command() -> click.Command:
    """Build `signed-on-paper`."""
    return Command(
        "signed-on-paper",
        _signed_on_paper,
        [
            store_argument(),
            argument("number", tr("NUMBER")),
            option(
                "--role",
                tr(
                    "Who signed; may be given again. Everybody who signs, if not given."
                ),
                kind=click.Choice(_ROLES),
                many=True,
            ),
            day_option("--on", tr("The day they signed; today if not given.")),
            option("--kept-at", tr("Where the print is kept."), shown=tr("TEXT")),
            option(
                "--scan",
                tr("A scan or photograph of it, kept as evidence."),
                shown=tr("FILE"),
                kind=path_of_file(),
            ),
        ],
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "passphrase": passphrase_command,
    "signed-on-paper": signed_on_paper_command,
}


def _passphrase(terminal: Terminal, *, store: str, new_fd: int | None) -> int:
    with opened(terminal, store) as place:
        now = terminal.passphrase
        if now is None and has_passphrase(place):
            now = ask_secret(tr("The passphrase it has now:"))
        if new_fd is None:
            new = ask_secret(tr("New passphrase:"))
            again = ask_secret(tr("The passphrase again:"))
        else:
            new = again = read_secret(new_fd)
        set_passphrase(place, new, again, now=now)
        location = place.location
    terminal.answer(
        {"store": location},
        lambda: [tr("{file} has its passphrase.", file=harmless(location))],
    )
    return DONE


def _signed_on_paper(
    terminal: Terminal, *, store: str, number: str, **given: Any
) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            paper = minutes_numbered(reader, number)
            signers = reader.get(Session, paper.subject).signers
        moment = given["on"]
        today = place.now().astimezone(PERU).date()
        said = HandSignatures(
            roles=given["role"] or tuple(signers),
            on=today if moment is None else moment.date(),
            kept_at=given["kept_at"] or "",
            scan=given["scan"],
        )
        record_hand_signatures(place, paper.id, said)
        with place.read() as reader:
            paper = reader.get(IssuedPaper, paper.id)
    names = list(paper.signed_by_hand)
    sentence = tr(
        "{number}: signed by hand by {names}, {day}.",
        number=paper.number,
        names=harmless(", ".join(names)),
        day=plain_date(said.on),
    )
    terminal.answer(
        {
            "number": paper.number,
            "signed_by_hand": names,
            "on": said.on.isoformat(),
            "kept_at": paper.print_kept_at,
        },
        lambda: [sentence],
    )
    return DONE
