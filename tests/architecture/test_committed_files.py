"""Nothing committed names a package registry or somebody's machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
TREES = (".ci", "db", "docs", "packaging", "resources", "tests", "workshop_app")
GENERATED = ("resources/fonts/", "resources/reference/ubigeo.csv")

# Written in halves, so that this file does not name them itself.
HOSTS = (
    *("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"),
    *("deb" + ".debian.org", "crates" + ".io", "proxy" + ".golang.org"),
    *("maven" + ".org", "conda" + ".io", "anaconda" + ".org"),
)
PLACES = (
    "/ho" + r"me/\w",
    "/ro" + "ot/",
    "/wo" + "rk/",
    "/op" + "t/",
    r"[A-Z]:\\Users",
)
FORBIDDEN = re.compile("|".join([*map(re.escape, HOSTS), *PLACES]))


def committed() -> Iterator[Path]:
    """Yield every file that is ours; there may be no git where the tests run."""
    yield from (path for path in ROOT.iterdir() if path.is_file())
    for tree in TREES:
        for path in (ROOT / tree).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            ours = "__pycache__" not in name and not name.startswith(GENERATED)
            if path.is_file() and ours:
                yield path


def named_in(text: str) -> list[str]:
    """Return the registries and machines a text names."""
    return FORBIDDEN.findall(text)


def test_no_registry_and_no_machine_is_named() -> None:
    found = {}
    for path in committed():
        try:
            names = named_in(path.read_text("utf-8"))
        except UnicodeDecodeError:  # a picture or another foreign format
            continue
        if names:
            found[str(path.relative_to(ROOT))] = names

    assert not found


@pytest.mark.parametrize(
    "planted",
    [
        "--index-url https://" + "pypi" + ".org/simple",
        "see https://files.python" + "hosted.org/x.whl",
        "made in /ho" + "me/ana/kuska",
        "cache = /wo" + "rk/cache",
        "C:" + "\\Users\\Ana",
    ],
)
def test_a_planted_name_is_caught(planted: str) -> None:
    assert named_in(planted)


def test_the_lock_holds_a_hash_for_everything() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.split(r"\n(?=[a-zA-Z0-9])", text.partition("\n\n")[0] or text)

    pinned = [entry for entry in entries if not entry.startswith("#")]

    assert len(pinned) > 50
    assert all("==" in entry and "--hash=sha256:" in entry for entry in pinned)
