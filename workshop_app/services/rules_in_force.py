"""Which version of the rules was in force on a day."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from workshop_app.domain import quorum
from workshop_app.domain.process import Rules
from workshop_app.errors import AppError
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from workshop_app.domain.ballot import BallotDraft
    from workshop_app.domain.session import SessionDraft
    from workshop_app.store import Reader


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


def rules_of(reader: Reader, session: SessionDraft) -> Rules:
    """Return the rules that govern a session.

    Raises:
        RulesMissingError: If there is no version at all.
    """
    return rules_on(reader.all(Rules), session.day)


def with_rules(draft: BallotDraft, session: SessionDraft, rules: Rules) -> BallotDraft:
    """Return a ballot with the majority and quorum it does not name itself.

    On the second call a third is enough (TUO Ley 27444, art. 110.2).
    """
    usual = quorum.of_call(rules.quorum, second_call=session.second_call)
    return dataclasses.replace(
        draft,
        majority=draft.majority or rules.majority,
        quorum=draft.quorum or usual,
    )
