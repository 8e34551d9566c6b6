"""Contributions: what people put forward, and who they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import ClassVar, Self

from workshop_app.domain import text as typed
from workshop_app.domain.records import CodedRecord, Record
from workshop_app.domain.vocabulary import (
    Channel,
    ContributionKind,
    OgpValue,
    Stance,
)
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.values import dataclass


class ContributionEmptyError(AppError):
    """A contribution says nothing: neither its text nor its title can be seen."""

    def __init__(self) -> None:
        super().__init__(
            tr("The contribution is empty."),
            advice=tr("Write what was said, in the words of whoever said it."),
        )
        self.field = "text"


@dataclass(frozen=True, kw_only=True)
class ContributionDraft:
    """What somebody wrote down of a contribution.

    Attributes:
        language: ISO 639 code of the language of `title` and `text`.
        translation: The text in Spanish, if it was made in another language.
        translator: Who is credited with it (DS 004-2016-MC, art. 17.8).
        anonymous: An anonymous card: nobody is asked who wrote it.
        happened_at: When it was made, apart from when it was typed.
        transcribed_by: Who typed it in from paper, as the id of a person.
    """

    text: str
    title: str = ""
    contribution_kind: ContributionKind = ContributionKind.PROPOSAL
    session: str | None = None
    stage: str | None = None
    theme: str | None = None
    ogp_value: OgpValue | None = None
    channel: Channel = Channel.SESSION
    language: str = "es"
    translation: str = ""
    translator: str = ""
    anonymous: bool = False
    happened_at: datetime | None = None
    transcribed_by: str | None = None

    def cleaned(self) -> Self:
        """Return the draft with text and translation exactly as they came.

        Title or text will do: many sheets hold only one of them.

        Raises:
            ContributionEmptyError: If nothing can be seen of either.
            AppError: As `text.exact`.
        """
        tidy = typed.tidied(
            self,
            lines=("title", "language", "translator"),
            texts=("text", "translation"),
        )
        if typed.is_blank(tidy["text"]) and typed.is_blank(tidy["title"]):
            raise ContributionEmptyError
        return replace(self, **tidy)


@dataclass(frozen=True, kw_only=True)
class Contribution(ContributionDraft, CodedRecord):
    """A single input, traceable to its authors through every stage."""

    kind: ClassVar[str] = "contribution"
    letter: ClassVar[str] = "A"


@dataclass(frozen=True, kw_only=True)
class Authorship(Record):
    """One author of one contribution; its id is derived from the two.

    Attributes:
        organization: As it was when the contribution was made.
        stance, stance_text: What the author says of the decision, once told.
    """

    kind: ClassVar[str] = "authorship"

    contribution: str
    person: str
    position: int = 0
    organization: str | None = None
    stance: Stance | None = None
    stance_text: str = ""
