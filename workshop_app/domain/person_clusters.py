"""Entries of the register that were found to be one person, and who stands for them.

What was found of pairs is only stated (`same_person.SamePerson`); nothing is rewritten.
Whoever is shown, counted or asked for goes through the *canonical* entry, the one with
the smallest id, so that the order in which things were found plays no part and taking
a finding back puts everything as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from workshop_app.domain.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workshop_app.domain.same_person import SamePerson

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class PersonClusters:
    """Who is who; an id that no finding speaks of stands for itself.

    Attributes:
        members: The ids of every group, in order, by the canonical one.
        contradictions: Pairs that were found different although others make them one.
    """

    members: Mapping[str, tuple[str, ...]]
    contradictions: tuple[tuple[str, str], ...]
    _canonical: Mapping[str, str]

    def canonical(self, person: str) -> str:
        """Return the id that stands for a person; of anything else, its own."""
        return self._canonical.get(person, person)

    def of(self, person: str) -> tuple[str, ...]:
        """Return all ids of a person, in order."""
        return self.members.get(self.canonical(person), (person,))

    def repeated(
        self, items: Iterable[ItemT], person: Callable[[ItemT], str]
    ) -> tuple[tuple[ItemT, ...], ...]:
        """Return the items that speak of one person under several ids, together.

        Args:
            items: A session's attendances, a ballot's votes.
            person: The id an item speaks of.
        """
        told: dict[str, list[ItemT]] = {}
        for item in items:
            if person(item) in self._canonical:
                told.setdefault(self.canonical(person(item)), []).append(item)
        return tuple(
            tuple(same)
            for same in told.values()
            if len({person(item) for item in same}) > 1
        )


def clusters_of(statements: Iterable[SamePerson]) -> PersonClusters:
    """Return who is who by all that was found, in whatever order."""
    parents: dict[str, str] = {}
    different: list[tuple[str, str]] = []
    for found in statements:
        if found.verdict is Verdict.DIFFERENT:
            different.append((found.one, found.other))
            continue
        ends = sorted((_root(parents, found.one), _root(parents, found.other)))
        parents[ends[1]] = ends[0]
    canonical = {person: _root(parents, person) for person in tuple(parents)}
    members: dict[str, list[str]] = {}
    for person in sorted(canonical):
        members.setdefault(canonical[person], []).append(person)
    return PersonClusters(
        members={key: tuple(ids) for key, ids in members.items()},
        contradictions=tuple(
            (one, other)
            for one, other in sorted({*different})
            if one in canonical and canonical[one] == canonical.get(other)
        ),
        _canonical=canonical,
    )


def _root(parents: dict[str, str], person: str) -> str:
    """Return the smallest id of the group a person is in so far."""
    parent = parents.setdefault(person, person)
    while parent != parents[parent]:
        parents[person] = parents[parent]
        person, parent = parent, parents[parent]
    return parent
