"""Files of other laptops of a process, for pictures of the pages that take them in."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app.clock import SteppingClock
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.session import Session, SessionDraft
from workshop_app.ids import SeededIds
from workshop_app.services.exchanging import (
    Audience,
    begin_from_file,
    export_file,
    merge_files,
)
from workshop_app.services.sessions import schedule_session
from workshop_app.services.start_files import make_start_files
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.store import Store

OPEN = Audience(anybody=True)


def a_stick(office: Store, folder: Path) -> Path:
    """Fill a stick: two laptops that are admitted, a stranger, and a damaged file."""
    starts, stick = folder / "inicio", folder / "memoria"
    starts.mkdir(parents=True)
    stick.mkdir()
    for one in make_start_files(office, ["Puno", "Cusco"], starts, OPEN):
        _write(office, one.path, stick / f"{one.name.lower()}.kuskax", _schedule)
    plain = starts / "todo.kuskax"
    export_file(office, plain, OPEN)
    _write(office, plain, stick / "junin.kuskax", _schedule)
    whole = (stick / "junin.kuskax").read_bytes()
    (stick / "loreto.kuskax").write_bytes(whole[:-60])
    return stick


def disagree(office: Store, folder: Path) -> None:
    """Let the office and a laptop correct the same session and the same text."""
    folder.mkdir(parents=True, exist_ok=True)
    [start] = make_start_files(office, ["Mesa 2"], folder, OPEN)
    _correct(office, "Auditorio Los Quenuales, segundo piso", "en quechua y castellano")
    away = folder / "mesa-2.kuskax"
    _write(
        office,
        start.path,
        away,
        lambda store: _correct(store, "Auditorio del Centro Cultural", "en aimara"),
    )
    merge_files(office, [away])


def _correct(store: Store, venue: str, language: str) -> None:
    with store.write(Deed("amend_session")) as tx:
        session = min(tx.all(Session), key=lambda one: one.code)
        tx.save(replace(session, venue=venue))
        first = min(tx.all(Contribution), key=lambda one: one.code)
        tx.save(replace(first, text=f"{first.text} Que se publiquen {language}."))


def _schedule(store: Store) -> None:
    title = f"Mesa descentralizada de {Path(store.location).stem.capitalize()}"
    schedule_session(store, SessionDraft(title=title))


def _write(
    office: Store, start: Path, path: Path, work: Callable[[Store], None]
) -> None:
    """Let a laptop begin from a file, do its work and hand its record over."""
    clock = SteppingClock(office.now())
    place = start.with_name(path.stem)
    with closing(
        begin_from_file(
            str(place.with_suffix(".kuska")),
            start,
            plain=True,
            clock=clock,
            ids=SeededIds(path.stem, clock),
            home=place,
        )
    ) as store:
        work(store)
        export_file(store, path, OPEN)
