"""The long harnesses: `python -m tests.long [--whole | --fraction F] [--only WORDS]`.

Prints a table and ends with status 1 if a crash lost or tore anything, if the harness
failed to find the losses of a setting that is known to lose, if an exchange file gone
wrong did anything but be refused, if a history did not mean the same in every order, or
if the window grew in a day of work.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import Literal

from tests.long import (
    crash_calls,
    crash_kill,
    day,
    exchange_files,
    many_histories,
    power,
    resealed,
)
from tests.long.outcome import Tally

WHOLE = 20.0
"""What the whole is of the sizes below: 10,000 histories, 100,000 files."""

MOMENTS = 100
IMAGES = 200
ROUNDS = 120
"""Of a day of eight hours: arrivals, and as many contributions: one each four minutes.

What a table of that size holds in memory, its people and its texts, is in the figure.
"""

FILES = 5_000
"""Exchange files gone wrong.  `--fraction 20` is 100,000 of them."""

HISTORIES = 500
"""Of five computers.  `--whole` is 10,000 of them."""

ON_A_SERVER = 5

FALSE = 400
"""Valid commits made false and sealed again."""

CALLS = 25
"""Calls of the file system at which a command is stopped, or the disk fails."""

Must = Literal["hold", "lose", "break"]
"""What a harness must find: nothing, or what a setting is known to lose or to break."""

Harness = tuple[str, Callable[[int], Tally], int, Must]
"""Name, what to run, how much of it, and what must come of it."""

HARNESSES: tuple[Harness, ...] = (
    ("kill -9", crash_kill.run, MOMENTS, "hold"),
    ("kill -9 at each call", crash_calls.run, CALLS, "hold"),
    ("a failing disk at each call", crash_calls.run_failing, CALLS, "hold"),
    ("writes that end half done", crash_calls.run_short, CALLS, "hold"),
    ("power, FULL", power.run, IMAGES, "hold"),
    (
        "power, FULL, small checkpoints",
        lambda images: power.run(images, checkpoint=8),
        IMAGES,
        "hold",
    ),
    (
        "power, FULL, merging",
        lambda images: power.run(images, checkpoint=8, merging=True),
        IMAGES,
        "hold",
    ),
    (
        "power, NORMAL, merging (must lose)",
        lambda images: power.run(images, "NORMAL", merging=True),
        IMAGES,
        "lose",
    ),
    (
        "power, OFF (must break)",
        lambda images: power.run(images, "OFF", checkpoint=8),
        IMAGES,
        "break",
    ),
    (
        "power, NORMAL (must lose)",
        lambda images: power.run(images, "NORMAL"),
        IMAGES,
        "lose",
    ),
    ("histories", many_histories.run, HISTORIES, "hold"),
    (
        "histories, on a server",
        many_histories.run_on_a_server,
        ON_A_SERVER,
        "hold",
    ),
    ("exchange files gone wrong", exchange_files.run, FILES, "hold"),
    ("commits made false, sealed", resealed.run, FALSE, "hold"),
    (
        "a day at the table",
        lambda rounds: day.run(min(rounds, ROUNDS)),  # a day has eight hours
        ROUNDS,
        "hold",
    ),
)


def main() -> int:
    """Run them all; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fraction", type=float, default=1.0)
    parser.add_argument(
        "--whole", action="store_const", dest="fraction", const=WHOLE, help="hours"
    )
    parser.add_argument("--only", default="", help="harnesses with these words")
    told = parser.parse_args()
    fraction = told.fraction
    os.environ["KUSKA_KEYRING"] = "off"
    if not power.available():
        print("strace is not installed: apt install strace", file=sys.stderr)
        return 1
    print(f"{'harness':38}{'crashes':>9}{'lost':>7}{'broken':>8}  verdict")
    failed = False
    for name, run, full, must in HARNESSES:
        if told.only not in name:
            continue
        tally = run(max(5, round(full * fraction)))
        good = (tally.broken > 0) is (must == "break") and (
            must == "break" or (tally.lost > 0) is (must == "lose")
        )
        failed = failed or not good
        verdict = "ok" if good else "VIOLATION"
        print(
            f"{name:38}{tally.images:9}{tally.lost:7}{tally.broken:8}  {verdict}",
            flush=True,
        )
        if not good:
            print(*(f"    {one}" for one in tally.samples), sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
