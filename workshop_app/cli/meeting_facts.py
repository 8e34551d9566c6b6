"""What the options of `session` say of one, and whether that may happen."""

from __future__ import annotations

import dataclasses
import re
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.opening import person_meant
from workshop_app.cli.refusals import TextUnreadableError
from workshop_app.clock import PERU
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.process import Stage
from workshop_app.domain.session import SessionDraft
from workshop_app.domain.vocabulary import (
    BallotState,
    Modality,
    SessionState,
    StageKind,
)
from workshop_app.exchange.words import LANGUAGES, folded
from workshop_app.i18n import tr
from workshop_app.services.sessions import BallotStillOpenError, SessionNotOpenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from workshop_app.domain.session import Session
    from workshop_app.store import Reader

ROLES = ("chair_state", "chair_civil_society", "facilitator", "rapporteur")
NARRATIVE = ("opening", "proceedings", "closing")


class Languages(click.ParamType[tuple[str, ...]]):
    """Languages by their names or ISO 639 codes, divided by commas."""

    name = "languages"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, ...]:
        """Turn every name into its code."""
        if isinstance(value, tuple):
            return value
        names = [name for name in str(value).split(",") if name.strip()]
        for name in names:
            if folded(name) not in LANGUAGES:
                self.fail(
                    tr("“{name}” is not a known language.", name=name.strip()),
                    param,
                    ctx,
                )
        return tuple(dict.fromkeys(LANGUAGES[folded(name)] for name in names))


class AgendaPoint(click.ParamType[tuple[str, int]]):
    """A point of the agenda with its planned minutes: `Welcome=15`."""

    name = "point"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, int]:
        """Divide at the last `=`; a point without minutes has none planned."""
        if isinstance(value, tuple):
            return value
        title, divided, minutes = str(value).rpartition("=")
        if not divided:
            title, minutes = str(value), "0"
        if not title.strip() or not title.isprintable() or not _is_duration(minutes):
            self.fail(tr("it is written TITLE=MINUTES."), param, ctx)
        return title.strip(), int(minutes)


def _is_duration(minutes: str) -> bool:
    return re.fullmatch(r"[0-9]{1,4}", minutes.strip()) is not None


def draft_of(
    reader: Reader, known: Session | None, code: str, given: Mapping[str, Any]
) -> SessionDraft:
    """Return the session as the options have it; what is not said stays.

    The moments of opening and closing are in it, so that what would not do is known
    before anything is written.

    Raises:
        AppError: If something will not do.
    """
    draft: SessionDraft = known or SessionDraft(title=given["title"] or code)
    draft = dataclasses.replace(draft, **dict(_changes(reader, given))).cleaned()
    if draft.closed_at is not None and draft.opened_at is None:
        raise SessionNotOpenError(code)
    if known is not None and given["closed_at"] is not None:
        _require_nothing_under_vote(reader, known)
    return draft


def _changes(reader: Reader, given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the fields that options speak of, each with what it becomes."""
    read: dict[str, tuple[str, Callable[[Any], Any]]] = {
        **{name: (name, str) for name in ("title", "place", "venue", "interpreter")},
        "reference": ("convocation_reference", str),
        **{role: (role, partial(_person, reader)) for role in ROLES},
        **{part: (part, text_of) for part in NARRATIVE},
        "date": ("held_on", _day),
        "convened_on": ("convened_on", _day),
        "opened_at": ("opened_at", in_peru),
        "closed_at": ("closed_at", in_peru),
        "modality": ("modality", Modality),
        "spoken": ("languages", tuple),
        "stage": ("stage", partial(_stage, reader)),
    }
    for name, (field, become) in read.items():
        if given[name] is not None:
            yield field, become(given[name])
    if given["second_call"]:
        yield "second_call", True


def _stage(reader: Reader, kind: str) -> str | None:
    stages = reader.all(Stage, stage_kind=StageKind(kind))
    return stages[0].id if stages else None


def _day(typed: datetime) -> date:
    return typed.date()


def _person(reader: Reader, wanted: str) -> str | None:
    """Return the id of a person; nobody where the option is given empty."""
    return person_meant(reader, wanted).id if wanted.strip() else None


def _require_nothing_under_vote(reader: Reader, session: Session) -> None:
    if session.state is SessionState.CLOSED:
        return
    for ballot in reader.all(Ballot, session=session.id):
        if ballot.state is BallotState.OPEN:
            raise BallotStillOpenError(ballot.code)


def text_of(path: Path) -> str:
    """Return what a text file says.

    Raises:
        TextUnreadableError: If it cannot be read, or is no text in UTF-8.
    """
    try:
        return path.read_text("utf-8-sig").strip("\n")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise TextUnreadableError(path) from error


def in_peru(moment: datetime) -> datetime:
    """Return a moment as it was typed, with the offset of Peru."""
    return moment.replace(tzinfo=PERU)
