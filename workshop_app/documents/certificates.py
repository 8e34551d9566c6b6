"""Keys that sign papers: opening a PKCS#12 file, and making one for an office.

A certificate an office makes for itself gives an electronic signature with its own
key, never a "firma digital": under Ley 27269 and DS 052-2008-PCM only certificates
of an accredited provider carry that name.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from workshop_app.clock import PERU
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_ROUNDS = 600_000
_NAME_LIMIT = 64
"""X.520 allows a name no more (RFC 5280, A.1); counted in bytes by OpenSSL."""


class NotAKeyFileError(AppError):
    """The file is not PKCS#12."""

    def __init__(self) -> None:
        super().__init__(
            tr("This is not a certificate file."),
            advice=tr("Choose the .p12 or .pfx file your certificate came in."),
        )


class WrongPassphraseError(AppError):
    """The file does not open with this passphrase."""

    def __init__(self) -> None:
        super().__init__(
            tr("The certificate file does not open with this passphrase."),
            advice=tr("Type it again; capitals and spaces count."),
        )


class NoKeyInFileError(AppError):
    """The file holds certificates and no key to sign with."""

    def __init__(self) -> None:
        super().__init__(
            tr("The certificate file holds no private key."),
            advice=tr("Export the certificate again, with its private key."),
        )


class UnsuitableKeyError(AppError):
    """The key is of a kind that cannot sign papers here."""

    def __init__(self, *, kind: str) -> None:
        super().__init__(
            tr("A key of kind {kind} cannot sign papers.", kind=kind),
            advice=tr("Use a certificate with an RSA or elliptic curve key."),
        )


class CertificateNotForSigningError(AppError):
    """The certificate was issued for something else."""

    def __init__(self, *, name: str) -> None:
        super().__init__(
            tr("The certificate of {name} is not meant for signing.", name=name),
            advice=tr("Use a certificate issued to a person, for signatures."),
        )


class CertificateExpiredError(AppError):
    """The certificate is no longer valid."""

    def __init__(self, *, name: str, until: datetime) -> None:
        day = f"{until.astimezone(PERU):%d/%m/%Y}"
        super().__init__(
            tr("The certificate of {name} expired on {day}.", name=name, day=day),
            advice=tr("Renew it, and check that this computer's date is right."),
        )


class CertificateNotYetValidError(AppError):
    """The certificate begins to be valid later."""

    def __init__(self, *, name: str, since: datetime) -> None:
        day = f"{since.astimezone(PERU):%d/%m/%Y}"
        super().__init__(
            tr(
                "The certificate of {name} is not valid until {day}.",
                name=name,
                day=day,
            ),
            advice=tr("Check that this computer's date is right."),
        )


@dataclass(frozen=True)
class SigningKey:
    """A private key with the certificate that says whose it is.

    Attributes:
        certificate: The signer's own.
        private: RSA or elliptic curve.
        chain: Further certificates of the file, towards a root.
    """

    certificate: x509.Certificate
    private: PrivateKey
    chain: tuple[x509.Certificate, ...]

    @property
    def name(self) -> str:
        """Whose certificate it is."""
        return common_name(self.certificate.subject)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in hexadecimal."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def self_made(self) -> bool:
        """Whether nobody but its holder vouches for it."""
        return self.certificate.issuer == self.certificate.subject


def common_name(name: x509.Name) -> str:
    """Return the common name, or the whole name where there is none."""
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()


def grouped(fingerprint: str, count: int = 0) -> str:
    """Return a fingerprint in groups of four, to be read aloud.

    Args:
        fingerprint: Hexadecimal.
        count: How many groups; all when zero.
    """
    text = fingerprint.upper()
    groups = [text[at : at + 4] for at in range(0, len(text), 4)]
    return " ".join(groups[:count] if count else groups)


