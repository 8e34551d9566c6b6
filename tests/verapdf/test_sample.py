"""Everything the sample leaves is conformant, as it is and once it is signed.

It goes the way an office goes: the command line makes the sample, issues its papers
again in the other language, for the public and as drafts, and signs.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.verapdf import checker
from workshop_app.cli.main import run
from workshop_app.cli.statuses import DONE

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "una clave larga"  # noqa: S105 of a certificate made here
ROLES = ("facilitator", "rapporteur", "chair_state", "chair_civil_society")


def passphrase() -> int:
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASE.encode())
    os.close(writing)
    return reading


def kuska(*arguments: object) -> None:
    status = run([str(each) for each in arguments], {"KUSKA_LANGUAGE": "es"})

    assert status == DONE, arguments


def sign(paper: Path, certificate: Path, role: str) -> None:
    kuska(
        *("sign", paper, "--certificate", certificate, "--role", role),
        *("--passphrase-fd", passphrase()),
    )


def whole_folder(folder: Path) -> list[Path]:
    """Make the sample with every kind of paper in it; return its PDFs."""
    store, certificate = folder / "demo.kuska", folder.with_suffix(".p12")
    kuska("demo", folder, "--no-window")
    for kind in ("minutes", "attendance"):
        for extra in (("--language", "en"), ("--edition", "public"), ("--draft",)):
            name = f"{kind}-{'-'.join(extra).strip('-')}.pdf"
            kuska("document", kind, store, "--out", folder / name, *extra)
    kuska(
        *("document", "letters", store, "--out", folder / "letters"),
        *("--language", "en"),
    )
    kuska(
        *("certificate", certificate, "--name", "Nélida Huamaní Ccori"),
        *("--passphrase-fd", passphrase()),
    )
    letter = min((folder / "cartas").glob("*.pdf"))
    shutil.copy(letter, folder / "carta-firmada.pdf")
    sign(folder / "carta-firmada.pdf", certificate, "signatory")
    shutil.copy(folder / "acta.pdf", folder / "acta-firmada.pdf")
    for role in ROLES:
        sign(folder / "acta-firmada.pdf", certificate, role)
    return sorted(folder.rglob("*.pdf"))


@pytest.mark.slow
def test_all_of_the_sample_is_conformant_in_both_languages_and_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker.require()
    monkeypatch.setenv("KUSKA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KUSKA_KEYRING", "off")

    files = whole_folder(tmp_path / "sample")

    verdicts = checker.check(files, tmp_path)
    # Two papers, 21 letters, both languages; public and draft ones; two signed.
    assert len(files) >= 50
    assert len(verdicts) == 2 * len(files)
    assert all(one.checks > 1000 for one in verdicts)
    assert {(one.file, one.flavour): one.failed for one in verdicts if one.failed} == {}
    assert all(one.compliant for one in verdicts)
