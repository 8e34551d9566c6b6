"""Where issued papers lie on this computer, and what was put on them since."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.vocabulary import PaperKind
from workshop_app.services.delivery import OutputUnwritableError, Tray
from workshop_app.services.evidence import FileUnreadableError
from workshop_app.services.file_troubles import in_words
from workshop_app.services.issuing import paper_name
from workshop_app.services.progress import NO_PROGRESS, Progress
from workshop_app.services.verifying import FileVerdict, verify_files
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workshop_app.settings import Settings
    from workshop_app.store import Reader, Store

_FOLDER = "papeles"
_OF_SESSION = (PaperKind.MINUTES, PaperKind.ATTENDANCE)


@dataclass(frozen=True, kw_only=True)
class PaperOnFile:
    """An issued paper and the file in which it was found.

    Attributes:
        path: Where it is; None if no file in the folder is this paper.
        verdict: What is said of that file; None without one.
        superseded: A later version of it was issued.
    """

    paper: IssuedPaper
    path: Path | None = None
    verdict: FileVerdict | None = None
    superseded: bool = False

    @property
    def signed_roles(self) -> dict[str, str]:
        """Names on the certificates that signed, by role; empty without the file."""
        if self.verdict is None:
            return {}
        return {one.role: one.name for one in self.verdict.signers}


def papers_folder(store: Store, settings: Settings) -> Path:
    """Return where the papers of a process go: what was chosen, or beside the store.

    A store that is no file on this computer has its papers in the person's home.
    """
    chosen = settings.papers.get(store.process_id, "")
    if chosen:
        return Path(chosen)
    if "://" in store.location:
        return Path.home() / _FOLDER
    place = Path(store.location).absolute()
    return place.parent / f"{place.stem}-{_FOLDER}"


def made_folder(folder: Path) -> Path:
    """Return a folder that is there, made if it was not.

    Raises:
        OutputUnwritableError: If it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputUnwritableError(folder, in_words(error)) from error
    return folder


def saved_copy(pdf: bytes, path: Path) -> None:
    """Write a copy of a paper where somebody wants it; `.pdf` is added to its name.

    Raises:
        SignedFileInTheWayError: If another paper with signatures would be lost.
        OutputUnwritableError: If it cannot be written there.
    """
    with Tray() as tray:
        tray.put(path if path.suffix else path.with_suffix(".pdf"), pdf)
        tray.deliver()


def session_papers(
    store: Store, session: str, folder: Path, *, progress: Progress = NO_PROGRESS
) -> tuple[PaperOnFile, ...]:
    """Return minutes and attendance lists issued of a session, the latest first.

    A file counts as the paper only if it is what was recorded, byte for byte.
    """
    with store.read() as reader:
        issued = reader.all(IssuedPaper, subject=session, paper_kind=_OF_SESSION)
    found: list[PaperOnFile] = []
    for done, paper in enumerate(issued):
        progress.at(done, len(issued))
        found.append(_on_file(store, paper, folder, issued))
    return tuple(sorted(found, key=_latest_first))


def _latest_first(one: PaperOnFile) -> tuple[bool, float, str]:
    paper = one.paper
    return (
        paper.paper_kind is not PaperKind.MINUTES,
        -paper.issued_at.timestamp(),
        paper.id,
    )


def _on_file(
    store: Store, paper: IssuedPaper, folder: Path, issued: Sequence[IssuedPaper]
) -> PaperOnFile:
    superseded = any(
        one.version > paper.version and not one.draft and _alike(one, paper)
        for one in issued
    )
    path = found_file(paper, folder)
    verdict = None
    if path is not None and paper.signed_by:
        (verdict,) = verify_files([path], store)
    return PaperOnFile(paper=paper, path=path, verdict=verdict, superseded=superseded)


def _alike(one: IssuedPaper, other: IssuedPaper) -> bool:
    return (one.number, one.language, one.edition) == (
        other.number,
        other.language,
        other.edition,
    )


def found_file(
    paper: IssuedPaper, folder: Path, *, renamed: bool = True
) -> Path | None:
    """Return the file in a folder that is an issued paper, byte for byte.

    Args:
        paper: Which.
        folder: Where.
        renamed: Look into every PDF there if the file of that name is not the paper.
    """
    wanted = paper.signed_sha256 or paper.pdf_sha256
    for path in _candidates(folder, paper_name(paper), renamed=renamed):
        try:
            if hashlib.sha256(path.read_bytes()).hexdigest() == wanted:
                return path
        except OSError:  # gone meanwhile, or not ours to read: it is not the paper
            continue
    return None


def _candidates(folder: Path, name: str, *, renamed: bool) -> Iterable[Path]:
    yield folder / name
    if renamed:
        yield from (one for one in sorted(folder.glob("*.pdf")) if one.name != name)


def paper_bytes(path: Path) -> bytes:
    """Return the content of a paper's file.

    Raises:
        FileUnreadableError: If it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadableError(path, in_words(error)) from error


def letters_issued(reader: Reader, session: str | None) -> dict[str, IssuedPaper]:
    """Return the last letter to each person about a session or all, by person.

    Under the entry that stands for the person, to whichever of theirs it was written.
    """
    who = reader.who_is_who()
    issued = reader.all(IssuedPaper, paper_kind=PaperKind.LETTER, draft=False)
    about = [one for one in issued if one.session == session]
    about.sort(key=lambda one: (one.issued_at, one.version))
    return {who.canonical(one.subject): one for one in about}
