"""Damaged stores: a sentence each, never a traceback, and what can be saved is."""

from __future__ import annotations

import dataclasses
import random
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.conftest import Place, founded, registered
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.ballot import Ballot, Vote
from workshop_app.domain.evidence import Attachment
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import VoteChoice
from workshop_app.errors import AppError
from workshop_app.store import Deed, Store
from workshop_app.store.connecting import connect_file
from workshop_app.store.errors import (
    NotAStoreError,
    SalvageFailedError,
    StoreDamagedError,
    StoreExistsError,
    StoreForbiddenError,
    StoreLockedError,
    StoreMissingError,
    StoreTooNewError,
)
from workshop_app.store.integrity import Finding, Problem, check, salvage
from workshop_app.store.keys import StoreKey
from workshop_app.store.kinds import Certificate

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = 4096


def filled(place: Place, count: int = 60) -> list[str]:
    """Register people one deed each; return their names."""
    names = [f"Persona {number:03}" for number in range(count)]
    with closing(place.open()) as store:
        for name in names:
            registered(store, name)
    return names


def problems(store: Store) -> set[Problem]:
    return {finding.problem for finding in check(store)}


def sentences(error: AppError) -> str:
    assert error.message
    assert error.advice
    return str(error)


def looked_at(place: Place) -> str:
    """Do with a store what a person would; return what they are told."""
    try:
        with closing(place.open(seed="looked")) as store:
            with store.read() as reader:
                reader.all(Person)
                reader.history()
                reader.search("persona")
            findings = check(store)
    except AppError as error:
        return sentences(error)
    assert all(finding.sentence for finding in findings)
    return findings[0].sentence if findings else ""


def kept(place: Place, names: list[str]) -> bool:
    with closing(place.open(seed="kept")) as store, store.read() as reader:
        return [person.name for person in reader.all(Person)][1:] == names


