"""Organizations: who people speak for, and on which side they are counted."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Self

from workshop_app.domain import text
from workshop_app.domain.place import place_code
from workshop_app.domain.records import CodedRecord
from workshop_app.domain.vocabulary import Bloc, OrganizationType, PlaceSystem
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass


class OrganizationNameMissingError(AppError):
    """An organization has no name that can be seen."""

    def __init__(self) -> None:
        super().__init__(
            tr("The name of the organization is missing."),
            advice=tr("Write its name as it signs."),
        )
        self.field = "name"


@dataclass(frozen=True, kw_only=True)
class OrganizationDraft:
    """What somebody typed about an organization."""

    name: str
    bloc: Bloc = Bloc.OTHER
    organization_type: OrganizationType = OrganizationType.OTHER
    place: str = ""
    place_system: PlaceSystem = PlaceSystem.INEI

    def cleaned(self) -> Self:
        """Return the draft without stray spaces.

        Raises:
            OrganizationNameMissingError: If nothing of the name can be seen.
            PlaceCodeInvalidError: If the place is not six digits.
            AppError: As `text.exact`.
        """
        tidy = text.tidied(self, lines=("name",))
        if text.is_blank(tidy["name"]):
            raise OrganizationNameMissingError
        return replace(self, **tidy, place=place_code(self.place))


@dataclass(frozen=True, kw_only=True)
class Organization(OrganizationDraft, CodedRecord):
    """A body that people represent."""

    kind: ClassVar[str] = "organization"
    letter: ClassVar[str] = "O"
