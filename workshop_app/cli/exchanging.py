"""`export`, `merge`, `recipient` and `admit`: the record travels between computers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from workshop_app.cli.commands import (
    Command,
    option,
    path_of_file,
    store_argument,
    switch,
)
from workshop_app.cli.opening import opened, person_meant
from workshop_app.cli.refusals import RecipientUnreadableError
from workshop_app.cli.statuses import DONE, FINDINGS
from workshop_app.cli.terminal import read_secret
from workshop_app.i18n import ntr, tr
from workshop_app.services import admitting, exchanging
from workshop_app.services.exchanging import Audience, FileReport, Verdict
from workshop_app.services.start_files import make_start_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from workshop_app.cli.terminal import Terminal
    from workshop_app.store.arrivals import DeviceRow

_KEY_BYTES = 4096
_MOST = 999


def export_command() -> click.Command:
    """Build `export`."""
    return Command(
        "export",
        _export,
        [
            store_argument(),
            option(
                "--out",
                tr("The file to write; of start files the folder."),
                shown="FILE.kuskax",
                kind=path_of_file(),
                required=True,
            ),
            option(
                "--for",
                tr("Whose computer may open it; may be repeated."),
                shown="RECIPIENT.pub",
                kind=path_of_file(),
                many=True,
            ),
            _passphrase_option(),
            option(
                "--start",
                tr("Write so many start files instead, numbered."),
                shown="N",
                kind=click.IntRange(1, _MOST),
            ),
            option(
                "--for-each",
                tr("Write a start file for this computer; may be repeated."),
                shown=tr("NAME"),
                many=True,
            ),
            switch("--plain", tr("Without encryption; for exercises only.")),
        ],
        details=tr(
            "RECIPIENT.pub holds what `recipient` tells on the other computer. The "
            "file was read back when the command ends: the stick may be taken out."
        ),
    )


def merge_command() -> click.Command:
    """Build `merge`."""
    return Command(
        "merge",
        _merge,
        [
            store_argument(),
            click.Argument(
                ["files"], type=path_of_file(), nargs=-1, required=True, metavar="FILE"
            ),
            _passphrase_option(),
            switch("--dry-run", tr("Say what would come of each file; write nothing.")),
        ],
        details=tr(
            "A file that will not do is refused whole and never stops the others; the "
            "same file again changes nothing."
        ),
    )


def recipient_command() -> click.Command:
    """Build `recipient`."""
    return Command("recipient", _recipient, [store_argument()])


def admit_command() -> click.Command:
    """Build `admit`."""
    return Command(
        "admit",
        _admit,
        [
            store_argument(),
            click.Argument(["devices"], nargs=-1, metavar=tr("COMPUTER")),
            option(
                "--reason",
                tr("Why it is believed; kept in the history."),
                shown=tr("TEXT"),
            ),
            option(
                "--holder", tr("The person who answers for it."), shown=tr("PERSON")
            ),
            switch("--all", tr("Every computer that waits to be admitted.")),
        ],
        details=tr(
            "COMPUTER is its four syllables or its public key; without any, those that "
            "are known are listed."
        ),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "export": export_command,
    "merge": merge_command,
    "recipient": recipient_command,
    "admit": admit_command,
}


def _passphrase_option() -> click.Option:
    return option(
        "--passphrase-fd",
        tr("A file descriptor to read the passphrase of the file from."),
        shown="N",
        kind=click.INT,
    )


def _export(terminal: Terminal, *, store: str, **given: Any) -> int:
    descriptor = given["passphrase_fd"]
    audience = Audience(
        recipients=tuple(_key(path) for path in given["for"]),
        passphrase=None if descriptor is None else read_secret(descriptor),
        anybody=given["plain"],
    )
    names = [*given["for_each"], *_numbered(given["start"])]
    if names:
        return _start(terminal, store, names, given["out"], audience)
    with opened(terminal, store) as place, terminal.progress(tr("Writing")) as bar:
        written = exchanging.export_file(place, given["out"], audience, progress=bar)
    data = {
        "file": str(written.path),
        "sha256": written.sha256,
        "commits": written.commits,
        "bytes": written.bytes,
        "encrypted": written.encrypted,
    }
    lines = [
        ntr(
            "{path} holds {count} act, and was read back: it may travel.",
            "{path} holds {count} acts, and was read back: it may travel.",
            written.commits,
            path=written.path,
        )
    ]
    if not written.encrypted:
        lines.append(tr("It is not encrypted: anybody can read it."))
    terminal.answer(data, lambda: lines)
    return DONE


def _numbered(count: int | None) -> list[str]:
    return [f"{number:02}" for number in range(1, (count or 0) + 1)]


def _start(
    terminal: Terminal, store: str, names: list[str], folder: Path, audience: Audience
) -> int:
    with opened(terminal, store) as place, terminal.progress(tr("Writing")) as bar:
        made = make_start_files(place, names, folder, audience, progress=bar)
    data = {
        "files": [
            {
                "name": one.name,
                "file": str(one.path),
                "computer": one.label,
                "words": one.words,
            }
            for one in made
        ]
    }
    lines = [f"{one.path}: {one.label} ({one.words})" for one in made]
    lines.append(
        tr("Each is for one computer, which is admitted already: two would be a fork.")
    )
    terminal.answer(data, lambda: lines)
    return DONE


def _key(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_KEY_BYTES).decode("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise RecipientUnreadableError(path) from error


def _merge(
    terminal: Terminal,
    *,
    store: str,
    files: Sequence[Path],
    passphrase_fd: int | None,
    dry_run: bool,
) -> int:
    secret = None if passphrase_fd is None else read_secret(passphrase_fd)
    with opened(terminal, store) as place, terminal.progress(tr("Reading")) as bar:
        reports = exchanging.merge_files(
            place, files, passphrase=secret, dry_run=dry_run, progress=bar
        )
    data = {"files": [_file_data(one) for one in reports]}
    terminal.answer(data, lambda: _merge_lines(reports, dry_run=dry_run))
    refused = any(one.verdict is Verdict.REFUSED for one in reports)
    return FINDINGS if refused else DONE


def _file_data(report: FileReport) -> dict[str, Any]:
    merged = report.merged
    return {
        "path": str(report.path),
        "verdict": report.verdict,
        "added": merged.added,
        "known": merged.known,
        "pending": merged.pending,
        "quarantined": merged.quarantined,
        "released": merged.released,
        "conflicts": merged.conflicts,
        "changed_elsewhere": merged.foreign,
        "missing": [
            {"computer": one.device or None, "number": one.number}
            for one in merged.missing
        ],
        "not_counted": [
            {
                "computer": one.label,
                "key": one.device,
                "acts": one.commits,
                "why": "revoked" if one.revoked else "not_admitted",
            }
            for one in merged.unbelieved
        ],
        "forks": list(merged.forks),
        "clocks": [{"computer": label, "acts": n} for label, n in merged.clocks],
        "why": report.why or None,
        "notes": list(report.notes),
    }


def _merge_lines(reports: Sequence[FileReport], *, dry_run: bool) -> Iterator[str]:
    for one in reports:
        merged = one.merged
        yield f"{one.path}: {_verdict_words(one.verdict)}"
        if one.verdict is not Verdict.REFUSED:
            yield tr(
                "  added: {added}; known: {known}; waiting: {pending}; "
                "in quarantine: {quarantined}; disagreements: {conflicts}",
                added=merged.added,
                known=merged.known,
                pending=merged.pending,
                quarantined=merged.quarantined,
                conflicts=merged.conflicts,
            )
        for sentence in filter(None, (one.why, *one.notes)):
            yield f"  {sentence}"
    if len(reports) > 1:
        yield _summary(reports)
    if dry_run:
        yield tr("Nothing was written.")


def _summary(reports: Sequence[FileReport]) -> str:
    """Say of many files in one line how many came to what."""
    count = Counter(one.verdict for one in reports)
    told = [
        f"{_verdict_words(verdict)}: {count[verdict]}"
        for verdict in Verdict
        if count[verdict]
    ]
    return tr("{count} files: {what}.", count=len(reports), what=", ".join(told))


def _verdict_words(verdict: Verdict) -> str:
    return {
        Verdict.MERGED: tr("merged"),
        Verdict.NOTHING_NEW: tr("nothing new"),
        Verdict.PENDING: tr("waiting"),
        Verdict.QUARANTINED: tr("in quarantine"),
        Verdict.REFUSED: tr("refused"),
    }[verdict]


def _recipient(terminal: Terminal, *, store: str) -> int:
    with opened(terminal, store) as place:
        key = exchanging.recipient(place)
    terminal.answer({"recipient": key}, lambda: [key])
    return DONE


def _admit(
    terminal: Terminal,
    *,
    store: str,
    devices: Sequence[str],
    reason: str | None,
    holder: str | None,
    **given: Any,
) -> int:
    with opened(terminal, store) as place:
        known = admitting.computers(place)
        strangers = [one.device for one in known if not one.admitted and not one.own]
        names = strangers if given["all"] else list(devices)
        if not names and not given["all"]:
            return _list(terminal, known)
        if not reason:
            raise click.UsageError(tr("admit needs {option}.", option="--reason"))
        answers = None
        if holder is not None:
            with place.read() as reader:
                answers = person_meant(reader, holder).id
        fresh = admitting.admit_computers(place, names, reason=reason, holder=answers)
    labels = [one.label for one in fresh]
    data = {"admitted": [{"computer": one.label, "key": one.device} for one in fresh]}
    none = tr("No computer was admitted that was not before.")
    terminal.answer(
        data,
        lambda: (
            [tr("Computer {label} is admitted.", label=one) for one in labels] or [none]
        ),
    )
    return DONE


def _list(terminal: Terminal, known: Sequence[DeviceRow]) -> int:
    data = {
        "computers": [
            {
                "computer": one.label,
                "key": one.device,
                "own": one.own,
                "admitted": one.admitted,
                "revoked": one.revoked,
                "acts": one.commits,
            }
            for one in known
        ]
    }
    terminal.answer(data, lambda: [_device_line(one) for one in known])
    return DONE


def _device_line(one: DeviceRow) -> str:
    if one.revoked:
        return tr("{label}: revoked; {count} acts", label=one.label, count=one.commits)
    if one.admitted:
        return tr("{label}: admitted; {count} acts", label=one.label, count=one.commits)
    return tr(
        "{label}: to be admitted; {count} acts", label=one.label, count=one.commits
    )
