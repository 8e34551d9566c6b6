"""What tests do with a store in one line, through the services themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import a_person_draft, an_organization_draft, at
from workshop_app.domain.ballot import BallotDraft
from workshop_app.domain.vocabulary import Bloc, DocumentType, Method
from workshop_app.services.attendances import check_in
from workshop_app.services.ballots import open_ballot
from workshop_app.services.deeds import deed_title
from workshop_app.services.people import register_organization, register_person

if TYPE_CHECKING:
    from workshop_app.store import Store

SIDES = {
    "Ministerio del Ambiente": Bloc.STATE,
    "Federación Awajún del Alto Mayo": Bloc.CIVIL_SOCIETY,
}


def somebody(store: Store, name: str, organization: str | None = None) -> str:
    """Register a person known by name alone."""
    draft = a_person_draft(
        name=name,
        document_type=DocumentType.NONE,
        document_number="",
        organization=organization,
    )
    return register_person(store, draft)


def a_room(store: Store, session: str, size: int = 4) -> list[str]:
    """Fill a session with people, half of them of the State; return their ids."""
    sides = [
        register_organization(store, an_organization_draft(name=name, bloc=bloc))
        for name, bloc in SIDES.items()
    ]
    people = [
        somebody(store, f"Participante {number:02}", sides[number % 2])
        for number in range(size)
    ]
    for person in people:
        check_in(store, session, person, at(9))
    return people


def a_ballot(store: Store, session: str, **changes: object) -> str:
    """Put something to the vote at ten."""
    asked = {"question": "¿Se aprueba la propuesta?", **changes}
    return open_ballot(store, BallotDraft(session=session, **asked), at(10))  # type: ignore[arg-type]


def a_roll_call(store: Store, session: str) -> str:
    """Call the roll at ten."""
    return a_ballot(store, session, method=Method.ROLL_CALL)


def last_deed(store: Store) -> str:
    """Return the id of what was done last."""
    with store.read() as reader:
        return reader.history(limit=1)[0].deed


def last_title(store: Store) -> str:
    """Say what was done last."""
    with store.read() as reader:
        row = reader.history(limit=1)[0]
    return deed_title(row.code, row.arguments)


def deeds(store: Store) -> int:
    """Return how many deeds there are."""
    with store.read() as reader:
        return len(reader.history())
