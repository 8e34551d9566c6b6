"""What the checks before closing lead to is put in front at the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.ballot import Ballot

if TYPE_CHECKING:
    from tests.gui.live.conftest import Meeting
    from workshop_app.gui.live.panel import LivePanel
    from workshop_app.store import Store


def test_a_ballot_that_is_open_is_put_in_front(
    panel: LivePanel, meeting: Meeting, store: Store
) -> None:
    panel.toggle_vote()
    voted_on = panel.writing.front.id
    with store.read() as reader:
        (ballot,) = reader.all(Ballot)
    panel.target(meeting.contributions[0])
    away = panel.writing.front.id

    panel.target(ballot.id)

    assert away != voted_on
    assert panel.writing.front.id == voted_on == ballot.contribution
