"""A letter answers one person, wholly, and speaks of nobody else."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from tests.builders import CHAIR
from tests.content_builders import (
    a_contribution_line,
    a_letterhead,
    a_reference,
    contribution_lines,
    letter_content,
)
from tests.documents.reading import page_words, structure
from tests.documents.test_minutes import LONG, heard, rows, table
from workshop_app.documents.letter import letter_pdf
from workshop_app.documents.signing import signature_fields
from workshop_app.domain.vocabulary import Outcome
from workshop_app.i18n import Language

if TYPE_CHECKING:
    from workshop_app.documents.paper import Paper
    from workshop_app.domain.content import LetterContent


def letter(content: LetterContent | None = None) -> Paper:
    return letter_pdf(content or letter_content(), language=Language.ENGLISH)


def said(content: LetterContent | None = None) -> str:
    return heard(structure(letter(content).pdf))


def test_a_letter_is_addressed_dated_and_titled() -> None:
    text = said()

    assert text.startswith(
        f"Puno, April 20, 2026 {CHAIR} Presidenta Federación de Comunidades del Lago "
        "Titicaca Jr. Los Incas 120 Puno, Puno, Puno Answer to your contributions"
    )
    assert "You made 1 contribution in the session of April 20, 2026." in text


def test_every_contribution_is_answered_with_its_reason_and_its_place() -> None:
    content = letter_content(contributions=contribution_lines())

    first, second = rows(table(structure(letter(content).pdf), "Your contribution"))

    assert first[1].startswith("Accepted in part")
    assert first[2].startswith("No budget or time. Se publicarán")
    assert first[3] == "Compromiso 4"
    assert second[1:] == ["Not answered yet", "No decision has been recorded.", "—"]


def test_somebody_on_a_list_by_family_name_is_addressed_as_people_are() -> None:
    content = letter_content()
    addressee = dataclasses.replace(content.addressee, name="Yucra Coila, Martina")

    text = said(dataclasses.replace(content, addressee=addressee))

    assert "Dear Martina Yucra Coila:" in text
    assert "Yucra Coila, Martina" not in text


def test_a_code_is_said_short_and_stands_whole_once() -> None:
    (told,) = rows(table(structure(letter().pdf), "Your contribution"))

    assert told[0].startswith("A-1 · Proposal")
    assert told[0].endswith("On record as A-tumikalo-1")


def test_codes_that_would_be_said_alike_stay_whole() -> None:
    lines = [a_contribution_line(code=f"A-{one}-1") for one in ("tumikalo", "sobanira")]

    found = rows(
        table(
            structure(letter(letter_content(contributions=tuple(lines))).pdf),
            "Your contribution",
        )
    )

    assert [row[0].partition(" ")[0] for row in found] == [
        "A-tumikalo-1",
        "A-sobanira-1",
    ]


def test_of_what_was_referred_it_is_said_to_whom() -> None:
    line = a_contribution_line(
        outcome=Outcome.REFERRED, where_reflected="MINAM, Oficio 12-2026"
    )

    (told,) = rows(
        table(
            structure(letter(letter_content(contributions=(line,))).pdf),
            "Your contribution",
        )
    )

    assert told[3] == "Referred to: MINAM, Oficio 12-2026"


def test_a_proposal_taken_whole_is_answered_so() -> None:
    line = a_contribution_line(
        outcome=Outcome.ACCEPTED, reason_code=None, reason_text=""
    )
    content = letter_content(contributions=(line,))

    (row,) = rows(table(structure(letter(content).pdf), "Your contribution"))

    assert row[2:] == ["Accepted as proposed.", "Compromiso 4"]


def test_a_letter_names_no_author_in_its_table() -> None:
    other = a_contribution_line(authors=(CHAIR, "Otra Persona"))

    assert "Otra Persona" not in said(letter_content(contributions=(other,)))


def test_the_record_holds_what_the_letter_shows_and_no_more() -> None:
    record = json.loads(letter().record)

    assert set(record) == set(vars(letter_content()))
    assert len(record["contributions"]) == 1


def test_a_review_is_offered_with_its_last_day_and_its_place() -> None:
    text = said()

    assert "You can ask for a review until May 25, 2026, in writing" in text
    assert "Where Av. Costanera 450, Puno Contact consulta@ejemplo.pe" in text


def test_an_office_without_address_or_city_leaves_them_out() -> None:
    bare = a_letterhead(address="", contact="", city="", year_name="", unit="")

    text = said(letter_content(letterhead=bare, session_held_on=None))

    assert text.startswith("April 20, 2026")
    assert "Where Av." not in text
    assert "Contact consulta" not in text
    assert "You made 1 contribution. This is" in text


def test_the_names_of_the_year_stand_at_the_head() -> None:
    (page,) = page_words(letter().pdf)

    assert "«Año de la Esperanza y el Fortalecimiento de la Democracia»" in page
    assert "«Año de la Defensa del Lago»" in page


def test_a_person_without_contributions_is_told_so() -> None:
    assert "We have no contribution of yours" in said(letter_content(contributions=()))


def test_a_long_contribution_is_printed_whole_after_the_letter() -> None:
    content = letter_content(contributions=(a_contribution_line(text=LONG),))

    made = letter(content)

    assert heard(structure(made.pdf)).count(LONG.strip()) == 1
    assert "Annex. Texts of your contributions" in page_words(made.pdf)[1]


def test_the_signature_stays_with_the_words_it_stands_under() -> None:
    for count in range(1, 12):
        lines = tuple(a_contribution_line(code=f"A-{n}") for n in range(count))
        made = letter(letter_content(contributions=lines))

        page = next(p for p in page_words(made.pdf) if "Yours faithfully" in p)
        assert "Responsible for the answer" in page
        assert "You can ask for a review" in page


def test_how_to_check_the_letter_is_said_aloud() -> None:
    made = letter()

    assert f"the code {made.code} must stand" in heard(structure(made.pdf))


def test_a_letter_has_one_field_and_its_draft_none() -> None:
    draft = letter_content(reference=a_reference(draft=True))

    assert [one.name for one in signature_fields(letter().pdf)] == ["signatory"]
    assert signature_fields(letter(draft).pdf) == ()
