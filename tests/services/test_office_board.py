from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.builders import DAY, at
from tests.services.laptops import OPEN, Laptops
from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.session import Session, SessionDraft
from workshop_app.domain.vocabulary import SessionState
from workshop_app.i18n import Language, language
from workshop_app.services import exchanging
from workshop_app.services.contributions import write_contribution
from workshop_app.services.office_board import (
    Arrival,
    Board,
    Cell,
    Line,
    MinutesState,
    board,
)
from workshop_app.services.office_board_words import arrival_words, minutes_words
from workshop_app.services.sessions import (
    amend_session,
    close_session,
    open_session,
    schedule_session,
)
from workshop_app.store.arrivals import outgoing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.store import Store


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Laptops]:
    made = Laptops(tmp_path)
    yield made
    for store in made.opened:
        store.close()


def planned(laptops: Laptops) -> dict[str, str]:
    """Schedule three sessions and hand them out; return their ids by code."""
    days = {"MT-1": DAY.replace(day=19), "MT-2": None, "MT-3": DAY.replace(day=1)}
    found = {
        code: schedule_session(
            laptops.office, SessionDraft(title=code, held_on=day), code
        )
        for code, day in days.items()
    }
    laptops.file(laptops.office, "start.kuskax")
    return found


def bring(laptops: Laptops, *stores: Store) -> None:
    files = [laptops.file(one, f"{one.device_label}.kuskax") for one in stores]
    exchanging.merge_files(laptops.office, files)


def written(store: Store, session: str, text: str = "Publicar los planos") -> str:
    draft = ContributionDraft(text=text, session=session, anonymous=True)
    return write_contribution(store, draft, [])


def retitled(store: Store, session: str, title: str) -> None:
    with store.read() as reader:
        before = reader.get(Session, session)
    amend_session(store, session, replace(before, title=title))


def arrivals(found: Board) -> dict[str, Arrival]:
    return {one.code: one.arrival for one in found.lines}


def test_the_board_says_what_is_expected_and_what_came(laptops: Laptops) -> None:
    ids = planned(laptops)
    door, late, stranger = (laptops.begin(one) for one in ("door", "late", "stranger"))
    for store in (door, late):
        written(store, ids["MT-1"])
    retitled(stranger, ids["MT-1"], "Mesa de nadie")
    bring(laptops, door, late, stranger)
    laptops.admit(door, late)
    open_session(laptops.office, ids["MT-2"], at(9))

    found = board(laptops.office)

    overdue, first, undated = found.lines
    assert [one.code for one in found.lines] == ["MT-3", "MT-1", "MT-2"]
    assert arrivals(found) == {
        "MT-1": Arrival.RECEIVED,
        "MT-2": Arrival.HERE,
        "MT-3": Arrival.OVERDUE,
    }
    assert {one.label for one in first.cells} == {
        one.device_label for one in (laptops.office, door, late, stranger)
    }
    assert (first.acts, first.uncounted, first.disputes) == (4, 1, 0)
    assert first.came_at is not None
    assert first.last is not None
    assert (undated.came_at, undated.state) == (None, SessionState.OPEN)
    assert (overdue.acts, overdue.came_at) == (1, None)
    assert (found.totals.strangers, found.totals.awaited) == (1, 0)
    assert (found.totals.received, found.totals.overdue) == (1, 1)
    assert found.totals.computers == 4


def test_minutes_letters_and_disagreements_stand_beside_a_session(
    laptops: Laptops,
) -> None:
    ids = planned(laptops)
    one, other = laptops.begin("one"), laptops.begin("other")
    retitled(one, ids["MT-1"], "Mesa de agua")
    retitled(other, ids["MT-1"], "Mesa del agua")
    bring(laptops, one, other)
    laptops.admit(one, other)
    open_session(laptops.office, ids["MT-3"], at(9))
    close_session(laptops.office, ids["MT-3"], at(12))

    found = {line.code: line for line in board(laptops.office).lines}

    assert found["MT-1"].disputes == board(laptops.office).totals.disputes == 1
    assert found["MT-1"].minutes is MinutesState.NOT_DUE
    assert found["MT-3"].minutes is MinutesState.NONE
    assert board(laptops.office).totals.unsigned == 1
    assert found["MT-3"].letters == 0


def test_a_computer_that_was_admitted_and_sent_nothing_is_awaited(
    laptops: Laptops,
) -> None:
    door = laptops.begin("door")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    bring(laptops, door)
    visitor = laptops.begin("visitor")
    laptops.admit(door)
    with outgoing(door) as out:
        theirs = [(key, tip) for key, tip, _ in out.heads if key == door.device]
    certificate = laptops.folder / "certificate.kuskax"
    exchanging.export_file(laptops.office, certificate, OPEN, base=theirs)
    exchanging.merge_files(visitor, [certificate])

    found = board(visitor)

    (awaited,) = (one for one in found.senders if not one.acts)
    assert (awaited.label, awaited.admitted) == (door.device_label, True)
    assert (awaited.last, awaited.came_at, awaited.sessions) == (None, None, 0)
    assert (found.totals.awaited, found.totals.computers) == (1, 2)


def test_a_clock_that_must_be_wrong_tells_no_last_change() -> None:
    cell = Cell(device="d", label="d", acts=1, last=at(9), came_at=at(9), uncounted=0)
    early = replace(cell, last=at(9).replace(year=1970))
    late = replace(cell, last=at(9).replace(year=2099))
    line = Line(
        id="s",
        code="MT-1",
        title="Agua",
        day=None,
        state=SessionState.OPEN,
        arrival=Arrival.RECEIVED,
        cells=(cell, early, late),
        minutes=MinutesState.NOT_DUE,
        letters=0,
        disputes=0,
    )

    doubtful = [one.is_doubtful for one in line.cells]
    assert doubtful == [False, True, True]
    assert not replace(late, came_at=None).is_doubtful
    assert line.last == at(9)


@pytest.mark.parametrize("spoken", list(Language))
def test_every_state_of_the_board_has_words(spoken: Language) -> None:
    with language(spoken):
        arrived = [arrival_words(one) for one in Arrival]
        minutes = [minutes_words(one) for one in MinutesState]

    assert all(arrived)
    assert all(minutes[1:])
    assert minutes[0] == ""
