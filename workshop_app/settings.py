"""What belongs to this computer and not to any process: `settings.toml`."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import platformdirs

FILE = "settings.toml"


def home() -> Path:
    """Return the folder of this computer's settings, keys and log.

    `KUSKA_HOME` says where, for tests, sticks and shared computers.
    """
    told = os.environ.get("KUSKA_HOME")
    return Path(told) if told else Path(platformdirs.user_data_dir("kuska"))


@dataclass(frozen=True)
class Settings:
    """What a person chose on this computer.

    Attributes:
        language: ISO 639 code, or "" for what the system speaks.
        operators: Who was last at the keyboard, by id of the process.
    """

    language: str = ""
    operators: dict[str, str] = field(default_factory=dict)

    def with_operator(self, process: str, person: str) -> Settings:
        """Return the settings that remember who is at the keyboard."""
        return replace(self, operators={**self.operators, process: person})


def load(folder: Path | None = None) -> Settings:
    """Read the settings; what is missing or unreadable is as on the first day.

    A settings file holds nothing that cannot be chosen again, so a damaged one
    never keeps anybody from working.
    """
    path = (folder or home()) / FILE
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return Settings()
    return Settings(language=_text(found, "language"), operators=_operators(found))


def save(settings: Settings, folder: Path | None = None) -> None:
    """Write the settings, all or nothing."""
    folder = folder or home()
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f'language = "{settings.language}"', "", "[operators]"]
    lines += [f'{process} = "{who}"' for process, who in settings.operators.items()]
    part = folder / f"{FILE}.part"
    part.write_text("\n".join([*lines, ""]), "utf-8")
    part.replace(folder / FILE)


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) and value.isalpha() else ""


def _operators(found: dict[str, Any]) -> dict[str, str]:
    table = found.get("operators")
    if not isinstance(table, dict):
        return {}
    return {key: who for key, who in table.items() if isinstance(who, str)}
