"""Honest entries: what nobody counted, what nobody documented, who may not abstain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import DAY, at
from tests.services.sheets import a_sheet, states
from tests.services.steps import (
    a_ballot,
    a_roll_call,
    a_room,
    deeds,
    last_title,
)
from workshop_app.domain.ballot import AbstentionNotAllowedError, BallotDraft
from workshop_app.domain.process import RulesDraft
from workshop_app.domain.vocabulary import Bloc, Method, TableOutcome, VoteChoice
from workshop_app.services.ballot_content import ballot_content
from workshop_app.services.ballots import (
    SecretInAdvanceError,
    close_ballot,
    count_hands,
    note_ballot,
    open_ballot,
)
from workshop_app.services.checklist import CheckKind, CheckLevel, closing_checklist
from workshop_app.services.gathering import ballots_of, register
from workshop_app.services.imports import import_votes
from workshop_app.services.processes import set_rules
from workshop_app.services.reports import tally_report
from workshop_app.services.roll_calls import (
    CalledVote,
    NobodyAbstainsError,
    record_votes,
)
from workshop_app.services.votes_import import RollCall

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.services.checklist import CheckLine
    from workshop_app.store import Store


def _strict(store: Store) -> None:
    """Let nobody abstain (TUO Ley 27444, art. 112.1)."""
    set_rules(store, RulesDraft(effective_on=DAY, version=2, abstention_allowed=False))


def _abstentions(store: Store, session: str) -> CheckLine:
    with store.read() as reader:
        lines = closing_checklist(reader, session)
    return next(one for one in lines if one.kind is CheckKind.ABSTENTIONS)


@pytest.mark.parametrize(
    ("counted", "announced", "outcome", "told"),
    [
        (False, True, TableOutcome.NOT_COUNTED, "adopted"),
        (True, False, TableOutcome.NOT_DOCUMENTED, "rejected"),
        (True, None, TableOutcome.NOT_DOCUMENTED, None),
    ],
)
def test_what_nobody_counted_is_noted_as_that_and_closed(
    store: Store,
    session: str,
    outcome: TableOutcome,
    told: str | None,
    *,
    counted: bool,
    announced: bool | None,
) -> None:
    a_room(store, session)
    asked = BallotDraft(
        session=session, question="¿Sí?", counted=counted, announced=announced
    )
    before = deeds(store)

    ballot = note_ballot(store, asked, at(10))

    assert deeds(store) == before + 1
    assert last_title(store) == "Note what was decided without a count: ¿Sí?"
    with store.read() as reader:
        [records] = ballots_of(reader, id=ballot)
        content = ballot_content(records, register(reader), {}, "")
    assert records.ballot.closed_at == at(10)
    assert (content.outcome, content.announced) == (outcome, announced)
    assert content.present.total == 4
    [report] = tally_report(store)["ballots"]
    assert (report["announced"], report["totals"]) == (told, None)


def test_what_is_counted_is_not_announced(store: Store, session: str) -> None:
    a_room(store, session)
    asked = BallotDraft(session=session, question="¿Sí?", announced=False)

    ballot = open_ballot(store, asked, at(10))
    count_hands(store, ballot, {Bloc.STATE: (2, 0, 0)})
    close_ballot(store, ballot, at(10, 5))
    with pytest.raises(SecretInAdvanceError):
        a_ballot(store, session, method=Method.SECRET)

    [report] = tally_report(store)["ballots"]
    assert (report["announced"], report["outcome"]) == (None, "adopted")


def test_nobody_abstains_where_the_rules_allow_none(store: Store, session: str) -> None:
    room = a_room(store, session)
    _strict(store)
    hands, called = a_ballot(store, session), a_roll_call(store, session)
    sought = a_ballot(store, session, method=Method.CONSENSUS)
    aside = [CalledVote(person=room[0], choice=VoteChoice.ABSTAIN, reason="No sé.")]

    with pytest.raises(AbstentionNotAllowedError):
        count_hands(store, hands, {Bloc.STATE: (1, 0, 1)})
    count_hands(store, hands, {Bloc.STATE: (1, 1, 0)})
    with pytest.raises(NobodyAbstainsError) as refusal:
        record_votes(store, called, aside)
    record_votes(store, sought, aside)

    assert refusal.value.name == "Participante 00"
    assert (
        _abstentions(store, session).sentence == "Nobody abstained, as the rules ask."
    )


def test_abstentions_of_an_old_roll_call_come_in_and_are_pointed_at(
    store: Store, session: str, tmp_path: Path
) -> None:
    a_room(store, session)
    _strict(store)
    rows = ("Participante 00|abstención|No sé.", "Participante 01|a favor|")
    asked = RollCall(code="V-1", question="¿Sí?", session=session)

    report = import_votes(
        store, a_sheet(tmp_path / "v.csv", "Nombre|Voto|Fundamento", rows), asked
    )

    assert states(report) == ["new", "new"]
    [found] = [issue.sentence for row in report.rows for issue in row.issues]
    assert found == "The rules of that day allow no abstention."
    line = _abstentions(store, session)
    assert line.level is CheckLevel.WARN
    assert line.sentence.startswith("In 1 ballot somebody abstained")
