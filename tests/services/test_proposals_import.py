from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import DAY, an_organization_draft
from tests.services.sheets import a_sheet, said, states
from tests.services.steps import last_title, somebody
from workshop_app.domain.contribution import Authorship, Contribution
from workshop_app.domain.decision import Decision
from workshop_app.domain.identity import decision_id, imported_id
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.process import Stage, Theme
from workshop_app.domain.vocabulary import (
    Bloc,
    Channel,
    Outcome,
    ReasonCode,
)
from workshop_app.exchange.table import Verdict
from workshop_app.services.imports import import_proposals
from workshop_app.services.people import register_organization
from workshop_app.services.processes import add_theme
from workshop_app.services.proposals_import import Origin
from workshop_app.store import RecordMissingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workshop_app.store import Store

WHOLE = "Código|Título|Texto|Autores|Organización|Bloque|Tema|Canal|Idioma|Fecha"


def _contribution(store: Store, code: str) -> Contribution:
    with store.read() as reader:
        found = reader.by_code(Contribution, code)
    assert found is not None
    return found


def _authors(store: Store, contribution: str) -> list[str]:
    with store.read() as reader:
        made = reader.all(Authorship, contribution=contribution)
        people = {one.id: one.name for one in reader.all(Person)}
    return [people[one.person] for one in sorted(made, key=lambda one: one.position)]


def test_proposals_come_in_with_everything_the_sheet_says(
    store: Store, session: str, tmp_path: Path
) -> None:
    add_theme(store, "Ambiente")
    row = (
        "AP-1|Agua limpia|Yaku ch’uya kachun.|Rosa Ñahui; Elmer Tuntui|Federación"
        "|sociedad civil|AMBIENTE|correo|quechua|20/04/2026"
    )
    sheet = a_sheet(tmp_path / "propuestas.csv", WHOLE, [row])

    report = import_proposals(store, sheet, origin=Origin(session=session))

    found = _contribution(store, "AP-1")
    with store.read() as reader:
        theme = reader.get(Theme, found.theme or "")
        organization = reader.all(Organization)[0]
        authorships = reader.all(Authorship)
    assert report.verdict is Verdict.OK
    assert found.id == imported_id(store.process_id, "contribution", "AP-1")
    assert (found.session, found.channel, found.language) == (
        session,
        Channel.EMAIL,
        "qu",
    )
    assert found.happened_at is not None
    assert found.happened_at.date() == DAY
    assert theme.title == "Ambiente"
    assert organization.bloc is Bloc.CIVIL_SOCIETY
    assert {one.organization for one in authorships} == {organization.id}
    assert _authors(store, found.id) == ["Rosa Ñahui", "Elmer Tuntui"]
    assert last_title(store) == "Import proposals from propuestas.csv"


def test_a_history_without_reasons_comes_in_as_it_was(
    store: Store, tmp_path: Path
) -> None:
    sheet = a_sheet(
        tmp_path / "a.csv",
        "Código|Texto|Resultado|Código de razón|Fundamento",
        [
            "AP-1|Uno|acogida||",
            "AP-2|Dos|rechazada|ya existe|Lo manda la ley.",
            "AP-3|Tres|rechazada||Lo manda la ley.",
            "AP-4|Cuatro|rechazada||×",
            "AP-5|Cinco|||Lo manda la ley.",
            "AP-6|Seis|||",
        ],
    )

    report = import_proposals(store, sheet)

    with store.read() as reader:
        decisions = {one.contribution: one for one in reader.all(Decision)}
    second = decisions[_contribution(store, "AP-2").id]
    third = decisions[_contribution(store, "AP-3").id]
    assert report.written
    assert len(decisions) == 4
    assert second.id == decision_id(second.contribution)
    assert second.outcome is Outcome.NOT_ACCEPTED
    assert second.reason_code is ReasonCode.ALREADY_EXISTS
    assert third.reason_code is ReasonCode.OTHER
    assert not said(report.rows[0], "reason")
    assert not said(report.rows[1], "reason_code")
    assert said(report.rows[2], "reason_code") == (
        "This reason has no class; it is kept as “other”."
    )
    assert said(report.rows[3], "reason") == "This outcome has no reason."
    assert said(report.rows[4], "reason") == "A reason without an outcome is not kept."


def test_answers_may_come_later_but_never_replace_one(
    store: Store, tmp_path: Path
) -> None:
    asked = a_sheet(tmp_path / "a.csv", "Código|Texto", ["AP-1|Uno", "AP-2|Dos"])
    answered = a_sheet(
        tmp_path / "b.csv", "Código|Texto|Resultado", ["AP-1|Uno|acogida", "AP-2|Dos|"]
    )
    changed = a_sheet(
        tmp_path / "c.csv",
        "Código|Texto|Resultado",
        ["AP-1|Otro|retirada", "AP-1|Uno|"],
    )
    import_proposals(store, asked)

    later = import_proposals(store, answered)
    again = import_proposals(store, answered)
    other = import_proposals(store, changed)

    assert states(later) == ["changed", "known"]
    assert states(again) == ["known", "known"]
    assert not other.written
    assert said(other.rows[0], "outcome").startswith("The answer on record is another")
    assert said(other.rows[0], "text").startswith("The record says otherwise")


