"""What the page calls things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.labels import label
from workshop_app.domain.vocabulary import PaperKind, Visibility
from workshop_app.gui.minutes.reading import Stage
from workshop_app.i18n import Language, tr
from workshop_app.services.checklist import CheckLevel

if TYPE_CHECKING:
    from workshop_app.domain.evidence import IssuedPaper
    from workshop_app.gui.minutes.reading import MinutesNow
    from workshop_app.gui.parts.chip import Tone
    from workshop_app.services.paper_files import PaperOnFile
    from workshop_app.services.paper_previews import PaperPreview


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
        Stage.READING: (tr("Reading the papers…"), "plain"),
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
        Stage.READING: (tr("Reading the papers…"), "file_text"),
        Stage.CLOSED: (tr("Issue the minutes…"), "file_text"),
        Stage.ISSUED: (tr("Sign…"), "signature"),
        Stage.SIGNED: (tr("Print"), "printer"),
    }[stage]


def missing_words(now: MinutesNow) -> str:
    """Return what is better looked at before the minutes say it for good."""
    lacking = [one.sentence for one in now.checks if one.level is not CheckLevel.OK]
    if not lacking:
        return ""
    return tr("Still missing: {what}", what=" ".join(lacking))


def issuing_words(
    preview: PaperPreview, language: Language, edition: Visibility
) -> str:
    """Return what happens when the minutes are issued."""
    return tr(
        "{number}, version {version}, becomes final ({language}, {edition}). It can "
        "be signed then; what changes later is the next version.",
        number=preview.number,
        version=preview.version,
        language=language_words(language),
        edition=label(edition),
    )


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


def paper_state(one: PaperOnFile, places: int) -> tuple[str, Tone]:
    """Return what is to be known of a paper, and in which tone to say it.

    Args:
        one: The paper.
        places: How many sign the minutes of its session.
    """
    if one.verdict is not None and not one.verdict.whole:
        return tr("Altered: {why}", why=" ".join(one.verdict.problems)), "bad"
    if one.superseded:
        return tr("Replaced by a later version"), "plain"
    if one.path is None:
        return tr("File not in the folder"), "warn"
    done = len(one.paper.signers)
    if one.paper.paper_kind is PaperKind.MINUTES and 0 < done < places:
        told = tr("{done} of {total} signatures", done=done, total=places)
        return told, "warn"
    if done:
        return tr("Signed"), "ok"
    return tr("Unsigned"), "plain"
