"""`new`, `info`, `history` and `dump`: a store is made, and read."""

from __future__ import annotations

import getpass
import re
import sys
import tomllib
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_type_hints

import click

from workshop_app import __version__
from workshop_app.cli.commands import (
    Command,
    option,
    path_of_file,
    store_argument,
    switch,
)
from workshop_app.cli.layout import pairs, table
from workshop_app.cli.opening import opened, person_meant, record_meant
from workshop_app.cli.refusals import PersonUnknownError, RulesUnreadableError
from workshop_app.cli.statuses import DONE
from workshop_app.cli.terminal import read_secret
from workshop_app.clock import system_clock
from workshop_app.domain.person import PersonDraft
from workshop_app.domain.process import RulesDraft
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services import exchanging, processes, reports
from workshop_app.services.people import register_person
from workshop_app.store.door import remove_file
from workshop_app.store.migrate import revisions
from workshop_app.store.records import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_app.cli.terminal import Terminal
    from workshop_app.store import Store

_CODE: Final = re.compile(r"P-?([a-z]+-)?[0-9]+", re.IGNORECASE)
"""What is meant as the code of a person; nobody is called so."""


def new_command() -> click.Command:
    """Build `new`."""
    return Command(
        "new",
        _new,
        [
            store_argument(),
            option(
                "--title",
                tr("What everybody calls the process."),
                shown=tr("TEXT"),
            ),
            option(
                "--from",
                tr("Go on with the process in a file of the office's."),
                shown="FILE.kuskax",
                kind=path_of_file(),
            ),
            option(
                "--passphrase-fd",
                tr("A file descriptor to read the passphrase of the file from."),
                shown="N",
                kind=click.INT,
            ),
            option(
                "--rules",
                tr("Rules of decision; the legal defaults if not given."),
                shown="RULES.toml",
                kind=path_of_file(),
            ),
            switch("--plain", tr("Without encryption; for exercises only.")),
        ],
        details=tr(
            "The store is encrypted. Its key is kept in the keyring of this computer, "
            "and wrapped with the passphrase if one is given with --key-fd, also "
            "beside the store as STORE.key: with both it opens on any computer. "
            "Whoever is named with --operator founds the process, or with --from sits "
            "at this computer: a name that nobody on record has is registered."
        ),
    )


def info_command() -> click.Command:
    """Build `info`."""
    return Command("info", _info, [store_argument()])


def history_command() -> click.Command:
    """Build `history`."""
    return Command(
        "history",
        _history,
        [
            store_argument(),
            option("--record", tr("Only what touched this record."), shown=tr("CODE")),
        ],
    )


def dump_command() -> click.Command:
    """Build `dump`."""
    return Command(
        "dump",
        _dump,
        [store_argument()],
        details=tr("Two stores that hold the same record print the same bytes."),
    )


BUILDERS: Mapping[str, Callable[[], click.Command]] = {
    "new": new_command,
    "info": info_command,
    "history": history_command,
    "dump": dump_command,
}


def _new(terminal: Terminal, *, store: str, **given: Any) -> int:
    made = _continued if given["from"] else _founded
    place, sentence = made(terminal, store, given)
    try:
        with place.read() as reader:
            operator = reader.names([place.operator]).get(place.operator, "")
        data = {
            "store": store,
            "process": place.process_id,
            "device": place.known_device,
            "encrypted": place.encrypted,
            "protected": place.protected,
        }
    finally:
        place.close()
    who = tr("At the keyboard: {name}.", name=operator)
    terminal.answer(data, lambda: [sentence, who])
    if not data["encrypted"]:
        terminal.note(tr("It is not encrypted: put nobody's real data into it."))
    elif not data["protected"]:
        terminal.note(
            tr(
                "Its key lies unprotected on this computer, for there is no keyring; "
                "--key-fd wraps it with a passphrase."
            )
        )
    return DONE


def _founded(
    terminal: Terminal, store: str, given: Mapping[str, Any]
) -> tuple[Store, str]:
    title, rules = given["title"], given["rules"]
    if title is None:
        raise click.UsageError(tr("new needs {option}.", option="--title"))
    place = processes.found_process(
        store,
        title,
        terminal.operator or _system_user(),
        None if rules is None else read_rules(rules),
        plain=given["plain"],
        passphrase=terminal.passphrase,
    )
    return place, tr(
        "The process “{title}” is founded in {store}.", title=title, store=store
    )


