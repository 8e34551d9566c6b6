"""The closed lists of the field: every enumeration a record can hold.

The values are the code words that JSON, sheets and the ledger carry; what people
read comes from `workshop_app.domain.labels`.  A value never changes its meaning:
it stands in signed history.
"""

from __future__ import annotations

from enum import StrEnum


class StageKind(StrEnum):
    """The kinds of stage a process can have, in their usual order."""

    THEMATIC_TABLE = "thematic_table"
    REGIONAL_WORKSHOP = "regional_workshop"
    NATIONAL_TABLE = "national_table"
    VIRTUAL_FORUM = "virtual_forum"
    INTERNAL_VALIDATION = "internal_validation"
    FINAL_PLAN = "final_plan"
    FOLLOW_UP = "follow_up"


class Bloc(StrEnum):
    """The side somebody is counted on when the balance is watched."""

    STATE = "state"
    CIVIL_SOCIETY = "civil_society"
    OTHER = "other"


class OrganizationType(StrEnum):
    """The finer class of an organization, kept apart from its bloc.

    Whether a professional college or a public university counts as State is
    contested, so the bloc is never computed from the type alone.
    """

    NATIONAL_GOVERNMENT = "national_government"
    REGIONAL_GOVERNMENT = "regional_government"
    LOCAL_GOVERNMENT = "local_government"
    PUBLIC_UNIVERSITY = "public_university"
    PRIVATE_UNIVERSITY = "private_university"
    PROFESSIONAL_COLLEGE = "professional_college"
    CIVIL_ASSOCIATION = "civil_association"
    GRASSROOTS_ORGANIZATION = "grassroots_organization"
    INDIGENOUS_ORGANIZATION = "indigenous_organization"
    BUSINESS_GUILD = "business_guild"
    TRADE_UNION = "trade_union"
    INTERNATIONAL_COOPERATION = "international_cooperation"
    PRESS = "press"
    OTHER = "other"


class DocumentType(StrEnum):
    """Identity documents that Peruvian norms name together."""

    DNI = "dni"
    FOREIGNER_CARD = "foreigner_card"
    PASSPORT = "passport"
    TEMPORARY_PERMIT = "temporary_permit"
    IDENTITY_CARD = "identity_card"
    NONE = "none"


class Sex(StrEnum):
    """As declared; optional, and reported in aggregate only."""

    FEMALE = "female"
    MALE = "male"
    UNDECLARED = "undeclared"


class Verdict(StrEnum):
    """What was found of two entries of the register that may be one person."""

    SAME = "same"
    DIFFERENT = "different"


class Trait(StrEnum):
    """What two entries of the register are compared by."""

    DOCUMENT_NUMBER = "document number"
    NAME = "name"
    EMAIL = "email"
    TELEPHONE = "telephone"
    ADDRESS = "address"
    ORGANIZATION = "organization"
    PLACE = "place"
    SEX = "sex"


class Likeness(StrEnum):
    """How alike two entries of the register are in one trait."""

    SAME = "same"
    OTHER_ORDER = "other order"
    SHORTER = "shorter"
    SOUNDS_ALIKE = "sounds alike"
    MISTYPED = "mistyped"
    DIFFERENT = "different"


class PlaceSystem(StrEnum):
    """Whose place codes are meant: the same six digits differ between them."""

    INEI = "inei"
    RENIEC = "reniec"


class Modality(StrEnum):
    """How a session meets."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    MIXED = "mixed"


class SessionState(StrEnum):
    """How far a session has come."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class Standing(StrEnum):
    """What somebody may do at a session."""

    VOICE_VOTE = "voice_vote"
    VOICE = "voice"
    OBSERVER = "observer"


class Capacity(StrEnum):
    """In whose name somebody attends."""

    OWN_NAME = "own_name"
    PRINCIPAL = "principal"
    ALTERNATE = "alternate"


