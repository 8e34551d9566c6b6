from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import DAY, a_session_draft, an_id, at
from workshop_app.domain.process import Rules
from workshop_app.services.rules_in_force import RulesMissingError, rules_on

FIRST = Rules(id=an_id("first"), effective_on=DAY, version=1)
SECOND = replace(
    FIRST, id=an_id("second"), effective_on=DAY + timedelta(days=30), version=2
)


def test_the_latest_version_of_the_day_is_in_force() -> None:
    assert rules_on((SECOND, FIRST), DAY + timedelta(days=29)) is FIRST
    assert rules_on((SECOND, FIRST), DAY + timedelta(days=30)) is SECOND


def test_a_day_before_all_rules_is_governed_by_the_first() -> None:
    assert rules_on((SECOND, FIRST), DAY - timedelta(days=1)) is FIRST


def test_an_unknown_day_is_governed_by_the_last() -> None:
    assert rules_on((FIRST, SECOND), None) is SECOND


def test_a_process_without_rules_says_so() -> None:
    with pytest.raises(RulesMissingError):
        rules_on((), DAY)


def test_a_session_without_its_day_has_that_of_its_opening() -> None:
    draft = a_session_draft(held_on=None, opened_at=at(23, 30), closed_at=None)

    assert draft.day == DAY
    assert a_session_draft(held_on=None, opened_at=None, closed_at=None).day is None
