"""Every command and every option says what it is for."""

from __future__ import annotations

import click
import pytest


def silent(command: click.Command, name: str = "workshop-app") -> list[str]:
    """Return the commands and options, however deep, that explain nothing."""
    found = [] if command.help else [name]
    found += [
        f"{name} {option.opts[0]}"
        for option in command.params
        if isinstance(option, click.Option) and not (option.help or option.hidden)
    ]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for called in command.list_commands(context):
            inner = command.get_command(context, called)
            assert inner is not None
            found += silent(inner, f"{name} {called}")
    return found


def test_every_command_has_help() -> None:
    from workshop_app.cli.commands import Program  # noqa: PLC0415 only this test

    assert silent(Program()) == []


@pytest.mark.parametrize(
    ("planted", "finding"),
    [
        (click.Command("merge"), "merge"),
        (click.Command("merge", help="Merges.", params=[]), None),
        (
            click.Command(
                "merge", help="Merges.", params=[click.Option(["--dry-run"])]
            ),
            "merge --dry-run",
        ),
    ],
)
def test_a_planted_silence_is_caught(
    planted: click.Command, finding: str | None
) -> None:
    group = click.Group("workshop-app", help="Runs.", commands=[planted])

    assert silent(group) == ([f"workshop-app {finding}"] if finding else [])
