from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    a_contribution,
    a_decision,
    a_movement,
    a_person,
    a_session,
    an_attendance,
    an_authorship,
    an_id,
    an_organization,
    at,
)
from tests.store.conftest import registered
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Direction,
    Outcome,
    ReasonCode,
)
from workshop_app.ids import derived_id
from workshop_app.services.listings import (
    Listed,
    attendances,
    contributions,
    deeds,
    people,
    sessions,
)
from workshop_app.store import Deed, listing
from workshop_app.store.listing import PackedIds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_app.domain.records import Record
    from workshop_app.store import Store
    from workshop_app.store.listing import Listing

LAKE = an_organization("O-1", name="Federación del Lago")
RIVER = an_organization("O-2", name="Ácora, comunidad del río")
SESSION = a_session()

IDS = st.lists(st.integers(0, 999).map(str).map(an_id), unique=True)


def put(store: Store, *records: Record) -> None:
    with store.write(Deed("import_people")) as tx:
        tx.add_all(records)


def rows(listed: Listed[Any], order: str = "", words: str = "") -> list[Any]:
    return listed.rows(list(listed.ids(order, descending=False, words=words)))


def reverse(listed: Listed[Any], order: str) -> list[Any]:
    return listed.rows(list(listed.ids(order, descending=True, words="")))


def somebody(code: str, name: str, **fields: Any) -> Person:
    return a_person(code, **{"name": name, "organization": None, **fields})


def names(found: Iterable[Any]) -> list[str]:
    return [row.person.name for row in found]


def three_people(store: Store) -> None:
    put(
        store,
        LAKE,
        RIVER,
        somebody("P-1", "Zoila Ríos", document_number="3", organization=LAKE.id),
        somebody("P-2", "Ñusta Ñahui", document_number="", organization=RIVER.id),
        somebody("P-3", "ángel Quispe", document_number="1"),
    )


def test_people_stand_in_the_order_of_their_names_whatever_their_accents(
    store: Store,
) -> None:
    three_people(store)

    found = names(rows(people(store), "name"))

    assert found == [
        "ángel Quispe",
        "Ñusta Ñahui",
        "Rosa Quispe Mamani",  # who founded the process
        "Zoila Ríos",
    ]
    assert names(reverse(people(store), "name")) == found[::-1]


def test_what_is_absent_comes_last_whichever_way(store: Store) -> None:
    three_people(store)

    up = names(rows(people(store), "number"))
    down = names(reverse(people(store), "number"))

    assert up[:2] == ["ángel Quispe", "Zoila Ríos"]
    assert down[:2] == ["Zoila Ríos", "ángel Quispe"]


def test_people_stand_by_the_names_of_their_organizations(store: Store) -> None:
    three_people(store)

    found = rows(people(store), "organization")

    assert [(row.person.name, row.organization) for row in found] == [
        ("Ñusta Ñahui", RIVER.name),
        ("Zoila Ríos", LAKE.name),
        ("ángel Quispe", ""),
        ("Rosa Quispe Mamani", ""),
    ]


def test_the_newest_person_comes_first(store: Store) -> None:
    made = [registered(store, name).id for name in ("Uno", "Dos", "Tres")]

    ids = people(store).ids("newest", descending=False, words="")

    assert list(ids)[:3] == made[::-1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("rios", ["Zoila Ríos"]),
        ("zoi lago", ["Zoila Ríos"]),  # one word of the name, one of the organization
        ("ÑAHUI", ["Ñusta Ñahui"]),
        ("quispe", ["ángel Quispe", "Rosa Quispe Mamani"]),
        ("zoila rio comunidad", []),
        ("'\" ", []),
        ("   ", ["ángel Quispe", "Ñusta Ñahui", "Rosa Quispe Mamani", "Zoila Ríos"]),
    ],
)
def test_people_are_filtered_by_words_of_theirs_and_of_their_organization(
    store: Store, words: str, expected: list[str]
) -> None:
    three_people(store)

    assert names(rows(people(store), "name", words)) == expected


def test_people_of_an_organization_are_told_apart(store: Store) -> None:
    three_people(store)

    assert names(rows(people(store, organization=LAKE.id))) == ["Zoila Ríos"]


def test_whoever_was_removed_is_in_no_list_and_can_still_be_read(store: Store) -> None:
    gone = registered(store, "Zoila")
    listed = people(store)
    before = listed.ids("name", descending=False, words="")

    with store.write(Deed("remove_person")) as tx:
        tx.remove(Person, gone.id)

    after = listed.ids("name", descending=False, words="")
    assert gone.id in list(before)
    assert gone.id not in list(after)
    assert listed.rows([gone.id])[0] is not None
    assert listed.rows([an_id("nobody")]) == [None]


