"""Who and where may be meant by a part of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from workshop_app.domain.vocabulary import PlaceSystem
from workshop_app.gui.check_in.finding import PersonIndex
from workshop_app.gui.prepare.pick_form import Choice
from workshop_app.i18n import tr
from workshop_app.services.places import place_name, places_like

if TYPE_CHECKING:
    from workshop_app.gui.check_in.finding import Suggestion
    from workshop_app.gui.context import AppContext
    from workshop_app.store import Committed


class Finding(QObject):
    """Everybody on record, found while somebody types; read once, in the lane."""

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._index = PersonIndex(context, self)
        self._gathered = False
        context.changes.committed.connect(self._follow)

    def gather(self) -> None:
        """Read everybody, unless that was done before."""
        self._gathered = True
        self._index.gather()

    def people(self, text: str) -> list[Choice]:
        """Return who may be meant, the likeliest first."""
        return [
            Choice(
                one.person,
                one.name,
                " · ".join(
                    part for part in (one.name, one.organization, one.number) if part
                ),
                one.fits,
            )
            for one in self._index.suggest(text)
        ]

    def like(self, name: str, number: str) -> Suggestion | None:
        """Return who on record has that number, or a name very like this one."""
        holder = self._index.holder(number) if number.strip() else None
        alike = self._index.like(name) if name.strip() and holder is None else []
        return holder or (alike[0] if alike else None)

    def new_words(self, name: str) -> str:
        """Say that somebody new is registered under a name."""
        return tr("New person: {name}", name=name)

    def _follow(self, done: Committed) -> None:
        if self._gathered:
            self._index.follow(done)


def places(text: str) -> list[Choice]:
    """Return which districts may be meant, the likeliest first."""
    found = places_like(text)
    names = [place_name(code, PlaceSystem.INEI) for code in found]
    return [
        Choice(code, name, tr("{place} · {code}", place=name, code=code))
        for code, name in zip(found, names, strict=True)
    ]
