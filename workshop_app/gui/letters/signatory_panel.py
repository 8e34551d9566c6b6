"""What is said while nobody signs the letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workshop_app.gui.parts.alert import Alert
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.gui.context import AppContext


class NobodySigns(Alert):
    """Hidden once somebody is named; until then it leads to where that is done."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._name_somebody = partial(context.go, "preferences", "office")

    def show_named(self, *, named: bool) -> None:
        """Say it, if nobody is named and it is not said already."""
        if named:
            self.clear()
        elif self.isHidden():
            self.show_alert(
                "warn",
                tr("Nobody is named to sign the letters."),
                tr(
                    "Letters written without one go out unsigned, with no place to "
                    "sign."
                ),
                (tr("Name somebody"), self._name_somebody),
            )
