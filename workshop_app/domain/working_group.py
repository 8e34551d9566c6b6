"""Working groups: the parts of a session that each work on one theme."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Self

from workshop_app.domain import text
from workshop_app.domain.records import CodedRecord, Record
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class WorkingGroupDraft:
    """What somebody typed about a working group (*mesa*, *grupo de trabajo*).

    Attributes:
        theme: Id of the theme it works on, if it is one of the process.
        moderator, rapporteur: Ids of the people who lead it and who write it down.
        room: Where it sits, in words.
    """

    title: str
    theme: str | None = None
    moderator: str | None = None
    rapporteur: str | None = None
    room: str = ""

    def cleaned(self) -> Self:
        """Return the draft without stray spaces.

        Raises:
            TitleMissingError: If nothing of the title can be seen.
            AppError: As `text.exact`.
        """
        tidy = text.tidied(self, lines=("room",))
        return replace(self, **tidy, title=text.title(self.title))


@dataclass(frozen=True, kw_only=True)
class WorkingGroup(WorkingGroupDraft, CodedRecord):
    """A part of one session, in its place among the others, counted from 1."""

    kind: ClassVar[str] = "working_group"
    letter: ClassVar[str] = "G"

    session: str
    position: int


@dataclass(frozen=True, kw_only=True)
class GroupMember(Record):
    """One person in one working group; its id is derived from the two."""

    kind: ClassVar[str] = "group_member"

    group: str
    person: str
