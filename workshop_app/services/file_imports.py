"""The files that came in: listed, taken out again, and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.services.deeds import DeedCode
from workshop_app.services.files_now import files_now
from workshop_app.store import Deed, arrivals
from workshop_app.store.errors import DeedRevertedError, FileMissingError

if TYPE_CHECKING:
    from workshop_app.store import Store
    from workshop_app.store.arrivals import FileRow


def list_files(store: Store) -> tuple[FileRow, ...]:
    """Return the files that came in, the first one first, as they stand by now."""
    return files_now(store)


def take_out_file(store: Store, number: int, *, reason: str = "") -> None:
    """Take out again all that came with a file, whatever stands on it by now.

    Nothing is erased: `bring_back_file` puts it back just as it was.

    Raises:
        FileMissingError: If no file has the number, or nothing came with it.
        DeedRevertedError: If it is out already.
        FoundingFileError: If the process itself came with it.
    """
    row = _file(store, number)
    if row.taken_out_by:
        raise DeedRevertedError(row.taken_out_by)
    deed = Deed(DeedCode.TAKE_OUT_FILE, {"file": row.name}, reason)
    with store.write(deed) as tx:
        tx.take_out(number)


def bring_back_file(store: Store, number: int, *, reason: str = "") -> None:
    """Bring back a file that was taken out.

    Raises:
        FileMissingError: If no file has the number, or it is not out.
    """
    row = _file(store, number)
    if not row.taken_out_by:
        raise FileMissingError(number)
    deed = Deed(DeedCode.BRING_BACK_FILE, {"file": row.name}, reason)
    with store.write(deed) as tx:
        tx.bring_back(row.taken_out_by)


def _file(store: Store, number: int) -> FileRow:
    for row in arrivals.came_in(store):
        if row.number == number:
            return row
    raise FileMissingError(number)
