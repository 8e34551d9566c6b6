"""Organizations: who people speak for, and on which side they are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from workshop_app.domain.records import CodedRecord
from workshop_app.domain.vocabulary import Bloc, OrganizationType, PlaceSystem


@dataclass(frozen=True, kw_only=True)
class OrganizationDraft:
    """What somebody typed about an organization."""

    name: str
    bloc: Bloc = Bloc.OTHER
    organization_type: OrganizationType = OrganizationType.OTHER
    place: str = ""
    place_system: PlaceSystem = PlaceSystem.INEI


@dataclass(frozen=True, kw_only=True)
class Organization(OrganizationDraft, CodedRecord):
    """A body that people represent."""

    kind: ClassVar[str] = "organization"
    letter: ClassVar[str] = "O"
