"""One document being set: its structure, its language and what could not be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak

from workshop_app.documents import fonts, style, text
from workshop_app.documents.tagging import Recorder, Role, TaggedParagraph, tagged
from workshop_app.domain.short_codes import shared_codes, short_codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

    from workshop_app.i18n import Language


class Typesetter:
    """Makes the paragraphs of one document; everything people typed passes here.

    Args:
        language: The language the document is written in.
        codes: Every code of the contributions and ballots in it.

    Attributes:
        recorder: The structure of the document.
        replaced: How many characters could not be shown and became □.
    """

    def __init__(self, language: Language, codes: Iterable[str] = ()) -> None:
        fonts.register()
        self.language = language
        self.recorder = Recorder(style.language_tag(language))
        self.replaced = 0
        self._whole = shared_codes(codes)

    def called(self, code: str) -> str:
        """Return a code as people say it, whole where that would mean two things here.

        Wherever it is shortened the whole code stands once beside it: on paper it must
        mean one record for ever.
        """
        return short_codes(code, whole=self._whole)

    def clean(self, typed: str) -> str:
        """Return `typed` as paper can show it, counting what is lost."""
        cleaned = text.clean(typed)
        self.replaced += cleaned.replaced
        return cleaned.text

    def paragraph(
        self,
        *runs: str,
        look: ParagraphStyle = style.BODY,
        role: Role | None = None,
        bullet: str | None = None,
    ) -> TaggedParagraph:
        """Return a paragraph of plain text; `Strong` runs are set heavier.

        Args:
            runs: Text as typed; it is cleaned and escaped here.
            look: Its style.
            role: What it is; a paragraph unless said.
            bullet: The label of a list item.
        """
        cleaned = tuple(
            text.Strong(self.clean(run))
            if isinstance(run, text.Strong)
            else self.clean(run)
            for run in runs
        )
        role = role or Role()
        role.source = " ".join("".join(cleaned).split())
        if text.needs_shaping(role.source):
            look = style.shaped(look)
        marked = text.markup(cleaned, fonts.SEMIBOLD)
        # The space is heard: without it a number is read into the word after it.
        label = f"{bullet} " if bullet else None
        return tagged(marked, look, self.recorder, role, label)

    def paragraphs(
        self, typed: str, *, look: ParagraphStyle, lang: str = ""
    ) -> list[TaggedParagraph]:
        """Return a paragraph for each block of a longer text, blank lines dividing.

        Args:
            typed: The text, of any length.
            look: The style of each paragraph.
            lang: The language of the text where it is not the document's.
        """
        blocks: list[list[str]] = [[]]
        for line in typed.replace("\r\n", "\n").split("\n"):
            if line.strip():
                blocks[-1].append(line)
            elif blocks[-1]:
                blocks.append([])
        return [
            self.paragraph("\n".join(block), look=look, role=Role(lang=lang))
            for block in blocks
            if block
        ]

    def heading(self, words: str, *, level: int = 2) -> TaggedParagraph:
        """Return a heading that also stands in the outline.

        Args:
            words: What it says.
            level: 2 for a section, 3 for a part of it.
        """
        look = style.HEADING if level == 2 else style.SUBHEADING  # noqa: PLR2004
        role = Role(tag=f"H{level}", outline=level - 1)
        return self.paragraph(words, look=look, role=role)

    def section(
        self, words: str, *, level: int = 2, room: float = 22 * mm
    ) -> list[Flowable]:
        """Return a heading that is never alone at the foot of a page.

        ReportLab's own way, `keepWithNext`, would move a whole table or a text of
        several pages to the next page with its heading.

        Args:
            words: What it says.
            level: 2 for a section, 3 for a part of it.
            room: What must be left on the page, in points, for it to stand there.
        """
        return [CondPageBreak(room), self.heading(words, level=level)]
