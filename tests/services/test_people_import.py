from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_person_draft, an_organization_draft
from tests.services.sheets import a_sheet, said, states
from tests.services.steps import deeds, last_deed, last_title, somebody
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.identity import attendance_id, imported_id
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.session import SessionDraft
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    DocumentType,
    OrganizationType,
    Standing,
)
from workshop_app.exchange.columns import ColumnsMissingError
from workshop_app.exchange.refusals import SheetRefusedError
from workshop_app.exchange.sheet import ByHand
from workshop_app.exchange.table import Verdict
from workshop_app.i18n import Language, language
from workshop_app.services.history import undo
from workshop_app.services.import_report import RowState
from workshop_app.services.imports import (
    NotAnImportError,
    import_people,
    list_imports,
    people_columns,
    undo_import,
)
from workshop_app.services.people import register_organization, register_person
from workshop_app.services.progress import Cancelled
from workshop_app.services.same_person import candidates
from workshop_app.services.sessions import schedule_session
from workshop_app.store import RecordMissingError, Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADING = "Código|Nombre|DNI|Organización|Bloque|Tipo de organización"
ROWS = (
    "A-1|Rosa Ñahui|09134821|Federación del Lago|sociedad civil|asociación",
    "A-2|Elmer Tuntui|41627305|Ministerio del Ambiente|Estado|ministerio",
    "A-3|Nelly Condori||Federacion del lago||",
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return a_sheet(tmp_path / "personas.csv", HEADING, ROWS)


def _people(store: Store) -> dict[str, Person]:
    with store.read() as reader:
        return {one.code: one for one in reader.all(Person)}


def _organizations(store: Store) -> dict[str, Organization]:
    with store.read() as reader:
        return {one.name: one for one in reader.all(Organization)}


def test_people_come_in_with_their_organizations(store: Store, sheet: Path) -> None:
    report = import_people(store, sheet)

    people, organizations = _people(store), _organizations(store)
    assert report.written
    assert states(report) == ["new", "new", "new"]
    assert report.count(RowState.NEW) == 3
    assert list(organizations) == ["Federación del Lago", "Ministerio del Ambiente"]
    lake = organizations["Federación del Lago"]
    assert lake.bloc is Bloc.CIVIL_SOCIETY
    assert lake.organization_type is OrganizationType.CIVIL_ASSOCIATION
    assert people["A-1"].organization == people["A-3"].organization == lake.id
    assert people["A-1"].id == imported_id(store.process_id, "person", "A-1")
    assert people["A-3"].document_type is DocumentType.NONE
    assert last_title(store) == "Import people from personas.csv"


def test_a_dry_run_says_the_same_and_writes_nothing(store: Store, sheet: Path) -> None:
    before = deeds(store)

    trial = import_people(store, sheet, dry_run=True)
    nothing = deeds(store) - before
    report = import_people(store, sheet)

    assert nothing == 0
    assert not trial.written
    assert trial == report


def test_the_same_sheet_again_adds_nothing(store: Store, sheet: Path) -> None:
    import_people(store, sheet)
    before = deeds(store)

    report = import_people(store, sheet)

    assert states(report) == ["known"] * 3
    assert report.accepted
    assert not report.written
    assert deeds(store) == before


def test_one_wrong_cell_keeps_the_whole_sheet_out(store: Store, tmp_path: Path) -> None:
    rows = (*ROWS, "A-4|Ana|1|Otra|ningún bloque|", "A-5|\u200b|2|||")
    sheet = a_sheet(tmp_path / "personas.csv", HEADING, rows)

    report = import_people(store, sheet)

    assert not report.accepted
    assert states(report) == ["new", "new", "new", "refused", "refused"]
    assert report.rows[3].verdict_of("bloc") is Verdict.ERROR
    assert "name" in said(report.rows[4], "name")
    assert len(_people(store)) == 1


def test_an_import_is_taken_out_again_as_one(store: Store, sheet: Path) -> None:
    import_people(store, sheet)
    listed = list_imports(store)

    undo_import(store, listed[0].deed, reason="Era la lista de otro año")

    assert (listed[0].file, listed[0].records) == ("personas.csv", 5)
    assert not listed[0].taken_out
    assert len(_people(store)) == 1
    assert list_imports(store)[0].taken_out
    assert last_title(store) == "Take out again: Import people from personas.csv"


def test_taking_out_by_mistake_can_be_undone(store: Store, sheet: Path) -> None:
    import_people(store, sheet)
    undo_import(store, last_deed(store))

    undo(store, last_deed(store))

    assert len(_people(store)) == 4
    assert last_title(store) == "Redo: Import people from personas.csv"


def test_what_was_taken_out_can_come_in_again(store: Store, sheet: Path) -> None:
    import_people(store, sheet)
    undo(store, last_deed(store))

    report = import_people(store, sheet)

    assert states(report) == ["new"] * 3
    assert len(_people(store)) == 4


def test_only_an_import_can_be_taken_out(store: Store) -> None:
    register_organization(store, an_organization_draft())

    with pytest.raises(NotAnImportError) as refusal:
        undo_import(store, last_deed(store))

    assert refusal.value.title.startswith("Register the organization")


def test_the_document_number_is_the_person(store: Store, tmp_path: Path) -> None:
    heading = "Nombre|DNI|Cargo"
    first = a_sheet(tmp_path / "a.csv", heading, ["Rosa Ñahui|09134821|Vocal"])
    again = a_sheet(tmp_path / "b.csv", heading, ["R. Ñahui|09134821|Vocal"])
    import_people(store, first)

    report = import_people(store, again)

    assert states(report) == ["known"]
    assert said(report.rows[0], "name") == "The register says otherwise of Rosa Ñahui."


def test_without_code_or_number_name_and_organization_are_the_person(
    store: Store, tmp_path: Path
) -> None:
    sheet = a_sheet(
        tmp_path / "a.csv",
        "Nombre|Organización",
        ["ÑAHUI, ROSA|Comité", "Rosa Ñahui|Comité", "Rosa Ñahui|Federación"],
    )

    first = import_people(store, sheet)
    again = import_people(store, sheet)

    assert states(first) == ["new", "known", "new"]
    assert said(first.rows[1], "name").startswith("Taken for ÑAHUI, ROSA")
    assert states(again) == ["known"] * 3
    assert [code for code in _people(store) if code.endswith(("-2", "-3"))]


def test_a_code_and_a_number_of_two_people_are_an_error(
    store: Store, sheet: Path, tmp_path: Path
) -> None:
    import_people(store, sheet)
    mixed = a_sheet(tmp_path / "b.csv", "Código|Nombre|DNI", ["A-1|Rosa|41627305"])

    report = import_people(store, mixed)

    assert states(report) == ["refused"]
    assert "belongs to Elmer Tuntui." in said(report.rows[0], "document_number")


def test_a_sheet_with_two_codes_for_one_number_keeps_both(
    store: Store, tmp_path: Path
) -> None:
    sheet = a_sheet(
        tmp_path / "c.csv",
        "Código|Nombre|DNI",
        ["C-1|Rosa Ñahui|09134821", "C-2|Ñahui, Rosa|0913 4821", "|Rosa|09134821"],
    )

    first = import_people(store, sheet)
    again = import_people(store, sheet)

    assert states(first) == ["new", "new", "known"]
    assert "Rosa Ñahui (C-1) has this number too; both were kept." in said(
        first.rows[1], "document_number"
    )
    assert states(again) == ["known"] * 3
    assert {"C-1", "C-2"} < {*_people(store)}
    [pair] = candidates(store)
    assert {pair.one.code, pair.other.code} == {"C-1", "C-2"}


def test_a_known_person_keeps_the_code(
    store: Store, sheet: Path, tmp_path: Path
) -> None:
    import_people(store, sheet)
    other = a_sheet(
        tmp_path / "b.csv", "Código|Nombre|DNI", ["B-9|Rosa Ñahui|09134821"]
    )

    report = import_people(store, other)

    assert states(report) == ["known"]
    assert said(report.rows[0], "code").startswith("Rosa Ñahui is on record as A-1")


def test_a_doubtful_number_warns_though_another_cell_refuses_the_row(
    store: Store, tmp_path: Path
) -> None:
    rows = ["Ana|pasaporte|4011|rojo", "Bea|DNI|4011|rojo", "Rosa||4011|rojo"]
    sheet = a_sheet(
        tmp_path / "a.csv", "Nombre|Tipo de documento|N.º de documento|Bloque", rows
    )

    report = import_people(store, sheet, dry_run=True)

    assert states(report) == ["refused"] * 3
    assert all("look like" in said(row, "document_number") for row in report.rows)


def test_a_row_can_be_left_out_and_a_cell_put_right(
    store: Store, tmp_path: Path
) -> None:
    rows = (*ROWS, "A-4|Ana|1|Otra|ningún bloque|", "A-5|Bea|2|Otra|rojo|")
    sheet = a_sheet(tmp_path / "personas.csv", HEADING, rows)
    told = ByHand(left_out={5}, cells={(6, "bloc"): "Estado"})

    report = import_people(store, sheet, by_hand=told)

    assert report.written
    assert [row.number for row in report.rows] == [2, 3, 4, 6]
    assert _organizations(store)["Otra"].bloc is Bloc.STATE
    assert "A-4" not in _people(store)


def test_a_doubtful_number_warns_and_comes_in(store: Store, tmp_path: Path) -> None:
    sheet = a_sheet(
        tmp_path / "a.csv", "Código|Nombre|DNI|Ubigeo", ["A-1|Rosa|423886041|210101"]
    )

    report = import_people(store, sheet)

    assert report.verdict is Verdict.WARNING
    assert "check character" in said(report.rows[0], "document_number")
    assert _people(store)["A-1"].document_number == "423886041"


def test_a_sheet_may_say_the_type_of_document(store: Store, tmp_path: Path) -> None:
    sheet = a_sheet(
        tmp_path / "a.csv",
        "Código|Nombre|Tipo de documento|Número de documento",
        ["A-1|Rosa|pasaporte|AB123456"],
    )

    import_people(store, sheet)

    assert _people(store)["A-1"].document_type is DocumentType.PASSPORT


def test_an_organization_on_record_keeps_its_bloc(store: Store, tmp_path: Path) -> None:
    federation = register_organization(store, an_organization_draft(name="Federación"))
    somebody(store, "Rosa", federation)
    sheet = a_sheet(
        tmp_path / "a.csv",
        "Nombre|Organización|Bloque",
        ["Rosa|Federación|Estado", "Elmer|Federación|Estado"],
    )

    report = import_people(store, sheet)

    assert states(report) == ["known", "new"]
    assert [said(row, "bloc") for row in report.rows] == [
        "Federación is on record with another bloc, which was kept."
    ] * 2
    assert _organizations(store)["Federación"].bloc is Bloc.CIVIL_SOCIETY


def test_a_known_person_keeps_the_organization_and_no_other_is_made(
    store: Store, sheet: Path, tmp_path: Path
) -> None:
    import_people(store, sheet)
    moved = a_sheet(
        tmp_path / "b.csv", "Código|Nombre|Organización", ["A-1|Rosa Ñahui|Otra"]
    )

    report = import_people(store, moved)

    assert states(report) == ["known"]
    assert not report.written
    assert said(report.rows[0], "organization").startswith("The register says other")
    assert "Otra" not in _organizations(store)


def test_an_attendance_takes_the_bloc_of_the_own_organization_among_homonyms(
    store: Store, session: str, tmp_path: Path
) -> None:
    register_organization(
        store, an_organization_draft(name="Junta", bloc=Bloc.STATE), "J-1"
    )
    second = register_organization(store, an_organization_draft(name="Junta"), "J-2")
    rosa = register_person(
        store,
        a_person_draft(name="Rosa", document_number="", organization=second),
        "A-1",
    )
    sheet = a_sheet(tmp_path / "a.csv", "Código|Nombre", ["A-1|Rosa"])

    import_people(store, sheet, session=session)

    with store.read() as reader:
        attendance = reader.get(Attendance, attendance_id(session, rosa))
    assert (attendance.organization, attendance.bloc) == (second, Bloc.CIVIL_SOCIETY)


def test_an_organization_takes_the_first_bloc_any_row_says(
    store: Store, tmp_path: Path
) -> None:
    sheet = a_sheet(
        tmp_path / "a.csv",
        "Nombre|Organización|Bloque",
        ["Rosa|Federación|", "Elmer|Federación|sociedad civil"],
    )

    import_people(store, sheet)

    assert _organizations(store)["Federación"].bloc is Bloc.CIVIL_SOCIETY


def test_an_organization_without_a_name_that_can_be_seen_is_an_error(
    store: Store, tmp_path: Path
) -> None:
    sheet = a_sheet(tmp_path / "a.csv", "Nombre|Organización", ["Rosa|\u200b"])

    report = import_people(store, sheet)

    assert states(report) == ["refused"]


def test_a_list_of_a_session_holds_attendance(
    store: Store, session: str, tmp_path: Path
) -> None:
    sheet = a_sheet(
        tmp_path / "lista.csv",
        "Código|Nombre|Organización|Bloque|Asistencia|Calidad",
        [
            "A-1|Rosa|Federación|sociedad civil|PRESENTE|",
            "A-2|Elmer|Federación|Estado|LICENCIA_OFICIAL|observador",
            "A-3|Nelly||||",
        ],
    )

    import_people(store, sheet, session=session)

    people = _people(store)
    with store.read() as reader:
        rosa, elmer, nelly = (
            reader.get(Attendance, attendance_id(session, people[code].id))
            for code in ("A-1", "A-2", "A-3")
        )
    assert (rosa.status, rosa.bloc) == (AttendanceStatus.PRESENT, Bloc.CIVIL_SOCIETY)
    assert rosa.organization == people["A-1"].organization
    assert (elmer.status, elmer.bloc) == (AttendanceStatus.EXCUSED, Bloc.STATE)
    assert elmer.standing is Standing.OBSERVER
    assert (nelly.status, nelly.bloc) == (AttendanceStatus.EXPECTED, Bloc.OTHER)


def test_attendance_of_people_on_record_is_news(
    store: Store, session: str, sheet: Path, tmp_path: Path
) -> None:
    import_people(store, sheet)
    arrived = a_sheet(
        tmp_path / "lista.csv",
        "Código|Nombre|Organización|Asistencia",
        ["A-1|Rosa Ñahui||presente", "A-2|Elmer Tuntui|Junta del Agua|ausente"],
    )

    first = import_people(store, arrived, session=session)
    again = import_people(store, arrived, session=session)

    people = _people(store)
    with store.read() as reader:
        rosa, elmer = (
            reader.get(Attendance, attendance_id(session, people[code].id))
            for code in ("A-1", "A-2")
        )
    assert states(first) == ["changed", "changed"]
    assert states(again) == ["known", "known"]
    assert rosa.bloc is Bloc.CIVIL_SOCIETY
    assert elmer.organization == _organizations(store)["Junta del Agua"].id
    assert people["A-2"].organization != elmer.organization


def test_a_session_must_be_on_record(store: Store, sheet: Path) -> None:
    with pytest.raises(RecordMissingError):
        import_people(store, sheet, session="0" * 32)


def test_headings_can_be_told_by_hand(store: Store, tmp_path: Path) -> None:
    sheet = a_sheet(tmp_path / "a.csv", "congresista|grupo", ["ACUÑA, MARÍA|AP"])

    told = ByHand(mapping={"name": "congresista", "organization": "grupo"})
    report = import_people(store, sheet, by_hand=told)

    assert report.mapping == {"name": "congresista", "organization": "grupo"}
    assert list(_organizations(store)) == ["AP"]


def test_a_file_that_is_no_sheet_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SheetRefusedError):
        import_people(store, tmp_path / "nada.xlsx")


