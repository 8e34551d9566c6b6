"""A computer of the test's own, and the sample on it, built once and copied."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from workshop_app.cli.main import run
from workshop_app.services.sample import build_sample

if TYPE_CHECKING:
    from pathlib import Path


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


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build_sample(str(folder / "demo.kuska"), home=folder / "home").store.close()
    return folder


@pytest.fixture
def sample(built: Path, tmp_path: Path, home: Path) -> Path:
    """The sample's store, copied for one test with the keys of its computer."""
    shutil.copytree(built / "home", home)
    copy = tmp_path / "demo.kuska"
    shutil.copy(built / "demo.kuska", copy)
    return copy
