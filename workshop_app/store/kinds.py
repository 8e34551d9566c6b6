"""Every kind of record, what its fields refer to, and what is searched of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.ballot import Ballot, BallotCount, Correction, Dissent, Vote
from workshop_app.domain.ballot_acts import CastingVote, Recusal
from workshop_app.domain.contribution import Authorship, Contribution
from workshop_app.domain.criteria import Criterion
from workshop_app.domain.decision import Decision
from workshop_app.domain.evidence import Attachment, IssuedPaper
from workshop_app.domain.objection import Objection
from workshop_app.domain.option_vote import BallotOption, Mark, OptionCount
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.process import Office, Process, Rules, Stage, Theme
from workshop_app.domain.records import Record
from workshop_app.domain.same_person import SamePerson
from workshop_app.domain.secret_ballot import PaperVoter, UrnCount
from workshop_app.domain.session import AgendaItem, Session
from workshop_app.domain.waiver import Waiver
from workshop_app.domain.working_group import GroupMember, WorkingGroup
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Certificate(Record):
    """The office's word that a device may write, as the ledger reserves it.

    Attributes:
        device: Public key of the device.
        holder: Id of the person who answers for it.
        valid_from, valid_until: Milliseconds since 1970.
        signature: See `workshop_app.ledger.identity`.
    """

    kind: ClassVar[str] = "certificate"

    device: str
    holder: str
    role: str
    process: str
    valid_from: int
    valid_until: int | None
    signature: str


@dataclass(frozen=True, kw_only=True)
class Revocation(Record):
    """The office's word that a device is believed up to one of its commits only.

    Attributes:
        device: Public key of the device.
        last_good: Id of the last commit that counts, "" for none.
        signature: See `workshop_app.ledger.identity`.
    """

    kind: ClassVar[str] = "revocation"

    device: str
    last_good: str
    signature: str


KINDS: Final[tuple[type[Record], ...]] = (
    Process,
    Office,
    Certificate,
    Revocation,
    Stage,
    Theme,
    Rules,
    Organization,
    Person,
    SamePerson,
    Session,
    AgendaItem,
    WorkingGroup,
    GroupMember,
    Waiver,
    Attendance,
    Movement,
    Contribution,
    Authorship,
    Ballot,
    BallotCount,
    Vote,
    Dissent,
    Correction,
    BallotOption,
    Criterion,
    Mark,
    OptionCount,
    UrnCount,
    PaperVoter,
    Recusal,
    CastingVote,
    Objection,
    Decision,
    Attachment,
    IssuedPaper,
)
"""Every kind of record there is; a new kind is one line here."""

REFERENCES: Final[Mapping[str, str]] = {
    "author": "person",
    "ballot": "ballot",
    "chair": "person",
    "chair_civil_society": "person",
    "chair_state": "person",
    "contribution": "contribution",
    "criterion": "criterion",
    "facilitator": "person",
    "group": "working_group",
    "holder": "person",
    "moderator": "person",
    "one": "person",
    "option": "ballot_option",
    "organization": "organization",
    "other": "person",
    "person": "person",
    "process": "process",
    "rapporteur": "person",
    "session": "session",
    "signatory": "person",
    "stage": "stage",
    "theme": "theme",
    "transcribed_by": "person",
}
"""Fields that hold the id of a record of a kind, whatever record they stand in."""

SEARCHED: Final[Mapping[str, tuple[str, ...]]] = {
    "attachment": ("name", "origin"),
    "ballot": ("question", "code"),
    "ballot_option": ("text",),
    "contribution": ("title", "text", "translation", "code"),
    "decision": ("reason_text", "where_reflected"),
    "dissent": ("text",),
    "organization": ("name", "code"),
    "person": ("name", "document_number", "position", "code"),
    "session": ("title", "code"),
    "stage": ("title",),
    "theme": ("title",),
    "working_group": ("title", "code"),
}
"""Fields looked through by the search; the first that is not empty is the title."""
