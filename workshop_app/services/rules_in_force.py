"""Which version of the rules was in force on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.errors import AppError
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from workshop_app.domain.process import Rules


class RulesMissingError(AppError):
    """The process has no rules of decision."""

    def __init__(self) -> None:
        super().__init__(
            tr("The process has no rules of decision."),
            advice=tr("Set the rules, then go on."),
        )


def rules_on(versions: Iterable[Rules], day: date | None) -> Rules:
    """Return the latest version in force on `day`, the latest of all if unknown.

    A day before the first version is governed by the first: a session transcribed
    from paper is older than the store.

    Raises:
        RulesMissingError: If there is no version at all.
    """
    ordered = sorted(versions, key=lambda one: (one.effective_on, one.version))
    if not ordered:
        raise RulesMissingError
    in_force = [one for one in ordered if day is None or one.effective_on <= day]
    return in_force[-1] if in_force else ordered[0]
