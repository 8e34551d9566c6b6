"""What only the command line has to refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.cli.layout import shortened
from workshop_app.errors import AppError
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SHOWN = 8


class NoScreenError(AppError):
    """The window was asked for where there is no screen."""

    def __init__(self) -> None:
        super().__init__(
            tr("There is no screen here to open the window on."),
            advice=tr("Commands need none: workshop-app --help lists them."),
        )


class KeyUnreadableError(AppError):
    """The file descriptor given for a passphrase cannot be read."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(
            tr(
                "No passphrase can be read from file descriptor {descriptor}.",
                descriptor=descriptor,
            ),
            advice=tr("Open it for the command, as in: --key-fd 3 3<file."),
        )
        self.descriptor = descriptor


class AnswerUnwritableError(AppError):
    """What was asked is done, but its answer does not fit where it was to go."""

    def __init__(self) -> None:
        super().__init__(
            tr("The answer could not be written."),
            advice=tr("Make room on the disk, and ask again."),
        )


class RecipientUnreadableError(AppError):
    """A file that should hold somebody's public key cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("No public key can be read from {file}.", file=path.name),
            advice=tr("Let it be told by the command recipient on the other computer."),
        )
        self.path = path


class PassphraseNeededError(AppError):
    """A passphrase is needed, and there is nobody to ask."""

    def __init__(self) -> None:
        super().__init__(
            tr("A passphrase is needed, and there is no terminal to ask for it."),
            advice=tr("Give it on a file descriptor with --passphrase-fd."),
        )


class PersonUnknownError(AppError):
    """Nobody in the store has the code or the name that was given."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            tr("Nobody is on record as “{wanted}”.", wanted=shortened(wanted)),
            advice=tr("Give the code of a person of this store, or the whole name."),
        )
        self.wanted = wanted


class PersonAmbiguousError(AppError):
    """Several people have the name that was given."""

    def __init__(self, wanted: str, codes: Sequence[str]) -> None:
        super().__init__(
            tr("Several people are called “{wanted}”.", wanted=wanted),
            advice=tr("Give one of their codes: {codes}.", codes=_some(codes)),
        )
        self.wanted = wanted
        self.codes = tuple(codes)


class CodeUnknownError(AppError):
    """Nothing in the store has the code that was given."""

    def __init__(self, code: str, known: Sequence[str]) -> None:
        advice = tr("Known codes: {codes}.", codes=_some(known))
        super().__init__(
            tr("Nothing has the code “{code}”.", code=shortened(code)),
            advice=advice if known else tr("There is none of that kind yet."),
        )
        self.code = code
        self.known = tuple(known)


class SessionNeededError(AppError):
    """Which session is meant cannot be told."""

    def __init__(self, known: Sequence[str]) -> None:
        several = tr("Say which one with --session: {codes}.", codes=_some(known))
        super().__init__(
            tr("It is not said which session is meant."),
            advice=several if known else tr("Create a session first."),
        )
        self.known = tuple(known)


class DemoFolderTakenError(AppError):
    """The folder for the sample holds something else."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            tr("The folder “{folder}” holds other files.", folder=folder),
            advice=tr("Choose an empty folder, or one that holds only the sample."),
        )
        self.folder = folder


class FolderUnusableError(AppError):
    """A folder or file cannot be used for what was asked."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("“{path}” cannot be written.", path=path),
            advice=tr("Choose a place where you may write."),
        )
        self.path = path


class TextUnreadableError(AppError):
    """A file that should hold a text cannot be read as one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            tr("“{path}” cannot be read as a text.", path=path),
            advice=tr("Give a plain text file in UTF-8."),
        )
        self.path = path


class RulesUnreadableError(AppError):
    """The file of rules is not one."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            tr(
                "The rules in “{path}” cannot be used: {detail}",
                path=path,
                detail=detail,
            ),
            advice=tr("Mend the file; the guide lists the keys of the rules."),
        )
        self.path = path
        self.detail = detail


def _some(codes: Sequence[str]) -> str:
    more = ", …" if len(codes) > _SHOWN else ""
    return ", ".join(sorted(codes)[:_SHOWN]) + more
