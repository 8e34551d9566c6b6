"""What people read of stages, organizations, people and sessions.

Each function matches every value, so that a new value without words fails the
type check.  Words that Spanish tells apart are told apart in English too.
"""

from __future__ import annotations

from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Capacity,
    Direction,
    DocumentType,
    Likeness,
    Modality,
    OrganizationType,
    PlaceSystem,
    SessionState,
    Sex,
    StageKind,
    Standing,
    Trait,
    Verdict,
)
from workshop_app.i18n import tr


def stage_kind(value: StageKind) -> str:  # noqa: PLR0911 one line a value
    """Say the kind of a stage."""
    match value:
        case StageKind.THEMATIC_TABLE:
            return tr("Thematic table")
        case StageKind.REGIONAL_WORKSHOP:
            return tr("Regional workshop")
        case StageKind.NATIONAL_TABLE:
            return tr("National table")
        case StageKind.VIRTUAL_FORUM:
            return tr("Virtual forum")
        case StageKind.INTERNAL_VALIDATION:
            return tr("Internal validation")
        case StageKind.FINAL_PLAN:
            return tr("Final plan")
        case StageKind.FOLLOW_UP:
            return tr("Follow-up")


def bloc(value: Bloc) -> str:
    """Say a bloc."""
    match value:
        case Bloc.STATE:
            return tr("State")
        case Bloc.CIVIL_SOCIETY:
            return tr("Civil society")
        case Bloc.OTHER:
            return tr("Other bloc")


def organization_type(value: OrganizationType) -> str:  # noqa: C901, PLR0911, PLR0912 one line a value
    """Say the type of an organization."""
    match value:
        case OrganizationType.NATIONAL_GOVERNMENT:
            return tr("National government")
        case OrganizationType.REGIONAL_GOVERNMENT:
            return tr("Regional government")
        case OrganizationType.LOCAL_GOVERNMENT:
            return tr("Local government")
        case OrganizationType.PUBLIC_UNIVERSITY:
            return tr("Public university")
        case OrganizationType.PRIVATE_UNIVERSITY:
            return tr("Private university")
        case OrganizationType.PROFESSIONAL_COLLEGE:
            return tr("Professional college")
        case OrganizationType.CIVIL_ASSOCIATION:
            return tr("Civil association")
        case OrganizationType.GRASSROOTS_ORGANIZATION:
            return tr("Grassroots organization")
        case OrganizationType.INDIGENOUS_ORGANIZATION:
            return tr("Indigenous organization")
        case OrganizationType.BUSINESS_GUILD:
            return tr("Business guild")
        case OrganizationType.TRADE_UNION:
            return tr("Trade union")
        case OrganizationType.INTERNATIONAL_COOPERATION:
            return tr("International cooperation")
        case OrganizationType.PRESS:
            return tr("Press")
        case OrganizationType.OTHER:
            return tr("Other organization")


def document_type(value: DocumentType) -> str:
    """Say an identity document."""
    match value:
        case DocumentType.DNI:
            return tr("DNI")
        case DocumentType.FOREIGNER_CARD:
            return tr("Foreigner card")
        case DocumentType.PASSPORT:
            return tr("Passport")
        case DocumentType.TEMPORARY_PERMIT:
            return tr("Temporary permit of stay")
        case DocumentType.IDENTITY_CARD:
            return tr("Identity card of another country")
        case DocumentType.NONE:
            return tr("No identity document")


def sex(value: Sex) -> str:
    """Say a sex as declared."""
    match value:
        case Sex.FEMALE:
            return tr("Female")
        case Sex.MALE:
            return tr("Male")
        case Sex.UNDECLARED:
            return tr("Not declared")


def place_system(value: PlaceSystem) -> str:
    """Say a system of place codes."""
    match value:
        case PlaceSystem.INEI:
            return tr("INEI place codes")
        case PlaceSystem.RENIEC:
            return tr("RENIEC place codes")


def modality(value: Modality) -> str:
    """Say how a session meets."""
    match value:
        case Modality.IN_PERSON:
            return tr("In person")
        case Modality.VIRTUAL:
            return tr("Virtual")
        case Modality.MIXED:
            return tr("Mixed")


def session_state(value: SessionState) -> str:
    """Say the state of a session."""
    match value:
        case SessionState.PLANNED:
            return tr("Session planned")
        case SessionState.OPEN:
            return tr("Session open")
        case SessionState.CLOSED:
            return tr("Session closed")


def standing(value: Standing) -> str:
    """Say what somebody may do."""
    match value:
        case Standing.VOICE_VOTE:
            return tr("Voice and vote")
        case Standing.VOICE:
            return tr("Voice only")
        case Standing.OBSERVER:
            return tr("Observer")


def capacity(value: Capacity) -> str:
    """Say in whose name somebody attends."""
    match value:
        case Capacity.OWN_NAME:
            return tr("In their own name")
        case Capacity.PRINCIPAL:
            return tr("Principal")
        case Capacity.ALTERNATE:
            return tr("Alternate")


def attendance_status(value: AttendanceStatus) -> str:
    """Say what the attendance sheet says."""
    match value:
        case AttendanceStatus.EXPECTED:
            return tr("Expected")
        case AttendanceStatus.PRESENT:
            return tr("Present")
        case AttendanceStatus.ABSENT:
            return tr("Absent")
        case AttendanceStatus.EXCUSED:
            return tr("Excused")


def direction(value: Direction) -> str:
    """Say a way through the door."""
    match value:
        case Direction.ARRIVAL:
            return tr("Arrival")
        case Direction.DEPARTURE:
            return tr("Departure")


def verdict(value: Verdict) -> str:
    """Say what was found of two entries of the register."""
    match value:
        case Verdict.SAME:
            return tr("One person")
        case Verdict.DIFFERENT:
            return tr("Two people")


def trait(value: Trait) -> str:  # noqa: C901, PLR0911 one line a value
    """Say what two entries of the register are compared by."""
    match value:
        case Trait.DOCUMENT_NUMBER:
            return tr("Document number")
        case Trait.NAME:
            return tr("Name")
        case Trait.EMAIL:
            return tr("E-mail")
        case Trait.TELEPHONE:
            return tr("Telephone")
        case Trait.ADDRESS:
            return tr("Address")
        case Trait.ORGANIZATION:
            return tr("Organization")
        case Trait.PLACE:
            return tr("Place")
        case Trait.SEX:
            return tr("Sex")


def compared(by: Trait, how: Likeness) -> str:
    """Say how alike two entries are in one trait; the same needs no words."""
    if how is Likeness.SAME:
        return trait(by)
    return tr("{trait} ({likeness})", trait=trait(by), likeness=likeness(how))


def likeness(value: Likeness) -> str:
    """Say how alike two entries of the register are in one trait."""
    match value:
        case Likeness.SAME:
            return tr("the same")
        case Likeness.OTHER_ORDER:
            return tr("in another order")
        case Likeness.SHORTER:
            return tr("one of them shorter")
        case Likeness.SOUNDS_ALIKE:
            return tr("sounds the same")
        case Likeness.MISTYPED:
            return tr("nearly the same")
        case Likeness.DIFFERENT:
            return tr("not the same")
