"""Qt's own words in Spanish, as they are said in Peru, for its files and printing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTranslator
from typing_extensions import override

from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LACKING: Final[Mapping[str, Callable[[], str]]] = {
    "&Look in:": lambda: tr("&Look in:"),
    "Files of &type:": lambda: tr("Files of &type:"),
    "Folder": lambda: tr("Folder"),
    "File Folder": lambda: tr("Folder"),
    "%1 File": lambda: tr("%1 file"),
    "File": lambda: tr("File"),
    "Drive": lambda: tr("Drive"),
    "Shortcut": lambda: tr("Shortcut to it"),
}
"""What Qt's translation leaves in English, or has wrong."""

_FILE: Final = re.compile(r"\b([Ff])ichero(s?)\b")


class QtWords(QTranslator):
    """Qt's translation; what it lacks is ours, and a *fichero* is an *archivo*."""

    @override
    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        ours = _LACKING.get(sourceText)
        if ours is not None and context in _CONTEXTS:
            return ours()
        said = super().translate(context, sourceText, disambiguation, n)
        return _FILE.sub(_called, said) if said else said


_CONTEXTS: Final = frozenset(
    {"QFileDialog", "QFileSystemModel", "QAbstractFileIconProvider"}
)


def _called(found: re.Match[str]) -> str:
    return f"{'A' if found[1] == 'F' else 'a'}rchivo{found[2]}"
