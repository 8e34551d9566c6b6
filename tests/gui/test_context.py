"""What pages share: deeds at once or behind the lane, kept when the disk is full."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject

from tests.builders import a_contribution_draft, a_person_draft, a_session_draft
from workshop_app import settings
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.person import Person
from workshop_app.gui.context import AppContext, NothingOpenError
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.services import drafts, history
from workshop_app.services.contributions import write_contribution
from workshop_app.services.people import register_person
from workshop_app.services.sessions import schedule_session
from workshop_app.store import Deed, Store
from workshop_app.store.errors import StoreFullError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from workshop_app.errors import AppError
    from workshop_app.services.progress import Progress


def refused(error: AppError) -> None:
    pytest.fail(str(error))


def people(store: Store) -> int:
    with store.read() as reader:
        return reader.count(Person)


def test_without_a_process_there_is_no_store(qtbot: QtBot, home: Path) -> None:
    context = AppContext(home=home)

    with pytest.raises(NothingOpenError):
        _ = context.store

    assert not context.is_open
    assert context.session_line() == ""
    context.close()


def test_a_deed_is_done_at_once_while_the_lane_is_idle(
    context: AppContext, store: Store
) -> None:
    before = people(store)

    context.perform(
        partial(register_person, store, a_person_draft(organization=None)),
        on_error=refused,
    )

    assert people(store) == before + 1


def test_a_deed_waits_behind_long_work_and_not_the_window(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    before = people(store)
    began, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def import_much(_progress: Progress) -> None:
        with store.write(Deed("import_people")):
            began.set()
            go_on.wait()

    context.start(import_much, on_error=refused)
    began.wait()
    context.perform(
        partial(register_person, store, a_person_draft(organization=None)),
        on_done=done.append,
        on_error=refused,
    )

    assert people(store) == before
    go_on.set()
    qtbot.waitUntil(lambda: bool(done))
    assert people(store) == before + 1


def test_a_deed_does_not_wait_for_long_work_that_only_reads(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    before, go_on = people(store), threading.Event()

    def draw_pages(_progress: Progress) -> None:
        go_on.wait()

    context.start(draw_pages, on_error=refused)
    context.perform(
        partial(register_person, store, a_person_draft(organization=None)),
        on_error=refused,
    )

    assert people(store) == before + 1
    go_on.set()
    qtbot.waitUntil(lambda: not context.tasks.busy)


def test_a_refusal_is_told_and_changes_nothing(
    context: AppContext, store: Store
) -> None:
    before = people(store)
    told: list[AppError] = []

    context.perform(
        partial(register_person, store, a_person_draft(name=" ")),
        on_error=told.append,
    )

    assert len(told) == 1
    assert people(store) == before


def test_a_bug_is_not_taken_for_a_refusal(context: AppContext) -> None:
    def broken() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        context.perform(broken, on_error=refused)


def test_what_the_full_disk_refused_is_done_when_there_is_room(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    before = people(store)
    full = [True]
    told: list[AppError] = []

    def deed() -> str:
        if full[0]:
            raise StoreFullError(store.location)
        return register_person(store, a_person_draft(organization=None))

    with qtbot.waitSignal(context.save_failed):
        context.perform(deed, on_error=told.append)
    full[0] = False
    with qtbot.waitSignal(context.saved):
        context.try_again()

    assert len(told) == 1
    assert people(store) == before + 1
    context.try_again()
    assert people(store) == before + 1


def test_every_deed_says_when_it_was_saved(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    with qtbot.waitSignal(context.saved) as told:
        register_person(store, a_person_draft(organization=None))

    assert told.args is not None
    assert told.args[0].date() == store.now().date()


def test_the_line_says_which_session_is_on_the_table(
    context: AppContext, store: Store
) -> None:
    draft = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
    session = schedule_session(store, draft)

    context.open_session(session)

    assert draft.title in context.session_line()
    assert draft.venue in context.session_line()


def test_choices_are_kept_on_this_computer(context: AppContext, home: Path) -> None:
    context.choose(replace(context.settings, type_scale=125))

    assert settings.load(home).type_scale == 125


def test_somebody_else_takes_the_keyboard(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    person = register_person(store, a_person_draft(organization=None))

    with qtbot.waitSignal(context.operator_changed):
        context.operate_as(person)

    assert store.operator == person


class Asker(QObject):
    """A page that asked for something."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def hear(self, answer: object) -> None:
        """Hear the answer."""
        self.told.append(answer)


@pytest.fixture
def go_on(qtbot: QtBot, context: AppContext, store: Store) -> Iterator[threading.Event]:
    """The lane writes until this is set."""
    began, go_on = threading.Event(), threading.Event()

    def import_much(_progress: Progress) -> None:
        with store.write(Deed("import_people")):
            began.set()
            go_on.wait()

    context.start(import_much, on_error=lambda _: None)
    began.wait()  # the file is open by then, not only about to be
    yield go_on
    go_on.set()


