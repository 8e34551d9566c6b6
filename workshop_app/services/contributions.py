"""Contributions: written down, amended, translated, each with its authors."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from workshop_app.domain import text
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.contribution import (
    Authorship,
    Contribution,
    ContributionDraft,
)
from workshop_app.domain.identity import attendance_id, authorship_id
from workshop_app.domain.person import Person
from workshop_app.domain.records import amended, from_draft
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.codes import identity
from workshop_app.services.deeds import DeedCode
from workshop_app.services.references import require_known
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workshop_app.store import Reader, Seen, Store

TITLE_CHARACTERS = 60
"""How much of a text stands for its title where it has none."""


class AuthorMissingError(AppError):
    """A contribution has neither an author nor the mark of an anonymous card."""

    def __init__(self) -> None:
        super().__init__(
            tr("The contribution has no author."),
            advice=tr("Say who made it, or mark it as an anonymous card."),
        )


class AnonymousWithAuthorError(AppError):
    """An anonymous card names nobody."""

    def __init__(self) -> None:
        super().__init__(
            tr("An anonymous card cannot have an author."),
            advice=tr("Take the author out, or the mark of an anonymous card."),
        )


class TranslationMissingError(AppError):
    """A translation needs its text and the person credited with it."""

    def __init__(self) -> None:
        super().__init__(
            tr("The translation or its translator is missing."),
            advice=tr("Write the text in Spanish and who translated it."),
        )


class PutToTheVoteError(AppError):
    """What the table voted on stays as it was put to the vote."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("{code} was put to the vote: its text and authors stay.", code=code),
            advice=tr("Write the change down as another contribution."),
        )
        self.code = code


def write_contribution(
    store: Store,
    draft: ContributionDraft,
    authors: Sequence[str],
    code: str | None = None,
) -> str:
    """Write a contribution down, with its authors in the order given.

    Args:
        store: Where the process is kept.
        draft: What was said or handed in.
        authors: Ids of people; none for an anonymous card.
        code: A code given by the office, if it has one.

    Returns:
        The id of the contribution.

    Raises:
        RecordMissingError: If session, stage, theme or a person is not on record.
        AppError: If draft, authors or code will not do.
    """
    clean = draft.cleaned()
    require_authors(clean, authors)
    named = {"title": short_title(clean)}
    deed = Deed(code=DeedCode.WRITE_CONTRIBUTION, arguments=named)
    with store.write(deed) as tx:
        contribution = from_draft(
            Contribution, clean, **identity(tx, Contribution, code)
        )
        require_known(tx, contribution)
        tx.add(contribution)
        tx.add_all(_authorships(tx, contribution, authors))
    return contribution.id


def amend_contribution(
    store: Store,
    contribution_id: str,
    draft: ContributionDraft,
    authors: Sequence[str],
    *,
    seen: Seen | None = None,
    reason: str = "",
) -> None:
    """Correct what was written down of a contribution, and by whom.

    Once a ballot on it was opened, text, title, kind and authors stay: the votes were
    for those.  Theme, value of open government and translation may still be set.

    Raises:
        PutToTheVoteError: If it would change what was voted on.
        ChangedSinceError: If a field moved on since the person saw it.
        AppError: If draft or authors will not do.
    """
    clean = draft.cleaned()
    require_authors(clean, authors)
    deed = _about(store, contribution_id, DeedCode.AMEND_CONTRIBUTION, reason)
    with store.write(deed) as tx:
        known_before = tx.get(Contribution, contribution_id)
        contribution = amended(known_before, clean)
        require_known(tx, contribution, known_before)
        before = {
            one.id: one for one in tx.all(Authorship, contribution=contribution.id)
        }
        if _put_to_the_vote(known_before) != _put_to_the_vote(
            contribution
        ) or _in_order(before.values()) != list(dict.fromkeys(authors)):
            _require_unvoted(tx, contribution)
        tx.save(contribution, seen=seen)
        for authorship in _authorships(tx, contribution, authors):
            known = before.pop(authorship.id, None)
            if known is None:
                tx.add(authorship)
            else:
                tx.save(dataclasses.replace(known, position=authorship.position))
        for gone in before:
            tx.remove(Authorship, gone)


def translate(
    store: Store,
    contribution_id: str,
    translation: str,
    translator: str,
    *,
    seen: Seen | None = None,
) -> None:
    """Set the Spanish text beside the original, and credit who made it.

    The translator is credited by law (DS 004-2016-MC, art. 17.8).

    Raises:
        TranslationMissingError: If text or translator is missing.
        ChangedSinceError: If a field moved on since the person saw it.
    """
    if text.is_blank(translation) or text.is_blank(translator):
        raise TranslationMissingError
    deed = _about(store, contribution_id, DeedCode.TRANSLATE_CONTRIBUTION)
    with store.write(deed) as tx:
        contribution = tx.get(Contribution, contribution_id)
        worded = dataclasses.replace(
            contribution, translation=translation, translator=translator
        )
        tx.save(worded.cleaned(), seen=seen)


def require_authors(draft: ContributionDraft, authors: Sequence[str]) -> None:
    """Make sure that a contribution has authors or is an anonymous card.

    Raises:
        AnonymousWithAuthorError: If it is anonymous and names somebody.
        AuthorMissingError: If it is neither.
    """
    if draft.anonymous and authors:
        raise AnonymousWithAuthorError
    if not draft.anonymous and not authors:
        raise AuthorMissingError


def short_title(draft: ContributionDraft) -> str:
    """Return the title, or the beginning of the text where there is none."""
    words = " ".join((draft.title or draft.text).split())
    if len(words) <= TITLE_CHARACTERS:
        return words
    return words[: TITLE_CHARACTERS - 1] + "…"


def _put_to_the_vote(contribution: Contribution) -> tuple[object, ...]:
    """Return what people have before them when they vote, but for the authors."""
    return (
        contribution.text,
        contribution.title,
        contribution.contribution_kind,
        contribution.anonymous,
    )


def _in_order(authorships: Iterable[Authorship]) -> list[str]:
    """Return the authors in the order they are named in."""
    return [one.person for one in sorted(authorships, key=lambda one: one.position)]


def _require_unvoted(reader: Reader, contribution: Contribution) -> None:
    if reader.all(Ballot, contribution=contribution.id):
        raise PutToTheVoteError(contribution.code)


def _authorships(
    reader: Reader, contribution: Contribution, authors: Iterable[str]
) -> list[Authorship]:
    """Return the authorships, with the organization of that session or of today."""
    return [
        Authorship(
            id=authorship_id(contribution.id, person),
            contribution=contribution.id,
            person=person,
            position=position,
            organization=_represented(reader, contribution.session, person),
        )
        for position, person in enumerate(dict.fromkeys(authors))
    ]


def _represented(reader: Reader, session: str | None, person: str) -> str | None:
    own = reader.get(Person, person).organization
    if session is None:
        return own
    attendance = reader.find(Attendance, attendance_id(session, person))
    return own if attendance is None else attendance.organization


def _about(
    store: Store, contribution_id: str, code: DeedCode, reason: str = ""
) -> Deed:
    with store.read() as reader:
        contribution = reader.get(Contribution, contribution_id)
    return Deed(code=code, arguments={"code": contribution.code}, reason=reason)