class AttendanceStatus(StrEnum):
    """What the attendance sheet says of somebody."""

    EXPECTED = "expected"
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class Direction(StrEnum):
    """Which way somebody went through the door."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"


class ContributionKind(StrEnum):
    """What sort of contribution was made; all of them are answered."""

    PROPOSAL = "proposal"
    QUESTION = "question"
    COMMENT = "comment"
    PERSONAL_PETITION = "personal_petition"


class Channel(StrEnum):
    """The way something reached the record."""

    SESSION = "session"
    CARD = "card"
    OFFICIAL_LETTER = "official_letter"
    EMAIL = "email"
    WEB = "web"
    SOCIAL_NETWORK = "social_network"
    PRESS = "press"
    TELEPHONE = "telephone"
    VIRTUAL_FORUM = "virtual_forum"


class OgpValue(StrEnum):
    """The open-government values a contribution speaks to.

    Technology counts only in support of one of the other three.
    """

    ACCESS_TO_INFORMATION = "access_to_information"
    CIVIC_PARTICIPATION = "civic_participation"
    PUBLIC_ACCOUNTABILITY = "public_accountability"
    TECHNOLOGY = "technology"


class Method(StrEnum):
    """How a ballot is taken."""

    SHOW_OF_HANDS = "show_of_hands"
    ROLL_CALL = "roll_call"
    DOTS = "dots"
    POINTS = "points"
    CRITERIA = "criteria"
    CONSENSUS = "consensus"
    SECRET = "secret"  # noqa: S105 a ballot, no password


class Majority(StrEnum):
    """How many votes in favour adopt; `domain.majorities` says what each means."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    ABSOLUTE_OF_ENTITLED = "absolute_of_entitled"
    TWO_THIRDS = "two_thirds"
    THREE_QUARTERS = "three_quarters"
    BOTH_BLOCS = "both_blocs"
    EACH_BLOC = "each_bloc"


class Quorum(StrEnum):
    """How many of those entitled must be there."""

    NONE = "none"
    HALF_PLUS_ONE = "half_plus_one"
    ONE_THIRD = "one_third"


class VoteChoice(StrEnum):
    """What a voting unit said when it was called."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    NO_ANSWER = "no_answer"
    ABSENT = "absent"
    EXCUSED = "excused"


class BallotState(StrEnum):
    """How far a ballot has come."""

    OPEN = "open"
    CLOSED = "closed"


class TableOutcome(StrEnum):
    """What the table decided by its vote; never what the authority decided."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    TIED = "tied"
    RANKED = "ranked"
    NO_QUORUM = "no_quorum"
    NOT_COUNTED = "not_counted"
    NOT_DOCUMENTED = "not_documented"


class Outcome(StrEnum):
    """What the authority decided about a contribution."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    MERGED = "merged"
    REFERRED = "referred"
    ALREADY_COVERED = "already_covered"
    NOT_ACCEPTED = "not_accepted"
    OUT_OF_SCOPE = "out_of_scope"
    WITHDRAWN = "withdrawn"


class ReasonCode(StrEnum):
    """The class of reason given; the words of the reason stand beside it."""

    ALREADY_EXISTS = "already_exists"
    OUTSIDE_COMPETENCE = "outside_competence"
    LEGALLY_UNFEASIBLE = "legally_unfeasible"
    NO_BUDGET_OR_TIME = "no_budget_or_time"
    NOT_LINKED_TO_VALUES = "not_linked_to_values"
    DUPLICATE_OR_MERGED = "duplicate_or_merged"
    LOWER_PRIORITY_IN_VOTE = "lower_priority_in_vote"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    REFERRED_ELSEWHERE = "referred_elsewhere"
    OBJECTION = "objection"
    OUT_OF_SCOPE = "out_of_scope"
    WITHDRAWN_BY_AUTHOR = "withdrawn_by_author"
    OTHER = "other"


class Stance(StrEnum):
    """What an author says of the decision on the contribution."""

    AGREES = "agrees"
    DISAGREES = "disagrees"


class AttachmentKind(StrEnum):
    """What sort of evidence a file is."""

    LETTER = "letter"
    EMAIL = "email"
    PHOTOGRAPH = "photograph"
    PRESS_CUTTING = "press_cutting"
    ATTENDANCE_SHEET = "attendance_sheet"
    OTHER = "other"


class Visibility(StrEnum):
    """Whether something may appear in a public edition."""

    PUBLIC = "public"
    INTERNAL = "internal"


class PaperKind(StrEnum):
    """The papers the program issues."""

    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    LETTER = "letter"
