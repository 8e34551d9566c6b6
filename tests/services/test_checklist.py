from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.builders import a_session_draft, at
from tests.services.steps import a_ballot, a_room, somebody
from tests.services.table import a_table, with_opening
from workshop_app.domain.ballot import Ballot, Vote
from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.decision import DecisionDraft, recorded_elsewhere
from workshop_app.domain.process import Rules
from workshop_app.domain.session import SessionDraft
from workshop_app.domain.vocabulary import (
    Bloc,
    ContributionKind,
    Method,
    Outcome,
    VoteChoice,
)
from workshop_app.services import attendances, contributions
from workshop_app.services.ballots import close_ballot, count_hands, record_dissent
from workshop_app.services.checklist import (
    CheckKind,
    CheckLevel,
    CheckLine,
    closing_checklist,
)
from workshop_app.services.history import undo
from workshop_app.services.pages import Page
from workshop_app.services.sessions import amend_session, open_session, schedule_session
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.store import Store

OK, WARN, STOP = CheckLevel.OK, CheckLevel.WARN, CheckLevel.STOP


def _lines(store: Store, session: str) -> dict[CheckKind, CheckLine]:
    with store.read() as reader:
        return {one.kind: one for one in closing_checklist(reader, session)}


def _written(store: Store, session: str, **facts: object) -> str:
    draft = ContributionDraft(
        text="Publicar.",
        anonymous=True,
        session=session,
        **facts,  # type: ignore[arg-type]
    )
    return contributions.write_contribution(store, draft, [])


def test_every_line_is_shown_in_order(store: Store, session: str) -> None:
    with store.read() as reader:
        lines = closing_checklist(reader, session)

    assert [one.kind for one in lines] == list(CheckKind)
    assert all(one.sentence.endswith(".") for one in lines)


def test_a_session_that_was_never_opened_cannot_be_signed(store: Store) -> None:
    made = schedule_session(store, SessionDraft(title="Mesa"))

    lines = _lines(store, made)

    stopping = {kind for kind, line in lines.items() if line.level is STOP}
    assert stopping == {CheckKind.OPENING, CheckKind.PRESENCE, CheckKind.SIGNERS}
    assert lines[CheckKind.QUORUM].level is WARN
    assert lines[CheckKind.AGENDA].page is Page.PREPARE


def test_a_whole_table_is_in_order_but_for_what_its_minutes_say(store: Store) -> None:
    table = a_table(store)
    with_opening(store, table.session, "Se abrió.")

    lines = _lines(store, table.session)

    levels = {kind: line.level for kind, line in lines.items()}
    assert levels == {
        CheckKind.OPENING: OK,
        CheckKind.QUORUM: OK,
        CheckKind.PRESENCE: OK,
        CheckKind.AGENDA: OK,
        CheckKind.BALLOTS: OK,
        CheckKind.ABSTENTIONS: OK,
        CheckKind.PUT_TO_VOTE: WARN,
        CheckKind.REASONS: OK,
        CheckKind.ANSWERS: WARN,
        CheckKind.NARRATIVE: WARN,
        CheckKind.SIGNERS: OK,
    }
    assert lines[CheckKind.ANSWERS].target == table.contributions[2]
    assert lines[CheckKind.PUT_TO_VOTE].target == table.contributions[1]
    assert lines[CheckKind.QUORUM].sentence == ("Quorum at the opening: 4 of 3 needed.")
    assert lines[CheckKind.NARRATIVE].sentence == (
        "2 of the three parts to write are blank."
    )


def test_a_quorum_that_was_not_met_is_warned_of(store: Store, session: str) -> None:
    attendances.expect(store, session, somebody(store, "Rosa"))

    line = _lines(store, session)[CheckKind.QUORUM]

    assert line.level is WARN
    assert line.sentence == "There was no quorum at the opening: 0 of 1 needed."


def test_without_rules_nothing_is_signed(store: Store, session: str) -> None:
    with store.read() as reader:
        rules = next(one for one in reader.history() if one.code == "set_rules")
    undo(store, rules.deed)

    line = _lines(store, session)[CheckKind.QUORUM]

    assert (line.level, line.page) == (STOP, Page.PREPARE)


def test_who_is_neither_there_nor_away_is_warned_of(store: Store, session: str) -> None:
    a_room(store, session)
    unknown = somebody(store, "Nelly")
    attendances.expect(store, session, unknown)

    line = _lines(store, session)[CheckKind.PRESENCE]

    assert (line.level, line.target, line.page) == (WARN, unknown, Page.CHECK_IN)


