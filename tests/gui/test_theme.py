from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor, QFont, QFontInfo
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from workshop_app import paths
from workshop_app.gui import theme
from workshop_app.gui.theme import DARK, LIGHT, Tokens

READ = 4.5  # WCAG 2.2, 1.4.3: letters on what is behind them
SEEN = 3.0  # WCAG 2.2, 1.4.11: edges of controls, focus rings, marks of a chart

QUIET = {"text3"}  # the ink of what is disabled, which the standard leaves out

# Letters over a background that the style sheet sets elsewhere, or a delegate paints.
LETTERS = [
    *[
        (ink, back)
        for ink in ("text", "text2")
        for back in ("bg", "surface", "surface2")
    ],
    *[(ink, back) for ink in ("text", "text2") for back in ("sel", "hover")],
    *[("text3", back) for back in ("bg", "surface")],
    *[(tone, "surface") for tone in ("primary", "ok", "warn", "bad", "info")],
    *[(tone, f"{tone}_soft") for tone in ("ok", "warn", "bad", "info", "primary")],
    *[("text", f"{tone}_soft") for tone in ("ok", "warn", "bad", "info")],
    *[(ink, back) for ink in ("side_text", "side_on") for back in ("side", "side_sel")],
    ("on_primary", "primary"),
    ("on_primary", "primary_h"),
]
# Edges, rings and marks.
MARKS = [
    *[("border_in", back) for back in ("bg", "surface", "surface2")],
    *[("primary", back) for back in ("bg", "surface", "surface2", "hover", "sel")],
    ("on_primary", "primary"),
    *[(bloc, "surface") for bloc in ("state", "civil", "other")],
    *[(vote, back) for vote in ("yes", "no", "abst") for back in ("surface", "track")],
    *[(tone, "bg") for tone in ("ok", "warn", "bad", "info")],
    *[("side_mark", back) for back in ("side", "side_sel")],
    ("primary", "track"),
    ("text3", "surface"),
]

FOCUSABLE = [
    "QPushButton",
    "QToolButton",
    "QLineEdit",
    "QPlainTextEdit",
    "QTextEdit",
    "QAbstractSpinBox",
    "QComboBox",
    "QCheckBox",
    "QRadioButton",
    "QListView::item",
    'QScrollArea[ring="true"]',
    "QTabBar::tab:selected",
]


def luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB" (WCAG 2.2, definitions)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return how far apart two colours are, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_close(
    colours: Tokens, pairs: list[tuple[str, str]], least: float
) -> list[tuple[str, str, float]]:
    found = []
    for ink, back in pairs:
        ratio = contrast(getattr(colours, ink), getattr(colours, back))
        if ratio < least:
            found.append((ink, back, round(ratio, 2)))
    return found


def rules() -> list[tuple[str, str]]:
    """Return selector and body of each rule, comments left out."""
    source = (paths.resource("style") / "kuska.qss").read_text("utf-8")
    bare = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    return [(s.strip(), b) for s, b in re.findall(r"([^{}]+)\{([^{}]*)\}", bare)]


def pairs_of_rules() -> list[tuple[str, str]]:
    found = []
    for _, body in rules():
        ink = re.search(r"(?<![-\w])color: \$(\w+)", body)
        back = re.search(r"(?<![-\w])background: \$(\w+)", body)
        if ink and back and ink[1] not in QUIET:
            found.append((ink[1], back[1]))
    return found


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda t: str(t.name))
def test_every_letter_can_be_read(colours: Tokens) -> None:
    pairs = LETTERS + pairs_of_rules()

    assert too_close(colours, pairs, READ) == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda t: str(t.name))
def test_every_edge_and_mark_can_be_seen(colours: Tokens) -> None:
    assert too_close(colours, MARKS, SEEN) == []


def test_a_pair_too_close_is_caught() -> None:
    planted = [("border", "surface"), ("text", "surface")]

    found = too_close(LIGHT, planted, SEEN)

    assert [pair[:2] for pair in found] == [("border", "surface")]


def test_the_style_sheet_names_pairs_to_check() -> None:
    assert ("on_primary", "primary") in pairs_of_rules()
    assert len(pairs_of_rules()) > 10


def test_black_on_white_is_as_far_apart_as_can_be() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda t: str(t.name))
def test_ticks_and_arrows_can_be_seen(colours: Tokens) -> None:
    folder = paths.resource("style")
    behind = {
        "down": "surface",
        "left": "sel",
        "right": "sel",
        "more": "surface",
        "less": "surface",
    } | {f"{mark}_{colours.name}": "primary" for mark in ("check", "some", "dot")}

    drawn = {
        name: re.findall(r"#[0-9A-F]{6}", (folder / f"{name}.svg").read_text("utf-8"))
        for name in behind
    }

    for name, back in behind.items():
        for ink in drawn[name]:
            assert contrast(ink, getattr(colours, back)) >= SEEN, name


