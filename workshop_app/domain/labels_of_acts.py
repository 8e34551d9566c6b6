"""What people read of contributions, ballots, decisions and papers.

Each function matches every value, so that a new value without words fails the
type check.  Words that Spanish tells apart are told apart in English too.
"""

from __future__ import annotations

from workshop_app.domain.vocabulary import (
    AttachmentKind,
    BallotState,
    Channel,
    ContributionKind,
    Majority,
    Method,
    OgpValue,
    Outcome,
    PaperKind,
    Quorum,
    ReasonCode,
    Stance,
    TableOutcome,
    Visibility,
    VoteChoice,
)
from workshop_app.i18n import tr


def contribution_kind(value: ContributionKind) -> str:
    """Say the kind of a contribution."""
    match value:
        case ContributionKind.PROPOSAL:
            return tr("Proposal")
        case ContributionKind.QUESTION:
            return tr("Question")
        case ContributionKind.COMMENT:
            return tr("Comment")
        case ContributionKind.PERSONAL_PETITION:
            return tr("Personal petition")


def channel(value: Channel) -> str:  # noqa: C901, PLR0911 one line a value
    """Say the way something came in."""
    match value:
        case Channel.SESSION:
            return tr("In a session")
        case Channel.CARD:
            return tr("By card")
        case Channel.OFFICIAL_LETTER:
            return tr("By official letter")
        case Channel.EMAIL:
            return tr("By e-mail")
        case Channel.WEB:
            return tr("On the web")
        case Channel.SOCIAL_NETWORK:
            return tr("On a social network")
        case Channel.PRESS:
            return tr("In the press")
        case Channel.TELEPHONE:
            return tr("By telephone")
        case Channel.VIRTUAL_FORUM:
            return tr("In the virtual forum")


def ogp_value(value: OgpValue) -> str:
    """Say an open-government value."""
    match value:
        case OgpValue.ACCESS_TO_INFORMATION:
            return tr("Access to information")
        case OgpValue.CIVIC_PARTICIPATION:
            return tr("Civic participation")
        case OgpValue.PUBLIC_ACCOUNTABILITY:
            return tr("Public accountability")
        case OgpValue.TECHNOLOGY:
            return tr("Technology and innovation")


def method(value: Method) -> str:  # noqa: PLR0911 one line a value
    """Say how a ballot is taken."""
    match value:
        case Method.SHOW_OF_HANDS:
            return tr("Show of hands")
        case Method.ROLL_CALL:
            return tr("Roll-call")
        case Method.DOTS:
            return tr("Dots")
        case Method.POINTS:
            return tr("Points")
        case Method.CRITERIA:
            return tr("Criteria matrix")
        case Method.CONSENSUS:
            return tr("Consensus")
        case Method.SECRET:
            return tr("Secret ballot")


def majority(value: Majority) -> str:  # noqa: PLR0911 one line a value
    """Say a majority."""
    match value:
        case Majority.SIMPLE:
            return tr("Simple majority")
        case Majority.ABSOLUTE:
            return tr("Absolute majority")
        case Majority.ABSOLUTE_OF_ENTITLED:
            return tr("Absolute majority of all entitled")
        case Majority.TWO_THIRDS:
            return tr("Two thirds")
        case Majority.THREE_QUARTERS:
            return tr("Three quarters")
        case Majority.BOTH_BLOCS:
            return tr("Majority in both blocs")
        case Majority.EACH_BLOC:
            return tr("Majority in each bloc")


def quorum(value: Quorum) -> str:
    """Say a quorum."""
    match value:
        case Quorum.NONE:
            return tr("No quorum needed")
        case Quorum.HALF_PLUS_ONE:
            return tr("Half plus one")
        case Quorum.ONE_THIRD:
            return tr("One third, and at least three")


def vote_choice(value: VoteChoice) -> str:
    """Say a vote."""
    match value:
        case VoteChoice.FOR:
            return tr("In favour")
        case VoteChoice.AGAINST:
            return tr("Against")
        case VoteChoice.ABSTAIN:
            return tr("Abstention")
        case VoteChoice.NO_ANSWER:
            return tr("No answer")
        case VoteChoice.ABSENT:
            return tr("Absent")
        case VoteChoice.EXCUSED:
            return tr("Excused")


