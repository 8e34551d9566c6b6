"""Putting one PAdES signature on a paper (ETSI EN 319 142-1, level B-B).

pyHanko signs whatever it is given; what must hold before is checked here, and every
refusal says what to do.  Signing needs no network: a time stamp can be added later.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from workshop_app.clock import PERU
from workshop_app.documents import certificates, text
from workshop_app.documents.appearance import Appearance, stamp_style
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.documents.certificates import SigningKey


class UnreadablePdfError(AppError):
    """The file is no PDF, or a damaged one."""

    def __init__(self) -> None:
        super().__init__(
            tr("This file cannot be read as a PDF."),
            advice=tr("Make the paper again, or ask for another copy of it."),
        )


class ProtectedPdfError(AppError):
    """The PDF asks for a password."""

    def __init__(self) -> None:
        super().__init__(
            tr("This PDF is protected with a password."),
            advice=tr("Sign the paper as this program made it."),
        )


class NoFieldToSignError(AppError):
    """The PDF has no signature field at all, as a draft has none."""

    def __init__(self) -> None:
        super().__init__(
            tr("This PDF has no place for a signature."),
            advice=tr("A draft is not signed: issue the final version first."),
        )


class NoSuchFieldError(AppError):
    """The field asked for is not in the PDF."""

    def __init__(self, *, field: str, known: tuple[str, ...]) -> None:
        super().__init__(
            tr("There is no signature field “{field}”.", field=field),
            advice=tr("Choose one of these: {fields}.", fields=", ".join(known)),
        )


class AlreadySignedError(AppError):
    """The field, or every field, holds a signature."""

    def __init__(self, *, field: str = "") -> None:
        if field:
            message = tr("The field “{field}” is already signed.", field=field)
        else:
            message = tr("Every signature field is already signed.")
        advice = tr("To change a signed paper, issue a new version.")
        super().__init__(message, advice=advice)


class DocumentLockedError(AppError):
    """A signature closed the document to any further one."""

    def __init__(self) -> None:
        super().__init__(
            tr("The last signature closed this document."),
            advice=tr("To add a signature, issue a new version."),
        )


@dataclass(frozen=True, kw_only=True)
class FieldState:
    """A signature field of a PDF.

    Attributes:
        name: Its name in the form.
        label: Who is to sign, in words.
        signed: Whether it holds a signature.
        size: Width and height in points.
        locks: Whether its signature closes the document to any further one.
    """

    name: str
    label: str
    signed: bool
    size: tuple[float, float]
    locks: bool


@dataclass(frozen=True, kw_only=True)
class SignatureRequest:
    """What somebody asks for when signing.

    Attributes:
        at: The moment claimed, with its offset.
        field: The field to sign; the first empty one when not said.
        reason: Why, as a co-chair who signs with a reservation says.
        place: Where.
    """

    at: datetime
    field: str = ""
    reason: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class SignedPaper:
    """A paper with one more signature.

    Attributes:
        pdf: The whole file: what was there, and an increment.
        field: The field that was signed.
        name: Whose certificate it is.
        fingerprint: SHA-256 of the certificate, to be kept and compared.
        self_made: Whether the certificate is the signer's own making.
    """

    pdf: bytes
    field: str
    name: str
    fingerprint: str
    self_made: bool


def signature_fields(pdf: bytes) -> tuple[FieldState, ...]:
    """Return the signature fields of a PDF, in their order.

    Raises:
        UnreadablePdfError: The bytes are no PDF that can be read.
        ProtectedPdfError: It is encrypted.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf))
        if reader.encrypted:
            raise ProtectedPdfError
        return tuple(
            _field_state(name, value, reference.get_object())
            for name, value, reference in enumerate_sig_fields(reader)
        )
    except (PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadablePdfError from error


def _field_state(name: str, value: object, field: Any) -> FieldState:
    left, bottom, right, top = (float(number) for number in field.get("/Rect", [0] * 4))
    return FieldState(
        name=name,
        label=str(field.get("/TU", name)),
        signed=value is not None,
        size=(abs(right - left), abs(top - bottom)),
        locks=_inside(field, "/Lock", "/P") == 1,
    )


def sign_pdf(pdf: bytes, key: SigningKey, request: SignatureRequest) -> SignedPaper:
    """Add one signature to a paper on a field made for it.

    Call it in a worker thread, never inside a running event loop: pyHanko starts one.

    Args:
        pdf: The paper, signed by others already or not.
        key: Who signs; see `certificates.open_key`.
        request: When, where, why and on which field.

    Raises:
        UnreadablePdfError: The bytes are no PDF that can be read.
        ProtectedPdfError: It is encrypted.
        NoFieldToSignError: It has no signature field, as a draft has none.
        NoSuchFieldError: It has no field of that name.
        AlreadySignedError: The field, or every field, holds a signature.
        DocumentLockedError: An earlier signature closed it.
        CertificateNotYetValidError: The certificate begins later.
        CertificateExpiredError: The certificate has ended.
        CertificateNotForSigningError: The certificate is for another use.
    """
    field = _field_to_sign(signature_fields(pdf), request.field)
    certificates.check_usable(key, request.at)
    writer = _Increment(BytesIO(pdf))
    _refuse_locked(writer.prev)
    metadata = PdfSignatureMetadata(
        field_name=field.name,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=request.reason or None,
        location=request.place or None,
        name=key.name,
        docmdp_permissions=MDPPerm.NO_CHANGES if field.locks else MDPPerm.FILL_FORMS,
    )
    signer = _PaperSigner(
        metadata,
        signer=_KeptKeySigner(key),
        stamp_style=stamp_style(_appearance(key, request), field.size),
    )
    signer.moment = request.at
    signed = signer.sign_pdf(writer, existing_fields_only=True)
    return SignedPaper(
        pdf=signed.getvalue(),
        field=field.name,
        name=key.name,
        fingerprint=key.fingerprint,
        self_made=key.self_made,
    )


def _field_to_sign(fields: tuple[FieldState, ...], wished: str) -> FieldState:
    if not fields:
        raise NoFieldToSignError
    if wished:
        named = [field for field in fields if field.name == wished]
        if not named:
            known = tuple(field.name for field in fields)
            raise NoSuchFieldError(field=wished, known=known)
        if named[0].signed:
            raise AlreadySignedError(field=wished)
        return named[0]
    empty = [field for field in fields if not field.signed]
    if not empty:
        raise AlreadySignedError
    return empty[0]


def _refuse_locked(reader: Any) -> None:
    """Refuse a document whose last signer closed it (ISO 32000-2, 12.7.5.5)."""
    for _, value, reference in enumerate_sig_fields(reader):
        if value is None:
            continue
        if _inside(reference.get_object(), "/Lock", "/P") == 1:
            raise DocumentLockedError
    for entry in _inside(reader.root, "/Perms", "/DocMDP", "/Reference") or []:
        if _inside(entry.get_object(), "/TransformParams", "/P") == 1:
            raise DocumentLockedError


def _inside(holder: Any, *path: str) -> Any:
    """Follow names through dictionaries, direct or by reference; None if absent."""
    for name in path:
        if name not in holder:
            return None
        holder = holder[name]  # pyHanko resolves a reference asked for this way
    return holder


def _appearance(key: SigningKey, request: SignatureRequest) -> Appearance:
    """Say what a signature's box says; never that it is a *firma digital*."""
    if key.self_made:
        kind = tr("Electronic signature with own key")
    else:
        issuer = certificates.common_name(key.certificate.issuer)
        kind = tr("Electronic signature, certified by {issuer}", issuer=issuer)
    moment = request.at.astimezone(PERU)
    lines = [kind, tr("{time} (Peru time)", time=f"{moment:%d/%m/%Y %H:%M:%S}")]
    if request.reason:
        lines.append(tr("Reason: {reason}", reason=request.reason))
    if request.place:
        lines.append(tr("Place: {place}", place=request.place))
    lines.append(
        tr("Certificate {code}", code=certificates.grouped(key.fingerprint, count=4))
    )
    shown = [text.clean(line).text.replace("\n", " ") for line in lines]
    name = text.clean(key.name).text.replace("\n", " ")
    return Appearance(name=name, lines=tuple(shown))


class _Increment(IncrementalPdfFileWriter):
    """Adds to a paper without touching what it says of itself.

    The metadata say when the paper was made, and XMP and Info must agree (ISO
    19005-3, 6.6.3); a signature carries its own time.
    """

    def _update_meta(self) -> None:
        """Leave the metadata alone."""


class _PaperSigner(PdfSigner):
    """Signs at the moment it is told, not at the one the computer believes."""

    moment: datetime

    def init_signing_session(self, *arguments: Any, **options: Any) -> Any:
        """Begin, with our time."""
        session = super().init_signing_session(*arguments, **options)
        session.system_time = self.moment
        return session


class _KeptKeySigner(signers.SimpleSigner):
    """Keeps the parsed private key.

    pyHanko parses and re-checks it for each signature, which is two fifths of the
    time a signature takes.
    """

    def __init__(self, key: SigningKey) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple([_as_asn1(certificate) for certificate in key.chain])
        private = key.private.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        super().__init__(
            signing_cert=_as_asn1(key.certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(private),
            cert_registry=store,
        )
        self._kept = key.private

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 pyHanko's signature
    ) -> bytes:
        """Sign with the key as it was opened."""
        if dry_run:
            return bytes(self._kept.key_size // 8 + 80)
        algorithm = getattr(hashes, digest_algorithm.upper())()
        if isinstance(self._kept, ec.EllipticCurvePrivateKey):
            return self._kept.sign(data, ec.ECDSA(algorithm))
        return self._kept.sign(data, padding.PKCS1v15(), algorithm)


def _as_asn1(certificate: Any) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(
        certificate.public_bytes(serialization.Encoding.DER)
    )
