"""What the page calls things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.vocabulary import PaperKind, Visibility
from workshop_app.gui.minutes.reading import Stage
from workshop_app.i18n import Language, tr

if TYPE_CHECKING:
    from workshop_app.domain.evidence import IssuedPaper
    from workshop_app.gui.parts.chip import Tone
    from workshop_app.services.paper_files import PaperOnFile


def role_words(role: str) -> str:
    """Return the role of a signer in words."""
    return {
        "facilitator": tr("Facilitator"),
        "rapporteur": tr("Rapporteur"),
        "chair_state": tr("Co-chair for the State"),
        "chair_civil_society": tr("Co-chair for civil society"),
    }.get(role, role)


def language_words(one: Language) -> str:
    """Return a language by the name it gives itself."""
    return {Language.SPANISH: "Español", Language.ENGLISH: "English"}[one]


def part_words(part: str) -> tuple[str, str]:
    """Return what a written part of the minutes is called, and what goes there."""
    return {
        "opening": (
            tr("Opening"),
            tr("Who opened the session, the welcome, the rules that were read."),
        ),
        "proceedings": (
            tr("Deliberation"),
            tr("What was discussed and how, point by point of the agenda."),
        ),
        "closing": (
            tr("Closing of the session"),
            tr("The reading and approval of the minutes, and how it ended."),
        ),
    }[part]


def stage_words(stage: Stage) -> tuple[str, Tone]:
    """Return how far the minutes have come, and in which tone to say it."""
    told: dict[Stage, tuple[str, Tone]] = {
        Stage.BEFORE: (tr("Not opened yet"), "plain"),
        Stage.OPEN: (tr("Session under way"), "info"),
        Stage.CLOSED: (tr("Closed, not issued"), "warn"),
        Stage.ISSUED: (tr("Issued, to be signed"), "warn"),
        Stage.SIGNED: (tr("Signed by all"), "ok"),
    }
    return told[stage]


def next_words(stage: Stage) -> tuple[str, str]:
    """Return the words and the icon of what is to be done next."""
    return {
        Stage.BEFORE: (tr("Go to check-in to open it"), "person_check"),
        Stage.OPEN: (tr("Close the session…"), "lock"),
        Stage.CLOSED: (tr("Issue the minutes"), "file_text"),
        Stage.ISSUED: (tr("Sign…"), "signature"),
        Stage.SIGNED: (tr("Print"), "printer"),
    }[stage]


def paper_title(paper: IssuedPaper) -> str:
    """Return number and version of a paper, and what tells it from the others."""
    parts = [paper.number, tr("version {number}", number=paper.version)]
    if paper.paper_kind is PaperKind.ATTENDANCE:
        parts.append(tr("attendance list"))
    if paper.language == Language.ENGLISH:
        parts.append(tr("in English"))
    if paper.edition is Visibility.PUBLIC:
        parts.append(tr("for everybody"))
    if paper.draft:
        parts.append(tr("draft"))
    return " · ".join(parts)


def paper_state(one: PaperOnFile) -> tuple[str, Tone]:
    """Return what is to be known of a paper, and in which tone to say it."""
    if one.verdict is not None and not one.verdict.whole:
        return tr("Altered: {why}", why=" ".join(one.verdict.problems)), "bad"
    if one.superseded:
        return tr("Replaced by a later version"), "plain"
    if one.path is None:
        return tr("File not in the folder"), "warn"
    if one.paper.signed_by:
        return tr("Signed"), "ok"
    return tr("Unsigned"), "plain"
