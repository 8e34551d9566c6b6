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

from tests.long import crash_kill, day, exchange_files, many_histories, power
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

Harness = tuple[str, Callable[[int], Tally], int, bool]
"""Name, what to run, how much of it, and whether it must find losses."""

HARNESSES: tuple[Harness, ...] = (
    ("kill -9", crash_kill.run, MOMENTS, False),
    ("power, FULL", power.run, IMAGES, False),
    (
        "power, FULL, small checkpoints",
        lambda images: power.run(images, checkpoint=8),
        IMAGES,
        False,
    ),
    (
        "power, NORMAL (must lose)",
        lambda images: power.run(images, "NORMAL"),
        IMAGES,
        True,
    ),
    ("histories", many_histories.run, HISTORIES, False),
    (
        "histories, on a server",
        many_histories.run_on_a_server,
        ON_A_SERVER,
        False,
    ),
    ("exchange files gone wrong", exchange_files.run, FILES, False),
    (
        "a day at the table",
        lambda rounds: day.run(min(rounds, ROUNDS)),  # a day has eight hours
        ROUNDS,
        False,
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
    print(f"{'harness':34}{'crashes':>9}{'lost':>7}{'broken':>8}  verdict")
    failed = False
    for name, run, full, must_lose in HARNESSES:
        if told.only not in name:
            continue
        tally = run(max(5, round(full * fraction)))
        good = not tally.broken and (tally.lost > 0) is must_lose
        failed = failed or not good
        verdict = "ok" if good else "VIOLATION"
        print(
            f"{name:34}{tally.images:9}{tally.lost:7}{tally.broken:8}  {verdict}",
            flush=True,
        )
        if not good:
            print(*(f"    {one}" for one in tally.samples), sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
