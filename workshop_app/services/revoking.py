"""Ceasing to believe a computer: from its last good act on, nothing it did counts.

A revocation is a word of the office that counts wherever it arrives, and there is no
way back: of two revocations the stricter holds, and admitting the computer again does
not weigh against either.  Whoever sits at it goes on under a new key, which the office
can admit; what it did after the good point is recorded again, by somebody believed.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.ledger.identity import OfficeKey
from workshop_app.services.admitting import OfficeElsewhereError, computer_named
from workshop_app.services.deeds import DeedCode
from workshop_app.store import Deed, acts
from workshop_app.store.arrivals import DeviceRow
from workshop_app.store.revoking import Loss, revoke_device
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.store import Store
    from workshop_app.store.acts import Act


class ActMissingError(AppError):
    """The computer did nothing that is called so."""

    def __init__(self, label: str, act: str) -> None:
        super().__init__(
            tr("Computer {label} has no act {act} here.", label=label, act=act),
            advice=tr("Its acts are numbered from 1, as the list of its acts says."),
        )


class ActAmbiguousError(AppError):
    """The computer forked: two acts have that number, or two are its last."""

    def __init__(self, label: str) -> None:
        super().__init__(
            tr("Computer {label} has two histories.", label=label),
            advice=tr("Say which act is the last good one by its id."),
        )


@dataclass(frozen=True, kw_only=True)
class Revoked:
    """A revocation, or what one would do.

    Attributes:
        computer: As it was before.
        good: Number of the last act that counts, 0 for none.
        loss: What ceases to count.
    """

    computer: DeviceRow
    good: int
    loss: Loss


def acts_of(store: Store, name: str) -> tuple[Act, ...]:
    """Return what a computer did, to choose the last good act from.

    Raises:
        ComputerUnknownError, ComputerAmbiguousError: If a name is nobody's, or of two.
    """
    return acts.acts(store, computer_named(store, name).device)


def revoke_computer(
    store: Store,
    name: str,
    *,
    good: int | str | None = None,
    reason: str = "",
    dry_run: bool = False,
) -> Revoked:
    """Let the office cease to believe a computer; this cannot be taken back.

    Args:
        store: The process, on the computer with the office's key.
        name: The computer's syllables or its public key.
        good: Number or id of its last act that counts, 0 for none; all that is here
            counts if it is not said, and nothing that comes later.
        reason: Why, as the history shall say.
        dry_run: Only say what it would change.

    Raises:
        OfficeElsewhereError: If the office's key is not here.
        ComputerUnknownError, ComputerAmbiguousError: If a name is nobody's, or of two.
        ActMissingError, ActAmbiguousError: If the last good act is none, or of two.
    """
    seed = store.own.office()
    if seed is None:
        raise OfficeElsewhereError
    computer = computer_named(store, name)
    last = _last_good(computer.label, acts.acts(store, computer.device), good)
    loss = revoke_device(
        store,
        office=OfficeKey(seed),
        device=computer.device,
        last_good="" if last is None else last.commit,
        deed=Deed(DeedCode.REVOKE_DEVICE, {"computer": computer.label}, reason),
        dry_run=dry_run,
    )
    return Revoked(
        computer=computer, good=0 if last is None else last.number, loss=loss
    )


def _last_good(label: str, done: Sequence[Act], good: int | str | None) -> Act | None:
    """Return the last act that counts, None if none does."""
    if good == 0:
        return None
    twice = Counter(one.number for one in done)
    if good is None:
        if max(twice.values()) > 1:
            raise ActAmbiguousError(label)
        return done[-1]
    found = [one for one in done if good in {one.number, one.commit}]
    if not found:
        raise ActMissingError(label, str(good))
    if len(found) > 1:
        raise ActAmbiguousError(label)
    return found[0]
