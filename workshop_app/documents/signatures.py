"""Checking the signatures of a PDF, and every change made after them.

May raise anything for a hostile file; `verifying` stands guard.
"""

from __future__ import annotations

import logging
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from workshop_app.i18n import tr
from workshop_app.values import dataclass

_WHOLE = SignatureCoverageLevel.ENTIRE_FILE


@dataclass(frozen=True, kw_only=True)
class SignerVerdict:
    """One signature.

    Attributes:
        name: Whose certificate it is, as the certificate says.
        role: In which role, by the paper's own record; empty if it names none.
        expected: Who was to sign here, by the paper's own record.
        field: The field signed.
        trusted: Somebody compared this very certificate with its holder.
        covers_whole_file: Nothing was added after it, not even a signature.
        intact: What it covers is as it was.
        signed_at: The time it claims; nobody vouches for it without a time stamp.
        reason: Why, as the signer wrote.
        fingerprint: SHA-256 of the certificate, in hexadecimal.
        self_made: The certificate is the signer's own making.
    """

    name: str
    role: str
    expected: str
    field: str
    trusted: bool
    covers_whole_file: bool
    intact: bool
    signed_at: datetime | None
    reason: str
    fingerprint: str
    self_made: bool


def check(
    pdf: bytes, trusted: frozenset[str], planned: dict[str, tuple[str, str]]
) -> tuple[tuple[SignerVerdict, ...], list[str]]:
    """Return a verdict for each signature, and a sentence for each problem.

    Args:
        pdf: The file.
        trusted: Fingerprints of certificates compared with their holders.
        planned: (name, role) of who was to sign, by field.
    """
    # Whom to trust is decided here by fingerprint, so pyHanko's word on every
    # certificate it cannot trace to a root would only fill the log.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    reader = PdfFileReader(BytesIO(pdf))
    verdicts: list[SignerVerdict] = []
    problems: list[str] = []
    for signature in reader.embedded_regular_signatures:
        status = validate_pdf_signature(
            signature, ValidationContext(trust_roots=[], allow_fetching=False)
        )
        verdict = _verdict(signature, status, trusted, planned)
        verdicts.append(verdict)
        problems += _problems(signature, status, verdict)
    last = reader.embedded_signatures[-1:]
    if last and last[0].evaluate_signature_coverage() is not _WHOLE:
        problems.append(tr("Something was added after the last signature."))
    return tuple(verdicts), problems


def _verdict(
    signature: Any,
    status: Any,
    trusted: frozenset[str],
    planned: dict[str, tuple[str, str]],
) -> SignerVerdict:
    certificate = signature.signer_cert
    fingerprint = certificate.sha256.hex()
    expected, role = planned.get(signature.field_name, ("", ""))
    intact = bool(status.intact and status.valid and _lawful(status))
    return SignerVerdict(
        name=str(
            certificate.subject.native.get("common_name")
            or certificate.subject.human_friendly
        ),
        role=role,
        expected=expected,
        field=signature.field_name,
        trusted=intact and fingerprint in trusted,
        covers_whole_file=status.coverage is _WHOLE,
        intact=intact,
        signed_at=signature.self_reported_timestamp,
        reason=str(signature.sig_object.get("/Reason", "")),
        fingerprint=fingerprint,
        self_made=certificate.subject == certificate.issuer,
    )


def _lawful(status: Any) -> bool:
    """Tell whether only fields were filled in after the signature."""
    if not status.docmdp_ok:
        return False
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return False
    level = status.modification_level
    return level is not None and level <= ModificationLevel.FORM_FILLING


def _problems(signature: Any, status: Any, verdict: SignerVerdict) -> list[str]:
    problems = []
    if not status.intact or not status.valid:
        problems.append(tr("The signature of {name} is broken.", name=verdict.name))
    elif not _lawful(status):
        problems.append(
            tr("The file was changed after {name} signed it.", name=verdict.name)
        )
    moment = verdict.signed_at
    certificate = signature.signer_cert
    if moment is not None and not (
        certificate.not_valid_before <= moment <= certificate.not_valid_after
    ):
        problems.append(
            tr(
                "The certificate of {name} was not valid when it signed.",
                name=verdict.name,
            )
        )
    return problems
