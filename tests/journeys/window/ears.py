# mypy: disable-error-code="no-untyped-def, no-untyped-call, import-not-found"
# ruff: noqa: ANN001, ANN201, ANN202, ANN204 Atspi says nothing of its types
"""What a screen reader hears; run by the system's Python, which has Atspi.

Reads one JSON command a line and answers each with one line.  A thing is said as
`{"at": [0, 2, 1], "role": …, "name": …, "states": […], "text": …, "box": […]}`.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402 its version is chosen first

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

PRESSING = {"Press", "Toggle"}
"""Actions that do what a click does; a control has one of the two."""

LONGEST = 15_000
"""Milliseconds for an answer: what D-Bus waits usually calls a busy laptop hung."""

REGISTRY, ROOT = "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"
ACCESSIBLE, ACTION, COMPONENT, TABLE, TEXT = (
    f"org.a11y.atspi.{name}"
    for name in ("Accessible", "Action", "Component", "Table", "Text")
)
PROPERTIES = "org.freedesktop.DBus.Properties"

HEARD: dict[str, Any] = {"focus": None, "announced": []}
"""What was said without being asked for: where the focus went, and announcements."""


class Ears:
    """Asks the program many things at once: one by one a page takes a second."""

    def __init__(self):
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        asked = bus.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
            None, None, Gio.DBusCallFlags.NONE, LONGEST, None,
        )  # fmt: skip
        self._link = Gio.DBusConnection.new_for_address_sync(
            asked.unpack()[0],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
        )

    def ask(self, questions):
        """Return the answers in the order of the questions; None for none."""
        answers, open_ones = [None] * len(questions), [len(questions)]

        def on_answer(link, result, number):
            open_ones[0] -= 1
            with suppress(GLib.Error):  # it went away while the page was being told
                answers[number] = link.call_finish(result).unpack()[0]

        for number, (bus, path, kind, method, *given) in enumerate(questions):
            values = GLib.Variant(*given) if given else None
            self._link.call(
                bus, path, kind, method, values, None,
                Gio.DBusCallFlags.NONE, LONGEST, None, on_answer, number,
            )  # fmt: skip
        while open_ones[0]:
            GLib.MainContext.default().iteration(may_block=True)
        return answers

    def told(self, places):
        """Return what is said of places `(bus, path, at)`; None for what went away."""
        asked = []
        for bus, path, _ in places:
            asked += [
                (bus, path, ACCESSIBLE, "GetRoleName"),
                (bus, path, ACCESSIBLE, "GetState"),
                a_property(bus, path, ACCESSIBLE, "Name"),
            ]
        heard = self.ask(asked)
        said = [
            None if None in one else as_thing(at, *one)
            for (_, _, at), *one in zip(
                places, heard[::3], heard[1::3], heard[2::3], strict=True
            )
        ]
        self._hear_words([both for both in zip(places, said, strict=True) if both[1]])
        return said

    def _hear_words(self, pairs):
        for (bus, path, _), said in pairs:
            if said["role"] in WRITTEN:
                text = (bus, path, TEXT, "GetText", "(ii)", (0, -1))
                said["text"] = self.ask([text])[0]
            if said["role"] in FULL:
                rows = a_property(bus, path, TABLE, "NRows")
                chosen = (bus, path, TABLE, "GetSelectedRows")
                count, numbers = self.ask([rows, chosen])
                if count is not None:
                    said["rows"], said["selected"] = count, (numbers or [])[:MOST_ROWS]

    def children(self, places):
        """Return the places below places, a list for each."""
        asked = [(bus, path, ACCESSIBLE, "GetChildren") for bus, path, _ in places]
        return [
            [(bus, path, [*at, n]) for n, (bus, path) in enumerate(below or [])]
            for (_, _, at), below in zip(places, self.ask(asked), strict=True)
        ]

    def program(self):
        """Return the place of the program, once it has a window."""
        (programs,) = self.children([(REGISTRY, ROOT, [])])
        for (bus, path, _), windows in zip(
            programs, self.children(programs), strict=True
        ):
            if windows:
                return bus, path, []
        return None

    def tree(self):
        """Return all that is on the screen, in the order of the page."""
        begun = self.program()
        places, found = [begun] if begun else [], []
        while places:
            said = self.told(places)
            found += [one for one in said if shows(one)]
            wider = [
                place
                for place, one in zip(places, said, strict=True)
                if shows(one) and "rows" not in one
            ]
            places = [place for below in self.children(wider) for place in below]
        return sorted(found, key=lambda one: one["at"])

    def focused(self):
        """Return what has the focus; None if it went away."""
        one = HEARD["focus"]
        return None if one is None else self.told([(one.app.bus_name, one.path, [])])[0]

    def place(self, at):
        """Return the place of something, by its way from the program."""
        place = self.program()
        for index in at:
            place = self.children([place])[0][index]
        return place

    def focus(self, at):
        """Put the focus on something; return whether it went there."""
        bus, path, _ = self.place(at)
        return self.ask([(bus, path, COMPONENT, "GrabFocus")])[0]

    def press(self, at):
        """Do what a screen reader does with something; return whether that was done."""
        bus, path, _ = self.place(at)
        (actions,) = self.ask([(bus, path, ACTION, "GetActions")])
        names = [name for name, *_ in actions]
        number = next(n for n, name in enumerate(names) if name in PRESSING)
        return self.ask([(bus, path, ACTION, "DoAction", "(i)", (number,))])[0]


def a_property(bus, path, kind, name):
    return bus, path, PROPERTIES, "Get", "(ss)", (kind, name)


def as_thing(at, role, states, name):
    bits = sum(word << 32 * place for place, word in enumerate(states))
    held = sorted(word for state, word in TOLD.items() if bits >> int(state) & 1)
    return {"at": at, "role": role, "name": name, "states": held}


def shows(one):
    """Return whether it is on the screen; the program and its windows always are."""
    return one is not None and (len(one["at"]) < 2 or "showing" in one["states"])


def announced():
    said, HEARD["announced"] = HEARD["announced"], []
    return said


def on_event(event):
    if event.type.startswith("object:announcement"):
        HEARD["announced"].append(str(event.any_data))
    elif event.detail1:
        HEARD["focus"] = event.source


def answered(ears, command):
    match command["do"]:
        case "tree":
            return ears.tree()
        case "focused":
            return ears.focused()
        case "announced":
            return announced()
        case "focus":
            return ears.focus(command["at"])
        case "press":
            return ears.press(command["at"])


def on_line(stdin, _condition, ears):
    line = stdin.readline()
    if not line:
        Atspi.event_quit()
        return False
    try:
        answer = {"ok": answered(ears, json.loads(line))}
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
    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, on_line, Ears())
    Atspi.event_main()


if __name__ == "__main__":
    main()
