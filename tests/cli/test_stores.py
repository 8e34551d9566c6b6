from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from workshop_app.cli.refusals import RulesUnreadableError
from workshop_app.cli.statuses import DONE, REFUSED
from workshop_app.cli.stores import read_rules
from workshop_app.domain.vocabulary import Majority

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska


def key(passphrase: str) -> int:
    reading, writing = os.pipe()
    os.write(writing, passphrase.encode())
    os.close(writing)
    return reading


def test_a_new_store_is_encrypted_and_says_who_founded_it(
    kuska: Kuska, tmp_path: Path
) -> None:
    path = tmp_path / "plan.kuska"

    told = kuska("new", path, "--title", "Plan 2027", "--operator", "Rosa Ñahui")

    assert told.status == DONE
    assert "Plan 2027" in told.out
    assert "At the keyboard: Rosa Ñahui." in told.out
    assert b"SQLite" not in path.read_bytes()[:16]
    data = kuska("info", path, "--json").json
    assert data["encrypted"] is True
    assert data["operator"]["name"] == "Rosa Ñahui"


@pytest.mark.parametrize(
    ("options", "warning"),
    [
        (["--plain"], "not encrypted"),
        ([], "Its key lies unprotected on this computer"),
    ],
)
def test_whoever_founds_a_store_is_told_what_does_not_protect_it(
    kuska: Kuska, tmp_path: Path, options: list[str], warning: str
) -> None:
    path = tmp_path / "plan.kuska"

    told = kuska("new", path, "--title", "Plan", "--operator", "Rosa", *options)

    assert warning in told.err


def test_a_passphrase_leaves_nothing_to_warn_of(kuska: Kuska, tmp_path: Path) -> None:
    path = tmp_path / "plan.kuska"

    told = kuska(
        *("new", path, "--title", "Plan", "--operator", "Rosa"),
        *("--key-fd", key("puma"), "--json"),
    )

    assert told.err == ""
    assert told.json["protected"] is True


def test_without_an_operator_whoever_is_logged_in_founds_it(
    kuska: Kuska, tmp_path: Path
) -> None:
    path = tmp_path / "plan.kuska"

    told = kuska("new", path, "--title", "Plan", "--plain")

    assert told.status == DONE
    assert kuska("identity", path, "--json").json["operator"]["name"]


def test_a_store_is_never_written_over(kuska: Kuska, sample: Path) -> None:
    before = sample.read_bytes()

    told = kuska("new", sample, "--title", "Plan", "--operator", "Rosa")

    assert told.status == REFUSED
    assert sample.read_bytes() == before


