"""People and organizations: registered and amended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.document_number import document_key
from workshop_app.domain.organization import Organization, OrganizationDraft
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.records import amended, from_draft
from workshop_app.domain.vocabulary import DocumentType
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.codes import identity
from workshop_app.services.deeds import DeedCode
from workshop_app.store import Deed

if TYPE_CHECKING:
    from workshop_app.store import Reader, Seen, Store

_CHECK_CHARACTERS = "0123456789ABCDEFGHIJK"
"""What may follow the eight digits of a DNI, on old cards and new."""


class DocumentNumberTakenError(AppError):
    """Another person already has this identity document number."""

    def __init__(self, number: str, holder: str) -> None:
        super().__init__(
            tr(
                "{holder} is already registered with number {number}.",
                holder=holder,
                number=number,
            ),
            advice=tr("Search for the number and amend the person who has it."),
        )
        self.number = number
        self.holder = holder


def register_organization(
    store: Store, draft: OrganizationDraft, code: str | None = None
) -> str:
    """Add an organization to the register; return its id.

    Raises:
        AppError: If the draft will not do, or the code is taken.
    """
    clean = draft.cleaned()
    deed = Deed(code=DeedCode.REGISTER_ORGANIZATION, arguments={"name": clean.name})
    with store.write(deed) as tx:
        organization = from_draft(
            Organization, clean, **identity(tx, Organization, code)
        )
        tx.add(organization)
    return organization.id


def amend_organization(
    store: Store,
    organization_id: str,
    draft: OrganizationDraft,
    seen: Seen | None = None,
    *,
    reason: str = "",
) -> None:
    """Correct what is known about an organization.

    The sessions it took part in keep the bloc they recorded.

    Raises:
        AppError: If the draft will not do.
        ChangedSinceError: If a field moved on since the person saw it.
    """
    clean = draft.cleaned()
    deed = Deed(
        code=DeedCode.AMEND_ORGANIZATION, arguments={"name": clean.name}, reason=reason
    )
    with store.write(deed) as tx:
        tx.save(amended(tx.get(Organization, organization_id), clean), seen=seen)


def register_person(store: Store, draft: PersonDraft, code: str | None = None) -> str:
    """Add a person to the register; return the person's id.

    Raises:
        DocumentNumberTakenError: If somebody else has that type and number.
        AppError: If the draft will not do, or the code is taken.
    """
    clean = draft.cleaned()
    deed = Deed(code=DeedCode.REGISTER_PERSON, arguments={"name": clean.name})
    with store.write(deed) as tx:
        require_free_number(tx, clean)
        _require_organization(tx, clean)
        person = from_draft(Person, clean, **identity(tx, Person, code))
        tx.add(person)
    return person.id


def amend_person(
    store: Store,
    person_id: str,
    draft: PersonDraft,
    seen: Seen | None = None,
    *,
    reason: str = "",
) -> None:
    """Correct what is known about a person.

    Raises:
        DocumentNumberTakenError: If somebody else has that type and number.
        ChangedSinceError: If a field moved on since the person at the keyboard saw it.
        AppError: If the draft will not do.
    """
    clean = draft.cleaned()
    deed = Deed(
        code=DeedCode.AMEND_PERSON, arguments={"name": clean.name}, reason=reason
    )
    with store.write(deed) as tx:
        require_free_number(tx, clean, person_id)
        _require_organization(tx, clean)
        tx.save(amended(tx.get(Person, person_id), clean), seen=seen)


def require_free_number(reader: Reader, draft: PersonDraft, holder: str = "") -> None:
    """Make sure that nobody but the holder has that type and number of document.

    Other entries that were found to be the same person may have it too.

    Raises:
        DocumentNumberTakenError: If somebody else has.
    """
    if not draft.document_number:
        return
    others = reader.all(
        Person,
        document_type=draft.document_type,
        document_number=_writings(draft.document_type, draft.document_number),
    )
    taken = [other for other in others if other.id != holder]
    if not taken:
        return
    who = reader.who_is_who()
    for other in taken:
        if who.canonical(other.id) != who.canonical(holder):
            raise DocumentNumberTakenError(draft.document_number, other.name)


def _writings(kind: DocumentType, number: str) -> list[str]:
    """Return the number as other sheets write it: a DNI with its check character."""
    key = document_key(number, kind)
    checked = [key + character for character in _CHECK_CHARACTERS]
    return [number, key, *(checked if kind is DocumentType.DNI else ())]


def _require_organization(reader: Reader, draft: PersonDraft) -> None:
    if draft.organization is not None:
        reader.get(Organization, draft.organization)
