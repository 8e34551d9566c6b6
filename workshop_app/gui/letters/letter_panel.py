"""The letter to one person, as it stands or as it would be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from workshop_app.gui.actions import shown_keys
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.pdf_pages import PdfPages
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.context import AppContext
    from workshop_app.gui.letters.columns import Row
    from workshop_app.gui.parts.chip import Tone
    from workshop_app.services.paper_previews import PaperPreview

_WIDEST = 600


class LetterCard(Card):
    """Shows the pages, and above them what is to be known before they go out."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(tr("Letter"))
        self._context = context
        self._blocking = ""
        self.pages = PdfPages(shown_keys("Alt+PgDown"))
        self.why = Alert()
        self.chip = Chip()
        self.setMaximumWidth(px(_WIDEST))
        self.body.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.why)
        self.body.addWidget(self.pages, 1)
        self.body.addStretch(0)

    def show_letter(self, row: Row, preview: PaperPreview | None) -> None:
        """Show the letter to somebody, or why there is none."""
        recipient = row.recipient
        self.set_title(recipient.name)
        self.pages.setVisible(preview is not None)
        self.why.clear()
        self.chip.set("", "plain")
        if preview is not None:
            self.pages.show_pdf(preview.pdf)
            said = tr("Draft") if preview.draft else preview.number
            self.chip.set(said, "plain" if preview.draft else "ok")
        letter = recipient.letter
        if recipient.outdated and letter is not None:
            self._say_outdated(letter.number, recipient.waiting)
        elif preview is None:
            self._say_lacking(recipient.unreasoned, recipient.waiting)
        elif recipient.waiting:
            self._say_left_out(recipient.waiting)

    def _say_outdated(self, number: str, waiting: Sequence[tuple[str, str]]) -> None:
        """Say that a letter was written before what it answers changed."""
        text = tr(
            "What it answers changed since it was written. Written again, it is the "
            "next version under the same number, and is sent again."
        )
        if waiting:
            missing = tr("Without an answer now: {codes}.", codes=_codes(waiting))
            text = f"{missing} {text}"
        self._say(
            "warn",
            tr(
                "{number} says something else than what is on record now.",
                number=number,
            ),
            text,
            waiting,
        )

    def _say_lacking(
        self,
        unreasoned: Sequence[tuple[str, str]],
        waiting: Sequence[tuple[str, str]],
    ) -> None:
        lacking = unreasoned or waiting
        title = tr(
            "Nothing can be written yet: {codes} has no answer.", codes=_codes(lacking)
        )
        if unreasoned:
            title = tr("The answer to {codes} gives no reason.", codes=_codes(lacking))
        self._say("warn", title, tr("The letter is written once it has one."), lacking)

    def _say_left_out(self, waiting: Sequence[tuple[str, str]]) -> None:
        codes = _codes(waiting)
        title = tr("Not yet answered, so not in it: {codes}", codes=codes)
        self._say("info", title, "", waiting)

    def _say(
        self,
        kind: Tone,
        title: str,
        text: str,
        lacking: Sequence[tuple[str, str]],
    ) -> None:
        self._blocking = lacking[0][0] if lacking else ""
        go = (tr("Go to decisions"), self._go_to_decisions)
        self.why.show_alert(kind, title, text, go)

    def _go_to_decisions(self) -> None:
        self._context.go("decisions", self._blocking)


def _codes(contributions: Sequence[tuple[str, str]]) -> str:
    return ", ".join(short_codes(code) for _, code in contributions)
