"""A display, a window manager, a bus for screen readers, and one program on it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
EARS = Path(__file__).with_name("ears.py")
ROOT = Path(__file__).parents[3]
SYSTEM_PYTHON = "/usr/bin/python3"
PATIENCE = 20.0
"""Seconds that anything may take on a busy machine; what is normal is measured."""

KEY_DELAY = 12
"""Milliseconds between two letters that xdotool types: about eighty a second."""

HELD_BACK = 0.15
"""Seconds after which a key is where it was meant for: Qt waits 0.1 for an answer."""

SHORTCUT = re.compile(r"(ctrl|alt)\+.*|F\d+")
"""What Qt takes for a shortcut, whatever has the focus."""

HANDED = "handed-over"
"""File of what other programs were asked to open, one a line."""

Thing = dict[str, Any]
"""One thing on the screen, as `ears` says it."""


def missing() -> str:
    """Return which program is not installed, or ""."""
    for name in ("Xvfb", "openbox", "xdotool", "dbus-daemon"):
        if shutil.which(name) is None:
            return name
    if not LAUNCHER.exists():
        return "at-spi2-core"
    heard = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False
    )
    return "" if heard.returncode == 0 else "python3-pyatspi"


class NothingOfTheKindError(AssertionError):
    """What was waited for did not come."""


class Desk:
    """Hands (xdotool) and ears (Atspi) on a display of their own.

    Attributes:
        folder: Of this desk: home, settings and documents are in it.
    """

    def __init__(self, folder: Path, size: str = "1366x768") -> None:
        self.folder = folder
        self._size = size
        self._typed = False
        self._stack = ExitStack()
        self._environment: dict[str, str] = {}
        self._program: subprocess.Popen[str] | None = None
        self._ears: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        """Put up the display and everything that stands on it."""
        runtime = self.folder / "run"
        for place in (runtime, self.folder / "Documents"):
            place.mkdir(parents=True, exist_ok=True)
        runtime.chmod(0o700)
        self._environment = {
            "PATH": f"{self._put_opener()}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "LANG": "C.UTF-8",
            "KUSKA_HOME": str(self.folder / "kuska"),
            "KUSKA_KEYRING": "off",
            "QT_QPA_PLATFORM": "xcb",
            "QT_ACCESSIBILITY": "1",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONPATH": str(ROOT),
            "PYTHONFAULTHANDLER": "1",
        }
        display = self._told(
            ["Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", f"{self._size}x24"]
        )
        self._environment["DISPLAY"] = f":{display}"
        address = self._told(
            ["dbus-daemon", "--session", "--nofork", "--print-address"]
        )
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = address
        self._quietly(["openbox"])
        self._until_managed()
        self._quietly([str(LAUNCHER), "--launch-immediately"])
        return self

    def __exit__(self, *_: object) -> None:
        """Take everything down again."""
        self.kill()
        self._stack.close()

    # The program

    def start(
        self, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> None:
        """Start the program and wait for its window."""
        log = self._stack.enter_context((self.folder / "program.log").open("ab"))
        self._program = subprocess.Popen(
            [sys.executable, "-m", "workshop_app", *arguments],
            env={**self._environment, **(environment or {})},
            stdout=log,
            stderr=log,
            cwd=self.folder,
            text=True,
        )
        self._ears = subprocess.Popen(
            [SYSTEM_PYTHON, "-W", "ignore", str(EARS)],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        self.hands("search", "--sync", "--onlyvisible", "--name", "Kuska")
        self.until(lambda: bool(self.tree()), "a window")

    def kill(self) -> None:
        """End the program as a power cut would."""
        for process in (self._program, self._ears):
            if process is not None:
                process.kill()
                process.communicate()
        self._program = self._ears = None

    def ended(self) -> int | None:
        """Return the status the program ended with; None while it runs."""
        return None if self._program is None else self._program.poll()

    def log(self) -> str:
        """Return what the program wrote to its terminal."""
        return (self.folder / "program.log").read_text("utf-8", "replace")

    def handed_over(self) -> list[str]:
        """Return what other programs were asked to open since this was asked last."""
        handed = self.folder / HANDED
        if not handed.exists():
            return []
        return handed.replace(handed.with_suffix(".seen")).read_text().splitlines()

    # Hands

    def hands(self, *command: str) -> str:
        """Do something with mouse or keyboard."""
        done = subprocess.run(
            ["xdotool", *command],
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Press keys, one after another, as xdotool names them.

        Qt shows keys to assistive technology before it gives them to a field, and
        waits for its answer; shortcuts it takes at once, and one that follows too fast
        overtakes what was typed before.
        """
        for shortcut, run in groupby(keys, _is_shortcut):
            if shortcut and self._typed:
                time.sleep(HELD_BACK)
            self.hands("key", "--delay", str(KEY_DELAY), *run)
            self._typed = not shortcut

    def types(self, words: str) -> None:
        """Type words wherever the focus is."""
        self.hands("type", "--delay", str(KEY_DELAY), "--", words)
        self._typed = True

    # Ears

    def ask(self, **command: Any) -> Any:
        """Ask the ears; what they could not do is an error here."""
        ears = self._ears
        if ears is None or ears.stdin is None or ears.stdout is None:
            message = "nothing was started"
            raise NothingOfTheKindError(message)
        ears.stdin.write(json.dumps(command) + "\n")
        ears.stdin.flush()
        answer = json.loads(ears.stdout.readline())
        if "error" in answer:
            raise NothingOfTheKindError(answer["error"])
        return answer["ok"]

    def tree(self) -> list[Thing]:
        """Return everything that is on the screen."""
        found: list[Thing] = self.ask(do="tree")
        return found

    def focused(self) -> Thing:
        """Return what has the focus; an empty thing if nothing has."""
        found: Thing | None = self.ask(do="focused")
        return found or {"name": "", "role": "", "states": []}

    def find(self, name: str, role: str = "") -> Thing | None:
        """Return what is called so, if it is on the screen."""
        for one in self.tree():
            if name in one["name"] and role in {"", one["role"]}:
                return one
        return None

    def until(self, true: Callable[[], object], what: str) -> float:
        """Wait until something is so; return how many seconds that took."""
        began = time.perf_counter()
        while time.perf_counter() - began < PATIENCE:
            try:
                if true():
                    return time.perf_counter() - began
            except NothingOfTheKindError:
                pass  # what was asked about went away while it was being told
            if self.ended() is not None:
                break
            time.sleep(0.02)
        message = f"no {what}; the program said:\n{self.log()[-2000:]}"
        raise NothingOfTheKindError(message)

    def until_focus(self, name: str) -> None:
        """Wait until what has the focus is called so."""
        try:
            self.until(lambda: name in self.focused()["name"], f"focus on {name}")
        except NothingOfTheKindError as error:
            error.add_note(self.what_is_there())
            raise

    def until_seen(self, name: str, role: str = "") -> None:
        """Wait until something is called so."""
        self.until(lambda: self.find(name, role), f"“{name}”")

    def what_is_there(self) -> str:
        """Say where the focus is and what is written, for whoever looks for a fault."""
        written = [(one["name"], one["text"]) for one in self.tree() if one.get("text")]
        alerts = [one["name"] for one in self.tree() if one["role"] == "label"]
        return f"focus: {self.focused()}; written: {written}; said: {alerts}"

    # Around them

    def _until_managed(self) -> None:
        """Wait for the window manager: one that comes later focuses no window."""
        began = time.perf_counter()
        asked = ["xdotool", "get_num_desktops"]  # which managers alone can tell
        while subprocess.run(
            asked, env=self._environment, capture_output=True, check=False
        ).returncode:
            assert time.perf_counter() - began < PATIENCE, "no window manager"
            time.sleep(0.02)

    def _put_opener(self) -> Path:
        """Put down what opens documents on a desk with other programs."""
        programs = self.folder / "bin"
        programs.mkdir()
        opener = programs / "xdg-open"
        opener.write_text(f'#!/bin/sh\necho "$1" >>"{self.folder / HANDED}"\n')
        opener.chmod(0o755)
        return programs

    def _told(self, command: list[str]) -> str:
        """Start something that stays, and return the first line it says."""
        process = self._stack.enter_context(
            _running(command, self._environment, subprocess.PIPE)
        )
        assert process.stdout is not None
        return process.stdout.readline().decode().strip()

    def _quietly(self, command: list[str]) -> None:
        self._stack.enter_context(
            _running(command, self._environment, subprocess.DEVNULL)
        )


def _is_shortcut(key: str) -> bool:
    return SHORTCUT.fullmatch(key) is not None


@contextmanager
def _running(
    command: list[str], environment: dict[str, str], out: int
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, env=environment, stdout=out, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=10)
        if process.stdout is not None:
            process.stdout.close()
