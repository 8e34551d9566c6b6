"""How commands are put together: their arguments, their help, their way of refusing.

A command is built when it is asked for, after the language is chosen, so that its help
is in that language; `click` itself only parses.
"""

from __future__ import annotations

import importlib
import re
from typing import TYPE_CHECKING, Any

import click

from workshop_app import __version__
from workshop_app.cli.registry import COMMANDS
from workshop_app.cli.terminal import Terminal
from workshop_app.i18n import Language, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.types import OptionHelpExtra

    Run = Callable[..., int]

PACKAGE = "workshop_app.cli"
_YEARS = range(1900, 2101)


_KEY = re.compile(r"-[A-Za-z0-9_-]{42}")
"""A key or an id in Base64url that looks like an option; no option is so long."""


class Command(click.Command):
    """One command, with the options every command has.

    Args:
        name: As typed.
        run: Called with a `Terminal` and the values by name; returns the exit status.
        params: Its own arguments and options.
        details: Paragraphs of help after the title of the registry.
    """

    def __init__(
        self, name: str, run: Run, params: Sequence[click.Parameter], details: str = ""
    ) -> None:
        title = COMMANDS[name].title()
        super().__init__(
            name,
            callback=_spoken(run),
            params=[*params, *_shared_options()],
            help=f"{title}\n\n{details}" if details else title,
            short_help=title,
            options_metavar=tr("[OPTIONS]"),
            add_help_option=False,
        )
        self.params.append(_help_option())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take a key for one also where it begins with a hyphen, as one in 64 does."""
        valued = {
            name
            for param in self.params
            if isinstance(param, click.Option) and not param.is_flag
            for name in param.opts
        }
        before = ["", *args]
        keys = [
            arg
            for arg, previous in zip(args, before, strict=False)
            if _KEY.fullmatch(arg) and previous not in valued
        ]
        if keys and "--" not in args:
            args = [*(arg for arg in args if arg not in keys), "--", *keys]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is typed."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=tr("Usage: "))

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what each option is for."""
        _write_options(self, ctx, formatter)


class _Option(click.Option):
    """An option whose help is wholly ours, for `click` adds English of its own."""

    def get_help_extra(
        self,
        ctx: click.Context,  # noqa: ARG002
    ) -> OptionHelpExtra:
        """Return what is added to the help: nothing."""
        return {}


