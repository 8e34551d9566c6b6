"""Which organizations, people and themes a sheet means, by what it says of them.

Everything is looked up once, before the first row.  What the sheet names for the
first time is made as it goes, and found again by the rows that follow.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from workshop_app.domain.document_number import document_key
from workshop_app.domain.identity import imported_id
from workshop_app.domain.names import folded, matching_key
from workshop_app.domain.organization import Organization, OrganizationDraft
from workshop_app.domain.process import Theme
from workshop_app.domain.records import from_draft
from workshop_app.domain.vocabulary import Bloc, DocumentType, OrganizationType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_app.domain.person import Person
    from workshop_app.store import Reader

_SHOWN = 8
"""Digits of its id in the code of what a sheet names without a code."""


def code_by_id(letter: str, record_id: str) -> str:
    """Return a code that two laptops importing one sheet both arrive at."""
    return f"{letter}-{record_id[:_SHOWN]}"


def has_document(person: Person, kind: DocumentType, number: str) -> bool:
    """Whether that is the document of a person, however its number is written."""
    known = document_key(person.document_number, kind)
    return person.document_type is kind and known == document_key(number, kind)


class OrganizationBook:
    """The organizations on record and those a sheet adds, by folded name."""

    def __init__(self, tx: Reader) -> None:
        self._process = tx.process_id
        self._by_id = {one.id: one for one in tx.all(Organization)}
        self._known: dict[str, Organization] = {}
        for organization in self._by_id.values():  # of two homonyms, the first
            self._known.setdefault(folded(organization.name), organization)
        self._new: set[str] = set()
        self._wanted: dict[str, tuple[Bloc | None, OrganizationType | None]] = {}

    def announce(
        self, name: str, bloc: Bloc | None, of_type: OrganizationType | None
    ) -> None:
        """Remember what any row says of an organization, the first word counting."""
        before = self._wanted.get(folded(name), (None, None))
        self._wanted[folded(name)] = (before[0] or bloc, before[1] or of_type)

    def find(self, name: str) -> Organization | None:
        """Return the organization of that name, if it is known."""
        return self._known.get(folded(name)) if name.strip() else None

    def of(self, organization: str | None) -> Organization | None:
        """Return the organization of that id, if it is known."""
        return self._by_id.get(organization or "")

    def add(self, name: str) -> Organization:
        """Return a new organization of that name.

        Raises:
            AppError: If the name will not do.
        """
        key = folded(name)
        bloc, of_type = self._wanted.get(key, (None, None))
        draft = OrganizationDraft(
            name=name,
            bloc=bloc or Bloc.OTHER,
            organization_type=of_type or OrganizationType.OTHER,
        )
        record_id = imported_id(self._process, Organization.kind, key)
        organization = from_draft(
            Organization,
            draft,
            id=record_id,
            code=code_by_id(Organization.letter, record_id),
        )
        self._known[key] = self._by_id[record_id] = organization
        self._new.add(record_id)
        return organization

    def is_new(self, organization: Organization) -> bool:
        """Whether it was not on record before the sheet."""
        return organization.id in self._new


class PersonBook:
    """The people on record and those a sheet adds, by code, document and name."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_code: dict[str, Person] = {}
        self._by_document: dict[tuple[DocumentType, str], Person] = {}
        self._by_number: defaultdict[str, list[Person]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Person]] = defaultdict(list)
        for person in people:
            self.put(person)

    def put(self, person: Person) -> None:
        """Make a person findable."""
        self._by_code[person.code] = person
        self._by_name[matching_key(person.name)].append(person)
        if person.document_number:
            kind = person.document_type
            number = document_key(person.document_number, kind)
            self._by_document.setdefault((kind, number), person)
            self._by_number[number].append(person)

    def by_code(self, code: str) -> Person | None:
        """Return the person of that code."""
        return self._by_code.get(code)

    def by_document(self, kind: DocumentType, number: str) -> Person | None:
        """Return the holder of a document; type and number together are the person."""
        return self._by_document.get((kind, document_key(number, kind)))

    def by_number(self, number: str) -> tuple[Person, ...]:
        """Return everybody with that number, of whatever type of document."""
        keys = dict.fromkeys(
            (document_key(number), document_key(number, DocumentType.DNI))
        )
        found = [person for key in keys for person in self._by_number.get(key, ())]
        return tuple({person.id: person for person in found}.values())

    def by_name(self, name: str) -> tuple[Person, ...]:
        """Return everybody of that name, whatever the order of its words."""
        return tuple(self._by_name.get(matching_key(name), ()))

    def by_name_at(self, name: str, organization: str | None) -> Person | None:
        """Return the one person of that name in that organization."""
        found = [one for one in self.by_name(name) if one.organization == organization]
        return found[0] if len(found) == 1 else None


class ThemeBook:
    """The themes of the process and those a sheet adds, by folded title."""

    def __init__(self, tx: Reader) -> None:
        themes = tx.all(Theme)
        self._process = tx.process_id
        self._known: dict[str, Theme] = {folded(one.title): one for one in themes}
        self._last = max((one.position for one in themes), default=0)

    def find(self, title: str) -> Theme | None:
        """Return the theme of that title, if it is known."""
        return self._known.get(folded(title))

    def add(self, title: str) -> Theme:
        """Return a new theme, after the last one."""
        self._last += 1
        record_id = imported_id(self._process, Theme.kind, folded(title))
        theme = Theme(
            id=record_id,
            code=code_by_id(Theme.letter, record_id),
            title=" ".join(title.split()),
            position=self._last,
        )
        self._known[folded(title)] = theme
        return theme