def test_a_stopped_import_changes_nothing(store: Store, sheet: Path) -> None:
    class Impatient:
        def at(self, done: int, total: int) -> None:
            assert total == 3
            if done == 2:
                raise Cancelled

    before = deeds(store)

    with pytest.raises(Cancelled):
        import_people(store, sheet, progress=Impatient())

    assert deeds(store) == before
    assert len(_people(store)) == 1


def test_fifty_rows_take_as_many_statements_as_two(
    store: Store,
    session: str,
    tmp_path: Path,
    statements: Callable[[Callable[[], object]], int],
) -> None:
    def importing(name: str, count: int) -> Callable[[], object]:
        rows = [
            f"{name}-{at}|Persona {name} {at}|Organización {name} {at}|presente"
            for at in range(count)
        ]
        heading = "Código|Nombre|Organización|Asistencia"
        sheet = a_sheet(tmp_path / f"{name}.csv", heading, rows)
        return lambda: import_people(store, sheet, session=session)

    few = statements(importing("A", 2))
    many = statements(importing("B", 50))

    assert many <= few


def test_one_sheet_on_two_laptops_is_one_set_of_people(
    store: Store, template: Path, tmp_path: Path, sheet: Path
) -> None:
    shutil.copytree(template, tmp_path / "other")
    other = Store.open(
        str(tmp_path / "other" / "taller.kuska"), home=tmp_path / "other" / "home"
    )

    import_people(store, sheet)
    import_people(other, sheet)

    found = []
    for laptop in (store, other):
        with laptop.read() as reader:
            people = [one for one in reader.all(Person) if one.id != store.operator]
            organizations = reader.all(Organization)
        found.append(({*people}, {*organizations}))
    other.close()
    assert found[0] == found[1]
    assert len(found[0][0]) == 3


