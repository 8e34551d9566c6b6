"""Secret ballots on paper: how many papers said what, and never whose they were.

Nothing of a secret ballot is on record before it is counted, and then only the sums.
By bloc they are kept where each bloc had an urn of its own and put at least
`LEAST_OF_AN_URN` papers in: of fewer, the sums would tell on people.  Who put a paper
in may be on record, as on the list that is signed beside the urn; no record holds a
person and a choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from workshop_app.domain.content import VoteNumbers
from workshop_app.domain.labels import label
from workshop_app.domain.records import Record
from workshop_app.domain.vocabulary import Bloc
from workshop_app.errors import AppError
from workshop_app.i18n import ntr, tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.domain.content import BlocNumbers

LEAST_OF_AN_URN: Final = 5
"""Papers of which an urn of one bloc holds at least as many, if it holds any."""


class PapersNegativeError(AppError):
    """A count of papers is less than nothing."""

    def __init__(self, papers: int) -> None:
        super().__init__(
            tr("{count} is not a number of papers.", count=papers),
            advice=tr("Write 0 if there was none."),
        )
        self.field = "papers"


class UrnsUnclearError(AppError):
    """It is not clear which papers lay in which urn."""

    def __init__(self) -> None:
        super().__init__(
            tr("It is not clear which papers lay in which urn."),
            advice=tr(
                "Give one urn for everybody, or one urn for each bloc that had its own."
            ),
        )
        self.field = "papers"


class UrnTellsOnPeopleError(AppError):
    """A bloc put so few papers in its urn that its sums would tell on people."""

    def __init__(self, bloc: Bloc, papers: int) -> None:
        super().__init__(
            ntr(
                "The urn of bloc {bloc} held {count} paper.",
                "The urn of bloc {bloc} held {count} papers.",
                count=papers,
                bloc=label(bloc),
            ),
            advice=tr(
                "Apart they would tell how people voted. Give the papers of all urns "
                "together, as one."
            ),
        )
        self.bloc = bloc


class MorePapersThanVotersError(AppError):
    """More papers were counted than there were people who could vote."""

    def __init__(self, papers: int, voting: int) -> None:
        super().__init__(
            ntr(
                "{count} paper was counted where {voting} could vote.",
                "{count} papers were counted where {voting} could vote.",
                count=papers,
                voting=voting,
            ),
            advice=tr(
                "Count again; if somebody in the room is not registered, register them "
                "and record the ballot then."
            ),
        )
        self.field = "papers"


@dataclass(frozen=True, kw_only=True)
class Urn:
    """What lay in one urn.

    Attributes:
        bloc: Whose urn it was; `None` where everybody used the same.
        blank: Papers that say nothing: they count as abstentions.
        spoiled: Papers that cannot be read as any vote, and count as none.
    """

    bloc: Bloc | None = None
    votes_for: int
    votes_against: int
    blank: int = 0
    spoiled: int = 0

    @property
    def papers(self) -> int:
        """All of them."""
        return self.votes_for + self.votes_against + self.blank + self.spoiled


@dataclass(frozen=True, kw_only=True)
class UrnCount(Urn, Record):
    """The papers of one urn, on record; its id is derived from ballot and bloc."""

    kind: ClassVar[str] = "urn_count"

    ballot: str


@dataclass(frozen=True, kw_only=True)
class PaperVoter(Record):
    """That somebody put a paper into the urn; its id is derived from the two.

    What was on it nobody knows, and no record says.
    """

    kind: ClassVar[str] = "paper_voter"

    ballot: str
    person: str


def require_secret(urns: Sequence[Urn], voting: BlocNumbers) -> None:
    """Refuse sums that cannot be right, or that would tell how somebody voted.

    Args:
        urns: One for everybody, or one for each bloc.
        voting: Who could vote while the urns were open.

    Raises:
        AppError: As `require_urns` and `require_no_more_than`.
    """
    require_urns(urns)
    require_no_more_than(urns, voting)


def require_urns(urns: Sequence[Urn]) -> None:
    """Refuse urns that are unclear, or whose sums would tell how somebody voted.

    Raises:
        PapersNegativeError, UrnsUnclearError, UrnTellsOnPeopleError: As they say.
    """
    blocs = [urn.bloc for urn in urns]
    if not urns or len(set(blocs)) < len(blocs) or (None in blocs and len(blocs) > 1):
        raise UrnsUnclearError
    for urn in urns:
        least = min(urn.votes_for, urn.votes_against, urn.blank, urn.spoiled)
        if least < 0:
            raise PapersNegativeError(least)
        if urn.bloc is not None and 0 < urn.papers < LEAST_OF_AN_URN:
            raise UrnTellsOnPeopleError(urn.bloc, urn.papers)


def require_no_more_than(urns: Sequence[Urn], voting: BlocNumbers) -> None:
    """Refuse more papers than there were people who could put one in.

    Raises:
        MorePapersThanVotersError: If there are.
    """
    for urn in urns:
        could = voting.total if urn.bloc is None else voting.of(urn.bloc)
        if urn.papers > could:
            raise MorePapersThanVotersError(urn.papers, could)


def numbers_of(urn: Urn) -> VoteNumbers:
    """Return the votes of an urn: blank papers abstain, spoiled ones are none."""
    return VoteNumbers(
        votes_for=urn.votes_for,
        votes_against=urn.votes_against,
        abstentions=urn.blank,
    )
