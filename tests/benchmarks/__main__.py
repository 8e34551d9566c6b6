"""Measure, print a table, and write JSON where it is asked for."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import (
    duplicates,
    lists,
    merging,
    papers,
    sheets,
    stores,
    typing_at_the_door,
    typing_names,
    window,
)
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.measuring import Result

MEASUREMENTS = (
    stores,
    sheets,
    papers,
    typing_names,
    duplicates,
    window,
    typing_at_the_door,
    lists,
    merging,
)


def main() -> None:
    """Run every measurement."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--quick", action="store_true", help="a tenth of the size")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--only", default="", help="measurements with these letters")
    options = parser.parse_args()
    os.environ["KUSKA_KEYRING"] = "off"
    results = []
    for result in _measured(options.only, quick=options.quick):
        print(_line(result), flush=True)
        results.append(result)
    if options.json is not None:
        content = {"quick": options.quick, "results": [r.as_dict() for r in results]}
        options.json.write_text(
            json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8"
        )


def _measured(only: str, *, quick: bool) -> Iterator[Result]:
    with (
        language(Language.ENGLISH),
        tempfile.TemporaryDirectory(prefix="kuska-measured-") as name,
    ):
        for measurement in MEASUREMENTS:
            if only in measurement.__name__:
                yield from measurement.measure(Path(name), quick=quick)


def _line(result: Result) -> str:
    judged = {True: "met", False: "MISSED", None: ""}[result.met]
    details = ", ".join(f"{key} {value:,.3g}" for key, value in result.details.items())
    figure = f"{result.value:,.2f}" if result.value < 100 else f"{result.value:,.0f}"
    return (
        f"{result.name:<46} {figure:>10} {result.unit:<26} "
        f"{result.target:<36} {judged:<7} {details}"
    )


if __name__ == "__main__":
    main()
