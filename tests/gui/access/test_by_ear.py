"""The real program as a screen reader has it: named, and no action without answer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.gui.pictures.states import STATES
from tests.journeys.window.desk import Desk, NothingOfTheKindError, Thing, missing
from workshop_app.clock import SteppingClock
from workshop_app.gui.pages import PAGES
from workshop_app.i18n import Language, language

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
EVERYWHERE = {"Pages", "Páginas", "Menu", "Menú", "Search or go to…", "Buscar o ir a…"}
ANSWERED = 10.0
"""Seconds within which anything that was pressed has answered, on a busy machine."""

FEWEST = 1
"""Things to press that any page has at the least: on the last, who is writing."""

TAKEN = 1.0
"""Seconds within which the focus is heard to be where it was put."""

PRESSED_AGAIN = 4.0
"""Seconds after which whoever wants to go to a page presses its keys once more."""

SECTIONS = 5
"""Of the settings, each of which shows other controls."""

PLACES = [(one.name, 0) for one in PAGES] + [
    (PAGES[-1].name, section) for section in range(1, SECTIONS)
]
"""What is walked through: every page, and every section of the settings."""


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


def titles(page: str) -> set[str]:
    """Return what a page is called, whichever language was chosen on the way."""
    (shown,) = (one for one in PAGES if one.name == page)
    said = set()
    for spoken in Language:
        with language(spoken):
            said.add(shown.title())
    return said


def show(desk: Desk, page: str, section: int = 0) -> list[Thing]:
    """Go to a page; return what is on the screen then."""
    wanted = titles(page)
    seen: list[Thing] = []
    pressed = float("-inf")

    def is_there() -> bool:
        nonlocal pressed
        if time.perf_counter() - pressed > PRESSED_AGAIN:
            pressed = time.perf_counter()
            desk.keys(KEYS[page])
        seen[:] = desk.tree()
        return any(one["name"] in wanted and one["role"] == "label" for one in seen)

    desk.until(is_there, " or ".join(wanted))
    if section:
        desk.keys("Home", *["Down"] * section)
        desk.until(
            lambda: any(one.get("selected") == [section] for one in desk.tree()),
            f"section {section}",
        )
        return desk.tree()
    return seen


def told(one: Thing) -> tuple[object, ...]:
    return (
        one["role"], one["name"], tuple(one["states"]), one.get("text"),
        one.get("rows"), tuple(one.get("selected", ())),
    )  # fmt: skip


def answers(desk: Desk, before: list[Thing], focus: Thing) -> bool:
    """Return whether anything is there that was not there before.

    Another thing on the screen, another state, the focus elsewhere (a menu is heard
    by it alone), an announcement, or another program asked to open something.
    """
    known, began = [told(one) for one in before], time.perf_counter()
    while time.perf_counter() - began < ANSWERED:
        if desk.ask(do="announced") or desk.handed_over():
            return True
        if told(desk.focused()) != told(focus):
            return True
        if [told(one) for one in desk.tree()] != known:
            return True
    return False


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


def back(desk: Desk, page: str, section: int) -> list[Thing]:
    """Close whatever stands over the page, and come back to it."""
    desk.keys("Escape", "Escape")
    return show(desk, page, section)


@pytest.mark.parametrize("state", ["under_way", "answered"])
def test_nothing_on_any_page_is_nameless(desk: Desk, state: str) -> None:
    open_sample(desk, state)

    nameless = []
    for page in PAGES:
        nameless += [
            (page.name, one["role"], one["at"])
            for one in show(desk, page.name)
            if one["role"] in NAMED and not one["name"].strip()
        ]

    assert not nameless


@pytest.mark.parametrize(("page", "section"), PLACES)
def test_no_action_is_dead(desk: Desk, page: str, section: int) -> None:
    open_sample(desk, "answered" if page in {"minutes", "letters"} else "under_way")

    dead, done = [], set()
    things = show(desk, page, section)
    while waiting := [
        one for one in of_page(things, page) if (one["role"], one["name"]) not in done
    ]:
        one = waiting[0]
        done.add((one["role"], one["name"]))
        if not _answered(desk, one):
            dead.append((one["role"], one["name"]))
        assert desk.ended() is None, f"{one['name']} ended the program: {desk.log()}"
        try:
            things = back(desk, page, section)
        except NothingOfTheKindError as error:
            error.add_note(f"after {one['name']}, with {_windows(desk)}")
            raise

    assert "Traceback" not in desk.log()
    assert len(done) >= FEWEST
    assert not dead


def _windows(desk: Desk) -> list[str]:
    return [f"{one['role']} {one['name']}" for one in desk.tree() if len(one["at"]) < 3]


def _focused(desk: Desk, one: Thing) -> Thing:
    """Put the focus on something that takes it; return where the focus is then."""
    began = time.perf_counter()
    if desk.ask(do="focus", at=one["at"]):
        while time.perf_counter() - began < TAKEN:
            focus = desk.focused()
            if (focus["role"], focus["name"]) == (one["role"], one["name"]):
                break
    return desk.focused()


def _answered(desk: Desk, one: Thing) -> bool:
    """Press something as who came to it by Tab: the focus is on it before."""
    chosen = {"checked", "selected"} & set(one["states"])
    try:
        focus = _focused(desk, one)
        before = desk.tree()
        desk.ask(do="announced")
        desk.handed_over()
        desk.ask(do="press", at=one["at"])
    except NothingOfTheKindError:
        return False
    stays = one["role"] in {"radio button", "page tab"} and bool(chosen)
    return stays or answers(desk, before, focus)
