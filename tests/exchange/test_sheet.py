from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pytest

from tests.exchange.files import a_comma_text, a_workbook
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    DocumentType,
    OrganizationType,
    Outcome,
    ReasonCode,
    Sex,
    Standing,
    VoteChoice,
)
from workshop_app.errors import AppError
from workshop_app.exchange.columns import (
    Columns,
    ColumnsMissingError,
    HeadingNotFoundError,
    SheetColumn,
    UnknownFieldError,
)
from workshop_app.exchange.people_sheet import PersonLine, people_sheet
from workshop_app.exchange.proposals_sheet import ProposalLine, proposals_sheet
from workshop_app.exchange.table import Verdict
from workshop_app.exchange.templates import (
    TemplateKind,
    column_name,
    file_name,
    template,
    write_template,
)
from workshop_app.exchange.urns_sheet import UrnLine, urns_sheet
from workshop_app.exchange.votes_sheet import VoteLine, votes_sheet
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.exchange.sheet import Sheet, SheetReading

AnySheet: TypeAlias = (
    "Sheet[PersonLine] | Sheet[ProposalLine] | Sheet[VoteLine] | Sheet[UrnLine]"
)

SHEETS: dict[TemplateKind, AnySheet] = {
    TemplateKind.PEOPLE: people_sheet(),
    TemplateKind.PROPOSALS: proposals_sheet(),
    TemplateKind.VOTES: votes_sheet(),
    TemplateKind.URNS: urns_sheet(),
}


def people(folder: Path, text: str, **mapping: str) -> SheetReading[PersonLine]:
    return people_sheet().read(a_comma_text(folder, text), mapping=mapping)


def test_a_row_becomes_a_person(tmp_path: Path) -> None:
    path = a_workbook(
        tmp_path,
        [
            "Código",
            "NOMBRES Y APELLIDOS",
            "tipo de documento",
            "N.º de documento (DNI)",
            "Organización / Entidad",
            "Tipo de organización",
            "Bloque",
            "Cargo",
            "Correo electrónico",
            "Celular",
            "Domicilio",
            "UBIGEO",
            "Sexo",
            "Idioma",
            "Calidad",
            "Asistencia",
        ],
        [
            "PE-07",
            "Rosa Quispe Mamani",
            "D.N.I.",
            "01234567",
            "Comunidad Nativa Río Azul",
            "comunidad nativa",
            "SOCIEDAD CIVIL",
            "presidenta",
            "rosa@example.org",
            999888777,
            "Jr. Puno 123",
            "080101",
            "mujer",
            "Quechua",
            "Voz y voto",
            "asistió",
        ],
    )

    reading = people_sheet().read(path)

    assert reading.verdict is Verdict.OK
    assert reading.unknown_headings == ()
    assert reading.drafts() == (
        PersonLine(
            code="PE-07",
            name="Rosa Quispe Mamani",
            document_type=DocumentType.DNI,
            document_number="01234567",
            organization="Comunidad Nativa Río Azul",
            organization_type=OrganizationType.INDIGENOUS_ORGANIZATION,
            bloc=Bloc.CIVIL_SOCIETY,
            position="presidenta",
            email="rosa@example.org",
            telephone="999888777",
            address="Jr. Puno 123",
            place="080101",
            sex=Sex.FEMALE,
            language="qu",
            standing=Standing.VOICE_VOTE,
            attendance=AttendanceStatus.PRESENT,
        ),
    )


def test_given_name_and_surnames_make_a_name(tmp_path: Path) -> None:
    reading = people(tmp_path, "Nombres,Apellidos\nRosa, Quispe Mamani\n")

    assert [draft.name for draft in reading.drafts()] == ["Rosa Quispe Mamani"]


def test_a_name_without_surnames_is_an_error_of_its_row(tmp_path: Path) -> None:
    reading = people(tmp_path, "Nombres,Apellidos\nRosa,\nJuan,Soto\n")

    first, second = reading.lines
    assert first.draft is None
    assert first.verdict is Verdict.ERROR
    assert "does not say: Name or Given name + Surnames" in first.issues[0].sentence
    assert second.draft == PersonLine(name="Juan Soto")
    assert reading.verdict is Verdict.ERROR


def test_what_is_missing_is_named_as_its_heading(tmp_path: Path) -> None:
    path = a_comma_text(tmp_path, "Código,Título,Texto\nP-1,,\n")

    with language(Language.SPANISH):
        reading = proposals_sheet().read(path)

    assert "Título o Texto" in reading.lines[0].issues[0].sentence
    with language(Language.SPANISH):
        assert column_name(TemplateKind.PROPOSALS, "reason") == "Fundamento"
    assert column_name(TemplateKind.PROPOSALS, "reason") == "Reason"
    assert column_name(TemplateKind.PROPOSALS, "question") == "question"


def test_a_text_of_spaces_is_kept_beside_a_title(tmp_path: Path) -> None:
    path = a_comma_text(tmp_path, 'Título,Texto,Tema\nAgua," "," "\n," ",Luz\n')

    titled, bare = proposals_sheet().read(path).lines

    assert titled.draft == ProposalLine(title="Agua", text=" ")
    assert titled.verdict is Verdict.OK
    assert bare.draft is None
    assert "does not say: Title or Text" in bare.issues[0].sentence


