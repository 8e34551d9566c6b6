"""Taking back what was done, bringing it back, and reading what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.deeds import LASTING, REVERTING, DeedCode, deed_title
from workshop_app.services.references import require_unused
from workshop_app.store import Deed

if TYPE_CHECKING:
    from workshop_app.store import DeedRow, Store


class LastingDeedError(AppError):
    """What left the house, or founded it, cannot be undone."""

    def __init__(self, title: str) -> None:
        super().__init__(
            tr("“{title}” cannot be undone.", title=title),
            advice=tr("An issued paper is replaced by issuing it anew."),
        )
        self.title = title


class NotUndoneError(AppError):
    """Only what was undone can be redone."""

    def __init__(self, title: str) -> None:
        super().__init__(
            tr("“{title}” was not undone.", title=title),
            advice=tr("There is nothing to bring back."),
        )
        self.title = title


def undo(store: Store, deed: str, *, reason: str = "") -> None:
    """Put every record back as it was before a deed.

    Nothing is erased: the undoing is a deed of its own, and undoing that one is how
    to redo.

    Raises:
        DeedMissingError: If there is no such deed.
        LastingDeedError: If it is one that lasts.
        DeedRevertedError: If it is set aside already.
        ChangedSinceError: If a record was altered after it.
        StillUsedError: If records made since speak of what it made.
    """
    with store.read() as reader:
        row = reader.deed(deed)
    revert(store, row, _opposite(row.code), reason)


def redo(store: Store, deed: str, *, reason: str = "") -> None:
    """Bring back a deed that was undone.

    Raises:
        DeedMissingError: If there is no such deed.
        NotUndoneError: If it stands.
        ChangedSinceError: If a record was altered after it was undone.
        StillUsedError: If records made since speak of what would go.
    """
    with store.read() as reader:
        row = reader.deed(deed)
        if not row.reverted:
            raise NotUndoneError(deed_title(row.code, row.arguments))
        active = [
            one
            for one in reader.history()
            if row.deed in one.reverts and not one.reverted
        ]
    revert(store, active[0], DeedCode.REDO, reason)


def revert(store: Store, row: DeedRow, code: DeedCode, reason: str = "") -> None:
    """Set a deed aside, under the code of what that is to the person.

    Raises:
        LastingDeedError: If it is one that lasts.
        DeedRevertedError: If it is set aside already.
        ChangedSinceError: If a record was altered after it.
        StillUsedError: If records made since speak of what it made.
    """
    title = deed_title(row.code, row.arguments)
    if row.code in LASTING:
        raise LastingDeedError(title)
    with store.write(Deed(code=code, arguments=_arguments(row), reason=reason)) as tx:
        tx.revert(row.deed)
        require_unused(tx, row, title)


def _opposite(code: str) -> DeedCode:
    """Return what undoing a deed is to the person: undoing an undo brings back."""
    takes_out = code in REVERTING and code != DeedCode.REDO
    return DeedCode.REDO if takes_out else DeedCode.UNDO


def _arguments(row: DeedRow) -> dict[str, str | int]:
    """Say of which deed; what undoes an undoing speaks of the first one."""
    if row.code in REVERTING:
        return dict(row.arguments)
    return {**row.arguments, "what": row.code}
