"""What is typed is kept at every pause, and nobody waits for an import to type."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from workshop_app.services import drafts
from workshop_app.store import Deed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from workshop_app.gui.context import AppContext
    from workshop_app.services.progress import Progress
    from workshop_app.store import Store


def test_a_text_is_kept_and_forgotten(context: AppContext, store: Store) -> None:
    context.drafts.keep("a", "que el camino")
    context.drafts.keep("b", "que el agua")
    context.drafts.forget("b")

    assert drafts.all_kept(store) == {"a": "que el camino"}
    assert context.drafts.all_kept() == {"a": "que el camino"}


def test_while_an_import_writes_typing_goes_on_and_is_kept_afterwards(
    qtbot: QtBot, context: AppContext, store: Store
) -> None:
    context.drafts.keep("b", "already there")
    began, go_on = threading.Event(), threading.Event()

    def import_much(_progress: Progress) -> None:
        with store.write(Deed("import_people")):
            began.set()
            go_on.wait()

    context.start(import_much, on_error=lambda _: None)
    began.wait()
    context.drafts.keep("a", "que el cam")
    context.drafts.keep("a", "que el camino")
    context.drafts.forget("b")

    assert context.drafts.all_kept() == {"a": "que el camino"}
    assert drafts.all_kept(store) == {"b": "already there"}
    go_on.set()
    qtbot.waitUntil(lambda: drafts.all_kept(store) == {"a": "que el camino"})


def test_what_is_held_is_written_before_the_process_is_closed(
    context: AppContext, store: Store
) -> None:
    began, go_on = threading.Event(), threading.Event()

    def write_long() -> None:
        with store.write(Deed("import_people")):
            began.set()
            go_on.wait()

    writer = threading.Thread(target=write_long)
    writer.start()
    began.wait()
    context.drafts.keep("a", "que el camino")
    go_on.set()
    writer.join()
    context.drafts.settle()

    assert drafts.all_kept(store) == {"a": "que el camino"}
