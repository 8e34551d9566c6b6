"""Who was there: the facts of a session, its composition, its list of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Spacer, Table

from workshop_app.documents import charts, style, words
from workshop_app.documents.blocks import Columns, data_table
from workshop_app.documents.flowables import Figure
from workshop_app.documents.page import LANDSCAPE_ROOM
from workshop_app.documents.tables import LayoutRole
from workshop_app.documents.text import Strong
from workshop_app.domain.labels import label
from workshop_app.domain.languages import language_name
from workshop_app.domain.vocabulary import AttendanceStatus, Bloc
from workshop_app.i18n import long_date, ntr, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from workshop_app.documents.blocks import Cell
    from workshop_app.documents.tables import PageTable
    from workshop_app.documents.typesetter import Typesetter
    from workshop_app.domain.content import (
        Attendee,
        BlocNumbers,
        Composition,
        SessionFacts,
    )

_HALF_ROUND = 42 * mm


def session_facts(facts: SessionFacts) -> list[tuple[str, str]]:
    """Return the key facts of a session; what nobody recorded says so or is left out.

    Date, time and place always stand there (TUO Ley 27444, art. 113.1).
    """
    missing = tr("Not recorded")
    always = [
        (tr("Date"), long_date(facts.held_on) if facts.held_on else missing),
        (tr("Modality"), label(facts.modality)),
        (tr("Time"), words.time_span(facts.opened_at, facts.closed_at)),
        (tr("Place"), words.place(facts)),
    ]
    languages = ", ".join(language_name(code) for code in facts.languages)
    if_any = [
        (tr("Facilitator"), facts.facilitator),
        (tr("Rapporteur"), facts.rapporteur),
        (tr("Co-chair (State)"), facts.chair_state),
        (tr("Co-chair (civil society)"), facts.chair_civil_society),
        (tr("Convocation"), _convocation(facts)),
        (tr("Theme"), facts.theme),
        (tr("Languages"), languages),
        (tr("Interpreter"), facts.interpreter),
    ]
    return always + [(name, value) for name, value in if_any if value]


def _convocation(facts: SessionFacts) -> str:
    parts = [facts.convocation_reference] if facts.convocation_reference else []
    if facts.convened_on:
        parts.append(words.day(facts.convened_on))
    if facts.notice_days is not None:
        parts.append(
            ntr("{count} day before", "{count} days before", facts.notice_days)
        )
    return ", ".join(parts)


def by_bloc(numbers: BlocNumbers) -> list[tuple[str, int]]:
    """Return the name and number of each bloc, in the order they always stand."""
    return [(label(bloc), numbers.of(bloc)) for bloc in Bloc]


def said_by_bloc(numbers: BlocNumbers) -> str:
    """Return the numbers of the blocs in words, for who cannot see a figure."""
    return "; ".join(f"{name}: {value}" for name, value in by_bloc(numbers))


def composition_figures(
    typesetter: Typesetter, opening: Composition, closing: Composition | None
) -> list[Flowable]:
    """Return the bars of who was there, and the half-round of who could vote."""
    bars = [
        (tr("Present when it opened"), opening.heads),
        (tr("With a vote when it opened"), opening.voting),
    ]
    if closing is not None and closing.moment is not None:
        bars.append((tr("With a vote when it closed"), closing.voting))
    wide = style.TEXT_WIDTH - _HALF_ROUND - 6 * mm
    drawn: list[Flowable] = []
    for title, numbers in bars:
        drawn += [_bar(typesetter, title, numbers, wide), Spacer(1, 3)]
    total = opening.voting.total
    seats = Figure(
        typesetter.recorder,
        charts.half_round([opening.voting.of(bloc) for bloc in Bloc], _HALF_ROUND),
        tr(
            "One dot for each person with a vote: {numbers}",
            numbers=said_by_bloc(opening.voting),
        ),
    )
    caption = typesetter.paragraph(
        ntr("person with a vote", "people with a vote", total),
        look=style.SMALL_CENTER,
    )
    beside: list[Flowable] = [seats, Spacer(1, 3), caption] if total else []
    table = Table(
        [[drawn, beside]],
        colWidths=[wide + 6 * mm, _HALF_ROUND],
        renderCB=LayoutRole(typesetter.recorder),
        style=style.layout(("VALIGN", (1, 0), (1, 0), "MIDDLE")),
    )
    note = tr(
        "Figure 1. Composition by bloc. The numbers stand in the attached record too."
    )
    return [table, typesetter.paragraph(note, look=style.CAPTION)]


def _bar(
    typesetter: Typesetter, title: str, numbers: BlocNumbers, width: float
) -> Flowable:
    people = ntr("{count} person", "{count} people", numbers.total)
    return Figure(
        typesetter.recorder,
        charts.stacked_bar((title, people), by_bloc(numbers), width),
        f"{title}: {people}. {said_by_bloc(numbers)}",
    )


def annex_rows(
    typesetter: Typesetter, attendees: Sequence[Attendee]
) -> list[list[Cell]]:
    """Return a row for each attendee, as the annex of the minutes prints them."""
    return [
        [
            str(person.number),
            [typesetter.paragraph(Strong(person.name), look=style.DENSE)],
            _organization(typesetter, person),
            label(person.bloc),
            label(person.standing),
            person.document or "—",
            _presence(person),
        ]
        for person in attendees
    ]


def _organization(typesetter: Typesetter, person: Attendee) -> list[Flowable]:
    name = person.organization or "—"
    lines: list[Flowable] = [typesetter.paragraph(name, look=style.DENSE)]
    if person.position:
        lines.append(typesetter.paragraph(person.position, look=style.DENSE_MUTED))
    return lines


def _presence(person: Attendee) -> str:
    status = label(person.status)
    arrived, left = (
        words.clock_time(person.arrived_at),
        words.clock_time(person.left_at),
    )
    if person.status is not AttendanceStatus.PRESENT or not (arrived or left):
        return status
    return (
        tr("{since} to {until}", since=arrived or "?", until=left)
        if left
        else tr("from {time}", time=arrived)
    )


def annex_table(typesetter: Typesetter, attendees: Sequence[Attendee]) -> PageTable:
    """Return the list of attendees as the annex of the minutes prints it."""
    columns = Columns(
        heads=(
            tr("No."),
            tr("Name"),
            tr("Organization"),
            tr("Bloc"),
            tr("Standing"),
            tr("Document"),
            tr("Attendance"),
        ),
        widths=tuple(w * mm for w in (8, 38, 47, 20, 21.5, 17, 18.5)),
        row_heads=frozenset({1}),
        look=style.DENSE,
        head_look=style.HEAD_DENSE,
    )
    return data_table(
        typesetter,
        columns,
        annex_rows(typesetter, attendees),
        summary=tr("List of attendees"),
        extra=(*style.DENSE_ROWS, *_STRIPES),
    )


def signing_table(typesetter: Typesetter, attendees: Sequence[Attendee]) -> PageTable:
    """Return the list with room to sign."""
    rows: list[list[Cell]] = []
    for row, person in zip(annex_rows(typesetter, attendees), attendees, strict=True):
        away = person.status in {AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED}
        arrival = words.clock_time(person.arrived_at)
        rows.append([*row[:6], arrival, label(person.status) if away else ""])
    summary = tr("List of attendees, with a column to sign in")
    return _to_sign(typesetter, rows, summary)


def spare_rows(
    typesetter: Typesetter, attendees: Sequence[Attendee], count: int
) -> PageTable:
    """Return numbered empty rows for people who come and are not on the list.

    Args:
        typesetter: The document.
        attendees: Who is on the list; the numbers go on from it.
        count: How many rows.
    """
    last = max((person.number for person in attendees), default=0)
    rows: list[list[Cell]] = [
        [str(last + number), *[""] * 7] for number in range(1, count + 1)
    ]
    summary = tr("Empty rows for people who are not on the list")
    return _to_sign(typesetter, rows, summary)


def _to_sign(
    typesetter: Typesetter, rows: Sequence[Sequence[Cell]], summary: str
) -> PageTable:
    columns = Columns(
        heads=(
            tr("No."),
            tr("Name"),
            tr("Organization and position"),
            tr("Bloc"),
            tr("Standing"),
            tr("Document"),
            tr("Arrival"),
            tr("Signature"),
        ),
        widths=tuple(w * mm for w in (9, 52, 75, 22, 23, 19, 15, 42)),
        row_heads=frozenset({1}),
        look=style.DENSE,
        head_look=style.HEAD_DENSE,
        page_room=LANDSCAPE_ROOM,
    )
    return data_table(
        typesetter,
        columns,
        rows,
        summary=summary,
        extra=(
            *style.DENSE_ROWS,
            ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
            ("LINEBEFORE", (1, 1), (-1, -1), 0.4, style.RULE),
            ("BOX", (0, 0), (-1, -1), 0.6, style.RULE),
            # An empty box is signed in; the height is that of a signature by hand.
            ("BACKGROUND", (-1, 1), (-1, -1), style.PAPER),
        ),
        row_height=8.6 * mm,
    )


_STRIPES = (("ROWBACKGROUNDS", (0, 1), (-1, -1), [style.WHITE, style.SOFT]),)
