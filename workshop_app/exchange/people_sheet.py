"""Sheets of people: registers, guest lists, and attendance of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    DocumentType,
    OrganizationType,
    Sex,
    Standing,
)
from workshop_app.exchange import cells, words
from workshop_app.exchange.columns import SheetColumn
from workshop_app.exchange.sheet import Sheet, Values
from workshop_app.exchange.table import Verdict
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    PlaceKnown = Callable[[str], bool]


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """What one row says of a person; blank text and None where it says nothing.

    Attributes:
        organization: Its name as written; which record it is, the store decides.
        attendance: At the session the sheet is imported for.
    """

    name: str
    code: str = ""
    document_type: DocumentType | None = None
    document_number: str = ""
    organization: str = ""
    organization_type: OrganizationType | None = None
    bloc: Bloc | None = None
    position: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""
    place: str = ""
    sex: Sex | None = None
    language: str = ""
    standing: Standing | None = None
    attendance: AttendanceStatus | None = None


def people_sheet(place_known: PlaceKnown | None = None) -> Sheet[PersonLine]:
    """Return what a sheet of people may hold.

    Args:
        place_known: Says whether a UBIGEO code exists; otherwise only its form is
            looked at.
    """
    return Sheet(
        kind="people",
        columns=(
            *_name(),
            *_identity(),
            *_representation(),
            *_contact(place_known),
            *_session(),
        ),
        needs=((("name",), ("given_name", "surnames")),),
        build=_person,
        once={"code": Verdict.ERROR, "document_number": Verdict.WARNING},
    )


def _person(values: Values) -> PersonLine:
    told: dict[str, Any] = dict(values)
    given, surnames = told.pop("given_name", ""), told.pop("surnames", "")
    told.setdefault("name", f"{given.strip()} {surnames.strip()}")
    return PersonLine(**told)


def _name() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            field="code", es=("Código", "Cód."), en=("Code",), parse=cells.code
        ),
        SheetColumn(
            field="name",
            es=(
                "Nombre",
                "Nombres y apellidos",
                "Apellidos y nombres",
                "Nombre completo",
                "Nombre y apellidos",
                "Participante",
            ),
            en=("Name", "Full name", "Participant"),
        ),
        SheetColumn(
            field="given_name",
            es=("Nombres", "Nombres de pila"),
            en=("Given name", "First name", "Given names"),
        ),
        SheetColumn(
            field="surnames",
            es=("Apellidos", "Apellido"),
            en=("Surnames", "Surname", "Last name"),
        ),
    )


def _identity() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            field="document_type",
            es=("Tipo de documento", "Tipo doc.", "Tipo de doc."),
            en=("Document type",),
            parse=cells.one_of(words.DOCUMENT_TYPE),
        ),
        SheetColumn(
            field="document_number",
            es=(
                "DNI",
                "Número de documento",
                "N.º de documento",
                "N° documento",
                "Nro. de documento",
                "Nro. documento",
                "Documento",
                "N° DNI",
                "Documento de identidad",
            ),
            en=("Document", "Document number", "ID number"),
            parse=cells.document_number,
        ),
        SheetColumn(
            field="sex",
            es=("Sexo", "Género"),
            en=("Sex", "Gender"),
            parse=cells.sex,
        ),
    )


def _representation() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            field="organization",
            es=(
                "Organización",
                "Institución",
                "Entidad",
                "Organización / Entidad",
                "Institución u organización",
            ),
            en=("Organization", "Organisation", "Institution"),
        ),
        SheetColumn(
            field="organization_type",
            es=("Tipo de organización", "Tipo de entidad", "Tipo de institución"),
            en=("Organization type", "Organisation type"),
            parse=cells.one_of(words.ORGANIZATION_TYPE),
        ),
        SheetColumn(
            field="bloc",
            es=("Bloque", "Estado o sociedad civil"),
            en=("Bloc",),
            parse=cells.one_of(words.BLOC),
        ),
        SheetColumn(
            field="position",
            es=("Cargo", "Puesto", "Función"),
            en=("Position", "Job title"),
        ),
    )


def _contact(place_known: PlaceKnown | None) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            field="email",
            es=("Correo", "Correo electrónico", "E-mail"),
            en=("E-mail", "Email", "Mail"),
            parse=cells.email,
        ),
        SheetColumn(
            field="telephone",
            es=("Teléfono", "Celular", "Teléfono celular", "Móvil"),
            en=("Telephone", "Phone", "Mobile"),
        ),
        SheetColumn(field="address", es=("Dirección", "Domicilio"), en=("Address",)),
        SheetColumn(
            field="place",
            es=("Ubigeo", "Código de ubigeo", "Lugar"),
            en=("Place", "Place code"),
            parse=cells.place_among(place_known),
        ),
        SheetColumn(
            field="language",
            es=("Idioma", "Lengua", "Lengua materna"),
            en=("Language",),
            parse=cells.language,
        ),
    )


def _session() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(
            field="standing",
            es=("Calidad", "Voz y voto", "Derecho", "Condición"),
            en=("Standing",),
            parse=cells.one_of(words.STANDING),
        ),
        SheetColumn(
            field="attendance",
            es=("Asistencia", "Asistió"),
            en=("Attendance",),
            parse=cells.one_of_or_leave(words.ATTENDANCE, AttendanceStatus.EXCUSED),
        ),
    )
