"""Identity document numbers: text that is doubted aloud and never refused.

RENIEC never published how the check character of a DNI is made, and cards exist that
break the known rule; so a number that looks wrong warns, and whoever holds the card
is right.
"""

from __future__ import annotations

import re
from enum import StrEnum

from stdnum.pe import cui

from workshop_app.domain.vocabulary import DocumentType
from workshop_app.i18n import tr

DNI_DIGITS = 8

_SEPARATORS = re.compile(r"[\s.\-/]+")
_SHAPES = {
    DocumentType.DNI: re.compile(r"[0-9]{8}[0-9A-K]?"),
    DocumentType.FOREIGNER_CARD: re.compile(r"[0-9A-Z]{9,12}"),
    DocumentType.PASSPORT: re.compile(r"[0-9A-Z]{6,12}"),
    DocumentType.TEMPORARY_PERMIT: re.compile(r"[0-9A-Z]{6,15}"),
    DocumentType.IDENTITY_CARD: re.compile(r"[0-9A-Z]{4,15}"),
}
# A DNI with or without its check character, or the nine to twelve digits of other
# cards and of tax numbers.
_LIKE_A_DOCUMENT = re.compile(r"[0-9]{8}[0-9A-K]?|[0-9]{9,12}")


class DocumentDoubt(StrEnum):
    """Why a document number is doubted."""

    SHAPE = "shape"
    CHECK_CHARACTER = "check_character"
    NUMBER_WITHOUT_DOCUMENT = "number_without_document"


def doubt_about(document_type: DocumentType, number: str) -> DocumentDoubt | None:
    """Return what is odd about a document number, if anything.

    No number at all is no cause for doubt.  A DNI may carry its ninth character: a
    digit, or a letter on cards issued until August 2007.  The rule was found by the
    public (weights 3, 2, 7, 6, 5, 4, 3, 2 modulo 11) and misses some errors, because
    two remainders share a digit.
    """
    key = document_key(number)
    if not key:
        return None
    shape = _SHAPES.get(document_type)
    if shape is None:
        return DocumentDoubt.NUMBER_WITHOUT_DOCUMENT
    if not shape.fullmatch(key):
        return DocumentDoubt.SHAPE
    if document_type is DocumentType.DNI and not _is_checked(key):
        return DocumentDoubt.CHECK_CHARACTER
    return None


def doubt_sentence(doubt: DocumentDoubt) -> str:
    """Say a doubt to whoever typed the number."""
    match doubt:
        case DocumentDoubt.SHAPE:
            return tr("The number does not look like one of this type of document.")
        case DocumentDoubt.CHECK_CHARACTER:
            return tr("The check character of the DNI does not match its number.")
        case DocumentDoubt.NUMBER_WITHOUT_DOCUMENT:
            return tr("There is a number, but no type of document.")


def document_key(number: str, document_type: DocumentType | None = None) -> str:
    """Return what two writings of one number have in common.

    Spaces, dots and hyphens do not count, nor the check character of a DNI, which
    one sheet has and the next has not.

    Args:
        number: As it was typed.
        document_type: Of what, if the check character is to be left out.
    """
    key = _SEPARATORS.sub("", number).upper()
    shape = _SHAPES[DocumentType.DNI]
    if document_type is DocumentType.DNI and shape.fullmatch(key):
        return key[:DNI_DIGITS]
    return key


def masked(number: str) -> str:
    """Return the number as paper shows it: only its last four characters.

    Of a number of four characters or fewer nothing is shown.
    """
    shown = 4
    if not number:
        return ""
    return "****" + (number[-shown:] if len(number) > shown else "")


def code_looks_like_document(code: str) -> bool:
    """Whether a code in a sheet is likely somebody's document number.

    Such a code would stand on public paper, so it is warned of and not used.
    """
    return bool(_LIKE_A_DOCUMENT.fullmatch(document_key(code)))


def _is_checked(key: str) -> bool:
    return len(key) == DNI_DIGITS or key[-1] in cui.calc_check_digits(key)
