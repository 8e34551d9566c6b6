"""The golden log of format 1 is read, and written, as it was on its first day."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.ledger import story
from workshop_app.ledger.chain import uncovered
from workshop_app.ledger.identity import (
    Statement,
    read_certificate,
    read_erasure,
    read_revocation,
    verify_seal,
    verify_statement,
)
from workshop_app.ledger.log import read_log, write_log
from workshop_app.ledger.payload import open_commit, read_deed

GOLDEN = Path(__file__).parents[1] / "golden"
LOG = (GOLDEN / "ledger_v1.jsonl").read_bytes()
EXPECTED = json.loads((GOLDEN / "ledger_v1.json").read_bytes())
COMMITS = [open_commit(header, lines) for header, lines in read_log(LOG)]


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def data(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_golden_log_still_says_what_it_said() -> None:
    seals = [tuple(seal) for seal in EXPECTED["seals"]]

    told = story.expected(COMMITS, seals)

    assert json.loads(story.as_json(told)) == EXPECTED
    assert [one.id for one in COMMITS] == list(EXPECTED["commits"])


def test_the_golden_log_is_passed_on_byte_by_byte() -> None:
    assert write_log(COMMITS) == LOG


def test_the_same_story_is_told_in_the_same_bytes() -> None:
    commits, seals = story.tell()

    assert write_log(commits) == LOG
    assert [list(seal) for seal in seals] == EXPECTED["seals"]


def test_the_golden_seals_vouch_for_every_commit() -> None:
    tips = [
        (device, tip)
        for device, tip, seal in EXPECTED["seals"]
        if verify_seal(device, tip, seal)
    ]

    loose = uncovered(tips, {one.id: one.header for one in COMMITS})

    assert len(tips) == 3
    assert not loose


def test_hashes_and_seals_are_made_as_the_page_says() -> None:
    names, payloads = set(), set()
    for line in LOG.split(b"\n")[:-1]:
        if line.startswith(b"{"):
            names.add(text(hashlib.sha256(b"kuska:commit:v1\0" + line).digest()))
        elif line != b"-":
            payloads.add(text(hashlib.sha256(b"kuska:payload:v1\0" + line).digest()))

    promised = {op.payload for one in COMMITS for op in one.header.ops}
    promised |= {one.header.words for one in COMMITS if one.header.words}

    assert names == EXPECTED["commits"].keys()
    assert len(promised - payloads) == LOG.count(b"\n-\n") == 2
    assert payloads <= promised
    for device, tip, seal in EXPECTED["seals"]:
        key = Ed25519PublicKey.from_public_bytes(data(device))
        key.verify(data(seal), b"kuska:seal:v1\0" + data(tip))


def test_the_golden_statements_are_signed_by_the_office() -> None:
    states = {
        record.split()[0]: state["values"]
        for record, state in EXPECTED["states"].items()
    }
    office = states["process"]["office_key"]

    statements: list[Statement] = [
        read_certificate(states["certificate"]),
        read_revocation(states["revocation"]),
        read_erasure(states["erasure"]),
    ]

    assert all(verify_statement(one, office) for one in statements)


def test_a_golden_certificate_is_signed_as_the_page_says() -> None:
    states = EXPECTED["states"]
    values = next(
        state["values"] for record, state in states.items() if "certificate" in record
    )
    fields = ("device", "holder", "role", "process", "valid_from", "valid_until")
    array = json.dumps([values[name] for name in fields], separators=(",", ":"))

    key = Ed25519PublicKey.from_public_bytes(data(story.OFFICE.public))

    key.verify(data(values["signature"]), b"kuska:certificate:v1\0" + array.encode())


def test_the_golden_log_tells_every_kind_of_thing() -> None:
    headers = [one.header for one in COMMITS]

    assert any(one.number == 1 for one in headers)
    assert any(not one.words for one in headers)  # goes on with a deed
    assert any(one.reverts for one in headers)
    assert any(op.supersedes for one in headers for op in one.ops)
    assert any(None in one.payloads for one in COMMITS)
    assert any(one.words is None and one.header.words for one in COMMITS)
    assert any(one.words and read_deed(one.words).reason for one in COMMITS)
    assert EXPECTED["forks"]
    assert EXPECTED["set_aside"]
    states = EXPECTED["states"].values()
    assert any(one["deleted"] for one in states)
    assert any(one["life_conflict"] for one in states)
    assert any(one["conflicts"] for one in states)
