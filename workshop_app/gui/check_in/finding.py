"""Who somebody at the door may be: asked at every key, answered from memory alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from workshop_app.domain.document_number import DNI_DIGITS, document_key
from workshop_app.domain.names import folded, phonetic_key
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.person_finder import Known, PersonFinder
from workshop_app.domain.vocabulary import Bloc
from workshop_app.gui.check_in.roll import Line, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from workshop_app.errors import AppError
    from workshop_app.gui.context import AppContext
    from workshop_app.services.progress import Progress
    from workshop_app.store import Committed, Reader, Store

MOST: Final = 6
"""Suggestions shown: as many as are read at a glance."""

_MANY: Final = 2_000
"""People touched by one deed from which on all are read anew, in the lane."""

_ALIKE: Final = 88
"""From this likeness on, of 100, two whole names may well be one person."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """Somebody who may be meant.

    Attributes:
        score: How alike to what was typed, 0 to 100.
        fits: Whether everything typed is in the name, number or organization.
        line: How they stand on the list of the session; None if not on it.
    """

    person: str
    name: str
    organization: str
    number: str
    bloc: Bloc
    score: int
    fits: bool
    line: Line | None


@dataclass(frozen=True)
class Gathered:
    """Everybody who can be found.

    Attributes:
        known: By id.
        blocs: The bloc of each organization, by its name.
    """

    finder: PersonFinder
    known: dict[str, Known]
    blocs: dict[str, Bloc]


def gather(store: Store, progress: Progress) -> Gathered:
    """Make everybody of a process findable; takes a second for each 40,000.

    Raises:
        Cancelled: If nobody waits for it any more.
    """
    with store.read() as reader:
        organizations = reader.all(Organization)
        progress.at(1, 3)
        people = reader.all(Person)
        progress.at(2, 3)
    names = {one.id: one.name for one in organizations}
    known = [_known(one, names) for one in people]
    return gathered(known, {one.name: one.bloc for one in organizations})


def gathered(known: Sequence[Known], blocs: dict[str, Bloc]) -> Gathered:
    """Make some people findable."""
    return Gathered(PersonFinder(known), {one.id: one for one in known}, blocs)


class PersonIndex(QObject):
    """Everybody of the process and, before them, those on the list of the session.

    The list is there at once; the whole process as soon as the lane has read it.
    """

    ready = Signal()

    def __init__(
        self,
        context: AppContext,
        parent: QObject,
        *,
        gathering: Callable[[Store, Progress], Gathered] = gather,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._gathering = gathering
        self._all = gathered((), {})
        self._listed = PersonFinder()
        self._lines: dict[str, Line] = {}
        self._asked = False
        self._meanwhile: set[str] | None = None

    def gather(self) -> None:
        """Read everybody in the lane, unless that was asked for before."""
        if not self._asked:
            self._asked = True
            self._meanwhile = set()
            self._context.start(
                partial(self._gathering, self._context.store),
                on_done=self._gathered,
                on_error=self._failed,
            )

    def take(self, found: Gathered) -> None:
        """Answer from these people from now on."""
        self._all = found
        self.ready.emit()

    def hold(self, lines: Iterable[Line]) -> None:
        """Take the list of the session as it is now."""
        before, self._lines = self._lines, {one.person: one for one in lines}
        for gone in before.keys() - self._lines.keys():
            self._listed.drop(gone)
        for one in self._lines.values():
            known = before.get(one.person)
            if known is None or _found_by(known) != _found_by(one):
                self._listed.put(one.person, one.name, one.number, one.organization)

    def follow(self, done: Committed) -> None:
        """Take in what a deed changed."""
        if not done.kinds & {Person.kind, Organization.kind}:
            return
        if len(done.ids) > _MANY:
            self._asked = False
            self.gather()
            return
        if self._meanwhile is not None:
            self._meanwhile |= done.ids
        with self._context.store.read() as reader:
            self._refresh(reader, done.ids)

    def line(self, person: str) -> Line | None:
        """Return how somebody stands on the list."""
        return self._lines.get(person)

    def suggest(self, text: str) -> list[Suggestion]:
        """Return who may be meant: who fits, those on the list first."""
        matches = {one.id: one.score for one in self._listed.find(text, MOST)}
        for one in self._all.finder.find(text, MOST):
            matches.setdefault(one.id, one.score)
        wanted = _Wanted.of(text)
        found = [self._suggestion(key, score, wanted) for key, score in matches.items()]
        found.sort(key=_rank)
        return found[:MOST]

    def like(self, name: str) -> list[Suggestion]:
        """Return those whose whole name is very like another."""
        if len(folded(name).split()) <= 1:
            return []
        return [one for one in self.suggest(name) if one.score >= _ALIKE]

    def holder(self, number: str) -> Suggestion | None:
        """Return who has a document number, whatever its spaces and check character."""
        for one in self.suggest(number):
            if number_key(one.number) == number_key(number):
                return one
        return None

    def _gathered(self, found: Gathered) -> None:
        """Take what the lane read, and what changed while it read."""
        changed, self._meanwhile = self._meanwhile, None
        self.take(found)
        if changed:
            with self._context.store.read() as reader:
                self._refresh(reader, changed)

    def _refresh(self, reader: Reader, touched: Collection[str]) -> None:
        ids = list(touched)
        changed = {one.id: one for one in reader.all(Person, id=ids)}
        named = reader.all(Organization, id=ids)
        self._all.blocs.update((one.name, one.bloc) for one in named)
        of_them = reader.all(Person, organization=[one.id for one in named])
        changed.update((one.id, one) for one in of_them)
        wanted = {one.organization for one in changed.values() if one.organization}
        names = {one.id: one.name for one in reader.all(Organization, id=wanted)}
        for gone in ids:
            if gone not in changed and self._all.known.pop(gone, None) is not None:
                self._all.finder.drop(gone)
        for person in changed.values():
            known = self._all.known[person.id] = _known(person, names)
            self._all.finder.put(*known)

    def _suggestion(self, key: str, score: int, wanted: _Wanted) -> Suggestion:
        line = self._lines.get(key)
        if line is None:
            known = self._all.known[key]
            bloc = self._all.blocs.get(known.also, Bloc.OTHER)
        else:
            known = Known(line.person, line.name, line.number, line.organization)
            bloc = line.bloc
        return Suggestion(
            person=key,
            name=known.name,
            organization=known.also,
            number=known.number,
            bloc=bloc,
            score=score,
            fits=wanted.fits(known),
            line=line,
        )

    def _failed(self, error: AppError) -> None:
        self._asked = False
        self._context.say(str(error))


@dataclass(frozen=True)
class _Wanted:
    """What was typed, taken apart once for all suggestions."""

    number: str
    words: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, text: str) -> _Wanted:
        if is_number(text):
            return cls(number_key(text), ())
        words = folded(text).split()
        return cls("", tuple((word, phonetic_key(word)) for word in words))

    def fits(self, known: Known) -> bool:
        """Say whether this is somebody's: a number whole, each word begun."""
        if self.number:
            return number_key(known.number) == self.number
        spelled, sounding = _sought_in(f"{known.name} {known.also} {known.number}")
        return bool(self.words) and all(
            f" {word}" in spelled or (sound and f" {sound}" in sounding)
            for word, sound in self.words
        )