def test_a_passphrase_opens_the_store_on_another_computer(
    kuska: Kuska, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.kuska"
    opening = ("--key-fd", key("puma y ñandú\n"))
    kuska("new", path, "--title", "Plan", "--operator", "Rosa", *opening)
    monkeypatch.setenv("KUSKA_HOME", str(tmp_path / "another computer"))

    without = kuska("info", path)
    wrong = kuska("info", path, "--key-fd", key("otra"))
    right = kuska("info", path, "--key-fd", key("puma y ñandú"))

    assert without.status == REFUSED
    assert wrong.status == REFUSED
    assert "does not open" in wrong.err
    assert right.status == DONE


def test_a_copy_says_whether_it_opens_on_another_computer(
    kuska: Kuska, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, opening in (("with", ("--key-fd", key("puma"))), ("without", ())):
        path = tmp_path / f"{name}.kuska"
        kuska("new", path, "--title", "Plan", "--operator", "Rosa", *opening)
    stick = tmp_path / "stick"
    stick.mkdir()

    goes = kuska(
        *("backup", tmp_path / "with.kuska", stick / "a.kuska"),
        *("--key-fd", key("puma"), "--json"),
    )
    stays = kuska("backup", tmp_path / "without.kuska", stick / "b.kuska", "--json")
    monkeypatch.setenv("KUSKA_HOME", str(tmp_path / "another computer"))
    back = kuska(
        *("restore", stick / "a.kuska", tmp_path / "back.kuska"),
        *("--key-fd", key("puma")),
    )

    assert goes.json["travels"] is True
    assert stays.json["travels"] is False
    assert "on this computer only" in stays.err
    assert back.status == DONE, back.err
    assert (
        kuska("info", tmp_path / "back.kuska", "--key-fd", key("puma")).status == DONE
    )
    refused = kuska("info", stick / "b.kuska", "--key-fd", key("puma"))
    assert "b.kuska.key" in refused.err


def test_rules_are_read_from_a_file(kuska: Kuska, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('majority = "absolute"\nanswer_days = 15\n', "utf-8")
    path = tmp_path / "plan.kuska"

    told = kuska(
        *("new", path, "--title", "Plan", "--operator", "Rosa", "--rules", rules),
        "--plain",
    )

    assert told.status == DONE
    [record] = kuska("dump", path).json["records"]["rules"]
    assert record["majority"] == "absolute"
    assert record["answer_days"] == 15


@pytest.mark.parametrize(
    "content",
    ["majority = [", 'speed = "fast"', 'majority = "most"', 'answer_days = "ten"'],
)
def test_rules_that_are_none_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(content, "utf-8")

    with pytest.raises(RulesUnreadableError):
        read_rules(path)


def test_rules_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesUnreadableError):
        read_rules(tmp_path / "rules.toml")


def test_the_rules_of_the_manual_are_rules(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(
        '[rules]\neffective_on = 2026-08-17 # from\nmajority = "simple"\n'
        "casting_vote = false\n",
        "utf-8",
    )

    rules = read_rules(path)

    assert rules.majority is Majority.SIMPLE
    assert rules.effective_on.isoformat() == "2026-08-17"


def test_what_a_store_holds_is_counted(kuska: Kuska, sample: Path) -> None:
    data = kuska("info", sample, "--json").json
    told = kuska("info", sample)

    assert data["counts"]["contribution"] == 20
    assert data["counts"]["person"] == 42
    assert "Contributions" in told.out
    assert "Plan de Acción de Gobierno Abierto 2027-2028" in told.out


def test_the_history_of_one_record_is_its_own(kuska: Kuska, sample: Path) -> None:
    told = kuska("history", sample, "--record", "MT-01", "--json")

    codes = [row["code"] for row in told.json["history"]]
    assert codes == [
        "close_session",
        "amend_session",
        "open_session",
        "schedule_session",
    ]


def test_the_history_says_who_what_and_when(kuska: Kuska, sample: Path) -> None:
    told = kuska("history", sample)

    assert told.status == DONE
    assert "2026-09-18 09:10" in told.out
    assert "Open session MT-01" in told.out
    assert "Nélida Huamaní Ccori" in told.out


def test_a_record_nobody_knows_has_no_history(kuska: Kuska, sample: Path) -> None:
    assert kuska("history", sample, "--record", "X-1").status == REFUSED


def test_a_dump_is_the_same_with_and_without_json(kuska: Kuska, sample: Path) -> None:
    plain = kuska("dump", sample)
    asked = kuska("dump", sample, "--json")

    assert plain.status == DONE
    assert plain.out == asked.out
    assert len(plain.json["records"]["contribution"]) == 20


def test_a_file_that_is_no_store_is_refused_in_a_sentence(
    kuska: Kuska, tmp_path: Path
) -> None:
    path = tmp_path / "letter.kuska"
    path.write_text("Estimada señora", "utf-8")

    told = kuska("info", path)

    assert told.status == REFUSED
    assert told.out == ""
    assert "Traceback" not in told.err
    assert "letter.kuska" in told.err


@pytest.mark.parametrize("command", ["info", "new"])
def test_an_address_of_another_kind_of_database_is_refused_as_that(
    kuska: Kuska, command: str
) -> None:
    rest = ("--title", "Taller") if command == "new" else ()

    told = kuska(command, "mysql://somebody@there/store", *rest)

    assert told.status == REFUSED
    assert "“mysql://” addresses are not supported" in told.err
    assert "postgresql://" in told.err
