"""Contributions and their answers as papers show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.content import ContributionLine
from workshop_app.domain.decision import DecisionDraft
from workshop_app.domain.vocabulary import Outcome

if TYPE_CHECKING:
    from workshop_app.domain.vocabulary import TableOutcome
    from workshop_app.services.gathering import ContributionRecords, Register

_UNDECIDED = DecisionDraft(contribution="", outcome=Outcome.ACCEPTED)
"""Stands for the answer of a contribution that has none yet."""


def contribution_line(
    records: ContributionRecords,
    register: Register,
    table_outcome: TableOutcome | None,
    *,
    reader: str | None = None,
) -> ContributionLine:
    """Return a contribution with its answer.

    Args:
        records: The contribution, its authors and its answer.
        register: For names.
        table_outcome: What the table decided by its vote, if it voted.
        reader: The one author whose letter it stands in; of nobody else is said
            anything then.
    """
    contribution = records.contribution
    decision = records.decision or _UNDECIDED
    named = [one for one in records.authorships if reader in {None, one.person}]
    return ContributionLine(
        code=contribution.code,
        contribution_kind=contribution.contribution_kind,
        title=contribution.title,
        text=contribution.text,
        language=contribution.language,
        translation=contribution.translation,
        translator=contribution.translator,
        authors=tuple(register.name(one.person) for one in named),
        organization=register.organization_name(
            named[0].organization if named else None
        ),
        happened_at=contribution.happened_at,
        transcribed_by=register.name(contribution.transcribed_by)
        if reader is None
        else "",
        table_outcome=table_outcome,
        outcome=None if decision is _UNDECIDED else decision.outcome,
        reason_code=decision.reason_code,
        reason_text=decision.reason_text,
        where_reflected=decision.where_reflected,
        decided_by=decision.decided_by,
        decided_on=decision.decided_on,
    )
