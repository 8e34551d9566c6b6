"""`sign` and `verify`: papers are signed and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import (
    Command,
    argument,
    option,
    path_of_file,
)
from workshop_app.cli.layout import harmless
from workshop_app.cli.opening import opened
from workshop_app.cli.statuses import DONE, FINDINGS
from workshop_app.cli.terminal import ask_secret, read_secret
from workshop_app.clock import system_clock
from workshop_app.i18n import tr
from workshop_app.ids import RandomIds
from workshop_app.services import signing, verifying
from workshop_app.services.certificates import make_certificate
from workshop_app.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from workshop_app.cli.terminal import Terminal
    from workshop_app.services.verifying import FileVerdict, SignerLine

_ROLES = (
    "facilitator",
    "rapporteur",
    "chair_state",
    "chair_civil_society",
    "signatory",
)


def certificate_command() -> click.Command:
    """Build `certificate`."""
    return Command(
        "certificate",
        _certificate,
        [
            argument("file", tr("FILE.p12"), kind=path_of_file()),
            option("--name", tr("Whose it is."), shown=tr("TEXT"), required=True),
            option(
                "--document",
                tr("The identity document of that person."),
                shown=tr("TEXT"),
            ),
            option("--organization", tr("Where they work."), shown=tr("TEXT")),
            _passphrase_option(),
        ],
        details=tr(
            "For whoever has no certificate of an accredited entity. Nobody else "
            "vouches for it, and whoever checks a signature is told so."
        ),
    )


def _passphrase_option() -> click.Option:
    return option(
        "--passphrase-fd",
        tr("Read the passphrase of the certificate from this descriptor."),
        shown=tr("NUMBER"),
        kind=click.INT,
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
            _passphrase_option(),
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
    "certificate": certificate_command,
    "sign": sign_command,
    "verify": verify_command,
}


def _certificate(terminal: Terminal, *, file: Path, name: str, **given: Any) -> int:
    descriptor = given["passphrase_fd"]
    passphrase = (
        ask_secret(tr("Passphrase of the certificate:"))
        if descriptor is None
        else read_secret(descriptor)
    )
    make_certificate(
        file,
        name,
        passphrase,
        document=given["document"] or "",
        organization=given["organization"] or "",
        ids=RandomIds(system_clock),
        since=system_clock(),
    )
    sentence = tr("{path} is a certificate of {name}.", path=file, name=name)
    terminal.answer({"path": str(file), "name": name}, lambda: [sentence])
    return DONE


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
    def opener(path: Path) -> Store:
        return Store.open(str(path), passphrase=terminal.passphrase)

    if store is None:
        verdicts = verifying.verify_files(paths, opener=opener)
    else:
        with opened(terminal, store) as place:
            verdicts = verifying.verify_files(paths, place, opener=opener)
    terminal.answer(
        {"files": [_verdict_data(one) for one in verdicts]},
        lambda: (line for one in verdicts for line in _verdict_lines(one)),
    )
    return DONE if all(one.whole for one in verdicts) else FINDINGS


def _verdict_data(verdict: FileVerdict) -> dict[str, Any]:
    return {
        "path": str(verdict.path),
        "kind": verdict.kind,
        "whole": verdict.whole,
        "number": verdict.number,
        "signers": [
            {
                "name": one.name,
                "role": one.role,
                "trusted": one.trusted,
                "covers_whole_file": one.covers_whole_file,
                "self_made": one.self_made,
            }
            for one in verdict.signers
        ],
        "problems": list(verdict.problems),
    }


def _verdict_lines(verdict: FileVerdict) -> Iterator[str]:
    said = tr("whole") if verdict.whole else tr("NOT WHOLE")
    number = f" ({harmless(verdict.number)})" if verdict.number else ""
    yield f"{harmless(str(verdict.path))}{number}: {said}"
    for one in verdict.signers:
        yield f"  {_signer_sentence(one)}"
    for problem in verdict.problems:
        yield f"  {harmless(problem)}"


def _signer_sentence(signer: SignerLine) -> str:
    name = harmless(
        f"{signer.name} ({_role(signer.role)})" if signer.role else signer.name
    )
    if not signer.covers_whole_file:
        return tr("Signed by {name}; something was added after it.", name=name)
    if signer.self_made:
        return tr("Signed by {name}, with a key of their own making.", name=name)
    if not signer.trusted:
        return tr("Signed by {name}; the certificate was not compared.", name=name)
    return tr("Signed by {name}.", name=name)


def _role(word: str) -> str:
    from workshop_app.documents.words import signer_role  # noqa: PLC0415 slow

    return signer_role(word)
