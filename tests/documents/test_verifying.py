"""What a PDF is worth, whoever hands it in."""

from __future__ import annotations

import hashlib
import random
import zlib
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Name

from tests.content_builders import a_reference, letter_content, minutes_content
from tests.documents.keys import AT, a_key
from tests.effort import examples
from workshop_app.documents import carried, codes, verifying
from workshop_app.documents.letter import letter_pdf
from workshop_app.documents.minutes import minutes_pdf
from workshop_app.documents.signing import SignatureRequest, sign_pdf
from workshop_app.documents.verifying import verify_pdf
from workshop_app.i18n import Language


@pytest.fixture(scope="module")
def minutes() -> bytes:
    return minutes_pdf(minutes_content(), language=Language.ENGLISH).pdf


@pytest.fixture(scope="module")
def signed(minutes: bytes) -> bytes:
    once = sign_pdf(minutes, a_key(), SignatureRequest(at=AT)).pdf
    other = a_key("Fidel Ñaupari Ramos")
    return sign_pdf(once, other, SignatureRequest(at=AT, reason="con reserva")).pdf


def resaved(pdf: bytes, change: Any = None, **options: Any) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        if change:
            change(opened)
        opened.save(target, **options)
    return target.getvalue()


def test_an_unsigned_paper_is_whole_when_its_record_matches(minutes: bytes) -> None:
    verdict = verify_pdf(minutes)

    assert verdict.whole
    assert verdict.kind == "pdf"
    assert verdict.signers == ()
    assert verdict.claims == ("PDF/A-3A", "PDF/UA-1")
    assert verdict.record is not None
    assert verdict.record.matches
    assert verdict.record.data == codes.canonical(minutes_content())
    assert verdict.record.digest == hashlib.sha256(verdict.record.data).hexdigest()


def test_signers_are_named_with_the_role_the_record_gives_them(signed: bytes) -> None:
    verdict = verify_pdf(signed)

    assert verdict.whole
    assert [(one.name, one.role) for one in verdict.signers] == [
        ("Rosa Elvira Quispe Huamán", "facilitator"),
        ("Fidel Ñaupari Ramos", "chair_state"),
    ]
    assert [one.expected for one in verdict.signers][1] == "Fidel Ñaupari Ramos"
    assert [one.covers_whole_file for one in verdict.signers] == [False, True]
    assert [one.reason for one in verdict.signers] == ["", "con reserva"]
    assert all(one.intact for one in verdict.signers)


def test_only_a_certificate_somebody_compared_is_trusted(signed: bytes) -> None:
    known = frozenset({a_key().fingerprint})

    verdict = verify_pdf(signed, trusted=known)

    assert [one.trusted for one in verdict.signers] == [True, False]
    assert not any(one.trusted for one in verify_pdf(signed).signers)


@pytest.mark.slow  # verifies a dozen signatures
def test_a_flipped_bit_is_found_anywhere_in_a_signed_paper(signed: bytes) -> None:
    places = random.Random(20260420).sample(range(len(signed)), 12)  # noqa: S311
    for place in places:
        altered = bytearray(signed)
        altered[place] ^= 1

        verdict = verify_pdf(bytes(altered))

        assert not verdict.whole, place
        assert verdict.problems


def test_a_page_painted_over_after_signing_is_found_out(signed: bytes) -> None:
    from pyhanko.pdf_utils.generic import StreamObject  # noqa: PLC0415
    from pyhanko.pdf_utils.incremental_writer import (  # noqa: PLC0415
        IncrementalPdfFileWriter,
    )

    writer = IncrementalPdfFileWriter(BytesIO(signed))
    red = StreamObject(stream_data=b"1 0 0 rg 100 400 300 200 re f")
    writer.add_stream_to_page(0, writer.add_object(red))  # type: ignore[no-untyped-call]
    target = BytesIO()
    writer.write(target)  # type: ignore[no-untyped-call]

    verdict = verify_pdf(target.getvalue(), trusted=frozenset({a_key().fingerprint}))

    assert not verdict.whole
    assert "was changed after Rosa Elvira" in verdict.problems[0]
    assert not any(one.trusted or one.intact for one in verdict.signers)