def three_attendances(store: Store) -> None:
    zoila, nusta, angel = (an_id(code) for code in ("P-1", "P-2", "P-3"))
    three_people(store)
    put(
        store,
        SESSION,
        an_attendance(zoila, organization=RIVER.id, bloc=Bloc.STATE),
        an_attendance(nusta, bloc=Bloc.CIVIL_SOCIETY),
        an_attendance(angel, bloc=Bloc.OTHER, status=AttendanceStatus.EXPECTED),
        an_attendance(zoila, session=an_id("another")),
        a_movement(zoila, Direction.ARRIVAL, at(9)),
        a_movement(zoila, Direction.DEPARTURE, at(10)),
        a_movement(zoila, Direction.ARRIVAL, at(11)),
        a_movement(nusta, Direction.ARRIVAL, at(10)),
    )


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", ["ángel Quispe", "Ñusta Ñahui", "Zoila Ríos"]),
        ("", ["ángel Quispe", "Ñusta Ñahui", "Zoila Ríos"]),
        ("bloc", ["Ñusta Ñahui", "ángel Quispe", "Zoila Ríos"]),
        ("organization", ["Zoila Ríos", "ángel Quispe", "Ñusta Ñahui"]),
        ("status", ["ángel Quispe", "Ñusta Ñahui", "Zoila Ríos"]),
        ("arrival", ["Zoila Ríos", "Ñusta Ñahui", "ángel Quispe"]),
        ("newest", ["Zoila Ríos", "Ñusta Ñahui", "ángel Quispe"]),
    ],
)
def test_attendances_of_one_session_stand_in_order(
    store: Store, order: str, expected: list[str]
) -> None:
    three_attendances(store)

    assert names(rows(attendances(store, SESSION.id), order)) == expected


def test_whoever_has_not_come_stands_last_whichever_way(store: Store) -> None:
    three_attendances(store)

    found = names(reverse(attendances(store, SESSION.id), "arrival"))

    assert found == ["Ñusta Ñahui", "Zoila Ríos", "ángel Quispe"]


def test_an_attendance_tells_whose_and_when(store: Store) -> None:
    three_attendances(store)

    first = rows(attendances(store, SESSION.id), "arrival")[0]

    assert first.person.name == "Zoila Ríos"
    assert first.organization == RIVER.name
    assert first.attendance.bloc is Bloc.STATE
    assert [one.happened_at for one in first.movements] == [at(9), at(10), at(11)]


def test_attendances_are_filtered_by_name_organization_and_status(
    store: Store,
) -> None:
    three_attendances(store)
    listed = attendances(store, SESSION.id)
    expected = attendances(store, SESSION.id, status=AttendanceStatus.EXPECTED)

    assert names(rows(listed, words="zoi acora")) == ["Zoila Ríos"]
    assert names(rows(listed, words="lago")) == []
    assert names(rows(expected)) == ["ángel Quispe"]


def three_contributions(store: Store) -> None:
    three_people(store)
    ninth = a_contribution("A-tumikalo-9", title="Óleo")
    tenth = a_contribution("A-tumikalo-10", title="Agua limpia", session=None)
    first = a_contribution("A-tumikalo-1", title="Bosques")
    put(
        store,
        SESSION,
        ninth,
        tenth,
        first,
        an_authorship(ninth.id, an_id("P-2"), position=1),
        an_authorship(ninth.id, an_id("P-1"), position=0),
        a_decision(contribution=first.id),
        a_decision(
            contribution=ninth.id,
            outcome=Outcome.NOT_ACCEPTED,
            reason_code=next(iter(ReasonCode)),
            reason_text="No es de esta entidad.",
        ),
    )


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("code", ["Bosques", "Óleo", "Agua limpia"]),
        ("title", ["Agua limpia", "Bosques", "Óleo"]),
        ("outcome", ["Agua limpia", "Bosques", "Óleo"]),
    ],
)
def test_contributions_stand_in_order(
    store: Store, order: str, expected: list[str]
) -> None:
    three_contributions(store)

    found = rows(contributions(store), order)

    assert [row.contribution.title for row in found] == expected
    turned = reverse(contributions(store), order)
    assert [row.contribution.title for row in turned] == expected[::-1]


def test_a_contribution_tells_its_authors_and_its_answer(store: Store) -> None:
    three_contributions(store)

    water, forests, oil = rows(contributions(store), "title")

    assert (water.decision, water.authors) == (None, ())
    assert forests.decision.outcome is Outcome.ACCEPTED
    assert oil.authors == ("Zoila Ríos", "Ñusta Ñahui")


def test_contributions_are_filtered_by_text_author_and_session(store: Store) -> None:
    three_contributions(store)

    by_author = rows(contributions(store), words="nusta oleo")
    here = rows(contributions(store, session=SESSION.id), "code")

    assert [row.contribution.title for row in by_author] == ["Óleo"]
    assert [row.contribution.title for row in here] == ["Bosques", "Óleo"]


