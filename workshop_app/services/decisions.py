"""The authority's reasoned answers, and what the authors say of them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from workshop_app.domain.contribution import Authorship, Contribution
from workshop_app.domain.decision import Decision, DecisionDraft, missing
from workshop_app.domain.identity import authorship_id, decision_id
from workshop_app.domain.person import Person
from workshop_app.domain.records import from_draft
from workshop_app.domain.text import exact
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.deeds import DeedCode
from workshop_app.services.gathering import contributions_of
from workshop_app.store import Deed

if TYPE_CHECKING:
    from workshop_app.domain.vocabulary import Stance
    from workshop_app.store import Reader, Seen, Store


class NotAnAuthorError(AppError):
    """Only an author has a say on the decision about the contribution."""

    def __init__(self, name: str, code: str) -> None:
        super().__init__(
            tr("{name} is not an author of {code}.", name=name, code=code),
            advice=tr("Add the person to the authors first, if that is missing."),
        )
        self.name = name
        self.code = code


class NotDecidedError(AppError):
    """Nobody agrees or disagrees with a decision that was not taken."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Contribution {code} has no decision yet.", code=code),
            advice=tr("Decide it first, then record what the author says of it."),
        )
        self.code = code


def decide(
    store: Store, draft: DecisionDraft, seen: Seen | None = None, *, reason: str = ""
) -> str:
    """Answer a contribution; answering again replaces the answer.

    Args:
        store: Where the process is kept.
        draft: The outcome with its reason, compulsory for all but plain acceptance.
        seen: The answer the person saw, if there was one.
        reason: Why it is decided anew, if the person says so.

    Returns:
        The id of the decision.

    Raises:
        AppError: If the reason is missing or the draft will not do.
        ChangedSinceError: If the answer moved on since the person saw it.
    """
    clean = draft.cleaned()
    with store.read() as reader:
        contribution = reader.get(Contribution, clean.contribution)
    named = {"code": contribution.code}
    with store.write(Deed(code=DeedCode.DECIDE, arguments=named, reason=reason)) as tx:
        key = tx.get(Contribution, contribution.id).id
        decision = from_draft(Decision, clean, id=decision_id(key))
        if tx.find(Decision, decision.id) is None:
            tx.add(decision)
        else:
            tx.save(decision, seen=seen)
    return decision.id


def next_undecided(
    reader: Reader, session: str | None = None, after: str | None = None
) -> str | None:
    """Return the next contribution without its answer or its reason, in order of code.

    After the last one it begins again, so that going on and on passes them all; the
    one it started from comes last.

    Args:
        reader: Where they are.
        session: The id of the session they were made at, or of all.
        after: The id of the contribution looked at now.

    Returns:
        The id of a contribution, None if every one is answered with its reason.
    """
    of_session = {} if session is None else {"session": session}
    written = contributions_of(reader, **of_session)
    ids = [one.contribution.id for one in written]
    begin = ids.index(after) + 1 if after in ids else 0
    for one in (*written[begin:], *written[:begin]):
        if missing(one.decision) is not None:
            return one.contribution.id
    return None


def record_stance(
    store: Store, contribution_id: str, person: str, stance: Stance, text: str = ""
) -> None:
    """Record whether an author agrees with the decision, in the author's words.

    Raises:
        NotAnAuthorError: If the person is not one of the authors.
        NotDecidedError: If there is no decision to speak of yet.
        AppError: As `text.exact`.
    """
    words = exact(text, field="stance_text")
    with store.read() as reader:
        name = reader.get(Person, person).name
        code = reader.get(Contribution, contribution_id).code
    deed = Deed(code=DeedCode.RECORD_STANCE, arguments={"name": name, "code": code})
    with store.write(deed) as tx:
        authorship = tx.find(Authorship, authorship_id(contribution_id, person))
        if authorship is None:
            raise NotAnAuthorError(name, code)
        if tx.find(Decision, decision_id(contribution_id)) is None:
            raise NotDecidedError(code)
        tx.save(dataclasses.replace(authorship, stance=stance, stance_text=words))
