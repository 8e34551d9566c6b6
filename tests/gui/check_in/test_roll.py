from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_person_draft, an_organization_draft, at
from tests.gui.check_in.conftest import FEDERATION
from workshop_app.domain.vocabulary import AttendanceStatus
from workshop_app.domain.working_group import WorkingGroupDraft
from workshop_app.gui.check_in.columns import arrival, columns, source, state_words
from workshop_app.gui.check_in.roll import Line, Place, Roll
from workshop_app.i18n import Language, language
from workshop_app.services.arrivals import transcribe_attendance
from workshop_app.services.attendances import (
    check_in,
    check_out,
    expect,
    mark,
    strike_movement,
    take_off_list,
)
from workshop_app.services.groups import assign, set_groups
from workshop_app.services.people import (
    amend_organization,
    amend_person,
    register_person,
)
from workshop_app.services.sessions import close_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.store import Committed, Store


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with language(Language.ENGLISH):
        yield


@pytest.fixture
def roll(store: Store, session: str, nelida: str, julio: str) -> Roll:
    """The list, following every deed as the page does."""
    with store.read() as reader:
        roll = Roll(session, reader)

    def follow(done: Committed) -> None:
        with store.read() as reader:
            roll.follow(reader, done)

    store.on_commit(follow)
    return roll


def _line(roll: Roll, person: str) -> Line:
    return next(one for one in roll.lines() if one.person == person)


def test_the_newest_comes_first_and_the_awaited_last(
    roll: Roll, store: Store, session: str, nelida: str, julio: str
) -> None:
    ana = register_person(
        store, a_person_draft(name="Ana", document_number="", organization=None)
    )
    check_in(store, session, ana, at(9))
    check_in(store, session, nelida, at(9, 5))

    assert [one.person for one in roll.lines()] == [nelida, ana, julio]
    assert [one.came for one in roll.lines()] == [True, True, False]


def test_each_is_where_the_last_deed_left_them(
    roll: Roll, store: Store, session: str, julio: str
) -> None:
    said = [state_words(_line(roll, julio))]
    check_in(store, session, julio, at(9))
    said.append(state_words(_line(roll, julio)))
    check_out(store, session, julio, at(12, 10))
    said.append(state_words(_line(roll, julio)))
    strike_movement(store, session, julio)
    strike_movement(store, session, julio)
    mark(store, session, julio, AttendanceStatus.EXCUSED)
    said.append(state_words(_line(roll, julio)))
    mark(store, session, julio, AttendanceStatus.ABSENT)
    said.append(state_words(_line(roll, julio)))

    assert said == ["Expected", "Present", "Left 12:10", "Sent an excuse", "Absent"]


def test_whoever_is_taken_off_is_gone(
    roll: Roll, store: Store, session: str, julio: str
) -> None:
    take_off_list(store, session, julio)

    assert roll.lines() == ()


def test_whoever_is_marked_present_was_there_from_the_opening(
    roll: Roll, store: Store, session: str, julio: str
) -> None:
    mark(store, session, julio, AttendanceStatus.PRESENT)
    inside = _line(roll, julio)
    check_out(store, session, julio, at(11))
    left = _line(roll, julio)

    assert (inside.place, arrival(inside)) == (Place.INSIDE, "–")
    assert (left.place, arrival(left)) == (Place.LEFT, "09:00")


def test_an_hour_from_paper_is_marked(
    roll: Roll, store: Store, session: str, nelida: str
) -> None:
    transcribe_attendance(
        store, session, nelida, by=store.operator, arrived_at=at(9, 2)
    )

    assert arrival(_line(roll, nelida)) == "09:02 *"


def test_names_and_groups_are_those_of_the_moment(
    roll: Roll, store: Store, session: str, julio: str, organizations: dict[str, str]
) -> None:
    federation = organizations[FEDERATION]
    (group,) = set_groups(store, session, [WorkingGroupDraft(title="Caminos y agua")])
    assign(store, group, [julio])
    amend_person(store, julio, a_person_draft(name="Julio Condori", organization=None))
    expect(store, session, julio, organization=federation)
    amend_organization(store, federation, an_organization_draft(name="Central Aymara"))

    line = _line(roll, julio)

    assert (line.name, line.group) == ("Julio Condori", "Caminos y agua")
    assert line.organization == "Central Aymara"


def test_deeds_of_other_sessions_and_matters_change_nothing(
    roll: Roll, store: Store, session: str
) -> None:
    before = roll.lines()

    register_person(
        store, a_person_draft(name="Ana", document_number="", organization=None)
    )

    assert roll.lines() == before


def test_the_list_is_searched_by_everything_it_shows(
    roll: Roll, store: Store, session: str, nelida: str, julio: str
) -> None:
    check_in(store, session, nelida, at(9))
    rows = source()
    rows.hold(roll.lines())

    def found(words: str) -> list[str]:
        ids = rows.ids("", descending=False, words=words)
        return list(ids.part(0, len(ids)))

    assert found("umasuyo") == [nelida]
    assert found("expected") == [julio]
    assert found("0134") == [julio]
    assert found("state julio") == [julio]


def test_every_column_says_something_of_everybody(
    roll: Roll, store: Store, session: str, nelida: str
) -> None:
    check_in(store, session, nelida, at(9))

    cells = [one.cell(_line(roll, nelida)).spoken for one in columns()]

    assert cells == [
        f"Ccori Huamán, Nélida · {FEDERATION}",
        "70651248",
        "Civil society",
        "09:00",
        "Present",
    ]


def test_after_the_closing_nobody_is_said_to_be_there_still(
    roll: Roll, store: Store, session: str, nelida: str
) -> None:
    check_in(store, session, nelida, at(9, 5))
    before = state_words(_line(roll, nelida))

    close_session(store, session, at(12))

    assert before == "Present"
    assert state_words(_line(roll, nelida)) == "Until the closing"
