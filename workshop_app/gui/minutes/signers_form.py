"""What is said of those who sign: each with their state, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshop_app.gui.minutes.words import role_words
from workshop_app.gui.parts.chip import Chip
from workshop_app.gui.parts.labels import label
from workshop_app.i18n import ntr, plain_date, tr

if TYPE_CHECKING:
    from workshop_app.domain.evidence import IssuedPaper
    from workshop_app.gui.minutes.reading import MinutesNow, Paperwork, SignerPlace
    from workshop_app.services.paper_files import PaperOnFile


def signer_state(now: MinutesNow, work: Paperwork | None, *, signed: bool) -> Chip:
    """Return whether somebody signed, as a badge."""
    if signed:
        return Chip(tr("Signed"), "ok")
    if now.is_closed and work is None:  # it may well be signed
        return Chip("…", "plain")
    return Chip(tr("Pending"), "warn")


def signer_line(one: SignerPlace, by: str, chip: Chip) -> QWidget:
    """Return the line of somebody who signs; `by` is whose certificate it was."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(one.name, "strong", wrap=True))
    under = role_words(one.role)
    if by and by != one.name:
        under = tr("{role} · certificate of {name}", role=under, name=by)
    words.addWidget(label(under, "muted", wrap=True))
    row.addLayout(words, 1)
    row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    return line


def why_unsigned(
    now: MinutesNow, paper: PaperOnFile | None, waiting: tuple[SignerPlace, ...]
) -> str:
    """Say what is missing before the minutes are signed by all, "" if nothing is."""
    if not now.signers:
        return tr("Nobody is named to sign these minutes.")
    if not now.is_closed:
        return tr("They are signed once the session is closed and they are issued.")
    if paper is None:
        return tr("They are signed once they are issued with their number.")
    if paper.path is None:
        return tr(
            "The file of {number} is not in the folder of the papers: put it back, or "
            "say below where it is.",
            number=paper.paper.number,
        )
    if not waiting:
        return ""
    return ntr(
        "{count} signature is missing. On paper they sign by hand on the print.",
        "{count} signatures are missing. On paper they sign by hand on the print.",
        len(waiting),
    )


def print_words(issued: IssuedPaper) -> str:
    """Say who signed a print, when, and where it is kept; "" if nobody did."""
    if issued.signed_by_hand_on is None or not issued.signed_by_hand:
        return ""
    told = tr(
        "By hand: {names}, {day}.",
        names=", ".join(issued.signed_by_hand),
        day=plain_date(issued.signed_by_hand_on),
    )
    if not issued.print_kept_at:
        return told
    kept = tr("The print is kept at {place}.", place=issued.print_kept_at)
    return f"{told} {kept}"
