"""A key and a certificate for whoever has none: its holder vouches for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain import text
from workshop_app.domain.person import PersonNameMissingError
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.delivery import OutputUnwritableError
from workshop_app.services.file_troubles import in_words

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from workshop_app.ids import IdSource

LEAST_PASSPHRASE = 8
_ONLY_OWNER = 0o600


class CertificateInTheWayError(AppError):
    """A file is there already: it may be the only key of somebody."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("{path} is already there.", path=path),
            advice=tr("Choose another name; a certificate is never replaced."),
        )
        self.path = path


class PassphraseTooShortError(AppError):
    """The passphrase of a certificate could be guessed."""

    def __init__(self) -> None:
        super().__init__(
            tr(
                "The passphrase of a certificate has {least} characters or more.",
                least=LEAST_PASSPHRASE,
            ),
            advice=tr("Choose several words that only its holder knows."),
        )


def make_certificate(  # noqa: PLR0913 each by name
    path: Path,
    name: str,
    passphrase: str,
    *,
    document: str = "",
    organization: str = "",
    ids: IdSource,
    since: datetime,
) -> None:
    """Write a PKCS#12 file with which one person can sign, for three years.

    Nobody else vouches for it: whoever checks a signature is told so, and that the
    file was not altered since.

    Args:
        path: A new file, readable by its owner alone.
        name: Whose certificate it is.
        passphrase: Protects the file.
        document: An identity document, as `DNI-40112233`.
        organization: Where that person works.
        ids: Where the key comes from.
        since: When it begins to be valid.

    Raises:
        PersonNameMissingError: If nothing of the name can be seen.
        PassphraseTooShortError: If the passphrase has fewer than eight characters.
        CertificateInTheWayError: If there is a file.
        OutputUnwritableError: If it cannot be written there.
    """
    from workshop_app.documents.certificates import (  # noqa: PLC0415 slow
        Holder,
        make_own_certificate,
    )

    holder = Holder(
        name=text.one_line(name),
        organization=text.one_line(organization),
        document=text.one_line(document),
    )
    if text.is_blank(holder.name):
        raise PersonNameMissingError
    if len(passphrase) < LEAST_PASSPHRASE:
        raise PassphraseTooShortError
    content = make_own_certificate(
        holder, passphrase.encode(), seed=ids.new_key(), since=since
    )
    _write_new(path, content)


def _write_new(path: Path, content: bytes) -> None:
    try:
        path.touch(mode=_ONLY_OWNER, exist_ok=False)
        path.write_bytes(content)
    except FileExistsError as error:
        raise CertificateInTheWayError(path) from error
    except OSError as error:
        raise OutputUnwritableError(path, in_words(error)) from error
