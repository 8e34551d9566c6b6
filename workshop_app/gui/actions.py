"""What can be done, said once: for the menu, the palette, the keys and the help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from workshop_app.gui.icons import icon
from workshop_app.i18n import tr
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something a person can do.

    Attributes:
        name: Its own key, as `undo`; never shown.
        title: What it is called in menu, palette and help.
        run: Does it.
        keys: The keys that do it, in Qt's portable spelling; may be empty.
        group: The heading it stands under.
        icon: Name of its drawing; may be empty.
        enabled: Whether it can be done now; asked when it is shown or tried.
    """

    name: str
    title: str
    run: Callable[[], object]
    keys: str = ""
    group: str = ""
    icon: str = ""
    enabled: Callable[[], bool] | None = None

    @property
    def ready(self) -> bool:
        """Whether it can be done now."""
        return self.enabled is None or self.enabled()

    @property
    def shown_keys(self) -> str:
        """The keys as they are written on keyboards where this language is spoken."""
        return shown_keys(self.keys)


_KEYS: Mapping[str, Callable[[str], str]] = {
    "Shift": lambda _: tr("Shift"),
    "Backspace": lambda _: tr("Backspace"),
    "Left": lambda _: "←",
    "PgDown": lambda _: tr("PgDn"),
    "PgUp": lambda _: tr("PgUp"),
    "Return": lambda _: tr("Enter"),
}
"""What is printed on keys whose names differ from one keyboard to another."""


def shown_keys(keys: str) -> str:
    """Return keys as they are written on keyboards where this language is spoken.

    Qt's own translation says “Control” where every keyboard says “Ctrl”.

    Args:
        keys: In Qt's portable spelling, as `Alt+PgDown`.
    """
    return "+".join(_KEYS.get(key, str)(key) for key in keys.split("+"))


class ActionBook(QObject):
    """The actions of one window or page, and the shortcuts that start them."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._actions: dict[str, Action] = {}
        self._shortcuts: dict[str, QAction] = {}

    def __iter__(self) -> Iterator[Action]:
        """Go through the actions in the order they were said."""
        return iter(self._actions.values())

    def __getitem__(self, name: str) -> Action:
        """Return the action with a name."""
        return self._actions[name]

    def add(self, actions: Iterable[Action], *, context: Qt.ShortcutContext) -> None:
        """Say what can be done; its keys work within `context` of the owner.

        Raises:
            ValueError: If a name or its keys are taken: each is said once.
        """
        for action in actions:
            taken = {one.keys for one in self if one.keys}
            if action.name in self._actions or action.keys in taken:
                raise ValueError(action.name)
            self._actions[action.name] = action
            shortcut = QAction(action.title, self)
            shortcut.setShortcutContext(context)
            if action.keys:
                shortcut.setShortcut(QKeySequence(action.keys))
            shortcut.triggered.connect(partial(self.start, action.name))
            self._shortcuts[action.name] = shortcut

    def shortcuts(self) -> list[QAction]:
        """Return what a widget must be given for the keys to work."""
        return list(self._shortcuts.values())

    def enable_all(self) -> None:
        """Let the keys work: whether they may is asked when they are pressed."""
        for one in self._shortcuts.values():
            one.setEnabled(True)

    def start(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 what Qt sends
        """Do it, if it can be done now."""
        action = self._actions[name]
        if action.ready:
            action.run()

    def item(self, name: str) -> QAction:
        """Return the action as a menu shows it, enabled or not."""
        action, shortcut = self._actions[name], self._shortcuts[name]
        if action.icon:
            shortcut.setIcon(icon(action.icon))
        return shortcut
