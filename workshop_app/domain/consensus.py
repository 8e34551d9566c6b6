"""Consensus: a proposal stands unless somebody objects, and says on what ground.

Votes carry it: who is in favour *consents*, who abstains *stands aside* (lets it go
ahead without carrying it), who is against *objects*.  Everybody is heard by name, for
an objection is only worth something with its author and its ground.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain import text as typed
from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import Method, TableOutcome, VoteChoice
from workshop_app.errors import AppError
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.domain.ballot import Vote
    from workshop_app.domain.content import VoteNumbers

BY_NAME = frozenset({Method.ROLL_CALL, Method.CONSENSUS})
"""The methods in which everybody is heard by name."""


class GroundlessObjectionError(AppError):
    """Somebody stands in the way of a consensus and does not say why."""

    def __init__(self) -> None:
        super().__init__(
            tr("This objection needs its ground."),
            advice=tr("Write the ground that was given, or record that they consent."),
        )
        self.field = "reason"


def require_ground(vote: Vote) -> None:
    """Refuse an objection that gives no ground; standing aside needs none.

    Raises:
        GroundlessObjectionError: If it objects and gives none.
        AppError: As `text.exact`.
    """
    reason = typed.exact(vote.reason, field="reason")
    if vote.choice is VoteChoice.AGAINST and not typed.says_something(reason):
        raise GroundlessObjectionError


def judged_by_consensus(totals: VoteNumbers) -> TableOutcome:
    """Return what those who were heard decide, quorum apart.

    One objection is enough, whoever makes it and however many consent; those who
    stand aside, or were called and said nothing, do not hold it up.  There is no tie.
    """
    return TableOutcome.REJECTED if totals.votes_against else TableOutcome.ADOPTED


def said_in(method: Method, choice: VoteChoice) -> str:
    """Say what somebody answered: a consensus has other words than a vote."""
    if method is not Method.CONSENSUS:
        return label(choice)
    match choice:
        case VoteChoice.FOR:
            return tr("Consents")
        case VoteChoice.AGAINST:
            return tr("Objects")
        case VoteChoice.ABSTAIN:
            return tr("Stands aside")
        case _:
            return label(choice)
