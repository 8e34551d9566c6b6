"""Disagreements that are none: accents, case and spaces, or a blank beside a value.

Seen first, settled together by one deed for one reason, and undone together.  Never a
vote, a decision or what somebody said in their own words: there every letter counts.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from workshop_app.domain.spelling import are_one, most_careful
from workshop_app.services.deeds import DeedCode
from workshop_app.services.disagreements import (
    Disagreement,
    Side,
    Sort,
    disputed_fields,
)
from workshop_app.services.settling import require_reason, require_unmoved
from workshop_app.store import Deed
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.store import Reader, Store


class Rule(StrEnum):
    """What makes two values one."""

    SPELLING = "spelling"
    """They differ in accents, case and spaces only."""
    BLANK = "blank"
    """All but one say nothing; a value erased by law is no blank."""


KINDS: Final = frozenset(
    {
        "agenda_item",
        "office",
        "organization",
        "person",
        "session",
        "stage",
        "theme",
        "working_group",
    }
)
"""Records that hold no vote, no decision, no testimony."""

_OWN_WORDS: Final = frozenset(
    {
        "closed_at",
        "closing",
        "code",
        "document_number",
        "opened_at",
        "opening",
        "proceedings",
    }
)
"""Fields of these that are people's words, identities, or moments that decide."""


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What a rule would do with a disagreement.

    Attributes:
        found: The disagreement.
        side: The side it takes.
    """

    found: Disagreement
    side: Side


def preview(reader: Reader, rule: Rule) -> tuple[Settled, ...]:
    """Return what a rule would settle, and how."""
    return tuple(
        Settled(found=found, side=side)
        for found in disputed_fields(reader)
        if (side := _taken(found, rule)) is not None
    )


def settle_alike(store: Store, seen: Sequence[Settled], *, reason: str) -> None:
    """Settle all that was previewed, by one deed; nothing if nothing was.

    Args:
        store: Where the process is kept.
        seen: What `preview` returned, or part of it.
        reason: Why; one for all.

    Raises:
        SettlingReasonMissingError: If no reason is given.
        ChangedSinceError: If one of them is another disagreement by now.
    """
    told = {"count": len(seen)}
    why = require_reason(reason)
    with store.write(Deed(DeedCode.SETTLE_ALIKE, told, why)) as tx:
        require_unmoved(tx, [one.found for one in seen])
        for one in seen:
            tx.settle(one.found.kind, one.found.id, {one.found.field: one.side.value})


def _taken(found: Disagreement, rule: Rule) -> Side | None:
    if found.sort is not Sort.VALUE or found.kind not in KINDS:
        return None
    if found.field in _OWN_WORDS:
        return None
    return _filled(found) if rule is Rule.BLANK else _best_spelled(found)


def _filled(found: Disagreement) -> Side | None:
    if any(side.erased for side in found.sides):
        return None  # nobody knows any more what it said
    filled = [side for side in found.sides if not _is_blank(side)]
    return filled[0] if len(filled) == 1 else None


def _is_blank(side: Side) -> bool:
    value = side.value
    return value is None or (isinstance(value, str | tuple) and not value)


def _best_spelled(found: Disagreement) -> Side | None:
    """Return the side with most accents, in both cases, without stray spaces."""
    texts = {side.value: side for side in found.sides if isinstance(side.value, str)}
    if len(texts) < len(found.sides) or not are_one(texts):
        return None
    return texts[most_careful(texts)]
