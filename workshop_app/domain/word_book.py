"""Distinct words, how they sound, and where they occur: what finding people rests on.

Names repeat: a hundred thousand people share some thousands of words.  Looking for
words among the distinct ones, and only then for those who bear them, is what makes an
answer between two keys possible.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from workshop_app.domain.names import folded, phonetic_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_AFTER: Final = chr(0x10FFFF)
"""Comes after whatever continues a word."""

_NEAR: Final = 70
"""Likeness in percent from which a word may be another, mistyped."""

_MOST_NEAR: Final = 12


def words_in(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return spoken([word for token in text.split() for word in folded(token).split()])


def spoken(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words without mere signs, unless there is nothing else."""
    return tuple(word for word in words if word[0].isalnum()) or tuple(words)


def key_of(words: Sequence[str], sounds: Iterable[str]) -> str:
    """Return what two texts of the same words have in common, to compare them.

    The words, then their sounds: like spelling and like sound both count.  Both are
    in order of sound, which one name keeps however it is spelled.  A space precedes
    each, so that ` hua` in a key finds a word's beginning.
    """
    pairs = sorted(zip(sounds, words, strict=True))
    spelled = " ".join(word for _, word in pairs)
    spoken = " ".join(sound for sound, _ in pairs if sound)
    return f" {spelled}\n {spoken}"


def words_of_key(key: str) -> list[str]:
    """Return the words a key was made of."""
    return key.partition("\n")[0].split()


class WordBook:
    """Words and the numbers of the rows that hold them."""

    def __init__(self) -> None:
        self._rows: dict[str, array[int]] = {}
        self._sound_of: dict[str, str] = {}
        self._words: list[str] = []
        # Two lists side by side, in order of sound.
        self._sounds: list[str] = []
        self._spelled: list[str] = []
        self._of_length: defaultdict[int, dict[str, str]] = defaultdict(dict)

    def add(self, words: Iterable[str], row: int) -> None:
        """Note that a row holds words, each given once."""
        for word in words:
            rows = self._rows.get(word)
            if rows is None:
                rows = self._rows[word] = array("I")
                self._learn(word)
            if rows and row < rows[-1]:
                insort(rows, row)
            else:
                rows.append(row)

    def remove(self, words: Iterable[str], row: int) -> None:
        """Forget that a row holds words, each given once."""
        for word in words:
            rows = self._rows[word]
            del rows[bisect_left(rows, row)]
            if not rows:
                self._unlearn(word)

    def sounds(self, words: Iterable[str]) -> list[str]:
        """Return how words of this book sound."""
        return [self._sound_of[word] for word in words]

    def spelled(self, start: str) -> list[array[int]]:
        """Return the rows of each word spelled with this beginning."""
        return [self._rows[word] for word in self._beginning(start)]

    def sounding(self, start: str, sound: str) -> list[array[int]]:
        """Return the rows of each word that sounds with a beginning, however spelled.

        Those that are spelled with it are left out.
        """
        if not sound:
            return []
        first = bisect_left(self._sounds, sound)
        after = bisect_left(self._sounds, sound + _AFTER)
        words = self._spelled[first:after]
        return [self._rows[word] for word in words if not word.startswith(start)]

    def near(self, sound: str) -> list[array[int]]:
        """Return the rows of the few words that sound most like this one.

        They are as long as it, or longer or shorter by one sound.
        """
        length = len(sound)
        rows = []
        for near in (length, length - 1, length + 1):
            found = process.extract(
                sound,
                self._of_length.get(near, {}),
                scorer=fuzz.ratio,
                score_cutoff=_NEAR,
                limit=_MOST_NEAR,
            )
            rows += [self._rows[word] for _, _, word in found]
        return rows

    def _beginning(self, start: str) -> list[str]:
        first = bisect_left(self._words, start)
        return self._words[first : bisect_left(self._words, start + _AFTER)]

    def _learn(self, word: str) -> None:
        sound = self._sound_of[word] = phonetic_key(word)
        self._words.insert(bisect_left(self._words, word), word)
        at = bisect_left(self._sounds, sound)
        self._sounds.insert(at, sound)
        self._spelled.insert(at, word)
        self._of_length[len(sound)][word] = sound

    def _unlearn(self, word: str) -> None:
        sound = self._sound_of.pop(word)
        del self._rows[word]
        del self._words[bisect_left(self._words, word)]
        at = self._spelled.index(word, bisect_left(self._sounds, sound))
        del self._sounds[at], self._spelled[at], self._of_length[len(sound)][word]
