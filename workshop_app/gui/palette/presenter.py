"""What the palette offers for the words typed into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.gui.actions import Action
    from workshop_app.gui.context import AppContext

_MOST = 12
_RECORDS = 8


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One line of the palette.

    Attributes:
        title: What it is.
        second: Where it stands, or what kind of thing it is.
        keys: The keys that do the same.
        icon: Name of its drawing.
        run: What choosing it does.
    """

    title: str
    second: str
    keys: str
    icon: str
    run: Callable[[], object]


class PalettePresenter:
    """Looks among the actions first, then in what the process holds."""

    def __init__(self, context: AppContext, actions: Iterable[Action]) -> None:
        self._context = context
        self._actions = tuple(actions)

    def offers(self, words: str) -> Sequence[Offer]:
        """Return what fits the words, the likeliest first; some actions for none."""
        from workshop_app.domain.names import folded  # noqa: PLC0415 not before the first paint

        wanted = folded(words).split()
        fitting = [
            one
            for one in self._actions
            if one.ready
            and all(word in folded(f"{one.title} {one.group}") for word in wanted)
        ]
        if wanted:
            fitting.sort(key=lambda one: not folded(one.title).startswith(wanted[0]))
        offers = [
            Offer(
                title=one.title,
                second=one.group,
                keys=one.shown_keys,
                icon=one.icon,
                run=one.run,
            )
            for one in fitting[:_MOST]
        ]
        return [*offers, *self._records(words)] if wanted else offers

    def _records(self, words: str) -> list[Offer]:
        if not self._context.is_open:
            return []
        with self._context.store.read() as reader:
            found = reader.search(words, tuple(_PLACES), limit=_RECORDS)
        return [
            Offer(
                title=one.title,
                second=_kind_in_words(one.kind),
                keys="",
                icon=_PLACES[one.kind][1],
                run=partial(self._context.go, _PLACES[one.kind][0], one.id),
            )
            for one in found
        ]


_PLACES = {
    "person": ("check_in", "people"),
    "contribution": ("live", "quote"),
    "session": ("prepare", "calendar"),
}
"""Where each kind of record is seen, and its drawing."""


def _kind_in_words(kind: str) -> str:
    match kind:
        case "person":
            return tr("Person")
        case "contribution":
            return tr("Contribution")
        case _:
            return tr("Session")
