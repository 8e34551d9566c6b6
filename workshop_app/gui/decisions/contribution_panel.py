"""One contribution as it was voted, in the words of whoever made it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshop_app.domain.labels import label as words_of
from workshop_app.gui.decisions.stance_form import StanceForm
from workshop_app.gui.parts.alert import Alert
from workshop_app.gui.parts.buttons import button
from workshop_app.gui.parts.card import Card
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.labels import label
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.gui.theme import px
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.domain.contribution import Contribution
    from workshop_app.services.answer_desk import AnswerSheet, AuthorLine

_LANGUAGES = {
    "es": lambda: tr("Spanish"),
    "qu": lambda: tr("Quechua"),
    "ay": lambda: tr("Aymara"),
    "agr": lambda: tr("Awajún"),
    "shp": lambda: tr("Shipibo-Konibo"),
    "cni": lambda: tr("Asháninka"),
    "en": lambda: tr("English"),
}


class ContributionCard(Card):
    """Code, title, text and translation, authors.

    Signals:
        went_to_history: Somebody wants to see how it came to be.
        said: Id of an author, what they say of the decision, and in which words.
    """

    went_to_history = Signal()
    said = Signal(str, object, str)

    def __init__(
        self,
        keep: Callable[[str, str], None],
        forget: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        self.kind = Chip()
        super().__init__("", None, parent)
        self._keep, self._forget = keep, forget
        self.code = label("", "muted")
        self.session = label("", "muted", wrap=True)
        self.title = label("", "heading", wrap=True)
        self.history = button(
            tr("History"),
            kind="ghost",
            icon="history",
            name=tr("History of this contribution"),
        )
        self.history.clicked.connect(self.went_to_history)
        self.amended = Alert()
        self.language = label("", "caption")
        self.text = label("", wrap=True)
        self.translation_caption = label("", "caption", wrap=True)
        self.translation = label("", wrap=True)
        self.authors = QVBoxLayout()
        self.authors.setSpacing(px(8))
        self.forms: list[QWidget] = []
        self._lay_out()

    def show_sheet(self, sheet: AnswerSheet) -> None:
        """Show a contribution."""
        made, wording = sheet.contribution, sheet.wording
        self.code.setText(short_codes(made.code))
        self.session.setText(sheet.session)
        self.session.setVisible(bool(sheet.session))
        self.kind.set(words_of(made.contribution_kind), "plain")
        self.title.setText(wording.title)
        self.title.setVisible(bool(wording.title))
        self.text.setText(wording.text)
        self._show_languages(wording)
        self._show_amended(sheet)
        self._show_authors(sheet)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.code)
        head.addWidget(self.kind)
        head.addStretch(1)
        head.addWidget(self.history)
        self.body.addLayout(head)
        for one in (
            self.session,
            self.title,
            self.amended,
            self.language,
            self.text,
            self.translation_caption,
            self.translation,
        ):
            self.body.addWidget(one)
        self.body.addWidget(label(tr("Authors"), "caption"))
        self.body.addLayout(self.authors)

    def _show_languages(self, wording: Contribution) -> None:
        other = wording.language != "es" or bool(wording.translation)
        self.language.setVisible(other)
        self.language.setText(
            tr("As it was said, in {language}", language=_language(wording.language))
        )
        for one in (self.translation_caption, self.translation):
            one.setVisible(bool(wording.translation))
        self.translation.setText(wording.translation)
        self.translation_caption.setText(
            tr("In Spanish, translated by {name}", name=wording.translator)
        )

    def _show_amended(self, sheet: AnswerSheet) -> None:
        if not sheet.amended_since:
            self.amended.clear()
            return
        self.amended.show_alert(
            "warn",
            tr("Its words were altered after the vote."),
            tr("Here it stands as it was voted; the history shows the difference."),
            (tr("Show"), self.went_to_history.emit),
        )

    def _show_authors(self, sheet: AnswerSheet) -> None:
        for form in self.forms:
            self.authors.removeWidget(form)
            form.hide()
            form.deleteLater()
        self.forms = [self._author(sheet, one) for one in sheet.authors]
        if not self.forms:
            self.forms = [label(tr("An anonymous card: nobody is named."), "muted")]
        for form in self.forms:
            self.authors.addWidget(form)

    def _author(self, sheet: AnswerSheet, author: AuthorLine) -> QWidget:
        form = StanceForm(
            sheet.contribution.id,
            author,
            decided=sheet.decision is not None,
            keep=self._keep,
            forget=self._forget,
        )
        form.said.connect(partial(self.said.emit, author.person))
        return form


def _language(code: str) -> str:
    words = _LANGUAGES.get(code)
    return code if words is None else words()
