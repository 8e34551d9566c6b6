"""What Qt says by itself is in Spanish too, as it is said here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLibraryInfo

from workshop_app.gui.qt_words import QtWords
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def words(qapp: QApplication) -> Iterator[QtWords]:
    made = QtWords(qapp)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert made.load("qtbase_es", folder)
    with language(Language.SPANISH):
        yield made


@pytest.mark.parametrize(
    ("context", "source", "said"),
    [
        ("QFileDialog", "&Look in:", "&Ver en:"),
        ("QFileDialog", "Files of &type:", "Archivos de &tipo:"),
        ("QAbstractFileIconProvider", "Folder", "Carpeta"),
        ("QFileDialog", "File &name:", "&Nombre de archivo:"),
        ("QFileDialog", "All Files (*)", "Todos los archivos (*)"),
        ("QPrintWidget", "Output &file:", "&Archivo de salida:"),
        ("QShortcut", "Folder", ""),
    ],
)
def test_files_are_asked_for_in_the_words_of_here(
    words: QtWords, context: str, source: str, said: str
) -> None:
    assert words.translate(context, source) == said