def test_names_are_kept_exactly(tmp_path: Path) -> None:
    reading = people(tmp_path, 'Name\n"  Ñusta  \u200bO\'Brien "\n')

    assert reading.drafts()[0].name == "  Ñusta  \u200bO'Brien "


def test_a_code_like_a_document_number_is_not_used(tmp_path: Path) -> None:
    reading = people(tmp_path, "code,name\n45678912,Rosa\nA-1,Juan\n")

    first, second = reading.lines
    assert first.verdict_of("code") is Verdict.WARNING
    assert "looks like a document number" in first.issues[0].sentence
    assert first.draft == PersonLine(name="Rosa")
    assert second.draft == PersonLine(name="Juan", code="A-1")


def test_a_code_stands_in_one_row_only(tmp_path: Path) -> None:
    reading = people(tmp_path, "code,name,DNI\nA-1,Rosa,5\nA-2,Ana,5\nA-1,Eva,7\n")

    first, second, third = reading.lines
    assert first.verdict is Verdict.OK
    assert second.verdict_of("document_number") is Verdict.WARNING
    assert third.verdict_of("code") is Verdict.ERROR
    assert third.issues[0].sentence == "Row 2 already says the same."


def test_points_of_one_voter_stand_in_several_rows(tmp_path: Path) -> None:
    path = a_comma_text(tmp_path, "code,option,points\nA-1,Agua,3\nA-1,Luz,2\n")

    assert votes_sheet().read(path).verdict is Verdict.OK


def test_an_unknown_word_is_an_error_that_names_the_words(tmp_path: Path) -> None:
    reading = people(tmp_path, "name,bloc\nRosa,Marte\n")

    line = reading.lines[0]
    assert line.verdict_of("bloc") is Verdict.ERROR
    assert line.verdict_of("name") is Verdict.OK
    assert "“Marte”" in line.issues[0].sentence
    assert "State, Civil society, Other bloc" in line.issues[0].sentence


def test_an_unknown_place_is_a_warning(tmp_path: Path) -> None:
    sheet = people_sheet(place_known={"150101"}.__contains__)
    path = a_comma_text(tmp_path, "name,place\nA,150101\nB,999999\nC,1501\n")

    reading = sheet.read(path)

    verdicts = [line.verdict_of("place") for line in reading.lines]
    assert verdicts == [Verdict.OK, Verdict.WARNING, Verdict.WARNING]


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    reading = people(
        tmp_path, "MINISTERIO,,\nLista de asistencia,,\n,,\nN.º,Nombre,DNI\n1,Rosa,1\n"
    )

    assert [line.number for line in reading.lines] == [5]
    assert reading.notes.rows_above == 2
    assert reading.unknown_headings == ("N.º",)
    assert reading.mapping == {"name": "Nombre", "document_number": "DNI"}


def test_a_mapping_by_hand_comes_before_the_headings(tmp_path: Path) -> None:
    reading = people(
        tmp_path, "Nombre,Quien\nno,Rosa\n", name="quién", organization="NOMBRE"
    )

    assert reading.drafts() == (PersonLine(name="Rosa", organization="no"),)


def test_a_mapping_to_a_heading_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HeadingNotFoundError, match="Its headings are: Nombre, DNI"):
        people(tmp_path, "Nombre,DNI\nRosa,1\n", name="Persona")


def test_a_mapping_of_an_unknown_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFieldError, match="The columns are: code, name"):
        people(tmp_path, "Nombre\nRosa\n", nombre="Nombre")


def test_a_sheet_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ColumnsMissingError) as refusal:
        people(tmp_path, "Quien,DNI\nRosa,1\n")

    assert refusal.value.wanted == (("name",), ("given_name", "surnames"))
    assert (
        "Name (name) or Given name (given_name) + Surnames (surnames)"
        in refusal.value.message
    )
    assert "Quien, DNI" in refusal.value.advice


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Nombre,Name\nRosa,Ana\n", Verdict.ERROR),
        ("Nombre,DNI,Documento\nRosa,1,2\n", Verdict.WARNING),
    ],
)
def test_two_columns_for_one_field_are_pointed_at(
    tmp_path: Path, text: str, verdict: Verdict
) -> None:
    reading = people(tmp_path, text)

    assert [issue.verdict for issue in reading.issues] == [verdict]
    assert reading.verdict is verdict


def test_a_column_without_heading_is_told_with_the_sheet(tmp_path: Path) -> None:
    reading = people(tmp_path, "Nombre,,DNI\nRosa,x,1\n")

    assert ["Column B" in issue.sentence for issue in reading.issues] == [True]


def test_flaws_matter_only_in_columns_that_are_read(tmp_path: Path) -> None:
    path = a_workbook(
        tmp_path, ["Nombre", "Edad", "Cargo"], ["Rosa", "=1", "x"], ["Ana", 1, "=1"]
    )

    first, second = people_sheet().read(path).lines

    assert first.verdict is Verdict.OK
    assert second.verdict_of("position") is Verdict.ERROR


