from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel

from workshop_app.gui.parts.labels import KeyHints, key_cap, label, tip

pytestmark = pytest.mark.usefixtures("qapp")


def test_what_people_wrote_is_never_markup() -> None:
    shown = label("<b>Nélida</b> & Rosa")

    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.text() == "<b>Nélida</b> & Rosa"


def test_a_label_wraps_only_when_asked() -> None:
    assert not label("a").wordWrap()
    assert label("a", wrap=True).wordWrap()


def test_a_heading_is_larger_than_what_stands_beside_it() -> None:
    heading, muted = label("a", "heading"), label("a", "muted")

    for shown in (heading, muted):
        shown.ensurePolished()

    assert heading.fontMetrics().height() > muted.fontMetrics().height()


def test_a_key_cap_is_as_wide_as_its_key() -> None:
    assert key_cap("Ctrl+N").sizeHint().width() > key_cap("N").sizeHint().width()


def test_key_hints_say_key_and_deed_in_turn() -> None:
    line = KeyHints([("Enter", "register"), ("Esc", "clear")])

    said = [shown.text() for shown in line.findChildren(QLabel)]

    assert said == ["Enter", "register", "Esc", "clear"]


def test_key_hints_go_on_in_the_next_line_and_part_no_key_from_its_deed() -> None:
    line = KeyHints([("Enter", "register"), ("Esc", "clear"), ("F5", "ask")])
    caps = line.findChildren(QLabel)[::2]
    whole = line.sizeHint()

    line.resize(whole)
    line.show()
    tops = {cap.mapTo(line, QPoint()).y() for cap in caps}
    line.resize(whole.width() * 2 // 3, line.heightForWidth(whole.width() * 2 // 3))
    narrow = [cap.mapTo(line, QPoint()).y() for cap in caps]
    line.hide()

    assert len(tops) == 1
    assert narrow == sorted(narrow)
    assert narrow[-1] > narrow[0]
    assert line.minimumSizeHint().width() < whole.width() // 2
    assert line.heightForWidth(whole.width()) == whole.height()


@pytest.mark.parametrize(
    "name",
    [
        "<b>x</b><img src=file:///etc/passwd>",
        "Mesa & Cía &lt;b&gt;",
        "a" * 200,
        "Nélida\nFederación " + "x" * 80,
        'Dice "no"',
    ],
)
def test_a_tip_shows_letter_by_letter_what_people_wrote(name: str) -> None:
    read = QTextDocument()
    shown = tip(name)

    if shown == name:
        assert not {"<", "&"} & set(name)
    else:
        read.setHtml(shown)
        assert read.toPlainText() == name
        assert "<img" not in shown


def test_a_short_tip_is_left_as_it_is() -> None:
    assert tip("Inicio (Ctrl+1)") == "Inicio (Ctrl+1)"
