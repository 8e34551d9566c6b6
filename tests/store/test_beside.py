"""What lies in the file beside the ledger, and who may write when."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import workshop_app.store
from tests.store.conftest import Place, registered
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.ledger.upcast import UPCASTERS, Upcasters
from workshop_app.store import Deed, connecting, project
from workshop_app.store.access import note, noted
from workshop_app.store.connecting import connect_file
from workshop_app.store.errors import (
    DriverTooOldError,
    StoreBusyError,
    StoreDamagedError,
    StoreUnreachableError,
)
from workshop_app.store.integrity import check
from workshop_app.store.records import GONE
from workshop_app.store.store import Store
from workshop_app.store.unsent import forget_unsent, keep_unsent, unsent

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_who_looked_at_lists_of_people_is_noted(store: Store) -> None:
    note(store, "view", "S-tumikalo-1", 40)
    note(store, "print", "S-tumikalo-1", 39)

    latest, first = noted(store)
    assert (latest.action, latest.count) == ("print", 39)
    assert (first.person, first.subject) == (store.operator, "S-tumikalo-1")
    with store.read() as reader:
        assert len(reader.history()) == 1


def test_typing_survives_a_crash_and_is_no_deed(place: Place) -> None:
    with closing(place.open()) as store:
        keep_unsent(store, "session/1/opening", "Siendo las")
        keep_unsent(store, "session/1/opening", "Siendo las nueve")
        keep_unsent(store, "person/new/name", "Ro")

    with closing(place.open(seed="again")) as store:
        forget_unsent(store, "person/new/name")
        assert unsent(store) == {"session/1/opening": "Siendo las nueve"}
        with store.read() as reader:
            assert len(reader.history()) == 1


def test_a_busy_file_is_told(
    plain_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "PATIENCE", 0)
    with (
        closing(plain_place.open()) as store,
        closing(connect_file(Path(plain_place.location), None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError):
            registered(store, "Rosa")
        with store.read() as reader:
            assert reader.count(Person) == 1
        other.execute("ROLLBACK")
        registered(store, "Rosa")


def test_a_table_that_lost_a_column_is_damage_and_no_bug(plain_place: Place) -> None:
    with (
        closing(plain_place.open()) as store,
        closing(connect_file(Path(plain_place.location), None)) as other,
    ):
        other.execute("ALTER TABLE person RENAME COLUMN email TO emoil")

        with pytest.raises(StoreDamagedError), store.read() as reader:
            reader.all(Person)


def test_a_text_that_the_caller_cannot_decode_is_no_damage(store: Store) -> None:
    with pytest.raises(UnicodeDecodeError), store.read():
        b"\xff".decode()
    with pytest.raises(UnicodeDecodeError), store.write(Deed("import_people")):
        b"\xff".decode()


def test_a_stored_text_that_nobody_can_decode_is_damage(plain: Store) -> None:
    with plain.database.writing() as link:
        link.script("UPDATE person SET name = CAST(x'52ff' AS TEXT)")

    with pytest.raises(StoreDamagedError), plain.read() as reader:
        reader.all(Person)


def test_telling_which_device_this_is_makes_none(plain_place: Place) -> None:
    with closing(plain_place.open()) as store:
        assert store.known_device == store.device
    shutil.rmtree(plain_place.home)

    with closing(plain_place.open(seed="elsewhere")) as store:
        assert store.known_device is None
        with store.read() as reader:
            assert reader.count(Person) == 1
        assert store.known_device is None
        registered(store, "Rosa")
        assert store.known_device == store.device


_READS = """
import sys
from pathlib import Path
from workshop_app.domain.person import Person
from workshop_app.store import Store
store = Store.open(sys.argv[1], home=Path(sys.argv[2]))
with store.read() as reader:
    print(reader.count(Person))
