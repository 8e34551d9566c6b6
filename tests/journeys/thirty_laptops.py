"""The sample process, made by an office and thirty laptops, and what goes wrong.

Four waves begin from what the office knew by then: ten laptops at the doors, twelve in
the working groups, four at the votes, four that answer.  What goes wrong is written
down in `Planted` as it must be told by whoever merges the files.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from tests.services.two_laptops import amend
from workshop_app.clock import SteppingClock
from workshop_app.domain.attendance import Movement
from workshop_app.domain.ballot import Vote
from workshop_app.domain.contribution import Contribution, ContributionDraft
from workshop_app.domain.identity import vote_id
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Bloc, VoteChoice
from workshop_app.domain.waiver import Gate
from workshop_app.i18n import Language, language
from workshop_app.ids import SeededIds
from workshop_app.services import (
    admitting,
    attendances,
    contributions,
    exchanging,
    processes,
    roll_calls,
    waiving,
)
from workshop_app.services.arrivals import WalkIn, walk_in
from workshop_app.services.disagreements import key_of
from workshop_app.services.exchanging import Audience
from workshop_app.services.gathering import grouped
from workshop_app.services.sample import Making
from workshop_app.services.sample_texts import attendance_facts, called_votes, moment
from workshop_app.store import Store
from workshop_app.store.arrivals import outgoing

if TYPE_CHECKING:
    from workshop_app.services.sample import Step

OPEN: Final = Audience(anybody=True)
WAVES: Final = {"door": 10, "group": 12, "vote": 4, "answer": 4}
_WAVE: Final = {
    "_mark": "door",
    "_move": "door",
    "_write": "group",
    "_put_to_the_vote": "vote",
    "_record_votes": "vote",
    "_decide": "answer",
    "_record_stance": "answer",
}
_ROLL_CALL: Final = "fiscalizacion"
_DEAF: Final = timedelta(days=56 * 365)
_EARLY: Final = timedelta(days=73 * 365)
_WRONG: Final = {"door-6": -_DEAF, "group-3": _EARLY}
"""Laptops whose clock stands at 1970 and at 2099."""
_DELTAS: Final = {"group", "answer"}
"""Waves that hand over only what is new."""


class WrongClock(SteppingClock):
    """A clock that is as wrong as it ever was, whatever happens."""

    def __init__(self, start: datetime, wrong_by: timedelta) -> None:
        super().__init__(start + wrong_by)
        self._wrong_by = wrong_by

    def set(self, moment: datetime) -> None:
        super().set(moment + self._wrong_by)


@dataclass
class Laptop:
    """A computer of the process, with a folder for its keys."""

    name: str
    path: Path
    home: Path
    clock: SteppingClock
    start: Path
    base: tuple[tuple[str, str], ...] = ()
    store: Store = field(init=False)

    def begin(self) -> Self:
        ids = SeededIds(self.name, self.clock)
        self.store = exchanging.begin_from_file(
            str(self.path),
            self.start,
            plain=True,
            clock=self.clock,
            ids=ids,
            home=self.home,
        )
        with outgoing(self.store) as out:
            self.base = tuple((device, tip) for device, tip, _ in out.heads)
        return self

    def copied(self, name: str) -> Laptop:
        """Copy the folders of a laptop, as nobody should, and begin to use the copy."""
        self.store.close()
        path, home = self.path.with_name(f"{name}.kuska"), self.home.with_name(name)
        shutil.copyfile(self.path, path)
        shutil.copytree(self.home, home)
        copy = replace(self, name=name, path=path, home=home)
        for one in (self, copy):
            ids = SeededIds(f"{one.name} again", one.clock)
            one.store = Store.open(
                str(one.path), clock=one.clock, ids=ids, home=one.home
            )
        return copy

    def hand_over(self, folder: Path, *, delta: bool = False) -> Path:
        path = folder / f"{self.name}.kuskax"
        base = self.base if delta else ()
        exchanging.export_file(self.store, path, OPEN, base=base)
        return path


@dataclass
class Planted:
    """What went wrong, as it must be told: so much, and nothing else."""

    forks: set[str] = field(default_factory=set)
    clocks: set[str] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    again: set[str] = field(default_factory=set)
    conflicts: set[str] = field(default_factory=set)
    duplicates: set[frozenset[str]] = field(default_factory=set)
    findings: set[tuple[str, str]] = field(default_factory=set)


class ThirtyLaptops:
    """Makes the process; its files are in one folder at the end.

    Attributes:
        files: In the order in which they were made.
        start: What every laptop and every coordinator may begin from.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sticks = folder / "sticks"
        self.sticks.mkdir()
        self.planted = Planted()
        self.files: list[Path] = []
        self._laptops: dict[str, Laptop] = {}
        with language(Language.SPANISH):
            self._make()

    @property
    def start(self) -> Path:
        return self.folder / "start-door.kuskax"

    def close(self) -> None:
        self._office[0].close()
        for one in self._laptops.values():
            one.store.close()

    def _make(self) -> None:
        home = self.folder / "office"
        self.making = Making(str(self.folder / "office.kuska"), None, home)
        self._office = self.making.store, self.making.clock
        todo = grouped(
            sorted(self.making.everything(), key=lambda each: each[0]),
            lambda each: self._wave_of(*each),
        )
        troubles = {"door": self._at_the_doors, "vote": self._at_the_votes}
        for wave in ("before", "door", "group", "vote", "close", "answer"):
            steps = todo[wave]
            if wave == "close":
                self._waive()
            if wave in WAVES:
                self._begin(wave)
            for at, step in steps:
                laptop = self._which(wave, step)
                name, table = _named(step)
                if (name, table.get("key")) == ("_record_votes", _ROLL_CALL):
                    assert laptop is not None
                    self._write_down_twice(laptop, table)
                self._do(laptop, at, step)
            if wave in troubles:
                troubles[wave]()
            if wave in WAVES:
                self._meet(wave)
        self._from_elsewhere()
        self._on_sticks()
        path = self.sticks / "office.kuskax"
        exchanging.export_file(self._office[0], path, OPEN)
        self.files.append(path)

    def _wave_of(self, at: datetime, step: Step) -> str:
        name, _ = _named(step)
        opened = moment(self.making.day, self.making.meeting["opened_at"])
        return _WAVE.get(name, "before" if at <= opened else "close")

    def _waive(self) -> None:
        """Let the session close over what its laptops disagree on."""
        store, _ = self._office
        reason = "Se resolverá en la oficina; la mesa lo sabe."
        waiving.waive(store, Gate.CONFLICTS, self.making.session, reason=reason)

    def _do(self, laptop: Laptop | None, at: datetime, step: Step) -> None:
        store, clock = (laptop.store, laptop.clock) if laptop else self._office
        self.making.store, self.making.clock = store, clock
        clock.set(at)
        step()

    def _which(self, wave: str, step: Any) -> Laptop | None:
        """Return the laptop that does a step: all of one person or text is one's."""
        if wave not in WAVES:
            return None
        table = step.args[0]
        key = table.get("contribution") or table.get("key") or table["person"]
        if wave == "door":
            key = table["person"]
        keys = self._order[wave]
        return self._laptops[f"{wave}-{keys.setdefault(key, len(keys)) % WAVES[wave]}"]

    def _begin(self, wave: str) -> None:
        store, clock = self._office
        start = self.folder / f"start-{wave}.kuskax"
        exchanging.export_file(store, start, OPEN)
        for number in range(WAVES[wave]):
            name = f"{wave}-{number}"
            wrong = _WRONG.get(name)
            now = clock()
            own = WrongClock(now, wrong) if wrong else SteppingClock(now)
            path, home = self.folder / f"{name}.kuska", self.folder / name
            laptop = Laptop(name, path, home, own, start).begin()
            self._laptops[name] = laptop
            if wrong:
                self.planted.clocks.add(name)
        self._order: dict[str, dict[str, int]] = {wave: {}}

    def _meet(self, wave: str) -> None:
        """Bring what a wave did to the office, which admits its laptops."""
        store, clock = self._office
        done = [one for one in self._laptops.values() if one.name.startswith(wave)]
        files = [one.hand_over(self.sticks, delta=wave in _DELTAS) for one in done]
        exchanging.merge_files(store, files)
        labels = [one.store.device_label for one in done]
        admitting.admit_computers(store, labels, reason="Son de la oficina.")
        self.files += files
        named = {one.name: one.store.device_label for one in done}
        clocks = self.planted.clocks
        self.planted.clocks = {named.get(one, one) for one in clocks}
        clock.set(clock() + timedelta(minutes=1))

    def _at_the_doors(self) -> None:
        door = self._laptops
        session, planted = self.making.session, self.planted
        hermelinda = self.making.known.id("person", "hermelinda")
        for name, telephone in (("door-0", "987 000 111"), ("door-1", "987 000 112")):
            amend(door[name].store, hermelinda, telephone=telephone)
        planted.conflicts.add(key_of(Person.kind, hermelinda, "telephone"))
        at = moment(self.making.day, "09:25")
        for name in ("door-8", "door-9"):  # one person, two doors: no trouble at all
            ada = self.making.known.id("person", "ada")
            facts = attendance_facts({"capacity": "principal"})
            if not self._is_inside(name, ada):
                attendances.check_in(door[name].store, session, ada, at, **facts)
        number = "99555017"
        rosa = {
            self._walk_in("door-2", "Rosa Quispe Mamani", number),
            self._walk_in("door-3", "Rosa Quispe Mamaní", number),
        }
        zenobio = {
            self._walk_in("door-4", "Zenobio Ccahuana Huillca"),
            self._walk_in("door-5", "Zenovio Ccahuana Huilca"),
        }
        planted.duplicates |= {frozenset(rosa), frozenset(zenobio)}
        planted.conflicts.add(key_of("document_twice", min(rosa), ""))
        planted.findings.add(("document_twice", min(rosa)))
        self._clone()

    def _clone(self) -> None:
        """Let two computers go on with one key, each registering somebody."""
        door = self._laptops["door-7"]
        copy = door.copied("door-7-copy")
        self._copy = copy
        self._laptops["door-7-copy"] = copy
        codes = {
            self._walk_in("door-7", "Sabina Huarcaya Poma"),
            self._walk_in("door-7-copy", "Teodosio Llanos Inga"),
        }
        label = door.store.device_label
        self.planted.forks.add(label)
        self.planted.findings.add(("fork", label))
        for code in codes:
            self.planted.findings.add(("code_twice", code))
            self.planted.conflicts.add(key_of("code_twice", code, ""))

    def _at_the_votes(self) -> None:
        """Let two laptops correct one title, and two write down one roll-call."""
        key = self.making.known.id("contribution", "colegios")
        for name, title in (
            ("vote-0", "Enseñar en los colegios a leer los datos del agua"),
            ("vote-1", "Enseñar a leer los datos del agua en las escuelas"),
        ):
            store = self._laptops[name].store
            with store.read() as reader:
                text = reader.get(Contribution, key)
            names = ContributionDraft.__dataclass_fields__
            draft = ContributionDraft(**{one: getattr(text, one) for one in names})
            author = self.making.known.id("person", "dominga")
            contributions.amend_contribution(
                store, key, replace(draft, title=title), [author]
            )
        self.planted.conflicts.add(key_of(Contribution.kind, key, "title"))

    def _write_down_twice(self, one: Laptop, table: Any) -> None:
        """Let another laptop hear one voter otherwise, in the same roll-call."""
        other = next(
            self._laptops[name] for name in ("vote-0", "vote-3") if name != one.name
        )
        store, _ = self._office
        file = one.hand_over(self.folder)
        exchanging.merge_files(store, [file])
        admitting.admit_computers(store, [one.store.device_label], reason="En la mesa.")
        file = self.folder / "the-ballot-is-open.kuskax"
        exchanging.export_file(store, file, OPEN)
        exchanging.merge_files(other.store, [file])
        known = self.making.known
        hugo = known.id("person", "hugo")
        heard = [
            replace(vote, choice=VoteChoice.FOR) if vote.person == hugo else vote
            for vote in called_votes(table, known)
        ]
        ballot = known.id("ballot", table["key"])
        roll_calls.record_votes(other.store, ballot, heard)
        self.planted.conflicts.add(key_of(Vote.kind, vote_id(ballot, hugo), "choice"))

    def _from_elsewhere(self) -> None:
        """Let a laptop nobody admitted hand a file over, and one of another process."""
        _, clock = self._office
        home = self.folder / "stranger"
        path = self.folder / "stranger.kuska"
        own = SteppingClock(clock())
        stranger = Laptop("stranger", path, home, own, self.start).begin()
        self._laptops["stranger"] = stranger
        self._walk_in("stranger", "Nadie Sabe Quién")
        self.files.append(stranger.hand_over(self.sticks))
        self.planted.strangers.add(stranger.store.device_label)
        other = processes.found_process(
            str(self.folder / "other.kuska"),
            "Otro proceso",
            "Otra persona",
            plain=True,
            clock=own,
            ids=SeededIds("other", own),
            home=self.folder / "other",
        )
        file = self.sticks / "other.kuskax"
        exchanging.export_file(other, file, OPEN)
        other.close()
        self.files.append(file)
        self.planted.refused.add(file.name)

    def _on_sticks(self) -> None:
        """Damage a file, pull a stick out, and bring a file twice."""
        whole = self.sticks / "group-5.kuskax"
        content = whole.read_bytes()
        middle = len(content) // 2
        flipped = bytes([content[middle] ^ 0x40])
        made = {
            "damaged.kuskax": content[:middle] + flipped + content[middle + 1 :],
            "pulled-out.kuskax": content[: middle + 7],
            "door-1.kuskax.part": (self.sticks / "door-1.kuskax").read_bytes()[:-40],
        }
        for name, damaged in made.items():
            (self.sticks / name).write_bytes(damaged)
            self.files.append(self.sticks / name)
            self.planted.refused.add(name)
        again = self.sticks / "group-5 (2).kuskax"
        again.write_bytes(content)
        self.files.append(again)
        self.planted.again.add(again.name)

    def _walk_in(self, name: str, who: str, number: str = "") -> str:
        """Register somebody at a door; return the code."""
        store, session = self._laptops[name].store, self.making.session
        at = moment(self.making.day, "09:41")
        draft = WalkIn(name=who, document_number=number, bloc=Bloc.CIVIL_SOCIETY)
        made = walk_in(store, session, draft, at)
        with store.read() as reader:
            return reader.get(Person, made).code

    def _is_inside(self, name: str, person: str) -> bool:
        with self._laptops[name].store.read() as reader:
            return bool(reader.all(Movement, person=person))


def _named(step: Any) -> tuple[str, dict[str, Any]]:
    """Return what a step does, and the table of the sample it does it with."""
    if not isinstance(step, partial):
        return "", {}
    table = step.args[0] if step.args else {}
    return step.func.__name__, table if isinstance(table, dict) else {}
