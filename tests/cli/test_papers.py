from __future__ import annotations

import os
import sys
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from workshop_app.cli.statuses import DONE, FINDINGS, MISUSED, REFUSED
from workshop_app.clock import system_clock
from workshop_app.documents.certificates import Holder, make_own_certificate

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska

PASSPHRASE = "tres llamas"  # noqa: S105 invented for this test


def descriptor(passphrase: str) -> int:
    reading, writing = os.pipe()
    os.write(writing, passphrase.encode())
    os.close(writing)
    return reading


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    path = tmp_path / "nelida.p12"
    path.write_bytes(
        make_own_certificate(
            Holder(name="Nélida Huamaní Ccori"),
            PASSPHRASE.encode(),
            seed=b"\7" * 32,
            since=system_clock(),
        )
    )
    return path


def test_whoever_has_no_certificate_makes_one_and_signs(
    kuska: Kuska, minutes: Path, sample: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "rosa.p12"
    told = kuska(
        *("certificate", mine, "--name", "Rosa Quispe", "--organization", "Mesa"),
        *("--document", "DNI-40112233", "--passphrase-fd", descriptor(PASSPHRASE)),
        "--json",
    )

    kuska(
        *("sign", minutes, "--certificate", mine, "--store", sample),
        *("--passphrase-fd", descriptor(PASSPHRASE)),
    )

    assert told.json == {"path": str(mine), "name": "Rosa Quispe"}
    assert mine.stat().st_mode & 0o077 == 0
    verdict = kuska("verify", minutes, "--store", sample, "--json").json["files"][0]
    [signer] = verdict["signers"]
    assert (signer["name"], signer["self_made"]) == ("Rosa Quispe", True)
    assert "Rosa Quispe (Facilitator)" in kuska("verify", minutes).out


@pytest.mark.parametrize(
    ("file", "name", "passphrase", "sentence"),
    [
        ("a.p12", " ", PASSPHRASE, "name"),
        ("a.p12", "Rosa", "corta", "8 characters or more"),
        ("nelida.p12", "Rosa", PASSPHRASE, "already there"),
        ("no/a.p12", "Rosa", PASSPHRASE, "cannot be written"),
    ],
)
def test_a_certificate_that_will_not_do_is_not_made(
    kuska: Kuska,
    certificate: Path,
    file: str,
    name: str,
    passphrase: str,
    sentence: str,
) -> None:
    before = certificate.read_bytes()

    told = kuska(
        *("certificate", certificate.parent / file, "--name", name),
        *("--passphrase-fd", descriptor(passphrase)),
    )

    assert told.status == REFUSED
    assert sentence in told.err
    assert certificate.read_bytes() == before


def test_letters_have_no_public_edition(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    told = kuska(
        *("document", "letters", sample, "--out", tmp_path, "--edition", "public")
    )

    assert told.status == MISUSED
    assert "no public edition" in told.err


@pytest.fixture
def minutes(kuska: Kuska, sample: Path, tmp_path: Path) -> Path:
    path = tmp_path / "acta.pdf"
    told = kuska("document", "minutes", sample, "--out", path)
    assert told.status == DONE, told.err
    return path


def test_minutes_are_written_with_their_number(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    path = tmp_path / "acta.pdf"

    told = kuska(
        *("document", "minutes", sample, "--session", "MT-01", "--out", path),
        "--json",
    )

    assert told.status == DONE
    [file] = told.json["files"]
    assert file["path"] == str(path)
    assert file["number"] == "ACTA 001-2026-STGA"
    assert path.read_bytes().startswith(b"%PDF-")


def test_the_attendance_list_and_an_english_edition_are_written(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    listed = kuska("document", "attendance", sample, "--out", tmp_path / "lista.pdf")
    english = kuska(
        *("document", "minutes", sample, "--out", tmp_path / "minutes.pdf"),
        *("--language", "en", "--edition", "public"),
    )

    assert listed.status == DONE
    assert "LISTA 001-2026-STGA" in listed.out
    assert english.status == DONE


def test_minutes_of_a_session_under_way_are_a_draft_and_said_to_be(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    kuska("session", sample, "MT-02", "--title", "Otra mesa")

    told = kuska(
        *("document", "minutes", sample, "--session", "MT-02"),
        *("--out", tmp_path / "acta.pdf"),
    )

    assert told.status == DONE
    assert "its minutes are a draft" in told.err


def test_where_there_are_two_sessions_one_has_to_be_said(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    kuska("session", sample, "MT-02", "--title", "Otra mesa")

    told = kuska("document", "minutes", sample, "--out", tmp_path / "acta.pdf")

    assert told.status == REFUSED
    assert "--session: MT-01, MT-02" in told.err


def test_everybody_who_contributed_gets_a_letter(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "cartas"
    folder.mkdir()

    told = kuska("document", "letters", sample, "--out", folder, "--json")

    assert told.status == DONE
    assert len(told.json["files"]) == len(list(folder.iterdir())) == 21
    assert told.json["refused"] == []


def test_an_answer_without_its_reason_keeps_a_letter_back(
    kuska: Kuska, tmp_path: Path
) -> None:
    store, sheet = tmp_path / "plan.kuska", tmp_path / "proposals.csv"
    sheet.write_text(
        "Código,Título,Autores,Resultado\nP-1,Agua limpia,Rosa Quispe,rejected\n",
        "utf-8",
    )
    kuska("new", store, "--title", "Plan", "--operator", "Ana Ñahui", "--plain")
    kuska("import", "proposals", store, sheet)

    told = kuska("document", "letters", store, "--out", tmp_path / "cartas")

    assert told.status == FINDINGS
    assert "No letter for Rosa Quispe" in told.out
    assert "P-1" in told.out


def test_a_paper_that_was_issued_is_whole(
    kuska: Kuska, sample: Path, minutes: Path
) -> None:
    told = kuska("verify", minutes, sample, "--store", sample, "--json")

    assert told.status == DONE, told.out
    paper, store = told.json["files"]
    assert (paper["kind"], paper["whole"], paper["problems"]) == ("pdf", True, [])
    assert paper["signers"] == []
    assert (store["kind"], store["whole"]) == ("store", True)


def test_a_signature_is_put_recorded_and_verified(
    kuska: Kuska, sample: Path, minutes: Path, certificate: Path
) -> None:
    signed = kuska(
        *("sign", minutes, "--certificate", certificate, "--role", "rapporteur"),
        *("--passphrase-fd", descriptor(PASSPHRASE), "--store", sample, "--json"),
    )
    told = kuska("verify", minutes, "--store", sample, "--json")
    said = kuska("verify", minutes)

    assert signed.status == DONE, signed.err
    assert signed.json["name"] == "Nélida Huamaní Ccori"
    assert told.status == DONE, told.out
    [signer] = told.json["files"][0]["signers"]
    assert signer["name"] == "Nélida Huamaní Ccori"
    assert signer["covers_whole_file"] is True
    assert "with a key of their own making" in said.out


def test_without_a_store_the_key_descriptor_is_the_certificates(
    kuska: Kuska, minutes: Path, certificate: Path
) -> None:
    told = kuska(
        *("sign", minutes, "--certificate", certificate),
        *("--key-fd", descriptor(PASSPHRASE)),
    )

    assert told.status == DONE, told.err
    assert "has signed" in told.out


def test_a_wrong_passphrase_changes_nothing(
    kuska: Kuska, minutes: Path, certificate: Path
) -> None:
    before = minutes.read_bytes()

    told = kuska(
        *("sign", minutes, "--certificate", certificate),
        *("--passphrase-fd", descriptor("cuatro llamas")),
    )

    assert told.status == REFUSED
    assert minutes.read_bytes() == before


def test_an_altered_paper_is_found_out(kuska: Kuska, minutes: Path) -> None:
    content = minutes.read_bytes()
    minutes.write_bytes(content[: len(content) // 2])

    told = kuska("verify", minutes)

    assert told.status == FINDINGS
    assert "NOT WHOLE" in told.out


def test_a_file_that_is_not_there_is_a_finding_and_no_obstacle_to_the_rest(
    kuska: Kuska, minutes: Path
) -> None:
    told = kuska("verify", minutes.with_name("no.pdf"), minutes, "--json")

    assert told.status == FINDINGS
    assert [one["whole"] for one in told.json["files"]] == [False, True]


def test_without_a_terminal_a_passphrase_is_not_waited_for(
    kuska: Kuska, minutes: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(""))

    told = kuska("sign", minutes, "--certificate", certificate)

    assert told.status == REFUSED
    assert "--passphrase-fd" in told.err


@pytest.mark.slow  # signs twice
def test_a_second_signature_shows_that_the_first_does_not_cover_it(
    kuska: Kuska, minutes: Path, certificate: Path
) -> None:
    for role in ("rapporteur", "facilitator"):
        kuska(
            *("sign", minutes, "--certificate", certificate, "--role", role),
            *("--passphrase-fd", descriptor(PASSPHRASE)),
        )

    told = kuska("verify", minutes)

    assert told.status == DONE, told.out
    assert "something was added after it" in told.out


def test_letters_of_one_session_can_be_asked_for(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    kuska("session", sample, "MT-02")

    told = kuska(
        *("document", "letters", sample, "--session", "MT-02"),
        *("--out", tmp_path / "cartas", "--json"),
    )

    assert told.status == DONE
    assert told.json["files"] == []
