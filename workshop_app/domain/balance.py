"""Would the result change with balanced blocs?  Informative, never a decision.

The independent report found national tables with a State majority.  Two questions are
put to every counted vote, in whole numbers multiplied out so that nothing is rounded:

* *equal weight*: State and civil society weigh one half each, whatever their numbers;
  everybody else is left out;
* *without surplus*: the larger of the two is brought down to the size of the smaller,
  its votes in proportion; everybody else counts as they voted.

The answer belongs in an informative annex, never among the agreements of an acta.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from workshop_app.domain.content import VoteNumbers
from workshop_app.domain.majorities import BY_BLOC, judged
from workshop_app.domain.tally import measured
from workshop_app.domain.vocabulary import Bloc, Majority, Method, TableOutcome
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.domain.tally import Tally

_ORDER = (Bloc.STATE, Bloc.CIVIL_SOCIETY, Bloc.OTHER)
_DECIDED = (TableOutcome.ADOPTED, TableOutcome.REJECTED, TableOutcome.TIED)


class Uncomparable(StrEnum):
    """Why the question cannot be answered."""

    NO_RESULT = "no result"
    NO_STATE_VOTES = "no votes for or against in state"
    ONE_URN = "secret ballot, counted in one urn"
    NO_CIVIL_SOCIETY_VOTES = "no votes for or against in civil_society"


@dataclass(frozen=True, kw_only=True)
class Balance:
    """The two answers, or why there are none.

    Attributes:
        differs: Whether either answer is another than the result; `None` if unknown.
    """

    equal_weight: TableOutcome | None = None
    without_surplus: TableOutcome | None = None
    differs: bool | None = None
    why: Uncomparable | None = None


@dataclass(frozen=True)
class _Side:
    """One bloc: its votes, and how many of it a share of the majority is taken of."""

    votes: VoteNumbers
    size: int

    @property
    def for_or_against(self) -> int:
        return self.votes.votes_for + self.votes.votes_against


def balance(
    tally: Tally, majority: Majority, method: Method = Method.SHOW_OF_HANDS
) -> Balance:
    """Put both questions to the result of a ballot under its own majority.

    Without one vote for or against in each of the two blocs there is nothing to
    weigh, and the answer is `None` with the reason.  Where each bloc has to be in
    favour by itself, no weight changes what it says, and neither answer differs;
    nor where consensus is sought: an objection weighs enough, whoever makes it.  Of a
    secret ballot whose papers lay in one urn nobody knows what a bloc wanted.
    """
    state, civil, other = (_side(tally, bloc, majority) for bloc in _ORDER)
    if tally.outcome not in _DECIDED or tally.totals is None:
        return Balance(why=Uncomparable.NO_RESULT)
    if method is Method.CONSENSUS:
        return _unmoved(tally.outcome)
    why = _unweighed(state, civil, has_blocs=bool(tally.counts))
    if why is not None:
        return Balance(why=why)
    if majority in BY_BLOC:
        return _unmoved(tally.outcome)
    equal = _equal_weight(state, civil, majority)
    level = _without_surplus(state, civil, other, majority)
    if tally.by_chair:  # who broke this tie breaks those, too
        equal, level = (
            tally.outcome if one is TableOutcome.TIED else one for one in (equal, level)
        )
    return Balance(
        equal_weight=equal,
        without_surplus=level,
        differs={equal, level} != {tally.outcome},
    )


def _unweighed(state: _Side, civil: _Side, *, has_blocs: bool) -> Uncomparable | None:
    """Return why there is nothing to weigh, if there is not."""
    if not has_blocs:
        return Uncomparable.ONE_URN
    if not state.for_or_against:
        return Uncomparable.NO_STATE_VOTES
    if not civil.for_or_against:
        return Uncomparable.NO_CIVIL_SOCIETY_VOTES
    return None


def _unmoved(outcome: TableOutcome) -> Balance:
    return Balance(equal_weight=outcome, without_surplus=outcome, differs=False)


def _side(tally: Tally, bloc: Bloc, majority: Majority) -> _Side:
    votes = tally.counts.get(bloc, VoteNumbers())
    size = measured(
        majority,
        voting=tally.voting.of(bloc),
        entitled=tally.entitled.of(bloc),
        cast=votes.cast,
    )
    return _Side(votes, size)


def _equal_weight(state: _Side, civil: _Side, majority: Majority) -> TableOutcome:
    # The share of each bloc in favour is taken of those who voted for or against,
    # or of all who could vote; both shares are brought to one denominator.
    if majority is Majority.SIMPLE:
        state_weight, civil_weight = civil.for_or_against, state.for_or_against
    else:
        state_weight, civil_weight = civil.size, state.size
    return judged(
        majority,
        votes_for=state.votes.votes_for * state_weight
        + civil.votes.votes_for * civil_weight,
        votes_against=state.votes.votes_against * state_weight
        + civil.votes.votes_against * civil_weight,
        size=2 * state_weight * civil_weight,
    )


def _without_surplus(
    state: _Side, civil: _Side, other: _Side, majority: Majority
) -> TableOutcome:
    # Everything is multiplied by the size of the larger bloc; the votes of the larger
    # bloc itself are multiplied by the size of the smaller instead.
    small, large = sorted((state, civil), key=lambda side: side.size)
    return judged(
        majority,
        votes_for=(small.votes.votes_for + other.votes.votes_for) * large.size
        + large.votes.votes_for * small.size,
        votes_against=(small.votes.votes_against + other.votes.votes_against)
        * large.size
        + large.votes.votes_against * small.size,
        size=(2 * small.size + other.size) * large.size,
    )
