"""From what ReportLab drew to a PDF/A-3a and PDF/UA-1 file.

Writes the recorded structure, the signature fields, the metadata, the colour intent
and the attached record (ISO 19005-3, ISO 14289-1).  The same input gives the same
bytes, so an unsigned paper can be made again and compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from workshop_app.documents import metadata
from workshop_app.documents.codes import RECORD_NAME
from workshop_app.documents.tagging import Node

if TYPE_CHECKING:
    from workshop_app.documents.metadata import Description
    from workshop_app.documents.tagging import FieldRecord, Recorder

# Print (bit 3) and Locked (bit 8): a field is printed and stays where it is.
_FIELD_FLAGS = 4 | 128


@dataclass(slots=True)
class _Structure:
    """The structure tree under construction.

    Attributes:
        parents: For each page from 1, the element of each mark.
        written: The PDF object of each element that fields need again, by id.
    """

    pdf: pikepdf.Pdf
    pages: Sequence[pikepdf.Object]
    parents: dict[int, dict[int, pikepdf.Object]] = field(default_factory=dict)
    written: dict[int, pikepdf.Object] = field(default_factory=dict)

    def write(self, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        """Write an element with everything under it."""
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + node.tag), P=parent)
        )
        if node.tag == "Form":
            self.written[id(node)] = element
        _write_attributes(element, node)
        kids = [self._kid(kid, element) for kid in node.kids]
        if kids:
            element.K = Array(kids)
        return element

    def _kid(
        self, kid: Node | tuple[int, int], element: pikepdf.Object
    ) -> pikepdf.Object | int:
        if isinstance(kid, Node):
            return self.write(kid, element)
        page, mark = kid
        self.parents.setdefault(page, {})[mark] = element
        on = self.pages[page - 1]
        if Name.Pg not in element:
            element.Pg = on
        if element.Pg.objgen == on.objgen:
            return mark
        return Dictionary(Type=Name.MCR, Pg=on, MCID=mark)


def _write_attributes(element: pikepdf.Object, node: Node) -> None:
    if node.alt:
        element.Alt = String(node.alt)
    if node.lang:
        element.Lang = String(node.lang)
    if node.scope:
        element.A = Dictionary(O=Name.Table, Scope=Name("/" + node.scope))
    if node.summary:
        element.A = Dictionary(O=Name.Table, Summary=String(node.summary))
    if node.numbering:
        numbering = Name("/" + node.numbering)
        element.A = Dictionary(O=Name.List, ListNumbering=numbering)
    if node.box:
        box = Array([round(value, 2) for value in node.box])
        element.A = Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)


def finalize(
    drawn: bytes, recorder: Recorder, description: Description, record: bytes
) -> bytes:
    """Return the finished paper.

    Args:
        drawn: What ReportLab wrote.
        recorder: The structure recorded while it drew.
        description: What the paper says of itself.
        record: The bytes attached as `registro.json`.
    """
    with pikepdf.open(BytesIO(drawn)) as pdf:
        _write_structure(pdf, recorder)
        _write_catalog(pdf, recorder.lang)
        _write_metadata(pdf, description, recorder.lang)
        _attach(pdf, description, record)
        pdf.remove_unreferenced_resources()
        target = BytesIO()
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            min_version="1.7",
        )
    return target.getvalue()


def _write_structure(pdf: pikepdf.Pdf, recorder: Recorder) -> None:
    pages = [page.obj for page in pdf.pages]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    structure = _Structure(pdf=pdf, pages=pages)
    root.K = Array([structure.write(recorder.root, root)])
    numbers: list[pikepdf.Object | int] = []
    for number, page in enumerate(pages, 1):
        page.StructParents = number - 1
        page.Tabs = Name.S
        elements = structure.parents.get(number, {})
        marks = range(recorder.marks.get(number, 0))
        numbers.append(number - 1)
        numbers.append(pdf.make_indirect(Array([elements[mark] for mark in marks])))
    next_key = len(pages)
    if recorder.fields:
        fields = Array()
        for record in recorder.fields:
            element = structure.written[id(record.node)]
            fields.append(_write_field(pdf, record, element, next_key))
            numbers += [next_key, element]
            next_key += 1
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=fields, SigFlags=0))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = next_key
    pdf.Root.StructTreeRoot = root


def _write_field(
    pdf: pikepdf.Pdf, record: FieldRecord, element: pikepdf.Object, key: int
) -> pikepdf.Object:
    """Write an empty signature field and tie its element to it.

    The element's `/K` must be one dictionary, not an array of one: pyHanko's rules of
    lawful changes know only that form, and would call its own second signature a
    forgery.
    """
    left, bottom, right, top = record.box
    page = pdf.pages[record.page - 1].obj
    appearance = pdf.make_stream(
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, round(right - left, 2), round(top - bottom, 2)]),
        Resources=Dictionary(),
    )
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(record.name),
            TU=String(record.label),
            Contents=String(record.label),
            Rect=Array([round(value, 2) for value in record.box]),
            F=_FIELD_FLAGS,
            P=page,
            AP=Dictionary(N=appearance),
            StructParent=key,
        )
    )
    if record.locks:
        widget.Lock = pdf.make_indirect(
            Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1)
        )
    if Name.Annots not in page:
        page.Annots = Array()
    page.Annots.append(widget)
    element.K = Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)
    element.Pg = page
    return widget


def _write_catalog(pdf: pikepdf.Pdf, lang: str) -> None:
    root = pdf.Root
    root.MarkInfo = Dictionary(Marked=True)
    root.Lang = String(lang)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    profile = pdf.make_stream(metadata.srgb_profile(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        DestOutputProfile=profile,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
    )
    root.OutputIntents = Array([pdf.make_indirect(intent)])


def _write_metadata(pdf: pikepdf.Pdf, description: Description, lang: str) -> None:
    packet = metadata.xmp(description, lang)
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    date = String(metadata.pdf_date(description.issued_at))
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(description.title),
            Author=String(description.author),
            Subject=String(description.subject),
            Creator=String(metadata.PROGRAM),
            Producer=String(metadata.PRODUCER),
            CreationDate=date,
            ModDate=date,
        )
    )


def _attach(pdf: pikepdf.Pdf, description: Description, record: bytes) -> None:
    """Attach the record as the source of what is shown (ISO 19005-3, 6.8)."""
    date = String(metadata.pdf_date(description.issued_at))
    checksum = hashlib.md5(record, usedforsecurity=False).digest()  # PDF's own field
    file = pdf.make_stream(
        record,
        Type=Name.EmbeddedFile,
        Subtype=Name("/application/json"),
        Params=Dictionary(
            Size=len(record),
            CreationDate=date,
            ModDate=date,
            CheckSum=String(checksum),
        ),
    )
    specification = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(RECORD_NAME),
            UF=String(RECORD_NAME),
            Desc=String(description.record_label),
            AFRelationship=Name.Source,
            EF=Dictionary(F=file, UF=file),
        )
    )
    pdf.Root.AF = Array([specification])
    if Name.Names not in pdf.Root:
        pdf.Root.Names = Dictionary()
    names = Array([String(RECORD_NAME), specification])
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=names)
