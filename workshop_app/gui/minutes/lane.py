"""What is done to papers in the lane, where nobody counts its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.services.paper_files import made_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from workshop_app.services.issuing import IssuedFile
    from workshop_app.services.progress import Progress
    from workshop_app.services.signing import Signature


def unwatched(work: Callable[[], Signature], progress: Progress) -> Signature:
    """Sign, as long as it takes."""
    progress.at(0, 0)
    return work()


def issue_into(
    folder: Path, work: Callable[[], IssuedFile], progress: Progress
) -> IssuedFile:
    """Issue a paper into a folder, made if it was not there."""
    progress.at(0, 0)
    made_folder(folder)
    return work()
