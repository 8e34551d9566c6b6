"""What a file that travels says of itself."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_app.ledger.commit import (
    Fault,
    MalformedCommitError,
    TooNewCommitError,
    to_text,
)
from workshop_app.ledger.identity import DeviceKey, verify_manifest, verify_seal
from workshop_app.ledger.manifest import (
    MAX_BLOB,
    MAX_LOG,
    MAX_MANIFEST,
    Manifest,
    encode_manifest,
    read_manifest,
)

ONE = DeviceKey(bytes(32))
TWO = DeviceKey(bytes([1] * 32))
TIPS = tuple(to_text(bytes([number] * 32)) for number in range(3))
PLAIN = Manifest(
    format=1,
    schema=1,
    app="0.1.0",
    by=ONE.device,
    created=1_760_000_000_000,
    process="b" * 32,
    commits=2,
    bytes=900,
    sha256="0" * 64,
    base=(),
    heads=((ONE.device, TIPS[0], ONE.seal(TIPS[0])),),
    blobs=(),
)
SPELLED = (
    '{"format":1,"schema":1,"app":"0.1.0",'
    f'"by":"{ONE.device}","created":1760000000000,"process":"{"b" * 32}",'
    f'"commits":2,"bytes":900,"sha256":"{"0" * 64}","base":[],'
    f'"heads":[["{ONE.device}","{TIPS[0]}","{ONE.seal(TIPS[0])}"]],"blobs":[]}}'
).encode()


def changed(**values: object) -> bytes:
    return encode_manifest(msgspec.structs.replace(PLAIN, **values))


def test_a_manifest_has_one_spelling_and_is_read_from_it() -> None:
    spelled = encode_manifest(PLAIN)

    assert spelled == SPELLED
    assert read_manifest(spelled) == PLAIN


def test_everything_it_can_say_is_read_back() -> None:
    heads = tuple(
        sorted(
            (key.device, tip, key.seal(tip)) for key in (ONE, TWO) for tip in TIPS[:2]
        )
    )
    full = msgspec.structs.replace(
        PLAIN,
        schema=3,
        app="1.4.0rc1+local",
        created=0,
        commits=0,
        bytes=MAX_LOG,
        base=tuple((device, tip) for device, tip, _ in heads),
        heads=heads,
        blobs=(("0" * 64, 0), ("f" * 64, MAX_BLOB)),
    )

    assert read_manifest(encode_manifest(full)) == full


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b'{"format":1,',
        b'{"format":0,' + SPELLED[12:],
        SPELLED.replace(b":1,", b":true,", 1),
        SPELLED.replace(b",", b", ", 1),
        SPELLED + b"\n",
        b"\xef\xbb\xbf" + SPELLED,
        SPELLED[:-1] + b',"note":"x"}',
        SPELLED.replace(b'"app":"0.1.0",', b""),
        SPELLED.replace(b'"app":"0.1.0",', b'"app":"0.1.0","app":"0.1.0",'),
        SPELLED.replace(b'"schema":1,"app":"0.1.0"', b'"app":"0.1.0","schema":1'),
        SPELLED.replace(b"0.1.0", b"0.1\xff0"),
        SPELLED.replace(b"0.1.0", b"\\u0030.1.0"),
        SPELLED.replace(b"0.1.0", b"0 1"),
        SPELLED.replace(b"0.1.0", b"0.1\\n"),
        SPELLED.replace(b":900,", b":9e2,"),
        SPELLED.replace(b":900,", b":-1,"),
        SPELLED.replace(b":900,", b":2147483648,"),
        SPELLED.replace(b"0" * 64, b"0" * 63),
        SPELLED.replace(b"b" * 32, b"B" * 32),
        SPELLED.replace(TIPS[0].encode(), b""),
        changed(schema=0),
        changed(created=(1 << 52) + 1),
        changed(heads=()),
        changed(blobs=(("0" * 64, MAX_BLOB + 1),)),
    ],
)
def test_whatever_is_spelled_otherwise_is_refused(line: bytes) -> None:
    with pytest.raises(MalformedCommitError) as refusal:
        read_manifest(line)

    assert refusal.value.fault is Fault.GRAMMAR


@pytest.mark.parametrize(
    "line",
    [
        changed(base=((ONE.device, TIPS[1]), (ONE.device, TIPS[0]))),
        changed(base=((ONE.device, TIPS[1]), (ONE.device, TIPS[1]))),
        changed(
            heads=(
                (ONE.device, TIPS[0], ONE.seal(TIPS[0])),
                (ONE.device, TIPS[0], ONE.seal(TIPS[1])),
            )
        ),
        changed(blobs=(("1" * 64, 5), ("0" * 64, 5))),
        changed(blobs=(("1" * 64, 5), ("1" * 64, 6))),
    ],
)
def test_lists_are_in_order_and_name_nothing_twice(line: bytes) -> None:
    with pytest.raises(MalformedCommitError) as refusal:
        read_manifest(line)

    assert refusal.value.fault is Fault.ORDER


@pytest.mark.parametrize(
    "line",
    [
        SPELLED.replace(b":1,", b":2,", 1),
        b'{"format":2,"sheets":[{"what":["nobody","knows"]}]}',
        b'{"format":17,\xff and whatever comes',
        b'{"format":2,' + b" " * MAX_MANIFEST,
    ],
)
def test_a_later_format_is_told_apart_from_damage(line: bytes) -> None:
    with pytest.raises(TooNewCommitError) as refusal:
        read_manifest(line)

    assert refusal.value.found > refusal.value.understood == 1


def test_a_manifest_longer_than_any_is_not_decoded() -> None:
    with pytest.raises(MalformedCommitError) as refusal:
        read_manifest(SPELLED + b" " * MAX_MANIFEST)

    assert refusal.value.fault is Fault.TOO_LONG


@given(st.binary(max_size=60), st.integers(0, len(SPELLED)), st.integers(0, 60))
def test_only_one_spelling_is_ever_read(new: bytes, at: int, gone: int) -> None:
    line = SPELLED[:at] + new + SPELLED[at + gone :]

    try:
        manifest = read_manifest(line)
    except (MalformedCommitError, TooNewCommitError):
        return

    assert encode_manifest(manifest) == line


def test_a_signature_is_over_these_bytes_by_this_device() -> None:
    signature = ONE.sign_manifest(SPELLED)

    assert verify_manifest(ONE.device, SPELLED, signature)
    assert not verify_manifest(TWO.device, SPELLED, signature)
    assert not verify_manifest(ONE.device, SPELLED + b" ", signature)
    assert not verify_manifest(ONE.device, SPELLED, signature[:-2] + "AA")
    assert not verify_manifest("nobody", SPELLED, signature)


def test_a_signed_manifest_is_no_seal() -> None:
    tip = TIPS[1]

    assert not verify_seal(ONE.device, tip, ONE.sign_manifest(bytes([1] * 32)))
    assert not verify_manifest(ONE.device, bytes([1] * 32), ONE.seal(tip))
