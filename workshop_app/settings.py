"""What belongs to this computer and not to any process: `settings.toml`."""

from __future__ import annotations

import os
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = "settings.toml"

MOST_RECENT: Final = 8
"""Files that were open last, as many as a menu shows."""

SMALLEST_TYPE: Final = 90
LARGEST_TYPE: Final = 150

THEMES: Final = ("system", "light", "dark")


def home() -> Path:
    """Return the folder of this computer's settings, keys and log.

    `KUSKA_HOME` says where, for tests, sticks and shared computers.
    """
    told = os.environ.get("KUSKA_HOME")
    if told:
        return Path(told)
    import platformdirs  # noqa: PLC0415 not needed where the folder is told

    return Path(platformdirs.user_data_dir("kuska"))


@dataclass(frozen=True)
class BackupNote:
    """The last copy that was made of a process on this computer.

    Attributes:
        at: The moment, in ISO 8601 with its offset.
        folder: Where it was put.
    """

    at: str
    folder: str


@dataclass(frozen=True)
class Settings:
    """What a person chose on this computer.

    Attributes:
        language: ISO 639 code, or "" for what the system speaks.
        theme: One of `THEMES`.
        type_scale: Size of the type on screen in percent, 90 to 150.
        table_mode: Whether the window shows only the four screens of the table.
        recent: Locations of the files that were open, the last one first.
        backup_folder: Where copies go; "" if nobody has said.
        backup_minutes: How often a copy is made unasked; 0 for never.
        operators: Who was last at the keyboard, by id of the process.
        backups: The last copy of each process, by its id.
        papers: The folder into which the papers of each process go, by its id.
        certificates: Files with which people sign here, by the names in them.
        handed_over: When the record was last handed over in a file, in ISO 8601 with
            its offset, by the id of its process.
        recipients: Public keys of those to whom files are encrypted, by their names.
    """

    language: str = ""
    theme: str = "system"
    type_scale: int = 100
    table_mode: bool = False
    recent: tuple[str, ...] = ()
    backup_folder: str = ""
    backup_minutes: int = 0
    operators: dict[str, str] = field(default_factory=dict)
    backups: dict[str, BackupNote] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    certificates: dict[str, str] = field(default_factory=dict)
    handed_over: dict[str, str] = field(default_factory=dict)
    recipients: dict[str, str] = field(default_factory=dict)

    def with_operator(self, process: str, person: str) -> Settings:
        """Return the settings that remember who is at the keyboard."""
        return replace(self, operators={**self.operators, process: person})

    def with_recent(self, location: str) -> Settings:
        """Return the settings with a file in front of those that were open."""
        return replace(self, recent=_recent((location, *self.recent)))

    def without_recent(self, location: str) -> Settings:
        """Return the settings that know a file no more, as when it is gone."""
        kept = (one for one in self.recent if one != location)
        return replace(self, recent=tuple(kept))

    def with_backup(self, process: str, note: BackupNote) -> Settings:
        """Return the settings that remember the last copy of a process."""
        return replace(self, backups={**self.backups, process: note})

    def with_papers(self, process: str, folder: str) -> Settings:
        """Return the settings that remember where the papers of a process go."""
        return replace(self, papers={**self.papers, process: folder})

    def with_certificate(self, name: str, path: str) -> Settings:
        """Return the settings that remember where somebody's certificate is."""
        return replace(self, certificates={**self.certificates, name: path})


def load(folder: Path | None = None) -> Settings:
    """Read the settings; what is missing or unreadable is as on the first day.

    A settings file holds nothing that cannot be chosen again, so a damaged one
    never keeps anybody from working.
    """
    path = (folder or home()) / FILE
    try:
        found = _parsed(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    theme = found.get("theme")
    return Settings(
        language=_word(found, "language"),
        theme=theme if theme in THEMES else Settings.theme,
        type_scale=_scale(_number(found, "type_scale", Settings.type_scale)),
        table_mode=found.get("table_mode") is True,
        recent=_recent(_texts(found.get("recent"))),
        backup_folder=_text(found, "backup_folder"),
        backup_minutes=max(_number(found, "backup_minutes", 0), 0),
        operators=_by_process(found, "operators"),
        papers=_by_process(found, "papers"),
        certificates=_by_process(found, "certificates"),
        handed_over=_by_process(found, "handed_over"),
        recipients=_by_process(found, "recipients"),
        backups=_backups(found),
    )


def save(settings: Settings, folder: Path | None = None) -> None:
    """Write the settings, all or nothing."""
    folder = folder or home()
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{FILE}.part"
    content = "\n".join([*_lines(settings), ""])
    part.write_bytes(content.encode("utf-8", "replace"))  # a path may be no Unicode
    part.replace(folder / FILE)


def _lines(settings: Settings) -> Iterable[str]:
    yield f"language = {_quoted(settings.language)}"
    yield f"theme = {_quoted(settings.theme)}"
    yield f"type_scale = {_scale(settings.type_scale)}"
    yield f"table_mode = {str(settings.table_mode).lower()}"
    yield f"recent = [{', '.join(map(_quoted, settings.recent))}]"
    yield f"backup_folder = {_quoted(settings.backup_folder)}"
    yield f"backup_minutes = {settings.backup_minutes}"
    yield from ("", "[operators]")
    for process, who in settings.operators.items():
        yield f"{_quoted(process)} = {_quoted(who)}"
    yield from ("", "[papers]")
    for process, folder in settings.papers.items():
        yield f"{_quoted(process)} = {_quoted(folder)}"
    yield from ("", "[certificates]")
    for name, path in settings.certificates.items():
        yield f"{_quoted(name)} = {_quoted(path)}"
    yield from ("", "[handed_over]")
    for process, moment in settings.handed_over.items():
        yield f"{_quoted(process)} = {_quoted(moment)}"
    yield from ("", "[recipients]")
    for name, key in settings.recipients.items():
        yield f"{_quoted(name)} = {_quoted(key)}"
    for process, note in settings.backups.items():
        yield from ("", f"[backups.{_quoted(process)}]")
        yield f"at = {_quoted(note.at)}"
        yield f"folder = {_quoted(note.folder)}"


def _parsed(content: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 there is nothing to read on the first day

    return tomllib.loads(content)


def _quoted(text: str) -> str:
    """Write a text as TOML does: like JSON, but that it escapes DEL as well."""
    import json  # noqa: PLC0415 not before the first paint

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _scale(percent: int) -> int:
    return min(max(percent, SMALLEST_TYPE), LARGEST_TYPE)


def _recent(locations: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(locations))[:MOST_RECENT]


def _word(found: dict[str, Any], name: str) -> str:
    value = _text(found, name)
    return value if value.isalpha() else ""


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    items = value if isinstance(value, list) else []
    return [one for one in items if isinstance(one, str)]


def _number(found: dict[str, Any], name: str, usual: int) -> int:
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        return usual
    return value


def _by_process(found: dict[str, Any], name: str) -> dict[str, str]:
    return {key: told for key, told in _table(found, name) if isinstance(told, str)}


def _backups(found: dict[str, Any]) -> dict[str, BackupNote]:
    return {
        key: BackupNote(at=_text(note, "at"), folder=_text(note, "folder"))
        for key, note in _table(found, "backups")
        if isinstance(note, dict)
    }


def _table(found: dict[str, Any], name: str) -> list[tuple[str, Any]]:
    table = found.get(name)
    return list(table.items()) if isinstance(table, dict) else []
