"""Values: frozen dataclasses, made in a quarter of the time.

Python writes and compiles six functions for every frozen dataclass.  Ninety of them
are made until the first page is there, which was a tenth of the time it took.  Here
only `__init__` is written; comparing, hashing, telling and refusing to be changed are
the same functions for all.

A value is a dataclass in every other way: `fields`, `replace` and `asdict` know it, so
do type checkers.  It has no `__post_init__`, no `InitVar`, and no field that
`__init__` does not take.
"""

from __future__ import annotations

import dataclasses
import sys
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
    from typing import NoReturn

__all__ = ["dataclass"]


def _value(
    *, frozen: bool, kw_only: bool = False, slots: bool = False
) -> Callable[[type], type]:
    """Make a class a value, asked as one asks for a dataclass."""
    if not frozen:
        message = "what may be changed is no value"
        raise TypeError(message)
    plain = dataclasses.dataclass(
        init=False, repr=False, eq=False, kw_only=kw_only, slots=slots
    )

    def made(cls: type) -> type:
        cls = plain(cls)  # another one, if it has slots
        _give(cls)
        return cls

    return made


if not TYPE_CHECKING:  # type checkers are to take it for Python's own
    dataclass = _value


def _give(cls: Any) -> None:
    """Give a class what every value has, and keep what it says itself."""
    own = fields(cls)
    compared = [one.name for one in own if one.compare]
    cls._told = tuple(one.name for one in own if one.repr)
    cls._compared = staticmethod(attrgetter(*compared) if compared else _nothing)
    shared = {
        "__init__": _init(cls, own),
        "__repr__": _repr,
        "__eq__": _eq,
        "__hash__": _hash,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    for name, function in shared.items():
        if name not in vars(cls) or vars(cls)[name] is None:
            setattr(cls, name, function)


def _init(cls: type, own: tuple[Field[Any], ...]) -> Any:
    """Write the one function that is of this class alone."""
    given = [_parameter(one) for one in own if not one.kw_only]
    named = [_parameter(one) for one in own if one.kw_only]
    star = ["*"] if named else []
    taken = ", ".join(["self", *given, *star, *named])
    lines = [f"put(self, {one.name!r}, {_argument(one)})" for one in own]
    known: dict[str, Any] = {"put": object.__setattr__, "absent": MISSING}
    known |= {f"default_{one.name}": one.default for one in own}
    known |= {f"make_{one.name}": one.default_factory for one in own}
    words = (
        f"def make({', '.join(known)}):\n def __init__({taken}):\n  "
        + "\n  ".join(lines or ["pass"])
        + "\n return __init__"
    )
    made: dict[str, Any] = {}
    exec(words, vars(sys.modules[cls.__module__]), made)  # noqa: S102 names of fields
    init = made["make"](**known)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {one.name: one.type for one in own} | {"return": None}
    return init


def _parameter(field: Field[Any]) -> str:
    if field.default is not MISSING:
        return f"{field.name}=default_{field.name}"
    if field.default_factory is not MISSING:
        return f"{field.name}=absent"
    return field.name


def _argument(field: Field[Any]) -> str:
    name = field.name
    if field.default_factory is MISSING:
        return name
    return f"make_{name}() if {name} is absent else {name}"


def _nothing(_value: object) -> tuple[()]:
    return ()


def _repr(self: Any) -> str:
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._told)
    return f"{type(self).__qualname__}({told})"


def _eq(self: Any, other: Any) -> Any:
    if type(self) is not type(other):
        return NotImplemented
    return self._compared(self) == self._compared(other)


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _refuse(_self: object, name: str, *_value: object) -> NoReturn:
    message = f"cannot change field {name!r}"
    raise FrozenInstanceError(message)
