from __future__ import annotations

from typing import TYPE_CHECKING

from tests.services.steps import deeds
from workshop_app.services import drafts

if TYPE_CHECKING:
    from workshop_app.store import Store


def test_what_is_typed_is_kept_by_place_until_it_is_given(store: Store) -> None:
    before = deeds(store)
    drafts.keep(store, "contribution/new/text", "Que los análisis")
    drafts.keep(store, "contribution/new/text", "Que los análisis de agua")
    drafts.keep(store, "session/1/opening", "Siendo las nueve")

    drafts.forget(store, "session/1/opening")

    assert drafts.all_kept(store) == {
        "contribution/new/text": "Que los análisis de agua"
    }
    assert deeds(store) == before
