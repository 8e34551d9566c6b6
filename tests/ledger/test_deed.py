"""How a deed becomes commits."""

from __future__ import annotations

import pytest

from workshop_app.ids import derived_id
from workshop_app.ledger.chain import applicable
from workshop_app.ledger.commit import (
    MAX_LINE,
    MAX_OPS,
    MalformedCommitError,
    payload_hash,
    to_text,
)
from workshop_app.ledger.deed import Change, Deed, Position, SealedDeed, seal_deed
from workshop_app.ledger.identity import DeviceKey, verify_seal
from workshop_app.ledger.payload import (
    MAX_TEXT,
    UnwritableValueError,
    Words,
    open_commit,
    read_deed,
    stored_payload,
)

KEY = DeviceKey(bytes(32))
PROCESS = derived_id("process")
START = Position(PROCESS)
LATER = Position(PROCESS, 7, to_text(bytes(32)), 1_000)


def a_deed(**changes: object) -> Deed:
    parts: dict[str, object] = {
        "id": derived_id("deed"),
        "code": "register_person",
        "actor": derived_id("actor"),
        "clock": 5_000,
        "changes": [Change("person", derived_id("1"), {"name": "Ana"})],
    }
    return Deed(**parts | changes)  # type: ignore[arg-type]


def a_change(number: int, *supersedes: str) -> Change:
    return Change("person", derived_id(str(number)), {"name": "x"}, supersedes)


def some_ids(count: int) -> list[str]:
    return sorted(to_text(number.to_bytes(32, "big")) for number in range(count))


def sealed(deed: Deed, position: Position = LATER) -> SealedDeed:
    return seal_deed(KEY, position, deed, lambda: "s" * 16)


def test_a_deed_is_written_at_the_end_of_the_chain() -> None:
    done = sealed(a_deed(reason="porque sí", arguments={"name": "Ana", "count": 1}))

    (commit,) = done.commits
    assert commit.header.device == KEY.device
    assert (commit.header.number, commit.header.previous) == (8, LATER.tip)
    assert not commit.header.process
    assert done.position == Position(PROCESS, 8, commit.id, 5_000)
    assert commit.words
    assert read_deed(commit.words) == Words("porque sí", {"name": "Ana", "count": 1})
    assert commit == open_commit(commit.raw, [commit.words, *commit.payloads])
    assert verify_seal(KEY.device, commit.id, done.seal)


def test_the_first_commit_of_a_chain_names_the_process() -> None:
    (commit,) = sealed(a_deed(), START).commits

    assert commit.header.process == PROCESS
    assert (commit.header.number, commit.header.previous) == (1, "")


def test_the_clock_of_a_chain_never_goes_back() -> None:
    (slow,) = sealed(a_deed(clock=3)).commits
    (right,) = sealed(a_deed(clock=2_000)).commits

    assert slow.header.clock == 1_001
    assert right.header.clock == 2_000


def test_values_stand_in_the_order_of_their_fields() -> None:
    change = Change("person", derived_id("1"), {"b": 1, "a": "x", "_deleted": None})

    (commit,) = sealed(a_deed(changes=[change])).commits

    (op,), (payload,) = commit.header.ops, commit.payloads
    assert payload
    assert op.fields == ("b", "a", "_deleted")
    assert stored_payload(payload) == (1, "x", None)
    assert op.payload == payload_hash(payload)


def test_every_payload_has_a_salt_of_its_own() -> None:
    salts = iter(f"{number:016}" for number in range(9))

    (commit,) = seal_deed(
        KEY, LATER, a_deed(changes=[a_change(1), a_change(2)]), lambda: next(salts)
    ).commits

    lines = [commit.words, *commit.payloads]
    assert len({line[2:18] for line in lines if line}) == 3


def test_lists_of_commits_are_put_in_order() -> None:
    one, other, *_ = some_ids(2)
    change = a_change(1, other, one, other)

    (commit,) = sealed(a_deed(changes=[change], reverts=[other, one, one])).commits

    assert commit.header.ops[0].supersedes == (one, other)
    assert commit.header.reverts == (one, other)


