"""Faults put into what must never be wrong, one at a time: do the tests see each?

`python -m tests.long.mutants [--sample N] [module …]` copies the program and its tests,
changes one thing in one module, and runs the tests that ought to notice.  Whoever
survives is told; those of `mutation_survivors.toml` are explained there.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[2]
EXPLAINED: Final = Path(__file__).with_name("mutation_survivors.toml")
_LEDGER: Final = (
    "tests/ledger/test_fold.py", "tests/ledger/test_chain.py",
    "tests/ledger/test_trust.py", "tests/ledger/test_golden.py",
    "tests/ledger/test_properties.py", "tests/store/test_histories.py",
)  # fmt: skip
_STORE: Final = (
    "tests/store/test_merging.py", "tests/store/test_travelling.py",
    "tests/store/test_histories.py", "tests/store/test_exchange_properties.py",
)  # fmt: skip
MODULES: Final = {
    "workshop_app/ledger/fold.py": _LEDGER,
    "workshop_app/ledger/chain.py": _LEDGER,
    "workshop_app/ledger/trust.py": _LEDGER,
    "workshop_app/store/merging.py": _STORE,
    "workshop_app/store/asides.py": _STORE,
    "workshop_app/store/folding.py": _STORE,
}
_SWAPS: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Lt: ast.LtE, ast.LtE: ast.Lt,
    ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip
_PATIENCE: Final = 180
"""Seconds after which the tests are held to have noticed."""


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Yield each fault that can be put into a module: what it is, and the module."""
    tree = ast.parse(source)
    types = _annotations(tree)
    for number, node in enumerate(ast.walk(tree)):
        if number in types:
            continue
        for what, change in _changes(node):
            other = copy.deepcopy(tree)
            found = list(ast.walk(other))[number]
            before = ast.unparse(found)
            for name, value in change.items():
                setattr(found, name, value)
            told = f"{what}: {before} -> {ast.unparse(found)}"
            yield told, ast.unparse(ast.fix_missing_locations(other))


def _annotations(tree: ast.Module) -> set[int]:
    """Return the places of what is said of types and classes: nothing runs there."""
    place = {id(node): number for number, node in enumerate(ast.walk(tree))}
    said: list[ast.AST] = []
    for node in ast.walk(tree):
        types = (getattr(node, name, None) for name in ("annotation", "returns"))
        said.extend(one for one in types if isinstance(one, ast.AST))
        said.extend(
            getattr(node, "keywords", ()) if isinstance(node, ast.ClassDef) else ()
        )
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            said.append(node)
    return {place[id(part)] for one in said for part in ast.walk(one)}


def _changes(node: ast.AST) -> Iterator[tuple[str, dict[str, object]]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPS:
        yield "compare", {"ops": [_SWAPS[type(node.ops[0])](), *node.ops[1:]]}
    operator = type(getattr(node, "op", None))
    if operator in _SWAPS:
        yield "operator", {"op": _SWAPS[operator]()}
    if isinstance(node, ast.If | ast.IfExp):
        yield "always", {"test": ast.Constant(value=True)}
        yield "never", {"test": ast.Constant(value=False)}
    if isinstance(node, ast.Constant) and type(node.value) in {int, bool}:
        value = not node.value if node.value in {True, False} else node.value + 1  # type: ignore[operator]
        yield "constant", {"value": value}
    if isinstance(node, ast.Name) and node.id in {"any", "all", "min", "max"}:
        swap = {"any": "all", "all": "any", "min": "max", "max": "min"}
        yield "name", {"id": swap[node.id]}
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "not done", {"value": ast.Constant(value=None)}


def main() -> int:
    """Try the faults; return 1 if one survives that nobody has explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", default=list(MODULES))
    parser.add_argument("--sample", type=int, default=0, help="so many of each module")
    told = parser.parse_args()
    explained = _explained()
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "copy")
        skipped = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*cache")
        shutil.copytree(ROOT, place, ignore=skipped)
        for module in told.modules:
            source = (place / module).read_text("utf-8")
            every = list(mutants(source))
            if told.sample:
                chance = random.Random(20261123)  # noqa: S311 the same on every run
                every = chance.sample(every, min(told.sample, len(every)))
            left = 0
            for what, changed in every:
                (place / module).write_text(changed, "utf-8")
                if not _noticed(place, MODULES[module]):
                    left += 1
                    known = (module, what) in explained
                    survivors += not known
                    why = "explained" if known else "SURVIVES"
                    print(f"  {why}: {what}", flush=True)
            (place / module).write_text(source, "utf-8")
            print(f"{module}: {len(every)} faults, {left} survive", flush=True)
    return 1 if survivors else 0


def _explained() -> set[tuple[str, str]]:
    found = tomllib.loads(EXPLAINED.read_text("utf-8"))
    return {(one["module"], one["fault"]) for one in found["survivor"]}


def _noticed(place: Path, tests: tuple[str, ...]) -> bool:
    """Say whether a test fails."""
    flags = ("-x", "-q", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *flags, *tests]
    environment = {**os.environ, "KUSKA_KEYRING": "off"}
    try:
        done = subprocess.run(
            command,
            check=False,
            cwd=place,
            env=environment,
            capture_output=True,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
