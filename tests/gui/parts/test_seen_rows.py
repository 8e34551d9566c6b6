from __future__ import annotations

from workshop_app.gui.parts.seen_rows import AHEAD, PAGE, PAGES, SeenRows


class Reading:
    """A list of numbers that notes what was read of it."""

    def __init__(self, count: int = 100_000) -> None:
        self.numbers = range(count)
        self.read: list[tuple[int, int]] = []

    def __call__(self, start: int, stop: int) -> range:
        self.read.append((start, stop))
        return self.numbers[start:stop]


def row(seen: SeenRows[int], number: int) -> int | None:
    page, place = seen.find(number)
    return page.rows[place]


def test_a_row_is_read_with_its_neighbours_and_kept() -> None:
    reading = Reading()
    seen = SeenRows(reading)

    found = [row(seen, number) for number in (35, 36, 39, 35)]

    assert found == [35, 36, 39, 35]
    assert reading.read == [(35, 40)]


def test_what_is_seen_after_a_jump_is_read_in_one_go() -> None:
    reading = Reading()
    seen = SeenRows(reading)

    seen.prepare(5_005, 5_025)

    assert [row(seen, number) for number in (5_005, 5_025)] == [5_005, 5_025]
    assert reading.read == [(5_005, 5_030)]


def test_reading_on_reads_ahead() -> None:
    reading = Reading()
    seen = SeenRows(reading)
    seen.prepare(5_000, 5_019)

    seen.prepare(5_003, 5_022)
    seen.prepare(5_006, 5_025)

    assert reading.read == [(5_000, 5_020), (5_020, 5_020 + AHEAD * PAGE)]


def test_reading_back_reads_what_is_before() -> None:
    reading = Reading()
    seen = SeenRows(reading)
    seen.prepare(5_000, 5_019)

    seen.prepare(4_997, 5_016)
    seen.prepare(4_991, 5_010)

    assert reading.read == [(5_000, 5_020), (5_000 - AHEAD * PAGE, 5_000)]


def test_the_first_rows_have_nothing_before_them() -> None:
    reading = Reading()
    seen = SeenRows(reading)
    seen.prepare(10, 19)

    seen.prepare(6, 14)

    assert reading.read == [(10, 20), (0, 10)]


def test_what_was_looked_at_longest_ago_is_let_go() -> None:
    reading = Reading()
    seen = SeenRows(reading)

    for page in range(PAGES + 1):
        seen.prepare(page * 2 * PAGE, page * 2 * PAGE)

    assert row(seen, 2 * PAGE) == 2 * PAGE
    assert len(reading.read) == PAGES + 1
    assert row(seen, 0) == 0
    assert len(reading.read) == PAGES + 2


def test_nothing_is_kept_of_another_list() -> None:
    reading = Reading()
    seen = SeenRows(reading)
    seen.prepare(0, 0)

    seen.forget()

    assert row(seen, 3) == 3
    assert reading.read == [(0, PAGE), (0, PAGE)]
