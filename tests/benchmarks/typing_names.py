"""Names typed letter by letter as people spell them, among a hundred thousand.

Each name is typed whole with four changes of spelling at once: after every key its
suggestions are asked for, and after the last key the person must be among them.
"""

from __future__ import annotations

import random
import statistics
import time
import tracemalloc
from typing import TYPE_CHECKING, Final

from tests.benchmarks.measuring import Result, timed
from workshop_app.domain.names import folded, matching_key
from workshop_app.domain.person_finder import Known, PersonFinder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PEOPLE: Final = 100_000
TYPED: Final = 400
QUICK_PEOPLE: Final = 10_000
QUICK_TYPED: Final = 60
CHANGES: Final = 4
_COMMON: Final = 0.65
_TWO_GIVEN: Final = 0.6
_KEY_MS: Final = 5.0
_BUILD_S: Final = 2.5
_FOUND: Final = 97.0

# From the most common to the least.
_SURNAMES: Final = """
    Quispe Mamani Flores Huamán Condori Rojas Sánchez García Rodríguez Chávez Vásquez
    Ramos Torres Choque Apaza Castillo Espinoza Cáceres Huanca Vargas Mendoza Gutiérrez
    Ccori Yupanqui Ticona Llanos Velásquez Zapata Huillca Ccoa Ñahui Guevara Hilario
    Zevallos Villanueva Hurtado Quiroz Herrera Huarcaya Cahuana Calsina Hancco Callata
    Benavides Chuquihuanca Tintaya Guillén Llerena Valdivia Cusihuamán Jara Hinostroza
"""
_GIVEN: Final = """
    María Juan José Rosa Luis Carlos Nélida Víctor Julio Ana Luz Jorge Elena Yolanda
    Hilda Saturnina Elmer Vilma Guillermo Zoila Hermelinda Ezequiel Raquel Walter Isabel
    Silvia Gregorio Hugo Benigna Exaltación Quintina Wilfredo Ximena Percy Sixto Zenobia
    Bonifacio Virginia Eusebia Félix Honorato Justina Valentín Marleni Roxana Édgar
    Grimaneza Teófilo Lizbeth Yovana Cirilo Feliciana Abelardo Basilia Jhon Nilda
"""
# Of these the rare ones are made.
_ROOTS: Final = """
    Huan Chuqui Cusi Anco Cari Yana Puma Quille Tito Sulca Ccollque Mayta Paucar Huay
    Condor Llacsa Poma Cahua Tacu Marca Quisi Vil Chambi Zu Gua Hual Alva Bazán Rive Ore
    Sara Lla Ñau Yauri Tairo Ayma Occo Vera Zárate Cuti Pari Larico Ama Uscca Visa
"""
_TAILS: Final = """
    huanca pari lla chi cora quispe nina ra ta ya huallpa mayta cca zaca tupa llo qui
    vil huara coa ñaupa ca rimachi condo sa ma huire pac cha yoc ni zo que guasi re va
"""
_GIVEN_TAILS: Final = "na lia nio ndro lda ria sio bel via rio cia nda vel zia"

# What is heard alike: written one way on the card, another on the keyboard.
_SPELLINGS: Final = (
    ("hua", "gua"),
    ("gua", "hua"),
    ("v", "b"),
    ("b", "v"),
    ("z", "s"),
    ("s", "z"),
    ("qui", "ki"),
    ("que", "ke"),
    ("ki", "qui"),
    ("ll", "y"),
    ("y", "ll"),
    ("h", ""),
)


def measure(_: Path, *, quick: bool) -> Iterator[Result]:
    """Measure making the finder, each key, and how many are found."""
    count, typed = (QUICK_PEOPLE, QUICK_TYPED) if quick else (PEOPLE, TYPED)
    people = invented_people(count)
    with timed() as building:
        finder = PersonFinder(people)
    yield Result(
        name=f"making findable {count:,} people",
        value=building.cpu,
        unit="s",
        target=f"≤ {_BUILD_S:g} at {PEOPLE:,}",
        met=building.cpu <= _BUILD_S,
        details={"memory_mb": _memory(people)},
    )
    yield from _typing(finder, people, typed)


def invented_people(count: int) -> list[Known]:
    """Return people with names as common and as rare as names are in Peru."""
    rnd = random.Random(5)  # noqa: S311 the same people every time
    roots, tails = _ROOTS.split(), _TAILS.split()
    surnames = (
        _SURNAMES.split(),
        [
            root + tail + end
            for root in roots
            for tail in tails
            for end in ("", *tails[: len(tails) // 4])
        ],
    )
    given = (
        _GIVEN.split(),
        [name[:4] + tail for name in _GIVEN.split() for tail in _GIVEN_TAILS.split()],
    )
    return [
        Known(
            f"{number:032x}",
            f"{_one(rnd, surnames)} {_one(rnd, surnames)}, {_one(rnd, given)}"
            + (f" {_one(rnd, given)}" if rnd.random() < _TWO_GIVEN else ""),
            f"{rnd.randrange(10**8):08d}",
            "Comunidad Campesina de "
            + roots[number % len(roots)]
            + tails[number % len(tails)],
        )
        for number in range(count)
    ]


def _one(rnd: random.Random, names: tuple[Sequence[str], Sequence[str]]) -> str:
    """Return a common name, the first of them most often, or one of many rare."""
    common, rare = names
    if rnd.random() < _COMMON:
        return common[min(int(rnd.expovariate(6 / len(common))), len(common) - 1)]
    return rnd.choice(rare)


def spelled_otherwise(rnd: random.Random, name: str) -> str:
    """Return a name in other words' order, with up to four changes of spelling."""
    words = folded(name).split()
    if rnd.random() < 0.5:
        words = words[2:] + words[:2]
    text = " ".join(words)
    possible = [pair for pair in _SPELLINGS if pair[0] in text]
    for old, new in rnd.sample(possible, min(CHANGES, len(possible))):
        text = text.replace(old, new)
    return text


def _typing(
    finder: PersonFinder, people: Sequence[Known], typed: int
) -> Iterator[Result]:
    rnd = random.Random(7)  # noqa: S311 the same names every time
    keys: list[float] = []
    found = exactly = 0
    for person in rnd.sample(people, typed):
        text = spelled_otherwise(rnd, person.name)
        for end in range(1, len(text) + 1):
            start = time.process_time()
            finder.find(text[:end])
            keys.append((time.process_time() - start) * 1000)
        ids = {match.id for match in finder.find(text)}
        exactly += person.id in ids
        names = {matching_key(people[int(one, 16)].name) for one in ids}
        found += matching_key(person.name) in names
    keys.sort()
    slow = keys[int(0.95 * len(keys))]
    yield Result(
        name=f"a key among {len(people):,} people, p95",
        value=slow,
        unit="ms",
        target=f"≤ {_KEY_MS:g} at {PEOPLE:,}",
        met=slow <= _KEY_MS,
        details={
            "p50_ms": statistics.median(keys),
            "p99_ms": keys[int(0.99 * len(keys))],
            "max_ms": keys[-1],
            "keys": len(keys),
        },
    )
    share = 100 * found / typed
    yield Result(
        name=f"found though spelled otherwise, of {typed}",
        value=share,
        unit="%",
        target=f"≥ {_FOUND:g}",
        met=share >= _FOUND,
        details={"the_very_one": 100 * exactly / typed},
    )


def _memory(people: Sequence[Known]) -> float:
    """Return the megabytes a finder holds; measured apart, for it takes time."""
    tracemalloc.start()
    try:
        finder = PersonFinder(people)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return held / 2**20 if len(finder) else 0.0
