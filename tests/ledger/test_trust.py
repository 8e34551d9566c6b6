from __future__ import annotations

import pytest

from workshop_app.ids import derived_id
from workshop_app.ledger import trust
from workshop_app.ledger.commit import to_text
from workshop_app.ledger.fold import Write, aside
from workshop_app.ledger.identity import (
    DeviceKey,
    OfficeKey,
    Statement,
    statement_values,
)
from workshop_app.ledger.payload import (
    ERASED,
    Value,
    is_rest,
    stored_payload,
    write_payload,
    write_rest,
)
from workshop_app.ledger.trust import (
    CERTIFICATE,
    REVOCATION,
    Standing,
    disbelieved,
    standing,
    statement_record,
)

PROCESS = derived_id("process")
OFFICE = OfficeKey(b"o" * 32)
OTHER_OFFICE = OfficeKey(b"p" * 32)
DEVICE = DeviceKey(b"d" * 32).device
OTHER = DeviceKey(b"e" * 32).device
TIPS = tuple(DeviceKey(bytes([n]) * 32).device for n in range(1, 5))  # hashes will do
CHAIN = dict(zip(TIPS, ("", *TIPS), strict=False))


def written(statement: Statement, **changed: object) -> Write:
    values = {**statement_values(statement), **changed}
    return Write(TIPS[0], 0, tuple(values), tuple(values.values()), ())  # type: ignore[arg-type]


def certificate(
    device: str = DEVICE, process: str = PROCESS, office: OfficeKey = OFFICE
) -> Statement:
    return office.certify(
        device, holder=derived_id("x"), role="door", process=process, valid_from=0
    )


def weighed(kind: str, *writes: Write) -> Standing:
    return standing(DEVICE, PROCESS, OFFICE.public, {kind: writes})


def test_a_device_nobody_speaks_of_is_not_admitted() -> None:
    assert standing(DEVICE, PROCESS, OFFICE.public, {}) == Standing()


def test_a_certificate_of_the_office_admits() -> None:
    assert weighed(CERTIFICATE, written(certificate())).admitted


@pytest.mark.parametrize(
    "write",
    [
        written(certificate(device=OTHER)),
        written(certificate(process=derived_id("another"))),
        written(certificate(office=OfficeKey(b"p" * 32))),
        written(certificate(), holder="nobody"),
        Write(TIPS[0], 0, ("device",), None, ()),
    ],
    ids=["of another", "elsewhere", "of another office", "malformed", "erased"],
)
def test_nothing_else_admits(write: Write) -> None:
    assert not weighed(CERTIFICATE, write).admitted


def test_a_certificate_that_will_not_do_spoils_no_other() -> None:
    wrong = written(certificate(device=OTHER))

    assert weighed(CERTIFICATE, wrong, written(certificate())).admitted


def test_every_revocation_of_the_office_limits() -> None:
    first, last = (written(OFFICE.revoke(DEVICE, tip)) for tip in ("", TIPS[2]))

    assert weighed(REVOCATION, first, last).last_good == {"", TIPS[2]}


@pytest.mark.parametrize(
    "write",
    [
        written(OFFICE.revoke(OTHER, "")),
        written(OfficeKey(b"p" * 32).revoke(DEVICE, "")),
        written(OFFICE.revoke(DEVICE, ""), last_good="never"),
        Write(TIPS[0], 0, ("device",), None, ()),
    ],
    ids=["of another", "of another office", "malformed", "erased"],
)
def test_nothing_else_revokes(write: Write) -> None:
    assert not weighed(REVOCATION, write).last_good


def test_a_stranger_is_disbelieved_and_ones_own_work_is_not() -> None:
    assert disbelieved(CHAIN, Standing(), own=False) == set(CHAIN)
    assert disbelieved(CHAIN, Standing(), own=True) == set()


@pytest.mark.parametrize("own", [False, True])
def test_a_revoked_device_is_believed_up_to_its_last_good_commit(own: bool) -> None:  # noqa: FBT001
    stands = Standing(admitted=True, last_good=frozenset({TIPS[1]}))

    assert disbelieved(CHAIN, stands, own=own) == {*TIPS[2:]}


def test_of_two_revocations_the_stricter_holds() -> None:
    stands = Standing(admitted=True, last_good=frozenset({TIPS[2], TIPS[0]}))

    assert disbelieved(CHAIN, stands, own=False) == {*TIPS[1:]}


@pytest.mark.parametrize("last", ["", OTHER])
def test_a_last_good_commit_that_is_not_of_the_chain_leaves_none(last: str) -> None:
    stands = Standing(admitted=True, last_good=frozenset({last}))

    assert disbelieved(CHAIN, stands, own=False) == set(CHAIN)


def test_each_kind_of_statement_has_one_record_for_a_device() -> None:
    named = {
        statement_record(kind, device)
        for kind in (CERTIFICATE, REVOCATION)
        for device in (DEVICE, OTHER)
    }

    assert len(named) == 4


def test_what_is_distrusted_reverts_nothing() -> None:
    assert aside({"r": ["a"]}, ["r"]) == {"r"}
    assert aside({"r": ["a"], "s": ["r"]}, ["r"]) == {"r"}
    assert aside({"r": ["a"]}, ["a", "x"]) == {"a", "x"}


class TestErasure:
    """Orders to erase, and what stays known of what is erased."""

    HASH = to_text(bytes([7] * 32))

    def said(self, statement: Statement, **changes: Value) -> Write:
        values = {**statement_values(statement), **changes}
        return Write("c" * 43, 0, tuple(values), tuple(values.values()), ())

    def test_an_order_counts_if_the_office_signed_it(self) -> None:
        order = OFFICE.order_erasure([self.HASH])

        assert trust.ordered(self.said(order), OFFICE.public) == {self.HASH}
        assert not trust.ordered(self.said(order), OTHER_OFFICE.public)
        assert not trust.ordered(self.said(order, signature="x"), OFFICE.public)
        assert not trust.ordered(Write("c", 0, ("x",), None, ()), OFFICE.public)

    def test_what_is_kept_is_what_every_remainder_keeps(self) -> None:
        first = self.said(OFFICE.keep(self.HASH, {0: "Ana", 2: 1, 3: None}))
        second = self.said(OFFICE.keep(self.HASH, {0: "Ana", 2: True, 9: "x"}))

        one = trust.remainder(self.HASH, OFFICE.public, [first])
        both = trust.remainder(self.HASH, OFFICE.public, [first, second])

        assert one == {0: "Ana", 2: 1, 3: None}
        assert both == {0: "Ana"}
        assert trust.remainder(self.HASH, OFFICE.public, [second, first]) == both

    def test_a_remainder_that_is_none_says_nothing(self) -> None:
        honest = OFFICE.keep(self.HASH, {0: "Ana"})
        strange = [
            self.said(honest, f1="forged"),
            self.said(honest, field="x"),
            self.said(OFFICE.keep(to_text(bytes(32)), {0: "Ana"})),
            self.said(OTHER_OFFICE.keep(self.HASH, {0: "Ana"})),
            Write("c", 0, ("payload",), None, ()),
        ]

        assert trust.remainder(self.HASH, OFFICE.public, strange) is None


def test_what_is_left_of_a_payload_is_read_with_its_gaps() -> None:
    values = ("Ana", ERASED, None, ("x",))

    line = write_rest(values)

    assert stored_payload(line) == values
    assert is_rest(line)
    assert not is_rest(write_payload("s" * 16, ["Ana"]))
