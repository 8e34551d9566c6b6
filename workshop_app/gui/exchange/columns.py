"""What the lists of files show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from workshop_app.gui.exchange.words import TONES, brought, verdict_words
from workshop_app.gui.parts.list_model import Column
from workshop_app.i18n import short_date, short_time, tr
from workshop_app.services.exchanging import FileReport, Verdict
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.store.arrivals import FileRow

_RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, kw_only=True)
class Row:
    """A file that somebody brought.

    Attributes:
        report: What would become of it, or became; None until it is read.
        done: Whether that is what became of it.
    """

    path: Path
    report: FileReport | None = None
    done: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether merging it would bring something, or keep it for later."""
        return (
            not self.done
            and self.report is not None
            and self.report.verdict not in {Verdict.REFUSED, Verdict.NOTHING_NEW}
        )


def brought_columns() -> Sequence[Column[Row]]:
    """Return those of the files that were brought."""
    return (
        Column(
            tr("File"),
            lambda row: row.path.name,
            second=_from,
            order="name",
            stretch=True,
            width=180,
        ),
        Column(
            tr("What becomes of it"), _verdict, tone=_tone, order="state", width=176
        ),
        Column(
            tr("New acts"),
            _added,
            order="added",
            descending=True,
            width=104,
            align=_RIGHT,
        ),
        Column(tr("Known before"), _known, width=110, align=_RIGHT, since=560),
        Column(
            tr("In disagreement"),
            _conflicts,
            order="conflicts",
            descending=True,
            width=120,
            align=_RIGHT,
            since=640,
        ),
    )


def came_columns() -> Sequence[Column[FileRow]]:
    """Return those of the files that came in so far."""
    return (
        Column(
            tr("When"),
            lambda row: short_date(row.at.date()),
            second=lambda row: short_time(row.at),
            order="at",
            descending=True,
            width=118,
        ),
        Column(
            tr("File"),
            lambda row: row.name,
            second=lambda row: tr("of computer {label}", label=row.by),
            order="name",
            stretch=True,
            width=180,
        ),
        Column(
            tr("What it brought"),
            lambda row: brought(row.report),
            width=200,
            since=520,
        ),
        Column(tr("State"), state_words, tone=state_tone, order="state", width=130),
    )


def state_words(row: FileRow) -> str:
    """Return how a file that came in stands."""
    if row.taken_out_by:
        return tr("taken out")
    return verdict_words(came_verdict(row))


def state_tone(row: FileRow) -> str:
    """Return the tone of that."""
    return "info" if row.taken_out_by else TONES[came_verdict(row)]


def came_verdict(row: FileRow) -> Verdict:
    """Return what became of a file when it came in."""
    told = row.report
    if told.added or told.released:
        return Verdict.MERGED
    if told.quarantined:
        return Verdict.QUARANTINED
    return Verdict.PENDING if told.pending else Verdict.NOTHING_NEW


def _from(row: Row) -> str:
    if row.report is not None and row.report.by:
        return tr("of computer {label}", label=row.report.by)
    return str(row.path.parent)


def _verdict(row: Row) -> str:
    if row.report is None:
        return tr("not read yet")
    if row.report.locked:
        return tr("asks for a passphrase")
    return verdict_words(row.report.verdict, done=row.done)


def _tone(row: Row) -> str:
    if row.report is None:
        return "plain"
    if row.report.locked:
        return "warn"
    if row.report.verdict is Verdict.MERGED and not row.done:
        return "info"
    return TONES[row.report.verdict]


def _added(row: Row) -> str:
    return "" if row.report is None else _count(row.report.merged.added)


def _known(row: Row) -> str:
    return "" if row.report is None else _count(row.report.merged.known)


def _conflicts(row: Row) -> str:
    if row.report is not None and row.is_ready:
        return tr("once merged")
    return "" if row.report is None else _count(row.report.merged.conflicts)


def _count(number: int) -> str:
    return str(number) if number else "–"
