from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from workshop_app.cli.statuses import DONE, REFUSED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Kuska


def papers(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.pdf")
    }


def test_the_demo_leaves_a_store_and_papers_and_can_be_built_again(
    kuska: Kuska, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"

    told = kuska("demo", folder, "--no-window", "--json")
    dump, first = kuska("dump", folder / "demo.kuska").out, papers(folder)
    again = kuska("demo", folder, "--no-window")

    assert told.status == DONE
    assert told.json["store"] == str(folder / "demo.kuska")
    assert {"acta.pdf", "lista-de-asistencia.pdf"} <= set(first)
    assert {one["version"] for one in told.json["papers"]} == {1}
    assert again.status == DONE
    assert all(str(folder / name) in again.out for name in first)
    assert papers(folder) == first
    assert kuska("dump", folder / "demo.kuska").out == dump
    assert kuska("check", folder / "demo.kuska").status == DONE
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.slow  # builds the sample
def test_without_a_screen_it_says_that_no_window_opens(
    kuska: Kuska, tmp_path: Path
) -> None:
    told = kuska("demo", tmp_path / "demo")

    assert told.status == DONE
    assert "There is no screen here, so no window opens on it." in told.err
    assert "not encrypted" in told.err


def test_a_folder_with_anything_else_in_it_is_left_alone(
    kuska: Kuska, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine", "utf-8")

    told = kuska("demo", folder, "--no-window")

    assert told.status == REFUSED
    assert "holds other files" in told.err
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_somebody_elses_store_is_never_taken_for_the_sample(
    kuska: Kuska, tmp_path: Path
) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    store = folder / "demo.kuska"
    kuska("new", store, "--title", "Plan", "--operator", "Rosa", "--plain")
    before = kuska("dump", store).out

    told = kuska("demo", folder, "--no-window")

    assert told.status == REFUSED
    assert kuska("dump", store).out == before


def test_a_file_where_the_folder_should_be_is_refused(
    kuska: Kuska, tmp_path: Path
) -> None:
    (tmp_path / "demo").write_text("", "utf-8")

    assert kuska("demo", tmp_path / "demo", "--no-window").status == REFUSED


@pytest.mark.slow  # builds the sample
def test_a_letter_of_ones_own_among_the_letters_is_kept(
    kuska: Kuska, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    kuska("demo", folder, "--no-window")
    (folder / "cartas" / "mine.txt").write_text("mine", "utf-8")

    told = kuska("demo", folder, "--no-window")

    assert told.status == REFUSED
    assert (folder / "cartas" / "mine.txt").exists()


@pytest.mark.slow  # builds the sample
def test_what_only_looks_like_the_sample_is_left_alone(
    kuska: Kuska, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "demo.kuska").write_text("not a store", "utf-8")

    told = kuska("demo", folder, "--no-window")

    assert told.status == REFUSED
    assert (folder / "demo.kuska").read_text("utf-8") == "not a store"
    assert [path.name for path in folder.iterdir()] == ["demo.kuska"]


def test_a_place_where_nothing_can_be_written_is_refused(
    kuska: Kuska, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    told = kuska("demo", tmp_path / "file" / "demo", "--no-window")

    assert told.status == REFUSED
    assert "cannot be written" in told.err
