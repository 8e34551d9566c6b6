from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from workshop_app.cli.board import _names
from workshop_app.cli.statuses import REFUSED
from workshop_app.services.office_board import Cell

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska

KEYS = {"path", "verdict", "added", "known", "conflicts", "why"}


class Desk:
    """An office and a door, each on a computer of its own, and how they are asked."""

    def __init__(self, kuska: Kuska, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.kuska, self.folder, self._patch = kuska, folder, patch
        self.office, self.door = folder / "office.kuska", folder / "door.kuska"
        self.at("office")
        kuska("new", self.office, "--title", "Plan", "--operator", "Rosa", "--plain")
        kuska("export", self.office, "--out", folder / "start.kuskax")
        self.at("door")
        kuska("new", self.door, "--from", folder / "start.kuskax", "--plain")
        kuska("session", self.door, "S-1", "--title", "Mesa uno")
        self.file = folder / "door.kuskax"
        kuska("export", self.door, "--out", self.file)
        self.at("office")

    def at(self, name: str) -> None:
        self._patch.setenv("KUSKA_HOME", str(self.folder / name))


@pytest.fixture
def desk(kuska: Kuska, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(kuska, tmp_path, monkeypatch)


def test_merge_answers_for_each_file(desk: Desk) -> None:
    absent = desk.folder / "absent.kuskax"

    told = desk.kuska("merge", desk.office, absent, desk.file, "--json")

    refused, kept = told.json["files"]
    assert told.status == 3
    assert refused.keys() >= KEYS
    assert (refused["verdict"], kept["verdict"]) == ("refused", "quarantined")
    assert kept["not_counted"][0]["why"] == "not_admitted"
    assert desk.kuska("merge", desk.office, desk.file).status == 0


def test_many_files_are_summed_up_in_one_line(desk: Desk) -> None:
    told = desk.kuska("merge", desk.office, desk.folder / "absent.kuskax", desk.file)

    assert told.out.splitlines()[-1] == "2 files: in quarantine: 1, refused: 1."


def test_merge_says_in_words_what_became_of_each(desk: Desk) -> None:
    dry = desk.kuska("merge", desk.office, desk.file, "--dry-run")
    wet = desk.kuska("merge", desk.office, desk.file)

    assert dry.out == f"{wet.out}Nothing was written.\n"
    assert "in quarantine: 1" in wet.out


def test_whom_the_office_admits_counts(desk: Desk) -> None:
    desk.kuska("merge", desk.office, desk.file)

    listed = desk.kuska("admit", desk.office, "--json").json["computers"]
    shown = desk.kuska("admit", desk.office)
    speechless = desk.kuska("admit", desk.office, "--all")
    told = desk.kuska(
        "admit", desk.office, "--all", "--reason", "x", "--holder", "Rosa"
    )
    again = desk.kuska("admit", desk.office, listed[1]["key"], "--reason", "x")

    assert [one["admitted"] for one in listed] == [True, False]
    assert "to be admitted; 1 acts" in shown.out
    assert speechless.status == 2
    assert told.out == f"Computer {listed[1]['computer']} is admitted.\n"
    assert again.out == "No computer was admitted that was not before.\n"
    assert desk.kuska("dump", desk.office).out == desk.kuska("dump", desk.office).out
    assert "Mesa uno" in desk.kuska("dump", desk.office).out


def test_a_file_is_listed_taken_out_and_brought_back(desk: Desk) -> None:
    desk.kuska("merge", desk.office, desk.file)
    desk.kuska("admit", desk.office, "--all", "--reason", "x")
    before = desk.kuska("dump", desk.office).out

    (row,) = desk.kuska("imports", desk.office, "--json").json["imports"]
    out = desk.kuska("undo-import", desk.office, 1, "--json")
    gone = desk.kuska("dump", desk.office).out
    back = desk.kuska("undo-import", desk.office, row["id"], "--back")

    assert (row["kind"], row["acts"], row["taken_out"]) == ("exchange", 1, False)
    assert out.json == {"taken_out": row["id"]}
    assert "Mesa uno" not in gone
    assert back.out == "The import is back.\n"
    assert desk.kuska("dump", desk.office).out == before
    assert "door.kuskax" in desk.kuska("imports", desk.office).out


def test_the_board_says_of_every_session_what_came(desk: Desk) -> None:
    desk.kuska("session", desk.office, "S-2", "--title", "Mesa dos")
    desk.kuska("merge", desk.office, desk.file)
    desk.kuska("admit", desk.office, "--all", "--reason", "x")

    told = desk.kuska("imports", desk.office, "--board", "--json").json
    shown = desk.kuska("imports", desk.office, "--board").out

    assert [(one["session"], one["arrival"]) for one in told["sessions"]] == [
        ("S-1", "received"),
        ("S-2", "planned"),
    ]
    (cell,) = told["sessions"][0]["computers"]
    assert cell["computer"] in {one["computer"] for one in told["computers"]}
    assert told["totals"]["received"] == 1
    assert f"{cell['computer']} 1" in shown
    assert "S-2 Mesa dos" in shown


def test_of_many_computers_the_first_are_named() -> None:
    many = [
        Cell(device=name, label=name, acts=1, last=at(9), came_at=None, uncounted=0)
        for name in "abcdefgh"
    ]

    assert _names(tuple(many)) == "a 1, b 1, c 1, d 1, e 1, f 1, and 2 more"


def test_a_file_can_be_for_one_computer_alone(desk: Desk) -> None:
    key = desk.folder / "office.pub"
    key.write_text(desk.kuska("recipient", desk.office).out)
    desk.at("door")
    mine = desk.folder / "mine.kuskax"

    told = desk.kuska("export", desk.door, "--out", mine, "--for", key, "--json").json
    wrong = desk.kuska("export", desk.door, "--out", mine, "--for", desk.office)
    lost = desk.kuska("export", desk.door, "--out", mine, "--for", desk.folder / "no")
    desk.at("office")

    assert told["encrypted"]
    assert (wrong.status, lost.status) == (1, 1)
    assert desk.kuska("merge", desk.office, mine).status == 0


def test_new_needs_a_title_or_a_file(desk: Desk) -> None:
    assert desk.kuska("new", desk.folder / "c.kuska").status == 2


def test_whoever_goes_on_can_say_who_they_are(desk: Desk) -> None:
    made = desk.folder / "c.kuska"
    start = desk.folder / "start.kuskax"

    lost = desk.kuska("new", made, "--from", start, "--operator", "P-99", "--plain")
    assert (lost.status, made.exists()) == (1, False)
    told = desk.kuska("new", made, "--from", start, "--operator", "Rosa", "--plain")

    assert "At the keyboard: Rosa." in told.out


def test_whoever_goes_on_under_a_new_name_is_registered(desk: Desk) -> None:
    made = desk.folder / "c.kuska"
    start = desk.folder / "start.kuskax"

    told = desk.kuska("new", made, "--from", start, "--operator", "Luz", "--plain")

    assert "At the keyboard: Luz." in told.out
    assert desk.kuska("info", made, "--operator", "Luz").status == 0


def test_a_computer_says_who_it_is_in_words_to_compare(desk: Desk) -> None:
    office = desk.kuska("identity", desk.office, "--json").json
    desk.at("door")
    door = desk.kuska("identity", desk.door, "--json").json
    shown = desk.kuska("identity", desk.door)

    assert office["device"]["admitted"]
    assert office["device"]["holder"] == "Rosa"
    assert office["office"]["here"]
    assert not door["device"]["admitted"]
    assert not door["office"]["here"]
    assert door["office"]["words"] == office["office"]["words"]
    assert door["device"]["words"] != office["device"]["words"]
    for words in (door["device"]["words"], door["device"]["tip_words"]):
        assert len(words.split()) == 6
        assert words in shown.out


def test_a_revocation_says_first_what_ceases_to_count(desk: Desk) -> None:
    desk.kuska("merge", desk.office, desk.file)
    desk.kuska("admit", desk.office, "--all", "--reason", "x")
    door = desk.kuska("admit", desk.office, "--json").json["computers"][1]["computer"]

    asked = desk.kuska("revoke", desk.office, door, "--good", "0", "--dry-run")
    still = desk.kuska("dump", desk.office).out
    speechless = desk.kuska("revoke", desk.office, door)
    all_of_it = desk.kuska(
        "revoke", desk.office, door, "--reason", "Se perdió.", "--json"
    )
    done = desk.kuska(
        "revoke", desk.office, door, "--good", "0", "--reason", "Se perdió."
    )

    assert "1 act ceases to count." in asked.out
    assert "1 → 0" in asked.out
    assert asked.out.endswith("Nothing was written.\n")
    assert "Mesa uno" in still
    assert speechless.status == 2
    assert (all_of_it.json["good"], all_of_it.json["acts"]) == (1, 0)
    assert "cannot be taken back" in done.out
    assert "Mesa uno" not in desk.kuska("dump", desk.office).out
    assert desk.kuska("revoke", desk.office, door, "--good", "9").status == 2
    desk.at("door")
    desk.kuska("export", desk.office, "--out", desk.folder / "x.kuskax")


def test_a_revoked_computer_is_told_so(desk: Desk) -> None:
    own = desk.kuska("identity", desk.office, "--json").json["device"]["label"]

    told = desk.kuska("revoke", desk.office, own, "--reason", "Robada.")

    assert "is believed up to its act" in told.out
    assert "Admitted: " not in told.err
    assert desk.kuska("identity", desk.office, "--json").json["device"]["key"] is None


def test_a_field_is_erased_by_law_once_it_was_said_what_goes(desk: Desk) -> None:
    code = next(
        row["code"]
        for row in desk.kuska("dump", desk.office).json["records"]["person"]
        if row["name"] == "Rosa"
    )
    desk.kuska("merge", desk.office, desk.file)
    desk.kuska("backup", desk.office, desk.folder / "copy.kuska")

    asked = desk.kuska("erase", desk.office, code, "name", "--dry-run")
    speechless = desk.kuska("erase", desk.office, code, "name")
    absent = desk.kuska(
        "erase", desk.office, f"person/{'0' * 32}", "name", "--reason", "x"
    )
    done = desk.kuska("erase", desk.office, code, "name", "--reason", "Lo pidió.")

    assert "1 value is erased." in asked.out
    assert "1 sentence of the history loses" in asked.out
    assert "door.kuskax" in asked.out
    assert asked.out == f"{done.out}Nothing was written.\n"
    assert speechless.status == 2
    assert absent.status == 1
    assert "Rosa" not in desk.kuska("dump", desk.office).out
    again = desk.kuska("erase", desk.office, code, "name", "--reason", "x", "--json")
    assert again.status == 1
    assert "Lo pidió." in desk.kuska("history", desk.office, "--record", code).out
    phone = desk.kuska("erase", desk.office, code, "telephone", "--dry-run", "--json")
    assert phone.json["unreached"]["files"] == ["door.kuskax"]


def test_start_files_are_made_by_the_dozen(desk: Desk) -> None:
    told = desk.kuska(
        "export", desk.office, "--start", "2", "--for-each", "Puerta Norte",
        "--out", desk.folder, "--json",
    )  # fmt: skip
    shown = desk.kuska("export", desk.office, "--start", "1", "--out", desk.folder)
    desk.at("norte")
    norte = desk.folder / "norte.kuska"
    desk.kuska("new", norte, "--from", told.json["files"][0]["file"], "--plain")
    who = desk.kuska("identity", norte, "--json").json["device"]

    names = [one["name"] for one in told.json["files"]]
    assert names == ["Puerta Norte", "01", "02"]
    assert who["words"] == told.json["files"][0]["words"]
    assert who["label"] == told.json["files"][0]["computer"]
    assert "two would be a fork" in shown.out


def test_nothing_is_waived_that_nobody_disagrees_on(desk: Desk) -> None:
    desk.kuska("session", desk.office, "S-2", "--title", "Mesa dos")

    told = desk.kuska("waive", desk.office, "conflicts", "--reason", "Urge.")

    assert told.status == 1
    assert "Nothing of session S-2 is disagreed on." in told.err
    assert desk.kuska("info", desk.office, "--json").json["waivers"] == []


def test_a_key_that_begins_like_an_option_is_still_a_key(desk: Desk) -> None:
    key = "-" + "k" * 42

    admitted = desk.kuska("admit", desk.office, key, "--reason", "x")
    revoked = desk.kuska(
        "revoke", desk.office, key, "--good", "-" + "c" * 42, "--reason", "x"
    )

    for told in (admitted, revoked):
        assert told.status == REFUSED
        assert key in told.err
