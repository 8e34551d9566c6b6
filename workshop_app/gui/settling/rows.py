"""What the list of disagreements is made of: what is open, and what was settled."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from workshop_app.clock import PERU
from workshop_app.gui.parts.list_model import Column
from workshop_app.gui.spoken_codes import short_codes
from workshop_app.i18n import short_date, short_time, tr
from workshop_app.services.disagreements import Disagreement, Sort
from workshop_app.services.settled import SettledDeed
from workshop_app.services.ways_to_settle import RESULTS
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from workshop_app.services.disagreements import Claimed


class Group(StrEnum):
    """The tabs above the list, in their order."""

    ALL = "all"
    DATA = "data"
    VOTES = "votes"
    LIVES = "lives"
    RECORDS = "records"
    SETTLED = "settled"


OPEN: Final = (Group.DATA, Group.VOTES, Group.LIVES, Group.RECORDS)

_TONES: Final = {
    Group.DATA: "info",
    Group.VOTES: "bad",
    Group.LIVES: "warn",
    Group.RECORDS: "warn",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line: something open, or one deed that settled something.

    Attributes:
        id: Key of the disagreement, or id of the deed.
    """

    id: str
    group: Group
    title: str
    second: str
    found: Disagreement | None = None
    done: SettledDeed | None = None


def open_row(found: Disagreement) -> Row:
    """Return the line of something that is open."""
    said = " / ".join(side.words or tr("(nothing)") for side in found.sides)
    what = f"{found.words}: {said}" if found.words else ""
    return Row(
        id=found.key,
        group=group_of(found),
        title=short_codes(found.title),
        second=" ".join(what.split()),
        found=found,
    )


def settled_row(done: SettledDeed) -> Row:
    """Return the line of something that was settled."""
    parts = (done.name, moment_words(done.at), done.reason)
    return Row(
        id=done.deed,
        group=Group.SETTLED,
        title=short_codes(done.words),
        second=" · ".join(part for part in parts if part),
        done=done,
    )


def group_of(found: Disagreement) -> Group:
    """Return under which tab something open stands."""
    if found.sort is Sort.INTEGRITY:
        return Group.RECORDS
    if found.kind in RESULTS:
        return Group.VOTES
    return Group.LIVES if found.sort is Sort.LIFE else Group.DATA


def group_words(group: Group) -> str:
    """Say what a tab holds."""
    return {
        Group.ALL: tr("All of it"),
        Group.DATA: tr("Entries"),
        Group.VOTES: tr("Votes"),
        Group.LIVES: tr("Removals"),
        Group.RECORDS: tr("Crossed"),
        Group.SETTLED: tr("Settled"),
    }[group]


def row_columns() -> Sequence[Column[Row]]:
    """Return the columns of the list."""
    return (
        Column(
            tr("What"),
            lambda row: row.title,
            second=lambda row: row.second,
            stretch=True,
        ),
        Column(tr("Kind"), _kind, tone=_tone, width=138, since=380),
    )


def moment_words(moment: datetime) -> str:
    """Say a moment as the clock on the wall showed it."""
    here = moment.astimezone(PERU)
    return f"{short_date(here.date())}, {short_time(here)}"


def claim_words(claim: Claimed) -> str:
    """Say who wrote something, at which computer and when."""
    name = claim.name or tr("Somebody not on record here")
    return f"{name} · {claim.device} · {moment_words(claim.at)}"


def _kind(row: Row) -> str:
    if row.done is not None:
        return tr("Taken back") if row.done.undone else tr("Settled")
    return {
        Group.DATA: tr("Entry"),
        Group.VOTES: tr("Differing record"),
        Group.LIVES: tr("Removal"),
    }.get(row.group, tr("Between records"))


def _tone(row: Row) -> str:
    if row.done is not None:
        return "plain" if row.done.undone else "ok"
    return _TONES[row.group]