def test_a_long_deed_goes_on_in_further_commits() -> None:
    changes = [a_change(number) for number in range(MAX_OPS * 2 + 1)]

    done = sealed(a_deed(changes=changes), START)

    headers = [one.header for one in done.commits]
    written = [op.record for one in headers for op in one.ops]
    assert max(len(one.ops) for one in headers) <= MAX_OPS
    assert written == [one.record for one in changes]
    assert [one.number for one in headers] == list(range(1, len(headers) + 1))
    assert [bool(one.words) for one in headers] == [True] + [False] * (len(headers) - 1)
    assert len({one.deed for one in headers}) == 1
    verdict = applicable({}, {one.id: one.header for one in done.commits})
    assert list(verdict.links) == [one.id for one in done.commits]
    assert verify_seal(KEY.device, done.commits[-1].id, done.seal)


def test_as_many_ops_as_are_allowed_fit_one_commit() -> None:
    changes = [
        Change("p", derived_id(str(number)), {"n": 1}) for number in range(MAX_OPS)
    ]

    assert len(sealed(a_deed(changes=changes)).commits) == 1
    assert len(sealed(a_deed(changes=[*changes, a_change(0)])).commits) == 2


def test_a_header_never_outgrows_a_line() -> None:
    ids = some_ids(MAX_OPS)
    changes = [a_change(number, *ids) for number in range(9)]

    done = sealed(a_deed(changes=changes, reverts=ids))

    assert all(len(one.raw) <= MAX_LINE for one in done.commits)
    assert len(done.commits) == 3
    assert sum(len(one.header.ops) for one in done.commits) == 9


def test_long_texts_are_not_all_put_into_one_commit() -> None:
    text = "😀" * MAX_TEXT
    changes = [
        Change("person", derived_id(str(number)), {"name": text, "note": text})
        for number in range(45)
    ]

    done = sealed(a_deed(changes=changes))

    payloads = [[line or b"" for line in one.payloads] for one in done.commits]
    assert [len(lines) for lines in payloads] == [41, 4]
    assert all(sum(map(len, lines)) <= 32 << 20 for lines in payloads)


def test_more_reverts_than_one_commit_holds_go_on_in_the_next() -> None:
    ids = some_ids(MAX_OPS + 1)

    done = sealed(a_deed(changes=[a_change(1)], reverts=ids))

    assert [len(one.header.reverts) for one in done.commits] == [MAX_OPS, 1]
    assert [len(one.header.ops) for one in done.commits] == [1, 0]


def test_a_deed_may_only_revert() -> None:
    (commit,) = sealed(a_deed(changes=[], reverts=some_ids(1))).commits

    assert commit.payloads == ()
    assert commit.words


def test_a_record_is_changed_once_in_a_deed() -> None:
    with pytest.raises(ValueError, match="twice"):
        sealed(a_deed(changes=[a_change(1), a_change(1)]))


def test_a_deed_does_something() -> None:
    with pytest.raises(ValueError, match="nothing"):
        sealed(a_deed(changes=[]))


def test_a_value_that_cannot_be_held_stops_the_deed() -> None:
    with pytest.raises(UnwritableValueError):
        sealed(a_deed(changes=[Change("person", "1" * 32, {"name": "\0"})]))
    with pytest.raises(UnwritableValueError):
        sealed(a_deed(reason="\0"))


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "Registrar"},
        {"actor": ""},
        {"id": "x"},
        {"clock": 1 << 53},
        {"changes": [Change("person", "1", {"name": "x"})]},
        {"changes": [Change("person", "1" * 32, {})]},
        {"changes": [Change("person", "1" * 32, {"_deleted": False})]},
        {"reverts": ["x"]},
    ],
)
def test_what_nobody_could_read_is_never_sealed(changes: dict[str, object]) -> None:
    with pytest.raises(MalformedCommitError):
        sealed(a_deed(**changes))