def test_a_record_swapped_for_another_is_found_out(minutes: bytes) -> None:
    def swap(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AF[0].EF.F.write(b'{"ballots":[]}')

    verdict = verify_pdf(resaved(minutes, swap))

    assert not verdict.whole
    assert "A page shows the code" in verdict.problems[0]
    assert verdict.record is not None
    assert not verdict.record.matches


def test_a_page_of_another_paper_is_found_out(minutes: bytes) -> None:
    draft = letter_content(reference=a_reference(draft=True))
    letter = letter_pdf(draft, language=Language.ENGLISH).pdf

    def slip_in(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(BytesIO(letter)) as other:
            pdf.pages.append(other.pages[0])

    verdict = verify_pdf(resaved(minutes, slip_in))

    assert not verdict.whole
    assert verdict.record is not None
    assert len(verdict.record.printed) == 2


def test_a_page_without_a_code_is_found_out(minutes: bytes) -> None:
    verdict = verify_pdf(resaved(minutes, lambda pdf: pdf.add_blank_page()))

    assert verdict.record is not None
    assert verdict.record.pages_without_code == (5,)
    assert verdict.problems == ("No code could be read on these pages: 5.",)


@pytest.mark.parametrize("tail", [b"\n% a word more\n", b"x" * 50])
def test_what_is_added_after_the_end_is_found_out(signed: bytes, tail: bytes) -> None:
    verdict = verify_pdf(signed + tail)

    assert not verdict.whole
    assert any("added after" in problem for problem in verdict.problems)


def test_a_paper_saved_again_by_another_program_is_no_longer_signed(
    signed: bytes,
) -> None:
    verdict = verify_pdf(resaved(signed))

    assert not verdict.whole
    assert "is broken" in verdict.problems[0]


def test_a_signature_given_out_of_its_certificates_time_is_told() -> None:
    # A forger's clock: our own signing refuses this.
    key = a_key()
    minutes = minutes_pdf(minutes_content(), language=Language.ENGLISH).pdf
    import workshop_app.documents.certificates as home  # noqa: PLC0415

    kept = home.check_usable
    home.check_usable = lambda *_: None
    try:
        late = AT.replace(year=2040)
        forged = sign_pdf(minutes, key, SignatureRequest(at=late)).pdf
    finally:
        home.check_usable = kept

    verdict = verify_pdf(forged)

    assert "was not valid when it signed" in verdict.problems[0]


def test_a_foreign_pdf_is_told_from_a_paper() -> None:
    target = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target)

    verdict = verify_pdf(target.getvalue())

    assert not verdict.whole
    assert verdict.record is None
    assert "not one of our papers" in verdict.problems[0]


def test_two_records_are_one_too_many(minutes: bytes) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        other = pikepdf.AttachedFileSpec(pdf, b"{}", filename=codes.RECORD_NAME)
        pdf.attachments["otro.json"] = other

    verdict = verify_pdf(resaved(minutes, add))

    assert not verdict.whole
    assert "more than one record" in verdict.problems[0]


def test_a_password_is_told(minutes: bytes) -> None:
    locked = resaved(minutes, encryption=pikepdf.Encryption(owner="x", user="y"))
    open_to_all = resaved(minutes, encryption=pikepdf.Encryption(owner="x", user=""))

    for pdf in (locked, open_to_all):
        assert "password" in verify_pdf(pdf).problems[0]


def test_a_record_that_grows_without_end_is_not_unpacked(minutes: bytes) -> None:
    def bomb(pdf: pikepdf.Pdf) -> None:
        packed = zlib.compress(b"\0" * (carried._LARGEST_RECORD + 10), 9)
        pdf.Root.AF[0].EF.F.write(packed, filter=Name.FlateDecode)

    verdict = verify_pdf(resaved(minutes, bomb))

    assert not verdict.whole
    assert verdict.record is not None
    assert verdict.record.data == b""


def test_a_file_beyond_all_measure_is_not_read(
    monkeypatch: pytest.MonkeyPatch, minutes: bytes
) -> None:
    monkeypatch.setattr(verifying, "LARGEST_FILE", 1000)

    assert "too large" in verify_pdf(minutes).problems[0]


@settings(max_examples=examples(40), deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.7\n"]))
def test_no_bytes_at_all_raise(junk: bytes, head: bytes) -> None:
    verdict = verify_pdf(head + junk)

    assert not verdict.whole
    assert verdict.problems


@pytest.mark.parametrize("length", [20, 1000, 20_000, -30, -500])
def test_a_paper_cut_short_is_told(signed: bytes, length: int) -> None:
    assert not verify_pdf(signed[:length]).whole
    assert verify_pdf(signed[:length]).problems


def test_a_record_that_is_no_json_gives_no_roles(signed: bytes) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AF[0].EF.F.write(b"{" * 20_000)

    verdict = verify_pdf(resaved(signed, spoil))

    assert [one.role for one in verdict.signers] == ["", ""]
