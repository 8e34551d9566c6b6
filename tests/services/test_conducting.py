from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import (
    a_person_draft,
    a_session_draft,
    an_organization_draft,
    at,
)
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.session import Session, SessionDraft
from workshop_app.domain.vocabulary import Bloc, DocumentType, SessionState, Standing
from workshop_app.services.arrivals import invite
from workshop_app.services.attendances import check_in
from workshop_app.services.conducting import (
    Slips,
    amend_conducted,
    schedule_conducted,
)
from workshop_app.services.history import undo
from workshop_app.services.people import (
    amend_person,
    register_organization,
    register_person,
)
from workshop_app.services.sessions import schedule_session
from workshop_app.store import ChangedSinceError

if TYPE_CHECKING:
    from workshop_app.store import Store

PLANNED = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)


@pytest.fixture
def rosa(store: Store) -> str:
    return register_person(
        store,
        a_person_draft(
            name="Rosa Huamán Quispe", document_number="40112230", organization=None
        ),
    )


@pytest.fixture
def session(store: Store) -> str:
    return schedule_session(store, PLANNED)


def _listed(store: Store, session: str) -> dict[str, tuple[Bloc, Standing]]:
    with store.read() as reader:
        found = reader.all(Attendance, session=session)
    return {one.person: (one.bloc, one.standing) for one in found}


@pytest.mark.parametrize(
    ("role", "bloc", "standing"),
    [
        ("chair_state", Bloc.STATE, Standing.VOICE_VOTE),
        ("chair_civil_society", Bloc.CIVIL_SOCIETY, Standing.VOICE_VOTE),
        ("facilitator", Bloc.OTHER, Standing.VOICE),
        ("rapporteur", Bloc.OTHER, Standing.VOICE),
    ],
)
def test_whoever_conducts_is_on_the_list_as_their_part_asks(
    store: Store, session: str, rosa: str, role: str, bloc: Bloc, standing: Standing
) -> None:
    parts: dict[str, Any] = {role: rosa}
    amend_conducted(store, session, replace(PLANNED, **parts))

    assert _listed(store, session) == {rosa: (bloc, standing)}


def test_a_chair_who_also_takes_the_notes_has_a_vote(
    store: Store, session: str, rosa: str
) -> None:
    noted = replace(PLANNED, rapporteur=rosa)
    amend_conducted(store, session, replace(noted, chair_state=rosa))

    assert _listed(store, session) == {rosa: (Bloc.STATE, Standing.VOICE_VOTE)}


def test_a_new_session_begins_with_those_named_before_its_title(
    store: Store, rosa: str
) -> None:
    made = schedule_conducted(store, replace(PLANNED, chair_civil_society=rosa))

    assert _listed(store, made) == {rosa: (Bloc.CIVIL_SOCIETY, Standing.VOICE_VOTE)}


def test_what_was_said_of_somebody_stays_but_a_chair_sits_for_a_bloc(
    store: Store, session: str, rosa: str
) -> None:
    invite(store, session, [rosa])

    amend_conducted(store, session, replace(PLANNED, facilitator=rosa))
    before = _listed(store, session)
    amend_conducted(
        store, session, replace(PLANNED, facilitator=rosa, chair_state=rosa)
    )

    assert before == {rosa: (Bloc.OTHER, Standing.VOICE_VOTE)}
    assert _listed(store, session) == {rosa: (Bloc.STATE, Standing.VOICE_VOTE)}


def test_a_part_that_somebody_had_before_lists_nobody_again(
    store: Store, rosa: str
) -> None:
    held = replace(PLANNED, facilitator=rosa)
    session = schedule_session(store, held)

    amend_conducted(store, session, replace(held, venue="Plaza"))

    assert _listed(store, session) == {}


def test_after_the_closing_nobody_is_expected_any_more(store: Store, rosa: str) -> None:
    closed = replace(PLANNED, opened_at=at(9), closed_at=at(12))
    session = schedule_session(store, closed)

    amend_conducted(store, session, replace(closed, rapporteur=rosa))

    with store.read() as reader:
        found = reader.get(Session, session)
    assert (found.state, found.rapporteur) == (SessionState.CLOSED, rosa)
    assert _listed(store, session) == {}


def test_undoing_takes_name_and_line_back_together(
    store: Store, session: str, rosa: str
) -> None:
    amend_conducted(store, session, replace(PLANNED, chair_state=rosa))
    with store.read() as reader:
        deed = reader.history()[0].deed

    undo(store, deed)

    with store.read() as reader:
        assert reader.get(Session, session).chair_state is None
    assert _listed(store, session) == {}


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(
    store: Store, session: str, rosa: str
) -> None:
    with store.read() as reader:
        seen = reader.seen(Session, session)
    amend_conducted(store, session, replace(PLANNED, venue="Coliseo"))

    with pytest.raises(ChangedSinceError):
        amend_conducted(
            store, session, replace(PLANNED, venue="Plaza", chair_state=rosa), seen
        )

    assert _listed(store, session) == {}


def test_a_session_nobody_conducts_yet_lists_nobody(store: Store) -> None:
    made = schedule_conducted(store, SessionDraft(title="Mesa"))

    assert _listed(store, made) == {}


@pytest.fixture
def slip(store: Store) -> str:
    """Somebody on record by name alone."""
    draft = PersonDraft(name="Oficio 12-2026", document_type=DocumentType.NONE)
    return register_person(store, draft)


