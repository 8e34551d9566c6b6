from __future__ import annotations

import pytest

from tests.builders import at
from workshop_app.domain.moments import (
    MomentWithoutOffsetError,
    check_order,
    require_offset,
    written,
)


def test_a_moment_is_written_with_its_offset() -> None:
    assert written(at(9)) == "2026-04-20T09:00:00-05:00"


def test_a_moment_without_its_offset_is_not_written() -> None:
    with pytest.raises(MomentWithoutOffsetError) as refusal:
        written(at(9).replace(tzinfo=None))

    assert "09:00" in str(refusal.value)
    assert refusal.value.advice


def test_what_is_not_known_needs_no_offset() -> None:
    require_offset(None, at(9))

    check_order(None, at(9))


def test_two_moments_are_not_compared_without_their_offsets() -> None:
    with pytest.raises(MomentWithoutOffsetError):
        check_order(at(9), at(10).replace(tzinfo=None))
