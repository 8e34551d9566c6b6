from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from workshop_app.cli import commands, main
from workshop_app.cli.main import run, spoken_language
from workshop_app.cli.statuses import (
    DONE,
    HUNG_UP,
    INTERRUPTED,
    MISUSED,
    REFUSED,
)
from workshop_app.errors import AppError
from workshop_app.i18n import Language

ENGLISH = {"KUSKA_LANGUAGE": "en"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KUSKA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(commands.Program, "make_context", fail)


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["--help"], ENGLISH)

    assert status == DONE
    assert "tally" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["plan.kuska"], ["PLAN.KUSKA"]])
def test_a_window_that_cannot_be_opened_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(arguments, ENGLISH)

    told = capsys.readouterr()
    assert status == REFUSED
    assert told.err.startswith("There is no screen here to open the window on.")
    assert told.out == ""


def test_an_unknown_command_is_a_misuse_and_says_where_to_look(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status = run(["talley"], ENGLISH)

    assert status == MISUSED
    assert capsys.readouterr().err == (
        "There is no command “talley”.\nSee: workshop-app --help\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["tally", "--frob"], "There is no option --frob here."),
        (["tally"], "STORE is missing."),
        (["new", "a.kuska"], "new needs --title"),
        (["tally", "a", "--ballot"], "Option --ballot is not used like this."),
        (["tally", "a", "--key-fd", "x"], "--key-fd will not do"),
        (["tally", "a", "b"], "The command was not understood"),
        (["import", "cats", "a", "b"], "will not do"),
    ],
)
def test_a_misuse_is_said_in_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(arguments, ENGLISH)

    assert status == MISUSED
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    ("arguments", "status", "kind"),
    [
        (["tally", "--json"], MISUSED, "misused"),
        (["info", "nothing.kuska", "--json"], REFUSED, "refused"),
        (["info", "nothing.kuska", "--key-fd", "-1", "--json"], REFUSED, "refused"),
        (["info", "a\udcff.kuska", "--json"], MISUSED, "misused"),
        (["session", "a.kuska", "\udcff", "--json"], MISUSED, "misused"),
    ],
)
def test_whoever_reads_json_is_refused_in_json(
    arguments: list[str], status: int, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answered = run(arguments, ENGLISH)

    told = capsys.readouterr()
    error = json.loads(told.out)["error"]
    assert (answered, error["kind"]) == (status, kind)
    assert error["message"] in told.err


@pytest.mark.skipif(sys.platform == "win32", reason="shells of Unix")
@pytest.mark.parametrize(
    ("shell", "status"),
    [
        ("--version >&-", DONE),
        ("--version >&- 2>&-", DONE),
        ("tally 2>&-", MISUSED),
        ("tally --json >&-", MISUSED),
    ],
)
def test_a_stream_that_is_closed_hinders_nothing(shell: str, status: int) -> None:
    command = f"{shlex.quote(sys.executable)} -m workshop_app {shell}"

    told = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == status
    assert "Traceback" not in told.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("options", ["", "--json"])
def test_a_full_disk_is_said_in_a_sentence(options: str, tmp_path: Path) -> None:
    new = f"new {tmp_path / 'a.kuska'} --title Plan --plain {options}"
    command = f"{shlex.quote(sys.executable)} -m workshop_app {new} >/dev/full"

    told = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=Path(__file__).parents[2],
        env={"KUSKA_HOME": str(tmp_path), "KUSKA_KEYRING": "off", **ENGLISH},
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == REFUSED
    assert told.stderr.startswith("The answer could not be written.")
    assert "Exception ignored" not in told.stderr


def test_a_refusal_is_a_sentence_with_advice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, AppError("It is closed.", advice="Open it."))

    status = run([], ENGLISH)

    assert status == REFUSED
    assert capsys.readouterr().err == "It is closed. Open it.\n"


def test_a_fault_names_the_log_and_the_log_names_nobody(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    failing(monkeypatch, ValueError("Rosa Quispe 99104821"))

    status = run([], ENGLISH)

    log = home / "kuska.log"
    told = capsys.readouterr().err
    assert status == REFUSED
    assert str(log) in told
    assert "Traceback" not in told
    written = log.read_text("utf-8")
    assert "builtins.ValueError" in written
    assert "test_main.py" in written
    assert "Quispe" not in written


def test_a_log_that_cannot_be_written_hides_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    home.write_text("not a folder", "utf-8")
    failing(monkeypatch, ValueError("x"))

    status = run([], ENGLISH)

    assert status == REFUSED
    assert "This is a fault of the program." in capsys.readouterr().err


def test_ctrl_c_is_said_and_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, KeyboardInterrupt())

    status = run([], ENGLISH)

    assert status == INTERRUPTED
    assert "Stopped" in capsys.readouterr().err


def test_a_reader_who_leaves_early_is_no_fault(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from workshop_app.cli.main import run\n"
        "status = run(['--help'], {'KUSKA_LANGUAGE': 'en'})\n"
        "sys.stderr.write(str(status))\n"
    )
    reader = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"KUSKA_HOME": str(tmp_path), "PYTHONPATH": "."},
        cwd=Path(__file__).parents[2],
        text=True,
    )
    assert reader.stdout is not None
    reader.stdout.close()
    assert reader.stderr is not None
    told = reader.stderr.read()
    reader.stderr.close()
    reader.wait()

    assert told == str(HUNG_UP)


@pytest.mark.parametrize(
    ("arguments", "environment", "spoken"),
    [
        (["tally", "--language", "en"], {"KUSKA_LANGUAGE": "es"}, Language.ENGLISH),
        (["--language=en", "tally"], {}, Language.ENGLISH),
        (["tally"], {"KUSKA_LANGUAGE": "es", "LANG": "en_US.UTF-8"}, Language.SPANISH),
        (["tally"], {"LANG": "en_US.UTF-8"}, Language.ENGLISH),
        (["tally"], {"LC_ALL": "es_PE.UTF-8", "LANG": "en_US"}, Language.SPANISH),
        (["tally"], {"LANG": "C"}, Language.SPANISH),
        (["tally", "--language"], {}, Language.SPANISH),
        ([], {}, Language.SPANISH),
    ],
)
def test_the_language_is_the_nearest_one_said(
    arguments: list[str], environment: dict[str, str], spoken: Language
) -> None:
    assert spoken_language(arguments, environment) == spoken


def test_a_version_is_told_without_importing_what_does_the_work() -> None:
    script = (
        "import sys\n"
        "from workshop_app.cli.main import run\n"
        "run(['--version'], {'KUSKA_LANGUAGE': 'en'})\n"
        "heavy = {'sqlalchemy', 'reportlab', 'openpyxl', 'pikepdf', 'cryptography'}\n"
        "sys.exit(sorted(heavy & set(sys.modules)) or 0)\n"
    )

    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("workshop-app ")
    assert main.PROGRAM == "workshop-app"
