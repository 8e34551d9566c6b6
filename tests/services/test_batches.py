"""Many files at once: watched, stopped, and what waits or is refused afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.services.laptops import OPEN, Laptops
from workshop_app.domain.session import SessionDraft
from workshop_app.ledger.chain import Flaw
from workshop_app.services import exchanging, revoking, waiting
from workshop_app.services.batches import files_in, merge_batch
from workshop_app.services.computer_list import Stands, list_computers, qr_of
from workshop_app.services.exchanging import Audience, Verdict
from workshop_app.services.progress import Cancelled
from workshop_app.services.sessions import schedule_session
from workshop_app.store import arrivals, known

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.store import Store

PHRASE = "una frase larga"


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Laptops]:
    made = Laptops(tmp_path)
    yield made
    for store in made.opened:
        store.close()


class Watcher:
    """Writes down what it is told, and stops when so much is done."""

    def __init__(self, stop_at: int = 1_000) -> None:
        self.told: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def at(self, done: int, total: int) -> None:
        self.told.append((done, total))
        if done >= self._stop_at:
            raise Cancelled


def a_file(laptops: Laptops, name: str, audience: Audience = OPEN) -> Path:
    laptop = laptops.begin(name)
    schedule_session(laptop, SessionDraft(title=f"Mesa de {name}"))
    return laptops.file(laptop, f"{name}.kuskax", audience)


def test_a_folder_stands_for_the_files_in_it_and_below(tmp_path: Path) -> None:
    inside = tmp_path / "memoria" / "lunes"
    inside.mkdir(parents=True)
    files = [inside.parent / "b.kuskax", inside / "a.KUSKAX", inside / "nota.txt"]
    for one in files:
        one.touch()
    (inside / "carpeta.kuskax").mkdir()
    alone = tmp_path / "otro.zip"

    found = files_in([inside.parent, alone, files[0]])

    assert found == (files[0], files[1], alone)


def test_stopping_keeps_the_files_that_are_in(laptops: Laptops) -> None:
    paths = [a_file(laptops, name) for name in ("uno", "dos", "tres")]
    watcher = Watcher(stop_at=1)

    batch = merge_batch(laptops.office, paths, passphrases={}, progress=watcher)

    assert batch.stopped
    assert [one.path for one in batch.reports] == paths[:1]
    assert {total for _, total in watcher.told} == {3}
    assert [row.name for row in arrivals.came_in(laptops.office)] == ["uno.kuskax"]


def test_a_file_alone_is_told_of_in_percent(laptops: Laptops) -> None:
    path, watcher = a_file(laptops, "uno"), Watcher()

    batch = merge_batch(
        laptops.office, [path], passphrases={}, dry_run=True, progress=watcher
    )

    assert not batch.stopped
    assert watcher.told[-1] == (100, 100)
    assert arrivals.came_in(laptops.office) == ()


def test_each_file_is_opened_with_its_own_passphrase(laptops: Laptops) -> None:
    closed = a_file(laptops, "uno", Audience(passphrase=PHRASE))
    opened = a_file(laptops, "dos")
    paths = [closed, opened]

    without = merge_batch(laptops.office, paths, passphrases={}, dry_run=True)
    wrong = merge_batch(laptops.office, [closed], passphrases={closed: "otra frase"})
    right = merge_batch(laptops.office, paths, passphrases={closed: PHRASE})

    assert [one.locked for one in without.reports] == [True, False]
    assert wrong.reports[0].locked
    verdicts = {one.path: one.verdict for one in right.reports}
    assert verdicts == {closed: Verdict.QUARANTINED, opened: Verdict.QUARANTINED}
    assert all(one.by for one in right.reports)


def test_a_file_that_is_refused_for_good_asks_for_no_passphrase(
    laptops: Laptops,
) -> None:
    stranger = a_file(laptops, "uno")
    laptops.admit()
    for_others = Audience(recipients=(exchanging.recipient(laptops.opened[1]),))
    path = laptops.file(laptops.opened[1], "cerrado.kuskax", for_others)
    stranger.write_bytes(b"nada")

    batch = merge_batch(laptops.office, [stranger, path], passphrases={})

    assert [(one.verdict, one.locked) for one in batch.reports] == [
        (Verdict.REFUSED, False),
        (Verdict.REFUSED, False),
    ]


def tips(store: Store) -> tuple[tuple[str, str], ...]:
    with arrivals.outgoing(store) as out:
        return tuple((device, tip) for device, tip, _ in out.heads)


def test_what_waits_says_whose_file_is_missing(laptops: Laptops) -> None:
    door = laptops.begin("uno")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    base = tips(door)
    schedule_session(door, SessionDraft(title="Mesa dos"))
    delta = laptops.folder / "solo-lo-nuevo.kuskax"
    exchanging.export_file(door, delta, OPEN, base=base)
    merge_batch(laptops.office, [delta], passphrases={})

    (awaited,) = waiting.what_waits(laptops.office)

    assert (awaited.label, awaited.count) == (door.device_label, 1)
    assert door.device_label in awaited.sentence()
    merge_batch(laptops.office, [laptops.file(door, "d.kuskax")], passphrases={})
    assert waiting.what_waits(laptops.office) == ()


def test_what_waits_is_said_with_what_is_known(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "awaited", lambda _store: {"a": 2, "b": 1, "c": 1})

    assert [one.label for one in waiting.what_waits(laptops.office)] == [""]
    (nobody,) = waiting.what_waits(laptops.office)
    numbered = waiting.Awaited(label="tumikalo", number=118, count=2)
    vague = waiting.Awaited(label="tumikalo", number=None, count=1)

    assert nobody.count == 4
    assert "still out" in nobody.sentence()
    assert "tumikalo with its act 118" in numbered.sentence()
    assert vague.sentence().startswith("1 act waits")


def test_what_is_refused_names_its_file(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge_batch(laptops.office, [a_file(laptops, "uno")], passphrases={})
    flaw = next(iter(Flaw))
    told = ((flaw.value, 1, 3), (flaw.value, 9, 1))
    assert waiting.what_is_refused(laptops.office) == ()
    monkeypatch.setattr(known, "refused", lambda _store: told)

    first, second = waiting.what_is_refused(laptops.office)

    assert (first.file, second.file) == ("uno.kuskax", "")
    assert "uno.kuskax" in first.sentence()
    assert "a file" in second.sentence()


def test_every_computer_is_listed_with_how_it_stands(laptops: Laptops) -> None:
    path, other = a_file(laptops, "uno"), a_file(laptops, "dos")
    merge_batch(laptops.office, [path, other], passphrases={})
    laptops.admit(laptops.opened[1])

    own, admitted, stranger = list_computers(laptops.office)

    assert (own.stands, own.here, own.holder) == (Stands.OWN, True, "Rosa Quispe")
    assert (admitted.stands, admitted.uncounted) == (Stands.ADMITTED, 0)
    assert (stranger.stands, stranger.holder) == (Stands.STRANGER, "")
    assert stranger.uncounted == stranger.commits > 0
    assert len(stranger.words.split()) == 6
    assert (stranger.name, stranger.beside) == (stranger.label, "Rosa Quispe")
    assert not any(one.forked for one in (own, admitted, stranger))
    revoking.revoke_computer(laptops.office, admitted.device, good=0, reason="robada")
    assert list_computers(laptops.office)[1].stands is Stands.REVOKED


def test_a_key_is_drawn_as_a_code() -> None:
    side, runs = qr_of("8Zl1-_abc")

    assert side >= 21
    assert all(row < side and at + length <= side for row, at, length in runs)
