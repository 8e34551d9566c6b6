"""The pitfalls of tagged PDF: each of these once passed every validator, or none."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from reportlab.platypus import PageBreak

from tests.content_builders import a_reference
from tests.documents.reading import (
    artifacts,
    font_names,
    page_words,
    structure,
)
from tests.documents.sheets import a_paper, a_typesetter
from workshop_app.documents import charts, style
from workshop_app.documents.blocks import (
    Columns,
    data_table,
    fact_grid,
    verification_box,
)
from workshop_app.documents.codes import seal
from workshop_app.documents.flowables import (
    Badge,
    Decoration,
    Figure,
    SignatureField,
    Tone,
)
from workshop_app.documents.tagging import Role, TaggedParagraph
from workshop_app.documents.text import Strong
from workshop_app.i18n import Language

LONG = (
    "La mesa de información ambiental pidió que los resultados se difundan por radio "
    "en aimara, quechua y castellano, con una explicación sencilla de lo que se midió, "
    "dónde y cuándo, y que las comunidades circunlacustres puedan acompañar el "
    "muestreo, sin costo, en cada campaña socio-ambiental del año. "
)


def spoken(text: str) -> str:
    """Return what is heard: a soft hyphen is silent."""
    return " ".join(text.replace("\u00ad", "").split())


def test_words_at_line_ends_are_not_run_together() -> None:
    typesetter = a_typesetter()
    look = style.justified(Language.SPANISH)

    paper = a_paper(typesetter, typesetter.paragraph(LONG * 5, look=look))

    assert spoken(structure(paper.pdf).said) == spoken(LONG * 5)


def test_words_stay_apart_where_the_face_changes() -> None:
    typesetter = a_typesetter()
    runs = ("Asistieron ", Strong("46 personas"), " de 31 organizaciones. ", LONG)
    look = style.justified(Language.SPANISH)

    paper = a_paper(typesetter, typesetter.paragraph(*runs, LONG, look=look))

    assert spoken(structure(paper.pdf).said) == spoken("".join(runs) + LONG)


def test_a_word_divided_at_a_line_end_is_one_word() -> None:
    typesetter = a_typesetter()
    look = style.justified(Language.SPANISH)

    paper = a_paper(typesetter, typesetter.paragraph(LONG * 8, look=look))

    said = structure(paper.pdf).said
    assert "\u00ad" in said
    assert "socio-ambiental" in said.replace("\u00ad", "")


def test_a_break_somebody_typed_keeps_the_words_apart() -> None:
    typesetter = a_typesetter()

    paper = a_paper(typesetter, typesetter.paragraph("uno\ndos\n\ntres"))

    assert spoken(structure(paper.pdf).said) == "uno dos tres"


def test_marks_over_letters_are_shaped_and_still_read_right() -> None:
    typesetter = a_typesetter()
    yanesha = "Yanesha c̈h, Ticuna ü̃, Awajún g̈ " * 12

    paper = a_paper(typesetter, typesetter.paragraph(yanesha))

    assert spoken(structure(paper.pdf).said) == spoken(yanesha)


def test_no_font_is_left_outside_the_file() -> None:
    typesetter = a_typesetter()
    parts = [
        typesetter.paragraph("uno", look=style.BULLET, role=Role(tag="LI"), bullet="•"),
        fact_grid(typesetter, [("Fecha", "hoy"), ("Hora", "nueve")], 400),
        Figure(
            typesetter.recorder,
            charts.stacked_bar(("Por bloque", "3"), [("Estado", 3)], 300),
            "Estado: 3",
        ),
    ]

    paper = a_paper(typesetter, *parts)

    names = font_names(paper.pdf)
    assert names
    assert all("NotoSans" in name for name in names), names


def test_what_has_no_glyph_is_shown_as_a_box_and_counted() -> None:
    typesetter = a_typesetter()

    paper = a_paper(typesetter, typesetter.paragraph("Río 😀 Rímac 中"))

    assert paper.replaced == 2
    assert spoken(structure(paper.pdf).said) == "Río □ Rímac □"


def test_markup_in_a_contribution_is_shown_as_it_was_typed() -> None:
    typesetter = a_typesetter()
    typed = '<img src="/etc/hostname"/> <b>&amp; <para>'

    paper = a_paper(typesetter, typesetter.paragraph(typed))

    assert spoken(structure(paper.pdf).said) == typed
    with pikepdf.open(BytesIO(paper.pdf)) as pdf:
        assert not any(
            isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Image"
            for obj in pdf.objects
        )


def test_a_head_repeated_on_the_next_page_is_not_read_again() -> None:
    typesetter = a_typesetter()
    columns = Columns(heads=("Número", "Nombre"), widths=(60, 300))
    rows = [[str(n), f"Persona {n}"] for n in range(120)]

    paper = a_paper(typesetter, data_table(typesetter, columns, rows, summary="Lista"))

    table = structure(paper.pdf).all("Table")[0]
    assert len(page_words(paper.pdf)) > 2
    assert sum("Número" in words for words in page_words(paper.pdf)) > 2
    assert table.said.count("Número") == 1
    assert len(table.all("TR")) == 121
    assert [head.scope for head in table.all("TH")[:2]] == ["/Column", "/Column"]
    assert {head.scope for head in table.all("TH")[2:]} == {"/Row"}


def test_a_row_taller_than_a_page_goes_on_and_stays_one_row() -> None:
    typesetter = a_typesetter()
    columns = Columns(heads=("Código", "Texto"), widths=(80, 300))
    rows = [["A-1", "corto"], ["A-2", LONG * 60], ["A-3", "corto"]]

    paper = a_paper(typesetter, data_table(typesetter, columns, rows, summary="x"))

    table = structure(paper.pdf).all("Table")[0]
    assert len(page_words(paper.pdf)) > 2
    assert len(table.all("TR")) == 4
    assert spoken(table.all("TR")[2].said) == spoken("A-2 " + LONG * 60)


def test_a_row_that_fits_a_page_is_never_divided() -> None:
    typesetter = a_typesetter()
    columns = Columns(heads=("Código", "Texto"), widths=(80, 300))
    rows = [[f"A-{n}", LONG * 5] for n in range(12)]

    paper = a_paper(typesetter, data_table(typesetter, columns, rows, summary="x"))

    pages = page_words(paper.pdf)
    for number in range(12):
        text_pages = [p for p in pages if f"A-{number}\r\n" in p or f"A-{number} " in p]
        assert len(text_pages) == 1
    assert all(page.count("Código") == 1 for page in pages)


def test_a_paragraph_divided_by_a_page_break_is_one_paragraph() -> None:
    typesetter = a_typesetter()

    paper = a_paper(typesetter, typesetter.paragraph(LONG * 40))

    paragraphs = structure(paper.pdf).all("P")
    assert len(page_words(paper.pdf)) > 1
    assert len(paragraphs) == 1
    assert spoken(paragraphs[0].said) == spoken(LONG * 40)


def test_items_side_by_side_are_one_list() -> None:
    typesetter = a_typesetter()

    def item(word: str) -> TaggedParagraph:
        role = Role(tag="LI")
        return typesetter.paragraph(word, look=style.BULLET, role=role, bullet="•")

    paper = a_paper(
        typesetter,
        item("uno"),
        item("dos"),
        item("tres"),
        typesetter.paragraph("después"),
        item("otra"),
    )

    assert [len(one.all("LI")) for one in structure(paper.pdf).all("L")] == [3, 1]


def test_decoration_is_silent_and_a_figure_speaks_its_words() -> None:
    typesetter = a_typesetter()
    bar = charts.vote_bar((3, 1, 0), 100)

    paper = a_paper(
        typesetter,
        Decoration(typesetter.recorder, bar),
        Figure(typesetter.recorder, charts.half_round((2, 1, 0), 90), "Tres puntos"),
        Badge(typesetter.recorder, "Acogido en parte", Tone.PARTLY),
    )

    tree = structure(paper.pdf)
    assert [figure.alt for figure in tree.all("Figure")] == ["Tres puntos"]
    assert spoken(tree.said.replace("3", "")) == "Acogido en parte"


def test_a_passage_in_another_language_says_which() -> None:
    typesetter = a_typesetter()

    paper = a_paper(
        typesetter,
        typesetter.paragraph("Yakuqa kawsaymi.", role=Role(lang="qu")),
        typesetter.paragraph("El agua es vida."),
    )

    assert [one.lang for one in structure(paper.pdf).all("P")] == ["qu", ""]


def test_heads_and_feet_of_pages_are_silent() -> None:
    typesetter = a_typesetter()

    paper = a_paper(
        typesetter,
        typesetter.paragraph("uno"),
        PageBreak(),
        typesetter.paragraph("dos"),
    )

    assert spoken(structure(paper.pdf).said) == "uno dos"
    assert artifacts(paper.pdf) == [["/Header", "/Footer"], ["/Header", "/Footer"]]
    for number, words in enumerate(page_words(paper.pdf), 1):
        assert f"Page {number} of 2" in " ".join(words.split())


def test_a_draft_has_its_mark_on_every_page_and_nobody_reads_it_aloud() -> None:
    typesetter = a_typesetter()

    paper = a_paper(
        typesetter,
        typesetter.paragraph("uno"),
        PageBreak(),
        typesetter.paragraph("dos"),
        reference=a_reference(draft=True),
    )

    assert all("/Watermark" in kinds for kinds in artifacts(paper.pdf))
    assert all("DRAFT" in words for words in page_words(paper.pdf))
    assert "DRAFT" not in structure(paper.pdf).said


def test_a_signature_field_has_one_reference_and_no_list_of_them() -> None:
    typesetter = a_typesetter()
    field = SignatureField(
        typesetter.recorder, "chair", "Firma de Rosa", size=(200, 60), locks=True
    )

    paper = a_paper(typesetter, typesetter.paragraph("uno"), field)

    with pikepdf.open(BytesIO(paper.pdf)) as pdf:
        widget = pdf.Root.AcroForm.Fields[0]
        forms = [
            obj
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/Form"
        ]
        assert isinstance(forms[0].K, pikepdf.Dictionary)
        assert forms[0].K.Obj.objgen == widget.objgen
        assert widget.Lock.P == 1
    assert structure(paper.pdf).all("Form")[0].alt == "Firma de Rosa"


def test_a_layout_table_is_not_read_as_a_table() -> None:
    typesetter = a_typesetter()
    reference = a_reference(version=2)

    paper = a_paper(
        typesetter,
        verification_box(typesetter, seal("X", reference, reference), reference, 400),
    )

    tree = structure(paper.pdf)
    assert tree.all("Table") == []
    assert "This is version 2" in spoken(tree.all("Sect")[0].said)


def test_headings_make_the_outline() -> None:
    typesetter = a_typesetter()

    paper = a_paper(
        typesetter,
        typesetter.paragraph("Acta", role=Role(tag="H1", outline=0)),
        *typesetter.section("1. Participación"),
        *typesetter.section("1.1 Apertura", level=3),
    )

    with pikepdf.open(BytesIO(paper.pdf)) as pdf, pdf.open_outline() as outline:
        assert [one.title for one in outline.root] == ["Acta"]
        assert [one.title for one in outline.root[0].children] == ["1. Participación"]
    assert [one.tag for one in structure(paper.pdf).kids] == ["H1", "H2", "H3"]


_MAKE = """
import hashlib
from tests.content_builders import letter_content, minutes_content
from workshop_app.documents.letter import letter_pdf
from workshop_app.documents.minutes import minutes_pdf
from workshop_app.i18n import Language
for make, content in ((minutes_pdf, minutes_content()), (letter_pdf, letter_content())):
    paper = make(content, language=Language.ENGLISH)
    print(hashlib.sha256(paper.pdf).hexdigest())
"""


@pytest.mark.slow  # starts the program twice
def test_the_same_content_gives_the_same_bytes_in_any_process() -> None:
    def made(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", _MAKE],
            capture_output=True,
            check=True,
            text=True,
            env=environment,
        )
        return run.stdout

    assert made("1") == made("2")
