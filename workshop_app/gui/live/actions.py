"""What can be done at the table, with its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import Bloc, VoteChoice
from workshop_app.gui.actions import Action
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workshop_app.gui.live.voting import VotePresenter


class Table(Protocol):
    """The page, as its actions know it."""

    @property
    def voting(self) -> VotePresenter:
        """Takes the vote."""

    def begin(self) -> None:
        """Begin a contribution."""

    def save_and_begin(self) -> None:
        """Put it on record and begin the next."""

    def next_kind(self) -> None:
        """Choose the next kind of contribution."""

    def toggle_vote(self) -> None:
        """Open or close the vote."""

    def next_method(self) -> None:
        """Choose the other way of voting."""

    def count(self, choice: VoteChoice, step: int) -> None:
        """Count a hand, or take one away."""

    def go_on(self) -> None:
        """Go to the next contribution."""

    def decide(self) -> None:
        """Go to the answer."""

    def dissent(self) -> None:
        """Begin a dissent."""

    def turn_agenda(self, step: int) -> None:
        """Go on to the next point of the agenda, or back."""


def live_actions(table: Table) -> Sequence[Action]:
    """Return them in the order in which they are needed."""
    group = tr("At the table")
    return (
        *_writing(table, group),
        *_voting(table, group),
        *_counting(table, group),
        *_afterwards(table, group),
    )


def _writing(table: Table, group: str) -> Sequence[Action]:
    return (
        Action(
            name="new_contribution",
            title=tr("New contribution"),
            run=table.begin,
            keys="Ctrl+N",
            group=group,
            icon="plus",
        ),
        Action(
            name="save_contribution",
            title=tr("Put the contribution on record, and begin the next"),
            run=table.save_and_begin,
            keys="Ctrl+Return",
            group=group,
            icon="check",
        ),
        Action(
            name="next_kind",
            title=tr("Next kind of contribution"),
            run=table.next_kind,
            keys="F4",
            group=group,
            icon="tag",
        ),
    )


def _voting(table: Table, group: str) -> Sequence[Action]:
    return (
        Action(
            name="toggle_vote",
            title=tr("Open or close the vote"),
            run=table.toggle_vote,
            keys="F5",
            group=group,
            icon="ballot",
        ),
        Action(
            name="next_method",
            title=tr("Show of hands or roll call"),
            run=table.next_method,
            keys="Ctrl+R",
            group=group,
            icon="group",
        ),
    )


def _afterwards(table: Table, group: str) -> Sequence[Action]:
    return (
        Action(
            name="next_contribution",
            title=tr("Next contribution without a vote"),
            run=table.go_on,
            keys="F6",
            group=group,
            icon="arrow_right",
        ),
        Action(
            name="decide_contribution",
            title=tr("Decide with reasons"),
            run=table.decide,
            keys="Ctrl+D",
            group=group,
            icon="check_circle",
        ),
        Action(
            name="dissent",
            title=tr("Write a dissent"),
            run=table.dissent,
            keys="Ctrl+M",
            group=group,
            icon="quote",
        ),
        Action(
            name="next_point",
            title=tr("Next point of the agenda"),
            run=partial(table.turn_agenda, 1),
            keys="F7",
            group=group,
            icon="list",
        ),
        Action(
            name="point_before",
            title=tr("Point of the agenda before"),
            run=partial(table.turn_agenda, -1),
            keys="Shift+F7",
            group=group,
        ),
    )


def bloc_key(bloc: Bloc) -> str:
    """Return the letter that brings a bloc to the front: the first of its name."""
    taken = ""
    for one in Bloc:
        letter = next(s for s in label(one).upper() if s.isalpha() and s not in taken)
        if one is bloc:
            return letter
        taken += letter
    raise KeyError(bloc)


def _counting(table: Table, group: str) -> Iterator[Action]:
    more = {
        VoteChoice.FOR: tr("One more in favour"),
        VoteChoice.AGAINST: tr("One more against"),
        VoteChoice.ABSTAIN: tr("One more abstention"),
    }
    fewer = {
        VoteChoice.FOR: tr("One fewer in favour"),
        VoteChoice.AGAINST: tr("One fewer against"),
        VoteChoice.ABSTAIN: tr("One fewer abstention"),
    }
    for number, choice in enumerate(more, start=1):
        yield Action(
            name=f"one_more_{choice.value}",
            title=more[choice],
            run=partial(table.count, choice, 1),
            keys=str(number),
            group=group,
            icon="hand_raised",
        )
        yield Action(
            name=f"one_fewer_{choice.value}",
            title=fewer[choice],
            run=partial(table.count, choice, -1),
            keys=f"Shift+{number}",
            group=group,
            icon="minus",
        )
    for bloc in Bloc:
        yield Action(
            name=f"count_{bloc.value}",
            title=tr("Count the hands of: {bloc}", bloc=label(bloc)),
            run=partial(table.voting.turn_to, bloc),
            keys=bloc_key(bloc),
            group=group,
            icon="group",
        )
