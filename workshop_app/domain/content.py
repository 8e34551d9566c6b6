"""What the papers say, as plain data: made from records, drawn by `documents`.

A content is exactly what that edition shows, and nothing else: it is attached to
the paper as `registro.json`, so a letter never holds another person's data.  It
holds facts, not sentences; the sentences are said in the paper's language when it
is drawn.  Dates are `date`, times are `datetime` with their offset.
"""

from __future__ import annotations

from datetime import date, datetime

from workshop_app.domain.content_of_ballots import (
    CastingLine,
    CorrectionLine,
    CriterionLine,
    DissentLine,
    NamedVote,
    OptionLine,
    RecusalLine,
    SecretLine,
)
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    ContributionKind,
    Majority,
    Method,
    Modality,
    Outcome,
    PlaceSystem,
    Quorum,
    ReasonCode,
    Standing,
    TableOutcome,
)
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """What stands at the head and foot of every paper of an office."""

    office: str
    unit: str = ""
    address: str = ""
    city: str = ""
    contact: str = ""
    year_name: str = ""
    regional_year_name: str = ""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What a paper is known by.

    Attributes:
        number: As printed, such as `ACTA 003-2026-SGP`.
        version: 1 for the first issue; a corrected paper counts on.
        draft: Marked as a draft on every page.
        issued_at: When it was made; also the time inside the PDF.
        process: Title of the process.
    """

    number: str
    version: int
    draft: bool
    issued_at: datetime
    process: str
    process_id: str


@dataclass(frozen=True, kw_only=True)
class BlocNumbers:
    """A whole number for each bloc, in the order State, civil society, other."""

    state: int = 0
    civil_society: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        """The three together."""
        return self.state + self.civil_society + self.other

    def of(self, bloc: Bloc) -> int:
        """Return the number of one bloc."""
        match bloc:
            case Bloc.STATE:
                return self.state
            case Bloc.CIVIL_SOCIETY:
                return self.civil_society
            case Bloc.OTHER:
                return self.other


@dataclass(frozen=True, kw_only=True)
class VoteNumbers:
    """For, against and abstaining; how many called did not answer or were away.

    Attributes:
        absent, excused: Away without and with leave, as a roll-call tells them apart.
    """

    votes_for: int = 0
    votes_against: int = 0
    abstentions: int = 0
    no_answer: int = 0
    absent: int = 0
    excused: int = 0

    @property
    def cast(self) -> int:
        """Votes that were cast, abstentions included."""
        return self.votes_for + self.votes_against + self.abstentions

    def __add__(self, other: VoteNumbers) -> VoteNumbers:
        return VoteNumbers(
            votes_for=self.votes_for + other.votes_for,
            votes_against=self.votes_against + other.votes_against,
            abstentions=self.abstentions + other.abstentions,
            no_answer=self.no_answer + other.no_answer,
            absent=self.absent + other.absent,
            excused=self.excused + other.excused,
        )


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Somebody who signs the paper.

    Attributes:
        field: Name of the signature field in the PDF, ASCII.
        role: One of `facilitator`, `rapporteur`, `chair_state`,
            `chair_civil_society`, `signatory`; put into words when drawn.
        document: The identity document as that edition shows it (masked).
    """

    field: str
    name: str
    role: str
    organization: str = ""
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class QuorumContent:
    """What the quorum was when the session opened."""

    rule: Quorum
    entitled: int
    present: int
    needed: int
    met: bool
    second_call: bool = False


@dataclass(frozen=True, kw_only=True)
class AgendaLine:
    """A point of the agenda, with the minutes planned for it."""

    position: int
    title: str
    duration: int


