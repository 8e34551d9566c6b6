from __future__ import annotations

import pytest

from workshop_app.cli.screen import asks_for_window, has_screen


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], True),
        (["plan.kuska"], True),
        (["C:\\Actas\\PLAN.KUSKA"], True),
        (["demo"], False),
        (["--version"], False),
        (["info", "plan.kuska"], False),
        (["from-the-other-table.kuskax"], True),
    ],
)
def test_nothing_or_the_file_of_a_store_asks_for_the_window(
    arguments: list[str],
    expected: bool,  # noqa: FBT001 a parameter of the test
) -> None:
    assert asks_for_window(arguments) is expected


@pytest.mark.parametrize(
    ("environment", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_there_where_qt_can_draw(
    environment: dict[str, str],
    platform: str,
    expected: bool,  # noqa: FBT001 a parameter of the test
) -> None:
    assert has_screen(environment, platform) is expected