def open_key(data: bytes, passphrase: bytes) -> SigningKey:
    """Open a PKCS#12 file.

    Raises:
        NotAKeyFileError: It is something else.
        WrongPassphraseError: The passphrase does not open it.
        NoKeyInFileError: It holds no private key, or no certificate for it.
        UnsuitableKeyError: The key is neither RSA nor elliptic curve.
    """
    try:
        Pfx.load(data, strict=True)["version"].native  # noqa: B018 parsed on access
    except (ValueError, TypeError) as error:
        raise NotAKeyFileError from error
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(data, passphrase)
    except ValueError as error:
        raise WrongPassphraseError from error
    if key is None or certificate is None:
        raise NoKeyInFileError
    if not isinstance(key, PrivateKey):
        raise UnsuitableKeyError(kind=type(key).__name__.removesuffix("PrivateKey"))
    return SigningKey(certificate=certificate, private=key, chain=tuple(chain))


def check_usable(key: SigningKey, moment: datetime) -> None:
    """Refuse a certificate that a checker would refuse later.

    pyHanko signs with anything; these are the rules of RFC 5280 it leaves to us.

    Raises:
        CertificateNotYetValidError: `moment` is before its time.
        CertificateExpiredError: `moment` is after its time.
        CertificateNotForSigningError: It is an authority's, or for another use.
    """
    certificate = key.certificate
    if moment < certificate.not_valid_before_utc:
        raise CertificateNotYetValidError(
            name=key.name, since=certificate.not_valid_before_utc
        )
    if moment > certificate.not_valid_after_utc:
        raise CertificateExpiredError(
            name=key.name, until=certificate.not_valid_after_utc
        )
    if not _may_sign(certificate):
        raise CertificateNotForSigningError(name=key.name)


def _may_sign(certificate: x509.Certificate) -> bool:
    """Tell whether the certificate is a person's and its key may sign."""
    try:
        constraints = certificate.extensions.get_extension_for_class(
            x509.BasicConstraints
        )
        if constraints.value.ca:
            return False
    except x509.ExtensionNotFound:
        pass
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True  # RFC 5280, 4.2.1.3: without it every use is allowed
    return usage.digital_signature or usage.content_commitment


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Whom a certificate speaks of.

    Attributes:
        name: The person's or the office's name.
        organization: Where they work; may be empty.
        document: An identity document such as `DNI-01234821`; may be empty.
    """

    name: str
    organization: str = ""
    document: str = ""


def make_own_certificate(
    holder: Holder,
    passphrase: bytes,
    *,
    seed: bytes,
    since: datetime,
    years: int = 3,
) -> bytes:
    """Make a key and a certificate its holder vouches for, as a PKCS#12 file.

    Args:
        holder: Who signs with it.
        passphrase: Protects the file, with 600,000 rounds.
        seed: 32 secret bytes from an `IdSource`; they become the P-256 key.
        since: When it begins to be valid.
        years: How long it lasts.
    """
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    secret = int.from_bytes(hashlib.sha512(b"kuska:p256:v1\0" + seed).digest(), "big")
    private = ec.derive_private_key(secret % (order - 1) + 1, ec.SECP256R1())
    certificate = _own_certificate(
        _subject(holder),
        private,
        since=since.astimezone(UTC),
        until=since.astimezone(UTC) + timedelta(days=365 * years),
    )
    protection = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase)
    )
    label = holder.name.encode()
    return pkcs12.serialize_key_and_certificates(
        label, private, certificate, None, protection
    )


def _subject(holder: Holder) -> x509.Name:
    facts: Sequence[tuple[x509.ObjectIdentifier, str]] = (
        (NameOID.COUNTRY_NAME, "PE"),
        (NameOID.ORGANIZATION_NAME, holder.organization),
        (NameOID.SERIAL_NUMBER, holder.document),
        (NameOID.COMMON_NAME, holder.name),
    )
    return x509.Name(
        [x509.NameAttribute(oid, _cut(text)) for oid, text in facts if text]
    )


def _cut(text: str) -> str:
    return text.encode()[:_NAME_LIMIT].decode(errors="ignore")


def _own_certificate(
    subject: x509.Name,
    private: ec.EllipticCurvePrivateKey,
    *,
    since: datetime,
    until: datetime,
) -> x509.Certificate:
    public = private.public_key()
    identifier = x509.SubjectKeyIdentifier.from_public_key(public)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(int.from_bytes(identifier.digest[:16], "big") >> 1 or 1)
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(identifier, critical=False)
        .add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
    )
