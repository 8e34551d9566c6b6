from __future__ import annotations

from workshop_app.cli.layout import harmless, shortened, table


def test_a_name_cannot_give_the_terminal_orders() -> None:
    assert harmless("Ana\x1b[2JQuispe") == "Ana□[2JQuispe"


def test_a_mark_that_turns_text_round_is_shown() -> None:
    assert harmless("Ana\u202eepsiuQ") == "Ana□epsiuQ"


def test_line_breaks_do_not_break_a_line() -> None:
    assert harmless("Ana\r\n\tQuispe") == "Ana Quispe"


def test_long_text_ends_in_an_ellipsis() -> None:
    assert shortened("abcdef", width=4) == "abc…"


def test_whole_numbers_stand_to_the_right() -> None:
    lines = table(["Bloc", "For"], [("State", 5), ("Civil society", 13)])

    assert lines == [
        "Bloc           For",
        "─────────────  ───",
        "State            5",
        "Civil society   13",
    ]


def test_combining_accents_and_wide_characters_keep_the_columns_straight() -> None:
    lines = table(["Name", "N"], [("Jose\u0301", 1), ("田", 2)])

    assert lines[2:] == ["Jose\u0301  1", "田    2"]


def test_a_table_without_rows_shows_its_headings() -> None:
    assert table(["Name"], []) == ["Name", "────"]
