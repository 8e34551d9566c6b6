"""Putting a signature on an issued paper, and recording who signed."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.names import may_be_of
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.deeds import DeedCode
from workshop_app.services.delivery import Tray
from workshop_app.services.evidence import FileUnreadableError
from workshop_app.services.file_troubles import in_words
from workshop_app.store import Deed
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.documents.signing import SignedPaper
    from workshop_app.store import Store


class PaperUnknownError(AppError):
    """The store did not issue this paper, or not as it is now."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{path} was not issued from this process as it is.", path=path),
            advice=tr("Issue it again, or sign it without naming a store."),
        )
        self.path = path


class OtherHolderError(AppError):
    """The certificate is not of whoever is to sign there."""

    def __init__(self, name: str, holder: str) -> None:
        super().__init__(
            tr(
                "This certificate is of {name}; the box is of {holder}.",
                name=name,
                holder=holder,
            ),
            advice=tr("Choose the certificate of whoever signs there."),
        )
        self.name = name
        self.holder = holder


class SignedMeanwhileError(AppError):
    """Somebody else signed the paper while this signature was being made."""

    def __init__(self, number: str) -> None:
        super().__init__(
            tr("{number} was signed by somebody else meanwhile.", number=number),
            advice=tr("Take the file with that signature and sign it again."),
        )
        self.number = number


@dataclass(frozen=True, kw_only=True)
class SignatureWish:
    """How somebody wants to sign.

    Attributes:
        at: The moment claimed, with its offset.
        role: `facilitator`, `rapporteur`, `chair_state`, `chair_civil_society` or
            `signatory`; the first empty field if neither role nor field is said.
        field: The name of a field, which comes before the role.
        reason: Why, as a co-chair who signs with a reservation says.
        place: Where.
        holder: The name of whoever is to sign there; a certificate of somebody else
            is refused then.
    """

    at: datetime
    role: str = ""
    field: str = ""
    reason: str = ""
    place: str = ""
    holder: str = ""


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A signature that was put on a paper.

    Attributes:
        name: Whose certificate it is.
        fingerprint: SHA-256 of the certificate.
        self_made: Whether the certificate is the signer's own making.
        number: Of the paper, if it was recorded in a store.
    """

    path: Path
    field: str
    name: str
    fingerprint: str
    self_made: bool
    number: str


def sign_paper(
    path: Path,
    certificate: Path,
    passphrase: str,
    wish: SignatureWish,
    store: Store | None = None,
) -> Signature:
    """Put one signature on a paper, in its place.

    Args:
        path: The paper; it is replaced by itself with the signature added.
        certificate: A PKCS#12 file.
        passphrase: Of that file.
        wish: When, in which role, why and where.
        store: Where the paper was issued, to record who signed.

    Raises:
        OtherHolderError: If the certificate is not of whoever is to sign.
        SignedMeanwhileError: If somebody else signed it at the same time.
        PaperUnknownError: If that store did not issue the paper as it is.
        FileUnreadableError: If one of the files cannot be read.
        AppError: If certificate or paper cannot be used so.
    """
    from workshop_app.documents.certificates import open_key  # noqa: PLC0415 slow
    from workshop_app.documents.signing import (  # noqa: PLC0415 slow
        SignatureRequest,
        sign_pdf,
    )

    before = _read(path)
    issued = None if store is None else _issued(store, path, before)
    key = open_key(_read(certificate), passphrase.encode())
    if wish.holder and not may_be_of(key.name, wish.holder):
        raise OtherHolderError(key.name, wish.holder)
    field = wish.field or wish.role
    request = SignatureRequest(
        at=wish.at, field=field, reason=wish.reason, place=wish.place
    )
    signed = sign_pdf(before, key, request)
    with Tray() as tray:
        tray.put(path, signed.pdf, over_signed=True)
        _deliver(tray, store, issued, signed)
    return Signature(
        path=path,
        field=signed.field,
        name=signed.name,
        fingerprint=signed.fingerprint,
        self_made=signed.self_made,
        number="" if issued is None else issued.number,
    )


def _issued(store: Store, path: Path, content: bytes) -> IssuedPaper:
    digest = hashlib.sha256(content).hexdigest()
    with store.read() as reader:
        for paper in reader.all(IssuedPaper):
            if digest == (paper.signed_sha256 or paper.pdf_sha256):
                return paper
    raise PaperUnknownError(path)


def _deliver(
    tray: Tray, store: Store | None, issued: IssuedPaper | None, signed: SignedPaper
) -> None:
    """Record who signed, and let the file appear just before that is for ever.

    The other way round, a file that cannot be replaced (it is open in a reader, on
    Windows) would be on record as signed, and could never be signed again.

    Raises:
        SignedMeanwhileError: If somebody else put a signature on it.
    """
    if store is None or issued is None:
        tray.deliver()
        return
    named = {"name": signed.name, "number": issued.number}
    with store.write(Deed(code=DeedCode.SIGN_PAPER, arguments=named)) as tx:
        paper = tx.get(IssuedPaper, issued.id)
        if paper.signed_sha256 != issued.signed_sha256:
            raise SignedMeanwhileError(paper.number)
        tx.save(
            dataclasses.replace(
                paper,
                signed_by=(*paper.signed_by, signed.name),
                signed_sha256=hashlib.sha256(signed.pdf).hexdigest(),
            )
        )
        tray.deliver()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadableError(path, in_words(error)) from error
