"""People: as little about each as the job needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from workshop_app.domain.records import CodedRecord
from workshop_app.domain.vocabulary import DocumentType, PlaceSystem, Sex


@dataclass(frozen=True, kw_only=True)
class PersonDraft:
    """What somebody typed about a person.

    Attributes:
        document_number: Text, for its leading zeros; a wrong DNI check digit is
            warned of and never refused.
        organization: The id of the organization, if any.
        place: Six digits in `place_system`.
        language: The language the person prefers, as an ISO 639 code.
        email_authorized: The person agreed expressly to be notified by e-mail
            (TUO Ley 27444, art. 20.4).
    """

    name: str
    document_type: DocumentType = DocumentType.DNI
    document_number: str = ""
    organization: str | None = None
    position: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""
    place: str = ""
    place_system: PlaceSystem = PlaceSystem.INEI
    sex: Sex | None = None
    language: str = ""
    email_authorized: bool = False


@dataclass(frozen=True, kw_only=True)
class Person(PersonDraft, CodedRecord):
    """Somebody who takes part, answers, or keeps the record."""

    kind: ClassVar[str] = "person"
    letter: ClassVar[str] = "P"
