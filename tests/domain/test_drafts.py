from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import (
    a_ballot_draft,
    a_contribution_draft,
    a_decision_draft,
    a_person,
    a_person_draft,
    a_rules_draft,
    a_session_draft,
    an_id,
    an_organization_draft,
    at,
)
from workshop_app.domain.ballot import QuestionMissingError
from workshop_app.domain.contribution import ContributionEmptyError
from workshop_app.domain.decision import (
    Missing,
    ReasonCodeMissingError,
    ReasonMissingError,
    recorded_elsewhere,
)
from workshop_app.domain.moments import ClosedBeforeOpenedError
from workshop_app.domain.organization import OrganizationNameMissingError
from workshop_app.domain.person import PersonNameMissingError
from workshop_app.domain.place import PlaceCodeInvalidError, region_of
from workshop_app.domain.process import RuleOutOfRangeError
from workshop_app.domain.records import amended
from workshop_app.domain.text import TextUnstorableError, TitleMissingError
from workshop_app.domain.vocabulary import Outcome, ReasonCode

if TYPE_CHECKING:
    from workshop_app.domain.records import Draft

UNSEEN = ["", "  ", "\u200b\u200b", "\u3164"]
REASON = "No hay laboratorio acreditado en la región."
ONE_LINE_FIELDS = [
    (a_person_draft(), "name"),
    (a_person_draft(), "document_number"),
    (a_person_draft(), "position"),
    (a_person_draft(), "email"),
    (a_person_draft(), "telephone"),
    (a_person_draft(), "address"),
    (a_person_draft(), "language"),
    (an_organization_draft(), "name"),
    (a_session_draft(), "title"),
    (a_session_draft(), "venue"),
    (a_session_draft(), "interpreter"),
    (a_session_draft(), "convocation_reference"),
    (a_contribution_draft(), "title"),
    (a_contribution_draft(), "translator"),
    (a_contribution_draft(), "language"),
    (a_ballot_draft(), "question"),
    (a_decision_draft(), "where_reflected"),
    (a_decision_draft(), "decided_by"),
    (a_decision_draft(), "responsible"),
]
EXACT_FIELDS = [
    (a_session_draft(), "opening"),
    (a_session_draft(), "proceedings"),
    (a_session_draft(), "closing"),
    (a_contribution_draft(), "text"),
    (a_contribution_draft(), "translation"),
    (a_decision_draft(), "reason_text"),
    (a_decision_draft(), "recommendation"),
]


def _name(value: object) -> str:
    return value if isinstance(value, str) else type(value).__name__


def _with(draft: Any, field: str, value: object) -> Draft:
    changed: Draft = replace(draft, **{field: value})
    return changed


@pytest.mark.parametrize(("draft", "field"), ONE_LINE_FIELDS, ids=_name)
def test_a_field_of_one_line_loses_stray_spaces(draft: Draft, field: str) -> None:
    cleaned = _with(draft, field, "  Choque \n\t Ñahui\u00a0").cleaned()

    assert getattr(cleaned, field) == "Choque Ñahui"


@pytest.mark.parametrize(("draft", "field"), EXACT_FIELDS, ids=_name)
def test_a_text_keeps_its_spaces_and_lines(draft: Draft, field: str) -> None:
    typed = "  Primero.\r\n\r\n\tSegundo\u200b  e\u0301 \n"

    assert getattr(_with(draft, field, typed).cleaned(), field) == typed


@pytest.mark.parametrize(("draft", "field"), ONE_LINE_FIELDS + EXACT_FIELDS, ids=_name)
def test_nul_is_refused_in_every_field(draft: Draft, field: str) -> None:
    with pytest.raises(TextUnstorableError):
        _with(draft, field, "a\0b").cleaned()


@pytest.mark.parametrize(
    "draft",
    [
        a_person_draft(),
        an_organization_draft(),
        a_session_draft(),
        a_contribution_draft(),
        a_ballot_draft(),
        a_decision_draft(),
        a_rules_draft(),
    ],
    ids=_name,
)
def test_cleaning_twice_changes_nothing(draft: Draft) -> None:
    assert draft.cleaned() == draft.cleaned().cleaned() == draft


@pytest.mark.parametrize("name", UNSEEN)
def test_a_person_needs_a_name_that_can_be_seen(name: str) -> None:
    with pytest.raises(PersonNameMissingError):
        a_person_draft(name=name).cleaned()


@pytest.mark.parametrize("name", UNSEEN)
def test_an_organization_needs_a_name_that_can_be_seen(name: str) -> None:
    with pytest.raises(OrganizationNameMissingError):
        an_organization_draft(name=name).cleaned()


@pytest.mark.parametrize("title", UNSEEN)
def test_a_session_needs_a_title_that_can_be_seen(title: str) -> None:
    with pytest.raises(TitleMissingError):
        a_session_draft(title=title).cleaned()


