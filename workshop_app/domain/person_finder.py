"""Finding people while somebody types, however they spell the name.

Held in memory and asked at every key, so alike on every kind of store.  Each typed
word may be the beginning of a word of the name or of the organization, or sound like
it (`names.phonetic_key`), in any order.  Where too few people have them all, words
that sound nearly so and people who have only two of them are looked at as well.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz, process

from workshop_app.domain.document_number import DNI_DIGITS, document_key
from workshop_app.domain.names import phonetic_key, phonetic_start
from workshop_app.domain.word_book import (
    WordBook,
    key_of,
    spoken,
    words_in,
    words_of_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_LONGEST: Final = 300
"""Signs of a text that are looked at; a name has fewer."""

_MOST_WORDS: Final = 8
_MOST_RANKED: Final = 1_000
"""People compared one by one; more would be felt between two keys."""

_SHORTLIST: Final = 6
"""Times as many people as asked for are compared word by word."""

_SWIFTER: Final = 8
"""Times more rows that a set can look up than be read one by one."""

_RARE: Final = 200
"""A word of fewer people than this may be mistyped."""

_SHORT: Final = 3
"""A beginning shorter than this says too little to be taken for another word's."""

_MOST_KEPT: Final = 32
_WHOLE: Final = 100


class Known(NamedTuple):
    """Somebody to be found.

    Attributes:
        id: Theirs.
        name: Whole, in any order.
        number: Of the identity document, however written; may be empty.
        also: What else finds them: the name of the organization.
    """

    id: str
    name: str
    number: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody found.

    Attributes:
        id: Theirs.
        score: How alike the whole name (or number) is to what was typed, 0 to 100.
    """

    id: str
    score: int


@dataclass(frozen=True, slots=True)
class _Sought:
    """A typed word: how it is spelled, how it sounds, how what it begins sounds."""

    word: str
    sound: str
    start: str

    @property
    def is_number(self) -> bool:
        """Whether it may be the beginning of a document number."""
        return _has_digit(self.word)


class PersonFinder:
    """People, findable by the beginnings of names and numbers."""

    def __init__(self, people: Iterable[Known] = ()) -> None:
        self._stands_for: Mapping[str, str] = {}
        self._rows: dict[str, int] = {}
        self._free: list[int] = []
        # A row of each: id, key of the name, document number, key of what else.
        self._ids: list[str] = []
        self._keys: list[str] = []
        self._numbers: list[str] = []
        self._others: list[str] = []
        self._by_number = array("I")
        self._names = WordBook()
        self._beside = WordBook()
        self._folded: dict[str, tuple[str, ...]] = {}
        self._other_keys: dict[str, str] = {}
        self._kept: dict[tuple[_Sought, bool], frozenset[int]] = {}
        for one in {one.id: one for one in people}.values():
            self._place(one)
        rows = (row for row in self._rows.values() if self._numbers[row])
        self._by_number = array("I", sorted(rows, key=self._numbers.__getitem__))

    def __len__(self) -> int:
        """Return how many people there are."""
        return len(self._rows)

    def put(self, id: str, name: str, number: str = "", also: str = "") -> None:  # noqa: A002 the word of the records
        """Make somebody findable, instead of what was known of that id.

        Args:
            id: Theirs.
            name: Whole, in any order.
            number: Of the identity document, however written.
            also: What else finds them: the name of the organization.
        """
        self.drop(id)
        row = self._place(Known(id, name, number, also))
        if self._numbers[row]:
            insort(self._by_number, row, key=self._numbers.__getitem__)

    def drop(self, id: str) -> None:  # noqa: A002 the word of the records
        """Make somebody unfindable; nothing happens if they already are."""
        row = self._rows.pop(id, None)
        if row is None:
            return
        self._kept.clear()
        self._names.remove(set(words_of_key(self._keys[row])), row)
        self._beside.remove(set(words_of_key(self._others[row])), row)
        number, of = self._numbers[row], self._numbers.__getitem__
        if number:
            first = bisect_left(self._by_number, number, key=of)
            del self._by_number[self._by_number.index(row, first)]
        self._ids[row] = self._keys[row] = self._numbers[row] = self._others[row] = ""
        self._free.append(row)

    def stand_for(self, stands_for: Mapping[str, str]) -> None:
        """Show others in the place of some, found by the words of both.

        Args:
            stands_for: By id, whoever is shown instead: entries of one person.
        """
        self._stands_for = dict(stands_for)

    def find(self, text: str, limit: int = 8) -> tuple[Match, ...]:
        """Return the people somebody most likely means, the likeliest first.

        The last word may be unfinished.  Digits alone are the beginning of a number;
        among words, they narrow.

        Args:
            text: What was typed so far.
            limit: At most so many.
        """
        if not self._stands_for:
            return self._found(text, limit)
        shown: dict[str, Match] = {}
        for match in self._found(text, 2 * limit):
            other = self._stands_for.get(match.id, match.id)
            key = other if other in self._rows else match.id
            shown.setdefault(key, Match(key, match.score))
        return tuple(islice(shown.values(), limit))

    def _found(self, text: str, limit: int) -> tuple[Match, ...]:
        text = text[:_LONGEST]
        key = _number_key(text)
        if _has_digit(key):
            numbered = self._numbered(key)[:limit]
            if numbered:
                return tuple(self._by_share(row, key) for row in numbered)
        words = words_in(text)
        if not words:
            return ()
        sought = _sought(words)
        named = [w for w in words if not (_has_digit(w) and self._numbered(w))]
        found: dict[str, Match] = {}
        for rows in self._tiers(sought, limit):
            if len(found) < limit:
                for match in self._ranked(named, rows, limit):
                    found.setdefault(match.id, match)
        return tuple(islice(found.values(), limit))

    def _place(self, one: Known) -> int:
        """Give somebody a row, everywhere but in the order of numbers."""
        self._kept.clear()
        row = self._free.pop() if self._free else len(self._ids)
        if row == len(self._ids):
            for column in (self._ids, self._keys, self._numbers, self._others):
                column.append("")
        words = spoken([w for token in one.name.split() for w in self._words(token)])
        self._names.add(dict.fromkeys(words), row)
        self._rows[one.id] = row
        self._ids[row] = one.id
        self._keys[row] = key_of(words, self._names.sounds(words))
        self._numbers[row] = _number_key(one.number)
        self._others[row] = self._other(one.also, row)
        return row

    def _words(self, token: str) -> tuple[str, ...]:
        """Return the words of a token, which many people share."""
        words = self._folded.get(token)
        if words is None:
            words = self._folded[token] = words_in(token)
        return words

    def _other(self, also: str, row: int) -> str:
        """Note what else finds a row; return its key, one for all who have it."""
        key = self._other_keys.get(also)
        words = words_in(also) if key is None else words_of_key(key)
        self._beside.add(dict.fromkeys(words), row)
        if key is None:
            key = key_of(words, self._beside.sounds(words))
            self._other_keys[also] = key
        return key

    def _numbered(self, key: str) -> array[int]:
        """Return the rows whose number begins so, in order of number.

        Also those whose DNI is it but for the check character.
        """
        of = self._numbers.__getitem__
        first = bisect_left(self._by_number, key, key=of)
        after = bisect_left(self._by_number, key + chr(0x10FFFF), key=of)
        if first == after and len(key) == DNI_DIGITS + 1:
            key = key[:DNI_DIGITS]
            first = bisect_left(self._by_number, key, key=of)
            after = bisect_right(self._by_number, key, key=of)
        return self._by_number[first:after]

    def _by_share(self, row: int, key: str) -> Match:
        share = min(_WHOLE, _WHOLE * len(key) // len(self._numbers[row]))
        return Match(self._ids[row], share)

    def _tiers(self, sought: Sequence[_Sought], limit: int) -> Iterator[list[int]]:
        """Yield rows to rank: as those of one word are spelled, then as they sound."""
        if len(sought) == 1:
            yield _some(chain(*self._spelled(sought[0])))
            yield _some(chain(*self._sounding(sought[0])))
            yield self._having_some(sought)
        else:
            rows = self._having_all(sought)
            if len(rows) < limit:
                rows = list(dict.fromkeys(rows + self._having_some(sought)))
            yield rows

    def _having_all(self, sought: Sequence[_Sought]) -> list[int]:
        """Return rows that have every word, the last of them perhaps unfinished."""
        *finished, last = sought
        base = frozenset.intersection(*map(self._rows_of, finished))
        bearers = [*self._spelled(last), *self._sounding(last)]
        if last.is_number or sum(map(len, bearers)) < _SWIFTER * len(base):
            return _some(base.intersection(chain(*bearers)))
        return _some(self._beginning(base, last))

    def _beginning(self, base: Iterable[int], sought: _Sought) -> Iterator[int]:
        """Yield those rows of some that have a word that begins so."""
        spelled = f" {sought.word}"
        spoken = f" {sought.start}" if sought.start else spelled
        keys, others = self._keys, self._others
        for row in base:
            key, other = keys[row], others[row]
            if spoken in key or spelled in key or spoken in other or spelled in other:
                yield row

    def _having_some(self, sought: Sequence[_Sought]) -> list[int]:
        """Return rows that have two of the words or nearly so, the rarest first."""
        telling = [one for one in sought if len(one.sound) >= _SHORT or one.is_number]
        sets = sorted((self._rows_near(one) for one in telling), key=len)
        if len(sets) == 1:
            return _some(sets[0])
        return _some(chain(*(a & b for a, b in combinations(sets, 2))))

    def _spelled(self, sought: _Sought) -> list[array[int]]:
        word = sought.word
        numbers = [self._numbered(word)] if sought.is_number else []
        return [*numbers, *self._names.spelled(word), *self._beside.spelled(word)]

    def _sounding(self, sought: _Sought) -> list[array[int]]:
        word, start = sought.word, sought.start
        return [*self._names.sounding(word, start), *self._beside.sounding(word, start)]

    def _rows_of(self, sought: _Sought) -> frozenset[int]:
        """Return the rows that have a word, kept while the next is being typed."""
        kept = self._kept.get((sought, False))
        if kept is None:
            rows = frozenset(chain(*self._spelled(sought), *self._sounding(sought)))
            kept = self._keep((sought, False), rows)
        return kept

    def _rows_near(self, sought: _Sought) -> frozenset[int]:
        """Return the rows that have a word; if it is a rare one, also those near it."""
        kept = self._kept.get((sought, True))
        if kept is None:
            rows = self._rows_of(sought)
            if len(rows) < _RARE:
                rows = rows.union(*self._names.near(sought.sound))
            kept = self._keep((sought, True), rows)
        return kept

    def _keep(self, of: tuple[_Sought, bool], rows: frozenset[int]) -> frozenset[int]:
        if len(self._kept) >= _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        self._kept[of] = rows
        return rows

    def _ranked(
        self, words: Sequence[str], rows: list[int], limit: int
    ) -> tuple[Match, ...]:
        """Return the rows most alike to the words; equals in the order of the rows.

        Half of what counts is the whole, half the words that differ: a slip in a
        first letter, which puts it elsewhere in the order, costs no more than others.
        """
        rows.sort()
        key = key_of(words, map(phonetic_key, words))
        alike = process.extract(
            key,
            [self._keys[row] for row in rows],
            scorer=fuzz.ratio,
            limit=limit * _SHORTLIST,
        )
        scores = sorted(
            (-(score + fuzz.token_set_ratio(key, name)) / 2, rows[at])
            for name, score, at in alike
        )
        return tuple(Match(self._ids[row], round(-of)) for of, row in scores[:limit])


def _sought(words: Iterable[str]) -> list[_Sought]:
    """Return the different words to look for; only the last may be unfinished."""
    *finished, last = islice(dict.fromkeys(words), _MOST_WORDS)
    sought = [_Sought(word, *[phonetic_key(word)] * 2) for word in finished]
    return [*sought, _Sought(last, phonetic_key(last), phonetic_start(last))]


def _some(rows: Iterable[int]) -> list[int]:
    """Return different rows, no more than can be ranked."""
    return list(dict.fromkeys(islice(rows, _MOST_RANKED)))


def _number_key(number: str) -> str:
    return document_key(number).casefold()


def _has_digit(text: str) -> bool:
    return any(map(str.isdecimal, text))
