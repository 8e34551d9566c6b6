"""What each class of reason means and when to use it, as the shipped table has it."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from workshop_app.i18n import current_language
from workshop_app.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_app.domain.vocabulary import ReasonCode


def reason_help(code: ReasonCode) -> str:
    """Say what a class of reason means and what to write under it.

    In the language of the moment.
    """
    return _table()[code.value][f"help_{current_language().value}"]


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    path = resource("reference") / "reason_codes.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}
