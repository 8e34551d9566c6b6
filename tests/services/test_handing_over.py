"""The record is handed over in a file, and this computer remembers that it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.services.laptops import OPEN, Laptops
from workshop_app import settings
from workshop_app.domain.person import PersonDraft
from workshop_app.exchange.exchange_file import ExchangeKeyError
from workshop_app.services import exchanging, people
from workshop_app.services.exchanging import Audience
from workshop_app.services.handed import is_handed_over, last_handed_over
from workshop_app.services.handing_over import (
    hand_over,
    holds_people,
    name_of_file,
    public_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.store import Store


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Store]:
    made = Laptops(tmp_path)
    yield made.office
    made.office.close()


def test_it_is_remembered_when_it_was_handed_over(office: Store) -> None:
    path = office.home / "salida.kuskax"
    assert last_handed_over(office) is None
    assert not is_handed_over(office)

    written = hand_over(office, path, OPEN)

    moment = last_handed_over(office)
    assert written.path == path
    assert moment is not None
    assert moment <= office.now()
    assert is_handed_over(office)
    people.register_person(office, PersonDraft(name="Nélida Ccori"))
    assert not is_handed_over(office)


@pytest.mark.parametrize("told", ["ayer", "2026-04-20T10:00:00"])
def test_a_moment_that_cannot_be_compared_is_none(office: Store, told: str) -> None:
    now = settings.load(office.home)
    handed = {office.process_id: told}

    settings.save(replace(now, handed_over=handed), office.home)

    assert last_handed_over(office) is None


def test_the_file_is_written_even_if_nothing_can_be_remembered(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise PermissionError

    monkeypatch.setattr(settings, "save", refuse)

    written = hand_over(office, office.home / "a.kuskax", Audience(passphrase="x" * 9))

    assert written.encrypted
    assert last_handed_over(office) is None


def test_the_file_is_named_after_process_computer_and_moment(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = name_of_file(office)

    assert name.startswith(f"office-{office.device_label}-2026")
    assert name.endswith(".kuskax")
    monkeypatch.setattr(office, "location", "postgresql://una/otra")
    assert name_of_file(office).startswith("kuska-")


def test_a_key_is_taken_without_what_was_copied_around_it(office: Store) -> None:
    key = exchanging.recipient(office)

    assert public_key(f"  {key}\n") == key
    with pytest.raises(ExchangeKeyError):
        public_key(key[:-1])


def test_a_record_of_people_is_told_from_an_empty_one(office: Store) -> None:
    before = holds_people(office)

    people.register_person(office, PersonDraft(name="Nélida Ccori"))

    assert (before, holds_people(office)) == (False, True)