def altered(place: Place, statement: str) -> None:
    """Edit a plain file behind the program's back."""
    with closing(connect_file(Path(place.location), None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(statement)


def test_a_whole_store_has_nothing_wrong(store: Store) -> None:
    registered(store, "Rosa")

    assert check(store) == ()


@pytest.mark.parametrize("page", range(0, 40, 6))
def test_a_flipped_page_is_told_and_the_rest_is_saved(
    file_place: Place, page: int, tmp_path: Path
) -> None:
    names = filled(file_place)
    path = Path(file_place.location)
    content = bytearray(path.read_bytes())
    start = (page * PAGE) % (len(content) - PAGE)
    for at in range(start + 100, start + PAGE - 100, 7):
        content[at] ^= 0x5A
    path.write_bytes(content)

    told = looked_at(file_place)

    assert told or kept(file_place, names)  # the page may hold nothing yet
    dest = tmp_path / "saved.kuska"
    try:
        saved = salvage(str(path), str(dest), home=file_place.home)
    except (SalvageFailedError, StoreLockedError, NotAStoreError) as error:
        told = sentences(error)
        assert not dest.exists()
    else:
        assert saved.commits > 0
        assert looked_at(Place(str(dest), file_place.home)) is not None


def test_random_bytes_anywhere_never_make_a_traceback(
    file_place: Place, tmp_path: Path
) -> None:
    filled(file_place, 20)
    whole = Path(file_place.location).read_bytes()
    chance = random.Random(7)  # noqa: S311 the same on every run

    for _ in range(12):
        content = bytearray(whole)
        for _ in range(chance.randrange(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        Path(file_place.location).write_bytes(content)
        looked_at(file_place)


@pytest.mark.parametrize("size", [0, 1, 15, 100, 4095, 4096, 5000, 20_000])
def test_a_truncated_file_is_told(file_place: Place, size: int) -> None:
    filled(file_place, 5)
    path = Path(file_place.location)
    path.write_bytes(path.read_bytes()[:size])

    assert looked_at(file_place)


def test_a_deleted_journal_is_noticed_and_no_second_history_begins(
    file_place: Place, tmp_path: Path
) -> None:
    path = Path(file_place.location)
    with closing(file_place.open()) as store:
        registered(store, "Ana")
    kept = tmp_path / "kept"
    with closing(file_place.open(seed="b")) as store:
        registered(store, "Rosa")
        shutil.copyfile(path, kept)  # without what is still in the journal
        first = store.device
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    shutil.copyfile(kept, path)

    with closing(file_place.open(seed="c")) as store:
        assert store.forgotten == (3, 3)
        assert problems(store) == {Problem.DEEDS_LOST}
        registered(store, "Juana")
        assert store.device != first
    with closing(file_place.open(seed="d")) as store:
        assert store.forgotten is None
        assert check(store) == ()


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE person SET name = 'Somebody else'", Problem.TABLE_DIFFERS),
        ("DELETE FROM person", Problem.TABLE_DIFFERS),
        ("UPDATE search_entry SET title = 'x'", Problem.SEARCH_DIFFERS),
        (
            "INSERT INTO set_aside SELECT max(n) FROM commits",
            Problem.TABLE_DIFFERS,
        ),
        ("UPDATE commits SET actor = id WHERE n = 2", Problem.COLUMNS_ALTERED),
        ("UPDATE commits SET depth = 9 WHERE n = 2", Problem.COLUMNS_ALTERED),
        ("UPDATE commits SET dev = 7 WHERE n = 2", Problem.FILE_DAMAGED),
        ("UPDATE op SET fields = 'name' WHERE c = 2", Problem.COLUMNS_ALTERED),
        (
            (
                "UPDATE op SET payload = CAST(replace(CAST(payload AS TEXT), 'Persona',"
                " 'Impostor') AS BLOB) WHERE c = 2"
            ),
            Problem.COMMIT_ALTERED,
        ),
        (
            (
                "UPDATE commits SET header = CAST(replace(CAST(header AS TEXT),"
                " 'register', 'imposter') AS BLOB) WHERE n = 2"
            ),
            Problem.COMMIT_ALTERED,
        ),
        ("DELETE FROM op WHERE c = 2", Problem.COMMIT_ALTERED),
        ("DELETE FROM seal", Problem.SEAL_MISSING),
        (
            (
                "UPDATE seal SET signature = replace(signature, "
                "substr(signature, 1, 1), '_')"
            ),
            Problem.SEAL_FALSE,
        ),
    ],
)
def test_an_edited_row_is_found(
    plain_place: Place, statement: str, problem: Problem
) -> None:
    filled(plain_place, 5)
    altered(plain_place, statement)

    with closing(plain_place.open()) as store:
        assert problem in problems(store)
        assert all(finding.sentence for finding in check(store))


def test_a_missing_commit_is_found(plain_place: Place) -> None:
    filled(plain_place, 5)
    altered(plain_place, "DELETE FROM op WHERE c = 3")
    altered(plain_place, "DELETE FROM commits WHERE n = 3")

    with closing(plain_place.open()) as store:
        assert Problem.ANCESTOR_MISSING in problems(store)


def test_a_false_certificate_is_found(store: Store) -> None:
    with store.write(Deed("forge")) as tx:
        (certificate,) = tx.all(Certificate)
        tx.save(dataclasses.replace(certificate, valid_from=1))
        tx.add(dataclasses.replace(certificate, id="7" * 32, device="nobody"))

    assert problems(store) == {Problem.CERTIFICATE_FALSE}


def test_a_vote_by_somebody_not_on_the_list_is_told(store: Store) -> None:
    rosa, ana = registered(store, "Rosa"), registered(store, "Ana")
    with store.write(Deed("record_votes")) as tx:
        session = Session(id=tx.new_id(), code="S-1", title="Mesa")
        ballot = Ballot(id=tx.new_id(), code="V-1", session=session.id, question="¿Sí?")
        tx.add_all([session, ballot])
        tx.add(Attendance(id=tx.new_id(), session=session.id, person=rosa.id))
        for one in (rosa, ana):
            tx.add(
                Vote(
                    id=tx.new_id(),
                    ballot=ballot.id,
                    unit=one.id,
                    person=one.id,
                    choice=VoteChoice.FOR,
                )
            )

    (finding,) = check(store)

    assert finding == Finding(Problem.VOTER_UNLISTED, "V-1", ana.code)
    assert ana.code in finding.sentence


def test_records_that_disagree_are_told(store: Store) -> None:
    rosa = registered(store, "Rosa", document_number="00123456")
    registered(store, "Juana", document_number="00123456", organization="9" * 32)
    with store.write(Deed("register_person")) as tx:
        tx.add(Person(id=tx.new_id(), code=rosa.code, name="Twin"))

    assert problems(store) == {
        Problem.REFERENCE_BROKEN,
        Problem.CODE_TWICE,
        Problem.DOCUMENT_TWICE,
    }


def test_contents_and_attachments_must_match(store: Store) -> None:
    with store.write(Deed("attach")) as tx:
        name = tx.keep(b"a letter")
        orphan = tx.keep(b"nobody attached this")
        tx.add(
            Attachment(
                id=tx.new_id(),
                subject_kind="person",
                subject=store.operator,
                name="letter.pdf",
                media_type="application/pdf",
                sha256=name,
                size=8,
            )
        )
        tx.add(
            Attachment(
                id=tx.new_id(),
                subject_kind="person",
                subject=store.operator,
                name="lost.pdf",
                media_type="application/pdf",
                sha256="0" * 64,
                size=8,
            )
        )

    found = {finding.problem: finding.subject for finding in check(store)}

    assert found == {
        Problem.CONTENT_UNUSED: orphan,
        Problem.CONTENT_MISSING: "lost.pdf",
    }


def test_two_histories_of_one_device_are_told(
    plain_place: Place, tmp_path: Path
) -> None:
    """A copied folder: both go on with the same key, and one is salvaged into both."""
    filled(plain_place, 2)
    twin = Place(str(tmp_path / "twin" / "a.kuska"), tmp_path / "twin" / "home")
    shutil.copytree(
        plain_place.home.parent,
        tmp_path / "twin",
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("twin"),
    )
    with closing(twin.open(seed="twin")) as store:
        registered(store, "Otra")
    with closing(plain_place.open(seed="here")) as store:
        registered(store, "Una")
    with closing(connect_file(Path(plain_place.location), None)) as connection:
        connection.execute("ATTACH ? AS twin", (twin.location,))
        connection.execute(
            "INSERT INTO commits SELECT n + 1, id, dev, seq, prev, clk, depth, schema,"
            " deed, code, actor, header, words, via FROM twin.commits WHERE n = 4"
        )
        connection.execute(
            "INSERT INTO op SELECT rec, kind, c + 1, i, fields, over, payload"
            " FROM twin.op WHERE c = 4"
        )
        connection.execute(
            "INSERT INTO seal SELECT c + 1, signature FROM twin.seal WHERE c = 4"
        )
        connection.execute("DETACH twin")

    with closing(plain_place.open(seed="both")) as store:
        assert store.rebuild() > 0
        assert problems(store) == {Problem.FORK, Problem.CODE_TWICE}


@pytest.mark.parametrize(
    ("prepare", "expected"),
    [
        (lambda path: path.unlink(), StoreMissingError),
        (lambda path: (path.unlink(), path.mkdir()), NotAStoreError),
        (lambda path: path.write_bytes(b""), NotAStoreError),
        (lambda path: path.write_text("Rosa;Juan\n" * 9_000), NotAStoreError),
        (lambda path: path.write_bytes(bytes(8192)), NotAStoreError),
        (
            lambda path: path.write_bytes(random.Random(1).randbytes(8192)),  # noqa: S311
            StoreLockedError,
        ),
        (lambda path: path.write_bytes(path.read_bytes()[:50]), NotAStoreError),
        (
            lambda path: path.write_bytes(b"x" * 40 + path.read_bytes()[40:]),
            StoreDamagedError,
        ),
        (lambda path: path.write_bytes(path.read_bytes()[:2048]), StoreDamagedError),
    ],
)
def test_what_is_no_store_is_refused_with_a_sentence(
    plain_place: Place,
    prepare: Callable[[Path], object],
    expected: type[AppError],
) -> None:
    prepare(Path(plain_place.location))

    with pytest.raises(expected) as raised:
        plain_place.open()

    assert raised.value.message
    assert raised.value.advice


def test_an_ordinary_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    with closing(connect_file(path, None, mode="rwc")) as connection:
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
    before = path.read_bytes()

    with pytest.raises(NotAStoreError):
        Store.open(str(path), home=tmp_path / "home")

    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["notes.db"]


def test_a_file_swapped_for_another_needs_that_ones_key(
    templates: dict[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(templates["keyed"], tmp_path / "one")
    stranger = Place(str(tmp_path / "one" / "a.kuska"), tmp_path / "empty")

    with pytest.raises(StoreLockedError):
        stranger.open()


def test_a_wrong_key_is_told(templates: dict[str, Path], tmp_path: Path) -> None:
    shutil.copytree(templates["keyed"], tmp_path, dirs_exist_ok=True)
    place = Place(str(tmp_path / "a.kuska"), tmp_path / "home")
    salt = Path(place.location).read_bytes()[:16]
    key = StoreKey(bytes(32), salt)
    (place.home / "keys" / key.name).write_text(
        '{"by": "nothing", "secret": "' + key.raw.hex() + '"}', "ascii"
    )

    with pytest.raises(StoreDamagedError):
        place.open()


def test_a_file_of_a_later_program_is_refused(plain_place: Place) -> None:
    altered(plain_place, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreTooNewError):
        plain_place.open()


def test_a_folder_nobody_may_write_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreForbiddenError):
        founded(str(tmp_path / "no such folder" / "a.kuska"), tmp_path, plain=True)


def test_nothing_is_put_on_top_of_something(place: Place) -> None:
    with pytest.raises(StoreExistsError):
        founded(place.location, place.home, plain=True)


def test_what_is_saved_of_a_whole_file_is_all_of_it(
    file_place: Place, tmp_path: Path
) -> None:
    names = filled(file_place, 10)
    dest = tmp_path / "saved.kuska"

    saved = salvage(file_place.location, str(dest), home=file_place.home)

    assert (saved.commits, saved.lost) == (11, 0)
    with closing(Place(str(dest), file_place.home).open()) as store:
        assert check(store) == ()
        with store.read() as reader:
            assert [p.name for p in reader.all(Person)][1:] == names
    with pytest.raises(StoreExistsError):
        salvage(file_place.location, str(dest), home=file_place.home)


def test_nothing_can_be_saved_of_a_file_without_its_beginning(
    plain_place: Place, tmp_path: Path
) -> None:
    filled(plain_place, 3)
    altered(plain_place, "UPDATE commits SET header = X'00' WHERE n = 1")

    with pytest.raises(SalvageFailedError):
        salvage(plain_place.location, str(tmp_path / "b.kuska"), home=plain_place.home)
