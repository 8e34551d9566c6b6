"""`import`: sheets come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import (
    Command,
    argument,
    moment_option,
    option,
    path_of_file,
    store_argument,
    switch,
)
from workshop_app.cli.opening import found, opened, session_meant
from workshop_app.cli.statuses import DONE, REFUSED
from workshop_app.clock import PERU
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.criteria import CriterionDraft
from workshop_app.domain.option_vote import OVER_OPTIONS
from workshop_app.domain.process import Stage
from workshop_app.domain.vocabulary import Majority, Method, Quorum, StageKind
from workshop_app.exchange.sheet import ByHand
from workshop_app.exchange.templates import TemplateKind, column_name
from workshop_app.i18n import ntr, tr
from workshop_app.services import imports
from workshop_app.services.import_report import ImportReport, RowState
from workshop_app.services.proposals_import import Origin
from workshop_app.services.published_totals import Published
from workshop_app.services.votes_import import RollCall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from workshop_app.cli.terminal import Terminal
    from workshop_app.services.progress import Progress
    from workshop_app.store import Reader, Store

_KINDS = ("people", "proposals", "votes")
_SCALE = 5
_METHODS = (Method.ROLL_CALL, Method.CONSENSUS, *sorted(OVER_OPTIONS), Method.SECRET)


class Heading(click.ParamType[tuple[str, str]]):
    """The value of `--map`: a field and the heading it is read from."""

    name = "mapping"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, str]:
        """Divide at the first `=`."""
        if isinstance(value, tuple):
            return value
        field, divided, heading = str(value).partition("=")
        if not divided or not field.strip() or not heading.strip():
            self.fail(tr("it is written FIELD=HEADING."), param, ctx)
        return field.strip(), heading.strip()


class Weighed(click.ParamType[tuple[str, int]]):
    """The value of `--criterion`: its title and its weight."""

    name = "criterion"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, int]:
        """Divide at the last `=`; a criterion without a weight has 1."""
        if isinstance(value, tuple):
            return value
        title, divided, weight = str(value).rpartition("=")
        if not divided:
            title, weight = str(value), "1"
        if not title.strip() or not weight.strip().isdecimal():
            self.fail(tr("it is written TITLE=WEIGHT."), param, ctx)
        return title.strip(), int(weight)


class Totals(click.ParamType[Published]):
    """The value of `--published`: for, against and perhaps abstaining."""

    name = "totals"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Published:
        """Divide at the commas."""
        if isinstance(value, tuple):
            return value
        parts = [part.strip() for part in str(value).split(",")]
        if len(parts) not in {2, 3} or not all(map(str.isdecimal, parts)):
            self.fail(tr("it is written FOR,AGAINST[,ABSTAINING]."), param, ctx)
        found = [int(part) for part in parts]
        return found[0], found[1], found[2] if len(found) > 2 else None  # noqa: PLR2004


def import_command() -> click.Command:
    """Build `import`."""
    return Command(
        "import",
        _import,
        [
            click.Argument(["kind"], type=click.Choice(_KINDS)),
            store_argument(),
            argument("sheet", tr("SHEET"), kind=path_of_file()),
            option("--session", tr("The session it belongs to."), shown=tr("CODE")),
            option(
                "--stage",
                tr("The stage proposals were made at."),
                kind=click.Choice([each.value for each in StageKind]),
            ),
            *_votes_options(),
            option(
                "--map",
                tr("Read a field from a heading of yours; may be repeated."),
                shown=tr("FIELD=HEADING"),
                kind=Heading(),
                many=True,
            ),
            switch("--dry-run", tr("Say what would come of each row; write nothing.")),
        ],
        details=tr(
            "SHEET is a workbook (XLSX) or a CSV file. A row that will not do keeps "
            "the whole sheet out; `undo-import` takes a sheet out again."
        ),
    )


def _votes_options() -> list[click.Parameter]:
    return [
        option(
            "--method",
            tr("How votes were cast; a roll-call if not given."),
            kind=click.Choice([each.value for each in _METHODS]),
        ),
        option("--ballot", tr("The code of the ballot."), shown=tr("CODE")),
        option("--question", tr("What was asked."), shown=tr("TEXT")),
        option(
            "--contribution",
            tr("The contribution that was put to the vote."),
            shown=tr("CODE"),
        ),
        option(
            "--majority",
            tr("The majority needed; that of the rules if not given."),
            kind=click.Choice([each.value for each in Majority]),
        ),
        option(
            "--quorum",
            tr("The quorum needed; that of the rules if not given."),
            kind=click.Choice([each.value for each in Quorum]),
        ),
        *_points_options(),
        switch(
            "--on-paper",
            tr("The sheet holds sums of papers or points, and names nobody."),
        ),
        switch(
            "--last-counts",
            tr("Of a voter who is in the sheet several times, count the last."),
        ),
        option(
            "--published",
            tr("Totals that were published, to be held against the rows."),
            shown=tr("FOR,AGAINST[,ABSTAINING]"),
            kind=Totals(),
        ),
        moment_option("--at", tr("When the vote was taken.")),
    ]


def _points_options() -> list[click.Parameter]:
    return [
        option(
            "--points-each",
            tr("How many dots or points everybody had to give."),
            kind=click.IntRange(1),
        ),
        option(
            "--most-per-option",
            tr("How many of them one option takes at most."),
            kind=click.IntRange(1),
        ),
        option(
            "--winners",
            tr("How many options the list is reduced to."),
            kind=click.IntRange(1),
        ),
        option(
            "--criterion",
            tr("A criterion of a matrix and its weight; repeated, in order."),
            shown=tr("TITLE=WEIGHT"),
            kind=Weighed(),
            many=True,
        ),
        option(
            "--scale",
            tr("The most points by one criterion; 5 if not given."),
            kind=click.IntRange(1),
        ),
    ]


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "import": import_command,
}


def _import(terminal: Terminal, *, kind: str, store: str, **given: Any) -> int:
    mapping = dict(given.pop("map"))
    if kind == "votes":
        _require_votes_options(given)
    with opened(terminal, store) as place, terminal.progress(tr("Reading")) as bar:
        report = _bring_in(place, kind, given, mapping, bar)
    terminal.answer(_report_data(report), lambda: _report_lines(report))
    return DONE if report.accepted else REFUSED


def _require_votes_options(given: Mapping[str, Any]) -> None:
    for name in ("ballot", "question"):
        if not given[name]:
            raise click.UsageError(tr("votes need {option}.", option=f"--{name}"))


def _bring_in(
    store: Store,
    kind: str,
    given: Mapping[str, Any],
    mapping: Mapping[str, str],
    progress: Progress,
) -> ImportReport:
    path: Path = given["sheet"]
    common: dict[str, Any] = {
        "mapping": mapping,
        "dry_run": given["dry_run"],
        "progress": progress,
    }
    with store.read() as reader:
        if kind == "votes":
            roll_call = _roll_call(reader, given)
            return imports.import_votes(store, path, roll_call, **common)
        session = given["session"]
        known = None if session is None else session_meant(reader, session).id
        stage = _stage(reader, given["stage"])
    if kind == "people":
        told = ByHand(mapping=common.pop("mapping"))
        return imports.import_people(store, path, session=known, by_hand=told, **common)
    origin = Origin(session=known, stage=stage)
    return imports.import_proposals(store, path, origin=origin, **common)


def _roll_call(reader: Reader, given: Mapping[str, Any]) -> RollCall:
    session = session_meant(reader, given["session"])
    contribution = given["contribution"]
    at: datetime | None = given["at"]
    return RollCall(
        code=given["ballot"],
        question=given["question"],
        session=session.id,
        at=None if at is None else at.replace(tzinfo=PERU),
        contribution=(
            None
            if contribution is None
            else found(reader, Contribution, contribution).id
        ),
        majority=Majority(given["majority"]) if given["majority"] else None,
        quorum=Quorum(given["quorum"]) if given["quorum"] else None,
        method=_method(given),
        on_paper=given["on_paper"] or given["method"] == Method.SECRET,
        last_counts=given["last_counts"],
        published=given["published"],
        points_each=given["points_each"],
        most_per_option=given["most_per_option"],
        winners=given["winners"],
        criteria=tuple(
            CriterionDraft(title=title, weight=weight, scale=given["scale"] or _SCALE)
            for title, weight in given["criterion"]
        ),
    )


def _method(given: Mapping[str, Any]) -> Method:
    """Return how it was voted: sums of papers tell of no roll-call."""
    usual = Method.SECRET if given["on_paper"] else Method.ROLL_CALL
    return Method(given["method"] or usual)


def _stage(reader: Reader, kind: str | None) -> str | None:
    if kind is None:
        return None
    stages = reader.all(Stage, stage_kind=StageKind(kind))
    return stages[0].id if stages else None


def _report_data(report: ImportReport) -> dict[str, Any]:
    return {
        "kind": report.kind,
        "file": report.file,
        "verdict": report.verdict,
        "written": report.written,
        "counts": {state.value: report.count(state) for state in RowState},
        "mapping": dict(report.mapping),
        "unknown_headings": list(report.unknown_headings),
        "notes": list(report.notes),
        "issues": [_issue(issue) for issue in report.issues],
        "rows": [
            {
                "row": row.number,
                "verdict": row.verdict,
                "state": row.state,
                "title": row.title,
                "cells": {name: row.verdict_of(name) for name in row.values},
                "issues": [_issue(issue) for issue in row.issues],
            }
            for row in report.rows
        ],
    }


def _issue(issue: Any) -> dict[str, Any]:
    return {
        "verdict": issue.verdict,
        "field": issue.field,
        "message": issue.sentence,
    }


def _heading(report: ImportReport, field: str) -> str:
    """Return the heading that stands in the file, or would in its template."""
    return report.mapping.get(field) or column_name(TemplateKind(report.kind), field)


def _report_lines(report: ImportReport) -> Iterator[str]:
    yield from report.notes
    if report.unknown_headings:
        headings = ", ".join(f"“{heading}”" for heading in report.unknown_headings)
        yield tr("Columns that were not read: {headings}.", headings=headings)
    for issue in report.issues:
        yield f"{report.file}: {issue.sentence}"
    for row in report.rows:
        for issue in row.issues:
            where = f"{report.file}:{row.number}:"
            told = f"{_heading(report, issue.field)}:" if issue.field else ""
            yield " ".join(filter(None, (where, told, issue.sentence)))
    counted = len(report.rows)
    yield ntr("{count} row was read.", "{count} rows were read.", counted)
    yield tr(
        "New: {new}; changed: {changed}; known: {known}; refused: {refused}.",
        **{state.value: report.count(state) for state in RowState},
    )
    yield _conclusion(report)


def _conclusion(report: ImportReport) -> str:
    if report.written:
        return tr("The sheet came in as one action; `imports` lists it.")
    if report.accepted:
        return tr("Nothing was written.")
    return tr("The sheet was kept out. Mend these rows and import it again.")