def test_a_name_alone_joins_nobody_but_the_same_sheet_is_the_same_people(
    store: Store, tmp_path: Path
) -> None:
    names = ["Rosa Quispe", "Rosa Quispe", "Saúl Tuntui"]
    first = a_sheet(tmp_path / "acora.csv", "Nombre", names)
    other = a_sheet(tmp_path / "ilave.csv", "Nombre", ["Rosa Quispe", "Ida Ñahui"])

    here = import_people(store, first)
    again = import_people(store, first)
    there = import_people(store, other)

    with store.read() as reader:
        assert reader.count(Person) == 1 + 3 + 2
    assert states(here) == [RowState.NEW] * 3
    assert states(again) == [RowState.KNOWN] * 3
    assert states(there) == [RowState.NEW] * 2
    assert "Somebody else on record is called Rosa Quispe." in said(
        there.rows[0], "name"
    )


def test_on_the_list_of_a_session_a_name_is_who_is_on_it(
    store: Store, tmp_path: Path
) -> None:
    session = schedule_session(store, SessionDraft(title="Mesa"))
    expected = a_sheet(tmp_path / "a.csv", "Nombre", ["Rosa Quispe", "Saúl Tuntui"])
    came = a_sheet(
        tmp_path / "b.csv",
        "Nombre|Asistencia",
        ["Rosa Quispe|presente", "Rosa Quispe|presente"],
    )
    import_people(store, expected, session=session)

    report = import_people(store, came, session=session)

    assert states(report) == [RowState.CHANGED, RowState.NEW]


def test_the_columns_of_people_are_called_in_the_readers_language() -> None:
    with language(Language.SPANISH):
        spanish = dict(people_columns())
    with language(Language.ENGLISH):
        english = dict(people_columns())

    assert (spanish["name"], english["name"]) == ("Nombre", "Name")
    assert spanish.keys() == english.keys()


def test_a_sheet_without_names_says_which_headings_it_has(
    store: Store, tmp_path: Path
) -> None:
    sheet = a_sheet(tmp_path / "personas.csv", "Quién|DNI", ["Rosa|40112233"])

    with pytest.raises(ColumnsMissingError) as caught:
        import_people(store, sheet, dry_run=True)

    assert caught.value.headings == ("Quién", "DNI")