print(*({"cryptography", "workshop_app.store.writing"} & sys.modules.keys()))
print(len(store.device))
"""


def test_who_only_reads_imports_nothing_that_seals(plain_place: Place) -> None:
    plain_place.open().close()
    told = [plain_place.location, str(plain_place.home)]

    ran = subprocess.run(
        [sys.executable, "-c", _READS, *told],
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.splitlines() == ["1", "", "43"]


def test_the_store_offers_what_it_says_and_nothing_else() -> None:
    names = workshop_app.store.__all__
    offered = {name: getattr(workshop_app.store, name) for name in names}

    assert offered["Deed"] is Deed
    with pytest.raises(AttributeError, match="Anything"):
        _ = workshop_app.store.Anything


def test_readers_see_one_moment(store: Store) -> None:
    with store.read() as reader:
        before = reader.count(Person)
        registered(store, "Rosa")

        assert reader.count(Person) == before


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"allow|read-only"), store.read() as reader:
        reader._link.script("DELETE FROM person")


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachableError) as raised:
        Store.open("postgresql://nobody:secret@127.0.0.1:1/kuska", home=tmp_path)

    assert "secret" not in str(raised.value)


def test_an_old_library_is_refused(
    plain_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sqlcipher3.dbapi2.sqlite_version_info", (3, 51, 2))

    with pytest.raises(DriverTooOldError):
        plain_place.open()


def test_tables_of_another_version_are_rebuilt_on_opening(place: Place) -> None:
    with closing(place.open()) as store:
        rosa = registered(store, "Rosa")
        with store.database.writing() as link:
            link.script("DROP TABLE person")
            link.script("CREATE TABLE participant (id TEXT)")
            link.run(project.PUT_LOCAL, "derived", "of another version")

    with closing(place.open(seed="again")) as store:
        with store.read() as reader:
            assert reader.get(Person, rosa.id) == rosa
        assert check(store) == ()


def erase(store: Store, record: str) -> None:
    """Erase what was written to a record, as an order of the office will."""
    with store.database.writing() as link:
        words = "UPDATE op SET payload = NULL WHERE rec = "
        link.script(f"{words}'{record}'")
    store.rebuild()


def test_an_erased_value_is_unknown_and_the_rest_stays(store: Store) -> None:
    rosa = registered(store, "Rosa", email="rosa@example.org")
    erase(store, rosa.id)
    with store.write(Deed("amend_person")) as tx:
        known = tx.get(Person, rosa.id)
        tx.save(dataclasses.replace(known, telephone="999"))

    with store.read() as reader:
        now = reader.get(Person, rosa.id)
        assert (now.name, now.email, now.telephone) == (GONE, "", "999")
        assert reader.history(limit=1)[0].touched[0][2] == ("telephone",)
    assert check(store) == ()


def test_old_words_are_read_in_the_words_of_today(
    plain: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the next vocabulary wrote the names of organizations in capitals."""
    with plain.write(Deed("register_organization")) as tx:
        club = Organization(id=tx.new_id(), code="O-1", name="Club")
        tx.add(club)

    def louder(
        fields: tuple[str, ...], values: Sequence[object]
    ) -> tuple[tuple[str, ...], tuple[object, ...]]:
        pairs = zip(fields, values, strict=True)
        return fields, tuple(str(v).upper() if f == "name" else v for f, v in pairs)

    later = Upcasters()
    later.register("organization", 1, louder)  # type: ignore[arg-type]
    monkeypatch.setattr(project, "UPCASTERS", later)

    plain.rebuild()

    with plain.read() as reader:
        assert reader.get(Organization, club.id).name == "CLUB"
        assert reader.seen(Organization, club.id).values["name"] == "CLUB"
    assert UPCASTERS.newest == 1


def disputed(place: Place, tmp_path: Path) -> None:
    """Make two devices amend one person apart, and put their commits together."""
    import shutil  # noqa: PLC0415 only here

    twin = Place(str(tmp_path / "twin.kuska"), tmp_path / "other home")
    shutil.copyfile(place.location, twin.location)
    for one, name in ((place, "Rosa Una"), (twin, "Rosa Otra")):
        with closing(one.open(seed=name)) as store, store.write(Deed("amend")) as tx:
            tx.save(dataclasses.replace(tx.get(Person, store.operator), name=name))
    with closing(connect_file(Path(place.location), None)) as connection:
        connection.execute("ATTACH ? AS twin", (twin.location,))
        connection.execute(
            "INSERT INTO device SELECT n, key, own FROM twin.device WHERE n = 2"
        )
        connection.execute(
            "INSERT INTO commits SELECT n + 1, id, dev, seq, prev, clk, depth, schema,"
            " deed, code, actor, header, words, via FROM twin.commits WHERE n = 2"
        )
        connection.execute(
            "INSERT INTO op SELECT rec, kind, c + 1, i, fields, over, payload"
            " FROM twin.op WHERE c = 2"
        )
        connection.execute(
            "INSERT INTO seal SELECT c + 1, signature FROM twin.seal WHERE c = 2"
        )


def test_a_conflict_shows_both_and_who_said_them(
    plain_place: Place, tmp_path: Path
) -> None:
    disputed(plain_place, tmp_path)
    with closing(plain_place.open(seed="merged")) as store:
        store.rebuild()

        with store.read() as reader:
            (row,) = [one for one in reader.conflicts() if one.kind == "person"]
            assert reader.disputed() == len(reader.conflicts())
            assert {claim.value for claim in row.claims} == {"Rosa Una", "Rosa Otra"}
            assert {claim.actor for claim in row.claims} == {store.operator}
            from workshop_app.store.dump import dump  # noqa: PLC0415 only here

            (told,) = dump(reader)["records"]["person"]
            assert "Rosa Otra" in json.dumps(told["name"])
        with store.write(Deed("settle")) as tx:
            tx.save(dataclasses.replace(tx.get(Person, row.id), name="Rosa Quispe"))

        with store.read() as reader:
            assert reader.conflicts() == ()
            assert reader.disputed() == 0
        assert check(store) == ()