def test_a_row_of_another_width_is_an_error_of_its_line(tmp_path: Path) -> None:
    first, second = people(tmp_path, "Nombre,DNI\nRosa,1,de más\nAna,2\n").lines

    assert first.draft is None
    assert [issue.field for issue in first.issues] == [None]
    assert second.verdict is Verdict.OK


def test_a_wrong_cell_is_not_also_missing(tmp_path: Path) -> None:
    path = a_comma_text(tmp_path, "name,vote\nRosa,quizás\nAna,\n")

    first, second = votes_sheet().read(path).lines

    assert len(first.issues) == 1
    assert "Vote" in second.issues[0].sentence


def test_a_row_becomes_a_proposal(tmp_path: Path) -> None:
    path = a_workbook(
        tmp_path,
        ["Título", "Autor(es)", "Fecha", "Decisión", "Código de razón", "Fundamento"],
        ["Agua", "Rosa; Juan ;", "20/04/2026", "NO ACOGIDA", "Objeción", "Por esto."],
    )

    [draft] = proposals_sheet().read(path).drafts()

    assert draft.authors == ("Rosa", "Juan")
    assert draft.date is not None
    assert draft.date.isoformat() == "2026-04-20"
    assert draft.outcome is Outcome.NOT_ACCEPTED
    assert draft.reason_code is ReasonCode.OBJECTION
    assert draft.reason == "Por esto."


def test_a_proposal_needs_a_title_or_a_text(tmp_path: Path) -> None:
    path = a_comma_text(tmp_path, "title,text\nAgua,\n,Queremos agua\n,\nx,y\n")

    drafts = proposals_sheet().read(path).drafts()

    assert [(draft.title, draft.text) for draft in drafts] == [
        ("Agua", ""),
        ("", "Queremos agua"),
        ("x", "y"),
    ]


def test_a_roll_call_of_a_congress_is_read_by_mapping(tmp_path: Path) -> None:
    text = (
        "grupo_parlamentario,congresista,votacion\n"
        'AP,"SOTO, ANA",SI\nFP,"RÍOS, LUZ",ABST\nFP,"PAZ, EVA",LICENCIA_OFICIAL\n'
    )

    reading = votes_sheet().read(
        a_comma_text(tmp_path, text),
        mapping={
            "name": "congresista",
            "organization": "grupo_parlamentario",
            "vote": "votacion",
        },
    )

    assert reading.drafts() == (
        VoteLine(name="SOTO, ANA", organization="AP", vote=VoteChoice.FOR),
        VoteLine(name="RÍOS, LUZ", organization="FP", vote=VoteChoice.ABSTAIN),
        VoteLine(name="PAZ, EVA", organization="FP", vote=VoteChoice.EXCUSED),
    )


def test_points_are_read_with_their_option(tmp_path: Path) -> None:
    path = a_comma_text(tmp_path, "code,option,points,weight\nA-1,Agua,3,2\n")

    assert votes_sheet().read(path).drafts() == (
        VoteLine(code="A-1", option="Agua", points=3, weight=2),
    )


@pytest.mark.parametrize("kind", TemplateKind)
def test_every_heading_of_a_template_is_recognised(
    tmp_path: Path, kind: TemplateKind
) -> None:
    path = tmp_path / file_name(kind)

    write_template(kind, path)
    reading = SHEETS[kind].read(path)

    assert path.read_bytes() == template(kind)
    assert tuple(reading.mapping) == tuple(c.field for c in SHEETS[kind].columns)
    assert reading.unknown_headings == ()
    assert reading.verdict is Verdict.OK
    assert reading.lines == ()


@pytest.mark.parametrize("kind", TemplateKind)
def test_every_heading_is_accepted_in_both_languages(kind: TemplateKind) -> None:
    sheet = SHEETS[kind]
    columns = Columns(declared=sheet.columns, needs=sheet.needs)

    for column in sheet.columns:
        for heading in (column.field, *column.es, *column.en):
            assert columns.recognised(f" {heading.upper()}: ") == column.field


def test_a_heading_that_names_two_fields_is_not_guessed_at() -> None:
    columns = Columns(declared=people_sheet().columns, needs=())

    assert columns.recognised("Cargo / Teléfono") is None
    assert columns.recognised("Cargo (en 2026)") == "position"


def test_a_refusal_is_for_people(tmp_path: Path) -> None:
    with pytest.raises(AppError) as refusal:
        people(tmp_path, "")

    assert refusal.value.message
    assert refusal.value.advice


def test_templates_have_the_columns_of_the_contract() -> None:
    people_fields = [column.field for column in people_sheet().columns]
    votes_fields = [column.field for column in votes_sheet().columns]

    assert {"standing", "attendance", "place", "organization_type"} < set(people_fields)
    assert {"option", "points", "weight", "reason"} < set(votes_fields)


def test_one_heading_cannot_name_two_columns() -> None:
    twice = tuple(
        SheetColumn(field=field, es=("Nombre",), en=("Name",)) for field in ("a", "b")
    )

    with pytest.raises(ValueError, match="Nombre"):
        Columns(declared=twice, needs=()).recognised("x")
