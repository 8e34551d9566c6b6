"""The fields of this page among the unsent: one place each, under the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.errors import AppError
from workshop_app.gui.live.reading import DRAFT

if TYPE_CHECKING:
    from workshop_app.gui.context import AppContext


class Unsent:
    """Keeps what is typed at one table."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def keep(self, name: str, content: str) -> bool:
        """Keep what stands in a field, and say whether a power cut would spare it.

        If the disk refuses, the window says so.
        """
        place = self._place(name)
        try:
            self._context.drafts.keep(place, content)
        except AppError as error:
            self._context.save_failed.emit(error)
            return False
        return not self._context.drafts.waits(place)

    def forget(self, name: str) -> None:
        """Forget it: it was given, or thrown away."""
        try:
            self._context.drafts.forget(self._place(name))
        except AppError as error:
            self._context.save_failed.emit(error)

    def find(self, name: str) -> str:
        """Return what was kept of a field; nothing if nothing was."""
        return self.all().get(name, "")

    def all(self) -> dict[str, str]:
        """Return everything kept at this table, by the name of the field."""
        start = self._place("")
        found = self._context.drafts.all_kept()
        return {
            place.removeprefix(start): content
            for place, content in found.items()
            if place.startswith(start)
        }

    def drafts(self) -> dict[str, str]:
        """Return the contributions that are no record yet, the newest first."""
        found = {k: v for k, v in self.all().items() if k.startswith(DRAFT)}
        return dict(sorted(found.items(), key=_number, reverse=True))

    def next_draft(self) -> str:
        """Return the name of one more."""
        last = max((_number(one) for one in self.drafts().items()), default=0)
        return f"{DRAFT}{last + 1}"

    def _place(self, name: str) -> str:
        return f"live/{self._context.session}/{name}"


def _number(kept: tuple[str, str]) -> int:
    digits = kept[0].removeprefix(DRAFT)
    return int(digits) if digits.isdecimal() else 0
