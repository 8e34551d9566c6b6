"""What is on record of somebody, put right at the door."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from workshop_app.domain.organization import OrganizationDraft
from workshop_app.domain.person import Person
from workshop_app.domain.records import amended
from workshop_app.services.attendances import require_listed
from workshop_app.services.deeds import DeedCode
from workshop_app.services.import_matching import OrganizationBook
from workshop_app.services.people import register_organization, require_free_number
from workshop_app.store import Deed

if TYPE_CHECKING:
    from workshop_app.domain.person import PersonDraft
    from workshop_app.domain.vocabulary import Bloc
    from workshop_app.store import Seen, Store


def correct_person(
    store: Store,
    session: str,
    person_id: str,
    draft: PersonDraft,
    organization: str,
    seen: Seen | None = None,
) -> None:
    """Correct somebody of a list, with the organization they are there for.

    Their line on the list follows if it named the organization they had; the side on
    which they are counted stays.

    Args:
        store: Where the process is kept.
        session: On whose list they are.
        person_id: Who.
        draft: What is to stand; its organization is left aside.
        organization: By its name, on record or new; blank for nobody's.
        seen: What the person at the keyboard saw.

    Raises:
        DocumentNumberTakenError: If somebody else has that type and number.
        ChangedSinceError: If a field moved on since the person at the keyboard saw it.
        NotOnListError: If the person is not on the list.
        AppError: If the draft will not do.
    """
    clean = draft.cleaned()
    with store.read() as reader:  # refused before an organization is written down
        bloc = require_listed(reader, session, person_id).bloc
        require_free_number(reader, clean, person_id)
    key = _organization(store, organization, bloc)
    clean = dataclasses.replace(clean, organization=key)
    deed = Deed(code=DeedCode.AMEND_PERSON, arguments={"name": clean.name})
    with store.write(deed) as tx:
        before = tx.get(Person, person_id)
        line = require_listed(tx, session, person_id)
        require_free_number(tx, clean, person_id)
        tx.save(amended(before, clean), seen=seen)
        if line.organization == before.organization:
            tx.save(dataclasses.replace(line, organization=key))


def _organization(store: Store, name: str, bloc: Bloc) -> str | None:
    """Return the id of an organization; a new one is a deed of its own.

    So the correction can be undone: what a deed made is not taken away while somebody
    who was on record before it speaks of it.
    """
    with store.read() as reader:
        known = OrganizationBook(reader).find(name) if name.strip() else None
    if known is not None or not name.strip():
        return None if known is None else known.id
    return register_organization(store, OrganizationDraft(name=name, bloc=bloc))
