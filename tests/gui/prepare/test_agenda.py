from __future__ import annotations

import pytest

from workshop_app.gui.prepare.agenda import Point, Points, minutes_of, pasted


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20", 20),
        ("20 min", 20),
        ("1 h", 60),
        ("1h30", 90),
        ("1 h 05 min", 65),
        ("", 0),
        ("soon", 0),
        ("99999", 1440),
    ],
)
def test_minutes_are_understood_as_people_write_them(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


def test_a_part_of_a_spreadsheet_becomes_points() -> None:
    text = "1.\tBienvenida\t15 min\r\n2.\t Lectura  de las reglas\t1 h\r\n\r\n"

    assert pasted(text) == [Point("Bienvenida", 15), Point("Lectura de las reglas", 60)]


def test_titles_alone_become_points_without_minutes() -> None:
    assert pasted("Bienvenida\nVotación\n\t20") == [
        Point("Bienvenida"),
        Point("Votación"),
    ]


def test_each_change_can_be_taken_back_in_turn() -> None:
    points = Points()
    points.hold([Point("A", 5), Point("B", 5)])

    points.remove(0)
    points.write(1, Point("C", 7))
    moved = points.move(1, -1)

    assert moved == 0
    assert [one.title for one in points.worth_giving()] == ["C", "B"]
    points.undo()
    points.undo()
    points.undo()
    assert not points.is_unsent
    assert not points.can_undo
    points.undo()
    assert len(points) == 2


def test_the_ends_stay_the_ends() -> None:
    points = Points()
    points.hold([Point("A"), Point("B")])

    assert points.move(0, -1) == 0
    assert points.move(1, 1) == 1
    assert points.move(7, 1) == 7
    assert not points.is_unsent


def test_lines_without_a_title_are_not_given() -> None:
    points = Points()
    points.hold([Point("A", 20)])

    points.insert(1, [Point()])
    points.write(0, Point("A", 20))

    assert not points.is_unsent
    assert points.minutes == 20