def test_a_table_keeps_the_frame_that_lets_it_scroll_fast() -> None:
    subjects = (
        r"(QTableView|QTreeView|QTableWidget|QAbstractItemView|QWidget)(\[.*\])?$"
    )

    for selector, body in rules():
        for single in selector.split(","):
            if "QComboBox" in single or not re.search(subjects, single.strip()):
                continue
            assert "background:" not in body, selector
            assert not re.search(r"\bborder", body), selector


def test_what_has_the_focus_wears_a_ring() -> None:
    focused = {
        single.strip()
        for selector, body in rules()
        for single in selector.split(",")
        if "$ring solid" in body or "border-color: $primary" in body
    }

    missing = [kind for kind in FOCUSABLE if f"{kind}:focus" not in focused]

    assert missing == []


def test_every_token_is_a_colour() -> None:
    for colours in (LIGHT, DARK):
        for token in fields(colours):
            value = getattr(colours, token.name)
            assert token.name == "name" or re.fullmatch(r"#[0-9A-F]{6}", value)


def test_every_length_grows_with_the_letters() -> None:
    plain = theme.style_sheet(LIGHT, 1.0)

    half_more = theme.style_sheet(LIGHT, 1.5)

    assert 'QLabel[look="title"] { font-size: 20px' in plain
    assert 'QLabel[look="title"] { font-size: 30px' in half_more
    assert "border: 1px solid" in half_more  # hairlines stay hairlines


def test_a_ring_takes_its_pixel_from_the_padding() -> None:
    sheet = theme.style_sheet(LIGHT, 1.5)

    assert "min-height: 30px" in sheet
    assert "padding: 8px 20px" in sheet  # 6 × 1.5 - 1 and 14 × 1.5 - 1


def test_a_radio_button_stays_round_at_every_size() -> None:
    for percent in range(90, 151):
        sheet = theme.style_sheet(LIGHT, percent / 100)

        side = re.search(r"::indicator \{\s*width: (\d+)px", sheet)
        radius = re.search(r"QRadioButton::indicator \{ border-radius: (\d+)px", sheet)

        assert side
        assert radius
        assert 2 * int(radius[1]) <= int(side[1]) + 2, percent  # else Qt draws a square


def test_the_size_of_letters_is_held_to_what_fits(qapp: QApplication) -> None:
    theme.apply(qapp, dark=False, scale=4)
    largest = theme.scale()
    theme.apply(qapp, dark=False, scale=0)
    smallest = theme.scale()

    assert (largest, smallest) == (1.5, 0.9)


def test_dark_and_light_change_the_palette_too(qapp: QApplication) -> None:
    theme.apply(qapp, dark=True, scale=1)
    dark = qapp.palette().window().color()
    theme.apply(qapp, dark=False, scale=1)

    assert dark == QColor(DARK.bg)
    assert qapp.palette().window().color() == QColor(LIGHT.bg)
    assert theme.tokens() is LIGHT


def test_letters_come_with_the_program_in_four_weights(qapp: QApplication) -> None:
    weights = QFont.Weight

    got = {
        weight: QFontInfo(theme.font(13, weight))
        for weight in (weights.Normal, weights.Bold)
    }

    assert {info.family() for info in got.values()} == {theme.font(13).family()}
    assert got[weights.Bold].weight() == weights.Bold
    assert theme.font(13).isFeatureSet(QFont.Tag("tnum"))


def test_letters_and_lengths_are_scaled(qapp: QApplication) -> None:
    theme.apply(qapp, dark=False, scale=1.5)

    assert theme.font(20).pixelSize() == 30
    assert theme.px(10) == 15
    assert theme.px(0.1) == 1


def test_figures_of_a_column_are_equally_wide(qapp: QApplication) -> None:
    shown = QLabel("1")
    shown.ensurePolished()

    widths = {shown.fontMetrics().horizontalAdvance(figure) for figure in "0123456789"}

    assert len(widths) == 1


def test_a_widget_whose_state_changed_is_dressed_anew(qapp: QApplication) -> None:
    shown = QPushButton("Go")
    shown.setProperty("kind", "plain")
    shown.ensurePolished()
    before = shown.palette().buttonText().color()

    shown.setProperty("kind", "primary")
    theme.restyle(shown)

    assert before == QColor(LIGHT.text)
    assert shown.palette().buttonText().color() == QColor(LIGHT.on_primary)
