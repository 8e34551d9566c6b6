"""Opening a store for one command, and finding what its arguments speak of."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from workshop_app.cli.refusals import (
    CodeUnknownError,
    PersonAmbiguousError,
    PersonUnknownError,
    SessionNeededError,
)
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.names import folded
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.process import Stage, Theme
from workshop_app.domain.records import CodedRecord
from workshop_app.domain.session import Session
from workshop_app.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.cli.terminal import Terminal
    from workshop_app.store import Reader

CodedT = TypeVar("CodedT", bound=CodedRecord)

_CODED: tuple[type[CodedRecord], ...] = (
    Session,
    Person,
    Organization,
    Contribution,
    Ballot,
    Theme,
    Stage,
)


@contextmanager
def opened(terminal: Terminal, location: str) -> Iterator[Store]:
    """Open a store with whoever is at the keyboard, and close it afterwards.

    Raises:
        AppError: If it cannot be opened, or nobody is who the operator should be.
    """
    store = Store.open(location, passphrase=terminal.passphrase)
    try:
        if terminal.operator is not None:
            with store.read() as reader:
                person = person_meant(reader, terminal.operator)
            store.operate_as(person.id)
        yield store
    finally:
        store.close()


def person_meant(reader: Reader, wanted: str) -> Person:
    """Return the person with a code or a name.

    Raises:
        PersonUnknownError: If there is nobody.
        PersonAmbiguousError: If the name is that of several people.
    """
    by_code = reader.by_code(Person, wanted)
    if by_code is not None:
        return by_code
    key = folded(wanted)
    named = [one for one in reader.all(Person) if folded(one.name) == key]
    if not named:
        raise PersonUnknownError(wanted)
    if len(named) > 1:
        raise PersonAmbiguousError(wanted, sorted(one.code for one in named))
    return named[0]


def found(reader: Reader, record: type[CodedT], code: str) -> CodedT:
    """Return the record with a code.

    Raises:
        CodeUnknownError: If there is none; it names some that there are.
    """
    one = reader.by_code(record, code)
    if one is None:
        raise CodeUnknownError(code, [each.code for each in reader.all(record)])
    return one


def session_meant(reader: Reader, code: str | None) -> Session:
    """Return the session with a code; without one, the only session there is.

    Raises:
        CodeUnknownError: If none has the code.
        SessionNeededError: If no code is given and there is not exactly one.
    """
    if code is not None:
        return found(reader, Session, code)
    sessions = reader.all(Session)
    if len(sessions) != 1:
        raise SessionNeededError([each.code for each in sessions])
    return sessions[0]


def record_meant(reader: Reader, code: str) -> CodedRecord:
    """Return the record of any kind that has a code.

    Raises:
        CodeUnknownError: If there is none.
    """
    for record in _CODED:
        one = reader.by_code(record, code)
        if one is not None:
            return one
    raise CodeUnknownError(code, [each.code for each in reader.all(Session)])
