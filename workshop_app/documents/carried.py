"""What a PDF carries besides its pictures: the record, the printed codes, its claims.

Read with pikepdf without its habit of repairing, and with pdfium for the words at the
foot of the pages.  May raise anything for a hostile file; `verifying` stands guard.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO

import pikepdf
import pypdfium2

from workshop_app.documents import codes
from workshop_app.documents.page import FOOT_HEIGHT
from workshop_app.values import dataclass

_LARGEST_RECORD = 50_000_000
_MOST_PAGES = 5_000
_CLAIM = re.compile(
    rb"(pdfaid:part|pdfaid:conformance|pdfuaid:part)(?:>|=[\"'])([0-9A-Z])[<\"']"
)


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What was found inside.

    Attributes:
        encrypted: It asks for a password; nothing else is known then.
        damaged: Some stream or object of it cannot be decoded.
        record: The attached record, when there is exactly one.
        records: How many attachments bear the record's name.
        printed: The different codes at the foot of the pages, in order.
        pages_without_code: Pages whose foot shows none, from 1.
        claims: Standards the metadata claim.
    """

    encrypted: bool = False
    damaged: bool = False
    record: bytes | None = None
    records: int = 0
    printed: tuple[str, ...] = ()
    pages_without_code: tuple[int, ...] = ()
    claims: tuple[str, ...] = ()


def read(pdf: bytes) -> Carried:
    """Read what a PDF carries; may raise anything for a file made to harm."""
    try:
        opened = pikepdf.open(BytesIO(pdf), attempt_recovery=False)
    except pikepdf.PasswordError:
        return Carried(encrypted=True)
    with opened:
        if opened.is_encrypted:
            return Carried(encrypted=True)
        records = _records(opened)
        damaged = bool(opened.check_pdf_syntax())
        claims = _claims(opened)
    printed, missing = _printed_codes(pdf)
    return Carried(
        damaged=damaged,
        record=records[0] if len(records) == 1 else None,
        records=len(records),
        printed=printed,
        pages_without_code=missing,
        claims=claims,
    )


def _records(pdf: pikepdf.Pdf) -> list[bytes]:
    """Return every attachment of the record's name, however it is reached.

    A tree of names can hold one name twice, and each reader then shows another.
    """
    return [
        _file_bytes(thing.EF.F)
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary)
        and thing.get("/Type") == pikepdf.Name.Filespec
        and codes.RECORD_NAME in {str(thing.get("/UF")), str(thing.get("/F"))}
    ]


def _file_bytes(stream: pikepdf.Object) -> bytes:
    """Decode a stream, but never to more than a record can be."""
    if stream.get("/Filter") != pikepdf.Name.FlateDecode or "/DecodeParms" in stream:
        data = stream.read_raw_bytes() if "/Filter" not in stream else b""
    else:
        inflater = zlib.decompressobj()
        data = inflater.decompress(stream.read_raw_bytes(), _LARGEST_RECORD)
        if inflater.unconsumed_tail:
            data = b""
    return data


def _claims(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Return what the metadata claim, written as elements or as attributes."""
    if "/Metadata" not in pdf.Root:
        return ()
    packet = _file_bytes(pdf.Root.Metadata)
    said = {name.decode(): value.decode() for name, value in _CLAIM.findall(packet)}
    claims = []
    if "pdfaid:part" in said:
        level = said.get("pdfaid:conformance", "")
        claims.append(f"PDF/A-{said['pdfaid:part']}{level}")
    if "pdfuaid:part" in said:
        claims.append(f"PDF/UA-{said['pdfuaid:part']}")
    return tuple(claims)


def _printed_codes(pdf: bytes) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Read the code at the foot of each page, where nobody else can write."""
    codes_seen: dict[str, None] = {}
    missing: list[int] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            words = page.get_textpage().get_text_bounded(top=FOOT_HEIGHT)
            found = codes.CODE_PATTERN.findall(words)
            if not found:
                missing.append(number + 1)
            codes_seen.update(dict.fromkeys(found))
    return tuple(codes_seen), tuple(missing)
