from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.domain.document_number import (
    DocumentDoubt,
    code_looks_like_document,
    document_key,
    doubt_about,
    doubt_sentence,
    masked,
)
from workshop_app.domain.vocabulary import DocumentType

# Weights and digits of the rule as it was found by the public, written out apart.
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


@pytest.mark.parametrize("number", ["42388604", "42388604-3", "42388604H", "00000001"])
def test_a_right_dni_raises_no_doubt(number: str) -> None:
    assert doubt_about(DocumentType.DNI, number) is None


@pytest.mark.parametrize("number", ["42388604-4", "42388604A", "71390300-2"])
def test_a_wrong_check_character_is_doubted(number: str) -> None:
    assert doubt_about(DocumentType.DNI, number) is DocumentDoubt.CHECK_CHARACTER


@pytest.mark.parametrize("number", ["4238860", "4238860x", "٤٢٣٨٨٦٠٤", "423886041234"])
def test_a_dni_of_another_shape_is_doubted(number: str) -> None:
    assert doubt_about(DocumentType.DNI, number) is DocumentDoubt.SHAPE


@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_the_check_digit_is_that_of_the_public_rule(number: str) -> None:
    total = sum(w * int(n) for w, n in zip(WEIGHTS, number, strict=True))
    rest = (11 - total % 11) % 11

    for digit in "0123456789":
        doubted = doubt_about(DocumentType.DNI, number + digit) is not None
        assert doubted == (digit != "67890112345"[rest])
    assert doubt_about(DocumentType.DNI, number + "KABCDEFGHIJ"[rest]) is None


@pytest.mark.parametrize("document_type", list(DocumentType))
def test_no_number_is_no_cause_for_doubt(document_type: DocumentType) -> None:
    assert doubt_about(document_type, "") is None
    assert doubt_about(document_type, " - ") is None


@pytest.mark.parametrize(
    ("document_type", "number"),
    [
        (DocumentType.FOREIGNER_CARD, "001234567"),
        (DocumentType.PASSPORT, "AB 123456"),
        (DocumentType.TEMPORARY_PERMIT, "123456789"),
        (DocumentType.IDENTITY_CARD, "1.234.567-8"),
    ],
)
def test_other_documents_have_their_own_shapes(
    document_type: DocumentType, number: str
) -> None:
    assert doubt_about(document_type, number) is None
    assert doubt_about(document_type, "ñ?") is DocumentDoubt.SHAPE


def test_a_number_without_a_document_is_doubted() -> None:
    doubt = doubt_about(DocumentType.NONE, "42388604")

    assert doubt is DocumentDoubt.NUMBER_WITHOUT_DOCUMENT


def test_each_doubt_has_its_sentence() -> None:
    sentences = {doubt_sentence(doubt) for doubt in DocumentDoubt}

    assert len(sentences) == len(DocumentDoubt)


def test_two_writings_of_one_dni_have_one_key() -> None:
    written = ["42388604", "4238 8604", "42.388.604-3", "42388604h"]

    assert {document_key(n, DocumentType.DNI) for n in written} == {"42388604"}


def test_a_passport_keeps_its_last_character() -> None:
    assert document_key("12345678a", DocumentType.PASSPORT) == "12345678A"


@pytest.mark.parametrize(
    ("number", "shown"),
    [("09134821", "****4821"), ("4821", "****"), ("1", "****"), ("", "")],
)
def test_paper_shows_only_the_last_four(number: str, shown: str) -> None:
    assert masked(number) == shown


@pytest.mark.parametrize(
    "code", ["42388604", "42388604-3", "42.388.604", "001234567", "10423886043"]
)
def test_a_code_like_a_document_is_noticed(code: str) -> None:
    assert code_looks_like_document(code)


@pytest.mark.parametrize(
    "code", ["P-010", "12", "2026-004", "P-tumikalo-17", "V1234567"]
)
def test_an_ordinary_code_is_not(code: str) -> None:
    assert not code_looks_like_document(code)
