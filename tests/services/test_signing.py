from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.services.steps import deeds, last_title
from tests.services.table import a_table, with_opening
from workshop_app.documents.certificates import (
    Holder,
    WrongPassphraseError,
    make_own_certificate,
)
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.services.delivery import OutputUnwritableError, Tray
from workshop_app.services.evidence import FileUnreadableError
from workshop_app.services.papers import issue_minutes
from workshop_app.services.processes import found_process
from workshop_app.services.signing import (
    OtherHolderError,
    PaperUnknownError,
    SignatureWish,
    SignedMeanwhileError,
    sign_paper,
)
from workshop_app.services.verifying import verify_files
from workshop_app.store import Store
from workshop_app.store.errors import StoreMissingError

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "una frase larga"  # noqa: S105 of a certificate made for the test


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "nelly.p12"
    holder = Holder(name="Nelly Condori")
    path.write_bytes(
        make_own_certificate(holder, SECRET.encode(), seed=b"n" * 32, since=at(7))
    )
    return path


@pytest.fixture
def acta(store: Store, tmp_path: Path) -> Path:
    session = a_table(store).session
    return issue_minutes(store, session, tmp_path / "acta.pdf").path


def _paper(store: Store) -> IssuedPaper:
    with store.read() as reader:
        return reader.all(IssuedPaper)[0]


def test_a_signature_is_recorded_with_the_paper(
    store: Store, acta: Path, certificate: Path
) -> None:
    wish = SignatureWish(at=at(14), role="facilitator", reason="Conforme", place="Puno")

    signature = sign_paper(acta, certificate, SECRET, wish, store)

    verdict = verify_files([acta], store)[0]
    assert (signature.field, signature.name) == ("facilitator", "Nelly Condori")
    assert signature.number == "ACTA 001-2026-STGA"
    assert signature.self_made
    assert verdict.whole, verdict.problems
    assert verdict.number == "ACTA 001-2026-STGA"
    assert [(one.name, one.role) for one in verdict.signers] == [
        ("Nelly Condori", "facilitator")
    ]
    assert _paper(store).signed_by == ("Nelly Condori",)
    assert last_title(store).startswith("Record the signature of Nelly Condori on ACTA")


def test_several_sign_one_after_the_other(
    store: Store, acta: Path, certificate: Path
) -> None:
    sign_paper(acta, certificate, SECRET, SignatureWish(at=at(14)), store)
    sign_paper(
        acta, certificate, SECRET, SignatureWish(at=at(15), field="chair_state"), store
    )

    verdict = verify_files([acta], store)[0]
    assert verdict.whole, verdict.problems
    assert len(verdict.signers) == 2
    assert len(_paper(store).signed_by) == 2


def test_a_paper_can_be_signed_without_a_store(
    store: Store, acta: Path, certificate: Path
) -> None:
    signature = sign_paper(acta, certificate, SECRET, SignatureWish(at=at(14)))

    assert signature.number == ""
    assert verify_files([acta])[0].whole
    assert verify_files([acta], store)[0].problems == (
        "The signature of Nelly Condori is not on record.",
    )


def test_a_paper_of_another_process_is_not_recorded_here(
    store: Store, acta: Path, certificate: Path
) -> None:
    before, known = acta.read_bytes(), deeds(store)
    acta.write_bytes(before + b"\n% un byte de mas\n")

    with pytest.raises(PaperUnknownError):
        sign_paper(acta, certificate, SECRET, SignatureWish(at=at(14)), store)

    assert deeds(store) == known
    assert acta.read_bytes().startswith(before)


def test_a_wrong_passphrase_changes_nothing(
    store: Store, acta: Path, certificate: Path
) -> None:
    before = acta.read_bytes()

    with pytest.raises(WrongPassphraseError):
        sign_paper(acta, certificate, "otra", SignatureWish(at=at(14)), store)

    assert acta.read_bytes() == before


def test_a_file_that_is_not_there_cannot_be_signed(
    certificate: Path, tmp_path: Path
) -> None:
    with pytest.raises(FileUnreadableError):
        sign_paper(tmp_path / "nada.pdf", certificate, SECRET, SignatureWish(at=at(14)))


def test_a_signature_that_was_cut_off_again_is_missed(
    store: Store, acta: Path, certificate: Path
) -> None:
    unsigned = acta.read_bytes()
    sign_paper(acta, certificate, SECRET, SignatureWish(at=at(14)), store)
    acta.write_bytes(unsigned)

    alone, compared = verify_files([acta])[0], verify_files([acta], store)[0]

    assert alone.whole
    assert not compared.whole
    assert compared.problems == (
        "The signature of Nelly Condori, which is on record, is missing.",
    )


