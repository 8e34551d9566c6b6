"""What a finished paper says of itself: XMP, information dictionary, colour."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

from workshop_app.values import dataclass

PROGRAM = "Kuska"
PRODUCER = "ReportLab + pikepdf"

# Bytes 24-36 of an ICC profile are its creation date; Pillow writes the present
# moment there, and the same content must give the same bytes.
_ICC_DATE = slice(24, 36)
_FIXED_DATE = bytes((7, 234, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a paper is, for whoever opens or files it.

    Attributes:
        title: Shown in the window's title (PDF/UA-1, 7.1).
        author: The office that issues it.
        subject: One sentence on what it is.
        issued_at: When it was made, with its offset.
        record_label: What the attached record is, in the paper's language.
    """

    title: str
    author: str
    subject: str
    issued_at: datetime
    record_label: str


@cache
def srgb_profile() -> bytes:
    """Return an sRGB ICC profile whose bytes never change (ISO 19005-3, 6.2.3)."""
    from PIL import ImageCms  # noqa: PLC0415 slow to import

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    data = bytearray(profile.tobytes())
    data[_ICC_DATE] = _FIXED_DATE
    return bytes(data)


def pdf_date(moment: datetime) -> str:
    """Return a moment as the information dictionary writes it (14.8.2 of PDF 1.7)."""
    zone = moment.strftime("%z")
    return moment.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"


def xmp(description: Description, lang: str) -> bytes:
    """Return the XMP packet that claims PDF/A-3a and PDF/UA-1.

    The extension schema must be there, because PDF/A knows no `pdfuaid`
    (ISO 19005-3, 6.6.2.3).
    """
    return _XMP.format(
        title=escape(description.title),
        author=escape(description.author),
        subject=escape(description.subject),
        lang=escape(lang),
        date=description.issued_at.isoformat(timespec="seconds"),
        tool=PROGRAM,
        producer=PRODUCER,
    ).encode()


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt>
</dc:description>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 conformed to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
