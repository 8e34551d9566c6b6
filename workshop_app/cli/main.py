"""Arguments in, exit status out: the one place where errors become sentences."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from workshop_app import logs, settings
from workshop_app.cli.commands import Program
from workshop_app.cli.layout import harmless
from workshop_app.cli.refusals import AnswerUnwritableError, NoScreenError
from workshop_app.cli.screen import names_file
from workshop_app.cli.statuses import DONE, HUNG_UP, INTERRUPTED, MISUSED, REFUSED
from workshop_app.cli.terminal import as_json as json_text
from workshop_app.errors import AppError
from workshop_app.i18n import Language, language, tr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workshop_app.cli.terminal import Window

PROGRAM = "workshop-app"
_FLAG = "--language"


@dataclass(frozen=True)
class Failure:
    """Why a command did not do what was asked.

    Attributes:
        kind: `refused`, `misused`, `stopped` or `fault`, as `--json` says it.
        hint: Where to read on.
    """

    status: int
    kind: str
    sentence: str
    hint: str = ""


def run(
    arguments: Sequence[str],
    environment: Mapping[str, str] = os.environ,
    *,
    window: Window | None = None,
) -> int:
    """Run one command and return its exit status; never raises.

    Args:
        arguments: What was typed after the name of the program.
        environment: Where `KUSKA_LANGUAGE` and `LANG` are looked up.
        window: Opens the window on a store; None where there is no screen.
    """
    _have_streams()
    with language(spoken_language(arguments, environment)):
        try:
            return _parsed(arguments, window)
        except BrokenPipeError:
            _let_go_of_output()
            return HUNG_UP
        except AnswerUnwritableError as error:
            _let_go_of_output()
            return _tell(_failure(error), as_json=False)
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 all are told
            return _tell(_failure(error), as_json="--json" in arguments)


def spoken_language(
    arguments: Sequence[str], environment: Mapping[str, str]
) -> Language:
    """Return the language to speak, before anything is parsed.

    The option wins, then `KUSKA_LANGUAGE`, then what was chosen on this computer,
    then the system's; Spanish where none of them says a language we speak.
    """
    named = [
        _option_value(arguments),
        environment.get("KUSKA_LANGUAGE", ""),
        settings.load().language,
        _system_language(environment),
    ]
    for name in named:
        with suppress(ValueError):
            return Language(name[:2].lower())
    return Language.SPANISH


def usage_sentence(error: click.UsageError) -> str:
    """Say in our own words what was typed wrong."""
    match error:
        case click.exceptions.NoSuchCommand():
            return tr("There is no command “{name}”.", name=error.command_name)
        case click.NoSuchOption():
            return tr("There is no option {name} here.", name=error.option_name)
        case click.MissingParameter():
            return tr("{name} is missing.", name=_named(error))
        case click.BadParameter():
            return tr(
                "{name} will not do: {detail}", name=_named(error), detail=error.message
            )
        case click.BadOptionUsage():
            return tr("Option {name} is not used like this.", name=error.option_name)
        case _:
            return tr("The command was not understood: {what}", what=error.message)


def _parsed(arguments: Sequence[str], window: Window | None) -> int:
    """Parse and run, leaving every error to be told by `run`."""
    program = Program()
    try:
        with program.make_context(PROGRAM, list(arguments), obj=window) as context:
            status = program.invoke(context)
    except click.exceptions.Exit as left:
        status = left.exit_code
    sys.stdout.flush()
    return status if isinstance(status, int) else DONE


def _failure(error: BaseException) -> Failure:
    match error:
        case click.Abort() | KeyboardInterrupt():
            stopped = tr("Stopped; what was under way was taken back.")
            return Failure(INTERRUPTED, "stopped", stopped)
        case click.exceptions.NoArgsIsHelpError():  # asked for the window
            return Failure(REFUSED, "refused", str(NoScreenError()))
        case click.exceptions.NoSuchCommand() if names_file(error.command_name):
            return Failure(REFUSED, "refused", str(NoScreenError()))
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else PROGRAM
            hint = tr("See: {command} --help", command=command)
            return Failure(MISUSED, "misused", usage_sentence(error), hint)
        case AppError():
            return Failure(REFUSED, "refused", str(error))
        case _:
            return Failure(REFUSED, "fault", _crash_sentence(error))


def _tell(failure: Failure, *, as_json: bool) -> int:
    """Say what went wrong; whoever reads JSON finds the same in one document."""
    with suppress(BrokenPipeError):
        for sentence in filter(None, (failure.sentence, failure.hint)):
            sys.stderr.write(f"{harmless(sentence)}\n")
    if as_json:
        told = {"kind": failure.kind, "message": harmless(failure.sentence)}
        try:
            sys.stdout.write(json_text({"error": told}))
            sys.stdout.flush()
        except OSError:
            _let_go_of_output()
    return failure.status


def _crash_sentence(error: BaseException) -> str:
    path = logs.start(settings.home())
    if path is None:
        return tr("This is a fault of the program. Nothing was changed.")
    logs.report_crash(error)
    logs.stop()
    return tr(
        "This is a fault of the program. Nothing was changed. The report, without "
        "personal data, is in {path}.",
        path=path,
    )


def _let_go_of_output() -> None:
    """Keep the interpreter from failing once more while it flushes at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _have_streams() -> None:
    """Write UTF-8 wherever we write: a Windows console's own code page cannot.

    A stream that was closed before we began is none at all; then we write nowhere.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _option_value(arguments: Sequence[str]) -> str:
    for position, word in enumerate(arguments):
        if word.startswith(f"{_FLAG}="):
            return word.removeprefix(f"{_FLAG}=")
        if word == _FLAG and position + 1 < len(arguments):
            return arguments[position + 1]
    return ""


def _system_language(environment: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name]
    return ""


def _named(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return tr("An argument")
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return parameter.human_readable_name
