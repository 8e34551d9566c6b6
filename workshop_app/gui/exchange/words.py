"""What is said of files that come in: short, for lists, and in sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from workshop_app.i18n import ntr, tr
from workshop_app.services.exchanging import FileReport, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workshop_app.gui.parts.chip import Tone
    from workshop_app.store.merged import Merged

TONES: Final[dict[Verdict, Tone]] = {
    Verdict.MERGED: "ok",
    Verdict.NOTHING_NEW: "plain",
    Verdict.PENDING: "warn",
    Verdict.QUARANTINED: "warn",
    Verdict.REFUSED: "bad",
}


def verdict_words(verdict: Verdict, *, done: bool = True) -> str:
    """Return what became of a file, or would, in a word or two."""
    if verdict is Verdict.MERGED and not done:
        return tr("to be merged")
    return {
        Verdict.MERGED: tr("merged"),
        Verdict.NOTHING_NEW: tr("nothing new"),
        Verdict.PENDING: tr("waiting"),
        Verdict.QUARANTINED: tr("in quarantine"),
        Verdict.REFUSED: tr("refused"),
    }[verdict]


def meaning(verdict: Verdict, *, done: bool = True) -> str:
    """Say what a verdict means for whoever brought the file."""
    if verdict is Verdict.MERGED and not done:
        return tr("It brings something new. Nothing is written before you merge it.")
    return {
        Verdict.MERGED: tr("What it brought counts."),
        Verdict.NOTHING_NEW: tr("All of it was here already: nothing changes."),
        Verdict.PENDING: tr(
            "It is kept, and counts by itself as soon as the file that is missing "
            "comes in."
        ),
        Verdict.QUARANTINED: tr(
            "It is kept and counts for nothing, until the office admits the computer "
            "it comes from."
        ),
        Verdict.REFUSED: tr("Nothing of it was taken in; the other files were."),
    }[verdict]


def figures(merged: Merged) -> list[tuple[str, int]]:
    """Return what a file brought, in figures; what is none is left out."""
    told = [
        (tr("New acts"), merged.added),
        (tr("Known before"), merged.known),
        (tr("Waiting"), merged.pending),
        (tr("In quarantine"), merged.quarantined),
        (tr("Counting now that had waited"), merged.released),
        (tr("New disagreements"), merged.conflicts),
        (tr("Records of other computers changed"), merged.foreign),
    ]
    return [(words, count) for words, count in told if count]


def brought(merged: Merged) -> str:
    """Say in one line what a file brought."""
    told = [
        (tr("{count} new", count=merged.added), merged.added),
        (tr("{count} waiting", count=merged.pending), merged.pending),
        (tr("{count} in quarantine", count=merged.quarantined), merged.quarantined),
        (
            ntr("{count} disagreement", "{count} disagreements", merged.conflicts),
            merged.conflicts,
        ),
    ]
    return " · ".join(words for words, count in told if count) or tr("nothing new")


def summary(reports: Iterable[FileReport], *, done: bool) -> str:
    """Say of many files how many became what."""
    counts = Counter(one.verdict for one in reports)
    if not done:
        return _planned(counts)
    told = {
        Verdict.MERGED: tr("merged: {count}", count=counts[Verdict.MERGED]),
        Verdict.NOTHING_NEW: tr(
            "with nothing new: {count}", count=counts[Verdict.NOTHING_NEW]
        ),
        Verdict.PENDING: tr("waiting: {count}", count=counts[Verdict.PENDING]),
        Verdict.QUARANTINED: tr(
            "in quarantine: {count}", count=counts[Verdict.QUARANTINED]
        ),
        Verdict.REFUSED: tr("refused: {count}", count=counts[Verdict.REFUSED]),
    }
    return " · ".join(words for verdict, words in told.items() if counts[verdict])


def _planned(counts: Mapping[Verdict, int]) -> str:
    """Say how many files merging takes in, as its button does, and what of them."""
    waiting, set_aside = counts[Verdict.PENDING], counts[Verdict.QUARANTINED]
    told = [
        (tr("waiting: {count}", count=waiting), waiting),
        (tr("in quarantine: {count}", count=set_aside), set_aside),
    ]
    aside = ", ".join(words for words, count in told if count)
    whole = counts[Verdict.MERGED] + waiting + set_aside
    known, refused = counts[Verdict.NOTHING_NEW], counts[Verdict.REFUSED]
    first = tr("to be merged: {count}", count=whole)
    if aside:
        first = tr("{merging} (of these {aside})", merging=first, aside=aside)
    parts = [
        (first, whole),
        (tr("with nothing new: {count}", count=known), known),
        (tr("refused: {count}", count=refused), refused),
    ]
    return " · ".join(words for words, count in parts if count)