def ballot_state(value: BallotState) -> str:
    """Say the state of a ballot."""
    match value:
        case BallotState.OPEN:
            return tr("Vote open")
        case BallotState.CLOSED:
            return tr("Vote closed")


def table_outcome(value: TableOutcome) -> str:  # noqa: PLR0911 one line a value
    """Say what the table decided."""
    match value:
        case TableOutcome.ADOPTED:
            return tr("Approved")
        case TableOutcome.REJECTED:
            return tr("Rejected")
        case TableOutcome.TIED:
            return tr("Tied")
        case TableOutcome.RANKED:
            return tr("Ranked")
        case TableOutcome.NO_QUORUM:
            return tr("No quorum")
        case TableOutcome.NOT_COUNTED:
            return tr("Not counted")
        case TableOutcome.NOT_DOCUMENTED:
            return tr("Not documented")


def outcome(value: Outcome) -> str:  # noqa: C901, PLR0911 one line a value
    """Say what the authority decided."""
    match value:
        case Outcome.ACCEPTED:
            return tr("Accepted")
        case Outcome.ACCEPTED_IN_PART:
            return tr("Accepted in part")
        case Outcome.MERGED:
            return tr("Merged")
        case Outcome.REFERRED:
            return tr("Referred")
        case Outcome.ALREADY_COVERED:
            return tr("Already covered")
        case Outcome.NOT_ACCEPTED:
            return tr("Not accepted")
        case Outcome.OUT_OF_SCOPE:
            return tr("Out of scope")
        case Outcome.WITHDRAWN:
            return tr("Withdrawn")


def reason_code(value: ReasonCode) -> str:  # noqa: C901, PLR0911, PLR0912 one line a value
    """Say a class of reason."""
    match value:
        case ReasonCode.ALREADY_EXISTS:
            return tr("It already exists")
        case ReasonCode.OUTSIDE_COMPETENCE:
            return tr("Outside the competence of the entity")
        case ReasonCode.LEGALLY_UNFEASIBLE:
            return tr("Legally not feasible")
        case ReasonCode.NO_BUDGET_OR_TIME:
            return tr("No budget or time")
        case ReasonCode.NOT_LINKED_TO_VALUES:
            return tr("Not linked to open-government values")
        case ReasonCode.DUPLICATE_OR_MERGED:
            return tr("Duplicate or merged")
        case ReasonCode.LOWER_PRIORITY_IN_VOTE:
            return tr("Lower priority in the vote")
        case ReasonCode.INSUFFICIENT_INFORMATION:
            return tr("Not enough information")
        case ReasonCode.REFERRED_ELSEWHERE:
            return tr("Referred to another entity")
        case ReasonCode.OBJECTION:
            return tr("Objection or unfavourable technical opinion")
        case ReasonCode.OUT_OF_SCOPE:
            return tr("Outside the subject of the process")
        case ReasonCode.WITHDRAWN_BY_AUTHOR:
            return tr("Withdrawn by its author")
        case ReasonCode.OTHER:
            return tr("Another reason")


def stance(value: Stance) -> str:
    """Say what an author says of a decision."""
    match value:
        case Stance.AGREES:
            return tr("Agrees")
        case Stance.DISAGREES:
            return tr("Disagrees")


def attachment_kind(value: AttachmentKind) -> str:
    """Say the kind of a file."""
    match value:
        case AttachmentKind.LETTER:
            return tr("Letter received")
        case AttachmentKind.EMAIL:
            return tr("E-mail")
        case AttachmentKind.PHOTOGRAPH:
            return tr("Photograph")
        case AttachmentKind.PRESS_CUTTING:
            return tr("Press cutting")
        case AttachmentKind.ATTENDANCE_SHEET:
            return tr("Attendance sheet")
        case AttachmentKind.OTHER:
            return tr("Other file")


def visibility(value: Visibility) -> str:
    """Say who may see something."""
    match value:
        case Visibility.PUBLIC:
            return tr("Public")
        case Visibility.INTERNAL:
            return tr("Internal")


def paper_kind(value: PaperKind) -> str:
    """Say a paper."""
    match value:
        case PaperKind.MINUTES:
            return tr("Minutes")
        case PaperKind.ATTENDANCE:
            return tr("Attendance list")
        case PaperKind.LETTER:
            return tr("Letter of answer")
