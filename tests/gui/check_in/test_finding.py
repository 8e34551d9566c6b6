from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from tests.builders import a_person_draft, an_organization_draft, at
from tests.gui.check_in.conftest import FEDERATION
from workshop_app.domain.vocabulary import Bloc
from workshop_app.gui.check_in.finding import Gathered, PersonIndex, gather, number_key
from workshop_app.gui.check_in.roll import Roll
from workshop_app.services.attendances import check_in
from workshop_app.services.history import undo
from workshop_app.services.people import (
    amend_organization,
    amend_person,
    register_person,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store


@pytest.fixture
def index(
    context: AppContext, session: str, nelida: str, julio: str, qtbot: QtBot
) -> Iterator[PersonIndex]:
    owner = QObject()
    index = PersonIndex(context, owner)
    context.changes.committed.connect(index.follow)
    with qtbot.waitSignal(index.ready):
        index.gather()
    _hold(index, context.store, session)
    yield index
    context.changes.committed.disconnect(index.follow)
    owner.deleteLater()


def _hold(index: PersonIndex, store: Store, session: str) -> None:
    with store.read() as reader:
        index.hold(Roll(session, reader).lines())


def _names(index: PersonIndex, text: str) -> list[str]:
    return [one.name for one in index.suggest(text) if one.fits]


@pytest.mark.parametrize(
    "text", ["nelida", "huaman nelida", "NÉLIDA CCO", "gwaman", "umasuyo", "7065 nel"]
)
def test_somebody_is_found_by_any_words_however_spelled(
    index: PersonIndex, text: str
) -> None:
    found = index.suggest(text)

    assert found[0].name == "Ccori Huamán, Nélida"
    assert found[0].bloc is Bloc.CIVIL_SOCIETY
    assert found[0].line is None


def test_a_number_fits_only_whole_but_for_its_check_character(
    index: PersonIndex,
) -> None:
    assert not index.suggest("7065124")[0].fits
    assert index.suggest("70651248")[0].fits
    assert index.suggest("706512489")[0].fits
    assert number_key("70.651.248-9") == "70651248"


def test_those_on_the_list_come_first_and_those_inside_after_those_awaited(
    index: PersonIndex, store: Store, session: str, julio: str
) -> None:
    other = register_person(
        store, a_person_draft(name="Condori Apaza, Ana", organization=None)
    )
    third = register_person(
        store,
        a_person_draft(
            name="Condori Apaza, Eva", document_number="", organization=None
        ),
    )
    check_in(store, session, other, at(9))
    _hold(index, store, session)

    found = index.suggest("condori apaza")

    assert [one.person for one in found] == [julio, other, third]


def test_whoever_is_registered_is_found_at_once(
    index: PersonIndex, store: Store
) -> None:
    register_person(store, a_person_draft(name="Zenobia Ticona", organization=None))

    assert _names(index, "zenobia") == ["Zenobia Ticona"]


def test_whoever_was_registered_by_mistake_is_found_no_more(
    index: PersonIndex, store: Store
) -> None:
    register_person(store, a_person_draft(name="Zenobia Ticona", organization=None))
    with store.read() as reader:
        deed = reader.history(limit=1)[0].deed

    undo(store, deed)

    assert _names(index, "zenobia") == []


def test_people_are_found_by_what_they_and_their_organization_are_called_now(
    index: PersonIndex, store: Store, nelida: str, organizations: dict[str, str]
) -> None:
    draft = a_person_draft(
        name="Nélida Ccori de Ticona", organization=organizations[FEDERATION]
    )
    amend_person(store, nelida, draft)
    amend_organization(
        store, organizations[FEDERATION], an_organization_draft(name="Central Aymara")
    )

    assert _names(index, "ticona aymara") == ["Nélida Ccori de Ticona"]
    assert _names(index, "umasuyo") == []


def test_a_very_like_name_is_told_and_a_single_word_is_not(index: PersonIndex) -> None:
    assert [one.name for one in index.like("Nelida Cori Guaman")] == [
        "Ccori Huamán, Nélida"
    ]
    assert index.like("Nélida") == []
    assert index.like("Nélida Salinas Prado") == []


def test_the_holder_of_a_number_is_told(index: PersonIndex, julio: str) -> None:
    holder = index.holder("01342876")

    assert holder is not None
    assert holder.person == julio
    assert index.holder("0134287") is None


def test_whoever_comes_while_everybody_is_read_is_found_afterwards(
    context: AppContext, store: Store, nelida: str, qtbot: QtBot
) -> None:
    read, go_on = threading.Event(), threading.Event()
    owner = QObject()
    index = PersonIndex(context, owner, gathering=_slowly(read, go_on))
    context.changes.committed.connect(index.follow)
    index.gather()
    read.wait()

    register_person(store, a_person_draft(name="Zenobia Ticona", organization=None))
    with qtbot.waitSignal(index.ready):
        go_on.set()

    assert _names(index, "zenobia") == ["Zenobia Ticona"]
    assert _names(index, "nelida") == ["Ccori Huamán, Nélida"]
    context.changes.committed.disconnect(index.follow)
    owner.deleteLater()


def _slowly(
    read: threading.Event, go_on: threading.Event
) -> Callable[[Store, Progress], Gathered]:
    """Gather as always, but hand over only when told to."""

    def work(store: Store, progress: Progress) -> Gathered:
        found = gather(store, progress)
        read.set()
        go_on.wait()
        return found

    return work
