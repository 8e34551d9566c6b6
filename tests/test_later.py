"""Modules that are imported in name only."""

from __future__ import annotations

import subprocess
import sys

import pytest

from workshop_app.later import in_name_only

_BEGIN = """
import sys
from workshop_app.later import in_name_only
with in_name_only({"asyncio": ["iscoroutine"], "importlib.metadata": []}):
    %s
"""


def said(inside: str, after: str) -> str:
    """Return what a program of its own says: here everything is imported already."""
    ran = subprocess.run(
        [sys.executable, "-c", _BEGIN % inside + after],
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.strip()


@pytest.mark.parametrize("name", ["asyncio", "asyncio.events", "email"])
def test_sqlalchemy_does_without(name: str) -> None:
    assert said("import sqlalchemy", f"print({name!r} in sys.modules)") == "False"


def test_what_was_imported_gets_the_module_when_it_asks() -> None:
    after = """
async def one(): return 1
print(asyncio.run(one()), metadata.version('sqlalchemy') == sqlalchemy.__version__)
"""

    told = said("import asyncio, sqlalchemy; from importlib import metadata", after)

    assert told == "1 True"


def test_a_function_taken_beforehand_keeps_its_promise() -> None:
    after = """
async def one(): pass
it = one()
print('asyncio' in sys.modules, iscoroutine(it), iscoroutine(1))
it.close()
"""

    assert said("from asyncio import iscoroutine", after) == "False True False"


def test_everybody_else_imports_the_module_itself() -> None:
    after = """
import asyncio.queues
import importlib.metadata
print(type(asyncio).__name__, asyncio.Queue is asyncio.queues.Queue)
print(type(importlib.metadata).__name__)
"""

    assert said("import sqlalchemy", after).split() == ["module", "True", "module"]


def test_who_asks_in_the_block_gets_the_module_as_well() -> None:
    inside = "import asyncio; print(asyncio.Queue.__name__)"

    assert said(inside, "print(type(sys.modules['asyncio']).__name__)").split() == [
        "Queue",
        "module",
    ]


def test_what_is_there_already_stays_as_it_is() -> None:
    there = sys.modules["json"]

    with in_name_only({"json": ["loads"]}):
        inside = sys.modules["json"]

    assert inside is there
    assert sys.modules["json"] is there


def test_a_module_of_ours_is_imported_when_something_in_it_is_asked_for() -> None:
    after = """
from workshop_app.later import when_asked
tool = when_asked("json.tool")
print("json.tool" in sys.modules, tool.main.__name__, "json.tool" in sys.modules)
"""

    assert said("pass", after) == "False main True"
