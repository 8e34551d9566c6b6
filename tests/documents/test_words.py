"""The words that only papers need, and what they say when nothing is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.content_builders import letter_content, session_facts
from workshop_app.documents import words
from workshop_app.i18n import Language, language

EARLY = datetime(2026, 4, 20, 14, 12, tzinfo=UTC)
LATE = datetime(2026, 4, 20, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("facilitator", "Facilitator"),
        ("rapporteur", "Rapporteur"),
        ("chair_state", "Co-chair for the State"),
        ("chair_civil_society", "Co-chair for civil society"),
        ("signatory", "Responsible for the answer"),
        ("tesorera", "tesorera"),
    ],
)
def test_a_signer_has_a_role_and_an_unknown_one_stays_as_it_is(
    role: str, said: str
) -> None:
    with language(Language.ENGLISH):
        assert words.signer_role(role) == said


def test_words_of_people_stand_between_the_marks_of_the_language() -> None:
    with language(Language.SPANISH):
        spanish = words.quoted("Yakuqa kawsaymi")
    with language(Language.ENGLISH):
        english = words.quoted("Yakuqa kawsaymi")

    assert (spanish, english) == ("«Yakuqa kawsaymi»", "“Yakuqa kawsaymi”")


def test_a_day_is_said_in_figures_and_a_missing_one_is_said_to_be_missing() -> None:
    with language(Language.ENGLISH):
        assert words.day(date(2026, 4, 5)) == "05/04/2026"
        assert words.day(None) == "Not recorded"


def test_a_time_is_that_of_peru() -> None:
    with language(Language.ENGLISH):
        assert words.clock_time(EARLY) == "09:12"
        assert words.clock_time(None) == ""


@pytest.mark.parametrize(
    ("opened", "closed", "said"),
    [
        (EARLY, LATE, "09:12 to 13:30 (Peru time)"),
        (EARLY, None, "09:12 to ? (Peru time)"),
        (None, LATE, "? to 13:30 (Peru time)"),
        (None, None, "Not recorded"),
    ],
)
def test_a_span_is_said_as_far_as_it_is_known(
    opened: datetime | None, closed: datetime | None, said: str
) -> None:
    with language(Language.ENGLISH):
        assert words.time_span(opened, closed) == said


def test_a_place_says_whose_code_it_has() -> None:
    facts = session_facts(venue="Casa", place_name="Puno", place="210101")
    nowhere = session_facts(venue="", place_name="", place="")

    with language(Language.ENGLISH):
        assert words.place(facts) == "Casa, Puno, UBIGEO 210101 (INEI)"
        assert words.place(nowhere) == "Not recorded"


def test_an_address_has_no_empty_lines() -> None:
    addressee = replace(letter_content().addressee, position="", address="")

    lines = words.address_lines(addressee)

    assert lines == [addressee.organization, addressee.place_name]
