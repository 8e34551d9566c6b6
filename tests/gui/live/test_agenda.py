from __future__ import annotations

from tests.builders import a_session, an_id, at
from workshop_app.domain.session import AgendaItem
from workshop_app.gui.live.agenda import Mark, points

AGENDA = tuple(
    AgendaItem(
        id=an_id(title), session="s", position=place, title=title, duration=minutes
    )
    for place, (title, minutes) in enumerate([("A", 20), ("B", 60), ("C", 10)], start=1)
)


def test_before_the_opening_everything_is_to_do() -> None:
    session = a_session(opened_at=None, closed_at=None)

    found = points(session, AGENDA, at(9))

    assert {one.state for one in found} == {"todo"}
    assert [one.minutes for one in found] == [20, 60, 10]


def test_the_present_point_says_how_long_it_still_has() -> None:
    session = a_session(opened_at=at(9), closed_at=None)

    found = points(session, AGENDA, at(9, 30))

    assert [one.state for one in found] == ["past", "now", "todo"]
    assert found[1].left == 50


def test_a_point_ends_on_the_minute() -> None:
    session = a_session(opened_at=at(9), closed_at=None)

    found = points(session, AGENDA, at(9, 20))

    assert found[0].state == "past"
    assert found[0].until == at(9, 20)
    assert found[1].left == 60


def test_the_last_point_stays_on_and_says_how_far_it_is_over() -> None:
    session = a_session(opened_at=at(9), closed_at=None)

    found = points(session, AGENDA, at(10, 42))

    assert [one.state for one in found] == ["past", "past", "now"]
    assert found[2].left == -12


def test_after_the_closing_only_what_somebody_went_past_is_done() -> None:
    session = a_session(opened_at=at(9), closed_at=at(10))

    alone = points(session, AGENDA, at(10, 42))
    marked = points(session, AGENDA, at(10, 42), Mark(3, at(9, 30)))

    assert {one.state for one in alone} == {"past"}
    assert [one.state for one in marked] == ["done", "done", "past"]


def test_a_point_somebody_went_on_to_has_its_minutes_from_then_on() -> None:
    session = a_session(opened_at=at(9), closed_at=None)

    found = points(session, AGENDA, at(9, 12), Mark(2, at(9, 10)))

    assert [one.state for one in found] == ["done", "now", "todo"]
    assert found[1].left == 58
    assert found[0].until is None


def test_past_the_last_point_every_one_is_done() -> None:
    session = a_session(opened_at=at(9), closed_at=None)

    found = points(session, AGENDA, at(9, 12), Mark(4, at(9, 10)))

    assert {one.state for one in found} == {"done"}


def test_a_mark_is_kept_as_a_text_and_nonsense_is_none() -> None:
    mark = Mark(2, at(9, 10))

    assert Mark.restored(mark.kept()) == mark
    assert Mark.restored("") is Mark.restored("two now") is None


def test_without_an_agenda_there_is_nothing() -> None:
    assert points(a_session(closed_at=None), (), at(10)) == ()
