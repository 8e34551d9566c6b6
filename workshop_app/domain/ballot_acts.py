"""What else is done in a ballot, besides hands raised and voices heard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final

from workshop_app.domain import text as typed
from workshop_app.domain.records import Record
from workshop_app.domain.secret_ballot import PaperVoter, UrnCount
from workshop_app.domain.vocabulary import Bloc, TableOutcome, VoteChoice
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_app.domain.ballot import Vote
    from workshop_app.domain.content import BlocNumbers


class CastingReasonMissingError(AppError):
    """One person decides for all and does not say why."""

    def __init__(self) -> None:
        super().__init__(
            tr("The casting vote needs its reason."),
            advice=tr("Write why the chair decides so, as it was said."),
        )
        self.field = "reason"


class RecusalGroundMissingError(AppError):
    """Somebody keeps out of a ballot and does not say why."""

    def __init__(self) -> None:
        super().__init__(
            tr("The recusal needs its ground."),
            advice=tr("Write what keeps the person from voting, as it was said."),
        )
        self.field = "ground"


@dataclass(frozen=True, kw_only=True)
class CastingVote(Record):
    """The chair's word on a tie (TUO Ley 27444, art. 111.1).

    There is one of a ballot, with an id derived from it.  It is an act of its own,
    beside the votes: the chair's vote as a member is among them.

    Attributes:
        chair: Who presided, as the id of a person.
        choice: `FOR` or `AGAINST`.
    """

    kind: ClassVar[str] = "casting_vote"

    ballot: str
    chair: str
    choice: VoteChoice
    reason: str
    happened_at: datetime


@dataclass(frozen=True, kw_only=True)
class Recusal(Record):
    """That somebody keeps out of one ballot; its id is derived from the two.

    They are neither entitled nor voting in it, whatever was frozen when it opened:
    the frozen rows stay, and this is taken off beside them.

    Attributes:
        bloc: The side they are taken off.
        present: Whether they were among those in the room with a vote when it
            opened, so that they are taken off these too.
    """

    kind: ClassVar[str] = "recusal"

    ballot: str
    person: str
    ground: str
    bloc: Bloc = Bloc.OTHER
    present: bool = True


@dataclass(frozen=True, kw_only=True)
class Acts:
    """What hangs on one ballot and changes what it comes to.

    Attributes:
        urns: Of a secret ballot, the papers counted.
        voters: Of a secret ballot, who put a paper in, where that was noted.
        recusals: Who kept out of it.
        casting: What the chair said on a tie.
    """

    urns: Sequence[UrnCount] = ()
    voters: Sequence[PaperVoter] = ()
    recusals: Sequence[Recusal] = ()
    casting: CastingVote | None = None


NO_ACTS: Final = Acts()

_BY_CHAIR: Final = {
    VoteChoice.FOR: TableOutcome.ADOPTED,
    VoteChoice.AGAINST: TableOutcome.REJECTED,
}


def casting_reason(text: str) -> str:
    """Return the reason of a casting vote, exactly as it was written.

    Raises:
        CastingReasonMissingError: If it says nothing.
        AppError: As `text.exact`.
    """
    if not typed.says_something(text):
        raise CastingReasonMissingError
    return typed.exact(text, field="reason")


def recusal_ground(text: str) -> str:
    """Return the ground of a recusal, exactly as it was written.

    Raises:
        RecusalGroundMissingError: If it says nothing.
        AppError: As `text.exact`.
    """
    if not typed.says_something(text):
        raise RecusalGroundMissingError
    return typed.exact(text, field="ground")


def heard(votes: Iterable[Vote], acts: Acts) -> list[Vote]:
    """Return the votes without those of whoever keeps out of the ballot."""
    out = {one.person for one in acts.recusals}
    return [vote for vote in votes if out.isdisjoint((vote.unit, vote.person))]


def without(numbers: BlocNumbers, recusals: Iterable[Recusal]) -> BlocNumbers:
    """Return numbers by bloc without those who keep out; never below nothing."""
    out = [one.bloc for one in recusals]
    left = {bloc.value: max(0, numbers.of(bloc) - out.count(bloc)) for bloc in Bloc}
    return type(numbers)(**left)


def decided_by_chair(outcome: TableOutcome, acts: Acts) -> TableOutcome | None:
    """Return what the chair made of a tie; `None` of anything else, or if not asked."""
    if outcome is not TableOutcome.TIED or acts.casting is None:
        return None
    return _BY_CHAIR.get(acts.casting.choice)
