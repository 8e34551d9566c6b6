"""Everything the program says, it says in Spanish too."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import workshop_app
from messages import said_in
from tests.architecture.catalogue import gaps, left_over

PACKAGE = Path(workshop_app.__file__).parent
SPANISH = PACKAGE.parent / "resources/translations/es/LC_MESSAGES" / "workshop_app.po"


@pytest.fixture(scope="module")
def said() -> Catalog:
    return said_in(PACKAGE)


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with SPANISH.open("rb") as file:
        return read_po(file, abort_invalid=True)


def test_every_sentence_has_its_spanish(said: Catalog, spanish: Catalog) -> None:
    found = gaps(said, spanish)

    assert not found, "\n".join(found)


def test_nothing_is_translated_that_nobody_says(
    said: Catalog, spanish: Catalog
) -> None:
    found = left_over(said, spanish)

    assert not found, "\n".join(found)


def test_sentences_are_found_in_the_sources(tmp_path: Path) -> None:
    source = 'tr("Hello, {name}.", name=n)\nntr("{count} vote", "{count} votes", 2)\n'
    (tmp_path / "planted.py").write_text(source)

    found = said_in(tmp_path)

    assert found.get("Hello, {name}.") is not None
    assert found.get("{count} vote") is not None


@pytest.mark.parametrize(
    ("string", "flags", "finding"),
    [
        ("", (), "missing"),
        ("Hola, {name}.", ("fuzzy",), "unsure"),
        ("Hola, {nombre}.", (), "other values"),
        ("Hola.", (), "other values"),
    ],
)
def test_a_planted_gap_is_caught(
    string: str, flags: tuple[str, ...], finding: str
) -> None:
    said, spanish = Catalog(), Catalog("es")
    said.add("Hello, {name}.")
    spanish.add("Hello, {name}.", string, flags=flags)

    assert gaps(said, spanish) == [f"{finding}: Hello, {{name}}."]


def test_a_sentence_nobody_translated_is_caught() -> None:
    said, spanish = Catalog(), Catalog("es")
    said.add("Hello.")

    assert gaps(said, spanish) == ["missing: Hello."]


def test_a_translation_nobody_needs_is_caught() -> None:
    said, spanish = Catalog(), Catalog("es")
    spanish.add("Hello.", "Hola.")

    assert left_over(said, spanish) == ["unused: Hello."]


def test_one_form_of_a_plural_may_leave_the_number_out() -> None:
    said, spanish = Catalog(), Catalog("es")
    said.add(("{count} person", "{count} people"))
    spanish.add(
        ("{count} person", "{count} people"), ("una persona", "{count} personas")
    )

    assert gaps(said, spanish) == []
