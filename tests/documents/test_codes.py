"""The record, and the code that ties every printed page to it."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.content_builders import (
    a_letterhead,
    a_reference,
    letter_content,
    minutes_content,
)
from workshop_app.documents import codes


def test_a_record_is_exactly_the_content_of_its_edition() -> None:
    content = letter_content()

    record = json.loads(codes.canonical(content))

    assert record["addressee"]["name"] == content.addressee.name
    assert record["contributions"][0]["outcome"] == "accepted_in_part"
    assert record["review_until"] == "2026-05-25"
    assert record["reference"]["issued_at"] == "2026-04-20T13:40:00-05:00"
    assert set(record) == set(vars(content))


def test_the_same_content_gives_the_same_record() -> None:
    assert codes.canonical(minutes_content()) == codes.canonical(minutes_content())


def test_a_record_is_compact_sorted_and_in_utf_8() -> None:
    record = codes.canonical(a_letterhead())

    assert b"Autoridad" in record
    again = json.dumps(
        json.loads(record), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert record == again.encode()


def test_half_a_character_does_not_stop_a_record() -> None:
    record = codes.canonical(a_letterhead(office="mal \ud800"))

    assert json.loads(record)["office"] == "mal \ud800"


def test_what_has_no_place_in_a_record_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no place"):
        codes.canonical(a_letterhead(office={1}))


def test_the_code_is_the_beginning_of_the_digest() -> None:
    seal = codes.seal("A", a_reference(), a_letterhead())

    assert seal.digest == hashlib.sha256(seal.record).hexdigest()
    assert codes.CODE_PATTERN.fullmatch(seal.code)
    assert seal.code.replace("-", "") == seal.payload.rsplit(":", 1)[1][:16]


def test_a_qr_says_only_what_its_compact_mode_can() -> None:
    reference = a_reference(number="Acta ñ-3/2026 «x»", version=4)

    payload = codes.seal("A", reference, reference).payload

    assert payload.startswith("KSK1:A:ACTA --3/2026 -X-:V4:")
    assert payload == payload.upper()


def test_qr_runs_cover_every_dark_module_once() -> None:
    side, runs = codes.qr_runs("KSK1:A:PRUEBA")

    cells = [(row, column + n) for row, column, length in runs for n in range(length)]
    assert len(cells) == len(set(cells))
    assert all(row < side and column < side for row, column in cells)
    # The three finder patterns stand in their corners (ISO/IEC 18004, 6.3.3).
    assert {(0, 0), (0, side - 1), (side - 1, 0)} <= set(cells)
