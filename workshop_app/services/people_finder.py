"""The people on record, held so that they are found while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.person_finder import Known, PersonFinder

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from workshop_app.store import Reader, Store


def people_finder(store: Store) -> PersonFinder:
    """Return a finder of everybody on record, by name, number and organization.

    Who is on record twice is found by either entry, and shown once.
    """
    with store.read() as reader:
        organizations = {one.id: one.name for one in reader.all(Organization)}
        people = reader.all(Person)
        stands_for = _stands_for(reader)
    finder = PersonFinder(_known(person, organizations) for person in people)
    finder.stand_for(stands_for)
    return finder


def refresh(finder: PersonFinder, reader: Reader, ids: Collection[str]) -> None:
    """Bring a finder up to date after a deed.

    Who belongs to an organization that changed is found by what it is called now.

    Args:
        finder: Made by `people_finder` of the same store.
        reader: Of the store after the deed.
        ids: Records that changed, of whatever kind (`Committed.ids`).
    """
    wanted = list(ids)
    people = {
        person.id: person
        for person in (
            *reader.all(Person, id=wanted),
            *reader.all(Person, organization=wanted),
        )
    }
    concerned = {person.organization for person in people.values()}
    organizations = {one.id: one.name for one in reader.all(Organization, id=concerned)}
    for gone in set(ids) - people.keys():
        finder.drop(gone)
    for person in people.values():
        finder.put(*_known(person, organizations))
    finder.stand_for(_stands_for(reader))


def _stands_for(reader: Reader) -> dict[str, str]:
    members = reader.who_is_who().members
    return {key: first for first, ids in members.items() for key in ids if key != first}


def _known(person: Person, organizations: Mapping[str, str]) -> Known:
    also = organizations.get(person.organization or "", "")
    return Known(person.id, person.name, person.document_number, also)
