"""`identity` and `revoke`: who computers are, and how far each is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import (
    Command,
    argument,
    option,
    store_argument,
    switch,
)
from workshop_app.cli.layout import pairs
from workshop_app.cli.opening import opened
from workshop_app.cli.statuses import DONE
from workshop_app.i18n import ntr, tr
from workshop_app.services import identities, reports, revoking
from workshop_app.services.field_words import kind_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from workshop_app.cli.terminal import Terminal
    from workshop_app.services.identities import Identity
    from workshop_app.services.revoking import Revoked


def identity_command() -> click.Command:
    """Build `identity`."""
    return Command(
        "identity",
        _identity,
        [store_argument()],
        details=tr(
            "Read the six words aloud to whoever admits this computer, or compare "
            "those of its last act with the ones on signed minutes."
        ),
    )


def revoke_command() -> click.Command:
    """Build `revoke`."""
    return Command(
        "revoke",
        _revoke,
        [
            store_argument(),
            argument("device", tr("COMPUTER")),
            option(
                "--good",
                tr(
                    "Number or id of its last act that counts, 0 for none; without "
                    "it, all that is here counts and nothing that comes later."
                ),
                shown=tr("ACT"),
            ),
            option(
                "--reason",
                tr("Why it is no longer believed; kept in the history."),
                shown=tr("TEXT"),
            ),
            switch("--dry-run", tr("Say what would cease to count; write nothing.")),
        ],
        details=tr(
            "There is no way back: of two revocations the stricter holds, whoever is "
            "admitted again. The computer goes on under a new key, which can be "
            "admitted."
        ),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "identity": identity_command,
    "revoke": revoke_command,
}


def _identity(terminal: Terminal, *, store: str) -> int:
    with opened(terminal, store) as place:
        known = reports.info_report(place)
        who = identities.identity_of(place)
    data: dict[str, Any] = {
        "process": known["process"],
        "device": {**known["device"], **_device_data(who)},
        "office": {
            "key": who.office or None,
            "words": who.office_words or None,
            "here": who.office_here,
        },
        "operator": known["operator"],
        "encrypted": known["encrypted"],
        "protected": known["protected"],
    }
    nothing, yes, no = tr("none yet"), tr("yes"), tr("no")
    facts = {
        tr("Process"): known["process"]["title"],
        tr("This computer"): who.label or nothing,
        tr("Public key"): who.device or nothing,
        tr("In six words"): who.words or nothing,
        tr("Its last act"): who.tip_words or nothing,
        tr("Admitted"): _standing(who),
        tr("Answers for it"): who.holder or nothing,
        tr("Key of the office"): who.office_words or nothing,
        tr("It is here"): yes if who.office_here else no,
        tr("At the keyboard"): known["operator"]["name"],
        tr("Encrypted"): yes if known["encrypted"] else no,
        tr("Key protected"): yes if known["protected"] else no,
    }
    terminal.answer(data, lambda: pairs(facts))
    return DONE


def _device_data(who: Identity) -> dict[str, Any]:
    return {
        "words": who.words or None,
        "acts": who.acts,
        "tip": who.tip or None,
        "tip_words": who.tip_words or None,
        "admitted": who.admitted,
        "revoked": who.revoked,
        "holder": who.holder or None,
    }


def _standing(who: Identity) -> str:
    if who.revoked:
        return tr("revoked")
    return tr("yes") if who.admitted else tr("no")


def _revoke(
    terminal: Terminal,
    *,
    store: str,
    device: str,
    good: str | None,
    reason: str | None,
    dry_run: bool,
) -> int:
    if not reason and not dry_run:
        raise click.UsageError(tr("revoke needs {option}.", option="--reason"))
    point = int(good) if good is not None and good.isdecimal() else good
    with opened(terminal, store) as place:
        done = revoking.revoke_computer(
            place, device, good=point, reason=reason or "", dry_run=dry_run
        )
    before, after = done.loss.conflicts
    data = {
        "computer": done.computer.label,
        "key": done.computer.device,
        "good": done.good,
        "acts": done.loss.acts,
        "conflicts": {"before": before, "after": after},
        "records": [
            {"kind": kind, "before": was, "after": now}
            for kind, was, now in done.loss.records
        ],
        "dry_run": dry_run,
    }
    terminal.answer(data, lambda: _revoked_lines(done, dry_run=dry_run))
    return DONE


def _revoked_lines(done: Revoked, *, dry_run: bool) -> Iterator[str]:
    label, loss = done.computer.label, done.loss
    if done.good:
        yield tr(
            "Computer {label} is believed up to its act {number}.",
            label=label,
            number=done.good,
        )
    else:
        yield tr("Computer {label} is not believed at all.", label=label)
    yield ntr("{count} act ceases to count.", "{count} acts cease to count.", loss.acts)
    before, after = loss.conflicts
    yield tr("Open disagreements: {before} → {after}", before=before, after=after)
    for kind, was, now in loss.records:
        yield f"  {kind_word(kind)}: {was} → {now}"
    if dry_run:
        yield tr("Nothing was written.")
    else:
        yield tr(
            "This cannot be taken back; the computer goes on under a new key, which "
            "can be admitted."
        )
