from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from workshop_app.cli.commands import Program
from workshop_app.cli.registry import COMMANDS
from workshop_app.cli.statuses import DONE
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from tests.cli.conftest import Kuska

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


def built(name: str) -> click.Command:
    command = Program().get_command(click.Context(Program()), name)
    assert command is not None
    return command


def options(command: click.Command) -> set[str]:
    return {
        flag
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for flag in parameter.opts
        if flag.startswith("--")
    }


@pytest.mark.parametrize("spoken", [*Language])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_manual(name: str, spoken: Language) -> None:
    manual = (GUIDE / spoken / "manual.md").read_text("utf-8")

    assert f"### `{name}`" in manual


@pytest.mark.parametrize("spoken", [*Language])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_in_the_manual(name: str, spoken: Language) -> None:
    manual = (GUIDE / spoken / "manual.md").read_text("utf-8")

    missing = {flag for flag in options(built(name)) if flag not in manual}

    assert not missing


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_has_help(name: str) -> None:
    command = built(name)

    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.opts


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_what_all_commands_have(name: str) -> None:
    shared = {"--json", "--operator", "--key-fd", "--language", "--help"}

    assert shared <= options(built(name))


def test_help_is_in_the_language_asked_for() -> None:
    with language(Language.SPANISH):
        spanish = built("tally").help

    assert spanish != built("tally").help


def test_help_shows_usage_purpose_and_options(kuska: Kuska) -> None:
    told = kuska("import", "--help")

    assert told.status == DONE
    assert told.out.startswith(
        "Usage: workshop-app import [OPTIONS] {people|proposals|votes} STORE SHEET"
    )
    assert "--dry-run" in told.out
    assert "[required]" not in kuska("new", "--help").out
