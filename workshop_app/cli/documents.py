"""`document`: papers are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import (
    Command,
    option,
    path_of_file,
    store_argument,
    switch,
)
from workshop_app.cli.opening import opened, session_meant
from workshop_app.cli.statuses import DONE, FINDINGS
from workshop_app.domain.vocabulary import PaperKind, SessionState, Visibility
from workshop_app.i18n import Language, ntr, tr
from workshop_app.services import papers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from workshop_app.cli.terminal import Terminal
    from workshop_app.domain.session import Session
    from workshop_app.services.papers import IssuedFile, RefusedLetter
    from workshop_app.store import Store

_EDITIONS = {"internal": Visibility.INTERNAL, "public": Visibility.PUBLIC}


def document_command() -> click.Command:
    """Build `document`."""
    return Command(
        "document",
        _document,
        [
            click.Argument(
                ["kind"], type=click.Choice(["minutes", "attendance", "letters"])
            ),
            store_argument(),
            option("--session", tr("Of which session."), shown=tr("CODE")),
            option(
                "--out",
                tr("The file to write; for letters the folder."),
                shown=tr("PATH"),
                kind=path_of_file(),
                required=True,
            ),
            option(
                "--edition",
                tr("For the office, or for everybody; internal if not given."),
                kind=click.Choice([*_EDITIONS]),
            ),
            switch("--draft", tr("Mark every page as a draft.")),
        ],
        details=tr("Papers are in Spanish unless --language says otherwise."),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "document": document_command,
}


def issued_data(files: Iterable[IssuedFile]) -> list[dict[str, Any]]:
    """Return issued papers as JSON says them."""
    return [
        {
            "path": str(file.path),
            "number": file.number,
            "version": file.version,
            "sha256": file.sha256,
            "replaced": file.replaced,
        }
        for file in files
    ]


def issued_lines(files: Iterable[IssuedFile]) -> list[str]:
    """Return a line for each issued paper, and one more for what it cannot show."""
    lines = []
    for file in files:
        lines.append(f"{file.path}  {file.number}")
        if file.replaced:
            told = ntr(
                "{count} character no font has is shown as □ in {path}.",
                "{count} characters no font has are shown as □ in {path}.",
                file.replaced,
                path=file.path,
            )
            lines.append(told)
    return lines


def _document(terminal: Terminal, *, kind: str, store: str, **given: Any) -> int:
    if kind == "letters" and given["edition"] == "public":
        raise click.UsageError(tr("letters have no public edition."))
    refused: Sequence[RefusedLetter] = ()
    with opened(terminal, store) as place:
        if kind == "letters":
            letters = _letters(terminal, place, given)
            files, refused = letters.files, letters.refused
        else:
            files = (_one_paper(terminal, place, PaperKind(kind), given),)
    data = {
        "files": issued_data(files),
        "refused": [
            {"name": one.name, "contributions": list(one.contributions)}
            for one in refused
        ],
    }
    terminal.answer(data, lambda: [*issued_lines(files), *_refused_lines(refused)])
    return FINDINGS if refused else DONE


def _letters(
    terminal: Terminal, store: Store, given: Mapping[str, Any]
) -> papers.IssuedLetters:
    folder: Path = given["out"]
    session = None
    if given["session"] is not None:
        with store.read() as reader:
            session = session_meant(reader, given["session"]).id
    with terminal.progress(tr("Letters")) as bar:
        return papers.issue_letters(
            store,
            session,
            folder,
            language=terminal.language or Language.SPANISH,
            draft=given["draft"],
            progress=bar,
        )


def _one_paper(
    terminal: Terminal, store: Store, kind: PaperKind, given: Mapping[str, Any]
) -> IssuedFile:
    with store.read() as reader:
        session = session_meant(reader, given["session"])
    draft = given["draft"]
    if kind is PaperKind.MINUTES:
        issue = papers.issue_minutes
        if session.state is not SessionState.CLOSED and not draft:
            draft = True
            terminal.note(_why_draft(session))
    else:
        issue = papers.issue_attendance
    return issue(
        store,
        session.id,
        given["out"],
        language=terminal.language or Language.SPANISH,
        draft=draft,
        edition=_EDITIONS[given["edition"] or "internal"],
    )


def _why_draft(session: Session) -> str:
    return tr(
        "Session {code} is not closed: its minutes are a draft.", code=session.code
    )


def _refused_lines(refused: Iterable[RefusedLetter]) -> list[str]:
    return [
        tr(
            "No letter for {name}: an answer without its reason ({codes}).",
            name=one.name,
            codes=", ".join(one.contributions),
        )
        for one in refused
    ]
