"""A table of forty people held in the real window with the keyboard alone."""

from __future__ import annotations

import csv
import statistics
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from tests.gui.pictures.states import a_name
from tests.journeys.window.desk import KEY_DELAY, Desk, missing
from tests.journeys.window.facilitator import Facilitator
from workshop_app.clock import system_clock
from workshop_app.domain.attendance import Movement
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.decision import Decision
from workshop_app.domain.names import folded
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import SessionState
from workshop_app.i18n import Language
from workshop_app.store import Store
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.journey]

PASSPHRASE = "el agua es de todos"  # noqa: S105 of a certificate made for the test
KNOWN, WALK_INS, WRITTEN = 24, 16, 4

ACROSS, DOWN = 12, 17
"""Fields of a page that are compared, each about as large as a stamp."""

SHADE = 40
"""Of 255: fields nearer to each other are alike.

Printing makes up to 14 of it, another page of the same minutes more than 100.
"""

A_MILLIMETRE = 72 / 25.4


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    wanting = missing()
    if wanting:
        pytest.skip(f"{wanting} is not installed (apt install {wanting})")
    monkeypatch.setenv("KUSKA_KEYRING", "off")
    with Desk(tmp_path) as desk:
        yield desk


def a_sheet(path: Path) -> list[tuple[str, str]]:
    """Write the sheet of the people who are expected; return names and numbers."""
    known = [(a_name(n * 5), str(40_000_000 + n * 11)) for n in range(KNOWN)]
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["Name", "DNI", "Organization", "Bloc"])
        for number, (name, document) in enumerate(known):
            of_state = number % 2 == 0
            house = "Ministerio" if of_state else "Federación"
            bloc = "state" if of_state else "civil society"
            sheet.writerow([name, document, house, bloc])
    return known


def opened(desk: Desk) -> Store:
    (location,) = (desk.folder / "Documents").glob("*.kuska")
    return Store.open(str(location), home=desk.folder / "kuska")


@dataclass(frozen=True)
class Sheet:
    """A page of a PDF: its size in points, and how dark each part of it is."""

    size: tuple[float, float]
    shades: tuple[int, ...]


def pages_of(path: Path) -> list[Sheet]:
    """Return the pages of a PDF, each parted in ACROSS by DOWN fields."""
    pdf = pdfium.PdfDocument(path)
    sheets = []
    for page in pdf:
        picture = page.render(scale=1, grayscale=True).to_pil()
        small = picture.resize((ACROSS, DOWN), Image.Resampling.BOX)
        sheets.append(Sheet(page.get_size(), tuple(small.tobytes())))
    pdf.close()
    return sheets


def looks_like(printed: list[Sheet], papers: list[Sheet]) -> bool:
    """Return whether papers were printed whole, in order and as they are."""
    return (
        len(printed) == len(papers) > 0
        and all(
            abs(one.size[side] - other.size[side]) < A_MILLIMETRE
            for one, other in zip(printed, papers, strict=True)
            for side in (0, 1)
        )
        and all(
            max(abs(a - b) for a, b in zip(one.shades, other.shades, strict=True))
            < SHADE
            for one, other in zip(printed, papers, strict=True)
        )
    )


def today(spoken: Language) -> str:
    """Return the day as somebody types it who speaks a language."""
    written = "%d/%m/%Y" if spoken is Language.SPANISH else "%m/%d/%Y"
    return system_clock().strftime(written)


def wait_for_the_next_minute() -> None:
    """A session ends at a later minute than it began: the record tells minutes."""
    now = system_clock()
    later = (now + timedelta(minutes=1)).replace(second=0, microsecond=0)
    time.sleep((later - now).total_seconds())


def a_table_begun(
    desk: Desk, spoken: Language = Language.ENGLISH
) -> tuple[Facilitator, list[tuple[str, str]]]:
    known = a_sheet(desk.folder / "people.csv")
    desk.start(environment={"KUSKA_LANGUAGE": spoken.value})
    person = Facilitator(desk, spoken)
    person.begins("Consulta del agua", "Rosa Quispe Mamani")
    agenda = [("Bienvenida", "15"), ("Votaciones", "90")]
    person.prepares("Mesa del agua", today(spoken), agenda, "rosa quispe")
    person.invites(desk.folder / "people.csv", KNOWN)
    desk.keys("Escape", "ctrl+2")
    person.focuses("Name or document number…")
    return person, known


