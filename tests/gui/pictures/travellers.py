"""Files of other laptops of a process, for pictures of the pages that take them in."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from workshop_app.clock import SteppingClock
from workshop_app.domain.session import SessionDraft
from workshop_app.ids import SeededIds
from workshop_app.services.exchanging import Audience, begin_from_file, export_file
from workshop_app.services.sessions import schedule_session
from workshop_app.services.start_files import make_start_files

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store import Store

OPEN = Audience(anybody=True)


def a_stick(office: Store, folder: Path) -> Path:
    """Fill a stick: two laptops that are admitted, a stranger, and a damaged file."""
    starts, stick = folder / "inicio", folder / "memoria"
    starts.mkdir(parents=True)
    stick.mkdir()
    for one in make_start_files(office, ["Puno", "Cusco"], starts, OPEN):
        _write(office, one.path, stick / f"{one.name.lower()}.kuskax")
    plain = starts / "todo.kuskax"
    export_file(office, plain, OPEN)
    _write(office, plain, stick / "junin.kuskax")
    whole = (stick / "junin.kuskax").read_bytes()
    (stick / "loreto.kuskax").write_bytes(whole[:-60])
    return stick


def _write(office: Store, start: Path, path: Path) -> None:
    """Let a laptop begin from a file, schedule a session and hand its record over."""
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
        title = f"Mesa descentralizada de {path.stem.capitalize()}"
        schedule_session(store, SessionDraft(title=title))
        export_file(store, path, OPEN)
