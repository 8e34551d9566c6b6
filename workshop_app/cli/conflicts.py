"""`conflicts` and `resolve`: what computers disagree on, and how it is settled."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import (
    Command,
    argument,
    option,
    store_argument,
    switch,
)
from workshop_app.cli.layout import NOT_KNOWN
from workshop_app.cli.opening import opened
from workshop_app.cli.statuses import DONE
from workshop_app.clock import PERU
from workshop_app.i18n import ntr, short_date, short_time, tr
from workshop_app.services.alike import Rule, preview, settle_alike
from workshop_app.services.disagreements import (
    Sort,
    disagreements_report,
    open_count,
)
from workshop_app.services.settling import named
from workshop_app.services.settling import take as take_side
from workshop_app.services.settling import write as write_value
from workshop_app.services.typed_values import read_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from workshop_app.cli.terminal import Terminal
    from workshop_app.services.alike import Settled


def conflicts_command() -> click.Command:
    """Build `conflicts`."""
    return Command(
        "conflicts",
        _conflicts,
        [store_argument()],
        details=tr(
            "The first value is the one shown until somebody settles it; votes are "
            "not counted until then."
        ),
    )


def resolve_command() -> click.Command:
    """Build `resolve`."""
    return Command(
        "resolve",
        _resolve,
        [
            store_argument(),
            argument("conflict", tr("[CONFLICT]"), required=False),
            option(
                "--take",
                tr("A side: its number, keep or remove, or the computer that said so."),
                shown=tr("SIDE"),
            ),
            option("--value", tr("Another value, as typed."), shown=tr("VALUE")),
            option(
                "--reason",
                tr("How it is known."),
                shown=tr("TEXT"),
            ),
            option(
                "--alike",
                tr("Settle together what differs in spelling only, or in blanks."),
                kind=click.Choice([rule.value for rule in Rule]),
            ),
            switch(
                "--dry-run", tr("Tell what --alike would settle, and change nothing.")
            ),
        ],
        details=tr(
            "Name one conflict and what it shall be, or give --alike.  Votes, "
            "decisions and texts are never settled together."
        ),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "conflicts": conflicts_command,
    "resolve": resolve_command,
}


def _conflicts(terminal: Terminal, *, store: str) -> int:
    with opened(terminal, store) as place:
        data = disagreements_report(place, history=terminal.json)
    terminal.answer(data, lambda: _lines(data))
    return DONE


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    if not data["conflicts"]:
        yield tr("Nothing is disagreed on.")
    for one in data["conflicts"]:
        if not one["sides"]:
            yield one["title"]
            continue
        yield f"{one['title']} · {one['field_words']}"
        yield f"  {one['short'] or one['conflict']}"
        for side in one["sides"]:
            yield f"  [{side['side']}] {side['words'] or NOT_KNOWN}"
            yield from (f"      {_claim(claim)}" for claim in side["claims"])
        yield ""


def _claim(claim: Mapping[str, str]) -> str:
    at = datetime.fromisoformat(claim["at"]).astimezone(PERU)
    when = f"{short_date(at.date())}, {short_time(at)}"
    parts = (claim["by"], claim["device"], when, claim["did"], claim["reason"])
    return " · ".join(part for part in parts if part)


def _resolve(  # noqa: PLR0913 one argument an option
    terminal: Terminal,
    *,
    store: str,
    conflict: str | None,
    take: str | None,
    value: str | None,
    reason: str | None,
    alike: str | None,
    dry_run: bool,
) -> int:
    one = conflict is not None or take is not None or value is not None
    if one and (alike is not None or dry_run):
        raise click.UsageError(tr("Give either a conflict or --alike."))
    if reason is None and not dry_run:
        raise click.UsageError(tr("Give --reason: how it is known."))
    if alike is not None:
        return _resolve_alike(
            terminal, store, Rule(alike), reason or "", dry_run=dry_run
        )
    if conflict is None:
        raise click.UsageError(tr("Give either a conflict or --alike."))
    if (take is None) == (value is None):
        raise click.UsageError(tr("Give either --take or --value."))
    return _resolve_one(terminal, store, conflict, take, value, reason=reason or "")


def _resolve_one(
    terminal: Terminal,
    store: str,
    conflict: str,
    side: str | None,
    value: str | None,
    *,
    reason: str,
) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            found = named(reader, conflict)
            typed: Any = None
            if value is not None and found.sort is Sort.VALUE:
                typed = read_value(reader, found.kind, found.field, value)
        if side is not None:
            take_side(place, found.key, side, reason=reason, seen=found)
        else:
            write_value(place, found.key, typed, reason=reason, seen=found)
        with place.read() as reader:
            left = open_count(reader)
    data = {"conflict": found.key, "open": left}
    terminal.answer(data, lambda: [tr("Settled. Still open: {count}.", count=left)])
    return DONE


def _resolve_alike(
    terminal: Terminal, store: str, rule: Rule, reason: str, *, dry_run: bool
) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            seen = preview(reader, rule)
        if seen and not dry_run:
            settle_alike(place, seen, reason=reason)
        with place.read() as reader:
            left = open_count(reader)
    data = {
        "rule": rule.value,
        "dry_run": dry_run,
        "settled": [_settled(one) for one in seen],
        "open": left,
    }
    terminal.answer(data, lambda: _alike_lines(data))
    return DONE


def _settled(one: Settled) -> dict[str, Any]:
    return {
        "conflict": one.found.key,
        "title": one.found.title,
        "field_words": one.found.words,
        "taken": one.side.words,
        "left": [side.words for side in one.found.sides if side is not one.side],
    }


def _alike_lines(data: Mapping[str, Any]) -> Iterator[str]:
    for one in data["settled"]:
        left = " / ".join(words or NOT_KNOWN for words in one["left"])
        yield f"{one['title']} · {one['field_words']}: {left} → {one['taken']}"
    count = len(data["settled"])
    if data["dry_run"]:
        yield ntr("{count} would be settled.", "{count} would be settled.", count)
    else:
        yield ntr("{count} settled.", "{count} settled.", count)
    yield tr("Still open: {count}.", count=data["open"])
