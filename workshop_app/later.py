"""Modules that a library imports and hardly ever asks: imported when it does.

SQLAlchemy imports `asyncio` and `importlib.metadata` for what this program never asks
of it; with all they import in turn that was a tenth of the time until the first page.
Python's own `LazyLoader` would load `asyncio` all the same, since a function is taken
from it while SQLAlchemy is imported: here a function may be promised.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


@contextmanager
def in_name_only(modules: Mapping[str, Sequence[str]]) -> Iterator[None]:
    """Import in the block what imports these modules, and not the modules themselves.

    What was imported there gets the module when it first asks for something in it.
    Everybody else imports it as ever, after the block; one that is there already
    stays as it is.

    Args:
        modules: Their names, and for each the functions that may be taken from it
            without importing it, only not called.
    """
    put = {
        name: _Promised(name, functions)
        for name, functions in modules.items()
        if name not in sys.modules
    }
    sys.modules.update(put)
    for name, module in put.items():
        parent, _, child = name.rpartition(".")
        if parent:  # stays until the module itself takes the place
            setattr(import_module(parent), child, module)
    try:
        yield
    finally:
        for module in put.values():
            module.leave()


def when_asked(name: str) -> Any:
    """Return what stands for a module of ours until something in it is asked for.

    The first page only reads: what writes is imported once it is there.  Type checkers
    are shown the module itself.

    Args:
        name: The module's whole name.
    """
    return _Promised(name, ())


class _Promised(ModuleType):
    """Stands for a module, and asks it for whatever it is asked for."""

    def __init__(self, name: str, functions: Sequence[str]) -> None:
        super().__init__(name)
        for function in functions:
            setattr(self, function, _promise(self, function))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # Python asks for these while it imports
            raise AttributeError(name)
        return getattr(self.module(), name)

    def leave(self) -> None:
        """Let the module itself be imported from now on."""
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]

    def module(self) -> ModuleType:
        """Return the module itself."""
        self.leave()
        return import_module(self.__name__)


def _promise(module: _Promised, name: str) -> Callable[..., Any]:
    def kept(*arguments: Any, **named: Any) -> Any:
        return getattr(module.module(), name)(*arguments, **named)

    return kept
