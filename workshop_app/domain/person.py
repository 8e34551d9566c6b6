"""People: as little about each as the job needs."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Self

from workshop_app.domain import text
from workshop_app.domain.place import place_code
from workshop_app.domain.records import CodedRecord
from workshop_app.domain.vocabulary import DocumentType, PlaceSystem, Sex
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass

_LINES = (
    "name",
    "document_number",
    "position",
    "email",
    "telephone",
    "address",
    "language",
)


class PersonNameMissingError(AppError):
    """A person has no name that can be seen."""

    def __init__(self) -> None:
        super().__init__(
            tr("The name of the person is missing."),
            advice=tr("Write names and surnames as on the identity document."),
        )
        self.field = "name"


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

    def cleaned(self) -> Self:
        """Return the draft without stray spaces.

        The document number is not judged: see `document_number.doubt_about`.

        Raises:
            PersonNameMissingError: If nothing of the name can be seen.
            PlaceCodeInvalidError: If the place is not six digits.
            AppError: As `text.exact`.
        """
        tidy = text.tidied(self, lines=_LINES)
        if text.is_blank(tidy["name"]):
            raise PersonNameMissingError
        return replace(self, **tidy, place=place_code(self.place))


@dataclass(frozen=True, kw_only=True)
class Person(PersonDraft, CodedRecord):
    """Somebody who takes part, answers, or keeps the record."""

    kind: ClassVar[str] = "person"
    letter: ClassVar[str] = "P"
