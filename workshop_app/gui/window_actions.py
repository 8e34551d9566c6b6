"""What can be done from anywhere in the window."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from workshop_app.gui.actions import Action
from workshop_app.gui.pages import PAGES
from workshop_app.gui.theme import tokens
from workshop_app.gui.window_places import places_within
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.panel import Panel
    from workshop_app.store import DeedRow, Store

SCALES = (90, 100, 110, 125, 150)


class Window(Protocol):
    """What the actions ask of the window."""

    @property
    def panel(self) -> Panel | None:
        """The page in front."""

    def go(self, name: str) -> None:
        """Show a page."""

    def close(self) -> bool:
        """Close the window."""

    def show_palette(self) -> None:
        """Open the palette."""

    def show_keys(self) -> None:
        """Open the sheet of keys."""

    def show_guide(self) -> None:
        """Open the guide."""

    def ask_for_process(self) -> None:
        """Offer to begin or open a process."""

    def ask_for_person(self) -> None:
        """Ask who is at the keyboard."""


def window_actions(window: Window, context: AppContext) -> Sequence[Action]:
    """Return them in the order of the menu."""
    return (
        *_file(window, context),
        *_edit(window, context),
        *_view(window, context),
        *_places(window, context),
        *places_within(context),
    )


def _file(window: Window, context: AppContext) -> Sequence[Action]:
    group = tr("File")
    is_open = partial(_is_open, context)
    return (
        Action(
            name="open",
            title=tr("Open or begin a process…"),
            run=window.ask_for_process,
            keys="Ctrl+O",
            group=group,
            icon="folder",
        ),
        Action(
            name="change_person",
            title=tr("Change who is at the keyboard…"),
            run=window.ask_for_person,
            keys="Ctrl+Shift+P",
            group=group,
            icon="swap",
            enabled=is_open,
        ),
        Action(
            name="back_up",
            title=tr("Back up…"),
            run=partial(context.go, "preferences", "backup"),
            keys="Ctrl+Shift+B",
            group=group,
            icon="backup",
            enabled=is_open,
        ),
        Action(
            name="quit",
            title=tr("Quit"),
            run=window.close,
            keys="Ctrl+Q",
            group=group,
            icon="close",
        ),
    )


def _edit(window: Window, context: AppContext) -> Sequence[Action]:
    group = tr("Edit")
    undoing = Undoing(context)
    return (
        Action(
            name="undo",
            title=tr("Undo"),
            run=undoing.undo,
            keys="Ctrl+Z",
            group=group,
            icon="undo",
            enabled=partial(_is_open, context),
        ),
        Action(
            name="redo",
            title=tr("Redo"),
            run=undoing.redo,
            keys="Ctrl+Y",
            group=group,
            icon="redo",
            enabled=partial(_is_open, context),
        ),
        Action(
            name="find",
            title=tr("Search on this page"),
            run=partial(_find, window),
            keys="Ctrl+F",
            group=group,
            icon="search",
        ),
        Action(
            name="palette",
            title=tr("Search or go to…"),
            run=window.show_palette,
            keys="Ctrl+K",
            group=group,
            icon="search",
        ),
    )


def _view(window: Window, context: AppContext) -> Sequence[Action]:
    group = tr("View")
    return (
        Action(
            name="table_mode",
            title=tr("Table mode: only the four screens of the table"),
            run=partial(_turn_table_mode, context),
            keys="Ctrl+T",
            group=group,
            icon="group",
        ),
        Action(
            name="theme",
            title=tr("Light or dark"),
            run=partial(_turn_theme, context),
            keys="Ctrl+Shift+D",
            group=group,
            icon="moon",
        ),
        Action(
            name="larger",
            title=tr("Larger letters"),
            run=partial(_step_scale, context, 1),
            keys="Ctrl+Shift+.",
            group=group,
            icon="plus",
        ),
        Action(
            name="smaller",
            title=tr("Smaller letters"),
            run=partial(_step_scale, context, -1),
            keys="Ctrl+Shift+,",
            group=group,
            icon="minus",
        ),
        *_help(window),
    )


def _help(window: Window) -> Sequence[Action]:
    group = tr("View")
    return (
        Action(
            name="keys",
            title=tr("Help: the path of the day and the keys"),
            run=window.show_keys,
            keys="F1",
            group=group,
            icon="keyboard",
        ),
        Action(
            name="guide",
            title=tr("Guide: how the day goes, in words and pictures"),
            run=window.show_guide,
            keys="Shift+F1",
            group=group,
            icon="help",
        ),
    )


def _places(window: Window, context: AppContext) -> Sequence[Action]:
    return tuple(
        Action(
            name=f"go_{one.name}",
            title=one.title(),
            run=partial(window.go, one.name),
            keys=one.keys,
            group=tr("Go to"),
            icon=one.icon,
            enabled=partial(_is_open, context),
        )
        for one in PAGES
    )


def _is_open(context: AppContext) -> bool:
    return context.is_open


def _find(window: Window) -> None:
    if window.panel is not None:
        window.panel.focus_search()


def _turn_table_mode(context: AppContext) -> None:
    now = context.settings
    context.choose(replace(now, table_mode=not now.table_mode))


def _turn_theme(context: AppContext) -> None:
    seen = tokens().name  # what is chosen may be “as the system”
    chosen = "light" if seen == "dark" else "dark"
    context.choose(replace(context.settings, theme=chosen))


def _step_scale(context: AppContext, step: int) -> None:
    now = context.settings
    nearest = min(SCALES, key=lambda one: abs(one - now.type_scale))
    at = min(max(SCALES.index(nearest) + step, 0), len(SCALES) - 1)
    context.choose(replace(now, type_scale=SCALES[at]))


class Undoing:
    """Takes back and brings back the last deed of whoever is at the keyboard."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def undo(self) -> None:
        """Take the last deed back."""
        from workshop_app.services import history, undoing  # noqa: PLC0415 not before the first paint
        from workshop_app.services.standing_papers import papers_that_say  # noqa: PLC0415 likewise

        with self._context.store.read() as reader:
            row = undoing.last_undoable(reader, self._context.store.operator)
            papers = () if row is None else papers_that_say(reader, row)
        if self._must_wait():
            return
        if row is None:
            self._context.say(tr("There is nothing to undo."))
            return
        if papers and undoing.refusal(row) is None:
            self._context.say(
                tr(
                    "“{what}” stands on {papers}: undo it in the history.",
                    what=_title(row),
                    papers=", ".join(papers),
                )
            )
            return
        said = tr("Undone: {what}", what=_title(row))
        self._perform(history.undo, row, said)

    def redo(self) -> None:
        """Bring back what was taken back last."""
        from workshop_app.services import history, undoing  # noqa: PLC0415 not before the first paint

        with self._context.store.read() as reader:
            row = undoing.last_redoable(reader, self._context.store.operator)
        if self._must_wait():
            return
        if row is None:
            self._context.say(tr("There is nothing to redo."))
            return
        said = tr("Done again: {what}", what=_title(row))
        self._perform(history.redo, row, said)

    def _perform(
        self, deed: Callable[[Store, str], None], row: DeedRow, said: str
    ) -> None:
        self._context.perform(
            partial(deed, self._context.store, row.deed),
            on_done=partial(self._say, said),
            on_error=self._refuse,
        )

    def _must_wait(self) -> bool:
        """Undo nothing while deeds wait: it would be another than the last one."""
        if self._context.waits:
            self._context.say(tr("Wait: what was done last is still being written."))
        return self._context.waits

    def _say(self, sentence: str, _result: None) -> None:
        self._context.say(sentence)

    def _refuse(self, error: Exception) -> None:
        self._context.say(str(error))


def _title(row: DeedRow) -> str:
    from workshop_app.services.deeds import deed_title  # noqa: PLC0415 not before the first paint

    return deed_title(row.code, row.arguments)
