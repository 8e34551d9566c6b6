"""A few histories of the long harness every day, and those that once found something.

The rest of them: `python -m tests.long`.
"""

from __future__ import annotations

import random
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pytest

from tests.long.histories import Stores, demand_of_stores, travelling, trouble
from tests.long.play import PEOPLE, File, Step, play, steps_of
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import VoteChoice
from workshop_app.ids import derived_id
from workshop_app.ledger.commit import commit_id, encode_header
from workshop_app.ledger.deed import Change, Position, seal_deed
from workshop_app.ledger.deed import Deed as LedgerDeed
from workshop_app.store import integrity
from workshop_app.store.codecs import CODECS, codec_of
from workshop_app.store.errors import UnvouchedError

if TYPE_CHECKING:
    from tests.long.play import Computer
    from workshop_app.ledger.commit import Commit
    from workshop_app.ledger.payload import Value
    from workshop_app.store.findings import Finding

_S = Step
FOUND: Final = {
    "a text where a list of texts was written": (
        _S("odd", 0, 0, 3, 0),
        _S("meet", 1, 0, 0, 0),
    ),
    "a seal over what a refused act goes on from": (
        _S("set", 36, 41, 36, 32),
        _S("set", 31, 25, 35, 11),
        _S("revoke", 4, 52, 55, 55),
        _S("set", 33, 21, 33, 37),
        _S("revoke", 29, 4, 48, 8),
        _S("odd", 24, 25, 6, 12),
        _S("lie", 53, 57, 15, 5),
        _S("revert", 24, 36, 40, 59),
    ),
    "somebody without a code who voted twice": (
        _S("set", 17, 0, 54, 44),
        _S("several", 52, 31, 39, 17),
        _S("vote", 16, 6, 41, 33),
        _S("vote", 45, 17, 3, 19),
        _S("verdict", 7, 26, 57, 57),
    ),
    "one person by a finding that was erased": (
        _S("verdict", 30, 46, 40, 3),
        _S("vote", 48, 38, 2, 53),
        _S("vote", 20, 57, 23, 22),
        _S("vote", 48, 0, 32, 42),
        _S("set", 21, 47, 1, 27),
        _S("set", 18, 40, 33, 2),
        _S("erase", 29, 42, 8, 37),
    ),
    "a certificate whose payload came later": (
        _S("thin", 40, 32, 28, 23),
        _S("vote", 9, 25, 17, 9),
        _S("blind", 52, 51, 14, 16),
        _S("set", 1, 0, 0, 0),
    ),
}
"""Steps of histories in which something once did not hold."""


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Stores:
    return Stores(tmp_path_factory.mktemp("histories"))


def test_all_that_needs_no_store_holds_of_some_histories(stores: Stores) -> None:
    wrong = {
        name: told
        for name in map(str, range(25))
        if (told := trouble(stores, name, steps_of(name), with_stores=False))
    }

    assert wrong == {}


def test_all_of_it_holds_of_a_history(stores: Stores) -> None:
    assert trouble(stores, "7", steps_of("7"), with_stores=True) == ""


@pytest.mark.parametrize("steps", FOUND.values(), ids=FOUND)
def test_what_once_did_not_hold_does(stores: Stores, steps: tuple[Step, ...]) -> None:
    world = play(stores.begin, steps)

    demand_of_stores(stores, world, random.Random("order"))  # noqa: S311


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        (str, "1", True),
        (str, 1, False),
        (int, 1, True),
        (int, True, False),
        (bool, True, True),
        (bool, 1, False),
        (date, "2026-11-20", True),
        (date, "tomorrow", False),
        (datetime, "2026-11-20T09:00:00-05:00", True),
        (datetime, "2026-11-20T09:00:00", False),  # without its offset
        (datetime, "soon", False),
        (tuple[str, ...], ("a",), True),
        (tuple[str, ...], "a", False),
        (VoteChoice, "for", True),
        (VoteChoice, "perhaps", False),
        (VoteChoice, ("for",), False),
    ],
)
def test_what_another_program_wrote_is_shown_if_it_fits(
    kind: Any, value: object, *, fits: bool
) -> None:
    codec = CODECS.get(kind) or codec_of(kind)

    assert codec.fits(value) is fits


def test_a_check_looks_again_at_an_index_that_went_on(stores: Stores) -> None:
    with stores.store() as laptop:
        found: list[Finding] = []

        for number in range(16):
            with laptop.do() as tx:
                tx.add(Person(id=tx.new_id(), code=f"P-{number}", name=f"Ana {number}"))
            found += integrity.check(laptop.store) if number % 2 == 0 else []

    assert found == []


def test_nobody_vouches_for_the_chain_of_another(stores: Stores) -> None:
    world = play(stores.begin, ())
    founder, forger = world.computers[0], world.computers[3]
    known = world.file(founder)
    forged = deed_of(forger, founder.position, {"name": "Forged"})
    raw = encode_header(
        msgspec.structs.replace(forged.header, device=founder.key.device)
    )
    false = msgspec.structs.replace(forged, id=commit_id(raw), raw=raw)
    number = founder.position.number + 1
    place = Position(stores.begin.process, number, false.id)
    after = deed_of(forger, place, {"name": "Over it"})
    head = (forger.key.device, after.id, forger.key.seal(after.id))
    file = File((*known.commits, false, after), tuple(sorted((*known.heads, head))))

    with stores.store() as laptop, pytest.raises(UnvouchedError):
        laptop.merge(travelling(file, stores.begin.process))


def deed_of(by: Computer, place: Position, values: dict[str, Value]) -> Commit:
    """Return what somebody writes at any place, sealed or not."""
    told = LedgerDeed(
        id=derived_id(place.tip, by.name),
        code="amend_person",
        actor=PEOPLE[0],
        clock=1,
        changes=[Change("person", PEOPLE[1], values)],
    )
    return seal_deed(by.key, place, told, lambda: "s" * 16).commits[0]
