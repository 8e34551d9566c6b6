"""What is said of a file that came in, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.exchange.exchange_file import (
    ExchangeFileLockedError,
    WrongExchangePassphraseError,
)
from workshop_app.i18n import ntr, tr
from workshop_app.ledger.chain import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.errors import AppError
    from workshop_app.store.merged import Merged, Missing


def asks_for_passphrase(error: AppError) -> bool:
    """Return whether a file was refused for want of the right passphrase."""
    if isinstance(error, ExchangeFileLockedError):
        return error.passphrase
    return isinstance(error, WrongExchangePassphraseError)


def told(merged: Merged) -> tuple[list[str], list[str]]:
    """Return why not all of a file counts, and what else must be seen of it."""
    return list(_reasons(merged)), list(_notes(merged))


def _reasons(merged: Merged) -> Iterator[str]:
    if merged.pending:
        yield ntr(
            "{count} act waits for others that are not here.",
            "{count} acts wait for others that are not here.",
            merged.pending,
        )
        yield from (_place(one) for one in merged.missing if one.device)
    for one in merged.unbelieved:
        if one.revoked:
            yield ntr(
                "{count} act of computer {label} does not count: it was revoked.",
                "{count} acts of computer {label} do not count: it was revoked.",
                one.commits,
                label=one.label,
            )
        else:
            yield ntr(
                "{count} act of computer {label} is kept until it is admitted.",
                "{count} acts of computer {label} are kept until it is admitted.",
                one.commits,
                label=one.label,
            )
    for flaw, count in merged.refused:
        yield ntr(
            "{count} act breaks a rule: {reason}",
            "{count} acts break a rule: {reason}",
            count,
            reason=Flaw(flaw).sentence(),
        )


def _place(missing: Missing) -> str:
    if missing.number is None:
        return tr("A file of computer {label} is missing.", label=missing.device)
    return tr(
        "The file of computer {label} with its act {number} is missing.",
        label=missing.device,
        number=missing.number,
    )


def _notes(merged: Merged) -> Iterator[str]:
    if merged.released:
        yield ntr(
            "{count} act that had waited counts now.",
            "{count} acts that had waited count now.",
            merged.released,
        )
    if merged.conflicts:
        yield ntr(
            "{count} field has more than one value now.",
            "{count} fields have more than one value now.",
            merged.conflicts,
        )
    if merged.foreign:
        yield ntr(
            "It changed {count} record made on another computer.",
            "It changed {count} records made on other computers.",
            merged.foreign,
        )
    for label in merged.forks:
        yield tr(
            "Device {where} has two histories: its file was copied or put back.",
            where=label,
        )
    for label, count in merged.clocks:
        yield ntr(
            "The clock of computer {label} was wrong in {count} act.",
            "The clock of computer {label} was wrong in {count} acts.",
            count,
            label=label,
        )
