"""A value is a frozen dataclass in all that can be seen of it."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, field
from typing import Any, ClassVar, get_type_hints

import pytest

from workshop_app import values
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Named:
    """What has a name."""

    kind: ClassVar[str] = "named"

    name: str
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Numbered(Named):
    """What has a number besides, and something that is not compared."""

    number: int = 7
    seen: bool = field(default=False, compare=False, repr=False)


@dataclass(frozen=True)
class Point:
    """Fields given by their place."""

    x: int
    y: int = 0


@dataclass(frozen=True)
class Empty:
    """Nothing."""


@dataclass(frozen=True, slots=True)
class Small:
    """Many of these are held."""

    word: str
    count: int = 1


@dataclasses.dataclass(frozen=True, kw_only=True)
class PythonsNamed:
    name: str
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclasses.dataclass(frozen=True, kw_only=True)
class PythonsNumbered(PythonsNamed):
    number: int = 7
    seen: bool = field(default=False, compare=False, repr=False)


@dataclasses.dataclass(frozen=True)
class PythonsPoint:
    x: int
    y: int = 0


PAIRS: list[tuple[Any, Any]] = [(Numbered, PythonsNumbered), (Point, PythonsPoint)]


def test_what_is_left_out_is_as_declared() -> None:
    one, other = Numbered(name="a"), Numbered(name="b")

    assert (one.number, one.seen, one.notes) == (7, False, {})
    assert one.notes is not other.notes


def test_values_of_one_class_with_equal_fields_are_equal() -> None:
    assert Point(1, 2) == Point(x=1, y=2)
    assert Point(1) != Point(2)
    assert Named(name="a") != Numbered(name="a")
    assert Empty() == Empty()
    assert {Point(1), Point(1), Point(2)} == {Point(2), Point(1)}
    assert len({Empty(), Empty()}) == 1


def test_what_is_not_compared_makes_no_difference() -> None:
    assert Numbered(name="a", seen=True) == Numbered(name="a")


@pytest.mark.parametrize("name", ["x", "other"])
def test_a_value_cannot_be_changed(name: str) -> None:
    point = Point(1)

    with pytest.raises(FrozenInstanceError, match=name):
        setattr(point, name, 2)
    with pytest.raises(FrozenInstanceError, match=name):
        delattr(point, name)


@pytest.mark.parametrize(
    "wrong",
    [
        Numbered,
        lambda: Numbered("a"),  # type: ignore[call-arg]
        lambda: Point(1, 2, 3),  # type: ignore[call-arg]
        lambda: Point(1, z=3),  # type: ignore[call-arg]
    ],
)
def test_wrong_arguments_are_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match="argument"):
        wrong()


@pytest.mark.parametrize(("ours", "pythons"), PAIRS)
def test_it_is_asked_for_and_described_as_pythons_own(ours: Any, pythons: Any) -> None:
    def seen(kind: Any) -> list[tuple[object, ...]]:
        return [
            (one.name, one.type, one.kw_only, one.init, one.compare)
            for one in dataclasses.fields(kind)
        ]

    parameters = inspect.signature(ours).parameters

    assert seen(ours) == seen(pythons)
    assert list(parameters) == list(inspect.signature(pythons).parameters)
    assert [one.kind for one in parameters.values()] == [
        one.kind for one in inspect.signature(pythons).parameters.values()
    ]
    assert ours.__match_args__ == pythons.__match_args__
    assert get_type_hints(ours.__init__) == get_type_hints(pythons.__init__)


def test_it_tells_itself_as_pythons_own_does() -> None:
    ours, pythons = Numbered(name="a"), PythonsNumbered(name="a")

    assert f"Pythons{ours!r}" == repr(pythons)
    assert repr(Empty()) == "Empty()"


def test_it_is_copied_replaced_and_packed_like_any_dataclass() -> None:
    one = Numbered(name="a", notes={"b": "c"})

    assert dataclasses.replace(one, number=8) == Numbered(
        name="a", notes={"b": "c"}, number=8
    )
    assert dataclasses.asdict(one)["notes"] == {"b": "c"}
    assert copy.deepcopy(one) == one
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 our own


def test_what_a_class_says_itself_is_kept() -> None:
    @dataclass(frozen=True)
    class Shy:
        word: str

        def __repr__(self) -> str:
            return "…"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Shy)

        def __hash__(self) -> int:
            return 1

    assert repr(Shy("a")) == "…"
    assert Shy("a") == Shy("b")
    assert hash(Shy("a")) == 1


def test_a_value_may_have_slots() -> None:
    one = Small("a")

    assert not hasattr(one, "__dict__")
    assert one == Small("a", 1)
    assert repr(dataclasses.replace(one, count=2)) == "Small(word='a', count=2)"
    with pytest.raises(FrozenInstanceError, match="word"):
        one.word = "b"  # type: ignore[misc]


def test_what_may_be_changed_is_no_value() -> None:
    with pytest.raises(TypeError, match="no value"):
        values._value(frozen=False)
