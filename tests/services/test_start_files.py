"""Start files: laptops that are admitted before they write, and copies of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.laptops import OPEN, Laptops
from tests.services.test_exchanging import PHRASE, laptops, merged, sessions
from workshop_app.domain.process import Process
from workshop_app.domain.session import SessionDraft
from workshop_app.services import evidence, exchanging, identities, start_files
from workshop_app.services.admitting import OfficeElsewhereError
from workshop_app.services.computer_list import list_computers
from workshop_app.services.exchanging import Audience, NotEncryptedError, Verdict
from workshop_app.services.processes import found_process
from workshop_app.services.progress import Cancelled
from workshop_app.services.sessions import schedule_session

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["laptops"]


class StopAt:
    """Stops after so many files."""

    def __init__(self, after: int) -> None:
        self._after = after

    def at(self, done: int, total: int) -> None:
        if done == self._after:
            raise Cancelled


def test_a_laptop_that_begins_with_a_start_file_is_admitted(laptops: Laptops) -> None:
    schedule_session(laptops.office, SessionDraft(title="Apertura"))
    one, other = start_files.make_start_files(
        laptops.office, ["Puerta 1", "Puerta 2"], laptops.folder, OPEN
    )
    stores = []
    for file in (one, other):
        laptops.start = file.path
        stores.append(laptops.begin(file.label))
    for store, title in zip(stores, ("Mesa uno", "Mesa dos"), strict=True):
        schedule_session(store, SessionDraft(title=title))
    files = [laptops.file(store, f"{store.device_label}.kuskax") for store in stores]

    verdicts = merged(laptops.office, *files)
    who = identities.identity_of(stores[0])

    assert one.path.name == "Puerta-1.kuskax"
    assert (who.label, who.words, who.admitted) == (one.label, one.words, True)
    assert verdicts == [Verdict.MERGED, Verdict.MERGED]
    assert sessions(laptops.office) == {"Apertura", "Mesa uno", "Mesa dos"}
    assert {(each.name, each.beside) for each in list_computers(laptops.office)} >= {
        ("Puerta 1", one.label),
        ("Puerta 2", other.label),
    }


def test_the_key_in_a_start_file_is_nobodys_to_keep_or_pass_on(
    laptops: Laptops,
) -> None:
    scan = laptops.folder / "scan.jpg"
    scan.write_bytes(bytes(47))  # as long as a key is
    office = laptops.office
    evidence.attach_file(office, Process, office.process_id, scan)
    (made,) = start_files.make_start_files(office, ["door"], laptops.folder, OPEN)
    visitor = laptops.begin("visitor")

    merged(visitor, made.path)
    laptops.start = made.path
    door = laptops.begin("door")

    for store in (visitor, door, laptops.office):
        with store.read() as reader:
            assert len(reader.contents()) == 1


def test_two_laptops_of_one_start_file_are_a_fork_and_go_on_apart(
    laptops: Laptops,
) -> None:
    (made,) = start_files.make_start_files(
        laptops.office, ["door"], laptops.folder, OPEN
    )
    laptops.start = made.path
    one, other = laptops.begin("one"), laptops.begin("other")
    for store, title in ((one, "Mesa uno"), (other, "Mesa dos")):
        schedule_session(store, SessionDraft(title=title))
    before = one.device
    assert other.device == before

    (report,) = exchanging.merge_files(one, [laptops.file(other, "other.kuskax")])
    after = identities.identity_of(one)
    schedule_session(one, SessionDraft(title="Mesa tres"))
    reports = exchanging.merge_files(
        laptops.office,
        [laptops.file(one, "one.kuskax"), laptops.folder / "other.kuskax"],
    )

    assert report.merged.forks == (made.label,)
    assert after.device == ""
    assert one.device not in {"", before}
    assert sessions(one) == {"Mesa uno", "Mesa dos", "Mesa tres"}
    assert sessions(laptops.office) == {"Mesa uno", "Mesa dos"}
    assert reports[0].merged.forks == (made.label,)
    assert any(made.label in note for note in reports[0].notes)
    assert reports[0].merged.unbelieved[0].label == one.device_label


def test_stopping_leaves_the_files_that_were_made(laptops: Laptops) -> None:
    with pytest.raises(Cancelled):
        start_files.make_start_files(
            laptops.office,
            ["a", "b", "c"],
            laptops.folder,
            Audience(passphrase=PHRASE),
            progress=StopAt(1),
        )

    assert (laptops.folder / "a.kuskax").exists()
    assert not (laptops.folder / "b.kuskax").exists()


def test_only_the_office_makes_them_with_names_and_for_somebody(
    laptops: Laptops, tmp_path: Path
) -> None:
    door = laptops.begin("door")
    secret = found_process(
        str(tmp_path / "secret.kuska"), "Plan", "Rosa", home=tmp_path / "secret"
    )
    laptops.opened.append(secret)
    folder = laptops.folder

    for names in (["a", "A"], ["…"]):
        with pytest.raises(start_files.StartNameError):
            start_files.make_start_files(laptops.office, names, folder, OPEN)
    with pytest.raises(start_files.StartFolderMissingError):
        start_files.make_start_files(laptops.office, ["a"], folder / "no", OPEN)
    with pytest.raises(OfficeElsewhereError):
        start_files.make_start_files(door, ["a"], folder, OPEN)
    with pytest.raises(NotEncryptedError):
        start_files.make_start_files(secret, ["a"], folder, Audience())
