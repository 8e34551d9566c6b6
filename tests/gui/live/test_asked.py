"""What is put to the vote stands in the minutes as people had it before them."""

from __future__ import annotations

from workshop_app.domain.contribution import ContributionDraft
from workshop_app.gui.live.reading import asked_title, shown_title

LONG = "Que los turnos de riego se escriban y se cuelguen en el local comunal. " * 3


def test_a_question_holds_the_whole_of_what_is_put_to_the_vote() -> None:
    draft = ContributionDraft(text=f"{LONG}\nY lo demás.")

    asked = asked_title(draft)

    assert asked == LONG.strip()
    assert len(shown_title(draft)) < len(asked)


def test_a_title_is_asked_for_rather_than_the_text() -> None:
    asked = asked_title(ContributionDraft(text=LONG, title="Turnos  de riego"))

    assert asked == "Turnos de riego"
