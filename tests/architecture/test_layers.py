"""import-linter's contracts hold, and each kind is seen to break when violated."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"

PLANTED = [
    ("domain", "workshop_app.store", "Layers"),
    ("documents", "workshop_app.exchange", "Layers"),
    ("documents", "workshop_app.ledger", "Documents are made of content"),
    ("gui", "workshop_app.cli", "Layers"),
    ("gui", "workshop_app.documents", "The window asks services"),
    ("gui", "workshop_app.ledger", "The window asks services"),
    ("ledger", "workshop_app.paths", "The ledger knows nothing"),
    ("services", "msgspec", "Only the ledger encodes commits"),
    ("domain", "cryptography", "Only the ledger handles keys"),
    ("store", "rapidfuzz", "Only the domain compares names"),
    ("services", "sqlalchemy", "Only the store speaks SQL"),
    ("services", "openpyxl", "Only exchange reads"),
    ("services", "pyrage", "Only exchange reads"),
    ("services", "reportlab", "Only documents sets"),
    ("services", "click", "Only the command line"),
    ("documents", "babel", "Only i18n knows"),
    ("services", "PySide6", "Only the window"),
    ("services", "platformdirs", "Only settings asks"),
]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
    )


def test_every_import_goes_downwards() -> None:
    answer = lint_imports(ROOT)

    assert answer.returncode == 0, answer.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "workshop_app", folder / "workshop_app")
    for layer, module, _ in PLANTED:
        name = f"planted_{module.replace('.', '_')}.py"
        (folder / "workshop_app" / layer / name).write_text(f"import {module}\n")
    cycle = folder / "workshop_app" / "domain"
    (cycle / "planted_hen.py").write_text("import workshop_app.domain.planted_egg\n")
    (cycle / "planted_egg.py").write_text("import workshop_app.domain.planted_hen\n")
    return folder


@pytest.fixture(scope="module")
def broken(copy: Path) -> str:
    answer = lint_imports(copy)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    return answer.stdout


@pytest.mark.parametrize(("layer", "module", "contract"), PLANTED)
def test_a_planted_import_breaks_its_contract(
    broken: str, layer: str, module: str, contract: str
) -> None:
    lines = [line for line in broken.splitlines() if line.startswith(contract)]
    planted = f"workshop_app.{layer}.planted_{module.replace('.', '_')}"

    assert any("BROKEN" in line for line in lines), lines
    assert planted in broken


def test_a_new_layer_must_find_its_place(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "workshop_app", tmp_path / "workshop_app")
    (tmp_path / "workshop_app" / "stray.py").write_text("")

    answer = lint_imports(tmp_path)

    assert answer.returncode == 1
    assert "stray" in answer.stdout


def test_siblings_may_not_turn_in_a_circle(broken: str) -> None:
    assert "planted_egg" in broken
