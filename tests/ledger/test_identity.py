"""What keys prove."""

from __future__ import annotations

import re

import msgspec
import pytest

from workshop_app.ledger.commit import Fault, MalformedCommitError, to_text
from workshop_app.ledger.identity import (
    DeviceKey,
    OfficeKey,
    Statement,
    device_label,
    read_certificate,
    read_erasure,
    read_revocation,
    six_words,
    statement_values,
    verify_seal,
    verify_statement,
)
from workshop_app.ledger.payload import read_payload, write_payload

KEY = DeviceKey(bytes(32))
OTHER = DeviceKey(bytes([1] * 32))
OFFICE = OfficeKey(bytes([2] * 32))
TIP = to_text(bytes(range(32)))
PERSON = "a" * 32
PROCESS = "b" * 32


def statements() -> list[Statement]:
    return [
        OFFICE.certify(
            KEY.device, holder=PERSON, role="registrar", process=PROCESS, valid_from=5
        ),
        OFFICE.certify(
            KEY.device,
            holder=PERSON,
            role="registrar",
            process=PROCESS,
            valid_from=5,
            valid_until=6,
        ),
        OFFICE.revoke(KEY.device, TIP),
        OFFICE.revoke(KEY.device, ""),
        OFFICE.order_erasure([TIP, KEY.device, TIP]),
    ]


def test_a_device_is_known_by_its_public_key() -> None:
    # RFC 8032 does not test the seed of 32 zeros; OpenSSL and libsodium agree on it.
    assert KEY.device == "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik"
    assert DeviceKey(bytes(32)).device == KEY.device
    assert OTHER.device != KEY.device


def test_a_seal_proves_who_wrote_a_tip() -> None:
    seal = KEY.seal(TIP)

    assert len(seal) == 86
    assert verify_seal(KEY.device, TIP, seal)
    assert not verify_seal(OTHER.device, TIP, seal)
    assert not verify_seal(KEY.device, KEY.device, seal)


@pytest.mark.parametrize(
    ("device", "tip", "seal"),
    [
        ("", TIP, KEY.seal(TIP)),
        ("x" * 43, TIP, KEY.seal(TIP)),
        (to_text(bytes([255] * 32)), TIP, KEY.seal(TIP)),
        (KEY.device, "?", KEY.seal(TIP)),
        (KEY.device, TIP, ""),
        (KEY.device, TIP, KEY.seal(TIP)[:-1]),
        (KEY.device, TIP, KEY.seal(TIP) + "=="),
    ],
)
def test_what_is_no_seal_proves_nothing(device: str, tip: str, seal: str) -> None:
    assert not verify_seal(device, tip, seal)


def test_a_label_has_four_syllables_that_anybody_can_say() -> None:
    labels = {
        device_label(DeviceKey(number.to_bytes(32, "big")).device)
        for number in range(200)
    }

    assert device_label(KEY.device) == "ronesuni"
    assert len(labels) == 200
    assert all(re.fullmatch("([bdfgklmnrsty][aeiou]){4}", one) for one in labels)


@pytest.mark.parametrize("number", range(5))
def test_the_office_stands_by_what_it_signed(number: int) -> None:
    statement = statements()[number]

    assert verify_statement(statement, OFFICE.public)
    assert not verify_statement(statement, KEY.device)


@pytest.mark.parametrize(
    ("number", "lie"),
    [
        (0, {"device": OTHER.device}),
        (0, {"holder": PROCESS}),
        (0, {"role": "facilitator"}),
        (0, {"process": PERSON}),
        (0, {"valid_from": 4}),
        (0, {"valid_until": 7}),
        (1, {"valid_until": None}),
        (2, {"device": OTHER.device}),
        (2, {"last_good": ""}),
        (3, {"last_good": TIP}),
        (4, {"payloads": (TIP,)}),
    ],
)
def test_nothing_signed_can_be_altered(number: int, lie: dict[str, object]) -> None:
    altered = msgspec.structs.replace(statements()[number], **lie)

    assert not verify_statement(altered, OFFICE.public)


def test_a_signature_is_good_for_one_purpose() -> None:
    revocation = OFFICE.revoke(KEY.device, TIP)

    assert not verify_seal(OFFICE.public, TIP, revocation.signature)


@pytest.mark.parametrize("number", range(5))
def test_a_statement_comes_back_from_its_record(number: int) -> None:
    statement = statements()[number]
    readers = [
        read_certificate,
        read_certificate,
        read_revocation,
        read_revocation,
        read_erasure,
    ]
    fields = statement_values(statement)
    line = write_payload("x" * 16, tuple(fields.values()))

    values = read_payload(line, len(fields))

    assert readers[number](dict(zip(fields, values, strict=True))) == statement


def test_an_erasure_names_payloads_in_order_and_once() -> None:
    assert OFFICE.order_erasure([TIP, KEY.device, TIP]).payloads == tuple(
        sorted([TIP, KEY.device])
    )


@pytest.mark.parametrize(
    "change",
    [
        {"device": "x"},
        {"device": KEY.device + "\n"},
        {"holder": "nobody"},
        {"role": "Registrar"},
        {"valid_from": -1},
        {"valid_from": None},
        {"valid_until": "2026"},
        {"valid_until": 1 << 53},
        {"signature": "x"},
        {"more": 1},
    ],
)
def test_a_record_that_is_no_certificate_is_refused(change: dict[str, object]) -> None:
    values = dict(statement_values(statements()[0])) | change

    with pytest.raises(MalformedCommitError) as refusal:
        read_certificate(values)

    assert refusal.value.fault is Fault.RECORD


def test_a_record_that_lacks_a_field_is_refused() -> None:
    with pytest.raises(MalformedCommitError):
        read_revocation({"device": KEY.device})
    with pytest.raises(MalformedCommitError):
        read_revocation({**statement_values(statements()[2]), "last_good": "x"})
    with pytest.raises(MalformedCommitError):
        read_erasure({**statement_values(statements()[4]), "payloads": ()})


def test_six_words_stand_for_a_key_and_change_with_any_bit_of_it() -> None:
    one, other = to_text(bytes(32)), to_text(bytes(31) + b"\4")

    words = six_words(one)

    assert words == "domoma danoku debika kudite diniga rerugu"
    assert {len(word) for word in words.split()} == {6}
    assert six_words(other) != words
