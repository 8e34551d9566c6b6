"""Certificates of every good and bad kind, made for a test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from workshop_app.clock import PERU
from workshop_app.documents.certificates import (
    Holder,
    SigningKey,
    make_own_certificate,
    open_key,
)

AT = datetime(2026, 4, 20, 14, 5, tzinfo=PERU)
PASSPHRASE = b"una clave larga"


@cache
def a_key_file(name: str = "Rosa Elvira Quispe Huamán") -> bytes:
    return make_own_certificate(
        Holder(
            name=name, organization="Autoridad de Consulta", document="DNI-01234821"
        ),
        PASSPHRASE,
        seed=name.encode(),
        since=AT - timedelta(days=30),
    )


@cache
def a_key(name: str = "Rosa Elvira Quispe Huamán") -> SigningKey:
    return open_key(a_key_file(name), PASSPHRASE)


def a_certificate(
    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey,
    *,
    authority: bool | None = False,
    signing: bool | None = True,
    issuer: str = "AC de prueba",
) -> x509.Certificate:
    """Return a certificate another signs; None leaves an extension out."""

    def name(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    since = AT.astimezone(UTC) - timedelta(days=1)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name("PAREDES RÍOS Julio FIR 41241077"))
        .issuer_name(name(issuer))
        .public_key(private.public_key())
        .serial_number(7)
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=700))
    )
    if authority is not None:
        limits = x509.BasicConstraints(ca=authority, path_length=None)
        builder = builder.add_extension(limits, critical=True)
    if signing is not None:
        usage = x509.KeyUsage(
            digital_signature=False,
            content_commitment=signing,
            key_encipherment=not signing,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=False,
            crl_sign=False,
            encipher_only=False,
            decipher_only=False,
        )
        builder = builder.add_extension(usage, critical=True)
    issuing = ec.generate_private_key(ec.SECP256R1())
    return builder.sign(issuing, hashes.SHA256())


def a_file(
    private: pkcs12.PKCS12PrivateKeyTypes | None, certificate: x509.Certificate | None
) -> bytes:
    lock = serialization.BestAvailableEncryption(PASSPHRASE)
    chain = [a_certificate(ec.generate_private_key(ec.SECP256R1()))]
    return pkcs12.serialize_key_and_certificates(
        b"prueba", private, certificate, chain, lock
    )


@cache
def an_rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
