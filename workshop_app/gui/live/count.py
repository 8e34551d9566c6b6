"""A show of hands while it is counted: never more than people who can vote."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from workshop_app.domain.vocabulary import Bloc, VoteChoice
from workshop_app.i18n import ntr, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_app.domain.ballot import BallotCount
    from workshop_app.services.ballots import Hands

CHOICES: Final = (VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAIN)


class HandCount:
    """The hands of each bloc for each answer.

    Args:
        voting: How many people of each bloc were in the room with a vote when the
            ballot opened; frozen, so it never changes while hands are counted.
    """

    def __init__(self, voting: Mapping[Bloc, int]) -> None:
        self._voting = dict(voting)
        self._hands = {bloc: dict.fromkeys(CHOICES, 0) for bloc in Bloc}

    @classmethod
    def of(cls, counts: Mapping[Bloc, BallotCount]) -> HandCount:
        """Return the count on record."""
        made = cls({bloc: row.voting for bloc, row in counts.items()})
        for bloc, row in counts.items():
            hands = (row.votes_for, row.votes_against, row.abstentions)
            made._hands[bloc] = dict(
                zip(CHOICES, (number or 0 for number in hands), strict=True)
            )
        return made

    @property
    def blocs(self) -> tuple[Bloc, ...]:
        """The blocs that have somebody to raise a hand."""
        return tuple(bloc for bloc in Bloc if self.voting(bloc))

    @property
    def cast(self) -> int:
        """Hands counted so far."""
        return sum(self.cast_of(bloc) for bloc in Bloc)

    @property
    def all_voting(self) -> int:
        """Everybody with a vote who was there."""
        return sum(self._voting.values())

    def voting(self, bloc: Bloc) -> int:
        """Return how many of a bloc can vote."""
        return self._voting.get(bloc, 0)

    def cast_of(self, bloc: Bloc) -> int:
        """Return how many hands of a bloc were counted."""
        return sum(self._hands[bloc].values())

    def number(self, bloc: Bloc, choice: VoteChoice) -> int:
        """Return the hands of a bloc for an answer."""
        return self._hands[bloc][choice]

    def total(self, choice: VoteChoice) -> int:
        """Return the hands of everybody for an answer."""
        return sum(hands[choice] for hands in self._hands.values())

    def set(self, bloc: Bloc, choice: VoteChoice, number: int) -> str:
        """Set a number; return why it cannot be, or nothing if it was set."""
        if number < 0:
            return tr("There is no hand to take away.")
        others = self.cast_of(bloc) - self.number(bloc, choice)
        if others + number > self.voting(bloc):
            return ntr(
                "Only {count} person of this bloc has a vote here: count again.",
                "Only {count} people of this bloc have a vote here: count again.",
                self.voting(bloc),
            )
        self._hands[bloc][choice] = number
        return ""

    def add(self, bloc: Bloc, choice: VoteChoice, step: int) -> str:
        """Count one hand more or fewer; return why it cannot be, or nothing."""
        return self.set(bloc, choice, self.number(bloc, choice) + step)

    def hands(self) -> dict[Bloc, Hands]:
        """Return the count as the ballot takes it."""
        return {
            bloc: (
                hands[VoteChoice.FOR],
                hands[VoteChoice.AGAINST],
                hands[VoteChoice.ABSTAIN],
            )
            for bloc, hands in self._hands.items()
        }

    def kept(self) -> str:
        """Return the count as a text that survives a crash."""
        return json.dumps({bloc.value: one for bloc, one in self.hands().items()})

    def restore(self, text: str) -> bool:
        """Go on from a text that survived; say whether it could be read."""
        try:
            found = {Bloc(name): tuple(map(int, one)) for name, one in _items(text)}
        except (ValueError, TypeError):
            return False
        for bloc, hands in found.items():
            if len(hands) != len(CHOICES) or sum(hands) > self.voting(bloc):
                return False
        for bloc, hands in found.items():
            self._hands[bloc] = dict(zip(CHOICES, hands, strict=True))
        return True


def uncounted(cast: int, of: int) -> str:
    """Say how many votes are missing; nothing if everybody's was counted."""
    if not cast:
        return tr("No vote was counted yet.")
    if cast >= of:
        return ""
    return ntr(
        "{count} person with a vote was not counted.",
        "{count} people with a vote were not counted.",
        of - cast,
    )


def _items(text: str) -> list[tuple[str, list[int]]]:
    found = json.loads(text)
    return list(found.items()) if isinstance(found, dict) else []
