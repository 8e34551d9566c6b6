"""One sentence, several languages, and never the wrong one."""

from __future__ import annotations

import io
from contextvars import Context
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from workshop_app import i18n
from workshop_app.clock import PERU
from workshop_app.i18n import (
    Language,
    current_language,
    language,
    long_date,
    ntr,
    plain_date,
    short_date,
    short_time,
    tr,
    use_language,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small Spanish catalogue in the place of the real one."""
    spanish = Catalog("es")
    spanish.add("Hello, {name}.", "Hola, {name}.")
    spanish.add(
        ("{count} person", "{count} people"), ("{count} persona", "{count} personas")
    )
    compiled = io.BytesIO()
    write_mo(compiled, spanish)
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "workshop_app.mo").write_bytes(compiled.getvalue())
    monkeypatch.setattr("workshop_app.paths.resource", lambda _name: tmp_path)
    i18n._catalogue.cache_clear()
    yield
    i18n._catalogue.cache_clear()


def test_spanish_is_the_first_language() -> None:
    nobody_chose = Context()

    assert nobody_chose.run(current_language) is Language.SPANISH


def test_in_english_the_message_id_is_the_sentence() -> None:
    assert tr("Hello, {name}.", name="Ana") == "Hello, Ana."


@pytest.mark.usefixtures("catalogue")
def test_in_spanish_the_catalogue_speaks() -> None:
    with language(Language.SPANISH):
        said = tr("Hello, {name}.", name="Ana")

    assert said == "Hola, Ana."


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(("count", "said"), [(1, "1 persona"), (2, "2 personas")])
def test_a_number_chooses_its_form(count: int, said: str) -> None:
    with language(Language.SPANISH):
        assert ntr("{count} person", "{count} people", count) == said


def test_a_value_with_braces_is_said_as_it_is() -> None:
    assert tr("Hello, {name}.", name="{x}") == "Hello, {x}."


def test_paper_may_speak_another_language_than_the_screen() -> None:
    with language(Language.SPANISH):
        inside = current_language()

    assert (inside, current_language()) == (Language.SPANISH, Language.ENGLISH)


def test_the_language_comes_back_after_an_error() -> None:
    def fail() -> None:
        with language(Language.SPANISH):
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()

    assert current_language() is Language.ENGLISH


def test_a_chosen_language_stays() -> None:
    with language(Language.ENGLISH):
        use_language(Language.SPANISH)

        assert current_language() is Language.SPANISH


@pytest.mark.parametrize(
    ("chosen", "long", "plain"),
    [
        ("es", "viernes, 20 de noviembre de 2026", "20 de noviembre de 2026"),
        ("en", "Friday, November 20, 2026", "November 20, 2026"),
    ],
)
def test_a_date_is_written_out(chosen: str, long: str, plain: str) -> None:
    with language(Language(chosen)):
        assert (long_date(FRIDAY), plain_date(FRIDAY)) == (long, plain)


@pytest.mark.parametrize(("chosen", "locale"), [("es", "es_PE"), ("en", "en")])
def test_a_short_date_is_as_babel_writes_it(chosen: str, locale: str) -> None:
    days = [date(2026, month, 9 + month) for month in range(1, 13)]

    with language(Language(chosen)):
        written = [short_date(day) for day in days]

    assert written == [format_date(day, "medium", locale=locale) for day in days]


def test_a_time_is_hours_and_minutes() -> None:
    assert short_time(datetime(2026, 3, 2, 9, 5, 59, tzinfo=PERU)) == "09:05"
