"""Bytes that lead a reader where none has led it yet, for as long as one likes.

`python -m tests.long.coverage_fuzz [SECONDS]` grows inputs from truly written ones and
keeps those that reach new code (libFuzzer, by way of Atheris: `pip install atheris`,
on Linux; the project needs it for nothing else).  What a reader falls over is left in
`tests/ledger/crashers`, where the everyday tests read it from then on.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

CRASHERS = Path(__file__).parents[1] / "ledger" / "crashers"
MOST = 4_096
"""Bytes of the longest input: what is longer only takes longer."""


def main() -> int:
    """Look for so many seconds; libFuzzer ends the process with its own status."""
    try:
        import atheris  # noqa: PLC0415 an extra of this harness alone
    except ImportError:
        print("Atheris is not installed: pip install atheris", file=sys.stderr)
        return 1
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    CRASHERS.mkdir(exist_ok=True)
    with atheris.instrument_imports(include=["workshop_app.ledger"]):
        from tests.ledger.readers import read  # noqa: PLC0415 watched from here on
        from tests.ledger.seeds import seeds  # noqa: PLC0415
    with tempfile.TemporaryDirectory() as corpus:
        for seed in seeds():
            if len(seed) <= MOST:
                name = hashlib.sha256(seed).hexdigest()[:16]
                Path(corpus, name).write_bytes(seed)
        options = (
            f"-max_total_time={seconds}", f"-max_len={MOST}", "-timeout=2",
            "-seed=20261123", "-rss_limit_mb=512",
            f"-artifact_prefix={CRASHERS}/",
        )  # fmt: skip
        atheris.Setup([sys.argv[0], *options, corpus], read)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
