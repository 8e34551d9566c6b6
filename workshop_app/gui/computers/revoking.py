"""Ceasing to believe a computer: from which act on, and what that takes away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from workshop_app.gui.computers.columns import act_columns
from workshop_app.gui.parts.list_model import ListModel
from workshop_app.gui.parts.list_source import HeldIds
from workshop_app.i18n import ntr, tr
from workshop_app.services.computer_list import ActRow
from workshop_app.services.field_words import kind_word
from workshop_app.services.revoking import Revoked, acts_of, revoke_computer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.services.computer_list import Computer
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store
    from workshop_app.store.acts import Act

NONE = "none"
"""The row that stands before the first act: nothing of it counts."""


class RevokingView(Protocol):
    """What the presenter asks of the panel."""

    def show_loss(self, said: str) -> None:
        """Show what would cease to count."""

    def show_revoked(self, done: Revoked) -> None:
        """Say that it was done."""

    def show_refusal(self, error: AppError) -> None:
        """Say why it cannot be done."""


class RevokingPresenter(QObject):
    """Knows the computer, its acts and what was worked out for the one chosen."""

    def __init__(
        self, context: AppContext, view: RevokingView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._computer: Computer | None = None
        self._source = _Acts(context)
        self._asked = ""
        self.worked_out = ""
        self.model: ListModel[ActRow] = ListModel(act_columns(), self._source, self)

    def begin(self, computer: Computer) -> str:
        """Show the acts of a computer; return the last of those that count now."""
        self._computer = computer
        self._asked = self.worked_out = ""
        acts = acts_of(self._context.store, computer.device)
        self._source.hold(acts)
        self.model.refresh()
        good = [one.commit for one in acts if one.believed]
        return good[-1] if good else NONE

    def weigh(self, good: str) -> None:
        """Work out in the lane what would cease to count after an act."""
        self._asked, self.worked_out = good, ""
        if self._computer is None or not good:
            return
        device = self._computer.device
        self._context.start(
            partial(_dry, self._context.store, device, good),
            on_done=partial(self._weighed, good),
            on_error=self._view.show_refusal,
        )

    def revoke(self, good: str, reason: str) -> None:
        """Cease to believe the computer after an act; there is no way back."""
        if self._computer is None:
            return
        self._context.perform(
            partial(
                revoke_computer,
                self._context.store,
                self._computer.device,
                good=_point(good),
                reason=reason,
            ),
            on_done=self._view.show_revoked,
            on_error=self._view.show_refusal,
        )

    def _weighed(self, good: str, done: Revoked) -> None:
        if good == self._asked:
            self.worked_out = good
            self._view.show_loss(loss_words(done))


class _Acts:
    """The acts of one computer, the last one first; their words are read as seen."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._acts: dict[str, Act] = {}

    def hold(self, acts: Sequence[Act]) -> None:
        self._acts = {one.commit: one for one in reversed(acts)}

    def is_long(self) -> bool:
        return False

    def ids(self, order: str, *, descending: bool, words: str) -> HeldIds:
        return HeldIds((*self._acts, NONE))

    def rows(self, ids: Sequence[str]) -> Sequence[ActRow | None]:
        wanted = [self._acts[one] for one in ids if one in self._acts]
        names = [one.deed for one in wanted if one.believed]
        with self._context.store.read() as reader:
            deeds = {one.deed: one for one in reader.deeds(names)}
        return [
            ActRow(act=self._acts.get(one), deed=deeds.get(self._deed(one)))
            for one in ids
        ]

    def _deed(self, commit: str) -> str:
        act = self._acts.get(commit)
        return "" if act is None else act.deed


def loss_words(done: Revoked) -> str:
    """Say what a revocation takes away, or would, a line each."""
    label, loss = done.computer.label, done.loss
    if done.good:
        first = tr(
            "Computer {label} is believed up to its act {number}.",
            label=label,
            number=done.good,
        )
    else:
        first = tr("Computer {label} is not believed at all.", label=label)
    before, after = loss.conflicts
    lines = [
        first,
        ntr("{count} act ceases to count.", "{count} acts cease to count.", loss.acts),
        tr("Open disagreements: {before} → {after}", before=before, after=after),
    ]
    lines += [f"{kind_word(kind)}: {was} → {now}" for kind, was, now in loss.records]
    return "\n".join(lines)


def _point(good: str) -> int | str:
    return 0 if good == NONE else good


def _dry(store: Store, device: str, good: str, _progress: Progress) -> Revoked:
    return revoke_computer(store, device, good=_point(good), dry_run=True)
