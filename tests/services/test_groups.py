from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_session_draft
from tests.services.steps import a_room, deeds, last_deed, last_title, somebody
from workshop_app.domain.identity import group_member_id
from workshop_app.domain.text import TitleMissingError
from workshop_app.domain.working_group import (
    GroupMember,
    WorkingGroup,
    WorkingGroupDraft,
)
from workshop_app.services.attendances import (
    NotOnListError,
    strike_movement,
    take_off_list,
)
from workshop_app.services.groups import (
    GroupElsewhereError,
    GroupTwiceError,
    SeatedGroup,
    assign,
    groups_of,
    move,
    seat,
    set_groups,
)
from workshop_app.services.history import undo
from workshop_app.services.processes import add_theme
from workshop_app.services.references import StillUsedError
from workshop_app.services.sessions import schedule_session
from workshop_app.store import Deed
from workshop_app.store.dump import dump
from workshop_app.store.errors import RecordMissingError
from workshop_app.store.integrity import Finding, Problem, check

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.store import Store


def _drafts(*titles: str) -> list[WorkingGroupDraft]:
    return [WorkingGroupDraft(title=title) for title in titles]


def _groups(store: Store, session: str) -> tuple[SeatedGroup, ...]:
    with store.read() as reader:
        return groups_of(reader, session)


def _titles(store: Store, session: str) -> list[str]:
    return [one.group.title for one in _groups(store, session)]


def _seated(store: Store, session: str) -> list[list[str]]:
    return [sorted(one.people) for one in _groups(store, session)]


def test_groups_are_laid_out_in_order_with_codes_and_what_they_need(
    store: Store, session: str
) -> None:
    theme, rosa = add_theme(store, "Agua"), somebody(store, "Rosa")
    water = WorkingGroupDraft(
        title="  Agua   potable ", theme=theme, moderator=rosa, room=" Aula 2 "
    )

    made = set_groups(store, session, [water, *_drafts("Salud")])

    first, second = _groups(store, session)
    assert (first.group.id, second.group.id) == made
    assert (first.group.title, first.group.room) == ("Agua potable", "Aula 2")
    assert (first.group.theme, first.group.moderator) == (theme, rosa)
    assert (first.group.position, second.group.position) == (1, 2)
    assert first.group.code.startswith("G-")
    assert last_title(store).startswith("Lay out 2 working groups of session S-")


def test_a_group_needs_a_title_of_its_own(store: Store, session: str) -> None:
    with pytest.raises(TitleMissingError):
        set_groups(store, session, _drafts("Agua", " "))

    with pytest.raises(GroupTwiceError):
        set_groups(store, session, _drafts("Agua", "ÁGUA"))

    assert _groups(store, session) == ()


def test_a_group_is_led_by_somebody_on_record(store: Store, session: str) -> None:
    with pytest.raises(RecordMissingError):
        set_groups(store, session, [WorkingGroupDraft(title="A", moderator="9" * 32)])


def test_groups_moved_keep_their_people_and_one_taken_out_loses_them(
    store: Store, session: str
) -> None:
    first, second, third = a_room(store, session, size=3)
    made = set_groups(store, session, _drafts("Agua", "Salud", "Bosques"))
    for group, person in zip(made, (first, second, third), strict=True):
        assign(store, group, [person])

    again = set_groups(store, session, _drafts("Bosques", "Agua"))

    assert again == (made[2], made[0])
    assert _seated(store, session) == [[third], [first]]
    with store.read() as reader:
        assert reader.count(GroupMember) == 2


def test_a_group_renamed_in_its_place_is_the_same_group(
    store: Store, session: str
) -> None:
    made = set_groups(store, session, _drafts("Agua", "Salud"))

    again = set_groups(store, session, _drafts("Agua", "Salud intercultural", "Más"))

    assert again[:2] == made
    assert again[2] not in made


def test_the_last_group_can_be_taken_out(store: Store, session: str) -> None:
    made = set_groups(store, session, _drafts("Agua", "Salud", "Bosques"))

    assert set_groups(store, session, _drafts("Agua", "Salud")) == made[:2]
    assert _titles(store, session) == ["Agua", "Salud"]


def test_groups_that_have_not_changed_are_no_deed(store: Store, session: str) -> None:
    set_groups(store, session, _drafts("Agua", "Salud"))
    before = deeds(store)

    set_groups(store, session, _drafts("Agua", "Salud"))

    assert deeds(store) == before


def test_homonyms_that_came_from_two_laptops_are_told_apart_by_place(
    store: Store, session: str
) -> None:
    with store.write(Deed("set_groups")) as tx:
        twins = [
            WorkingGroup(
                id=tx.new_id(),
                code=f"G-{place}",
                title="Agua",
                session=session,
                position=place,
            )
            for place in (1, 2)
        ]
        tx.add_all(twins)

    made = set_groups(store, session, _drafts("Agua", "Salud"))

    assert made == (twins[0].id, twins[1].id)


def test_who_is_seated_elsewhere_moves(store: Store, session: str) -> None:
    first, second = a_room(store, session, size=2)
    water, health = set_groups(store, session, _drafts("Agua", "Salud"))
    assign(store, water, [first, second])

    assign(store, health, [second, second])

    assert _seated(store, session) == [[first], [second]]
    assert last_title(store) == "Seat 2 people in the working group Salud"