def _on_record(store: Store, person: str) -> bool:
    with store.read() as reader:
        return reader.find(Person, person) is not None


def test_whoever_is_made_a_chair_has_a_vote(
    store: Store, session: str, rosa: str
) -> None:
    amend_conducted(store, session, replace(PLANNED, facilitator=rosa))

    amend_conducted(store, session, replace(PLANNED, chair_civil_society=rosa))

    assert _listed(store, session) == {rosa: (Bloc.CIVIL_SOCIETY, Standing.VOICE_VOTE)}


def test_a_chair_by_mistake_who_facilitates_has_a_voice_only(
    store: Store, session: str, rosa: str
) -> None:
    both = replace(PLANNED, chair_state=rosa, facilitator=rosa)
    amend_conducted(store, session, both)
    slips = Slips(listed=[rosa])

    amend_conducted(store, session, replace(PLANNED, facilitator=rosa), slips=slips)

    assert _listed(store, session) == {rosa: (Bloc.OTHER, Standing.VOICE)}


def test_a_part_taken_back_gives_the_bloc_of_the_own_organization_back(
    store: Store, session: str
) -> None:
    body = register_organization(store, an_organization_draft(bloc=Bloc.STATE))
    person = register_person(store, a_person_draft(organization=body))
    amend_conducted(store, session, replace(PLANNED, chair_civil_society=person))
    slips = Slips(listed=[person])

    amend_conducted(store, session, replace(PLANNED, rapporteur=person), slips=slips)

    assert _listed(store, session) == {person: (Bloc.STATE, Standing.VOICE)}


def test_a_name_corrected_at_once_leaves_nobody_behind(
    store: Store, session: str, slip: str, rosa: str
) -> None:
    amend_conducted(store, session, replace(PLANNED, chair_state=slip))
    slips = Slips(listed=[slip], registered=[slip])

    amend_conducted(store, session, replace(PLANNED, chair_state=rosa), slips=slips)

    assert _listed(store, session) == {rosa: (Bloc.STATE, Standing.VOICE_VOTE)}
    assert not _on_record(store, slip)


def test_undoing_the_correction_brings_the_name_back(
    store: Store, session: str, slip: str
) -> None:
    amend_conducted(store, session, replace(PLANNED, chair_state=slip))
    slips = Slips(listed=[slip], registered=[slip])
    amend_conducted(store, session, PLANNED, slips=slips)
    with store.read() as reader:
        deed = reader.history()[0].deed

    undo(store, deed)

    assert _on_record(store, slip)
    assert list(_listed(store, session)) == [slip]


def test_somebody_on_record_before_leaves_the_list_and_stays_on_record(
    store: Store, session: str, slip: str
) -> None:
    amend_conducted(store, session, replace(PLANNED, chair_state=slip))

    amend_conducted(store, session, PLANNED, slips=Slips(listed=[slip]))

    assert _listed(store, session) == {}
    assert _on_record(store, slip)


def test_a_name_given_before_the_title_and_corrected_leaves_nobody_behind(
    store: Store, slip: str, rosa: str
) -> None:
    slips = Slips(registered=[slip])

    schedule_conducted(store, replace(PLANNED, chair_state=rosa), slips)

    assert not _on_record(store, slip)


def test_whoever_came_stays_though_the_part_was_a_mistake(
    store: Store, session: str, slip: str
) -> None:
    amend_conducted(store, session, replace(PLANNED, chair_state=slip))
    check_in(store, session, slip, at(9))
    slips = Slips(listed=[slip], registered=[slip])

    amend_conducted(store, session, PLANNED, slips=slips)

    assert list(_listed(store, session)) == [slip]
    assert _on_record(store, slip)


def test_whoever_was_invited_before_stays_invited(
    store: Store, session: str, slip: str
) -> None:
    invite(store, session, [slip])
    amend_conducted(store, session, replace(PLANNED, chair_state=slip))

    amend_conducted(store, session, PLANNED, slips=Slips(registered=[slip]))

    assert list(_listed(store, session)) == [slip]
    assert _on_record(store, slip)


def test_somebody_of_whom_more_is_known_stays_on_record(
    store: Store, session: str, slip: str
) -> None:
    known = PersonDraft(name="Rosa", document_type=DocumentType.NONE, position="Jefa")
    amend_person(store, slip, known)

    amend_conducted(store, session, PLANNED, slips=Slips(registered=[slip]))

    assert _on_record(store, slip)


def test_somebody_who_has_a_part_elsewhere_stays_on_record(
    store: Store, session: str, slip: str
) -> None:
    schedule_session(store, replace(PLANNED, facilitator=slip))

    amend_conducted(store, session, PLANNED, slips=Slips(registered=[slip]))

    assert _on_record(store, slip)


def test_after_the_closing_a_correction_takes_nobody_off_the_list(
    store: Store, slip: str
) -> None:
    closed = replace(PLANNED, opened_at=at(9), closed_at=at(12))
    session = schedule_session(store, closed)
    slips = Slips(listed=[slip], registered=[slip])

    amend_conducted(store, session, closed, slips=slips)

    assert _on_record(store, slip)


def test_a_slip_that_is_gone_already_is_no_hindrance(
    store: Store, session: str, slip: str
) -> None:
    slips = Slips(registered=[slip])
    amend_conducted(store, session, PLANNED, slips=slips)

    amend_conducted(store, session, replace(PLANNED, venue="Plaza"), slips=slips)

    assert not _on_record(store, slip)
