"""Nothing or a file opens the window; every other argument goes to the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workshop_app.cli.statuses import DONE, REFUSED

ROOT = Path(__file__).parents[1]
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

WITHOUT_WINDOW = """
import sys
import types
start = types.ModuleType("workshop_app.gui.start")
start.run = lambda arguments: print("window", *arguments) or 0
sys.modules["workshop_app.gui.start"] = start
from workshop_app.__main__ import main
main()
"""
"""The program with another window, for nobody would be there to close ours."""


def started(
    script: list[str], *arguments: str, home: Path, screen: bool
) -> subprocess.CompletedProcess[str]:
    """Start the program in English, with or without a screen."""
    environment = {k: v for k, v in os.environ.items() if k not in SCREENS}
    environment |= {"KUSKA_HOME": str(home), "KUSKA_LANGUAGE": "en"}
    if screen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run(
        [sys.executable, *script, *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )


needs_no_screen = pytest.mark.skipif(
    sys.platform in {"win32", "darwin"}, reason="these always have a screen"
)


@needs_no_screen
@pytest.mark.parametrize("arguments", [[], ["plan.kuska"]])
def test_without_a_screen_the_window_is_refused_in_a_sentence(
    arguments: list[str], tmp_path: Path
) -> None:
    told = started(["-m", "workshop_app"], *arguments, home=tmp_path, screen=False)

    assert told.returncode == REFUSED
    assert told.stderr == (
        "There is no screen here to open the window on. "
        "Commands need none: workshop-app --help lists them.\n"
    )


@pytest.mark.parametrize("arguments", [[], ["plan.kuska"]])
def test_with_a_screen_the_window_opens_on_what_was_named(
    arguments: list[str], tmp_path: Path
) -> None:
    told = started(["-c", WITHOUT_WINDOW], *arguments, home=tmp_path, screen=True)

    assert told.returncode == DONE
    assert told.stdout.split() == ["window", *arguments]


@pytest.mark.slow  # builds the sample
def test_the_sample_is_built_and_the_window_opens_on_it(tmp_path: Path) -> None:
    folder = tmp_path / "demo"

    told = started(
        ["-c", WITHOUT_WINDOW], "demo", str(folder), home=tmp_path / "home", screen=True
    )

    assert told.returncode == DONE
    assert told.stdout.splitlines()[-1] == f"window {folder / 'demo.kuska'}"
    assert (folder / "demo.kuska").exists()


@pytest.mark.slow  # builds the sample
def test_no_command_imports_qt(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from workshop_app.__main__ import run\n"
        "status = run(sys.argv[1:])\n"
        "sys.exit(sorted(m for m in sys.modules if 'PySide6' in m) or status)\n"
    )
    demo = str(tmp_path / "demo")

    told = started(
        ["-c", script], "demo", demo, "--no-window", home=tmp_path, screen=True
    )

    assert told.returncode == DONE, told.stderr


def test_the_window_imports_no_command(tmp_path: Path) -> None:
    script = WITHOUT_WINDOW.replace(
        'print("window", *arguments)', "print(*sorted(sys.modules))"
    )

    told = started(["-c", script], home=tmp_path, screen=True)

    imported = set(told.stdout.split())
    assert "workshop_app.cli.screen" in imported
    assert not imported & {"click", "workshop_app.cli.main", "workshop_app.i18n"}
