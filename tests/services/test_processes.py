from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import DAY, at
from tests.services.conftest import FOUNDER
from tests.services.steps import last_deed, last_title
from workshop_app.clock import SteppingClock
from workshop_app.domain.identity import office_id
from workshop_app.domain.person import Person
from workshop_app.domain.process import (
    Office,
    Process,
    RuleOutOfRangeError,
    Rules,
    RulesDraft,
    Stage,
    Theme,
)
from workshop_app.domain.text import TextUnstorableError, TitleMissingError
from workshop_app.domain.vocabulary import Majority, StageKind
from workshop_app.ids import SeededIds
from workshop_app.services import processes
from workshop_app.services.codes import CodeTakenError
from workshop_app.services.history import undo
from workshop_app.services.processes import (
    add_stage,
    add_theme,
    amend_office,
    amend_stage,
    amend_theme,
    found_process,
    set_rules,
)
from workshop_app.store import ChangedSinceError, Store

if TYPE_CHECKING:
    from pathlib import Path


def test_a_process_begins_with_its_founder_its_rules_and_the_usual_stages(
    store: Store,
) -> None:
    with store.read() as reader:
        process = reader.get(Process, store.process_id)
        founder = reader.get(Person, store.operator)
        stages = reader.all(Stage)
        rules = reader.all(Rules)

    assert process.title == "III Plan de Acción de Gobierno Abierto"
    assert founder.name == FOUNDER
    assert [one.stage_kind for one in stages] == list(StageKind)
    assert [one.version for one in rules] == [1]


def test_rules_hold_from_the_day_of_founding_unless_told_otherwise(
    tmp_path: Path,
) -> None:
    clock = SteppingClock(at(7))
    place = str(tmp_path / "taller.kuska")

    store = found_process(
        place, "Plan", "Rosa", plain=True, clock=clock, ids=SeededIds("x", clock)
    )

    with store.read() as reader:
        assert [one.effective_on for one in reader.all(Rules)] == [DAY]
    store.close()


def test_a_process_needs_a_title(tmp_path: Path) -> None:
    with pytest.raises(TitleMissingError):
        found_process(str(tmp_path / "taller.kuska"), " \u200b ", "Rosa", plain=True)

    assert not list(tmp_path.glob("*.kuska"))


def test_a_store_is_let_go_of_when_founding_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = []
    close = Store.close

    def closing(store: Store) -> None:
        closed.append(1)
        close(store)

    monkeypatch.setattr(Store, "close", closing)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(processes, "set_rules", stopped)

    with pytest.raises(KeyboardInterrupt):
        found_process(str(tmp_path / "taller.kuska"), "Plan", "Rosa", plain=True)

    assert closed == [1]


def test_the_office_is_one_record_that_is_amended(store: Store) -> None:
    amend_office(store, name="Secretaría de Gestión Pública", acronym="SGP")
    amend_office(store, acronym="SGP-PCM", reason="Así firma desde mayo")

    with store.read() as reader:
        office = reader.get(Office, office_id(store.process_id))
    assert (office.name, office.acronym) == ("Secretaría de Gestión Pública", "SGP-PCM")
    assert last_title(store) == "Amend the data of the office"


def test_what_moved_on_since_it_was_seen_is_not_overwritten(store: Store) -> None:
    key = office_id(store.process_id)
    with store.read() as reader:
        seen = reader.seen(Office, key)
    amend_office(store, city="Puno")

    with pytest.raises(ChangedSinceError):
        amend_office(store, city="Lima", seen=seen)


def test_rules_are_versions_and_earlier_ones_stay(store: Store) -> None:
    draft = RulesDraft(effective_on=DAY, version=99, majority=Majority.ABSOLUTE)

    made = set_rules(store, draft, reason="Lo acordó la mesa")

    with store.read() as reader:
        assert reader.get(Rules, made).version == 2
        assert reader.count(Rules) == 2
    assert last_title(store) == "Set version 2 of the rules"


def test_rules_that_cannot_be_meant_are_refused(store: Store) -> None:
    with pytest.raises(RuleOutOfRangeError):
        set_rules(store, RulesDraft(effective_on=DAY, parity_band=51))


def test_a_stage_comes_after_the_last_one(store: Store) -> None:
    made = add_stage(store, StageKind.REGIONAL_WORKSHOP, "  Taller   de Tarapoto ")

    with store.read() as reader:
        stage = reader.get(Stage, made)
    assert (stage.title, stage.position) == ("Taller de Tarapoto", len(StageKind) + 1)
    assert stage.code.startswith("E-")


def test_a_theme_may_have_a_code_of_the_office(store: Store) -> None:
    first = add_theme(store, "Ambiente", "AMB")
    second = add_theme(store, "Salud")

    with store.read() as reader:
        themes = [reader.get(Theme, key) for key in (first, second)]
    assert [one.position for one in themes] == [1, 2]
    assert themes[0].code == "AMB"


def _titles(store: Store, record: type[Stage | Theme]) -> list[str]:
    with store.read() as reader:
        return [one.title for one in reader.all(record)]


def test_a_stage_is_reworded_and_finds_its_place(store: Store) -> None:
    before = _titles(store, Stage)
    made = add_stage(store, StageKind.THEMATIC_TABLE, "Mesas previas")

    amend_stage(store, made, title=" Mesas  de apertura ", position=1)

    assert _titles(store, Stage) == ["Mesas de apertura", *before]
    assert last_title(store) == "Amend the stage Mesas de apertura"


def test_a_theme_moves_without_being_reworded(store: Store) -> None:
    made = [add_theme(store, title) for title in ("Agua", "Salud", "Ambiente")]

    amend_theme(store, made[0], position=2)

    assert _titles(store, Theme) == ["Salud", "Agua", "Ambiente"]
    with store.read() as reader:
        assert [one.position for one in reader.all(Theme)] == [1, 2, 3]
    assert last_title(store) == "Amend the theme Agua"


def test_a_theme_keeps_a_title(store: Store) -> None:
    made = add_theme(store, "Agua")

    with pytest.raises(TitleMissingError):
        amend_theme(store, made, title=" ")

    amend_theme(store, made, title="Agua segura")
    assert _titles(store, Theme) == ["Agua segura"]


def test_a_code_of_a_theme_is_given_once(store: Store) -> None:
    add_theme(store, "Agua", "T-1")

    with pytest.raises(CodeTakenError):
        add_theme(store, "Salud", "T-1")


def test_a_number_of_the_rules_is_not_given_twice(store: Store) -> None:
    set_rules(store, RulesDraft(effective_on=DAY))
    second = last_deed(store)
    set_rules(store, RulesDraft(effective_on=DAY))
    undo(store, second)

    set_rules(store, RulesDraft(effective_on=DAY))

    with store.read() as reader:
        assert sorted(one.version for one in reader.all(Rules)) == [1, 3, 4]


def test_the_office_is_written_so_that_it_can_be_kept(store: Store) -> None:
    amend_office(store, name=" Secretaría   Técnica ", privacy_notice="Uno.\n Dos.")

    with store.read() as reader:
        office = reader.get(Office, office_id(store.process_id))
    assert office.name == "Secretaría Técnica"
    assert office.privacy_notice == "Uno.\n Dos."
    with pytest.raises(TextUnstorableError):
        amend_office(store, city="Puno\0")
    with pytest.raises(RuleOutOfRangeError) as refusal:
        amend_office(store, review_days=0)
    assert refusal.value.field == "review_days"
