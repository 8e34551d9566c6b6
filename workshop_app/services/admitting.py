"""Which computers' work counts: the office admits them, one by one or many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.ledger.identity import OfficeKey
from workshop_app.services.deeds import DeedCode
from workshop_app.store import Deed, arrivals
from workshop_app.store.founding import admit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workshop_app.store import Store
    from workshop_app.store.arrivals import DeviceRow

ROLE: Final = "facilitator"
"""What a computer is admitted for that did not found the process."""


class OfficeElsewhereError(AppError):
    """Only the office admits computers, and its key is not here."""

    def __init__(self) -> None:
        super().__init__(
            tr("The key of the office is not on this computer."),
            advice=tr("Do it on the computer where the process was founded."),
        )


class ComputerUnknownError(AppError):
    """No work of that computer is here."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("No work of a computer {name} is here.", name=name),
            advice=tr("Merge one of its files first, and take its name from there."),
        )
        self.name = name


class ComputerAmbiguousError(AppError):
    """Two computers have the same syllables."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("More than one computer is called {name}.", name=name),
            advice=tr("Give its public key."),
        )
        self.name = name


def computers(store: Store) -> tuple[DeviceRow, ...]:
    """Return everybody whose work is here, and whether it counts."""
    return arrivals.known_computers(store)


def admit_computers(
    store: Store, names: Iterable[str], *, reason: str, holder: str | None = None
) -> tuple[DeviceRow, ...]:
    """Let the office admit computers: all they did and will do counts everywhere.

    Args:
        store: The process, on the computer with the office's key.
        names: Their syllables or public keys.
        reason: Why they are believed.
        holder: Id of the person who answers for them; else who is at the keyboard.

    Returns:
        Those that were not admitted before.

    Raises:
        OfficeElsewhereError: If the office's key is not here.
        ComputerUnknownError, ComputerAmbiguousError: If a name is nobody's, or of two.
    """
    seed = store.own.office()
    if seed is None:
        raise OfficeElsewhereError
    known = computers(store)
    found = [_named(known, name) for name in names]
    fresh = tuple(dict.fromkeys(one for one in found if not one.admitted))
    for one in fresh:
        deed = Deed(DeedCode.ADMIT_DEVICE, {"computer": one.label}, reason)
        with store.write(deed) as tx:
            admit(
                tx,
                office=OfficeKey(seed),
                device=one.device,
                holder=holder or store.operator,
                role=ROLE,
            )
    return fresh


def computer_named(store: Store, name: str) -> DeviceRow:
    """Return the computer people mean by its syllables or its public key.

    Raises:
        ComputerUnknownError, ComputerAmbiguousError: If a name is nobody's, or of two.
    """
    return _named(computers(store), name)


def _named(known: Sequence[DeviceRow], name: str) -> DeviceRow:
    found = [one for one in known if name in {one.device, one.label}]
    if not found:
        raise ComputerUnknownError(name)
    if len(found) > 1:
        raise ComputerAmbiguousError(name)
    return found[0]
