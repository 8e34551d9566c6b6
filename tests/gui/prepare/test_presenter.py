from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.gui.prepare.presenter import PreparePresenter
from workshop_app.services.sessions import set_agenda

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.prepare.reading import Preparation
    from workshop_app.gui.prepare.summary import Check, State
    from workshop_app.store import Store


class _Page:
    """What a page would show."""

    def __init__(self, *, in_front: bool = True) -> None:
        self.found: list[Preparation] = []
        self.texts: list[str] = []
        self.states: dict[str, State] = {}
        self._in_front = in_front

    def show_preparation(self, found: Preparation) -> None:
        self.found.append(found)

    def show_checks(self, found: Sequence[Check], by: Mapping[str, State]) -> None:
        self.texts = [one.text for one in found]
        self.states = dict(by)

    def is_in_front(self) -> bool:
        return self._in_front


def test_the_session_on_the_table_is_prepared_or_a_new_one(
    context: AppContext, session: str
) -> None:
    page = _Page()
    presenter = PreparePresenter(page, context)

    presenter.open()
    presenter.begin()

    first, second = page.found
    assert first.session is not None
    assert first.session.id == session
    assert second.session is None
    assert presenter.session is None


def test_a_deed_is_seen_in_what_will_be_checked(
    context: AppContext, session: str, store: Store, qtbot: QtBot
) -> None:
    page = _Page()
    presenter = PreparePresenter(page, context)
    presenter.open()
    assert "No agenda yet" in page.texts

    set_agenda(store, session, [("Bienvenida", 20)])

    qtbot.waitUntil(lambda: "1 agenda point · 20 min" in page.texts)
    assert page.states["agenda"] == "done"


def test_a_page_that_nobody_sees_reads_nothing(
    context: AppContext, session: str, store: Store, qtbot: QtBot
) -> None:
    page = _Page(in_front=False)
    presenter = PreparePresenter(page, context)
    presenter.open()

    set_agenda(store, session, [("Bienvenida", 20)])
    qtbot.wait(10)

    assert len(page.found) == 1
    assert presenter.session == session
