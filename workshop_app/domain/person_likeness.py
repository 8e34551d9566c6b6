"""How likely two entries of the register are one person, and by what evidence.

Each piece of evidence earns or costs points; a point doubles or halves the odds
(Fellegi and Sunter, 1969, in whole numbers).  What two entries have in common earns
``log2((people + 200) / bearers)`` points, so that *Ñahui* says more than *Quispe*, and
no more than the most of its row:

=================  ==================================================================
document number    The same: even odds and 8 points.  Valid, of one type and
                   different: never shown; but one slip apart, with the same name or,
                   unless they follow one another as those of twins do, a name nearly
                   so: 4.  Different, and not as numbers of that type are: -4; one slip
                   apart: 4.
word of the name   The same: at most 10.  It sounds the same: 1 less.  Mistyped: 3
                   less.  An initial: 1.  A word that the other name lacks: -1.
name               A word left on both sides is another name: never shown; with the
                   same document number, -5.  Words shuffled, but for surnames before
                   given names: -2.
e-mail             At most 10.
telephone          At most 8.
address            The same: at most 8.  Nearly: at most 6.
organization       At most 4.
place              At most 3.  Another: -1.
sex                Another: -8.
=================  ==================================================================

One in so many people is anybody's double, so ``log2(people + 200)`` points make the
odds even.  The score is the chance that follows, in percent.  Relatives share names,
house and telephone, which is why a given name that differs is not made up for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from workshop_app.domain.document_number import document_key, doubt_about
from workshop_app.domain.name_likeness import (
    Name,
    NameLikeness,
    name_likeness,
    name_of,
)
from workshop_app.domain.names import folded
from workshop_app.domain.vocabulary import DocumentType, Likeness, Sex, Trait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from workshop_app.domain.person import Person

SHOWN: Final = 85
"""The least score, in percent, that is put before people."""

_ELSEWHERE: Final = 200
"""People thought of beside those on record, so that a short list proves little."""

_SAME_NUMBER: Final = 8
_NEAR_NUMBER: Final = 4
_OTHER_NUMBER: Final = -4
_OTHER_NAME: Final = -5
_OTHER_PLACE: Final = -1
_OTHER_SEX: Final = -8
_NEAR_ADDRESS: Final = 6
_MOST: Final = {
    Trait.NAME: 10,
    Trait.EMAIL: 10,
    Trait.TELEPHONE: 8,
    Trait.ADDRESS: 8,
    Trait.ORGANIZATION: 4,
    Trait.PLACE: 3,
}

_LONGEST: Final = 300
"""Signs of an address that are looked at; it has fewer."""

_NEAR: Final = 80
"""Likeness in percent from which two addresses are nearly one."""

_WHOLE: Final = 100
_SURE: Final = 99
_CERTAIN: Final = 7
"""Points from which a score is no longer told apart from certainty."""

_NEIGHBOURS: Final = 10
"""Numbers that lie closer than this were given out together, as to twins."""

_DIGITS: Final = 9
"""Digits of a telephone, without the code of the country."""

_FEWEST_DIGITS: Final = 6
_CHECKED: Final = 9
_FILLERS: Final = frozenset({"12345678", "123456789", "87654321"})


class Evidence(NamedTuple):
    """One thing that speaks for one person, or against.

    Attributes:
        trait: By what they were compared.
        likeness: How alike they are in it.
        points: What that earns, or costs if below zero.
    """

    trait: Trait
    likeness: Likeness
    points: int


class Chance(NamedTuple):
    """How likely two entries are one person.

    Attributes:
        score: In percent.
        evidence: What for, the strongest first.
    """

    score: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Traits:
    """What a person is compared by, brought into one spelling; blank is not known.

    Attributes:
        number: Of the document, without its check character; blank if it is a filler.
        is_valid: Whether the number is as numbers of its type are.
        is_checked: Whether its check character vouches for it.
        address: Its words in order of the alphabet.
        place: After the system its code is of.
    """

    id: str
    name: Name
    number: str
    document_type: DocumentType
    is_valid: bool
    is_checked: bool
    email: str
    telephone: str
    address: str
    organization: str
    place: str
    sex: Sex | None


def traits_of(person: Person) -> Traits:
    """Return what a person is compared by."""
    kind, number = person.document_type, person.document_number
    key = document_key(number, kind)
    key = "" if len(set(key)) == 1 or key in _FILLERS else key
    is_valid = bool(key) and doubt_about(kind, number) is None
    whole = len(document_key(number)) == _CHECKED and kind is DocumentType.DNI
    digits = "".join(filter(str.isdecimal, person.telephone))
    return Traits(
        id=person.id,
        name=name_of(person.name),
        number=key,
        document_type=kind,
        is_valid=is_valid,
        is_checked=is_valid and whole,
        email=person.email.casefold(),
        telephone=digits[-_DIGITS:] if len(digits) >= _FEWEST_DIGITS else "",
        address=" ".join(sorted(folded(person.address[:_LONGEST]).split())),
        organization=person.organization or "",
        place=f"{person.place_system} {person.place}" if person.place else "",
        sex=None if person.sex is Sex.UNDECLARED else person.sex,
    )


class Numbers(Enum):
    """What the document numbers of two people say."""

    NOTHING = auto()
    SAME = auto()
    SLIP = auto()
    NEIGHBOURS = auto()
    DOUBTED = auto()
    APART = auto()


def numbers_of(one: Traits, other: Traits) -> Numbers:
    """Return what the document numbers of two people say."""
    if not one.number or not other.number:
        return Numbers.NOTHING
    if one.number == other.number:
        return Numbers.SAME
    are_valid = one.is_valid and other.is_valid
    if are_valid and one.document_type is not other.document_type:
        return Numbers.NOTHING
    if one.is_checked and other.is_checked:
        return Numbers.APART
    if OSA.distance(one.number, other.number, score_cutoff=1) > 1:
        return Numbers.APART if are_valid else Numbers.DOUBTED
    return Numbers.NEIGHBOURS if _are_neighbours(one, other) else Numbers.SLIP


def _are_neighbours(one: Traits, other: Traits) -> bool:
    numbers = (one.number, other.number)
    if not (one.is_valid and other.is_valid and all(map(str.isdecimal, numbers))):
        return False
    first, second = map(int, numbers)
    return abs(first - second) < _NEIGHBOURS


class Likelihood:
    """Compares the people of a register, by what is rare in it and what is common.

    Args:
        people: All of them.
    """

    def __init__(self, people: Sequence[Traits]) -> None:
        self._people = len(people) + _ELSEWHERE
        self._even = _log2(self._people)
        words = ({word.sound for word in one.name} for one in people)
        self._sounds = self._points(Trait.NAME, chain.from_iterable(words))
        self._same = [
            (trait, value, self._points(trait, map(value, people)))
            for trait, value in _VALUES
        ]

    def chance(self, one: Traits, other: Traits) -> Chance | None:
        """Return how likely two entries are one person, None if they are two."""
        numbers = numbers_of(one, other)
        if numbers is Numbers.APART:
            return None
        name = name_likeness(one.name, other.name, self._sounds.__getitem__)
        if numbers is not Numbers.SAME and not _may_be_one(name, numbers):
            return None
        found = [
            *self._by_number(numbers),
            *_by_name(name),
            *self._by_the_rest(one, other),
        ]
        found.sort(key=lambda evidence: -evidence.points)
        points = sum(evidence.points for evidence in found) - self._even
        return Chance(_percent(points), tuple(found))

    def _by_number(self, numbers: Numbers) -> Iterator[Evidence]:
        trait = Trait.DOCUMENT_NUMBER
        match numbers:
            case Numbers.SAME:
                yield Evidence(trait, Likeness.SAME, self._even + _SAME_NUMBER)
            case Numbers.SLIP | Numbers.NEIGHBOURS:
                yield Evidence(trait, Likeness.MISTYPED, _NEAR_NUMBER)
            case Numbers.DOUBTED:
                yield Evidence(trait, Likeness.DIFFERENT, _OTHER_NUMBER)
            case _:
                pass

    def _by_the_rest(self, one: Traits, other: Traits) -> Iterator[Evidence]:
        for trait, value, points in self._same:
            said = value(one)
            if said and said == value(other):
                yield Evidence(trait, Likeness.SAME, points[said])
        if _are_near(one.address, other.address):
            yield Evidence(Trait.ADDRESS, Likeness.MISTYPED, _NEAR_ADDRESS)
        if _differ(one.place, other.place) and one.place[:1] == other.place[:1]:
            yield Evidence(Trait.PLACE, Likeness.DIFFERENT, _OTHER_PLACE)
        if _differ(one.sex, other.sex):
            yield Evidence(Trait.SEX, Likeness.DIFFERENT, _OTHER_SEX)

    def _points(self, trait: Trait, said: Iterable[str]) -> dict[str, int]:
        """Return what each value earns if two people have it in common."""
        most = _MOST[trait]
        return {
            value: min(most, _log2(self._people // bearers))
            for value, bearers in Counter(said).items()
        }


def _may_be_one(name: NameLikeness | None, numbers: Numbers) -> bool:
    if name is None:
        return False
    is_spelled_so = name.likeness in {Likeness.SAME, Likeness.OTHER_ORDER}
    return is_spelled_so or numbers is not Numbers.NEIGHBOURS


def _by_name(name: NameLikeness | None) -> Iterator[Evidence]:
    if name is None:
        yield Evidence(Trait.NAME, Likeness.DIFFERENT, _OTHER_NAME)
    else:
        yield Evidence(Trait.NAME, name.likeness, name.points)


def _are_near(one: str, other: str) -> bool:
    """Whether two addresses are nearly one; of two streets, the numbers differ."""
    if not _differ(one, other) or fuzz.ratio(one, other) < _NEAR:
        return False
    numbers, others = (_numbers_in(address) for address in (one, other))
    return not (numbers and others and numbers.isdisjoint(others))


def _numbers_in(address: str) -> set[str]:
    return {word for word in address.split() if word.isdecimal()}


def _differ(one: object, other: object) -> bool:
    return bool(one and other and one != other)


def _log2(number: int) -> int:
    return number.bit_length() - 1


def _percent(points: int) -> int:
    """Return the chance that odds of so many powers of two stand for."""
    if points >= _CERTAIN:
        return _SURE
    odds = 1 << abs(points)
    return _WHOLE * odds // (odds + 1) if points >= 0 else _WHOLE // (odds + 1)


_VALUES: Final[tuple[tuple[Trait, Callable[[Traits], str]], ...]] = (
    (Trait.EMAIL, lambda one: one.email),
    (Trait.TELEPHONE, lambda one: one.telephone),
    (Trait.ADDRESS, lambda one: one.address),
    (Trait.ORGANIZATION, lambda one: one.organization),
    (Trait.PLACE, lambda one: one.place),
)
