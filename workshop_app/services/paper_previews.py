"""Papers to be looked at: as they would be issued now, and nothing of it recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.vocabulary import SessionState, Visibility
from workshop_app.i18n import Language
from workshop_app.services.issuing import paper_name
from workshop_app.services.paper_desk import (
    LetterOrder,
    MinutesOrder,
    day_of,
    desk,
    post,
    session_desk,
)
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.services.issuing import Issue
    from workshop_app.store import Store


@dataclass(frozen=True, kw_only=True)
class PaperPreview:
    """A paper as it would be issued now.

    Attributes:
        draft: It is marked as one: it was not issued as it is now.
        replaced: How many characters are shown as □.
        name: Of its file.
        sha256: Of `pdf`, by which a paper that was issued is known.
    """

    pdf: bytes
    number: str
    version: int
    draft: bool
    replaced: int
    name: str
    sha256: str


def preview_minutes(
    store: Store,
    session: str,
    *,
    language: Language = Language.SPANISH,
    edition: Visibility = Visibility.INTERNAL,
) -> PaperPreview:
    """Draw the minutes of a session: those issued if they still hold, else a draft.

    Raises:
        RecordMissingError: If there is no such session.
    """
    at, records = session_desk(store, session, edition)
    if records.session.state is SessionState.CLOSED:
        order = MinutesOrder(session=session, language=language, edition=edition)
        issue, pdf = order.drawn(records, at)
        if not issue.is_new:
            return _preview(issue, pdf)
        at, records = session_desk(store, session, edition)
    order = MinutesOrder(
        session=session, language=language, edition=edition, draft=True
    )
    return _preview(*order.drawn(records, at))


def preview_letter(
    store: Store,
    person: str,
    session: str | None = None,
    *,
    language: Language = Language.SPANISH,
) -> PaperPreview | None:
    """Draw the letter to somebody: the one issued if it still holds, else a draft.

    Returns:
        The letter, or None while none can be written to that person.
    """
    with store.read() as reader:
        letters = post(reader, session, [person]).letters
        day = day_of(reader, session)
        at = desk(reader, store, day, Visibility.INTERNAL)
        again = desk(reader, store, day, Visibility.INTERNAL)
    if not letters:
        return None
    (letter,) = letters
    issue, pdf = LetterOrder(session=session, language=language).drawn(letter, at)
    if issue.is_new:
        order = LetterOrder(session=session, language=language, draft=True)
        issue, pdf = order.drawn(letter, again)
    return _preview(issue, pdf)


def _preview(issue: Issue, pdf: bytes) -> PaperPreview:
    return PaperPreview(
        pdf=pdf,
        number=issue.paper.number,
        version=issue.paper.version,
        draft=issue.paper.draft,
        replaced=issue.replaced,
        name=paper_name(issue.paper),
        sha256=issue.paper.pdf_sha256,
    )
