"""`office`: what stands at the head and the foot of every paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import Command, option, path_of_file, store_argument
from workshop_app.cli.layout import pairs
from workshop_app.cli.meeting_facts import text_of
from workshop_app.cli.opening import opened, person_meant
from workshop_app.cli.statuses import DONE
from workshop_app.domain import text
from workshop_app.domain.identity import office_id
from workshop_app.domain.person import Person
from workshop_app.domain.process import Office
from workshop_app.i18n import tr
from workshop_app.services.processes import amend_office

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.cli.terminal import Terminal
    from workshop_app.store import Reader, Store

_LINES = (
    "name",
    "unit",
    "acronym",
    "address",
    "city",
    "contact",
    "year_name",
    "regional_year_name",
    "signatory_position",
    "privacy_notice_version",
)
_LONGEST_WAIT = 3650


def office_command() -> click.Command:
    """Build `office`."""
    words = tr("TEXT")
    return Command(
        "office",
        _office,
        [
            store_argument(),
            option("--name", tr("What the office is called."), shown=words),
            option("--unit", tr("The unit within it."), shown=words),
            option(
                "--acronym", tr("What stands in the numbers of papers."), shown=words
            ),
            option("--address", tr("Where it is."), shown=words),
            option("--city", tr("The city its letters are dated in."), shown=words),
            option("--contact", tr("How it is reached."), shown=words),
            option("--year-name", tr("The official name of the year."), shown=words),
            option(
                "--regional-year-name",
                tr("The region's name of the year."),
                shown=words,
            ),
            option("--signatory", tr("Who signs letters."), shown=tr("CODE|NAME")),
            option("--signatory-position", tr("In which position."), shown=words),
            option(
                "--review-days",
                tr("Days in which an answer may be contested."),
                shown=tr("NUMBER"),
                kind=click.IntRange(0, _LONGEST_WAIT),
            ),
            option(
                "--privacy-notice",
                tr("A text file: the privacy notice of attendance lists."),
                shown=tr("FILE.txt"),
                kind=path_of_file(),
            ),
            option("--privacy-notice-version", tr("Its version."), shown=words),
        ],
        details=tr("Without options it says what is on record."),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {"office": office_command}


def _office(terminal: Terminal, *, store: str, **given: Any) -> int:
    with opened(terminal, store) as place:
        with place.read() as reader:
            changes = _changes(reader, given)
            before = reader.get(Office, office_id(reader.process_id))
        if any(getattr(before, name) != value for name, value in changes.items()):
            amend_office(place, **changes)
        data, signatory = _now(place)
    terminal.answer(data, lambda: _lines(data, signatory))
    return DONE


def _changes(reader: Reader, given: Mapping[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {
        name: text.one_line(given[name], field=name)
        for name in _LINES
        if given[name] is not None
    }
    if given["review_days"] is not None:
        changes["review_days"] = given["review_days"]
    if given["signatory"] is not None:
        wanted = given["signatory"]
        nobody = not wanted.strip()
        changes["signatory"] = None if nobody else person_meant(reader, wanted).id
    if given["privacy_notice"] is not None:
        changes["privacy_notice"] = text.exact(text_of(given["privacy_notice"]))
    return changes


def _now(store: Store) -> tuple[dict[str, Any], str]:
    with store.read() as reader:
        office = reader.get(Office, office_id(reader.process_id))
        people = reader.all(Person, id=[office.signatory]) if office.signatory else ()
    data: dict[str, Any] = {name: getattr(office, name) for name in _LINES}
    data["review_days"] = office.review_days
    data["signatory"] = people[0].code if people else None
    data["privacy_notice"] = office.privacy_notice
    return data, people[0].name if people else ""


def _lines(office: Mapping[str, Any], signatory: str) -> list[str]:
    nothing = tr("(nothing yet)")
    facts = {
        tr("Office"): office["name"],
        tr("Unit"): office["unit"],
        tr("Acronym"): office["acronym"],
        tr("Address"): office["address"],
        tr("City"): office["city"],
        tr("Contact"): office["contact"],
        tr("Who signs letters"): signatory,
        tr("In the position of"): office["signatory_position"],
        tr("Days to contest an answer"): str(office["review_days"]),
    }
    return pairs({name: fact or nothing for name, fact in facts.items()})
