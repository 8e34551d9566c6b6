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
from workshop_app.cli.opening import opened
from workshop_app.cli.statuses import DONE
from workshop_app.cli.terminal import ask_secret, read_secret
from workshop_app.clock import system_clock
from workshop_app.i18n import tr
from workshop_app.services import signing, verifying

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from workshop_app.cli.terminal import Terminal

_ROLES = (
    "facilitator",
    "rapporteur",
    "chair_state",
    "chair_civil_society",
    "signatory",
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
    "sign": sign_command,
    "verify": verify_command,
}


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