@lru_cache(maxsize=4_096)
def _sought_in(text: str) -> tuple[str, str]:
    """Return a text as it is spelled and as it sounds; the next key asks again."""
    there = folded(text)
    return f" {there}", f" {phonetic_key(there)}"


def is_number(text: str) -> bool:
    """Say whether a document number was typed or scanned, rather than a name."""
    return any(map(str.isdecimal, text)) and " " not in text.strip()


def number_key(number: str) -> str:
    """Return what two writings of a document number have in common.

    Nine signs of which eight are digits are a DNI with its check character.
    """
    key = document_key(number)
    if len(key) == DNI_DIGITS + 1 and key[:DNI_DIGITS].isdecimal():
        return key[:DNI_DIGITS]
    return key


def _known(person: Person, names: dict[str, str]) -> Known:
    named = names.get(person.organization or "", "")
    return Known(person.id, person.name, person.document_number, named)


def _found_by(line: Line) -> tuple[str, str, str]:
    return line.name, line.number, line.organization


def _rank(one: Suggestion) -> tuple[bool, int, int]:
    """Order by who fits, then who is awaited, who is there, and who else there is."""
    line = one.line
    if line is None:
        return not one.fits, 2, -one.score
    return not one.fits, int(line.place is Place.INSIDE), -one.score
