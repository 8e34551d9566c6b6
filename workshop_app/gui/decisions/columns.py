"""The columns of the list of contributions to be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.gui.decisions import words
from workshop_app.gui.parts.list_model import Column
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.services.answer_desk import AnswerLine


def answer_columns() -> Sequence[Column[AnswerLine]]:
    """Return what the list shows of a contribution."""
    return (
        Column(
            tr("Contribution"),
            lambda line: line.title,
            order="title",
            second=_second,
            stretch=True,
            width=200,
        ),
        Column(tr("Answer"), words.state, order="state", tone=words.tone, width=140),
    )


def looked_at(line: AnswerLine) -> str:
    """Return what the words of a search are looked for in."""
    said = [line.code, line.title, *line.authors, words.state(line)]
    return " ".join(said)


def _second(line: AnswerLine) -> str:
    authors = [*filter(None, line.authors)] or [tr("Anonymous")]
    return " · ".join([line.code, *authors])
