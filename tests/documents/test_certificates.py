"""Opening and making the keys that sign papers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from tests.documents.keys import (
    AT,
    PASSPHRASE,
    a_certificate,
    a_file,
    a_key,
    a_key_file,
    an_rsa_key,
)
from workshop_app.documents.certificates import (
    CertificateExpiredError,
    CertificateNotForSigningError,
    CertificateNotYetValidError,
    Holder,
    NoKeyInFileError,
    NotAKeyFileError,
    SigningKey,
    UnsuitableKeyError,
    WrongPassphraseError,
    check_usable,
    grouped,
    make_own_certificate,
    open_key,
)


def test_an_own_certificate_opens_with_its_passphrase_and_can_sign() -> None:
    key = open_key(a_key_file(), PASSPHRASE)

    assert key.name == "Rosa Elvira Quispe Huamán"
    assert key.self_made
    assert len(key.fingerprint) == 64
    check_usable(key, AT)


def test_the_same_seed_gives_the_same_key_and_another_another() -> None:
    def public(seed: bytes) -> object:
        data = make_own_certificate(Holder(name="x"), b"y", seed=seed, since=AT)
        return open_key(data, b"y").certificate.public_key().public_numbers()  # type: ignore[union-attr]

    assert public(b"a" * 32) == public(b"a" * 32)
    assert public(b"a" * 32) != public(b"b" * 32)


def test_a_name_longer_than_a_certificate_can_hold_is_cut() -> None:
    data = make_own_certificate(Holder(name="Ñ" * 200), b"y", seed=b"1", since=AT)

    assert open_key(data, b"y").name == "Ñ" * 32


def test_the_wrong_passphrase_is_told_from_the_wrong_file() -> None:
    with pytest.raises(WrongPassphraseError, match="does not open"):
        open_key(a_key_file(), b"otra")
    for junk in (b"", b"hola", b"\x30\x03\x02\x01\x05", a_key_file()[:400]):
        with pytest.raises(NotAKeyFileError, match="not a certificate file"):
            open_key(junk, PASSPHRASE)


def test_a_file_without_a_key_is_refused() -> None:
    certificate = a_certificate(an_rsa_key())

    with pytest.raises(NoKeyInFileError):
        open_key(a_file(None, certificate), PASSPHRASE)


def test_a_key_of_another_kind_is_refused_by_name() -> None:
    private = ed25519.Ed25519PrivateKey.generate()

    with pytest.raises(UnsuitableKeyError, match="Ed25519"):
        open_key(a_file(private, a_certificate(private)), PASSPHRASE)


def test_a_certificate_is_used_only_in_its_time() -> None:
    key = a_key()

    with pytest.raises(CertificateNotYetValidError, match="21/03/2026"):
        check_usable(key, AT - timedelta(days=31))
    with pytest.raises(CertificateExpiredError, match="20/03/2029"):
        check_usable(key, AT + timedelta(days=365 * 3))


@pytest.mark.parametrize(
    ("authority", "signing"), [(True, True), (False, False), (None, False)]
)
def test_an_authoritys_or_a_servers_certificate_is_refused(
    authority: bool | None,  # noqa: FBT001
    signing: bool,  # noqa: FBT001
) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    certificate = a_certificate(private, authority=authority, signing=signing)
    key = SigningKey(certificate=certificate, private=private, chain=())

    with pytest.raises(CertificateNotForSigningError, match="PAREDES"):
        check_usable(key, AT)


def test_a_certificate_that_names_no_use_may_sign() -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    certificate = a_certificate(private, authority=None, signing=None)

    check_usable(SigningKey(certificate=certificate, private=private, chain=()), AT)


def test_a_fingerprint_is_read_aloud_in_fours() -> None:
    assert grouped("0a1b2c3d4e5f") == "0A1B 2C3D 4E5F"
    assert grouped("0a1b2c3d4e5f", count=2) == "0A1B 2C3D"
