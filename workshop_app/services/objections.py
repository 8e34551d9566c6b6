"""The register of objections: raised, ended, confirmed by their authors, answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workshop_app.domain import text
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.content_of_objections import ObjectionLine
from workshop_app.domain.contribution import Contribution
from workshop_app.domain.objection import (
    Confirmation,
    Objection,
    ObjectionDraft,
    ObjectionStatus,
)
from workshop_app.domain.records import from_draft
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.codes import identity
from workshop_app.services.deeds import DeedCode
from workshop_app.services.gathering import register
from workshop_app.services.references import require_known
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from workshop_app.services.gathering import Register
    from workshop_app.store import Reader, Store


class ObjectionEndedError(AppError):
    """What ended stays as it ended."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Objection {code} no longer stands.", code=code),
            advice=tr("Undo how it ended, if that was wrong."),
        )
        self.code = code


class EndingMissingError(AppError):
    """An objection does not end without a word of how."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("It is not said how objection {code} ended.", code=code),
            advice=tr("Say lifted, withdrawn or overruled, and in words how."),
        )
        self.code = code


def raise_objection(
    store: Store, draft: ObjectionDraft, *, code: str | None = None
) -> str:
    """Put an objection on the register; return its id.

    Raises:
        RecordMissingError: If it names something that is not on record.
        AppError: If draft or code will not do.
    """
    clean = draft.cleaned()
    with store.read() as reader:
        about = _about(reader, clean)
    deed = Deed(code=DeedCode.RAISE_OBJECTION, arguments={"about": about})
    with store.write(deed) as tx:
        objection = from_draft(Objection, clean, **identity(tx, Objection, code))
        require_known(tx, objection)
        tx.add(objection)
    return objection.id


def end_objection(
    store: Store, objection_id: str, status: ObjectionStatus, *, how: str, on: date
) -> None:
    """Record how an objection ceased to stand, in words, and on which day.

    Raises:
        ObjectionEndedError: If it ended before.
        EndingMissingError: If it would still stand, or nothing is said of how.
        AppError: As `text.exact`.
    """
    words = text.exact(how, field="ended_how")
    with store.read() as reader:
        code = reader.get(Objection, objection_id).code
    if status is ObjectionStatus.STANDING or not text.says_something(words):
        raise EndingMissingError(code)
    with store.write(Deed(DeedCode.END_OBJECTION, {"code": code})) as tx:
        objection = tx.get(Objection, objection_id)
        if objection.objection_status is not ObjectionStatus.STANDING:
            raise ObjectionEndedError(code)
        ended = replace(
            objection, objection_status=status, ended_how=words, ended_on=on
        )
        tx.save(ended)


def answer_objection(
    store: Store,
    objection_id: str,
    *,
    confirms: Confirmation | None = None,
    reply: str | None = None,
) -> None:
    """Record what its author says of the record, and what the institution replies.

    Args:
        store: Where the process is kept.
        objection_id: Which.
        confirms: Confirmed or denied; None leaves it.
        reply: The institution's, word for word; None leaves it.

    Raises:
        AppError: As `text.exact`.
    """
    words = None if reply is None else text.exact(reply, field="institution_reply")
    with store.read() as reader:
        code = reader.get(Objection, objection_id).code
    with store.write(Deed(DeedCode.ANSWER_OBJECTION, {"code": code})) as tx:
        before = tx.get(Objection, objection_id)
        after = replace(
            before,
            author_confirms=before.author_confirms if confirms is None else confirms,
            institution_reply=before.institution_reply if words is None else words,
        )
        tx.save(after)


def objection_lines(
    reader: Reader, known: Register, **equal: object
) -> tuple[ObjectionLine, ...]:
    """Return the objections for which the fields are equal, in order of code."""
    found = sorted(reader.all(Objection, **equal), key=lambda one: one.code)
    return tuple(
        ObjectionLine(
            code=one.code,
            about=_about(reader, one),
            objection_kind=one.objection_kind,
            name=known.name(one.person),
            organization=known.organization_name(_institution(one, known)),
            reported_by=one.reported_by,
            document=one.document,
            raised_on=one.raised_on,
            ground=one.ground,
            legal_basis=one.legal_basis,
            lift_condition=one.lift_condition,
            stopped_proposal=one.stopped_proposal,
            status=one.objection_status,
            ended_how=one.ended_how,
            ended_on=one.ended_on,
            author_confirms=one.author_confirms,
            institution_reply=one.institution_reply,
        )
        for one in found
    )


def objections_report(store: Store) -> dict[str, Any]:
    """Return every objection, and how many each institution raised.

    Vetoes are those that stopped the proposal: a word of the analysis only.
    """
    with store.read() as reader:
        lines = objection_lines(reader, register(reader))
    by_institution: dict[str, list[ObjectionLine]] = defaultdict(list)
    for line in lines:
        by_institution[line.organization].append(line)
    return {
        "objections": [_told(line) for line in lines],
        "institutions": [
            {"institution": name, **_counts(of)}
            for name, of in sorted(by_institution.items())
        ],
    }


def _counts(lines: Sequence[ObjectionLine]) -> dict[str, int]:
    return {
        "objections": len(lines),
        "vetoes": sum(one.stopped_proposal for one in lines),
        **{
            status.value: sum(one.status is status for one in lines)
            for status in ObjectionStatus
        },
        "denied": sum(one.author_confirms is Confirmation.DENIED for one in lines),
    }


def _told(line: ObjectionLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "about": line.about,
        "kind": line.objection_kind.value,
        "institution": line.organization,
        "ground": line.ground,
        "stopped_proposal": line.stopped_proposal,
        "status": line.status.value,
        "author_confirms": line.author_confirms.value,
    }


def _institution(one: Objection, known: Register) -> str | None:
    """Return the institution named, else the one its author is of."""
    author = known.people.get(one.person or "")
    return one.organization or (None if author is None else author.organization)


def _about(reader: Reader, draft: ObjectionDraft) -> str:
    """Return the code of what it is against; "" for a record that is gone."""
    if draft.contribution is not None:
        contribution = reader.find(Contribution, draft.contribution)
        return "" if contribution is None else contribution.code
    ballot = reader.find(Ballot, draft.ballot or "")
    return "" if ballot is None else ballot.code
