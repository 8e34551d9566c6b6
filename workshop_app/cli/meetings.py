"""`session`: puts a session on the calendar, or amends it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import (
    Command,
    argument,
    day_option,
    moment_option,
    option,
    path_of_file,
    store_argument,
    switch,
)
from workshop_app.cli.meeting_facts import (
    ROLES,
    AgendaPoint,
    Languages,
    draft_of,
)
from workshop_app.cli.opening import opened
from workshop_app.cli.statuses import DONE
from workshop_app.domain import text
from workshop_app.domain.names import folded
from workshop_app.domain.person import Person
from workshop_app.domain.process import Theme
from workshop_app.domain.session import AgendaItem, Session
from workshop_app.domain.vocabulary import Modality, SessionState, StageKind
from workshop_app.i18n import tr
from workshop_app.services.processes import add_theme
from workshop_app.services.sessions import (
    amend_session,
    close_session,
    open_session,
    schedule_session,
    set_agenda,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from workshop_app.cli.terminal import Terminal
    from workshop_app.domain.session import SessionDraft
    from workshop_app.store import Reader, Store


def session_command() -> click.Command:
    """Build `session`."""
    return Command(
        "session",
        _session,
        [
            store_argument(),
            argument("code", tr("CODE")),
            *_calendar_options(),
            *_place_options(),
            *_people_options(),
            *_minutes_options(),
        ],
        details=tr(
            "A session that has the code already is amended as the options say. People "
            "are named by code or whole name; an option given empty takes its person "
            "away."
        ),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {"session": session_command}


def _calendar_options() -> list[click.Parameter]:
    return [
        option("--title", tr("What people call it."), shown=tr("TEXT")),
        option(
            "--stage",
            tr("The kind of stage it belongs to."),
            kind=click.Choice([each.value for each in StageKind]),
        ),
        option(
            "--theme",
            tr("Title or code of a theme; added if there is none."),
            shown=tr("THEME"),
        ),
        day_option("--date", tr("The day it is held.")),
        day_option("--convened-on", tr("The day of the first public call.")),
        option("--reference", tr("What convened it, as a letter."), shown=tr("TEXT")),
        moment_option("--opened-at", tr("When it began.")),
        moment_option("--closed-at", tr("When it ended.")),
        switch("--second-call", tr("The quorum is that of the second call.")),
    ]


def _place_options() -> list[click.Parameter]:
    return [
        option("--place", tr("UBIGEO of the place, six digits."), shown="UBIGEO"),
        option("--venue", tr("The building and the room."), shown=tr("TEXT")),
        option(
            "--modality",
            tr("How it meets."),
            kind=click.Choice([each.value for each in Modality]),
        ),
        option(
            "--spoken",
            tr("The languages spoken, divided by commas."),
            shown=tr("LANGUAGES"),
            kind=Languages(),
        ),
        option("--interpreter", tr("Who interprets."), shown=tr("TEXT")),
    ]


def _people_options() -> list[click.Parameter]:
    shown = tr("CODE|NAME")
    return [
        option("--chair-state", tr("Who co-chairs for the State."), shown=shown),
        option(
            "--chair-civil-society",
            tr("Who co-chairs for civil society."),
            shown=shown,
        ),
        option("--facilitator", tr("Who facilitates."), shown=shown),
        option("--rapporteur", tr("Who writes the minutes."), shown=shown),
    ]


def _minutes_options() -> list[click.Parameter]:
    return [
        option(
            "--agenda",
            tr("A point of the agenda; repeated, in order, it sets the whole."),
            shown=tr("TITLE=MINUTES"),
            kind=AgendaPoint(),
            many=True,
        ),
        _text_option("--opening", tr("A text file: how it began, for the minutes.")),
        _text_option("--proceedings", tr("A text file: what was said.")),
        _text_option("--closing", tr("A text file: how it ended.")),
    ]


def _text_option(flag: str, explained: str) -> click.Option:
    return option(flag, explained, shown=tr("FILE.txt"), kind=path_of_file())


def _session(terminal: Terminal, *, store: str, code: str, **given: Any) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            known = reader.by_code(Session, code)
            draft = draft_of(reader, known, code, given)
        if given["theme"] is not None:
            text.title(given["theme"])
        key = _write(place, known, draft, code, given)
        with place.read() as reader:
            data = _session_data(reader, reader.get(Session, key))
    data["created"] = known is None
    terminal.answer(data, lambda: [_sentence(data, known)])
    return DONE


def _write(
    store: Store,
    known: Session | None,
    draft: SessionDraft,
    code: str,
    given: Mapping[str, Any],
) -> str:
    """Write what the options say; opening and closing are acts of their own."""
    opens, closes = _turns(known, draft)
    calm = dataclasses.replace(
        draft,
        opened_at=None if opens else draft.opened_at,
        closed_at=None if closes else draft.closed_at,
    )
    key = known.id if known else schedule_session(store, calm, code)
    if given["theme"] is not None:
        calm = dataclasses.replace(calm, theme=_theme(store, given["theme"]))
    with store.read() as reader:
        written = reader.get(Session, key)
        items = reader.all(AgendaItem, session=key)
    if dataclasses.replace(written, **_fields(calm)) != written:
        amend_session(store, key, calm)
    before = [(item.title, item.duration) for item in _in_order(items)]
    if given["agenda"] and list(given["agenda"]) != before:
        set_agenda(store, key, given["agenda"])
    if opens is not None:
        open_session(store, key, opens)
    if closes is not None:
        close_session(store, key, closes)
    return key


def _turns(
    known: Session | None, draft: SessionDraft
) -> tuple[datetime | None, datetime | None]:
    """Return when the session opens and closes by this, if it does."""
    state = SessionState.PLANNED if known is None else known.state
    opens = draft.opened_at if state is SessionState.PLANNED else None
    closes = draft.closed_at if state is not SessionState.CLOSED else None
    return opens, closes


def _fields(draft: SessionDraft) -> dict[str, Any]:
    names = {field.name for field in dataclasses.fields(draft)} - {"id", "code"}
    return {name: getattr(draft, name) for name in names}


def _in_order(items: tuple[AgendaItem, ...]) -> list[AgendaItem]:
    return sorted(items, key=lambda item: item.position)


def _theme(store: Store, wanted: str) -> str:
    with store.read() as reader:
        by_code = reader.by_code(Theme, wanted)
        themes = [by_code] if by_code else reader.all(Theme)
    for theme in themes:
        if theme is by_code or folded(theme.title) == folded(wanted):
            return theme.id
    return add_theme(store, wanted)


def _session_data(reader: Reader, session: Session) -> dict[str, Any]:
    def shown(moment: Any) -> str | None:
        return None if moment is None else moment.isoformat()

    keys = {name: getattr(session, name) for name in ROLES}
    codes = {
        one.id: one.code
        for one in reader.all(Person, id=list(filter(None, keys.values())))
    }
    items = reader.all(AgendaItem, session=session.id)
    return {
        "session": session.code,
        "title": session.title,
        "date": shown(session.held_on),
        "convened_on": shown(session.convened_on),
        "notice_days": session.notice_days,
        "place": session.place,
        "venue": session.venue,
        "modality": session.modality.value,
        "state": session.state.value,
        "opened_at": shown(session.opened_at),
        "closed_at": shown(session.closed_at),
        **{name: codes.get(key or "") for name, key in keys.items()},
        "agenda": [
            {"title": item.title, "minutes": item.duration} for item in _in_order(items)
        ],
    }


def _sentence(session: Mapping[str, Any], known: Session | None) -> str:
    named = {"code": session["session"], "title": session["title"]}
    before = SessionState.PLANNED if known is None else known.state
    if session["state"] != before:
        if session["state"] == SessionState.CLOSED:
            return tr("Session {code}, “{title}”, is closed.", **named)
        return tr("Session {code}, “{title}”, is open.", **named)
    if known is None:
        return tr("Session {code}, “{title}”, is on the calendar.", **named)
    return tr("Session {code}, “{title}”, is amended.", **named)
