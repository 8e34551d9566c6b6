from __future__ import annotations

import json
import os
import sys
from io import StringIO

import pytest

from workshop_app.cli.refusals import KeyUnreadableError, PassphraseNeededError
from workshop_app.cli.terminal import Bar, Terminal, ask_secret, read_secret


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def pipe(content: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, content)
    os.close(writing)
    return reading


def test_json_is_all_there_is_on_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    terminal = Terminal(json=True)

    terminal.note("beside it")
    terminal.answer({"name": "Ñahui"}, lambda: ["in words"])

    told = capsys.readouterr()
    assert json.loads(told.out) == {"name": "Ñahui"}
    assert told.err == "beside it\n"


def test_without_json_the_answer_is_in_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Terminal().answer({"name": "Ñahui"}, lambda: ["in words"])

    assert capsys.readouterr().out == "in words\n"


def test_a_bar_is_drawn_on_a_terminal_and_taken_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)

    with Terminal().progress("Reading") as bar:
        bar.at(1, 2)

    drawn = screen.getvalue()
    assert "Reading" in drawn
    assert "1/2" in drawn
    assert drawn.endswith(" \r")


def test_a_bar_is_not_drawn_into_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    with Terminal().progress("Reading") as bar:
        bar.at(1, 2)

    assert capsys.readouterr().err == ""


def test_a_bar_of_nothing_does_not_divide_by_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)

    Bar("Reading", shown=True).at(0, 0)

    assert "0/0" in screen.getvalue()


def test_a_passphrase_is_read_to_the_end_of_its_line() -> None:
    assert read_secret(pipe("ñandú y puma\n".encode())) == "ñandú y puma"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 5000])
def test_what_is_no_passphrase_is_refused(content: bytes) -> None:
    descriptor = pipe(content)

    with pytest.raises(KeyUnreadableError):
        read_secret(descriptor)


def test_a_descriptor_that_is_not_open_is_refused() -> None:
    descriptor = pipe(b"")
    os.close(descriptor)

    with pytest.raises(KeyUnreadableError):
        _ = Terminal(key_fd=descriptor).passphrase


def test_no_passphrase_is_asked_for_where_nobody_can_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO("secret"))

    with pytest.raises(PassphraseNeededError):
        ask_secret("Passphrase?")