@pytest.mark.parametrize("question", UNSEEN)
def test_a_ballot_needs_a_question_that_can_be_seen(question: str) -> None:
    with pytest.raises(QuestionMissingError):
        a_ballot_draft(question=question).cleaned()


@pytest.mark.parametrize("unseen", UNSEEN)
def test_a_contribution_says_something_in_title_or_text(unseen: str) -> None:
    only_title = a_contribution_draft(text=unseen)
    only_text = a_contribution_draft(title=unseen)

    assert only_title.cleaned().text == unseen
    assert only_text.cleaned().text == only_text.text
    with pytest.raises(ContributionEmptyError):
        a_contribution_draft(title=unseen, text=unseen).cleaned()


@pytest.mark.parametrize(
    "code", ["21", "2101011", "21010a", "²10101", "٢١٠١٠١", "21 010"]
)
@pytest.mark.parametrize(
    "draft", [a_person_draft(), an_organization_draft(), a_session_draft()], ids=_name
)
def test_a_place_has_six_digits(draft: Draft, code: str) -> None:
    with pytest.raises(PlaceCodeInvalidError) as refusal:
        _with(draft, "place", code).cleaned()

    assert code in refusal.value.message


@pytest.mark.parametrize(
    ("typed", "kept"), [(" 070101 ", "070101"), ("", ""), (" ", "")]
)
def test_a_place_keeps_its_zeros_and_may_be_unknown(typed: str, kept: str) -> None:
    assert a_person_draft(place=typed).cleaned().place == kept


def test_a_region_is_the_first_two_digits() -> None:
    assert region_of("070101") == "07"
    assert region_of("") == ""


@pytest.mark.parametrize("draft", [a_session_draft(), a_ballot_draft()], ids=_name)
def test_nothing_closes_before_it_opens(draft: Any) -> None:
    with pytest.raises(ClosedBeforeOpenedError, match=r"08:59.*09:00"):
        replace(draft, opened_at=at(9), closed_at=at(8, 59)).cleaned()


@pytest.mark.parametrize("draft", [a_session_draft(), a_ballot_draft()], ids=_name)
def test_a_time_may_be_unknown_or_the_same(draft: Any) -> None:
    for opened_at, closed_at in ((None, at(9)), (at(9), None), (at(9), at(9))):
        changed = replace(draft, opened_at=opened_at, closed_at=closed_at)

        assert changed.cleaned() == changed


def test_the_languages_of_a_session_lose_stray_spaces() -> None:
    assert a_session_draft(languages=(" qu ", "es")).cleaned().languages == ("qu", "es")


def test_notice_days_run_from_the_first_call() -> None:
    assert a_session_draft(convened_on=date(2026, 4, 19)).notice_days == 1
    assert a_session_draft(convened_on=None).notice_days is None
    assert a_session_draft(held_on=None).notice_days is None


@pytest.mark.parametrize(
    "outcome", [outcome for outcome in Outcome if outcome is not Outcome.ACCEPTED]
)
def test_every_outcome_but_acceptance_needs_its_reason(outcome: Outcome) -> None:
    draft = a_decision_draft(
        outcome=outcome, reason_code=ReasonCode.OTHER, reason_text=REASON
    )

    assert draft.cleaned() == draft
    with pytest.raises(ReasonMissingError):
        replace(draft, reason_text="").cleaned()
    with pytest.raises(ReasonCodeMissingError):
        replace(draft, reason_code=None).cleaned()


@pytest.mark.parametrize("reason", [".", "x", "---", " \n", "…"])
def test_one_character_or_punctuation_is_no_reason(reason: str) -> None:
    draft = a_decision_draft(
        outcome=Outcome.NOT_ACCEPTED, reason_code=ReasonCode.OTHER, reason_text=reason
    )

    with pytest.raises(ReasonMissingError):
        draft.cleaned()


def test_acceptance_needs_no_reason_and_may_have_one() -> None:
    assert a_decision_draft().cleaned().missing is None
    assert a_decision_draft(reason_text=REASON).cleaned().reason_text == REASON


def test_a_decision_taken_elsewhere_is_recorded_without_its_reason() -> None:
    draft = a_decision_draft(outcome=Outcome.NOT_ACCEPTED, decided_by="  Concejo ")

    decision = recorded_elsewhere(draft)

    assert decision.missing is Missing.NO_REASON
    assert decision.decided_by == "Concejo"
    assert decision.contribution == an_id("A-tumikalo-1")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", 0),
        ("parity_band", -1),
        ("parity_band", 51),
        ("notice_days", -1),
        ("answer_days", 0),
    ],
)
def test_a_rule_out_of_range_is_refused(field: str, value: int) -> None:
    with pytest.raises(RuleOutOfRangeError) as refusal:
        a_rules_draft(**{field: value}).cleaned()

    assert refusal.value.field == field
    assert str(value) in refusal.value.message


def test_a_person_amended_keeps_code_and_id() -> None:
    person = a_person()

    amended_person = amended(person, a_person_draft(name="  Nelly  Condori "))

    assert amended_person == replace(person, name="Nelly Condori")
