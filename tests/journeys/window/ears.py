# mypy: disable-error-code="no-untyped-def, no-untyped-call, import-not-found"
# ruff: noqa: ANN001, ANN201 Atspi says nothing of its types
"""What a screen reader hears; run by the system's Python, which has Atspi.

Reads one JSON command a line and answers each with one line.  A thing is said as
`{"at": [0, 2, 1], "role": …, "name": …, "states": […], "text": …, "box": […]}`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 its version is chosen first

TOLD = {
    Atspi.StateType.FOCUSED: "focused",
    Atspi.StateType.CHECKED: "checked",
    Atspi.StateType.SELECTED: "selected",
    Atspi.StateType.ENABLED: "enabled",
    Atspi.StateType.SHOWING: "showing",
    Atspi.StateType.EDITABLE: "editable",
    Atspi.StateType.MODAL: "modal",
    Atspi.StateType.EXPANDED: "expanded",
    Atspi.StateType.ACTIVE: "active",
}
FULL = {"table", "tree table", "list", "tree"}
"""What is told by its rows, and not gone into."""

WRITTEN = {"text", "entry", "password text", "spin button", "combo box"}
"""What holds words besides its name."""

MOST_ROWS = 60

HEARD: dict[str, Any] = {"focus": None, "announced": []}
"""What was said without being asked for: where the focus went, and announcements."""


def program():
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        if child is not None and child.get_child_count():
            child.set_cache_mask(Atspi.Cache.NONE)
            return child
    return None


def told(one, at):
    states = one.get_state_set()
    said = {
        "at": at,
        "role": one.get_role_name(),
        "name": one.get_name() or "",
        "states": sorted(
            word for state, word in TOLD.items() if states.contains(state)
        ),
    }
    if said["role"] in WRITTEN:
        said["text"] = Atspi.Text.get_text(one, 0, -1)
    if said["role"] in FULL and one.get_table_iface() is not None:
        said["rows"] = Atspi.Table.get_n_rows(one)
        said["selected"] = list(Atspi.Table.get_selected_rows(one))[:MOST_ROWS]
    return said


def walked(one, at, found):
    if one is None:
        return
    try:
        said = told(one, at)
    except GLib.Error:
        return  # it went away while the page was being told
    if at and at[1:] and "showing" not in said["states"]:
        return
    found.append(said)
    if "rows" in said:
        return
    for index, child in enumerate(children(one)):
        walked(child, [*at, index], found)


def children(one):
    try:
        return [one.get_child_at_index(n) for n in range(one.get_child_count())]
    except GLib.Error:
        return []


def reached(at):
    one = program()
    for index in at:
        one = one.get_child_at_index(index)
    return one


def tree():
    found: list[dict[str, Any]] = []
    one = program()
    if one is not None:
        walked(one, [], found)
    return found


def focused():
    one = HEARD["focus"]
    try:
        return None if one is None else told(one, [])
    except GLib.Error:
        return None  # it went away, and nothing has the focus yet


def announced():
    said, HEARD["announced"] = HEARD["announced"], []
    return said


def on_event(event):
    if event.type.startswith("object:announcement"):
        HEARD["announced"].append(str(event.any_data))
    elif event.detail1:
        HEARD["focus"] = event.source


def press(at, action):
    one = reached(at)
    count = Atspi.Action.get_n_actions(one)
    names = [Atspi.Action.get_action_name(one, n) for n in range(count)]
    return Atspi.Action.do_action(one, names.index(action))


def answered(command):
    match command["do"]:
        case "tree":
            return tree()
        case "focused":
            return focused()
        case "announced":
            return announced()
        case "press":
            return press(command["at"], command["action"])


def on_line(stdin, _condition):
    line = stdin.readline()
    if not line:
        Atspi.event_quit()
        return False
    try:
        answer = {"ok": answered(json.loads(line))}
    except Exception as error:  # noqa: BLE001 told to the test, which judges
        answer = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
    return True


def main():
    Atspi.set_timeout(10_000, 15_000)  # the default calls a busy laptop a hung program
    for kind in ("object:state-changed:focused", "object:announcement"):
        listener = Atspi.EventListener.new(on_event)
        listener.register(kind)
        HEARD[kind] = listener
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, on_line)
    Atspi.event_main()


if __name__ == "__main__":
    main()
