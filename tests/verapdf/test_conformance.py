"""Every paper is PDF/A-3a and PDF/UA-1; and veraPDF would say so if it were not."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Name, String

from tests.content_builders import (
    a_contribution_line,
    a_reference,
    attendance_content,
    attendees,
    contribution_lines,
    letter_content,
    minutes_content,
)
from tests.documents.keys import AT, a_key
from tests.verapdf import checker
from workshop_app.documents.attendance import attendance_pdf
from workshop_app.documents.letter import letter_pdf
from workshop_app.documents.minutes import minutes_pdf
from workshop_app.documents.signing import SignatureRequest, sign_pdf
from workshop_app.i18n import Language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAUGHTY = "😀 中文 c̈h ﬁ \u202e\x00 <b>&\nuno\tdos " + "Ñ" * 500


def signed(pdf: bytes, times: int) -> bytes:
    for _ in range(times):
        pdf = sign_pdf(pdf, a_key(), SignatureRequest(at=AT, reason="Conforme 😀")).pdf
    return pdf


def sample_papers() -> dict[str, bytes]:
    english = Language.ENGLISH
    line = a_contribution_line(text=NAUGHTY * 40, title=NAUGHTY, reason_text=NAUGHTY)
    crowd = tuple(
        replace(attendees()[n % 3], number=n + 1, name=f"Persona {n} {NAUGHTY}"[:520])
        for n in range(130)
    )
    minutes = minutes_pdf(minutes_content(), language=english).pdf
    letter = letter_pdf(letter_content(), language=english).pdf
    empty = minutes_content(
        agenda=(), ballots=(), contributions=(), attendees=(), signers=(), opening=""
    )
    return {
        "minutes": minutes,
        "minutes-signed-by-three": signed(minutes, 3),
        "draft": minutes_pdf(
            minutes_content(reference=a_reference(draft=True)), language=english
        ).pdf,
        "empty": minutes_pdf(empty, language=english).pdf,
        "crowd": minutes_pdf(
            minutes_content(
                attendees=crowd, contributions=(line, *contribution_lines())
            ),
            language=english,
        ).pdf,
        "letter": letter,
        "letter-signed": signed(letter, 1),
        "long-letter": letter_pdf(
            letter_content(contributions=(line,)), language=english
        ).pdf,
        "attendance": attendance_pdf(
            attendance_content(attendees=crowd), language=english
        ).pdf,
    }


@pytest.mark.slow
def test_every_paper_is_conformant_signed_or_not(tmp_path: Path) -> None:
    checker.require()
    files = []
    for name, pdf in sample_papers().items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(pdf)

    verdicts = checker.check(files, tmp_path)

    assert len(verdicts) == 2 * len(files)
    assert all(one.checks > 1000 for one in verdicts)
    assert {(one.file, one.flavour): one.failed for one in verdicts if one.failed} == {}
    assert all(one.compliant for one in verdicts)


def without_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def without_structure(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        del page.obj["/StructParents"]


def without_scope(pdf: pikepdf.Pdf) -> None:
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == Name.TH:
            del obj["/A"]


def with_script(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.OpenAction = pdf.make_indirect(action)


def with_loose_font(pdf: pikepdf.Pdf) -> None:
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary) and "/FontFile2" in obj:
            del obj["/FontFile2"]


def without_claim(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


@pytest.mark.slow
def test_what_breaks_a_rule_is_found_out(tmp_path: Path) -> None:
    checker.require()
    harms: dict[Callable[[pikepdf.Pdf], None], tuple[str, ...]] = {
        without_intent: ("3a",),
        without_language: ("ua1",),
        without_structure: ("ua1",),
        without_scope: ("ua1",),
        with_script: ("3a",),
        with_loose_font: ("3a", "ua1"),
        without_claim: ("3a", "ua1"),
    }
    good = minutes_pdf(minutes_content(), language=Language.ENGLISH).pdf
    files = []
    for harm in harms:
        with pikepdf.open(BytesIO(good)) as pdf:
            harm(pdf)
            files.append(tmp_path / f"{harm.__name__}.pdf")
            pdf.save(files[-1])

    verdicts = checker.check(files, tmp_path)

    broken: dict[str, set[str]] = {}
    for one in verdicts:
        if not one.compliant:
            name = one.file.rsplit("/", 1)[-1].removesuffix(".pdf")
            broken.setdefault(name, set()).add(one.flavour)
    expected: dict[str, Any] = {
        h.__name__: set(flavours) for h, flavours in harms.items()
    }
    assert {name: broken[name] & flavours for name, flavours in expected.items()} == (
        expected
    )
