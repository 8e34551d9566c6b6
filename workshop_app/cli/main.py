"""Arguments in, exit status out: the one place where errors become sentences."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from workshop_app import logs, settings
from workshop_app.cli.commands import Program
from workshop_app.cli.layout import harmless
from workshop_app.cli.statuses import DONE, HUNG_UP, INTERRUPTED, MISUSED, REFUSED
from workshop_app.errors import AppError
from workshop_app.i18n import Language, language, tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRAM = "workshop-app"
_FLAG = "--language"


def run(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> int:
    """Run one command and return its exit status; never raises.

    Args:
        arguments: What was typed after the name of the program.
        environment: Where `KUSKA_LANGUAGE` and `LANG` are looked up.
    """
    _speak_unicode()
    with language(spoken_language(arguments, environment)):
        try:
            status = _parsed(arguments)
        except click.UsageError as error:
            status = _misused(error)
        except AppError as error:
            status = _refused(error)
        except (KeyboardInterrupt, click.Abort):
            status = _interrupted()
        except BrokenPipeError:
            status = _hung_up()
        except Exception as error:  # noqa: BLE001 a bug: logged, and said so
            status = _crashed(error)
    return status


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


def _parsed(arguments: Sequence[str]) -> int:
    """Parse and run, leaving every error to be told by `run`."""
    program = Program()
    try:
        with program.make_context(PROGRAM, list(arguments)) as context:
            status = program.invoke(context)
    except click.exceptions.Exit as left:
        status = left.exit_code
    sys.stdout.flush()
    return status if isinstance(status, int) else DONE


def _refused(error: AppError) -> int:
    _complain(str(error))
    return REFUSED


def _interrupted() -> int:
    _complain(tr("Stopped; what was under way was taken back."))
    return INTERRUPTED


def _misused(error: click.UsageError) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        sys.stdout.write(f"{error.message}\n")
        return DONE
    _complain(usage_sentence(error))
    command = error.ctx.command_path if error.ctx else PROGRAM
    _complain(tr("See: {command} --help", command=command))
    return MISUSED


def _crashed(error: Exception) -> int:
    path = logs.start(settings.home())
    if path is not None:
        logs.report_crash(error)
        logs.stop()
    if path is None:
        _complain(tr("This is a fault of the program. Nothing was changed."))
    else:
        _complain(
            tr(
                "This is a fault of the program. Nothing was changed. The report, "
                "without personal data, is in {path}.",
                path=path,
            )
        )
    return REFUSED


def _hung_up() -> int:
    """Keep the interpreter from failing once more while it flushes at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return HUNG_UP


def _complain(sentence: str) -> None:
    with suppress(BrokenPipeError):
        sys.stderr.write(f"{harmless(sentence)}\n")


def _speak_unicode() -> None:
    """Write UTF-8 wherever we write: a Windows console's own code page cannot."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


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