def test_sessions_stand_by_their_day_and_tell_who_came(store: Store) -> None:
    early = a_session("S-1", title="Zonal", held_on=date(2026, 1, 7))
    begun = a_session("S-2", title="Ápice", held_on=None, opened_at=at(9))
    planned = a_session(
        "S-3", title="Mesa", held_on=None, opened_at=None, closed_at=None
    )
    expected = AttendanceStatus.EXPECTED
    put(
        store,
        planned,
        begun,
        early,
        an_attendance(an_id("x"), session=early.id),
        an_attendance(an_id("y"), session=early.id, status=expected),
    )

    found = rows(sessions(store), "date")

    assert [(row.session.title, row.listed, row.present) for row in found] == [
        ("Zonal", 2, 1),
        ("Ápice", 0, 0),
        ("Mesa", 0, 0),
    ]
    titles = [row.session.title for row in rows(sessions(store), "title")]
    assert titles == ["Ápice", "Mesa", "Zonal"]
    assert [row.session.title for row in rows(sessions(store), words="api")] == [
        "Ápice"
    ]


def test_deeds_come_the_latest_first_as_the_history_tells_them(store: Store) -> None:
    zoila = registered(store, "Zoila Ríos")
    with store.write(Deed("amend_person")) as tx:
        tx.save(Person(id=zoila.id, code=zoila.code, name="Zoila Ríos Ccori"))
    registered(store, "Ñusta Ñahui")

    with store.read() as reader:
        history, of_zoila = reader.history(), reader.history(zoila.id)
        operator = reader.operator

    assert rows(deeds(store)) == list(history)
    assert reverse(deeds(store), "newest") == list(history)[::-1]
    assert rows(deeds(store, record=zoila.id)) == list(of_zoila)
    assert rows(deeds(store), words="ccori") == list(of_zoila)
    assert rows(deeds(store, actor=operator), words="nusta") == list(history)[:1]
    assert rows(deeds(store, actor=an_id("nobody"))) == []


def test_a_list_says_whether_it_is_long(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_people(store)
    monkeypatch.setattr(listing, "LONG", 3)

    assert people(store).is_long()
    assert not people(store, organization=LAKE.id).is_long()
    assert not sessions(store).is_long()


def packed_as(ids: list[str], *, backwards: bool) -> PackedIds:
    """Return ids in this order, packed forwards or backwards."""
    told = ids[::-1] if backwards else ids
    return PackedIds.of("".join(told), backwards=backwards)


@given(IDS, st.booleans())
def test_packed_ids_are_a_sequence(ids: list[str], backwards: bool) -> None:  # noqa: FBT001 drawn
    packed = packed_as(ids, backwards=backwards)

    assert list(packed) == ids
    assert [packed[place] for place in range(len(packed))] == ids
    assert [packed.place(one) for one in ids] == list(range(len(ids)))
    assert packed.part(1, 3) == ids[1:3]
    assert packed.part(2, len(ids) + 9) == ids[2:]
    for other in (True, False):
        assert packed == packed_as(ids, backwards=other)
        assert hash(packed) == hash(packed_as(ids, backwards=other))
    assert packed != ids
    assert packed != packed_as([*ids, an_id("more")], backwards=not backwards)


@given(IDS, st.booleans(), st.data())
def test_packed_ids_take_in_one_more(
    ids: list[str],
    backwards: bool,  # noqa: FBT001 drawn
    data: st.DataObject,
) -> None:
    place = data.draw(st.integers(0, len(ids)))
    one = an_id("one more")

    packed = packed_as(ids, backwards=backwards).inserted(place, one)

    assert list(packed) == [*ids[:place], one, *ids[place:]]


def test_what_straddles_two_packed_ids_is_not_found() -> None:
    packed = PackedIds.of("ab" * 16 + "ab" * 8 + "cd" * 8 + "ab" * 16)

    assert packed.place("ab" * 4 + "cd" * 8 + "ab" * 4) == -1
    assert packed.place("ab" * 12 + "cd" * 4) == -1
    assert packed.place(derived_id("none")) == -1
    assert packed.place("") == -1


@pytest.mark.parametrize("place", [-1, 2])
def test_packed_ids_have_an_end(place: int) -> None:
    packed = PackedIds.of("ab" * 32)

    with pytest.raises(IndexError):
        packed[place]


def test_half_an_id_is_none() -> None:
    with pytest.raises(ValueError, match="9 bytes"):
        PackedIds(b"123456789")


def test_every_order_of_every_list_can_be_asked(store: Store) -> None:
    three_attendances(store)
    every: list[Listing[Any]] = [
        made._listing
        for made in (
            people(store),
            attendances(store, SESSION.id),
            contributions(store),
            sessions(store),
            deeds(store),
        )
    ]

    for one in every:
        listed = Listed(store, one)
        known = {order: rows(listed, order, "a") for order in one.orders}

        assert len({len(found) for found in known.values()}) == 1
        for name in one.only:
            assert rows(Listed(store, one, **{name: an_id("none")})) == []
