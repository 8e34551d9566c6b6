"""How alike two names are, word by word, however they are written.

A word is the same, sounds the same, is mistyped, or is the initial of the other.
Words of one name that the other lacks are left over: *Juan Quispe* and *Juan Carlos
Quispe Mamani* may be one; *María* and *Rosa Quispe Mamani*, which leave a word on
both sides, are two.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import OSA

from workshop_app.domain.names import folded, phonetic_key
from workshop_app.domain.vocabulary import Likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SOUNDS: Final = 1
"""Points that a word loses if it only sounds the same."""

MISTYPED: Final = 3
"""Points that a word loses if it is mistyped."""

INITIAL: Final = 1
"""Points of an initial."""

WORD_MORE: Final = 1
"""Points lost for each word that one name lacks."""

SHUFFLED: Final = 2
"""Points lost where the words come in another order.

Surnames before given names are none: lists are written so.
"""

_LONGEST: Final = 300
"""Signs of a name that are looked at; it has fewer."""

_MOST_WORDS: Final = 8
_PARTICLES: Final = frozenset(
    {"da", "de", "del", "dela", "delas", "delos", "do", "dos", "el", "la", "las"}
    | {"los", "vda", "y"}
)
_TIED: Final = re.compile(r"^de(?:la|las|los)(?=\w{4})")

_SHORTEST: Final = 4
_SHORT: Final = 5
"""Letters below which another letter is another name: *Yeni* is not *Yuni*."""

_LONG: Final = 8
"""Letters from which two slips may be in one word."""

_ENDINGS: Final = frozenset("aeo")
_WORST_LAST: Final = tuple(Likeness)


class Word(NamedTuple):
    """A word of a name, as it is spelled and as it sounds."""

    spelled: str
    sound: str


Name = tuple[Word, ...]
"""The telling words of a name, in the order they were written."""


class NameLikeness(NamedTuple):
    """What two names have in common.

    Attributes:
        points: What that earns.
        likeness: The worst that had to be forgiven.
    """

    points: int
    likeness: Likeness


def name_of(text: str) -> Name:
    """Return the telling words of a name: without *de*, *la*, *y* and the like."""
    words = [_TIED.sub("", word) for word in folded(text[:_LONGEST]).split()]
    telling = [word for word in words if word not in _PARTICLES] or words
    return tuple(
        Word(word, phonetic_key(word) or word) for word in telling[:_MOST_WORDS]
    )


def name_likeness(
    one: Name, other: Name, worth: Callable[[str], int]
) -> NameLikeness | None:
    """Return what two names have in common, or None if they are two names.

    Args:
        one: A name.
        other: Another.
        worth: Points of a word in common, by its sound.
    """
    if one == other:
        return NameLikeness(sum(worth(word.sound) for word in one), Likeness.SAME)
    points, found = 0, {Likeness.SAME}
    one, other = sorted((one, other))  # whoever is named first
    mine, yours = dict(enumerate(one)), dict(enumerate(other))
    places: dict[int, int] = {}
    for likeness, alike, earned in _WAYS:
        for here, there in _pairs(mine, yours, alike):
            points += earned(max(worth(one[here].sound), worth(other[there].sound)))
            found.add(likeness)
            places[here] = there
    left = (*mine.values(), *yours.values())
    if mine and yours:
        if not _is_slip(_joined(mine), _joined(yours)):
            return None
        points += max(worth(word.sound) for word in left) - MISTYPED
        found.add(Likeness.MISTYPED)
    elif left:
        points -= WORD_MORE * len(left)
        found.add(Likeness.SHORTER)
    turns = _turns([places[here] for here in sorted(places)])
    if turns:
        points -= SHUFFLED * (turns > 1)
        found.add(Likeness.OTHER_ORDER)
    return NameLikeness(points, max(found, key=_WORST_LAST.index))


def _pairs(
    mine: dict[int, Word], yours: dict[int, Word], alike: Callable[[Word, Word], bool]
) -> Iterator[tuple[int, int]]:
    """Take the words that are alike out of both, and yield where they stood."""
    for here, word in tuple(mine.items()):
        there = next((at for at, one in yours.items() if alike(word, one)), None)
        if there is not None:
            del mine[here], yours[there]
            yield here, there


def _turns(places: Sequence[int]) -> int:
    """Return 0 for words in order, 1 for one cut, as in cards; else more."""
    falls = sum(a > b for a, b in pairwise(places))
    return falls + (falls > 0 and places[-1] > places[0])


def _joined(words: dict[int, Word]) -> str:
    return "".join(word.spelled for word in words.values())


def _are_one(one: Word, other: Word) -> bool:
    return one.spelled == other.spelled


def _sound_alike(one: Word, other: Word) -> bool:
    return one.sound == other.sound


def _is_initial(one: Word, other: Word) -> bool:
    first, second = one.spelled, other.spelled
    is_one = len(first) == 1 or len(second) == 1
    return is_one and first[0] == second[0]


def _are_mistyped(one: Word, other: Word) -> bool:
    return _is_slip(one.spelled, other.spelled)


def _is_slip(one: str, other: str) -> bool:
    """Whether a slip of the pen may have made one word of the other.

    *Mario* and *María*, *Juan* and *Juana* are brother and sister.
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    most = 1 + (len(short) >= _LONG)
    if len(short) < _SHORTEST or len(long) - len(short) > most:
        return False
    slips = OSA.distance(short, long, score_cutoff=most)
    if slips > most or (slips and _are_man_and_woman(short, long)):
        return False
    return len(short) >= _SHORT or sorted(short) == sorted(long)


def _are_man_and_woman(short: str, long: str) -> bool:
    if long == f"{short}a":
        return True
    return short[:-1] == long[:-1] and {short[-1], long[-1]} <= _ENDINGS


_WAYS: Final = (
    (Likeness.SAME, _are_one, lambda points: points),
    (Likeness.SOUNDS_ALIKE, _sound_alike, lambda points: points - SOUNDS),
    (Likeness.SHORTER, _is_initial, lambda _: INITIAL),
    (Likeness.MISTYPED, _are_mistyped, lambda points: points - MISTYPED),
)
