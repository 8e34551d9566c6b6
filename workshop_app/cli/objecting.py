"""`objection` and what follows: the register of who objected, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import (
    Command,
    argument,
    day_option,
    option,
    store_argument,
    switch,
)
from workshop_app.cli.layout import table
from workshop_app.cli.opening import found, opened, record_meant
from workshop_app.cli.refusals import CodeUnknownError
from workshop_app.cli.statuses import DONE
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.labels import label
from workshop_app.domain.objection import (
    Confirmation,
    Objection,
    ObjectionDraft,
    ObjectionKind,
    ObjectionStatus,
)
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.session import Session
from workshop_app.i18n import tr
from workshop_app.services import objections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from workshop_app.cli.terminal import Terminal
    from workshop_app.domain.records import CodedRecord
    from workshop_app.store import Reader

_ENDINGS = [one.value for one in ObjectionStatus if one is not ObjectionStatus.STANDING]
_ANSWERS = [one.value for one in Confirmation if one is not Confirmation.NOT_ASKED]
_FIELDS: Mapping[type[CodedRecord], str] = {
    Contribution: "contribution",
    Ballot: "ballot",
}
_AUTHORS: Mapping[type[CodedRecord], str] = {
    Organization: "organization",
    Person: "person",
}


def objection_command() -> click.Command:
    """Build `objection`."""
    needed = [
        option(
            "--about",
            tr("The contribution or the ballot it is against."),
            shown=tr("CODE"),
            required=True,
        ),
        option(
            "--by",
            tr("Institution or person that objects; once for each."),
            shown=tr("CODE"),
            required=True,
            many=True,
        ),
        option(
            "--ground",
            tr("Why, in the words of whoever objects."),
            shown=tr("TEXT"),
            required=True,
        ),
    ]
    more = [
        option(
            "--kind",
            tr("What it is called on paper."),
            kind=click.Choice([one.value for one in ObjectionKind]),
        ),
        day_option("--on", tr("The day it was raised.")),
        option(
            "--session",
            tr("The session in which it was raised."),
            shown=tr("CODE"),
        ),
        option(
            "--reported-by",
            tr("Name of who told of it, if not the author."),
            shown=tr("NAME"),
        ),
        option("--document", tr("The document it stands in."), shown=tr("NUMBER")),
        option("--basis", tr("Its legal basis."), shown=tr("TEXT")),
        option("--lifts", tr("What would lift it."), shown=tr("TEXT")),
        switch("--stopped", tr("The proposal went no further because of it.")),
    ]
    return Command("objection", _objection, [store_argument(), *needed, *more])


def ended_command() -> click.Command:
    """Build `objection-ended`."""
    return Command(
        "objection-ended",
        _ended,
        [
            store_argument(),
            argument("code", tr("CODE")),
            argument("status", tr("STATUS"), kind=click.Choice(_ENDINGS)),
            option("--how", tr("How it ended."), shown=tr("TEXT"), required=True),
            day_option("--on", tr("The day it ended; today, if nothing is said.")),
        ],
    )


def answered_command() -> click.Command:
    """Build `objection-answered`."""
    return Command(
        "objection-answered",
        _answered,
        [
            store_argument(),
            argument("code", tr("CODE")),
            option(
                "--author",
                tr("Whether its author confirms what is on the register."),
                kind=click.Choice(_ANSWERS),
            ),
            option(
                "--reply",
                tr("What the institution says of it, word for word."),
                shown=tr("TEXT"),
            ),
        ],
    )


def objections_command() -> click.Command:
    """Build `objections`."""
    return Command("objections", _objections, [store_argument()])


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "objection": objection_command,
    "objection-ended": ended_command,
    "objection-answered": answered_command,
    "objections": objections_command,
}


def _objection(terminal: Terminal, *, store: str, **told: Any) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            draft = _draft(reader, told)
        made = objections.raise_objection(place, draft)
        with place.read() as reader:
            code = reader.get(Objection, made).code
    terminal.answer(
        {"code": code}, lambda: [tr("Objection {code} is on the register.", code=code)]
    )
    return DONE


def _draft(reader: Reader, told: Mapping[str, Any]) -> ObjectionDraft:
    """Return what the options say, with ids for codes."""
    named = _named(reader, (told["about"],), _FIELDS)
    named |= _named(reader, told["by"], _AUTHORS)
    if told["session"] is not None:
        named["session"] = found(reader, Session, told["session"]).id
    raised: datetime | None = told["on"]
    return ObjectionDraft(
        **named,
        objection_kind=ObjectionKind(told["kind"] or ObjectionKind.OBJECTION),
        raised_on=None if raised is None else raised.date(),
        reported_by=told["reported_by"] or "",
        document=told["document"] or "",
        ground=told["ground"],
        legal_basis=told["basis"] or "",
        lift_condition=told["lifts"] or "",
        stopped_proposal=told["stopped"],
    )


def _named(
    reader: Reader,
    codes: tuple[str, ...],
    fields: Mapping[type[CodedRecord], str],
) -> dict[str, str]:
    """Return which field each code fills; the refusal names what was looked for."""
    filled = {}
    for code in codes:
        one = record_meant(reader, code)
        field = fields.get(type(one))
        if field is None:
            known = [each.code for kind in fields for each in reader.all(kind)]
            raise CodeUnknownError(code, known)
        filled[field] = one.id
    return filled


def _ended(
    terminal: Terminal,
    *,
    store: str,
    code: str,
    status: str,
    how: str,
    on: datetime | None,
) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            meant = found(reader, Objection, code)
        day = (on or place.now()).date()
        end = ObjectionStatus(status)
        objections.end_objection(place, meant.id, end, how=how, on=day)
    data = {"code": meant.code, "status": status}
    words = tr("Objection {code}: {status}.", code=meant.code, status=label(end))
    terminal.answer(data, lambda: [words])
    return DONE


def _answered(
    terminal: Terminal, *, store: str, code: str, author: str | None, reply: str | None
) -> int:
    confirms = None if author is None else Confirmation(author)
    with opened(terminal, store) as place:
        with place.read() as reader:
            meant = found(reader, Objection, code)
        objections.answer_objection(place, meant.id, confirms=confirms, reply=reply)
    words = tr("What was said of objection {code} is kept.", code=meant.code)
    terminal.answer({"code": meant.code}, lambda: [words])
    return DONE


def _objections(terminal: Terminal, *, store: str) -> int:
    with opened(terminal, store) as place:
        data = objections.objections_report(place)
    terminal.answer(data, lambda: _lines(data))
    return DONE


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    if not data["objections"]:
        yield tr("Nobody objected to anything.")
        return
    said = {True: tr("yes"), False: tr("no")}
    yield from table(
        [
            tr("Code"), tr("What it is against"), tr("Institution"), tr("Ground"),
            tr("Stopped it"), tr("Status"),
        ],
        [
            [
                one["code"], one["about"], one["institution"], one["ground"],
                said[one["stopped_proposal"]], label(ObjectionStatus(one["status"])),
            ]
            for one in data["objections"]
        ],
    )  # fmt: skip
    yield ""
    yield from table(
        [tr("Institution"), tr("Objections"), tr("Vetoes"), tr("Standing")],
        [
            [one["institution"], one["objections"], one["vetoes"], one["standing"]]
            for one in data["institutions"]
        ],
    )
