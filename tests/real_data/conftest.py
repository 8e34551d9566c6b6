"""The folder with data that nobody here wrote, and a computer to read it on."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workshop_app.cli.main import run


@dataclass(frozen=True)
class Told:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


Kuska = Callable[..., Told]


@pytest.fixture(autouse=True)
def real() -> Path:
    """The folder named in the environment; without it the test is skipped."""
    named = os.environ.get("WORKSHOP_REAL_DATA")
    if not named or not Path(named).is_dir():
        pytest.skip("WORKSHOP_REAL_DATA names no folder with real data to read")
    return Path(named)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("KUSKA_HOME", str(folder))
    monkeypatch.setenv("KUSKA_KEYRING", "off")
    monkeypatch.delenv("KUSKA_OPERATOR", raising=False)
    return folder


@pytest.fixture
def kuska(capsys: pytest.CaptureFixture[str]) -> Kuska:
    """Run the command line, in English, and return what it said."""

    def ask(*arguments: object) -> Told:
        capsys.readouterr()
        status = run([str(each) for each in arguments], {"KUSKA_LANGUAGE": "en"})
        told = capsys.readouterr()
        return Told(status, told.out, told.err)

    return ask


@pytest.fixture
def plain_store(kuska: Kuska, tmp_path: Path) -> Path:
    """An empty process, founded on the command line."""
    path = tmp_path / "real.kuska"
    told = kuska("new", path, "--title", "Real", "--operator", "Rosa", "--plain")
    assert told.status == 0, told.err
    return path