@dataclass(frozen=True, kw_only=True)
class BallotContent:
    """A ballot as the minutes print it.

    Attributes:
        votes: What each bloc voted; empty when it was not counted.
        entitled, present: Frozen when it opened; everybody present is counted,
            also those without a vote.
        needed_for: Votes in favour that would have adopted, when it can be said.
        roll: The votes by name, for a roll-call; empty otherwise.
        options: Of a vote over several, the best first; empty otherwise.
        criteria: Of a matrix, what the options were scored by; empty otherwise.
        secret: Of a secret ballot, what is known besides the sums.
        announced: Where nobody counted, whether it was announced as adopted.
        recusals: Who kept out of it; they are not among the entitled.
        casting: The chair's word, where it broke a tie.
        transcribed_by: Name of whoever typed it in from paper, if anybody.
        disputed: Names of those on whose vote computers disagree: it stands beside
            the result, and never behind it.
        disputed_blocs: Likewise the blocs on whose count they disagree.
    """

    code: str
    question: str
    contribution_code: str
    method: Method
    opened_at: datetime | None
    majority: Majority
    quorum: Quorum
    quorum_met: bool
    entitled: BlocNumbers
    present: BlocNumbers
    votes: dict[str, VoteNumbers]
    totals: VoteNumbers | None
    outcome: TableOutcome
    needed_for: int | None = None
    dissents: tuple[DissentLine, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()
    roll: tuple[NamedVote, ...] = ()
    options: tuple[OptionLine, ...] = ()
    criteria: tuple[CriterionLine, ...] = ()
    secret: SecretLine | None = None
    announced: bool | None = None
    recusals: tuple[RecusalLine, ...] = ()
    casting: CastingLine | None = None
    transcribed_by: str = ""
    disputed: tuple[str, ...] = ()
    disputed_blocs: tuple[Bloc, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ContributionLine:
    """A contribution and what was decided about it.

    Attributes:
        authors: Names as this edition shows them; empty for an anonymous card.
        language: ISO 639 code of `text`; `translation` is in Spanish.
        transcribed_by: Name of whoever typed it in from paper, if anybody.
    """

    code: str
    contribution_kind: ContributionKind
    title: str
    text: str
    language: str
    translation: str
    translator: str
    authors: tuple[str, ...]
    organization: str
    happened_at: datetime | None
    transcribed_by: str
    table_outcome: TableOutcome | None
    outcome: Outcome | None
    reason_code: ReasonCode | None
    reason_text: str
    where_reflected: str
    decided_by: str
    decided_on: date | None


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """A line of the attendance list.

    Attributes:
        document: The identity document as that edition shows it.
        arrived_at, left_at: First arrival and last departure, if recorded.
    """

    number: int
    name: str
    organization: str
    position: str
    bloc: Bloc
    standing: Standing
    status: AttendanceStatus
    document: str
    arrived_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """The key data of a session, as the head of a paper shows them."""

    code: str
    title: str
    stage: str
    theme: str
    held_on: date | None
    opened_at: datetime | None
    closed_at: datetime | None
    modality: Modality
    venue: str
    place_name: str
    place: str
    place_system: PlaceSystem
    languages: tuple[str, ...]
    interpreter: str
    facilitator: str
    rapporteur: str
    chair_state: str
    chair_civil_society: str
    convened_on: date | None
    convocation_reference: str
    notice_days: int | None


@dataclass(frozen=True, kw_only=True)
class Composition:
    """Who was there at a moment, counted three ways."""

    moment: datetime | None
    heads: BlocNumbers
    voting: BlocNumbers


@dataclass(frozen=True, kw_only=True)
class InductionContent:
    """How the values of open government were explained at a session.

    Attributes:
        minutes: How long it took; 0 if nobody noted it.
        material: With what, in words.
        people: How many of the list were there.
    """

    happened_at: datetime
    minutes: int
    material: str
    people: int


@dataclass(frozen=True, kw_only=True)
class MinutesContent:
    """The minutes (*acta*) of a session (TUO Ley 27444, art. 113)."""

    letterhead: Letterhead
    reference: Reference
    session: SessionFacts
    quorum: QuorumContent
    at_opening: Composition
    at_closing: Composition
    organizations: int
    agenda: tuple[AgendaLine, ...]
    opening: str
    proceedings: str
    closing: str
    ballots: tuple[BallotContent, ...]
    contributions: tuple[ContributionLine, ...]
    attendees: tuple[Attendee, ...]
    signers: tuple[Signer, ...]
    induction: InductionContent | None = None


@dataclass(frozen=True, kw_only=True)
class AttendanceContent:
    """The attendance list of a session, with a column to sign in."""

    letterhead: Letterhead
    reference: Reference
    session: SessionFacts
    at_opening: Composition
    attendees: tuple[Attendee, ...]
    privacy_notice: str
    privacy_notice_version: str


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Whom a letter goes to; sex is used for the form of address only if known."""

    name: str
    position: str
    organization: str
    address: str
    place_name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class LetterContent:
    """The reasoned answer to one contributor, on all of their contributions.

    Attributes:
        review_until: The last day on which a review can be asked for.
        contributions: Only this contributor's; co-authors are not named.
    """

    letterhead: Letterhead
    reference: Reference
    addressee: Addressee
    session_title: str
    session_held_on: date | None
    contributions: tuple[ContributionLine, ...]
    review_until: date
    signers: tuple[Signer, ...]
