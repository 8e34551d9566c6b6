from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.services.steps import a_roll_call
from tests.services.two_laptops import TwoLaptops, amend, disagree
from workshop_app.cli.statuses import DONE, MISUSED, REFUSED
from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import VoteChoice
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.store import Deed, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Kuska


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoLaptops]:
    """Two laptops; the command line is the office's."""
    made = TwoLaptops(tmp_path / "two")
    yield made
    made.close()


@pytest.fixture
def office(two: TwoLaptops, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("KUSKA_HOME", str(two.office.home))
    return two.office.location


def name(location: str, key: str) -> str:
    with closing(Store.open(location)) as store, store.read() as reader:
        return reader.get(Person, key).name


def test_what_is_disagreed_on_is_listed(
    kuska: Kuska, two: TwoLaptops, office: str
) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")

    told = kuska("conflicts", office, "--json")

    assert (told.status, told.err) == (DONE, "")
    assert told.json["open"] == 1
    [found] = told.json["conflicts"]
    assert found["conflict"] == f"person:{key}:name"
    assert {side["value"] for side in found["sides"]} == {"Rosa Ñahui", "Rosa Nahui"}


def test_the_list_in_words_says_who_said_what_and_why(
    kuska: Kuska, two: TwoLaptops, office: str
) -> None:
    disagree(two, "Rosa Ñahui", "Rosa Nahui")
    for store, who in ((two.office, 1), (two.door, 2)):
        amend(store, two.people[who], document_type="dni", document_number="40112233")
    two.meet()

    told = kuska("conflicts", office)

    assert "· Name" in told.out
    assert "] Rosa Ñahui\n" in told.out
    assert two.door.device_label in told.out
    assert "Está en su DNI." in told.out
    assert "More than one person has the document number" in told.out


def test_nothing_to_settle_is_said(kuska: Kuska, two: TwoLaptops, office: str) -> None:
    assert two.people
    assert kuska("conflicts", office).out == "Nothing is disagreed on.\n"


def test_a_side_is_taken_by_the_name_of_its_computer(
    kuska: Kuska, two: TwoLaptops, office: str
) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")
    side = two.door.device_label
    found = f"person:{key}:name"

    told = kuska(
        "resolve", office, found, "--take", side, "--reason", "Se vio.", "--json"
    )

    assert told.status == DONE
    assert told.json == {"conflict": found, "open": 0}
    assert name(office, key) == "Rosa Nahui"


def test_another_value_is_written(kuska: Kuska, two: TwoLaptops, office: str) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")
    with two.office.read() as reader:
        code = reader.get(Person, key).code

    told = kuska(
        "resolve", office, f"{code}:name", "--value", "Rosa", "--reason", "Se vio."
    )

    assert told.out == "Settled. Still open: 0.\n"
    assert name(office, key) == "Rosa"


def test_whether_somebody_stays_has_two_sides(
    kuska: Kuska, two: TwoLaptops, office: str
) -> None:
    key = two.people[0]
    with two.office.write(Deed("remove")) as tx:
        tx.remove(Person, key)
    amend(two.door, key, telephone="987654321")
    two.meet()
    found = f"person:{key}:_deleted"

    third = kuska("resolve", office, found, "--value", "x", "--reason", "Se vio.")
    kept = kuska("resolve", office, found, "--take", "keep", "--reason", "Sí vino.")

    assert third.status == REFUSED
    assert "Take “keep” or “remove”." in third.err
    assert kept.status == DONE


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        (("x:y:z", "--take", "1", "--reason", "Se vio."), REFUSED, "Nothing is disag"),
        (("KEY", "--take", "9", "--reason", "Se vio."), REFUSED, "no side “9”"),
        (("KEY", "--take", "1", "--reason", " "), REFUSED, "The reason is missing"),
        (("KEY", "--take", "1"), MISUSED, "--reason"),
        (("KEY", "--reason", "Se vio."), MISUSED, "either --take or --value"),
        (("--reason", "Se vio."), MISUSED, "either a conflict or --alike"),
        (
            ("KEY", "--alike", "blank", "--reason", "x"),
            MISUSED,
            "a conflict or --alike",
        ),
        (("--dry-run",), MISUSED, "either a conflict or --alike"),
        (
            ("KEY", "--take", "1", "--value", "x", "--reason", "Se vio."),
            MISUSED,
            "either --take or --value",
        ),
    ],
)
def test_what_cannot_be_settled_is_refused_in_a_sentence(
    kuska: Kuska,
    two: TwoLaptops,
    office: str,
    asked: tuple[str, ...],
    status: int,
    said: str,
) -> None:
    key = disagree(two, "Rosa Ñahui", "Rosa Nahui")
    arguments = [f"person:{key}:name" if one == "KEY" else one for one in asked]

    told = kuska("resolve", office, *arguments)

    assert (told.status, told.out) == (status, "")
    assert said in told.err
    assert kuska("conflicts", office, "--json").json["open"] == 1


def test_a_tally_names_the_differing_record_beside_the_count(
    kuska: Kuska, two: TwoLaptops, office: str
) -> None:
    ballot = a_roll_call(two.office, two.session)
    two.meet()
    for store, choice in (
        (two.office, VoteChoice.FOR),
        (two.door, VoteChoice.AGAINST),
    ):
        record_votes(store, ballot, [CalledVote(person=two.people[0], choice=choice)])
    two.meet()

    told = kuska("tally", office)

    assert "Differing record, beside the count: P-" in told.out
    assert "Participante 00." in told.out


def test_what_differs_in_spelling_only_is_settled_together(
    kuska: Kuska, two: TwoLaptops, office: str
) -> None:
    key = disagree(two, "Rosa Ñahui", "ROSA NAHUI")

    seen = kuska("resolve", office, "--alike", "spelling", "--dry-run")
    before = kuska("conflicts", office, "--json").json["open"]
    rule = ("resolve", office, "--alike", "spelling", "--reason", "Es la misma.")
    told = kuska(*rule, "--json")
    again = kuska(*rule)

    assert "· Name: ROSA NAHUI → Rosa Ñahui" in seen.out
    assert "1 would be settled." in seen.out
    assert before == 1
    assert (told.status, told.json["open"], told.json["dry_run"]) == (DONE, 0, False)
    assert [one["taken"] for one in told.json["settled"]] == ["Rosa Ñahui"]
    assert again.out == "0 settled.\nStill open: 0.\n"
    assert name(office, key) == "Rosa Ñahui"