def test_without_codes_the_same_words_are_the_same_proposal(
    store: Store, tmp_path: Path
) -> None:
    sheet = a_sheet(tmp_path / "a.csv", "Título|Texto", ["Agua|Limpia", "Agua|Limpia"])

    first = import_proposals(store, sheet)
    again = import_proposals(store, sheet)

    assert states(first) == ["new", "known"]
    assert states(again) == ["known", "known"]
    assert _contribution(store, "A-1").anonymous
    assert said(first.rows[0], "authors") == "No author: recorded as anonymous."


def test_an_author_on_record_is_the_same_person(store: Store, tmp_path: Path) -> None:
    rosa = somebody(store, "María Rosa Ñahui")
    sheet = a_sheet(
        tmp_path / "a.csv",
        "Texto|Autores",
        ["Uno|ÑAHUI, María Rosa", "Dos|Elmer;Elmer"],
    )

    import_proposals(store, sheet)

    with store.read() as reader:
        people = [one.name for one in reader.all(Person)]
        assert reader.count(Authorship, person=rosa) == 1
        assert reader.count(Authorship) == 2
    assert people.count("Elmer") == 1


def test_homonyms_are_told_apart_by_their_organization(
    store: Store, tmp_path: Path
) -> None:
    lake, ministry = (
        register_organization(store, an_organization_draft(name=name))
        for name in ("Lago", "Ministerio")
    )
    first = somebody(store, "Rosa", lake)
    somebody(store, "Rosa", ministry)
    clear = a_sheet(tmp_path / "a.csv", "Texto|Autores|Organización", ["Uno|Rosa|Lago"])
    blurred = a_sheet(tmp_path / "b.csv", "Texto|Autores", ["Dos|Rosa"])

    told = import_proposals(store, clear)
    untold = import_proposals(store, blurred)

    with store.read() as reader:
        assert reader.count(Authorship, person=first) == 1
    assert told.written
    assert states(untold) == ["refused"]
    assert said(untold.rows[0], "authors").startswith("Several people are called Rosa.")


def test_what_is_not_kept_is_said(store: Store, tmp_path: Path) -> None:
    sheet = a_sheet(
        tmp_path / "a.csv",
        "Texto|Autores|Bloque|Tema",
        ["Uno|Rosa|Estado|Salud", "Dos|Rosa||salud"],
    )

    report = import_proposals(store, sheet)

    with store.read() as reader:
        themes = [(one.title, one.position) for one in reader.all(Theme)]
    assert themes == [("Salud", 1)]
    assert said(report.rows[0], "bloc").startswith("A bloc without an organization")
    assert said(report.rows[0], "theme").startswith("The process has no such theme")
    assert not said(report.rows[1], "theme")


def test_a_wrong_row_keeps_all_proposals_out(store: Store, tmp_path: Path) -> None:
    sheet = a_sheet(
        tmp_path / "a.csv",
        "Título|Texto|Fecha",
        ["Agua|Uno|31/02/2026", "Agua|Dos|", "\u200b|\u200b|"],
    )

    report = import_proposals(store, sheet)

    assert states(report) == ["refused", "new", "refused"]
    with store.read() as reader:
        assert reader.count(Contribution) == 0


def test_the_stage_is_that_of_the_session_unless_told(
    store: Store, session: str, tmp_path: Path
) -> None:
    with store.read() as reader:
        stage = reader.all(Stage)[1].id
    sheet = a_sheet(tmp_path / "a.csv", "Código|Texto", ["AP-1|Uno"])

    import_proposals(store, sheet, origin=Origin(session=session, stage=stage))

    assert _contribution(store, "AP-1").stage == stage


def test_where_they_were_made_must_be_on_record(store: Store, tmp_path: Path) -> None:
    sheet = a_sheet(tmp_path / "a.csv", "Texto", ["Uno"])

    with pytest.raises(RecordMissingError):
        import_proposals(store, sheet, origin=Origin(stage="0" * 32))
    with pytest.raises(RecordMissingError):
        import_proposals(store, sheet, origin=Origin(session="0" * 32))


def test_fifty_proposals_take_as_many_statements_as_two(
    store: Store,
    tmp_path: Path,
    statements: Callable[[Callable[[], object]], int],
) -> None:
    def importing(name: str, count: int) -> Callable[[], object]:
        rows = [f"{name}{at}|Texto {name}{at}|Autora {name}{at}" for at in range(count)]
        sheet = a_sheet(tmp_path / f"{name}.csv", "Código|Texto|Autores", rows)
        return lambda: import_proposals(store, sheet)

    few = statements(importing("A", 2))
    many = statements(importing("B", 50))

    assert many <= few


def test_a_text_of_one_space_is_on_record_as_one_space(
    store: Store, tmp_path: Path
) -> None:
    path = a_sheet(tmp_path / "p.csv", "Título|Texto", ["Agua para la escuela| "])

    import_proposals(store, path)

    with store.read() as reader:
        assert [one.text for one in reader.all(Contribution)] == [" "]
    assert states(import_proposals(store, path)) == ["known"]
