"""The real program as a screen reader has it: named, and no action without answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.gui.pictures.states import STATES
from tests.journeys.window.desk import Desk, NothingOfTheKindError, Thing, missing
from workshop_app.clock import SteppingClock
from workshop_app.gui.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow]

ENGLISH = {"KUSKA_LANGUAGE": "en"}
KEYS = {one.name: one.keys.lower().replace(",", "comma") for one in PAGES}
PRESSED = {"push button", "toggle button", "check box", "radio button", "page tab"}
NAMED = PRESSED | {
    "text", "entry", "password text", "combo box", "spin button", "table", "list",
    "tree", "slider",
}  # fmt: skip
EVERYWHERE = {"Pages", "Menu", "Search or go to…"}
LOOKS = 8
"""Times that an answer is looked for."""

FEWEST = 2
"""Things to press that any page has at the least."""

SILENT: dict[str, str] = {
    "Open the folder": "another program answers, and on the test's desk there is none",
}
"""Actions that change nothing that can be heard, each with its reason."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    wanting = missing()
    if wanting:
        pytest.skip(f"{wanting} is not installed (apt install {wanting})")
    with Desk(tmp_path) as desk:
        yield desk


def open_sample(desk: Desk, state: str) -> None:
    location = desk.folder / "taller.kuska"
    home = desk.folder / "kuska"
    STATES[state].build(location, home, SteppingClock(STATES[state].now))
    desk.start(str(location), environment=ENGLISH)
    desk.until_seen("The path of the day")


def show(desk: Desk, page: str, title: str) -> list[Thing]:
    """Go to a page; return what is on the screen then."""
    desk.keys(KEYS[page])
    seen: list[Thing] = []

    def is_there() -> bool:
        seen[:] = desk.tree()
        return any(one["name"] == title and one["role"] == "label" for one in seen)

    desk.until(is_there, title)
    return seen


def told(one: Thing) -> tuple[object, ...]:
    return (
        one["role"], one["name"], tuple(one["states"]), one.get("text"),
        one.get("rows"), tuple(one.get("selected", ())),
    )  # fmt: skip


def answers(desk: Desk, before: list[Thing]) -> bool:
    """Return whether anything can be heard that could not be heard before."""
    known = [told(one) for one in before]
    return any(
        desk.ask(do="announced") or [told(one) for one in desk.tree()] != known
        for _ in range(LOOKS)
    )


def of_page(things: list[Thing], page: str) -> list[Thing]:
    """Return what can be pressed; what stands on every page, on the first alone."""
    bars = [one["at"] for one in things if one["name"] in EVERYWHERE]
    return [
        one
        for one in things
        if one["role"] in PRESSED
        and "enabled" in one["states"]
        and (
            page == PAGES[0].name
            or not any(one["at"][: len(bar)] == bar for bar in bars)
        )
    ]


def back(desk: Desk, page: str, title: str) -> list[Thing]:
    """Close whatever stands over the page, and come back to it."""
    desk.keys("Escape", "Escape")
    return show(desk, page, title)


@pytest.mark.parametrize("state", ["under_way", "answered"])
def test_nothing_on_any_page_is_nameless(desk: Desk, state: str) -> None:
    open_sample(desk, state)

    nameless = []
    for page in PAGES:
        nameless += [
            (page.name, one["role"], one["at"])
            for one in show(desk, page.name, page.title())
            if one["role"] in NAMED and not one["name"].strip()
        ]

    assert not nameless


@pytest.mark.parametrize("page", [one.name for one in PAGES])
def test_no_action_is_dead(desk: Desk, page: str) -> None:
    state = "answered" if page in {"minutes", "letters"} else "under_way"
    open_sample(desk, state)
    title = next(one.title() for one in PAGES if one.name == page)

    dead, done = [], set()
    things = show(desk, page, title)
    while waiting := [
        one for one in of_page(things, page) if (one["role"], one["name"]) not in done
    ]:
        one = waiting[0]
        done.add((one["role"], one["name"]))
        if not _answered(desk, one, things) and one["name"] not in SILENT:
            dead.append((one["role"], one["name"]))
        assert desk.ended() is None, f"{one['name']} ended the program: {desk.log()}"
        things = back(desk, page, title)

    assert "Traceback" not in desk.log()
    assert len(done) >= FEWEST
    assert not dead


def _answered(desk: Desk, one: Thing, before: list[Thing]) -> bool:
    chosen = {"checked", "selected"} & set(one["states"])
    desk.ask(do="announced")
    try:
        desk.ask(do="press", at=one["at"], action=_action(one))
    except NothingOfTheKindError:
        return False
    stays = one["role"] in {"radio button", "page tab"} and bool(chosen)
    return stays or answers(desk, before)


def _action(one: Thing) -> str:
    return "Toggle" if one["role"] in {"check box", "toggle button"} else "Press"
