from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from workshop_app import logs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _let_go() -> object:
    yield
    logs.stop()


def failed() -> Exception:
    people: dict[str, str] = {}
    try:
        try:
            people["Rosa Quispe"]
        except KeyError:
            int("99104821 no")
    except ValueError as error:
        return error
    pytest.fail("it did not fail")


def test_a_crash_is_written_with_its_places_and_no_values(tmp_path: Path) -> None:
    path = logs.start(tmp_path / "home")

    logs.report_crash(failed())

    assert path is not None
    written = path.read_text("utf-8")
    assert written.index("builtins.KeyError") < written.index("builtins.ValueError")
    assert "failed" in written
    assert "Quispe" not in written
    assert "99104821" not in written


def test_starting_again_writes_each_line_once(tmp_path: Path) -> None:
    logs.start(tmp_path)
    path = logs.start(tmp_path)

    logging.getLogger("workshop_app.store").info("opened")

    assert path is not None
    assert path.read_text("utf-8").count("opened") == 1


def test_a_log_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    assert logs.start(tmp_path / "file" / "below") is None


def test_a_log_that_has_grown_is_put_aside_and_the_oldest_forgotten(
    tmp_path: Path,
) -> None:
    for turn in range(6):
        path = logs.start(tmp_path)
        assert path is not None
        logging.getLogger("workshop_app").info("turn %d %s", turn, "x" * 512 * 1024)

    begun = {file.name: file.read_text("utf-8") for file in tmp_path.iterdir()}
    assert set(begun) == {"kuska.log", "kuska.log.1", "kuska.log.2", "kuska.log.3"}
    assert ["turn 5" in begun["kuska.log"], "turn 2" in begun["kuska.log.3"]] == [
        True,
        True,
    ]


def test_a_log_that_is_small_goes_on(tmp_path: Path) -> None:
    for word in ("first", "second"):
        logs.start(tmp_path)
        logging.getLogger("workshop_app").info(word)

    path = tmp_path / logs.FILE
    assert [file.name for file in tmp_path.iterdir()] == ["kuska.log"]
    assert "first" in path.read_text("utf-8")
