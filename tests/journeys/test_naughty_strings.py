"""Strings that break programs, as names and as contributions: kept, found, harmless."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.builders import at
from tests.documents.reading import structure
from tests.real_data import naughty
from tests.verapdf import checker
from workshop_app.cli.main import run
from workshop_app.clock import SteppingClock
from workshop_app.documents.text import clean
from workshop_app.domain.contribution import (
    Contribution,
    ContributionDraft,
    ContributionEmptyError,
)
from workshop_app.domain.person import Person, PersonDraft, PersonNameMissingError
from workshop_app.domain.text import TextUnstorableError
from workshop_app.exchange.writer import (
    SheetContent,
    Written,
    write_comma_text,
    write_workbook,
)
from workshop_app.ids import SeededIds
from workshop_app.services.contributions import write_contribution
from workshop_app.services.imports import import_people, import_proposals
from workshop_app.services.papers import issue_attendance, issue_letters, issue_minutes
from workshop_app.services.people import register_person
from workshop_app.services.processes import found_process
from workshop_app.services.reports import tally_report
from workshop_app.store.dump import dump_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workshop_app.store import Store

pytestmark = pytest.mark.journey

NAUGHTY = (
    # words that programs take for something else
    *(
        "undefined",
        "null",
        "None",
        "NaN",
        "true",
        "\\N",
        "NIL",
        "(null)",
        "hasOwnProperty",
    ),
    # numbers, and what sheets make of them
    *(
        "0",
        "-1",
        "1e400",
        "0x7F",
        "007",
        "1/2",
        "\uff11\uff12",
        "٣",
        "1,000.50",
        "$1.00",
        "2-3",
    ),
    # formulas
    *("=1+1", "+1", "@SUM(A1:A9)", "-2+3", "=cmd|' /C calc'!A0", "'=1", "''", "'-1"),
    # marks-up and templates
    "<b>negrita</b> & <i>cursiva</i>",
    '<img src="file:///etc/hostname" width="10"/>',
    "<script>alert(1)</script>",
    "<para><font size=90>grande</font></para>",
    "</para><br/>&lt;&#65;&nbsp;",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
    *("{}", "{0}", "{name}", "{count}", "{0.__class__}", "{{x}}", "%s%s%n", "%(name)s"),
    *("${HOME}", "$(touch /tmp/kuska)", "`id`", "{% now %}", "\\begin{x}", "\\u0041"),
    # statements and paths
    *("'; DROP TABLE person; --", '" OR ""="', "%", "_", "NEAR(", 'a" AND "b', "*"),
    *("../../../etc/passwd", "C:\\CON", "nul", "file:///etc/hostname", "a/b"),
    # what moves a terminal
    *("\x1b[2J\x1b[31mrojo", "campana\a y \b\b atrás", "csi\x9b31m", "dos\r\nlíneas"),
    # directions, joiners and marks
    *(
        "\u202eoediv\u202c",
        "a\u200bb\u200dc\ufeffd",
        "\u2066aislado\u2069",
        "suave\u00adguion",
    ),
    *(
        "Z\u0351\u032b\u0343\u036aA\u034f\u0321L",
        "e\u0301 y \u00e9",
        "c\u0308h Ñato\u0303",
        "ﬁn ﬂor",
    ),
    # scripts and pictures
    *(
        "田中さん",
        "שלום עולם",
        "مرحبا",
        "Ωμέγα",
        "Жук",
        "नमस्ते",
        "ⓐ𝓫ℂ",
        "👩‍👩‍👧‍👦🇵🇪",
        "☃",
    ),
    *("\ue000 slot", "\ufffe no letra", "ﷺ", "᚛\u1680\u1680᚜", "¡¿ ’ “ ” – …", "ʼꞌ"),
)
NOTHING = ("", " ", "\t\n", "\u200b", "\ufeff", "\x01\x02", "\u3164", "\u2800")
UNSTORABLE = ("a\0b", "\ud800", "x\udfff")


@pytest.fixture
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    monkeypatch.setenv("KUSKA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KUSKA_KEYRING", "off")
    clock = SteppingClock(at(7))
    made = found_process(
        str(tmp_path / "mesa.kuska"),
        "{name} <b>%s",
        "Rosa {0} \x1b[1m",
        plain=getattr(request, "param", "plain") == "plain",
        clock=clock,
        ids=SeededIds("naughty", clock),
    )
    yield made
    made.close()


@pytest.fixture
def held(store: Store) -> naughty.Held:
    return naughty.hold(store, NAUGHTY)


@pytest.mark.parametrize("store", ["plain", "keyed"], indirect=True)
def test_naughty_strings_are_kept_to_the_last_character_and_found_again(
    store: Store, held: naughty.Held
) -> None:
    with store.read() as reader:
        lost = naughty.lost(reader, held)
        unfound = naughty.not_found_by_words(reader, held)
        uncoded = naughty.not_found_by_code(reader, held)
        dumped = json.loads(dump_bytes(reader))

    assert (lost, unfound, uncoded) == ([], [], [])
    texts = [one["text"] for one in dumped["records"]["contribution"]]
    assert sorted(texts) == sorted(NAUGHTY)


@pytest.mark.slow  # papers of every string
def test_naughty_strings_on_paper_are_shown_or_counted_and_never_obeyed(
    store: Store, held: naughty.Held, tmp_path: Path
) -> None:
    minutes = issue_minutes(store, held.session, tmp_path / "acta.pdf")
    listed = issue_attendance(store, held.session, tmp_path / "lista.pdf")
    letters = issue_letters(store, held.session, tmp_path / "cartas")

    shown = minutes.path.read_bytes()
    posted = "".join(
        naughty.squeezed(structure(one.path.read_bytes()).said) for one in letters
    )
    assert naughty.not_shown(shown, NAUGHTY) == []
    assert naughty.not_shown(listed.path.read_bytes(), NAUGHTY) == []
    assert [t for t in NAUGHTY if naughty.squeezed(clean(t).text) not in posted] == []
    assert minutes.replaced >= sum(clean(text).replaced for text in NAUGHTY) > 0
    assert (len(letters.files), letters.refused) == (len(NAUGHTY), ())


def test_ballots_of_one_moment_stand_in_the_order_of_their_numbers(
    store: Store, held: naughty.Held
) -> None:
    told = tally_report(store)["ballots"]

    assert [one["question"] for one in told] == list(NAUGHTY[:12])


@pytest.mark.slow
def test_paper_with_naughty_strings_conforms_all_the_same(
    store: Store, tmp_path: Path
) -> None:
    checker.require()
    held = naughty.hold(store, NAUGHTY[::4])
    files = [
        issue_minutes(store, held.session, tmp_path / "acta.pdf").path,
        issue_attendance(store, held.session, tmp_path / "lista.pdf").path,
        *(one.path for one in issue_letters(store, None, tmp_path / "cartas")),
    ]

    verdicts = checker.check(files, tmp_path)

    assert len(verdicts) == 2 * len(files)
    assert [one for one in verdicts if not one.compliant] == []


@pytest.mark.parametrize("name", NOTHING)
def test_a_name_or_a_contribution_of_nothing_is_refused_with_a_sentence(
    store: Store, name: str
) -> None:
    draft = ContributionDraft(text=name)

    with pytest.raises(PersonNameMissingError):
        register_person(store, PersonDraft(name=name))
    with pytest.raises(ContributionEmptyError):
        write_contribution(store, draft, [store.operator])


@pytest.mark.parametrize("text", UNSTORABLE)
def test_what_no_store_can_hold_is_refused_with_a_sentence(
    store: Store, text: str
) -> None:
    draft = ContributionDraft(text=text)

    with pytest.raises(TextUnstorableError):
        write_contribution(store, draft, [store.operator])


def _as_comma_text(content: SheetContent) -> Written:
    return write_comma_text(content.headings, content.rows)


def _as_workbook(content: SheetContent) -> Written:
    return write_workbook([content])


@pytest.mark.parametrize(
    ("made", "suffix"), [(_as_workbook, "xlsx"), (_as_comma_text, "csv")]
)
def test_naughty_strings_come_in_from_a_sheet_as_the_sheet_holds_them(
    store: Store,
    tmp_path: Path,
    made: Callable[[SheetContent], Written],
    suffix: str,
) -> None:
    people = tmp_path / f"personas.{suffix}"
    texts = tmp_path / f"propuestas.{suffix}"
    people.write_bytes(made(_sheet("Nombre")).data)
    texts.write_bytes(made(_sheet("Texto")).data)

    reports = (import_people(store, people), import_proposals(store, texts))

    assert [one.written for one in reports] == [True, True]
    held = [naughty.held_by_sheet(text, suffix) for text in NAUGHTY]
    with store.read() as reader:
        names = {one.code: one.name for one in reader.all(Person)}
        said = {one.code: one.text for one in reader.all(Contribution)}
    assert [names[f"N-{n}"] for n in range(len(NAUGHTY))] == [
        naughty.one_line(text) for text in held
    ]
    assert [said[f"N-{n}"] for n in range(len(NAUGHTY))] == held


def _sheet(heading: str) -> SheetContent:
    rows = [(f"N-{number}", text) for number, text in enumerate(NAUGHTY)]
    return SheetContent(title="Hoja", headings=["Código", heading], rows=rows)


def test_no_naughty_string_becomes_a_formula_in_a_sheet_we_write() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_as_workbook(_sheet("Texto")).data))
    lines = csv.reader(
        io.StringIO(_as_comma_text(_sheet("Texto")).data.decode("utf-8-sig"))
    )

    cells = [cell for row in book["Hoja"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [row[1] for row in lines if row[1][:1] in tuple("=+-@\t\r")] == []


def test_a_terminal_is_shown_naughty_strings_and_never_obeys_them(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    naughty.hold(store, [text for text in NAUGHTY if naughty.obeyed(text)])

    for command in ("info", "history", "tally", "composition", "coverage", "check"):
        status = run([command, str(tmp_path / "mesa.kuska")], {"KUSKA_LANGUAGE": "es"})
        told = capsys.readouterr()

        assert (status, told.err) == (0, "")
        assert naughty.obeyed(told.out) == set()


def test_a_sheet_says_nothing_to_the_terminal_that_it_would_obey(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "hoja\u202e.csv"
    rows = [(text, text, text, text) for text in NAUGHTY]
    content = SheetContent(
        title="Hoja", headings=["Código", "Nombre", "Bloque", "\x1b[2J"], rows=rows
    )
    sheet.write_bytes(_as_comma_text(content).data)

    status = run(
        ["import", "people", str(tmp_path / "mesa.kuska"), str(sheet)],
        {"KUSKA_LANGUAGE": "es"},
    )

    told = capsys.readouterr()
    assert status == 1
    assert "{" in told.out
    assert naughty.obeyed(told.out + told.err) == set()
