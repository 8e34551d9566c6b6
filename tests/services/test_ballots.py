from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.builders import DAY, a_contribution_draft, a_session_draft, at
from tests.services.steps import a_ballot, a_roll_call, a_room, last_title, somebody
from workshop_app.domain.ballot import (
    Ballot,
    BallotCount,
    BallotDraft,
    Correction,
    Dissent,
    MoreHandsThanPeopleError,
    QuestionMissingError,
    StatementMissingError,
    Vote,
)
from workshop_app.domain.process import RulesDraft
from workshop_app.domain.tally import Tally, tally
from workshop_app.domain.vocabulary import (
    Bloc,
    Majority,
    Quorum,
    Standing,
    TableOutcome,
    VoteChoice,
)
from workshop_app.services.attendances import (
    NotOnListError,
    check_in,
    check_out,
    expect,
)
from workshop_app.services.ballots import (
    BallotClosedError,
    BallotOpenError,
    NotCountedError,
    WrongMethodError,
    close_ballot,
    correct_ballot,
    count_hands,
    open_ballot,
    record_dissent,
)
from workshop_app.services.contributions import write_contribution
from workshop_app.services.processes import set_rules
from workshop_app.services.roll_calls import (
    AbstentionWithoutReasonError,
    CalledTwiceError,
    CalledVote,
    NotEntitledError,
    VoterNotInRoomError,
    record_votes,
)
from workshop_app.services.sessions import (
    ActOutsideSessionError,
    SessionNotOpenError,
    close_session,
    open_session,
    schedule_session,
)
from workshop_app.store import RecordMissingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.store import Store


def _tally(store: Store, key: str) -> Tally:
    with store.read() as reader:
        return tally(
            reader.get(Ballot, key),
            reader.all(BallotCount, ballot=key),
            reader.all(Vote, ballot=key),
        )


def test_presence_is_frozen_when_the_ballot_opens(store: Store, session: str) -> None:
    room = a_room(store, session)
    expect(store, session, somebody(store, "La que no vino"))
    guest = somebody(store, "Prensa")
    check_in(store, session, guest, at(9), standing=Standing.OBSERVER)

    ballot = a_ballot(store, session)
    check_out(store, session, room[0], at(10, 30))

    found = _tally(store, ballot)
    assert found.entitled.total == 5
    assert found.present.total == 5
    assert found.voting.total == 4


def test_a_question_is_asked_of_an_open_session(store: Store, session: str) -> None:
    with pytest.raises(QuestionMissingError):
        a_ballot(store, session, question=" ")
    close_session(store, session, at(13))

    with pytest.raises(SessionNotOpenError):
        a_ballot(store, session)


def test_what_is_put_to_the_vote_must_be_on_record(store: Store, session: str) -> None:
    draft = a_contribution_draft(session=session, stage=None)
    contribution = write_contribution(store, draft, [store.operator])

    ballot = a_ballot(store, session, contribution=contribution)
    with pytest.raises(RecordMissingError):
        a_ballot(store, session, contribution="0" * 32)

    with store.read() as reader:
        assert reader.get(Ballot, ballot).contribution == contribution
    assert last_title(store) == "Put to the vote: ¿Se aprueba la propuesta?"


def test_hands_are_counted_by_bloc_and_counting_again_replaces(
    store: Store, session: str
) -> None:
    a_room(store, session)
    ballot = a_ballot(store, session)

    count_hands(store, ballot, {Bloc.STATE: (0, 2, 0)})
    count_hands(store, ballot, {Bloc.STATE: (2, 0, 0), Bloc.CIVIL_SOCIETY: (1, 1, 0)})
    close_ballot(store, ballot, at(10, 5))

    found = _tally(store, ballot)
    assert found.outcome is TableOutcome.ADOPTED
    assert found.totals is not None
    assert (found.totals.votes_for, found.totals.votes_against) == (3, 1)


def test_there_are_no_more_hands_than_people(store: Store, session: str) -> None:
    a_room(store, session)
    ballot = a_ballot(store, session)

    with pytest.raises(MoreHandsThanPeopleError):
        count_hands(store, ballot, {Bloc.STATE: (2, 1, 0)})

    assert _tally(store, ballot).totals is None


def test_a_closed_result_is_never_written_over(store: Store, session: str) -> None:
    a_room(store, session)
    ballot = a_ballot(store, session)
    close_ballot(store, ballot, at(10, 5))

    with pytest.raises(BallotClosedError):
        count_hands(store, ballot, {})
    with pytest.raises(BallotClosedError):
        close_ballot(store, ballot, at(10, 6))


