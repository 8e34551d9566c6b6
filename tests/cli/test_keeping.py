from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.cli.statuses import DONE, FINDINGS, REFUSED

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Kuska


def test_a_whole_store_is_said_to_be_whole(kuska: Kuska, sample: Path) -> None:
    told = kuska("check", sample)
    asked = kuska("check", sample, "--json")

    assert told.status == DONE
    assert told.out == "The store is whole.\n"
    assert asked.json == {"whole": True, "findings": []}


def test_a_damaged_store_is_a_sentence_and_what_can_be_saved_is(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    content = bytearray(sample.read_bytes())
    content[40 * 4096 : 44 * 4096] = b"\0" * (4 * 4096)
    sample.write_bytes(content)

    told = kuska("check", sample)
    saved = kuska("restore", sample, tmp_path / "saved.kuska", "--salvage", "--json")

    assert told.status in {REFUSED, FINDINGS}
    assert "Traceback" not in told.err
    assert saved.status in {DONE, FINDINGS}, saved.err
    assert saved.json["commits"] > 0
    assert kuska("info", tmp_path / "saved.kuska").status == DONE


def test_a_copy_says_what_the_store_says(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.kuska"

    told = kuska("backup", sample, copy, "--json")

    assert told.status == DONE
    assert told.json == {"copy": str(copy), "travels": True}
    assert kuska("dump", copy).out == kuska("dump", sample).out


def test_a_copy_into_a_folder_is_named_after_the_store(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()

    told = kuska("backup", sample, folder)

    [copy] = folder.iterdir()
    assert copy.match("demo-*.kuska")
    assert f"{copy} is a whole copy" in told.out


def test_restoring_keeps_what_was_there(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.kuska"
    kuska("backup", sample, copy)
    before = kuska("dump", sample).out
    kuska("session", sample, "MT-09")

    told = kuska("restore", copy, sample, "--json")

    assert told.status == DONE
    assert kuska("dump", sample).out == before
    assert "MT-09" in kuska("dump", told.json["kept"]).out


def test_restoring_where_nothing_was_keeps_nothing(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    told = kuska("restore", sample, tmp_path / "new.kuska")

    assert told.status == DONE
    assert "kept" not in told.out


def test_identity_says_who_this_computer_is(kuska: Kuska, sample: Path) -> None:
    data = kuska("identity", sample, "--json").json
    told = kuska("identity", sample)

    assert data["operator"]["name"] == "Nélida Huamaní Ccori"
    assert data["encrypted"] is False
    assert data["device"]["key"] is data["device"]["label"] is None
    assert data["device"]["acts"] == 0
    assert len(data["office"]["words"].split()) == 6
    assert told.out.count("none yet") == 5


def test_a_computer_has_a_label_once_it_has_written(kuska: Kuska, sample: Path) -> None:
    kuska("session", sample, "MT-02")

    first, second = (kuska("identity", sample, "--json").json for _ in range(2))

    assert first["device"] == second["device"]
    assert first["device"]["label"] in kuska("info", sample).out


def test_a_folder_is_never_put_aside_for_a_store(
    kuska: Kuska, sample: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()

    told = kuska("restore", sample, folder)

    assert told.status == REFUSED
    assert folder.is_dir()
    assert not list(tmp_path.glob("papers.*"))


def test_a_computer_whose_keys_cannot_be_kept_is_told_so(
    kuska: Kuska, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("not a folder", "utf-8")
    monkeypatch.setenv("KUSKA_HOME", str(nowhere))

    founding = kuska("new", tmp_path / "plan.kuska", "--title", "Plan")
    writing = kuska("session", sample, "MT-02")

    assert founding.status == writing.status == REFUSED
    assert "cannot be kept" in founding.err
    assert "cannot be kept" in writing.err
    assert not (tmp_path / "plan.kuska").exists()
