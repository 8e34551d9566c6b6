from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from workshop_app.clock import SteppingClock
from workshop_app.documents.certificates import common_name, open_key
from workshop_app.domain.person import PersonNameMissingError
from workshop_app.ids import SeededIds
from workshop_app.services.certificates import (
    CertificateInTheWayError,
    PassphraseTooShortError,
    make_certificate,
)
from workshop_app.services.delivery import OutputUnwritableError

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "cuatro palabras que nadie adivina"  # noqa: S105


def _make(path: Path, name: str = "Rosa Quispe", passphrase: str = SECRET) -> None:
    ids = SeededIds("certificate", SteppingClock(at(8)))
    make_certificate(path, name, passphrase, ids=ids, since=at(8))


def test_a_certificate_opens_with_its_passphrase_and_says_whose_it_is(
    tmp_path: Path,
) -> None:
    path = tmp_path / "rosa.p12"

    _make(path, " Rosa  Quispe ")

    certificate = open_key(path.read_bytes(), SECRET.encode()).certificate
    assert common_name(certificate.subject) == "Rosa Quispe"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_only_its_owner_reads_a_certificate(tmp_path: Path) -> None:
    path = tmp_path / "rosa.p12"

    _make(path)

    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR


def test_a_certificate_is_somebodys(tmp_path: Path) -> None:
    with pytest.raises(PersonNameMissingError):
        _make(tmp_path / "nadie.p12", " \N{ZERO WIDTH SPACE} ")

    assert not list(tmp_path.glob("*.p12"))


def test_a_passphrase_that_could_be_guessed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PassphraseTooShortError):
        _make(tmp_path / "rosa.p12", passphrase="corta12")  # noqa: S106

    assert not list(tmp_path.glob("*.p12"))


def test_a_certificate_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rosa.p12"
    path.write_bytes(b"the only key of somebody")

    with pytest.raises(CertificateInTheWayError):
        _make(path)

    assert path.read_bytes() == b"the only key of somebody"


def test_a_certificate_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritableError):
        _make(tmp_path / "nowhere" / "rosa.p12")