def test_only_who_is_on_the_list_is_seated(store: Store, session: str) -> None:
    (water,) = set_groups(store, session, _drafts("Agua"))
    stranger = somebody(store, "Nelly")

    with pytest.raises(NotOnListError):
        assign(store, water, [stranger])
    with pytest.raises(NotOnListError):
        move(store, session, stranger, water)


def test_somebody_moves_to_another_group_and_out_of_all(
    store: Store, session: str
) -> None:
    (person,) = a_room(store, session, size=1)
    water, health = set_groups(store, session, _drafts("Agua", "Salud"))
    assign(store, water, [person])

    move(store, session, person, health)
    moved, said = _seated(store, session), last_title(store)
    move(store, session, person, None)

    assert moved == [[], [person]]
    assert said == "Seat Participante 00 in the working group Salud"
    assert _seated(store, session) == [[], []]
    assert last_title(store) == "Take Participante 00 out of the working group"


def test_a_seat_once_left_can_be_taken_again(store: Store, session: str) -> None:
    (person,) = a_room(store, session, size=1)
    (water,) = set_groups(store, session, _drafts("Agua"))
    assign(store, water, [person])
    move(store, session, person, None)

    move(store, session, person, water)

    assert _seated(store, session) == [[person]]


def test_nobody_is_seated_in_a_group_of_another_session(
    store: Store, session: str
) -> None:
    (person,) = a_room(store, session, size=1)
    other = schedule_session(store, a_session_draft(stage=None, theme=None))
    (far,) = set_groups(store, other, _drafts("Agua"))

    with pytest.raises(GroupElsewhereError):
        move(store, session, person, far)


def test_who_is_taken_off_the_list_leaves_the_group(store: Store, session: str) -> None:
    (person,) = a_room(store, session, size=1)
    (water,) = set_groups(store, session, _drafts("Agua"))
    assign(store, water, [person])
    strike_movement(store, session, person)

    take_off_list(store, session, person)

    assert _seated(store, session) == [[]]


def test_a_moderator_is_not_undone_from_under_the_group(
    store: Store, session: str
) -> None:
    rosa = somebody(store, "Rosa")
    registered = last_deed(store)
    set_groups(store, session, [WorkingGroupDraft(title="Agua", moderator=rosa)])

    with pytest.raises(StillUsedError):
        undo(store, registered)


def test_groups_with_people_are_not_undone(store: Store, session: str) -> None:
    (person,) = a_room(store, session, size=1)
    (water,) = set_groups(store, session, _drafts("Agua"))
    laid_out = last_deed(store)
    assign(store, water, [person])

    with pytest.raises(StillUsedError):
        undo(store, laid_out)


def test_a_dump_names_group_and_person_by_their_codes(
    store: Store, session: str
) -> None:
    (person,) = a_room(store, session, size=1)
    (water,) = set_groups(store, session, _drafts("Agua"))
    assign(store, water, [person])

    with store.read() as reader:
        records = dump(reader)["records"]

    (group,), (member,) = records["working_group"], records["group_member"]
    assert member["group"] == group["code"]
    assert group["session"].startswith("S-")
    assert check(store) == ()


def test_a_merge_that_seats_somebody_twice_is_found(store: Store, session: str) -> None:
    (person,) = a_room(store, session, size=1)
    water, health = set_groups(store, session, _drafts("Agua", "Salud"))
    with store.write(Deed("assign_group")) as tx:
        for group in (water, health):
            key = group_member_id(group, person)
            tx.add(GroupMember(id=key, group=group, person=person))

    (finding,) = check(store)

    assert finding.problem is Problem.SEATED_TWICE
    assert finding == Finding(Problem.SEATED_TWICE, finding.subject, finding.detail)
    assert "more than one working group" in finding.sentence


def test_seating_fifty_takes_as_many_statements_as_two(
    store: Store, session: str, statements: Callable[[Callable[[], object]], int]
) -> None:
    people = a_room(store, session, size=52)
    water, health = set_groups(store, session, _drafts("Agua", "Salud"))

    few = statements(lambda: assign(store, water, people[:2]))

    assert statements(lambda: assign(store, health, people[2:])) == few


def test_many_are_seated_in_several_groups_by_one_deed(
    store: Store, session: str
) -> None:
    first, second, third, fourth = a_room(store, session)
    water, health = set_groups(store, session, _drafts("Agua", "Salud"))
    assign(store, water, [first, fourth])
    before = deeds(store)

    seat(store, session, {first: health, second: water, fourth: water})

    assert deeds(store) == before + 1
    assert _seated(store, session) == [sorted([second, fourth]), [first]]
    assert last_title(store).startswith("Seat 3 people in the working groups of")

    undo(store, last_deed(store))

    assert _seated(store, session) == [sorted([first, fourth]), []]
    assert third not in [one for group in _seated(store, session) for one in group]


def test_nobody_is_seated_by_the_way_in_another_session_or_from_off_the_list(
    store: Store, session: str
) -> None:
    person = a_room(store, session, size=1)[0]
    (water,) = set_groups(store, session, _drafts("Agua"))
    other = schedule_session(store, a_session_draft(stage=None, theme=None))
    (elsewhere,) = set_groups(store, other, _drafts("Salud"))

    with pytest.raises(GroupElsewhereError):
        seat(store, session, {person: elsewhere})
    with pytest.raises(NotOnListError):
        seat(store, session, {somebody(store, "Wilma"): water})

    assert _seated(store, session) == [[]]
