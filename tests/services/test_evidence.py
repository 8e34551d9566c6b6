from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.builders import DAY
from tests.services.steps import last_title
from workshop_app.domain.evidence import Attachment
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import AttachmentKind, Visibility
from workshop_app.services import evidence
from workshop_app.services.evidence import (
    FileTooLargeError,
    FileUnreadableError,
    Provenance,
    attach_file,
)
from workshop_app.store import RecordMissingError

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store import Store


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "oficio 12.pdf"
    path.write_bytes(b"%PDF-1.7 no es de verdad")
    return path


def test_a_file_is_kept_with_where_it_came_from(
    store: Store, session: str, letter: Path
) -> None:
    said = Provenance(
        kind=AttachmentKind.LETTER,
        origin="Mesa de partes",
        dated_on=DAY,
        visibility=Visibility.PUBLIC,
    )

    made = attach_file(store, Session, session, letter, said)

    with store.read() as reader:
        found = reader.get(Attachment, made)
        content = reader.attachment(found.sha256)
    assert content == letter.read_bytes()
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert (found.subject_kind, found.subject) == ("session", session)
    assert (found.media_type, found.size) == ("application/pdf", len(content))
    assert found.dated_on == DAY
    assert last_title(store) == "Attach the file oficio 12.pdf"


def test_a_file_of_unknown_kind_is_kept_as_bytes(
    store: Store, session: str, tmp_path: Path
) -> None:
    path = tmp_path / "grabación"
    path.write_bytes(b"\0\1")

    made = attach_file(store, Session, session, path)

    with store.read() as reader:
        found = reader.get(Attachment, made)
    assert found.media_type == "application/octet-stream"
    assert found.visibility is Visibility.INTERNAL


def test_a_file_that_is_not_there_is_refused(
    store: Store, session: str, tmp_path: Path
) -> None:
    with pytest.raises(FileUnreadableError):
        attach_file(store, Session, session, tmp_path / "nada.pdf")


def test_a_file_too_large_is_refused(
    store: Store, session: str, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_BYTES", 10)

    with pytest.raises(FileTooLargeError) as refusal:
        attach_file(store, Session, session, letter)

    assert refusal.value.size == letter.stat().st_size


def test_a_file_proves_something_about_a_record(store: Store, letter: Path) -> None:
    with pytest.raises(RecordMissingError):
        attach_file(store, Session, "0" * 32, letter)