@pytest.mark.parametrize("spoken", Language)
def test_a_table_of_forty_goes_from_no_file_to_signed_minutes_and_letters(
    desk: Desk, spoken: Language
) -> None:
    person, known = a_table_begun(desk, spoken)
    for number, (name, document) in enumerate(known):
        by_number = number % 2 == 0
        typed = document if by_number else folded(name)
        person.registers(typed, name, by="number" if by_number else "name")
    for number in range(WALK_INS):
        words = (
            ("C for civil society", "F for female")
            if number % 2
            else ("S for State", "M for male")
        )
        letters = "".join(person.says(one)[0].lower() for one in words)
        house = f"Comunidad {number % 4}"
        person.writes_down(f"Visita {chr(65 + number)}", str(45_000_001 + number * 7),
                           house, letters)  # fmt: skip
    person.opens_the_session()
    desk.keys("ctrl+n")
    for number in range(WRITTEN):
        text = f"Que se publiquen los resultados del agua cada mes, parte {number}."
        person.writes(text, folded(known[number][0]))
    person.counts_a_vote("1", "1", "1", "2", "c", "1", "1", "3")
    desk.keys("ctrl+4")
    person.focuses("Accepted")
    person.decides(1, "")
    for _ in range(WRITTEN - 1):
        person.decides(6, "Ya se publica por norma, con el presupuesto vigente.")
    certificate = desk.folder / "rosa.p12"
    person.makes_a_certificate(PASSPHRASE, certificate)
    wait_for_the_next_minute()
    person.closes_and_issues()
    person.signs(PASSPHRASE)
    copy, printed = desk.folder / "copia.pdf", desk.folder / "acta impresa.pdf"
    person.saves_a_copy(copy)
    person.prints(printed, len(pages_of(copy)))
    person.writes_the_letters(WRITTEN)
    written = sorted((desk.folder / "Documents").rglob("cartas/*.pdf"))
    posted = [page for one in written for page in pages_of(one)]
    person.prints(desk.folder / "cartas.pdf", len(posted))
    desk.keys("ctrl+q")
    _print_times(person)

    desk.kill()
    assert "Traceback" not in desk.log()
    assert looks_like(pages_of(printed), pages_of(copy))
    assert looks_like(pages_of(desk.folder / "cartas.pdf"), posted)
    with pikepdf.open(copy) as minutes:
        fields = minutes.Root.AcroForm.Fields
        assert any("/Sig" in str(field.get("/FT", "")) for field in fields)
    assert len(written) == WRITTEN
    store = opened(desk)
    with store.read() as reader:
        (session,) = reader.all(Session)
        assert session.state is SessionState.CLOSED
        assert reader.count(Movement) == KNOWN + WALK_INS
        assert reader.count(Contribution) == WRITTEN
        assert reader.count(Decision) == WRITTEN
    store.close()


def test_the_power_goes_in_the_middle_of_a_sentence_and_nothing_typed_is_lost(
    desk: Desk,
) -> None:
    person, known = a_table_begun(desk)
    for name, _ in known[:5]:
        person.registers(folded(name), name, by="name")
    person.opens_the_session()
    desk.keys("ctrl+n")
    person.writes("Que se publique el dato del agua.", folded(known[0][0]))
    desk.until_focus("Text of the contribution")
    desk.types("Que las comunidades lo sepan antes que")
    time.sleep(1)  # a text is kept 400 ms after the last key

    desk.kill()
    (location,) = (desk.folder / "Documents").glob("*.kuska")
    desk.start(str(location), environment={"KUSKA_LANGUAGE": "en"})
    person.focuses("Sessions")
    desk.keys("ctrl+3")

    def typed_is_there() -> bool:
        return any("sepan antes que" in str(one.get("text", "")) for one in desk.tree())

    desk.until(typed_is_there, "what was being typed")
    desk.kill()
    store = opened(desk)
    with store.read() as reader:
        assert reader.count(Movement) == 5
        assert reader.count(Contribution) == 1
    assert not check(store)
    store.close()


def _print_times(person: Facilitator) -> None:
    """Write one line that can be quoted: the middle and the worst of each, in s."""
    said = "; ".join(
        f"{what} {statistics.median(took):.2f} (worst {max(took):.2f}, n {len(took)})"
        for what, took in person.took.items()
    )
    typed = f"{person.spoken.value}, {KEY_DELAY} ms between keys"
    sys.stdout.write(f"\nSeconds each, {typed}: {said}\n")
