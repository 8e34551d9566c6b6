"""Place codes: six digits of UBIGEO, kept as text for their leading zeros."""

from __future__ import annotations

import re

from workshop_app.errors import AppError
from workshop_app.i18n import tr

_SIX_DIGITS = re.compile(r"[0-9]{6}")


class PlaceCodeInvalidError(AppError):
    """A place code is not the six digits of a district."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("“{code}” is not a place code (UBIGEO).", code=code),
            advice=tr("Write its six digits, zeros in front included."),
        )
        self.field = "place"
        self.code = code


def place_code(text: str) -> str:
    """Return the place code without stray spaces, or nothing if none was given.

    Whether the district exists is not asked here: districts are created every year
    and the table is only as young as the program.

    Raises:
        PlaceCodeInvalidError: If it is not six digits from 0 to 9.
    """
    code = text.strip()
    if code and not _SIX_DIGITS.fullmatch(code):
        raise PlaceCodeInvalidError(code)
    return code


def region_of(code: str) -> str:
    """Return the two digits of the department, or nothing without a place.

    In the system of the code: 24 is Tumbes for INEI and Callao for RENIEC, so codes
    of the two are brought to one (`services.places.in_inei`) before regions are
    compared.
    """
    return code[:2]
