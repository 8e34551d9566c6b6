from __future__ import annotations

import dataclasses
import json
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import examples
from tests.store import server
from tests.store.conftest import BEGIN, Place, founded, registered
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.errors import AppError
from workshop_app.ids import derived_id
from workshop_app.store import Deed
from workshop_app.store.dump import dump, dump_bytes
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from workshop_app.store import Store

Step = tuple[str, int, str]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "amend", "remove", "undo", "fact"]),
        st.integers(0, 3),
        st.sampled_from(["Ana", "Ñusta", "Élida", ""]),
    ),
    max_size=14,
)


def test_records_refer_to_each_other_by_code(store: Store) -> None:
    with store.write(Deed("register_organization")) as tx:
        club = Organization(
            id=tx.new_id(), code=tx.next_code(Organization), name="Club"
        )
        tx.add(club)
    rosa = registered(store, "Rosa", organization=club.id)

    with store.read() as reader:
        told = dump(reader)

    (_, person) = told["records"]["person"]
    assert person["code"] == rosa.code
    assert person["organization"] == club.code
    text = json.dumps(told)
    assert rosa.id not in text
    assert store.location not in text


def test_records_with_one_code_are_told_apart_by_id(store: Store) -> None:
    twins = []
    for _ in range(2):
        with store.write(Deed("register_person")) as tx:
            twins.append(Person(id=tx.new_id(), code="AP-1", name="Twin"))
            tx.add(twins[-1])

    with store.read() as reader:
        told = dump(reader)["records"]["person"]

    assert {p["id"] for p in told if p["code"] == "AP-1"} == {p.id for p in twins}


def play(store: Store, steps: list[Step]) -> None:
    """Do what the steps say, as far as it can be done."""
    for what, which, name in steps:
        try:
            one_step(store, what, which, name)
        except AppError:
            continue


def one_step(store: Store, what: str, which: int, name: str) -> None:
    with store.read() as reader:
        people = reader.all(Person)
        deeds = reader.history()
    if not people:
        what = "add"
    chosen = people[which % len(people)] if people else Person(id="", code="", name="")
    with store.write(Deed(what)) as tx:
        if what == "add":
            tx.add(Person(id=tx.new_id(), code=tx.next_code(Person), name=name))
        elif what == "amend":
            tx.save(dataclasses.replace(chosen, name=name, email=str(which)))
        elif what == "remove":
            tx.remove(Person, chosen.id)
        elif what == "undo":
            tx.revert(deeds[which % max(1, len(deeds) - 1)].deed)
        else:
            session = derived_id("session", str(which))
            fact = derived_id("attendance", session, chosen.id)
            tx.add(
                Attendance(
                    id=fact, session=session, person=chosen.id, accreditation=name
                )
            )


def content(store: Store) -> bytes:
    with store.read() as reader:
        told = dump(reader)
        told["history"] = [
            (d.code, d.touched, d.reverted, d.reverts) for d in reader.history()
        ]
        told["found"] = [str(one) for one in reader.search("n")]
    return json.dumps(told, sort_keys=True).encode()


@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(steps=STEPS)
def test_a_rebuild_changes_nothing(
    templates: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[Step],
) -> None:
    folder = tmp_path_factory.mktemp("p7")
    shutil.copytree(templates["plain"], folder, dirs_exist_ok=True)
    known = {"reference_broken"}
    place = Place(str(folder / "a.kuska"), folder / "home")
    with closing(place.open()) as store:
        play(store, steps)
        before = content(store)

        assert {finding.problem.value for finding in check(store)} <= known
        store.rebuild()

        assert content(store) == before


@settings(
    max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(steps=STEPS)
def test_the_same_deeds_dump_the_same_bytes_on_a_server(
    postgresql: str, tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    folder = tmp_path_factory.mktemp("p18")
    name = f"p18_{folder.name}".lower().replace("-", "_")
    url = server.make_database(postgresql, name)
    with (
        closing(founded(str(folder / "a.kuska"), folder / "home", plain=True)) as here,
        closing(founded(url, folder / "home2", plain=True)) as there,
    ):
        for store in (here, there):
            play(store, steps)

        with here.read() as mine, there.read() as theirs:
            assert dump_bytes(mine) == dump_bytes(theirs)
        assert content(here) == content(there)
    server.drop_database(postgresql, name)


def test_the_same_founding_dumps_the_same_bytes_every_time(
    plain: Store, tmp_path: Path
) -> None:
    again = founded(str(tmp_path / "again.kuska"), tmp_path / "home3", plain=True)

    with plain.read() as one, again.read() as other:
        assert dump_bytes(one) == dump_bytes(other)
        assert BEGIN.isoformat() not in dump_bytes(one).decode()
    again.close()
