"""`session`: puts a session on the calendar, or amends it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import Command, argument, option, store_argument
from workshop_app.cli.opening import opened
from workshop_app.cli.statuses import DONE
from workshop_app.clock import PERU
from workshop_app.domain.names import folded
from workshop_app.domain.process import Stage, Theme
from workshop_app.domain.session import Session, SessionDraft
from workshop_app.domain.vocabulary import StageKind
from workshop_app.i18n import tr
from workshop_app.services.processes import add_theme
from workshop_app.services.sessions import (
    amend_session,
    close_session,
    open_session,
    schedule_session,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.cli.terminal import Terminal
    from workshop_app.store import Store


def session_command() -> click.Command:
    """Build `session`."""
    return Command(
        "session",
        _session,
        [
            store_argument(),
            argument("code", tr("CODE")),
            option("--title", tr("What people call it."), shown=tr("TEXT")),
            option(
                "--stage",
                tr("The kind of stage it belongs to."),
                kind=click.Choice([each.value for each in StageKind]),
            ),
            option(
                "--date",
                tr("The day it is held."),
                shown=tr("YYYY-MM-DD"),
                kind=click.DateTime(["%Y-%m-%d"]),
            ),
            option("--place", tr("UBIGEO of the place, six digits."), shown="UBIGEO"),
            option(
                "--theme",
                tr("Title or code of a theme; added if there is none."),
                shown=tr("THEME"),
            ),
            _moment_option("--opened-at", tr("When it began.")),
            _moment_option("--closed-at", tr("When it ended.")),
        ],
        details=tr(
            "A session that has the code already is amended as the options say."
        ),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {"session": session_command}


def _moment_option(flag: str, explained: str) -> click.Option:
    kind = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
    return option(flag, explained, shown=tr("YYYY-MM-DDTHH:MM"), kind=kind)


def _session(terminal: Terminal, *, store: str, code: str, **given: Any) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            known = reader.by_code(Session, code)
        draft = _draft(place, known, code, given)
        key = known.id if known else schedule_session(place, draft, code)
        if known is not None and draft != known:
            amend_session(place, key, draft)
        if given["opened_at"] is not None:
            open_session(place, key, given["opened_at"].replace(tzinfo=PERU))
        if given["closed_at"] is not None:
            close_session(place, key, given["closed_at"].replace(tzinfo=PERU))
        with place.read() as reader:
            session = reader.get(Session, key)
    held_on = None if session.held_on is None else session.held_on.isoformat()
    data = {
        "session": session.code,
        "title": session.title,
        "date": held_on,
        "place": session.place,
        "state": session.state.value,
        "created": known is None,
    }
    terminal.answer(data, lambda: [_sentence(session, created=known is None)])
    return DONE


def _draft(
    store: Store, known: Session | None, code: str, given: Mapping[str, Any]
) -> SessionDraft:
    """Return the session as the options have it; what is not said stays."""
    draft: SessionDraft = known or SessionDraft(title=given["title"] or code)
    changes: dict[str, Any] = {}
    if given["title"] is not None:
        changes["title"] = given["title"]
    if given["date"] is not None:
        changes["held_on"] = given["date"].date()
    if given["place"] is not None:
        changes["place"] = given["place"]
    if given["stage"] is not None:
        with store.read() as reader:
            stages = reader.all(Stage, stage_kind=StageKind(given["stage"]))
        changes["stage"] = stages[0].id if stages else None
    amended = dataclasses.replace(draft, **changes).cleaned()
    if given["theme"] is not None:
        amended = dataclasses.replace(amended, theme=_theme(store, given["theme"]))
    return amended


def _theme(store: Store, wanted: str) -> str:
    with store.read() as reader:
        by_code = reader.by_code(Theme, wanted)
        themes = [by_code] if by_code else reader.all(Theme)
    for theme in themes:
        if theme is by_code or folded(theme.title) == folded(wanted):
            return theme.id
    return add_theme(store, wanted)


def _sentence(session: Session, *, created: bool) -> str:
    if created:
        return tr(
            "Session {code}, “{title}”, is on the calendar.",
            code=session.code,
            title=session.title,
        )
    return tr(
        "Session {code}, “{title}”, is amended.",
        code=session.code,
        title=session.title,
    )
