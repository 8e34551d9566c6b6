"""One signature on a paper, or a sentence why not."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.content_builders import a_reference, minutes_content
from tests.documents.keys import (
    AT,
    PASSPHRASE,
    a_certificate,
    a_file,
    a_key,
    an_rsa_key,
)
from tests.documents.reading import font_names, page_words
from tests.documents.sheets import a_paper, a_typesetter
from workshop_app.documents import appearance
from workshop_app.documents.appearance import Appearance
from workshop_app.documents.certificates import CertificateExpiredError, open_key
from workshop_app.documents.flowables import SignatureField
from workshop_app.documents.minutes import minutes_pdf
from workshop_app.documents.signing import (
    AlreadySignedError,
    DocumentLockedError,
    NoFieldToSignError,
    NoSuchFieldError,
    ProtectedPdfError,
    SignatureRequest,
    UnreadablePdfError,
    sign_pdf,
    signature_fields,
)
from workshop_app.documents.verifying import verify_pdf
from workshop_app.i18n import Language

if TYPE_CHECKING:
    from workshop_app.documents.signing import SignedPaper

HERE = SignatureRequest(at=AT)


@pytest.fixture(scope="module")
def minutes() -> bytes:
    return minutes_pdf(minutes_content(), language=Language.ENGLISH).pdf


def sign(pdf: bytes, request: SignatureRequest = HERE) -> SignedPaper:
    return sign_pdf(pdf, a_key(), request)


def test_the_fields_of_a_paper_say_who_is_to_sign(minutes: bytes) -> None:
    fields = signature_fields(minutes)

    names = [field.name for field in fields]
    assert names == ["facilitator", "chair_state", "chair_civil_society"]
    assert fields[0].label == "Signature of Rosa Elvira Quispe Huamán, Facilitator"
    assert not any(field.signed for field in fields)
    assert fields[0].size[0] > 100


def test_the_first_empty_field_is_signed_unless_another_is_named(
    minutes: bytes,
) -> None:
    second = sign(minutes, SignatureRequest(at=AT, field="chair_state"))
    third = sign(second.pdf)

    assert (second.field, third.field) == ("chair_state", "facilitator")
    signed = [field.signed for field in signature_fields(third.pdf)]
    assert signed == [True, True, False]


def test_a_signature_only_adds_to_the_file(minutes: bytes) -> None:
    paper = sign(minutes)

    assert paper.pdf.startswith(minutes)
    assert paper.fingerprint == a_key().fingerprint
    assert paper.self_made


def test_a_signature_bears_the_moment_it_was_given(minutes: bytes) -> None:
    moment = AT + timedelta(hours=3)

    paper = sign(minutes, SignatureRequest(at=moment, reason="Conforme", place="Puno"))

    (signer,) = verify_pdf(paper.pdf).signers
    assert signer.signed_at == moment
    assert signer.reason == "Conforme"


def test_an_rsa_certificate_of_an_authority_signs_too(minutes: bytes) -> None:
    private = an_rsa_key()
    key = open_key(a_file(private, a_certificate(private)), PASSPHRASE)

    paper = sign_pdf(minutes, key, HERE)

    (signer,) = verify_pdf(paper.pdf).signers
    assert signer.intact
    assert not signer.self_made
    assert not paper.self_made


def test_what_a_signature_shows_uses_our_fonts_and_never_says_digital(
    minutes: bytes,
) -> None:
    request = SignatureRequest(at=AT, reason="Conforme 😀\ncon reserva", place="Puno")

    paper = sign(minutes, request)

    assert all("NotoSans" in name for name in font_names(paper.pdf))
    with pikepdf.open(BytesIO(paper.pdf)) as pdf:
        widget = pdf.Root.AcroForm.Fields[0]
        assert "/Stamp" in widget.AP.N.Resources.XObject
        assert b"igital" not in widget.AP.N.read_bytes()


def test_a_long_reason_is_shown_in_lines_and_kept_whole(minutes: bytes) -> None:
    reason = "Conforme, con la reserva que consta en la sección cinco del acta. " * 9

    paper = sign(minutes, SignatureRequest(at=AT, reason=reason))
    (shown,) = page_words(
        appearance._draw(Appearance(name="Rosa", lines=(reason, "Fin")), (160, 70))
    )

    name, *lines, last = shown.split("\r\n")
    assert (name, last) == ("Rosa", "Fin")
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert verify_pdf(paper.pdf).signers[0].reason == reason


def test_metadata_of_the_paper_stay_those_of_its_issue(minutes: bytes) -> None:
    paper = sign(minutes)

    with pikepdf.open(BytesIO(paper.pdf)) as pdf:
        assert str(pdf.docinfo["/ModDate"]) == "D:20260420134000-05'00'"


def test_a_draft_has_no_place_to_sign() -> None:
    content = minutes_content(reference=a_reference(draft=True))
    draft = minutes_pdf(content, language=Language.ENGLISH).pdf

    with pytest.raises(NoFieldToSignError, match="no place") as caught:
        sign(draft)

    assert "final version" in caught.value.advice


def test_a_field_that_is_not_there_is_named_with_those_that_are(
    minutes: bytes,
) -> None:
    with pytest.raises(NoSuchFieldError, match="“secretary”") as caught:
        sign(minutes, SignatureRequest(at=AT, field="secretary"))

    assert "chair_state" in caught.value.advice


def test_a_field_is_signed_once(minutes: bytes) -> None:
    signed = sign(minutes).pdf

    with pytest.raises(AlreadySignedError, match="“facilitator”"):
        sign(signed, SignatureRequest(at=AT, field="facilitator"))


def test_a_paper_with_every_field_signed_takes_no_more(minutes: bytes) -> None:
    signed = sign(sign(sign(minutes).pdf).pdf).pdf

    with pytest.raises(AlreadySignedError, match="Every"):
        sign(signed)
    assert verify_pdf(signed).whole


def test_a_signature_may_close_the_paper() -> None:
    typesetter = a_typesetter()
    recorder = typesetter.recorder
    paper = a_paper(
        typesetter,
        SignatureField(recorder, "last", "Última", size=(200, 60), locks=True),
        SignatureField(recorder, "late", "Tardía", size=(200, 60)),
    )
    closed = sign(paper.pdf).pdf

    with pytest.raises(DocumentLockedError, match="closed"):
        sign(closed)


def test_a_certificate_out_of_its_time_does_not_sign(minutes: bytes) -> None:
    with pytest.raises(CertificateExpiredError):
        sign(minutes, SignatureRequest(at=AT + timedelta(days=2000)))


@pytest.mark.parametrize("harm", ["nothing", "text", "half", "headless"])
def test_what_is_no_pdf_is_refused_in_a_sentence(minutes: bytes, harm: str) -> None:
    pieces = {
        "nothing": b"",
        "text": b"hola",
        "half": minutes[: len(minutes) // 2],
        "headless": minutes[2000:],
    }

    with pytest.raises(UnreadablePdfError, match="cannot be read"):
        sign(pieces[harm])


def test_a_pdf_with_a_password_is_refused_in_a_sentence(minutes: bytes) -> None:
    target = BytesIO()
    with pikepdf.open(BytesIO(minutes)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="x", user="y"))

    with pytest.raises(ProtectedPdfError):
        sign(target.getvalue())


def test_a_certification_that_allows_no_change_closes_the_paper(
    minutes: bytes,
) -> None:
    target = BytesIO()
    with pikepdf.open(BytesIO(minutes)) as pdf:
        reference = pikepdf.Dictionary(TransformParams=pikepdf.Dictionary(P=1))
        value = pikepdf.Dictionary(Reference=pikepdf.Array([reference]))
        pdf.Root.Perms = pikepdf.Dictionary(DocMDP=pdf.make_indirect(value))
        pdf.save(target)

    with pytest.raises(DocumentLockedError):
        sign(target.getvalue())
