"""What is said of computers: how they stand, and what follows from a deed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workshop_app.i18n import ntr, plain_date, short_time, tr
from workshop_app.services.computer_list import Computer, Stands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.parts.chip import Tone

TONES: Final[dict[Stands, Tone]] = {
    Stands.OWN: "info",
    Stands.ADMITTED: "ok",
    Stands.STRANGER: "warn",
    Stands.REVOKED: "bad",
}


def stands_words(one: Computer) -> str:
    """Return how a computer stands, in a word or two."""
    if one.here:
        return tr("this one") if one.admitted else tr("this one, to be admitted")
    return {
        Stands.OWN: tr("used here before"),
        Stands.ADMITTED: tr("admitted"),
        Stands.STRANGER: tr("to be admitted"),
        Stands.REVOKED: tr("revoked"),
    }[one.stands]


def title_words(one: Computer) -> str:
    """Return the name of a computer with its code, as people tell them apart."""
    if not one.beside:
        return one.name
    return tr("{name} ({label})", name=one.name, label=one.beside)


def counted_words(one: Computer) -> str:
    """Say how many of a computer's acts are here, and how many count."""
    here = ntr("{count} act", "{count} acts", one.commits)
    if not one.uncounted:
        return tr("{acts}, all count", acts=here)
    if one.uncounted == one.commits:
        return tr("{acts}, none counts", acts=here)
    return tr("{acts}, {count} set aside", acts=here, count=one.uncounted)


def facts(one: Computer) -> list[str]:
    """Return what else is to be known of a computer, a sentence each."""
    told = [
        tr("{name} answers for it.", name=one.holder)
        if one.holder
        else tr("Nobody answers for it yet."),
        tr(
            "Its last act: {date}, {time}, by its own clock.",
            date=plain_date(one.last.date()),
            time=short_time(one.last),
        ),
    ]
    if one.forked:
        told.append(
            tr(
                "It has two histories: its file was copied to another computer, or put "
                "back from a copy. Both are kept; ask who works with the copy."
            )
        )
    return told


def what_admitting_does(chosen: Sequence[Computer]) -> str:
    """Say what follows if the office admits these computers."""
    acts = sum(one.uncounted for one in chosen)
    return ntr(
        "{count} act will begin to count, here and wherever the next file goes.",
        "{count} acts will begin to count, here and wherever the next file goes.",
        acts,
    )


def admit_words(chosen: Sequence[Computer]) -> str:
    """Return what the button says that admits them."""
    if len(chosen) == 1:
        return tr("Admit {label}", label=title_words(chosen[0]))
    return ntr("Admit {count} computer", "Admit {count} computers", len(chosen))


def summary(rows: Sequence[Computer]) -> str:
    """Say how many computers there are, and how many wait."""
    parts = [ntr("{count} computer", "{count} computers", len(rows))]
    waiting = sum(one.stands is Stands.STRANGER for one in rows)
    if waiting:
        parts.append(tr("to be admitted: {count}", count=waiting))
    forked = sum(one.forked for one in rows)
    if forked:
        parts.append(tr("with two histories: {count}", count=forked))
    return " · ".join(parts)


def in_two_lines(words: str) -> str:
    """Return six words, three to a line, as they are read aloud."""
    told = words.split()
    half = len(told) // 2
    return f"{' '.join(told[:half])}\n{' '.join(told[half:])}"