def test_a_deed_that_waits_is_done_though_the_window_is_closed(
    context: AppContext, store: Store, go_on: threading.Event
) -> None:
    before = people(store)
    location, home = store.location, context.home

    context.perform(
        partial(register_person, store, a_person_draft(organization=None)),
        on_error=refused,
    )
    threading.Timer(0.05, go_on.set).start()
    context.close()

    again = Store.open(location, home=home)
    assert people(again) == before + 1
    again.close()


def test_who_takes_the_keyboard_is_not_credited_with_what_waited(
    qtbot: QtBot, context: AppContext, store: Store, go_on: threading.Event
) -> None:
    mine = store.operator
    with store.read() as reader:
        (founder,) = reader.all(Person)

    context.perform(
        partial(register_person, store, a_person_draft(organization=None)),
        on_error=refused,
    )
    context.operate_as(founder.id)
    assert store.operator == mine
    with qtbot.waitSignal(context.operator_changed):
        go_on.set()

    with store.read() as reader:
        (last,) = reader.history(limit=1)
    assert last.actor == mine


def test_a_page_that_is_gone_hears_no_answer(qtbot: QtBot, context: AppContext) -> None:
    asker = Asker()
    held = threading.Event()

    context.start(lambda _told: held.wait(), on_done=asker.hear, on_error=asker.hear)
    shiboken6.delete(asker)
    with qtbot.waitSignal(context.tasks.idle):
        held.set()

    assert asker.told == []


def test_a_session_whose_scheduling_was_undone_leaves_the_table(
    qtbot: QtBot, context: AppContext, store: Store, session: str
) -> None:
    with store.read() as reader:
        (last,) = reader.history(limit=1)

    with qtbot.waitSignal(context.session_changed):
        history.undo(store, last.deed)

    assert context.session is None


def test_another_deed_done_since_leaves_nothing_to_try_again(
    context: AppContext, store: Store
) -> None:
    done: list[str] = []

    def deed() -> None:
        done.append("tried")
        raise StoreFullError(store.location)

    context.perform(deed, on_error=lambda _: None)
    unsaved = context.unsaved
    register_person(store, a_person_draft(organization=None))
    context.try_again()

    assert isinstance(unsaved, StoreFullError)
    assert context.unsaved is None
    assert done == ["tried"]


def test_a_choice_that_cannot_be_written_holds_and_is_said(
    qtbot: QtBot, tmp_path: Path
) -> None:
    home = tmp_path / "file"
    home.write_text("where a folder should be")
    context = AppContext(home=home)

    with qtbot.waitSignal(context.said):
        context.choose(replace(context.settings, theme="dark"))
    context.reload_settings()

    assert context.settings.theme == "dark"
    context.close()


def test_a_choice_leaves_alone_what_another_window_kept(
    context: AppContext, home: Path
) -> None:
    settings.save(settings.load(home).with_operator("other", "juan"), home)

    context.choose(replace(context.settings, theme="dark"))

    kept = settings.load(home)
    assert kept.theme == "dark"
    assert kept.operators["other"] == "juan"


def test_what_a_pulled_out_stick_refused_is_done_when_it_is_back(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    before, place = people(store), Path(store.location)
    aside = place.with_name("away")
    told: list[AppError] = []

    place.rename(aside)
    with qtbot.waitSignal(context.save_failed):
        context.perform(
            partial(register_person, store, a_person_draft(organization=None)),
            on_error=told.append,
        )
    aside.rename(place)
    context.try_again()

    assert len(told) == 1
    assert context.unsaved is None
    assert people(store) == before + 1


def test_a_text_typed_while_the_stick_is_out_is_kept_when_it_is_back(
    qtbot: QtBot, context: AppContext, store: Store, go_on: threading.Event
) -> None:
    place = Path(store.location)
    aside = place.with_name("away")
    context.drafts.keep("a", "que el camino")
    context.drafts.keep("b", "que el agua")

    place.rename(aside)
    with qtbot.waitSignal(context.save_failed):
        go_on.set()
    aside.rename(place)
    context.try_again()

    assert drafts.all_kept(store) == {"a": "que el camino", "b": "que el agua"}


def test_a_code_that_two_computers_gave_is_shown_whole(
    context: AppContext, store: Store
) -> None:
    draft = a_contribution_draft(session=None, stage=None)
    first = write_contribution(store, draft, [store.operator])
    store.retire_device()
    alone = _shown(store, first)

    second = write_contribution(store, draft, [store.operator])

    assert alone == ("A-1", True)
    assert [_shown(store, one)[1] for one in (first, second)] == [False, False]


def _shown(store: Store, contribution: str) -> tuple[str, bool]:
    with store.read() as reader:
        code = reader.get(Contribution, contribution).code
    return short_codes(code), short_codes(code) != code
