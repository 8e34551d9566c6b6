from __future__ import annotations

import pytest

from tests.builders import a_working_group, a_working_group_draft
from workshop_app.domain.records import amended
from workshop_app.domain.text import TextUnstorableError, TitleMissingError


def test_title_and_room_lose_stray_spaces() -> None:
    clean = a_working_group_draft(title=" Agua  limpia ", room=" Aula 2 ").cleaned()

    assert (clean.title, clean.room) == ("Agua limpia", "Aula 2")


def test_a_group_has_a_title_that_can_be_seen() -> None:
    with pytest.raises(TitleMissingError):
        a_working_group_draft(title="\u200b").cleaned()


def test_a_room_no_store_can_hold_is_refused() -> None:
    with pytest.raises(TextUnstorableError):
        a_working_group_draft(room="Aula\0").cleaned()


def test_a_group_amended_keeps_its_place_and_code() -> None:
    group = a_working_group(position=3)

    again = amended(group, a_working_group_draft(title="Bosques"))

    assert (again.id, again.code, again.position) == (group.id, group.code, 3)
    assert again.title == "Bosques"
