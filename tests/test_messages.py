"""Translators' catalogues follow what the program says, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import messages

if TYPE_CHECKING:
    from pathlib import Path

HEADER = """# Kuska en castellano.
msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
GOODBYE = """
msgid "Goodbye."
msgstr "Adiós."
"""
SOURCE = 'tr("Thank you.")\ntr("Goodbye.")\nntr("{count} vote", "{count} votes", 2)\n'


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "planted.py").write_text(SOURCE)
    return tmp_path


def test_a_new_sentence_waits_for_its_translator(sources: Path) -> None:
    text = messages.up_to_date(HEADER, messages.said_in(sources))

    assert 'msgid "Thank you."\nmsgstr ""\n' in text
    assert messages.untranslated(text) == 3


def test_what_was_translated_stays(sources: Path) -> None:
    text = messages.up_to_date(HEADER + GOODBYE, messages.said_in(sources))

    assert GOODBYE in text
    assert messages.untranslated(text) == 2


def test_what_nobody_says_any_more_leaves(tmp_path: Path) -> None:
    text = messages.up_to_date(HEADER + GOODBYE, messages.said_in(tmp_path))

    assert text.strip() == HEADER.strip()


def test_the_same_sentences_give_the_same_bytes(sources: Path) -> None:
    said = messages.said_in(sources)
    once = messages.up_to_date(HEADER + GOODBYE, said)

    twice = messages.up_to_date(once, said)

    assert twice == once
    assert twice.startswith(HEADER)
    assert "planted.py" not in twice
