"""The published list of naughty strings, as the names and the words of a session."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.builders import at
from tests.documents.reading import structure
from tests.real_data import naughty
from tests.verapdf import checker
from workshop_app.clock import SteppingClock
from workshop_app.documents.text import clean
from workshop_app.ids import SeededIds
from workshop_app.services.papers import issue_attendance, issue_letters, issue_minutes
from workshop_app.services.processes import found_process

if TYPE_CHECKING:
    from pathlib import Path

    from tests.real_data.conftest import Kuska

pytestmark = [pytest.mark.journey, pytest.mark.slow]

COMMANDS = ("info", "history", "tally", "composition", "coverage", "imports", "check")


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "keyed"])
def test_the_published_list_is_kept_found_set_on_paper_and_never_obeyed(
    kuska: Kuska, real: Path, tmp_path: Path, *, plain: bool
) -> None:
    listed = json.loads((real / "naughty_strings/blns.json").read_text("utf-8"))
    strings = naughty.sayable(listed)
    clock = SteppingClock(at(7))
    path = tmp_path / "mesa.kuska"
    store = found_process(
        str(path),
        strings[0],
        "Rosa",
        plain=plain,
        clock=clock,
        ids=SeededIds("naughty", clock),
    )

    held = naughty.hold(store, strings)
    minutes = issue_minutes(store, held.session, tmp_path / "acta.pdf")
    attendance = issue_attendance(store, held.session, tmp_path / "lista.pdf")
    letters = issue_letters(store, held.session, tmp_path / "cartas")

    assert (len(listed), len(strings)) == (515, 504)  # 4 twice, 7 say nothing
    with store.read() as reader:
        assert naughty.lost(reader, held) == []
        assert naughty.not_found_by_words(reader, held) == []
        assert naughty.not_found_by_code(reader, held) == []
    store.close()
    for paper in (minutes, attendance):
        assert naughty.not_shown(paper.path.read_bytes(), strings) == []
        assert paper.replaced >= sum(clean(text).replaced for text in strings) > 0
    posted = "".join(structure(one.path.read_bytes()).said for one in letters)
    posted = naughty.squeezed(posted)
    assert [t for t in strings if naughty.squeezed(clean(t).text) not in posted] == []
    assert (len(letters.files), letters.refused) == (len(strings), ())
    for command in COMMANDS:
        told = kuska(command, path)
        assert told.status == 0, told.err
        assert naughty.obeyed(told.out + told.err) == set()
    checker.require()
    files = [minutes.path, attendance.path, *(one.path for one in letters)]
    verdicts = checker.check(files if plain else files[:2], tmp_path)
    assert [one for one in verdicts if not one.compliant] == []