def test_an_open_ballot_stops(store: Store, session: str) -> None:
    a_room(store, session)
    ballot = a_ballot(store, session)

    line = _lines(store, session)[CheckKind.BALLOTS]

    assert (line.level, line.target) == (STOP, ballot)


def test_abstentions_without_a_reason_are_warned_of_where_the_rules_ask_for_it(
    store: Store, session: str
) -> None:
    people = a_room(store, session)
    ballot = a_ballot(store, session)
    count_hands(store, ballot, {Bloc.STATE: (0, 0, 1), Bloc.CIVIL_SOCIETY: (0, 0, 1)})
    close_ballot(store, ballot, at(11))
    both = _lines(store, session)[CheckKind.ABSTENTIONS]
    record_dissent(store, ballot, people[0], "No trajo mandato.")
    one = _lines(store, session)[CheckKind.ABSTENTIONS]
    record_dissent(store, ballot, people[1], "Tampoco.")

    none = _lines(store, session)[CheckKind.ABSTENTIONS]

    assert (both.level, both.target, both.page) == (WARN, ballot, Page.LIVE)
    assert both.sentence == ("2 abstentions give no reason, which the rules ask for.")
    assert (one.level, none.level) == (WARN, OK)


def test_votes_by_name_that_abstain_without_a_reason_are_counted(
    store: Store, session: str
) -> None:
    people = a_room(store, session)
    with store.write(Deed("import_votes", {"file": "x"})) as tx:
        ballot = Ballot(
            id=tx.new_id(),
            code="V-9",
            session=session,
            question="¿Se acepta?",
            method=Method.ROLL_CALL,
        )
        tx.add(ballot)
        for person, reason in zip(people, ("", "No conoce el texto."), strict=False):
            tx.add(
                Vote(
                    id=tx.new_id(),
                    ballot=ballot.id,
                    unit=person,
                    person=person,
                    choice=VoteChoice.ABSTAIN,
                    reason=reason,
                )
            )

    line = _lines(store, session)[CheckKind.ABSTENTIONS]

    assert line.sentence == "1 abstention gives no reason, which the rules ask for."


def test_nobody_is_asked_why_they_abstain_if_the_rules_do_not(
    store: Store, session: str
) -> None:
    with store.write(Deed("set_rules")) as tx:
        (rules,) = tx.all(Rules)
        tx.save(replace(rules, abstention_needs_reason=False))

    line = _lines(store, session)[CheckKind.ABSTENTIONS]

    assert line.sentence == "The rules do not ask why somebody abstains."


def test_a_session_of_which_nothing_is_written_is_not_counted_in_parts(
    store: Store,
) -> None:
    made = schedule_session(store, SessionDraft(title="Mesa"))

    line = _lines(store, made)[CheckKind.NARRATIVE]

    assert line.sentence == "None of the three parts of the minutes is written."


def test_an_answer_without_its_reason_stops(store: Store, session: str) -> None:
    key = _written(store, session)
    refused = DecisionDraft(contribution=key, outcome=Outcome.NOT_ACCEPTED)
    with store.write(Deed("import_proposals", {"file": "x"})) as tx:
        tx.add(recorded_elsewhere(refused))

    lines = _lines(store, session)

    assert (lines[CheckKind.REASONS].level, lines[CheckKind.REASONS].target) == (
        STOP,
        key,
    )
    assert lines[CheckKind.ANSWERS].level is OK


def test_only_proposals_are_put_to_the_vote(store: Store, session: str) -> None:
    _written(store, session, contribution_kind=ContributionKind.QUESTION)

    assert _lines(store, session)[CheckKind.PUT_TO_VOTE].level is OK


def test_one_co_chair_alone_is_warned_of(store: Store) -> None:
    rosa = somebody(store, "Rosa")
    made = schedule_session(store, SessionDraft(title="Mesa", chair_state=rosa))

    assert _lines(store, made)[CheckKind.SIGNERS].level is WARN


def test_a_session_with_its_whole_text_is_written(store: Store) -> None:
    made = schedule_session(
        store, a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
    )
    open_session(store, made, at(9))
    amend_session(store, made, a_session_draft(stage=None, theme=None, closed_at=None))

    assert _lines(store, made)[CheckKind.NARRATIVE].level is OK


def test_the_checklist_takes_as_many_statements_for_many_as_for_few(
    store: Store, session: str, statements: Callable[[Callable[[], object]], int]
) -> None:
    def look() -> None:
        _lines(store, session)

    a_room(store, session, size=2)
    _written(store, session)
    a_ballot(store, session)
    few = statements(look)
    for number in range(20):
        attendances.expect(store, session, somebody(store, f"N {number}"))
        _written(store, session)
        a_ballot(store, session)

    assert statements(look) == few