def test_a_paper_that_was_issued_elsewhere_is_said_to_be(
    store: Store, acta: Path, tmp_path: Path
) -> None:
    other = found_process(str(tmp_path / "otro.kuska"), "Otro", "Ana", plain=True)

    verdict = verify_files([acta], other)[0]

    assert verdict.problems == ("This process never issued this paper.",)
    assert verdict.number == ""
    other.close()


def test_a_file_that_was_saved_again_is_not_the_one_on_record(
    store: Store, acta: Path
) -> None:
    acta.write_bytes(acta.read_bytes() + b"\n")

    verdict = verify_files([acta], store)[0]

    assert verdict.problems[-1] == (
        "The file is not the one that was recorded, byte for byte."
    )


def test_each_version_is_known_by_its_own_record(
    store: Store, acta: Path, tmp_path: Path
) -> None:
    with store.read() as reader:
        session = reader.all(IssuedPaper)[0].subject
    with_opening(store, session, "Otra apertura.")
    second = issue_minutes(store, session, tmp_path / "dos.pdf").path

    verdicts = verify_files([acta, second], store)

    assert [one.whole for one in verdicts] == [True, True]


def test_nothing_that_is_wrong_stops_the_rest(store: Store, tmp_path: Path) -> None:
    broken = tmp_path / "roto.pdf"
    broken.write_bytes(b"no es un PDF")
    other = tmp_path / "notas.txt"
    other.write_text("apuntes")
    a_store = tmp_path / "taller.kuska"

    verdicts = verify_files(
        [broken, other, tmp_path / "nada.pdf", tmp_path / "nada.kuska", a_store]
    )

    assert [(one.kind, one.whole) for one in verdicts] == [
        ("pdf", False),
        ("unknown", False),
        ("unknown", False),
        ("store", False),
        ("store", True),
    ]
    assert verdicts[1].problems == ("This is neither a PDF nor a store.",)
    assert "cannot be read" in verdicts[2].problems[0]
    assert str(StoreMissingError(str(tmp_path / "nada.kuska"))) in verdicts[3].problems


def test_a_store_is_opened_as_it_is_told(store: Store, tmp_path: Path) -> None:
    opened = []

    def opener(path: Path) -> Store:
        opened.append(path)
        return Store.open(str(path))

    path = tmp_path / "taller.kuska"

    assert verify_files([path], opener=opener)[0].whole
    assert opened == [path]


def test_a_file_that_cannot_be_replaced_is_not_on_record_as_signed(
    store: Store, acta: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = acta.read_bytes()

    def held_open(part: Path, path: Path) -> Path:
        raise PermissionError(13, "used by another program", str(part), None, str(path))

    with monkeypatch.context() as windows:
        windows.setattr(type(acta), "replace", held_open)
        with pytest.raises(OutputUnwritableError):
            sign_paper(acta, certificate, SECRET, SignatureWish(at=at(14)), store)

    assert acta.read_bytes() == before
    assert _paper(store).signed_by == ()
    sign_paper(acta, certificate, SECRET, SignatureWish(at=at(14)), store)
    assert verify_files([acta], store)[0].whole


def test_two_who_sign_at_once_do_not_lose_a_signature(
    store: Store,
    acta: Path,
    certificate: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = tmp_path / "copia.pdf"
    copy.write_bytes(acta.read_bytes())
    put = Tray.put
    raced: list[int] = []

    def slow(self: Tray, path: Path, content: bytes, *, over_signed: bool) -> None:
        put(self, path, content, over_signed=over_signed)
        if not raced:
            raced.append(1)
            wish = SignatureWish(at=at(14), role="rapporteur")
            sign_paper(copy, certificate, SECRET, wish, store)

    monkeypatch.setattr(Tray, "put", slow)

    with pytest.raises(SignedMeanwhileError) as refusal:
        sign_paper(acta, certificate, SECRET, SignatureWish(at=at(14)), store)

    assert refusal.value.number == "ACTA 001-2026-STGA"
    assert _paper(store).signed_by == ("Nelly Condori",)
    assert verify_files([copy], store)[0].whole


def test_the_certificate_of_somebody_else_is_refused_where_a_holder_is_named(
    store: Store, acta: Path, certificate: Path
) -> None:
    before = acta.read_bytes()
    wish = SignatureWish(at=at(14), role="chair_state", holder="Elmer Tuntui")

    with pytest.raises(OtherHolderError) as refused:
        sign_paper(acta, certificate, SECRET, wish, store)

    assert (refused.value.name, refused.value.holder) == (
        "Nelly Condori",
        "Elmer Tuntui",
    )
    assert acta.read_bytes() == before
    assert _paper(store).signed_by == ()


def test_a_certificate_signs_for_its_holder_with_more_names_or_fewer(
    store: Store, acta: Path, certificate: Path
) -> None:
    wish = SignatureWish(at=at(14), holder="Nelly Condori Mamani")

    assert sign_paper(acta, certificate, SECRET, wish, store).name == "Nelly Condori"