def _continued(
    terminal: Terminal, store: str, given: Mapping[str, Any]
) -> tuple[Store, str]:
    """Go on with a process that was founded elsewhere."""
    descriptor = given["passphrase_fd"]
    place = exchanging.begin_from_file(
        store,
        given["from"],
        file_passphrase=None if descriptor is None else read_secret(descriptor),
        plain=given["plain"],
        passphrase=terminal.passphrase,
    )
    try:
        _sit_down(place, terminal.operator)
    except AppError:
        place.close()
        remove_file(Path(store))
        raise
    return place, tr("{store} goes on with the process.", store=store)


def _sit_down(place: Store, operator: str | None) -> None:
    """Have somebody at the keyboard; a name that nobody has is a new person's."""
    if operator is None:
        return
    try:
        with place.read() as reader:
            person = person_meant(reader, operator)
    except PersonUnknownError:
        if _CODE.fullmatch(operator):
            raise
        place.operate_as(register_person(place, PersonDraft(name=operator)))
    else:
        place.operate_as(person.id)


def read_rules(path: Path) -> RulesDraft:
    """Read rules of decision from a TOML file; what is not said is as by law.

    Raises:
        RulesUnreadableError: If it is no TOML, or a key or a value is not known.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise RulesUnreadableError(path, tr("it cannot be read.")) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesUnreadableError(path, tr("it is not TOML.")) from error
    types = get_type_hints(RulesDraft)
    values: dict[str, Any] = {"effective_on": system_clock().date()}
    rules = found.get("rules", found)
    if not isinstance(rules, dict):
        raise RulesUnreadableError(path, tr("“rules” is no table of rules."))
    for key, value in rules.items():
        if key not in types:
            raise RulesUnreadableError(path, tr("there is no rule “{key}”.", key=key))
        values[key] = _rule(path, key, value, types[key])
    return RulesDraft(**values)


def _rule(path: Path, key: str, value: object, kind: type) -> object:
    if issubclass(kind, StrEnum) and value in {each.value for each in kind}:
        return kind(value)
    if type(value) is kind and kind in {int, bool, date}:
        return value
    raise RulesUnreadableError(path, tr("the value of “{key}” will not do.", key=key))


def _system_user() -> str:
    """Return the full name of whoever is logged in, or the login name."""
    login = getpass.getuser()
    if sys.platform == "win32":
        return login
    import pwd  # noqa: PLC0415 only there outside Windows

    try:
        full = pwd.getpwnam(login).pw_gecos.split(",")[0].strip()
    except KeyError:
        return login
    return full or login


def _info(terminal: Terminal, *, store: str) -> int:
    with opened(terminal, store) as place:
        data = reports.info_report(place)
    data["version"] = __version__
    data["schema"] = {"vocabulary": SCHEMA, "tables": revisions()[-1]}
    terminal.answer(data, lambda: _info_lines(data))
    return DONE


def _info_lines(data: Mapping[str, Any]) -> list[str]:
    counts = data["counts"]
    protection = tr("yes") if data["protected"] else tr("no")
    facts = {
        tr("Process"): data["process"]["title"],
        tr("Sessions"): counts["session"],
        tr("Organizations"): counts["organization"],
        tr("People"): counts["person"],
        tr("Contributions"): counts["contribution"],
        tr("Decisions"): counts["decision"],
        tr("Ballots"): counts["ballot"],
        tr("Issued papers"): counts["issued_paper"],
        tr("Actions on record"): data["deeds"],
        tr("Disagreements"): data["conflicts"],
        tr("This computer"): data["device"]["label"] or tr("none yet"),
        tr("At the keyboard"): data["operator"]["name"],
        tr("Encrypted"): tr("yes") if data["encrypted"] else tr("no"),
        tr("Key protected"): protection if data["encrypted"] else "—",
    }
    facts[tr("Schema")] = f"{data['schema']['vocabulary']} · {data['schema']['tables']}"
    facts[tr("Version")] = data["version"]
    return pairs(facts)


def _history(terminal: Terminal, *, store: str, record: str | None) -> int:
    with opened(terminal, store) as place:
        wanted = None
        if record is not None:
            with place.read() as reader:
                wanted = record_meant(reader, record).id
        data = reports.history_report(place, wanted)
    terminal.answer(data, lambda: _history_lines(data))
    return DONE


def _history_lines(data: Mapping[str, Any]) -> list[str]:
    headings = [tr("When"), tr("Who"), tr("What"), tr("Why"), tr("Undone")]
    return table(
        headings,
        [
            (
                row["at"][:16].replace("T", " "),
                row["actor"] or "—",
                row["title"],
                row["reason"],
                tr("yes") if row["reverted"] else "",
            )
            for row in data["history"]
        ],
    )


def _dump(terminal: Terminal, *, store: str) -> int:
    with opened(terminal, store) as place:
        state = reports.dump_report(place)
    terminal.answer_canonically(state)
    return DONE
