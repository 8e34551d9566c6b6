"""What makes a double click on our files open the window, on Linux."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from defusedxml import ElementTree
from PySide6.QtSvg import QSvgRenderer

from workshop_app.cli.screen import (
    EXCHANGE_SUFFIX,
    STORE_SUFFIX,
    asks_for_window,
)

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "packaging" / "linux"
ENTRY = FOLDER / "kuska.desktop"
KINDS = FOLDER / "kuska.xml"
SPACE = "{http://www.freedesktop.org/standards/shared-mime-info}"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a desktop of Linux")


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign] # keys have case
    parser.read(ENTRY, "utf-8")
    return parser["Desktop Entry"]


def kinds_known(data: Path) -> str:
    """Return what this person's desktop knows of file names."""
    return (data / "mime" / "globs2").read_text("utf-8")


def associate(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FOLDER / "associate", *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_DATA_HOME": str(data)},
    )


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(program), reason=f"needs {program}")


def test_the_entry_starts_a_command_that_is_installed() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "scripts"
    ]

    assert entry()["Exec"].split() == ["workshop-app", "%f"]
    assert entry()["TryExec"] in scripts


def test_everything_people_read_in_the_entry_is_there_in_spanish() -> None:
    read = [key for key in entry() if key in {"GenericName", "Comment", "Keywords"}]

    assert len(read) == 3
    assert all(entry()[f"{key}[es]"] for key in read)


def test_the_entry_opens_the_kinds_of_file_that_are_declared() -> None:
    kinds = list(ElementTree.fromstring(KINDS.read_bytes()))
    globs = [
        glob.get("pattern", "") for one in kinds for glob in one.findall(f"{SPACE}glob")
    ]

    assert entry()["MimeType"] == "".join(f"{one.get('type')};" for one in kinds)
    assert globs == [f"*{STORE_SUFFIX}", f"*{EXCHANGE_SUFFIX}"]
    assert all(asks_for_window([f"a{one[1:]}"]) for one in globs)


@needs("desktop-file-validate")
def test_the_entry_is_as_desktops_expect_it() -> None:
    told = subprocess.run(
        ["desktop-file-validate", ENTRY], check=False, capture_output=True, text=True
    )

    assert (told.returncode, told.stdout) == (0, "")


@needs("update-mime-database")
@needs("update-desktop-database")
def test_a_person_associates_the_files_and_takes_it_back(tmp_path: Path) -> None:
    done = associate(tmp_path)
    known = kinds_known(tmp_path)
    opened = (tmp_path / "applications" / "mimeinfo.cache").read_text("utf-8")
    undone = associate(tmp_path, "remove")

    assert (done.returncode, done.stderr) == (0, "")
    assert f"application/vnd.kuska.process:*{STORE_SUFFIX}" in known
    assert "application/vnd.kuska.process=kuska.desktop;" in opened
    assert (undone.returncode, undone.stderr) == (0, "")
    assert "kuska" not in kinds_known(tmp_path)
    assert not list(tmp_path.rglob("kuska.*"))


def test_anything_else_is_not_understood(tmp_path: Path) -> None:
    told = associate(tmp_path, "everything")

    assert told.returncode == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("qapp")
def test_qt_can_draw_the_picture_of_the_program() -> None:
    renderer = QSvgRenderer(str(FOLDER / "kuska.svg"))

    assert renderer.isValid()
    assert (renderer.defaultSize().width(), renderer.defaultSize().height()) == (64, 64)
