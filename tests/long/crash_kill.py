"""kill -9 at any moment of writing: no acknowledged deed is lost, nothing is torn."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.long.outcome import Tally, begin

DEEDS = 400
SEED = 20261120


def run(moments: int) -> Tally:
    """Kill the program at so many moments, spread over its writing."""
    tally = Tally()
    chance = random.Random(SEED)  # noqa: S311 the same on every run
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = folder / "whole"
        whole.mkdir()
        begin(whole)
        for number in range(moments):
            place = folder / str(number)
            shutil.copytree(whole, place)
            acknowledged = _killed(place / "a.kuska", chance.uniform(0, 0.25))
            tally.look(place / "a.kuska", place / "home", acknowledged)
            shutil.rmtree(place)
    return tally


def _killed(location: Path, after: float) -> int:
    """Kill the writer some time after its first deed; return how many it had told."""
    command = [
        sys.executable, "-m", "tests.long.child", str(location), str(DEEDS), "FULL"
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        told = [child.stdout.readline()]
        time.sleep(after)
        child.kill()
        told += child.stdout.readlines()
    return sum(line.startswith(b"ACK") and line.endswith(b"\n") for line in told)
