from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builders import DAY
from tests.services.steps import last_title
from workshop_app.domain.evidence import Attachment
from workshop_app.domain.session import Session
from workshop_app.domain.text import TextUnstorableError
from workshop_app.domain.vocabulary import AttachmentKind, Visibility
from workshop_app.services import evidence
from workshop_app.services.evidence import (
    FileEmptyError,
    FileTooLargeError,
    FileUnreadableError,
    NotAFileError,
    Provenance,
    attach_file,
)
from workshop_app.store import RecordMissingError

if TYPE_CHECKING:
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


def test_only_files_are_attached(store: Store, session: str, tmp_path: Path) -> None:
    pipe = tmp_path / "tubo"
    os.mkfifo(pipe)

    for path in (tmp_path, pipe, Path(os.devnull)):
        with pytest.raises(NotAFileError) as refusal:
            attach_file(store, Session, session, path)

        assert refusal.value.path == path


def test_an_empty_file_proves_nothing(
    store: Store, session: str, tmp_path: Path
) -> None:
    path = tmp_path / "vacío.pdf"
    path.touch()

    with pytest.raises(FileEmptyError) as refusal:
        attach_file(store, Session, session, path)

    assert refusal.value.path == path


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("acta\u202efdp.exe", "acta□fdp.exe"),
        ("acta\n2.pdf", "acta□2.pdf"),
        (os.fsdecode(b"acta\xff.pdf"), "acta□.pdf"),
    ],
)
def test_a_name_that_deceives_is_shown_for_what_it_is(
    store: Store, session: str, tmp_path: Path, name: str, kept: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"algo")

    made = attach_file(store, Session, session, path)

    with store.read() as reader:
        assert reader.get(Attachment, made).name == kept


def test_where_a_file_comes_from_can_be_kept(
    store: Store, session: str, letter: Path
) -> None:
    with pytest.raises(TextUnstorableError):
        attach_file(store, Session, session, letter, Provenance(origin="Mesa\0"))
