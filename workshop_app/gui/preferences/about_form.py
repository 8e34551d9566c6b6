"""What the program is, of whom, and what it is made with."""

from __future__ import annotations

import importlib.metadata
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from workshop_app import __version__
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.labels import label
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from importlib.metadata import PackageMetadata

_PACKAGE = "workshop-app"
_NAME = re.compile(r"[A-Za-z0-9_.-]+")


class AboutForm(QWidget):
    """The version, and every library with its licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card("Kuska")
        card.body.addWidget(
            label(
                tr(
                    "Version {version}. Free software under the Apache 2.0 licence; "
                    "everything stays on this computer.",
                    version=__version__,
                ),
                wrap=True,
            )
        )
        card.body.addWidget(
            label(
                tr(
                    "The window is drawn by Qt {version}, under the LGPL version 3: "
                    "its libraries lie beside the program and may be replaced.",
                    version=qVersion(),
                ),
                wrap=True,
            )
        )
        card.body.addWidget(label(tr("Libraries and their licences"), "heading"))
        self.licences = QPlainTextEdit("\n".join(licences()))
        self.licences.setReadOnly(True)
        self.licences.setTabChangesFocus(True)
        self.licences.setMinimumHeight(px(260))
        self.licences.setAccessibleName(tr("Libraries and their licences"))
        card.body.addWidget(self.licences)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)


def licences() -> list[str]:
    """Return a line for each library the program is made with."""
    try:
        needed = importlib.metadata.requires(_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:  # run from a checkout
        needed = list(_NEEDED)
    names = {found[0] for one in needed if (found := _NAME.match(one))}
    return [_line(name) for name in sorted(names, key=str.casefold) if _is_here(name)]


_NEEDED = (
    *("PySide6_Essentials", "SQLAlchemy", "alembic", "babel", "click"),
    *("cryptography", "defusedxml", "keyring", "msgspec", "openpyxl", "pikepdf"),
    *("pillow", "platformdirs", "psycopg", "pyHanko", "pypdfium2", "pyphen"),
    *("python-stdnum", "rapidfuzz", "reportlab", "segno", "sqlcipher3"),
    *("typing-extensions", "uharfbuzz"),
)


_UNSAID = {"sqlcipher3": "Zlib; SQLCipher: BSD-3-Clause"}
"""Licences that a library has in a file of its own and not in what it declares."""


def _is_here(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _of(told: PackageMetadata, field: str) -> str:
    if field in told:
        return told[field]
    return ""


def _line(name: str) -> str:
    told = importlib.metadata.metadata(name)
    classified = [
        one.rpartition("::")[2].strip()
        for one in told.get_all("Classifier") or []
        if one.startswith("License ::") and "OSI Approved" in one
    ]
    licence = _of(told, "License-Expression") or ", ".join(classified)
    licence = (
        licence or _of(told, "License").partition("\n")[0] or _UNSAID.get(name, "")
    )
    return f"{name} {told['Version']} — {licence}"
