"""`run.py` sets up by itself, once, and says in one line what it cannot do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import run

SAID = """Traceback (most recent call last):
ImportError: libEGL.so.1: cannot open shared object file: No such file or directory
ImportError: libstdc++.so.6: cannot open shared object file: No such file or directory
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a checkout, with nothing set up."""
    for name in ("requirements.lock", "pyproject.toml", "run.py"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(run, "STAMP", tmp_path / ".venv" / "kuska-set-up")
    return tmp_path


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sample(folder: Path) -> Path:
    """A sample that was built before."""
    path = folder / "demo" / "demo.kuska"
    path.parent.mkdir()
    path.write_text("")
    return path


BUILD = ["-m", "workshop_app", "demo", "demo"]


@pytest.mark.usefixtures("folder", "screen")
def test_without_arguments_it_builds_the_sample_and_shows_it() -> None:
    assert run.wanted_command([]) == BUILD


@pytest.mark.usefixtures("sample", "screen")
def test_a_sample_somebody_worked_on_is_only_shown() -> None:
    command = run.wanted_command([])

    assert command == ["-m", "workshop_app", str(Path("demo", "demo.kuska"))]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="always a screen")
@pytest.mark.usefixtures("sample", "no_screen")
def test_where_no_window_opens_the_sample_is_built_again() -> None:
    assert run.wanted_command([]) == BUILD


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], True),
        (["plan.kuska"], True),
        (["demo", "folder"], True),
        (["demo", "folder", "--no-window"], False),
        (["test"], False),
        (["info", "plan.kuska"], False),
    ],
)
def test_it_knows_what_opens_the_window(
    arguments: list[str],
    expected: bool,  # noqa: FBT001 a parameter of the test
) -> None:
    assert run.shows_window(arguments) is expected


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries of Linux")
@pytest.mark.usefixtures("screen")
def test_what_an_x11_screen_needs_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(
        run, "X11_PACKAGES", {"libnone-such.so.7": "libnone7", "libc.so.6": "libc6"}
    )

    with pytest.raises(run.SetUpError, match=r"As root: apt install libnone7$"):
        run.ask_for_screen_libraries()


@pytest.mark.usefixtures("no_screen")
def test_without_a_screen_none_of_its_libraries_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "X11_PACKAGES", {"libnone-such.so.7": "libnone7"})

    run.ask_for_screen_libraries()


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries of Linux")
def test_all_that_qt_lacks_is_installed_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = ["ImportError: libnone-such.so.7: cannot open shared object file", ""]
    known = {"libnone-such.so.7": "libnone7", "libnone-else.so.1": "libelse1"}
    asked: list[set[str]] = []
    monkeypatch.setattr(run, "complaints", lambda: said.pop(0))
    monkeypatch.setattr(run, "DEBIAN_PACKAGES", known)
    monkeypatch.setattr(run, "apt_install", asked.append)

    run.ask_for_system_libraries()

    assert asked == [{"libnone7", "libelse1"}]


def test_a_library_that_stays_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "ImportError: libnone-such.so.7: cannot open shared object file"
    monkeypatch.setattr(run, "complaints", lambda: said)
    monkeypatch.setattr(run, "not_loading", lambda _names: set())
    monkeypatch.setattr(run, "apt_install", lambda _packages: None)

    with pytest.raises(run.SetUpError, match="does not load here"):
        run.ask_for_system_libraries()


def test_test_runs_the_tests_with_what_follows() -> None:
    command = run.wanted_command(["test", "tests/ledger", "-q"])

    assert command[:2] == ["-m", "pytest"]
    assert command[-2:] == ["tests/ledger", "-q"]


def test_anything_else_goes_to_the_program() -> None:
    assert run.wanted_command(["info", "x.kuska"]) == [
        *("-m", "workshop_app", "info", "x.kuska")
    ]


def test_the_system_libraries_in_a_complaint_are_found() -> None:
    assert run.missing_libraries(SAID) == {"libEGL.so.1", "libstdc++.so.6"}


def test_another_complaint_names_no_library() -> None:
    assert run.missing_libraries("ModuleNotFoundError: No module named 'x'") == set()


def test_an_environment_is_made_without_pip(checkout: Path) -> None:
    run.make_environment()

    python = run.environment_python()
    assert python.is_relative_to(checkout)
    assert run.succeeds(
        [python, "-c", "import sys; assert sys.prefix != sys.base_prefix"]
    )


def test_an_environment_that_runs_is_kept(checkout: Path) -> None:
    run.make_environment()
    mark = checkout / ".venv" / "mark"
    mark.write_text("")

    run.make_environment()

    assert mark.exists()


def test_a_stamped_environment_is_ready_at_once(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / ".venv").mkdir()
    run.STAMP.write_text(run.fingerprint(), "utf-8")
    monkeypatch.setattr(run, "make_environment", pytest.fail)

    run.set_up()


def test_a_changed_lock_is_installed_again(checkout: Path) -> None:
    before = run.fingerprint()

    (checkout / "requirements.lock").write_text("other")

    assert run.fingerprint() != before


def test_another_python_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "SUPPORTED", ((2, 7),))

    with pytest.raises(run.SetUpError, match=r"Python 3\.11 or 3\.12"):
        run.set_up()


def test_who_is_not_root_is_told_one_line_for_apt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)

    with pytest.raises(run.SetUpError, match=r"As root: apt install libegl1 libgl1$"):
        run.apt_install({"libgl1", "libegl1"})


@pytest.mark.skipif(sys.platform != "linux", reason="an apt of our own")
def test_an_apt_that_fails_is_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text("#!/bin/sh\necho no room on the disk >&2\nexit 100\n")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("os.geteuid", lambda: 0)

    with pytest.raises(run.SetUpError, match=r"(?s)no room.*apt install libegl1$"):
        run.apt_install({"libegl1"})


def test_it_asks_for_nothing_but_the_standard_library() -> None:
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", "import runpy; runpy.run_path('run.py')"],
        cwd=Path(run.__file__).parent,
        check=False,
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 0, answer.stderr
