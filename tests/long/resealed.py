"""Valid commits made false and sealed again: by whoever holds an admitted key.

Each is offered to a store that holds the rest of its history.  It is refused with a
sentence and nothing of it is kept, or it is taken in; then the store is whole, a
rebuild makes the same of it, and what it exports makes the same elsewhere.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.long.histories import Stores, contents, memory, same, travelling, whole
from tests.long.outcome import Tally
from tests.long.play import File, World, play, steps_of
from workshop_app.errors import AppError
from workshop_app.ledger.commit import commit_id, payload_hash
from workshop_app.ledger.log import log_lines, read_log
from workshop_app.store import receiving

if TYPE_CHECKING:
    from tests.store.fleet import Laptop, Travelling

SEED: Final = "20261123"
_EACH: Final = 40
"""Commits made false of each history."""

_VALUES: Final[tuple[object, ...]] = (
    "", "x", "é" * 50, "\u202eabc", "\x00", "\ud800", "a" * 100_001, 0, -1, 1, 2,
    1 << 31, (1 << 52) + 1, 1 << 53, (1 << 53) + 1, 1 << 70, 1.5, float("nan"),
    float("inf"), True, False, None, [], ["a"], ["b", "a"], [["a"]], {}, {"a": 1},
    "f" * 32, "A" * 43, "-", "_deleted", "person", "certificate", "PERSON",
)  # fmt: skip
_SECONDS: Final = 2.0


def run(count: int) -> Tally:
    """Offer so many false commits; one that does what it must not is *broken*."""
    tally = Tally()
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        stores = Stores(Path(folder))
        for number in range(-(-count // _EACH)):
            world = play(stores.begin, steps_of(f"{SEED}-{number}"))
            chance = random.Random(f"false {number}")  # noqa: S311 the same every run
            process = world.begin.process
            ends = [travelling(one, process) for one in world.ends()]
            with stores.store(*ends) as laptop:
                for _ in range(min(_EACH, count - tally.images)):
                    tally.images += 1
                    false = _false(world, chance)
                    told = _trouble(stores, laptop, false, ends)
                    if told:
                        tally.broken += 1
                        tally.note(f"{told}: {false.log.splitlines()[-2:]!r}"[:900])
    return tally


def _trouble(
    stores: Stores, laptop: Laptop, false: Travelling, ends: list[Travelling]
) -> str:
    """Offer a file to a store and return what it did that it must not."""
    before = contents(laptop)
    started = time.process_time()
    try:
        receiving.receive(laptop.store, false.parcel(), dry_run=True)
    except AppError as error:
        if contents(laptop) != before:
            return f"refused ({type(error).__name__}), and kept something"
        slow = time.process_time() - started > _SECONDS
        return "it took seconds to refuse" if slow else ""
    except Exception as error:  # noqa: BLE001 whatever it is, it is a finding
        return f"{type(error).__name__} {error}"
    try:
        return _accepted(stores, false, ends)
    except Exception as error:  # noqa: BLE001 whatever it is, it is a finding
        return f"accepted, then {type(error).__name__} {error}"


def _accepted(stores: Stores, false: Travelling, ends: list[Travelling]) -> str:
    with stores.store(false, *ends) as taken:
        whole(taken, rebuild=True)
        told = contents(taken)
        with stores.store(taken.export()) as elsewhere:
            same("exported", contents(elsewhere), told)
    return ""


def _false(world: World, chance: random.Random) -> Travelling:
    """Return a file that ends in a false commit under its device's own seal."""
    author = chance.choice([one for one in world.computers if one.position.number])
    commit = chance.choice(list(author.commits.values()))
    header = json.loads(commit.raw)
    payloads = [json.loads(line or b"[]") for line in log_lines(commit)[1:]]
    for _ in range(chance.randint(1, 2)):
        chance.choice(_LIES)(header, payloads, world, chance)
    raw, lines = _spelled(header, payloads, honest=chance.random() < 0.85)
    one = commit_id(raw)
    key = world.keys.get(header.get("d"), author.key)
    file = world.file(author)
    heads = (*file.heads, (key.device, one, key.seal(one)))
    known = travelling(
        File(file.commits, tuple(sorted(heads)), ()), world.begin.process
    )
    log = known.log + b"".join(line + b"\n" for line in (raw, *lines))
    if not list(_readable(log)):
        log = known.log
    return type(known)(log, known.heads, (), known.process)


