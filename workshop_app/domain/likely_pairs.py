"""Which entries of the register may be one person, found without comparing all.

Only those are compared that have something telling in common: a document number, a
telephone or an e-mail address; two words of the name, by sound; or one word of the
name and the organization, the district, or a word of the address.  What more than a
few people have in common tells too little to begin with, and so the work grows with
the people and not with their square.  Nothing is decided here: people decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING, Final

from workshop_app.domain.person_likeness import (
    SHOWN,
    Chance,
    Likelihood,
    Traits,
    traits_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from workshop_app.domain.person import Person

_MOST_OF_WORDS: Final = 24
"""People with the same words; of more, there are other words that fewer have."""

_MOST_OF_ONE: Final = 6
"""People with one rare word, or one number."""

_TELLING_WORDS: Final = 3
"""Words of an address that are looked up, the rarest."""


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two entries that may be one person.

    Attributes:
        one, other: Their ids, the smaller first.
        chance: How likely, and by what evidence.
    """

    one: str
    other: str
    chance: Chance


def likely_pairs(
    people: Iterable[Person],
    *,
    least: int = SHOWN,
    at: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[LikelyPair, ...]:
    """Return the pairs that may be one person, the likeliest first.

    Args:
        people: Everybody on record.
        least: The score in percent from which a pair is told.
        at: Called with how many people have been looked at, and of how many.
    """
    traits = sorted(map(traits_of, people), key=lambda one: one.id)
    likelihood = Likelihood(traits)
    partners = _partners(traits)
    found = []
    for done, (one, others) in enumerate(zip(traits, partners, strict=True)):
        at(done, len(traits))
        for row in others:
            chance = likelihood.chance(one, traits[row])
            if chance is not None and chance.score >= least:
                found.append(LikelyPair(one.id, traits[row].id, chance))
    found.sort(key=lambda pair: (-pair.chance.score, pair.one, pair.other))
    return tuple(found)


def _partners(people: Sequence[Traits]) -> list[set[int]]:
    """Return for each person the rows after theirs that they are compared with."""
    in_address = Counter(chain.from_iterable(set(p.address.split()) for p in people))
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for row, person in enumerate(people):
        for key in _keys(person, in_address):
            blocks[key].append(row)
    partners: list[set[int]] = [set() for _ in people]
    for key, rows in blocks.items():
        if 1 < len(rows) <= (_MOST_OF_ONE if key[0] == "1" else _MOST_OF_WORDS):
            for at, row in enumerate(rows[:-1], 1):
                partners[row].update(rows[at:])
    return partners


def _keys(person: Traits, in_address: Counter[str]) -> Iterator[str]:
    """Yield what else somebody must have in common with a person, to be compared."""
    for kind, value in (
        ("#", person.number),
        ("t", person.telephone),
        ("@", person.email),
    ):
        if value:
            yield f"1{kind}{value}"
    sounds = sorted({word.sound for word in person.name})
    for sound in sounds:
        yield f"1n{sound}"
    for pair in combinations(sounds, 2):
        yield "2n" + " ".join(pair)
    address = sorted(
        set(person.address.split()), key=lambda word: (in_address[word], word)
    )
    beside = [
        *(f"a{word}" for word in address[:_TELLING_WORDS]),
        *([f"o{person.organization}"] if person.organization else ()),
        *([f"p{person.place}"] if person.place else ()),
    ]
    for what in beside:
        for sound in sounds:
            yield f"2{what} {sound}"
