"""`document`, `sign` and `verify`: papers are written, signed and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import (
    Command,
    argument,
    option,
    path_of_file,
    store_argument,
    switch,
)
from workshop_app.cli.opening import opened, session_meant
from workshop_app.cli.statuses import DONE, FINDINGS
from workshop_app.cli.terminal import ask_secret, read_secret
from workshop_app.clock import system_clock
from workshop_app.domain.vocabulary import PaperKind, Visibility
from workshop_app.i18n import Language, ntr, tr
from workshop_app.services import papers, signing, verifying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from workshop_app.cli.terminal import Terminal
    from workshop_app.services.papers import IssuedFile, RefusedLetter
    from workshop_app.store import Store

_EDITIONS = {"internal": Visibility.INTERNAL, "public": Visibility.PUBLIC}
_ROLES = (
    "facilitator",
    "rapporteur",
    "chair_state",
    "chair_civil_society",
    "signatory",
)


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


def sign_command() -> click.Command:
    """Build `sign`."""
    return Command(
        "sign",
        _sign,
        [
            argument("file", tr("FILE.pdf"), kind=path_of_file()),
            option(
                "--certificate",
                tr("The certificate with its key, PKCS#12."),
                shown=tr("FILE.p12"),
                kind=path_of_file(),
                required=True,
            ),
            option(
                "--role",
                tr("In which role; names the field to sign in."),
                kind=click.Choice(_ROLES),
            ),
            option("--field", tr("The field to sign in."), shown=tr("NAME")),
            option("--reason", tr("Why; stands in the signature."), shown=tr("TEXT")),
            option(
                "--store", tr("Note the signature in this store."), shown=tr("STORE")
            ),
            option(
                "--passphrase-fd",
                tr("Read the passphrase of the certificate from this descriptor."),
                shown=tr("NUMBER"),
                kind=click.IntRange(min=0),
            ),
        ],
        details=tr(
            "The passphrase of the certificate is asked for, unless a descriptor is "
            "given with --passphrase-fd, or with --key-fd where no store is given."
        ),
    )


def verify_command() -> click.Command:
    """Build `verify`."""
    return Command(
        "verify",
        _verify,
        [
            argument("paths", tr("PATH"), kind=path_of_file(), count=-1),
            option(
                "--store", tr("Compare with what this store issued."), shown=tr("STORE")
            ),
        ],
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "document": document_command,
    "sign": sign_command,
    "verify": verify_command,
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
    refused: Sequence[RefusedLetter] = ()
    with opened(terminal, store) as place:
        paper_language = terminal.language or Language.SPANISH
        if kind == "letters":
            letters = _letters(terminal, place, given, paper_language)
            files, refused = letters.files, letters.refused
        else:
            files = (_one_paper(place, PaperKind(kind), given, paper_language),)
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
    terminal: Terminal, store: Store, given: Mapping[str, Any], spoken: Language
) -> papers.IssuedLetters:
    folder: Path = given["out"]
    session = None
    if given["session"] is not None:
        with store.read() as reader:
            session = session_meant(reader, given["session"]).id
    with terminal.progress(tr("Letters")) as bar:
        return papers.issue_letters(
            store, session, folder, language=spoken, draft=given["draft"], progress=bar
        )


def _one_paper(
    store: Store, kind: PaperKind, given: Mapping[str, Any], spoken: Language
) -> IssuedFile:
    with store.read() as reader:
        session = session_meant(reader, given["session"]).id
    issue = (
        papers.issue_minutes if kind is PaperKind.MINUTES else papers.issue_attendance
    )
    return issue(
        store,
        session,
        given["out"],
        language=spoken,
        draft=given["draft"],
        edition=_EDITIONS[given["edition"] or "internal"],
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


def _sign(terminal: Terminal, *, file: Path, certificate: Path, **given: Any) -> int:
    passphrase = _certificate_passphrase(terminal, given)
    wish = signing.SignatureWish(
        at=system_clock(),
        role=given["role"] or "",
        field=given["field"] or "",
        reason=given["reason"] or "",
    )
    if given["store"] is None:
        signature = signing.sign_paper(file, certificate, passphrase, wish)
    else:
        with opened(terminal, given["store"]) as place:
            signature = signing.sign_paper(file, certificate, passphrase, wish, place)
    data = {"path": str(file), "name": signature.name, "field": signature.field}
    sentence = tr("{name} has signed {path}.", name=signature.name, path=file)
    terminal.answer(data, lambda: [sentence])
    return DONE


def _certificate_passphrase(terminal: Terminal, given: Mapping[str, Any]) -> str:
    descriptor = given["passphrase_fd"]
    if descriptor is None and given["store"] is None:
        descriptor = terminal.key_fd
    if descriptor is not None:
        return read_secret(descriptor)
    return ask_secret(tr("Passphrase of the certificate:"))


def _verify(terminal: Terminal, *, paths: tuple[Path, ...], store: str | None) -> int:
    if store is None:
        verifying.verify_files(paths)
    else:
        with opened(terminal, store) as place:
            verifying.verify_files(paths, place)
    return DONE
