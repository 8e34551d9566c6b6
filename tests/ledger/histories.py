"""Histories for hypothesis: four laptops and their clones doing things at random."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.ledger.laptops import Laptop, Record, states
from workshop_app.ids import derived_id
from workshop_app.ledger.commit import DELETED, Commit
from workshop_app.ledger.payload import Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.ledger.fold import State

_EXAMPLES = os.environ.get("KUSKA_EXAMPLES")

PROPERTY = settings(
    max_examples=int(_EXAMPLES or examples(60)),
    derandomize=_EXAMPLES is None,  # every day the same examples; new ones when asked
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],  # explaining takes minutes, and memory
    suppress_health_check=[HealthCheck.too_slow],
)

RECORDS: tuple[Record, ...] = (
    ("person", derived_id("a")),
    ("person", derived_id("b")),
    ("contribution", derived_id("a")),  # the same id, another kind: another record
)
FIELDS = ("name", "note")
VALUES: tuple[Value, ...] = ("Ana", "Berta", 1, True, None, ("a", "b"))


@dataclass(frozen=True)
class Step:
    """One thing that somebody does; numbers choose among what there is."""

    action: str
    laptop: int
    record: int
    field: int
    value: int
    other: int
    clock: int


@dataclass
class Fact:
    """A write as an outsider notes it: what was written, and what was known then."""

    commit: str
    record: Record
    values: Mapping[str, Value]
    known: frozenset[str]


@dataclass
class History:
    """Laptops and everything they did."""

    laptops: list[Laptop] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    made: list[Commit] = field(default_factory=list)

    def commits(self) -> dict[str, Commit]:
        """Return the union of all laptops."""
        return {
            one.id: one for laptop in self.laptops for one in laptop.commits.values()
        }

    def states(self) -> dict[Record, State]:
        return states(self.commits().values())

    def note(
        self,
        laptop: Laptop,
        record: Record,
        values: Mapping[str, Value],
        write: Callable[[], Commit],
    ) -> None:
        known = frozenset(laptop.commits)
        commit = write()
        self.facts.append(Fact(commit.id, record, values, known))
        self.made.append(commit)


def _steps(actions: tuple[str, ...]) -> st.SearchStrategy[list[Step]]:
    small = st.sampled_from(range(12))  # evenly: integers() would favour 0
    step = st.builds(
        Step,
        st.sampled_from(actions),
        small,
        small,
        small,
        small,
        small,
        st.sampled_from((0, 1, 5_000, 1 << 40)),
    )
    return st.lists(step, min_size=16, max_size=36)


_PLAIN = ("set", "set", "set", "meet", "meet", "delete", "delete", "restore", "clone")


def histories() -> st.SearchStrategy[History]:
    """Return histories in which nothing is reverted."""
    return _steps(_PLAIN).map(play)


def histories_with_reverts() -> st.SearchStrategy[History]:
    """Return histories with reverts, and reverts of reverts."""
    return _steps((*_PLAIN, "revert", "revert")).map(play)


def play(steps: list[Step]) -> History:
    """Let four laptops do what the steps say."""
    founder = Laptop("laptop 0")
    founder.found()
    laptops = [founder, *(Laptop(f"laptop {number}") for number in (1, 2, 3))]
    laptops[1].meet(founder)  # the others do not even know of the founding
    history = History(laptops)
    for step in steps:
        _PLAY[step.action](history, history.laptops[step.laptop % len(laptops)], step)
    return history


def _set(history: History, laptop: Laptop, step: Step) -> None:
    record = RECORDS[step.record % len(RECORDS)]
    value = VALUES[step.value % len(VALUES)]
    name = FIELDS[step.field % len(FIELDS)]
    values = {name: value} if step.other % 3 else dict.fromkeys(FIELDS, value)
    history.note(
        laptop, record, values, lambda: laptop.set(record, values, clock=step.clock)
    )


def _delete(history: History, laptop: Laptop, step: Step) -> None:
    record = RECORDS[step.record % len(RECORDS)]
    if laptop.state(record).exists:
        history.note(
            laptop,
            record,
            {DELETED: True},
            lambda: laptop.delete(record, clock=step.clock),
        )


def _restore(history: History, laptop: Laptop, step: Step) -> None:
    record = RECORDS[step.record % len(RECORDS)]
    if DELETED in laptop.state(record).live:
        history.note(
            laptop,
            record,
            {DELETED: None},
            lambda: laptop.restore(record, clock=step.clock),
        )


def _meet(history: History, laptop: Laptop, step: Step) -> None:
    laptop.meet(history.laptops[step.other % len(history.laptops)])


def _clone(history: History, laptop: Laptop, step: Step) -> None:
    del step
    history.laptops.append(laptop.clone(len(history.laptops)))


def _revert(history: History, laptop: Laptop, step: Step) -> None:
    own = [one for one in history.made if one.id in laptop.commits]
    if own:
        history.made.append(laptop.revert(own[-1 - step.other % len(own)]))


_PLAY = {
    "set": _set,
    "delete": _delete,
    "restore": _restore,
    "meet": _meet,
    "clone": _clone,
    "revert": _revert,
}
