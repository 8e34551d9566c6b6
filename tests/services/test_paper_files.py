from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import at
from tests.services.table import MadeTable, a_table, with_opening
from workshop_app.documents.certificates import Holder, make_own_certificate
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.vocabulary import PaperKind, Visibility
from workshop_app.i18n import Language
from workshop_app.services.delivery import (
    OutputUnwritableError,
    SignedFileInTheWayError,
)
from workshop_app.services.evidence import FileUnreadableError
from workshop_app.services.issuing import paper_name
from workshop_app.services.paper_files import (
    found_file,
    letters_issued,
    made_folder,
    paper_bytes,
    papers_folder,
    saved_copy,
    session_papers,
)
from workshop_app.services.papers import (
    issue_attendance,
    issue_letters,
    issue_minutes,
)
from workshop_app.services.signing import SignatureWish, sign_paper
from workshop_app.settings import Settings

if TYPE_CHECKING:
    from workshop_app.store import Store

SECRET = "una frase larga"  # noqa: S105 of a certificate made for the test


@pytest.fixture
def table(store: Store) -> MadeTable:
    return a_table(store)


def _sign(store: Store, path: Path, role: str) -> None:
    certificate = path.with_suffix(".p12")
    certificate.write_bytes(
        make_own_certificate(
            Holder(name="Nelly Condori"), SECRET.encode(), seed=b"n" * 32, since=at(7)
        )
    )
    wish = SignatureWish(at=at(14), role=role)
    sign_paper(path, certificate, SECRET, wish, store)


def _a_paper(**changes: Any) -> IssuedPaper:
    paper = IssuedPaper(
        id="p",
        paper_kind=PaperKind.MINUTES,
        subject="s",
        number="ACTA 003-2026-GR/APURÍMAC",
        version=1,
        record_sha256="",
        pdf_sha256="",
        issued_at=at(14),
    )
    return replace(paper, **changes)


def test_each_paper_has_a_file_of_its_own_name() -> None:
    english = _a_paper(version=2, language=Language.ENGLISH)
    draft = _a_paper(edition=Visibility.PUBLIC, draft=True)

    assert paper_name(_a_paper()) == "acta-003-2026-GR-APURÍMAC.pdf"
    assert paper_name(english) == "acta-003-2026-GR-APURÍMAC-v2-en.pdf"
    assert paper_name(draft) == "acta-003-2026-GR-APURÍMAC-publica-borrador.pdf"


def test_papers_go_beside_their_store(store: Store) -> None:
    folder = papers_folder(store, Settings())

    assert folder == Path(store.location).parent / (
        Path(store.location).stem + "-papeles"
    )


def test_papers_go_where_somebody_chose(store: Store, tmp_path: Path) -> None:
    settings = Settings().with_papers(store.process_id, str(tmp_path / "actas"))

    assert papers_folder(store, settings) == tmp_path / "actas"


def test_papers_of_a_server_go_to_the_home(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "location", "postgresql://host/kuska")

    assert papers_folder(store, Settings()) == Path.home() / "papeles"


def test_a_folder_is_made_once(tmp_path: Path) -> None:
    folder = made_folder(tmp_path / "a" / "b")

    assert made_folder(folder).is_dir()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")

    with pytest.raises(OutputUnwritableError):
        made_folder(tmp_path / "a" / "b")


def test_papers_are_found_with_who_signed_them(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    attendance = issue_attendance(store, table.session, tmp_path)
    first = issue_minutes(store, table.session, tmp_path)
    _sign(store, first.path, "facilitator")
    with_opening(store, table.session, "Otra apertura.")
    second = issue_minutes(store, table.session, tmp_path)

    latest, signed, listed = session_papers(store, table.session, tmp_path)

    assert (latest.path, signed.path) == (second.path, first.path)
    assert second.path.name.endswith("-v2.pdf")
    assert (latest.superseded, signed.superseded) == (False, True)
    assert signed.signed_roles == {"facilitator": "Nelly Condori"}
    assert latest.signed_roles == {}
    assert listed.path == attendance.path


def test_a_paper_that_was_renamed_is_found_and_a_changed_one_is_not(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issued = issue_minutes(store, table.session, tmp_path)
    renamed = issued.path.rename(tmp_path / "acta firmada.pdf")
    (tmp_path / "otra.pdf").write_bytes(b"%PDF-1.7")
    (paper,) = [one.paper for one in session_papers(store, table.session, tmp_path)]

    assert found_file(paper, tmp_path) == renamed
    assert found_file(paper, tmp_path, renamed=False) is None
    renamed.write_bytes(b"%PDF-1.7 other")
    assert found_file(paper, tmp_path) is None


def test_a_copy_is_saved_as_pdf(tmp_path: Path) -> None:
    saved_copy(b"%PDF-1.7", tmp_path / "copia")
    saved_copy(b"%PDF-1.7 two", tmp_path / "copia.pdf")

    assert (tmp_path / "copia.pdf").read_bytes() == b"%PDF-1.7 two"


def test_a_copy_never_replaces_another_signed_paper(tmp_path: Path) -> None:
    (tmp_path / "acta.pdf").write_bytes(b"%PDF-1.7 /ByteRange")

    with pytest.raises(SignedFileInTheWayError):
        saved_copy(b"%PDF-1.7", tmp_path / "acta.pdf")


def test_a_paper_that_is_gone_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "acta.pdf").write_bytes(b"%PDF-1.7")

    assert paper_bytes(tmp_path / "acta.pdf") == b"%PDF-1.7"
    with pytest.raises(FileUnreadableError):
        paper_bytes(tmp_path / "nada.pdf")


def test_the_last_letter_to_each_about_a_session(
    store: Store, table: MadeTable, tmp_path: Path
) -> None:
    issue_letters(store, table.session, tmp_path)
    issue_letters(store, None, tmp_path, draft=True)

    with store.read() as reader:
        told, elsewhere = (
            letters_issued(reader, table.session),
            letters_issued(reader, None),
        )

    assert set(told) == set(table.people[:2])
    assert elsewhere == {}
