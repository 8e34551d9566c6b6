"""Values of single fields as somebody types them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import at
from tests.services.steps import a_room
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import VoteChoice
from workshop_app.services.typed_values import ValueUnreadableError, read_value

if TYPE_CHECKING:
    from workshop_app.store import Store


@pytest.mark.parametrize(
    ("kind", "field", "typed", "value"),
    [
        ("person", "name", "Rosa Ñahui", "Rosa Ñahui"),
        ("person", "email_authorized", "Sí", True),
        ("person", "email_authorized", "no", False),
        ("vote", "choice", "abstain", VoteChoice.ABSTAIN),
        ("person", "sex", " ", None),
        ("session", "induction_minutes", "45", 45),
        ("session", "held_on", "2026-04-20", date(2026, 4, 20)),
        ("session", "closed_at", at(13).isoformat(), at(13)),
        ("session", "languages", "es; awa;", ("es", "awa")),
    ],
)
def test_what_is_typed_is_read_as_the_record_has_it(
    store: Store, kind: str, field: str, typed: str, value: Any
) -> None:
    with store.read() as reader:
        assert read_value(reader, kind, field, typed) == value


def test_records_are_named_by_code_or_by_id(store: Store, session: str) -> None:
    person = a_room(store, session)[0]
    with store.read() as reader:
        code = reader.get(Person, person).code

        assert read_value(reader, "session", "facilitator", code.upper()) == person
        assert read_value(reader, "session", "facilitator", person) == person
        assert read_value(reader, "attendance", "session", session) == session
        process = reader.process_id
        assert read_value(reader, "certificate", "process", process) == process


@pytest.mark.parametrize(
    ("kind", "field", "typed"),
    [
        ("vote", "choice", "maybe"),
        ("session", "held_on", "mañana"),
        ("session", "induction_minutes", "many"),
        ("person", "email_authorized", "perhaps"),
        ("session", "facilitator", "P-nobody-1"),
        ("certificate", "process", "nothing"),
        ("person", "colour", "red"),
    ],
)
def test_what_cannot_be_read_is_refused(
    store: Store, kind: str, field: str, typed: str
) -> None:
    with store.read() as reader, pytest.raises(ValueUnreadableError) as refused:
        read_value(reader, kind, field, typed)

    assert typed in str(refused.value)