def _readable(log: bytes) -> list[object]:
    """Return the commits of a log, none if the file's own grammar forbids it."""
    try:
        return list(read_log(log))
    except AppError:
        return []


def _spelled(
    header: dict[str, Any], payloads: list[Any], *, honest: bool
) -> tuple[bytes, list[bytes]]:
    """Spell a commit, its hashes those of its payloads if its author is honest."""
    lines = [_line(one) for one in payloads]
    if honest:
        rest = list(lines)
        if "w" in header and rest:
            header["w"] = payload_hash(rest.pop(0))
        ops = header.get("o")
        for op, line in zip(ops if isinstance(ops, list) else [], rest, strict=False):
            if isinstance(op, list) and len(op) == 5:
                op[4] = payload_hash(line)
    return _line(header), lines


def _line(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _key(
    header: dict[str, Any], _: list[Any], __: World, chance: random.Random
) -> None:
    header[chance.choice(list(header))] = chance.choice(_VALUES)


def _drop(
    header: dict[str, Any], _: list[Any], __: World, chance: random.Random
) -> None:
    del header[chance.choice(list(header))]


def _number(
    header: dict[str, Any], _: list[Any], __: World, chance: random.Random
) -> None:
    name = chance.choice("nts")
    if isinstance(header.get(name), int):
        header[name] += chance.choice([-1, 1, 2, 1 << 31])


def _stranger(
    header: dict[str, Any], _: list[Any], world: World, chance: random.Random
) -> None:
    """Go on from, revert or come after any commit; be of another device or deed."""
    other = chance.choice(world.made)
    told = json.loads(other.raw)
    name = chance.choice(["p", "d", "g", "a", "r", "q"])
    ids = sorted({other.id, chance.choice(world.made).id})
    found = {"p": other.id, "r": ids}
    header[name] = found.get(name, told.get(name, world.begin.process))
    if name == "p":
        header["n"] = told["n"] + chance.choice([1, 1, 0, 2])
        header.pop("q", None)


def _op(
    header: dict[str, Any], payloads: list[Any], world: World, chance: random.Random
) -> None:
    ops = header.get("o")
    if not isinstance(ops, list) or not ops or not isinstance(ops[0], list):
        return
    at = chance.randrange(len(ops))
    what = chance.randrange(6)
    if what == 0:
        ops.append(ops[at])
        payloads.append(payloads[-1])
    elif what == 1 and len(ops[at]) > 3:
        ops[at][3] = [chance.choice(world.made).id]
    elif what == 2 and len(ops[at]) > 2 and isinstance(ops[at][2], list):
        ops[at][2] = [*ops[at][2], chance.choice(["name", "_deleted", "x", "X"])]
    elif what == 3:
        ops[at][chance.randrange(len(ops[at]))] = chance.choice(_VALUES)
    elif what == 4:
        ops[at][0] = chance.choice(["vote", "person", "process", "certificate", "zz"])
    else:
        del ops[at]


def _value(
    _: dict[str, Any], payloads: list[Any], __: World, chance: random.Random
) -> None:
    line = chance.choice(payloads) if payloads else []
    if line:
        line[chance.randrange(len(line))] = chance.choice(_VALUES)


def _arity(
    _: dict[str, Any], payloads: list[Any], __: World, chance: random.Random
) -> None:
    line = chance.choice(payloads) if payloads else []
    if chance.random() < 0.5:
        line.append(chance.choice(_VALUES))
    elif line:
        line.pop()


_LIES: Final = (_key, _drop, _number, _stranger, _stranger, _op, _op, _value, _value,
                _value, _arity)  # fmt: skip