def test_hands_and_voices_are_not_mixed(store: Store, session: str) -> None:
    room = a_room(store, session)

    with pytest.raises(WrongMethodError):
        count_hands(store, a_roll_call(store, session), {})
    with pytest.raises(WrongMethodError) as refusal:
        record_votes(
            store,
            a_ballot(store, session),
            [CalledVote(person=room[0], choice=VoteChoice.FOR)],
        )

    assert "show of hands" in str(refusal.value).lower()


def test_what_was_not_counted_stays_so(store: Store, session: str) -> None:
    a_room(store, session)
    ballot = a_ballot(store, session, counted=False)

    with pytest.raises(NotCountedError):
        count_hands(store, ballot, {})
    close_ballot(store, ballot, at(10, 5))

    assert _tally(store, ballot).outcome is TableOutcome.NOT_COUNTED


def test_a_roll_call_records_what_everybody_said(store: Store, session: str) -> None:
    room = a_room(store, session)
    ballot = a_roll_call(store, session)
    record_votes(store, ballot, [CalledVote(person=room[0], choice=VoteChoice.AGAINST)])

    record_votes(
        store,
        ballot,
        [
            CalledVote(person=room[0], choice=VoteChoice.FOR),
            CalledVote(person=room[1], choice=VoteChoice.NO_ANSWER),
            CalledVote(
                person=room[2], choice=VoteChoice.ABSTAIN, reason="Falta el informe."
            ),
        ],
    )

    found = _tally(store, ballot)
    assert found.totals is not None
    assert (found.totals.votes_for, found.totals.votes_against) == (1, 0)
    assert (found.totals.abstentions, found.totals.no_answer) == (1, 1)
    assert last_title(store).startswith("Record 3 votes of ballot V-")


def test_an_organization_may_be_the_voting_unit(store: Store, session: str) -> None:
    room = a_room(store, session)
    ballot = a_roll_call(store, session)

    record_votes(
        store,
        ballot,
        [CalledVote(person=room[0], choice=VoteChoice.FOR, unit="f" * 32)],
    )

    with store.read() as reader:
        vote = reader.all(Vote, ballot=ballot)[0]
    assert (vote.unit, vote.person) == ("f" * 32, room[0])


def test_only_who_has_voice_and_vote_votes(store: Store, session: str) -> None:
    a_room(store, session)
    guest = somebody(store, "Prensa")
    check_in(store, session, guest, at(9), standing=Standing.VOICE)
    ballot = a_roll_call(store, session)

    with pytest.raises(NotEntitledError) as refusal:
        record_votes(store, ballot, [CalledVote(person=guest, choice=VoteChoice.FOR)])
    stranger = CalledVote(person=store.operator, choice=VoteChoice.FOR)
    with pytest.raises(NotOnListError):
        record_votes(store, ballot, [stranger])

    assert refusal.value.name == "Prensa"


def test_an_abstention_needs_a_reason_where_the_rules_ask_for_it(
    store: Store, session: str
) -> None:
    room = a_room(store, session)
    ballot = a_roll_call(store, session)
    silent = CalledVote(person=room[0], choice=VoteChoice.ABSTAIN)

    with pytest.raises(AbstentionWithoutReasonError) as refusal:
        record_votes(store, ballot, [silent])
    set_rules(store, RulesDraft(effective_on=DAY, abstention_needs_reason=False))
    record_votes(store, ballot, [silent])

    assert refusal.value.name == "Participante 00"


def test_a_dissent_is_kept_word_for_word(store: Store, session: str) -> None:
    room = a_room(store, session)
    ballot = a_ballot(store, session)
    close_ballot(store, ballot, at(10, 5))
    text = "  No comparto el plazo:\n es imposible. "

    made = record_dissent(store, ballot, room[1], text)

    with store.read() as reader:
        assert reader.get(Dissent, made).text == text
    assert last_title(store).startswith("Record the dissent of Participante 01")


def test_a_dissent_says_something_and_is_of_somebody_on_the_list(
    store: Store, session: str
) -> None:
    room = a_room(store, session)
    ballot = a_ballot(store, session)

    with pytest.raises(StatementMissingError):
        record_dissent(store, ballot, room[1], " . ")
    with pytest.raises(NotOnListError):
        record_dissent(store, ballot, store.operator, "No estuve.")


