"""Exchange files gone wrong in every way: refused, or what was signed; nothing else.

A quarter of the files are small ones cut at every byte and with single bits flipped
(all of them, in a whole run), the others are made by chance from fixed seeds.
"""

from __future__ import annotations

import tempfile
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.exchange.judging import Verdict, exported_again, judge
from tests.exchange.mutations import cut, flipped, fuzzed, small
from tests.long.outcome import Tally
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.exchange.mutations import Wrong

SEED: Final = 20261123
MOST_MB: Final = 320
"""What reading may take: scrypt's 256 MB, where a file asks for as much as it may."""

_EVERY_BIT: Final = 80_000
"""From so many files on, every bit is flipped; below, one in eleven."""


def run(files: int) -> Tally:
    """Read so many files; what is accepted though it was changed is *lost*."""
    tally = Tally()
    chosen = list(islice(_systematic(files), max(1, files // 2)))
    made = chain(chosen, fuzzed(SEED, files - len(chosen)))
    with tempfile.TemporaryDirectory() as name, language(Language.ENGLISH):
        path = Path(name, "a.kuskax")
        right = {judge(path, small(lock)).content for lock in ("open", "keys")}
        _forget_the_most()
        before = _memory("VmRSS")
        for wrong in made:
            tally.images += 1
            _count(tally, wrong, judge(path, wrong.content), path, right)
        grown = _memory("VmHWM") - before
    if grown > MOST_MB:
        tally.broken += 1
        tally.note(f"reading took {grown} MB")
    return tally


def _systematic(files: int) -> Iterator[Wrong]:
    step = 1 if files >= _EVERY_BIT else 11
    for lock in ("open", "keys"):
        yield from flipped(small(lock), step)
    for lock in ("open", "keys"):
        yield from cut(small(lock))
    closed = small("passphrase")  # each of them costs a fifth of a second
    yield from flipped(closed, step * 97)
    yield from islice(cut(closed), 0, None, 7 * step)


def _count(
    tally: Tally, wrong: Wrong, verdict: Verdict, path: Path, right: set[str]
) -> None:
    trouble = verdict.trouble
    if verdict.content and wrong.meant:
        again = exported_again(path, path.with_name("again.kuskax"))
        trouble = "" if again else "what was accepted is not exported alike"
    if trouble:
        tally.broken += 1
    elif verdict.content and not wrong.meant and verdict.content not in right:
        tally.lost += 1
        trouble = "accepted, though it was changed"
    if trouble:
        kept = Path(tempfile.gettempdir(), f"crasher-{tally.images}.kuskax")
        kept.write_bytes(wrong.content)
        tally.note(f"{wrong.kind}: {trouble}: {kept}")


def _forget_the_most() -> None:
    """Let Linux count the most memory from here on (proc(5), clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def _memory(figure: str) -> int:
    """Return a figure of this process, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition(f"{figure}:")[2].split()[0]) // 1024
