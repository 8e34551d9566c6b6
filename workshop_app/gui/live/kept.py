"""What is being typed at the table: it survives a crash until it becomes a deed."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.records import fields_of
from workshop_app.domain.text import is_blank
from workshop_app.domain.vocabulary import ContributionKind, OgpValue
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from workshop_app.services.gathering import ContributionRecords


_BLANK_BEFORE: Final = re.compile(r"\A(?:[^\S\n]*\n)+")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A contribution as it stands in the editor.

    Attributes:
        authors: Ids of people, in order.
        theme: Id of a theme, or nothing.
    """

    title: str = ""
    text: str = ""
    kind: ContributionKind = ContributionKind.PROPOSAL
    authors: tuple[str, ...] = ()
    anonymous: bool = False
    theme: str | None = None
    ogp_value: OgpValue | None = None
    language: str = "es"
    translation: str = ""
    translator: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody wrote anything on it."""
        return is_blank(self.text) and is_blank(self.title)

    @property
    def has_author(self) -> bool:
        """Whether it is known who said it, or that nobody is to be named."""
        return self.anonymous or bool(self.authors)

    @classmethod
    def of(cls, records: ContributionRecords) -> Sheet:
        """Return a contribution as it is on record."""
        made = records.contribution
        return cls(
            title=made.title,
            text=made.text,
            kind=made.contribution_kind,
            authors=tuple(one.person for one in records.authorships),
            anonymous=made.anonymous,
            theme=made.theme,
            ogp_value=made.ogp_value,
            language=made.language,
            translation=made.translation,
            translator=made.translator,
        )

    def kept(self) -> str:
        """Return it as a text that survives a crash."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def as_draft(
        self, session: str, stage: str | None, moment: datetime
    ) -> ContributionDraft:
        """Return what a new contribution is written down from."""
        said = {**self._said(), "text": _without_blank_lines(self.text)}
        return ContributionDraft(
            session=session, stage=stage, happened_at=moment, **said
        )

    def amending(self, records: ContributionRecords) -> ContributionDraft:
        """Return a contribution on record with what stands here."""
        known = {
            name: value
            for name, value in fields_of(records.contribution).items()
            if name in ContributionDraft.__dataclass_fields__
        }
        return replace(ContributionDraft(**known), **self._said())

    def _said(self) -> dict[str, Any]:
        said = {
            name: getattr(self, name)
            for name in self.__dataclass_fields__
            if name not in {"kind", "authors"}
        }
        return {**said, "contribution_kind": self.kind}


def _without_blank_lines(text: str) -> str:
    """Return a text without blank lines before and after: they are slips of Enter."""
    return _BLANK_BEFORE.sub("", text).rstrip()


def restored(text: str) -> Sheet | None:
    """Return the sheet that survived a crash; None if it cannot be read."""
    try:
        found = json.loads(text)
        return _sheet(found) if isinstance(found, dict) else None
    except (ValueError, TypeError):
        return None


def _sheet(found: Mapping[str, Any]) -> Sheet:
    known = {k: v for k, v in found.items() if k in Sheet.__dataclass_fields__}
    value = known.get("ogp_value")
    return Sheet(
        **{
            **known,
            "kind": ContributionKind(known.get("kind", ContributionKind.PROPOSAL)),
            "ogp_value": OgpValue(value) if value else None,
            "authors": tuple(known.get("authors", ())),
        }
    )