def test_a_correction_stands_beside_a_closed_result(store: Store, session: str) -> None:
    a_room(store, session)
    ballot = a_ballot(store, session)
    with pytest.raises(BallotOpenError):
        correct_ballot(store, ballot, store.operator, "Hubo una mano más.", at(11))
    close_ballot(store, ballot, at(10, 5))
    before = _tally(store, ballot)

    made = correct_ballot(store, ballot, store.operator, "Hubo una mano más.", at(11))

    with store.read() as reader:
        assert reader.get(Correction, made).author == store.operator
    assert _tally(store, ballot) == before


def test_a_roll_call_of_fifty_takes_as_many_statements_as_one_of_two(
    store: Store,
    session: str,
    statements: Callable[[Callable[[], object]], int],
) -> None:
    room = a_room(store, session, size=52)
    ballot = a_roll_call(store, session)

    def called(people: list[str]) -> Callable[[], object]:
        votes = [CalledVote(person=one, choice=VoteChoice.FOR) for one in people]
        return lambda: record_votes(store, ballot, votes)

    few = statements(called(room[:2]))
    many = statements(called(room[2:]))

    assert many <= few


def test_a_ballot_follows_the_rules_of_its_day(store: Store, session: str) -> None:
    set_rules(
        store,
        RulesDraft(
            effective_on=DAY, majority=Majority.ABSOLUTE, quorum=Quorum.ONE_THIRD
        ),
    )
    set_rules(store, RulesDraft(effective_on=DAY + timedelta(days=1)))

    ballot = a_ballot(store, session)

    with store.read() as reader:
        found = reader.get(Ballot, ballot)
    assert (found.majority, found.quorum) == (Majority.ABSOLUTE, Quorum.ONE_THIRD)


def test_on_the_second_call_a_third_is_enough(store: Store) -> None:
    draft = a_session_draft(
        stage=None, theme=None, opened_at=None, closed_at=None, second_call=True
    )
    session = schedule_session(store, draft)
    open_session(store, session, at(9))
    a_room(store, session, 4)
    for number in range(5):
        expect(store, session, somebody(store, f"Ausente {number}"))

    ballot = a_ballot(store, session)

    found = _tally(store, ballot)
    assert (found.quorum_needed, found.quorum_met) == (3, True)


def test_a_ballot_may_have_a_rule_of_its_own(store: Store, session: str) -> None:
    ballot = a_ballot(store, session, majority=Majority.ABSOLUTE, quorum=Quorum.NONE)

    with store.read() as reader:
        found = reader.get(Ballot, ballot)
    assert (found.majority, found.quorum) == (Majority.ABSOLUTE, Quorum.NONE)


def test_nobody_votes_who_is_not_there(store: Store, session: str) -> None:
    person = somebody(store, "Elmer Tuntui")
    expect(store, session, person)
    ballot = a_roll_call(store, session)
    voted = CalledVote(person=person, choice=VoteChoice.FOR)

    with pytest.raises(VoterNotInRoomError) as refusal:
        record_votes(store, ballot, [voted])

    assert refusal.value.name == "Elmer Tuntui"
    absent = CalledVote(person=person, choice=VoteChoice.ABSENT)
    record_votes(store, ballot, [absent])
    check_in(store, session, person, at(10, 2))
    record_votes(store, ballot, [voted])
    assert _tally(store, ballot).counts[Bloc.OTHER].votes_for == 1


def test_whoever_left_before_the_roll_does_not_answer(
    store: Store, session: str
) -> None:
    person = a_room(store, session)[0]
    check_out(store, session, person, at(9, 50))
    ballot = a_roll_call(store, session)

    with pytest.raises(VoterNotInRoomError):
        record_votes(
            store, ballot, [CalledVote(person=person, choice=VoteChoice.AGAINST)]
        )


def test_one_call_holds_one_answer_of_each(store: Store, session: str) -> None:
    person = a_room(store, session)[0]
    ballot = a_roll_call(store, session)
    said = [
        CalledVote(person=person, choice=choice)
        for choice in (VoteChoice.FOR, VoteChoice.AGAINST)
    ]

    with pytest.raises(CalledTwiceError) as refusal:
        record_votes(store, ballot, said)

    assert refusal.value.name == "Participante 00"


def test_nothing_is_put_to_the_vote_before_the_session_begins(
    store: Store, session: str
) -> None:
    draft = BallotDraft(session=session, question="¿Se aprueba?")

    with pytest.raises(ActOutsideSessionError) as refusal:
        open_ballot(store, draft, at(8, 59))

    assert refusal.value.moment == at(8, 59)