class Words(click.ParamType[str]):
    """Something typed: whatever UTF-8 holds, for no record can hold anything else."""

    name = "text"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Return what was typed."""
        words = str(value)
        try:
            words.encode()
        except UnicodeEncodeError:
            self.fail(tr("it holds something that is no text in UTF-8."), param, ctx)
        return words


class Moment(click.DateTime):
    """A day or a moment of a process: of a year that anybody could mean."""

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        """Read it as it is written; a space may part the day from the hour."""
        written = (
            value.strip().replace(" ", "T", 1) if isinstance(value, str) else value
        )
        try:
            moment = super().convert(written, param, ctx)
        except click.BadParameter:
            shown = param.metavar if param is not None else None
            self.fail(
                tr("it is not written as {shown}.", shown=shown or self.formats[0]),
                param,
                ctx,
            )
        if moment.year not in _YEARS:
            self.fail(
                tr(
                    "its year is not from {first} to {last}.",
                    first=_YEARS[0],
                    last=_YEARS[-1],
                ),
                param,
                ctx,
            )
        return moment


class Program(click.Group):
    """All commands; each module is imported when one of its commands is run."""

    def __init__(self) -> None:
        super().__init__(
            "workshop-app",
            help=tr(
                "Consultation workshops on the record, from the first arrival to a "
                "reasoned answer for every contributor."
            ),
            params=[_language_option(), _version_option(), _help_option()],
            add_help_option=False,
            callback=lambda **_: None,
            no_args_is_help=True,
        )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the work."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        """Import and build one command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"{PACKAGE}.{entry.module}")
        build: Callable[[], click.Command] = module.BUILDERS[cmd_name]
        return build()

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the program is called."""
        formatter.write_usage(
            ctx.command_path, tr("COMMAND [ARGUMENTS]…"), prefix=tr("Usage: ")
        )

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the commands, without importing them, and the options."""
        with formatter.section(tr("Commands")):
            formatter.write_dl(
                [(name, entry.title()) for name, entry in COMMANDS.items()]
            )
        _write_options(self, ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text(
            tr("Each command explains itself: workshop-app COMMAND --help")
        )


def argument(
    name: str,
    shown: str,
    *,
    kind: click.ParamType[Any] | None = None,
    count: int = 1,
    required: bool = True,
) -> click.Argument:
    """Return an argument, shown by a word; a count of -1 takes one or more."""
    return click.Argument(
        [name], type=kind or Words(), metavar=shown, nargs=count, required=required
    )


def option(
    flag: str,
    explained: str,
    *,
    shown: str | None = None,
    kind: click.ParamType[Any] | None = None,
    required: bool = False,
    many: bool = False,
) -> click.Option:
    """Return an option that takes a value."""
    if required:
        explained = tr("{explained} (required)", explained=explained)
    return _Option(
        [flag],
        help=explained,
        metavar=shown,
        type=kind or Words(),
        required=required,
        multiple=many,
    )


def day_option(flag: str, explained: str) -> click.Option:
    """Return an option that takes a day."""
    return option(flag, explained, shown=tr("YYYY-MM-DD"), kind=Moment(["%Y-%m-%d"]))


def moment_option(flag: str, explained: str) -> click.Option:
    """Return an option that takes a moment, as the clock on the wall shows it."""
    kind = Moment(["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
    return option(flag, explained, shown=tr("YYYY-MM-DDTHH:MM"), kind=kind)


def switch(flag: str, explained: str) -> click.Option:
    """Return an option that is given or not."""
    return click.Option([flag], is_flag=True, help=explained)


def store_argument() -> click.Argument:
    """Return the argument that names a store."""
    return argument("store", tr("STORE"))


def path_of_file() -> click.Path:
    """Return the type of a path, whether or not something is there."""
    from pathlib import Path  # noqa: PLC0415 beside its only use

    return click.Path(path_type=Path)


def _spoken(run: Run) -> Callable[..., int]:
    def callback(
        *,
        as_json: bool,
        operator: str | None,
        key_fd: int | None,
        language: str | None,
        **values: Any,
    ) -> int:
        terminal = Terminal(
            json=as_json,
            operator=operator,
            key_fd=key_fd,
            language=None if language is None else Language(language),
            window=click.get_current_context().obj,
        )
        return run(terminal, **values)

    return callback


def _shared_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--json", "as_json"],
            is_flag=True,
            help=tr("Print one JSON document on standard output, and nothing else."),
        ),
        click.Option(
            ["--operator"],
            type=Words(),
            metavar=tr("CODE|NAME"),
            envvar="KUSKA_OPERATOR",
            help=tr("Who is at the keyboard; also KUSKA_OPERATOR."),
        ),
        click.Option(
            ["--key-fd"],
            metavar=tr("NUMBER"),
            type=click.INT,
            help=tr("Read the passphrase of the store from this file descriptor."),
        ),
        _language_option(exposed=True),
    ]


def _language_option(*, exposed: bool = False) -> click.Option:
    return click.Option(
        ["--language"],
        type=click.Choice([each.value for each in Language]),
        expose_value=exposed,
        help=tr("The language to speak; also KUSKA_LANGUAGE."),
    )


def _version_option() -> click.Option:
    def show(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:  # noqa: FBT001 click's way
        if asked:
            click.echo(f"{ctx.command_path} {__version__}")
            ctx.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=tr("Show the version."),
    )


def _help_option() -> click.Option:
    def show(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:  # noqa: FBT001 click's way
        if asked:
            click.echo(ctx.get_help())
            ctx.exit()

    return click.Option(
        ["--help", "-h"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=tr("Show this help."),
    )


def _write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    records = [
        param.get_help_record(ctx)
        for param in command.get_params(ctx)
        if isinstance(param, click.Option)
    ]
    with formatter.section(tr("Options")):
        formatter.write_dl([record for record in records if record is not None])
