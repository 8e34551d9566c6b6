"""What the door can put right of somebody."""

from __future__ import annotations

from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """What can be put right of somebody.

    Attributes:
        organization: Its name.
        sex, language: Code words; "" where nothing is known.
    """

    name: str
    number: str
    organization: str
    sex: str
    language: str
