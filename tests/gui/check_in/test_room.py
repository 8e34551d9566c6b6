from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import DAY, at
from workshop_app.domain.process import RulesDraft
from workshop_app.domain.vocabulary import Bloc, Quorum
from workshop_app.gui.check_in.room_panel import RoomPanel
from workshop_app.i18n import Language, language
from workshop_app.services.attendances import check_in, check_out
from workshop_app.services.processes import set_rules
from workshop_app.services.session_overview import overview
from workshop_app.services.sessions import close_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from workshop_app.store import Store


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with language(Language.ENGLISH):
        yield


@pytest.fixture
def shown(store: Store, planned: str, qtbot: QtBot) -> Callable[[], RoomPanel]:
    """Shows the room at noon."""
    room = RoomPanel()
    qtbot.addWidget(room)
    room.show()

    def show() -> RoomPanel:
        with store.read() as reader:
            room.show_room(overview(reader, planned, at(12)))
        return room

    return show


def test_a_room_nobody_came_to_says_what_it_waits_for(
    shown: Callable[[], RoomPanel], julio: str
) -> None:
    room = shown()

    assert room.live.text() == "Not open yet"
    assert room.words("women") == "–"
    assert room.words("expected") == "1"
    assert room.words("quorum") == "1 missing"
    assert room.why == "Half plus one of those with a vote on the list (1)"
    assert room.alert.isHidden()


def test_women_are_a_share_of_those_whose_sex_is_known(
    shown: Callable[[], RoomPanel], store: Store, planned: str, nelida: str
) -> None:
    check_in(store, planned, store.operator, at(9))
    unknown = shown().words("women")
    check_in(store, planned, nelida, at(9))

    assert unknown == "–"
    assert shown().words("women") == "1 · 100 %"


def test_the_state_may_be_the_smaller_bloc_and_its_guests_still_come(
    shown: Callable[[], RoomPanel],
    store: Store,
    session: str,
    julio: str,
    nelida: str,
) -> None:
    check_in(store, session, nelida, at(9, 30), bloc=Bloc.CIVIL_SOCIETY)

    room = shown()

    assert room.live.text() == "Live"
    assert room.alert.accessibleName() == "1 more of the State for the agreed range"
    assert "1 expected of that bloc has not arrived." in (
        room.alert.accessibleDescription()
    )


def test_what_was_lacking_is_said_no_longer_when_it_came(
    shown: Callable[[], RoomPanel], store: Store, session: str, julio: str, nelida: str
) -> None:
    check_in(store, session, nelida, at(9, 30))
    said = shown().alert.isVisible()
    check_in(store, session, julio, at(9, 31))

    room = shown()

    assert said
    assert room.alert.isHidden()


def test_a_quorum_that_was_reached_and_lost_is_missing_again(
    shown: Callable[[], RoomPanel], store: Store, session: str, julio: str
) -> None:
    check_in(store, session, julio, at(9, 30))
    reached = shown().words("quorum")
    check_out(store, session, julio, at(10))

    assert reached == "Reached 09:30"
    assert shown().words("quorum") == "1 missing"


def test_rules_may_ask_for_no_quorum(
    shown: Callable[[], RoomPanel], store: Store, session: str
) -> None:
    set_rules(store, RulesDraft(effective_on=DAY, version=2, quorum=Quorum.NONE))

    assert shown().words("quorum") == "not asked for"


def test_a_closed_room_is_shown_as_it_closed(
    shown: Callable[[], RoomPanel], store: Store, session: str, julio: str
) -> None:
    check_in(store, session, julio, at(9, 30))
    close_session(store, session, at(11))

    assert shown().live.text() == "At the closing"


def test_languages_are_a_share_of_those_who_said_theirs(
    shown: Callable[[], RoomPanel], store: Store, planned: str, nelida: str
) -> None:
    check_in(store, planned, store.operator, at(9))
    unknown = shown().words("languages")
    check_in(store, planned, nelida, at(9))

    assert unknown == "–"
    assert shown().words("languages") == "1 · 100 %"
