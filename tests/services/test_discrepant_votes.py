"""Votes that computers disagree on: beside the count, and never behind a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import DAY, a_session_draft, at
from tests.services.steps import a_ballot, a_roll_call
from tests.services.two_laptops import TwoLaptops
from workshop_app.domain.ballot import Ballot, BallotCount, Vote
from workshop_app.domain.identity import vote_id
from workshop_app.domain.process import RulesDraft
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Bloc, VoteChoice
from workshop_app.domain.waiver import Gate
from workshop_app.services.ballot_content import ballot_content
from workshop_app.services.ballots import (
    BallotClosedError,
    close_ballot,
    correct_ballot,
    count_hands,
)
from workshop_app.services.disagreements import (
    OUTDATED,
    Disagreement,
    disagreements,
    disputed_fields,
)
from workshop_app.services.gathering import ballots_of, register
from workshop_app.services.processes import set_rules
from workshop_app.services.recusals import break_tie
from workshop_app.services.reports import tally_report
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.services.sessions import amend_session, close_session
from workshop_app.services.settling import take, write
from workshop_app.services.standing_results import standing_values
from workshop_app.services.waiving import waive
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workshop_app.store import Store

FOR, AGAINST = VoteChoice.FOR, VoteChoice.AGAINST


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoLaptops]:
    made = TwoLaptops(tmp_path / "two")
    yield made
    made.close()


@pytest.fixture
def ballot(two: TwoLaptops) -> str:
    """A roll-call that both laptops know, and nobody answered yet."""
    made = a_roll_call(two.office, two.session)
    two.meet()
    return made


def call(store: Store, ballot: str, *people: str, choice: VoteChoice = FOR) -> None:
    said = [CalledVote(person=one, choice=choice) for one in people]
    record_votes(store, ballot, said)


def told(store: Store, ballot: str) -> Any:
    return tally_report(store, ballot)["ballots"][0]


def result(store: Store, ballot: str) -> Any:
    found = told(store, ballot)
    return found["totals"], found["counts"], found["outcome"]


def side_of(found: Disagreement, words: str) -> str:
    return next(side.name for side in found.sides if side.words == words)


def test_a_disputed_vote_is_beside_the_count_until_it_is_settled(
    two: TwoLaptops, ballot: str
) -> None:
    call(two.office, ballot, *two.people)
    call(two.door, ballot, two.people[0], choice=AGAINST)
    two.meet()
    [found] = [one for one in _fields(two.office) if one.field == "choice"]
    [beside] = told(two.office, ballot)["disputed"]

    take(two.office, found.key, side_of(found, "Against"), reason="Acta.")
    close_ballot(two.office, ballot, at(11))

    assert beside["conflict"] == found.key
    assert beside["name"] == "Participante 00"
    after = told(two.office, ballot)
    assert after["disputed"] == []
    assert (after["totals"]["for"], after["totals"]["against"]) == (3, 1)


def test_a_disputed_vote_may_have_been_a_third(two: TwoLaptops, ballot: str) -> None:
    call(two.office, ballot, two.people[0])
    call(two.door, ballot, two.people[0], choice=AGAINST)
    two.meet()
    [found] = _fields(two.office)

    write(two.office, found.key, VoteChoice.ABSTAIN, reason="Acta.")

    assert _fields(two.office) == ()
    with two.office.read() as reader:
        vote = reader.get(Vote, vote_id(ballot, two.people[0]))
    assert vote.choice is VoteChoice.ABSTAIN


def test_the_window_and_the_papers_count_without_it(
    two: TwoLaptops, ballot: str
) -> None:
    call(two.office, ballot, *two.people)
    call(two.door, ballot, two.people[0], choice=AGAINST)
    two.meet()

    with two.office.read() as reader:
        [records] = ballots_of(reader, id=ballot)
        printed = ballot_content(records, register(reader), {}, "")

    assert {vote.unit for vote in records.votes} == set(two.people[1:])
    assert [vote.unit for vote in records.disputed] == [two.people[0]]
    assert (printed.disputed, printed.disputed_blocs) == (("Participante 00",), ())


def test_a_ballot_closed_over_a_disputed_vote_counts_without_it(
    two: TwoLaptops, ballot: str
) -> None:
    call(two.office, ballot, *two.people)
    call(two.door, ballot, two.people[0], choice=AGAINST)
    two.meet()

    close_ballot(two.office, ballot, at(11))

    found = told(two.office, ballot)
    assert found["totals"]["for"] == 3
    assert len(found["disputed"]) == 1
    assert found["outdated"]


def test_a_closed_result_stays_whatever_a_file_brings_later(
    two: TwoLaptops, ballot: str
) -> None:
    call(two.office, ballot, *two.people[:3])
    close_ballot(two.office, ballot, at(11))
    close_session(two.office, two.session, at(12))
    before = result(two.office, ballot)
    call(two.door, ballot, two.people[0], two.people[3], choice=AGAINST)
    two.meet()

    found = told(two.office, ballot)

    assert result(two.office, ballot) == before
    assert result(two.door, ballot) == before
    assert [one["name"] for one in found["disputed"]] == ["Participante 00"]
    assert found["outdated"]


def test_a_correction_answers_votes_that_came_after_the_closing(
    two: TwoLaptops, ballot: str
) -> None:
    call(two.office, ballot, *two.people[:3])
    close_ballot(two.office, ballot, at(11))
    call(two.door, ballot, two.people[3], choice=AGAINST)
    two.meet()
    with two.office.read() as reader:
        [found] = disagreements(reader)
        code = reader.get(Ballot, ballot).code

    author = two.office.operator
    correct_ballot(two.office, ballot, author, "Llegó un voto más.", at(12))

    assert found.key == f"{OUTDATED}:{code}:"
    assert code in found.title
    with two.office.read() as reader:
        assert disagreements(reader) == ()


def test_settling_a_vote_of_a_closed_session_leaves_its_result(
    two: TwoLaptops, ballot: str
) -> None:
    call(two.office, ballot, *two.people)
    close_ballot(two.office, ballot, at(11))
    close_session(two.office, two.session, at(12))
    before = result(two.office, ballot)
    call(two.door, ballot, two.people[0], choice=AGAINST)
    two.meet()
    [found] = _fields(two.office)

    take(two.office, found.key, side_of(found, "Against"), reason="Acta.")

    assert result(two.office, ballot) == before
    assert told(two.office, ballot)["outdated"]


def test_hands_that_differ_are_beside_the_count_while_it_is_open(
    two: TwoLaptops,
) -> None:
    ballot = _hands_twice(two)

    found = told(two.office, ballot)

    assert found["disputed_blocs"] == ["state"]
    with two.office.read() as reader:
        [records] = ballots_of(reader, id=ballot)
    left_out = {row.bloc: row.votes_for for row in records.counts}
    assert left_out[Bloc.STATE] is None
    assert left_out[Bloc.CIVIL_SOCIETY] == 1


def test_hands_of_a_closed_ballot_are_those_of_who_closed_it(two: TwoLaptops) -> None:
    ballot = a_ballot(two.office, two.session)
    two.meet()
    count_hands(two.office, ballot, {Bloc.STATE: (2, 0, 0)})
    close_ballot(two.office, ballot, at(11))
    close_session(two.office, two.session, at(12))
    before = result(two.office, ballot)
    for _ in range(3):  # so that the clock of the door is later
        count_hands(two.door, ballot, {Bloc.STATE: (1, 1, 0)})
        count_hands(two.door, ballot, {Bloc.STATE: (0, 2, 0)})
    two.meet()

    assert result(two.office, ballot) == before
    assert result(two.door, ballot) == before
    assert told(two.door, ballot)["disputed_blocs"] == ["state"]


def test_only_what_stands_is_taken_of_a_closed_session(two: TwoLaptops) -> None:
    ballot = a_ballot(two.office, two.session)
    two.meet()
    count_hands(two.office, ballot, {Bloc.STATE: (2, 0, 0)})
    close_ballot(two.office, ballot, at(11))
    close_session(two.office, two.session, at(12))
    count_hands(two.door, ballot, {Bloc.STATE: (1, 0, 0)})
    two.meet()
    before = result(two.office, ballot)
    [found] = _fields(two.office)

    with pytest.raises(BallotClosedError):
        take(two.office, found.key, side_of(found, "1"), reason="Acta.")
    take(two.office, found.key, side_of(found, "2"), reason="Acta.")

    assert result(two.office, ballot) == before
    assert _fields(two.office) == ()


def test_hands_are_settled_while_the_session_goes_on(two: TwoLaptops) -> None:
    ballot = _hands_twice(two)
    found = next(one for one in _fields(two.office) if one.field == "votes_for")
    other = next(one for one in _fields(two.office) if one.field == "votes_against")

    take(two.office, found.key, side_of(found, "2"), reason="Acta.")
    take(two.office, other.key, side_of(other, "0"), reason="Acta.")
    close_ballot(two.office, ballot, at(11))

    assert told(two.office, ballot)["counts"]["state"]["for"] == 2


def test_of_two_who_closed_a_ballot_the_one_stands_who_closed_the_session(
    two: TwoLaptops,
) -> None:
    ballot = _hands_twice(two, meeting=False)
    close_ballot(two.office, ballot, at(11))
    close_ballot(two.door, ballot, at(11, 5))
    two.meet()
    waive(two.door, Gate.CONFLICTS, two.session, reason="Se corrige en gabinete.")
    close_session(two.door, two.session, at(12))
    two.meet()

    with two.office.read() as reader:
        stands = standing_values(reader)
        counts = {
            row.bloc: stands[row.kind, row.id]
            for row in reader.all(BallotCount, ballot=ballot)
            if (row.kind, row.id) in stands
        }

    assert counts[Bloc.STATE]["votes_for"] == 1
    assert told(two.office, ballot)["counts"]["state"]["for"] == 1


def test_of_two_who_closed_a_ballot_nobody_stands_before_the_session_is_closed(
    two: TwoLaptops,
) -> None:
    ballot = _hands_twice(two, meeting=False)
    close_ballot(two.office, ballot, at(11))
    close_ballot(two.door, ballot, at(11, 5))
    two.meet()

    with two.office.read() as reader:
        assert standing_values(reader) == {}
    assert told(two.office, ballot)["disputed_blocs"] == ["state"]


def test_the_question_of_a_closed_ballot_is_what_it_was(two: TwoLaptops) -> None:
    ballot = a_ballot(two.office, two.session)
    two.meet()
    with two.office.write(Deed("amend")) as tx:
        tx.settle("ballot", ballot, {"question": "¿Sí?"})
    close_ballot(two.office, ballot, at(11))
    with two.door.write(Deed("amend")) as tx:
        tx.settle("ballot", ballot, {"question": "¿No?"})
        tx.settle("ballot", ballot, {"transcribed_by": None})
    two.meet()

    assert told(two.door, ballot)["question"] == "¿Sí?"


def test_what_is_gone_or_lives_in_doubt_stands_for_nothing(
    two: TwoLaptops, ballot: str
) -> None:
    vote = vote_id(ballot, two.people[0])
    call(two.office, ballot, two.people[0])
    two.meet()
    with two.office.write(Deed("remove")) as tx:
        tx.remove(Vote, vote)
    call(two.door, ballot, two.people[0], choice=AGAINST)
    two.meet()
    close_ballot(two.door, ballot, at(11))
    two.meet()

    with two.office.read() as reader:
        assert standing_values(reader) == {}
    with two.office.write(Deed("remove")) as tx:
        tx.remove(Ballot, ballot)
        tx.remove(Session, two.session)
    with two.office.read() as reader:
        assert standing_values(reader) == {}


def test_a_disputed_vote_that_was_removed_stands_for_nothing(
    two: TwoLaptops, ballot: str
) -> None:
    call(two.office, ballot, two.people[0])
    call(two.door, ballot, two.people[0], choice=AGAINST)
    two.meet()
    with two.office.write(Deed("remove")) as tx:
        tx.remove(Vote, vote_id(ballot, two.people[0]))

    with two.office.read() as reader:
        assert standing_values(reader) == {}


def _hands_twice(two: TwoLaptops, *, meeting: bool = True) -> str:
    """Let both count, and differ about the State."""
    ballot = a_ballot(two.office, two.session)
    two.meet()
    civil = {Bloc.CIVIL_SOCIETY: (1, 1, 0)}
    count_hands(two.office, ballot, {Bloc.STATE: (2, 0, 0), **civil})
    count_hands(two.door, ballot, {Bloc.STATE: (1, 1, 0), **civil})
    if meeting:
        two.meet()
    return ballot


def _fields(store: Store) -> tuple[Disagreement, ...]:
    with store.read() as reader:
        return disputed_fields(reader)


def _tied(two: TwoLaptops) -> str:
    """Tie a vote that either chair may break, on whichever laptop."""
    rules = RulesDraft(effective_on=DAY, version=2, casting_vote=True)
    set_rules(two.office, rules)
    presided = a_session_draft(
        stage=None,
        theme=None,
        opened_at=at(9),
        closed_at=None,
        chair_state=two.people[0],
        chair_civil_society=two.people[1],
    )
    amend_session(two.office, two.session, presided)
    hands = {Bloc.STATE: (1, 1, 0), Bloc.CIVIL_SOCIETY: (1, 1, 0)}
    tied = a_ballot(two.office, two.session)
    count_hands(two.office, tied, hands)
    close_ballot(two.office, tied, at(10, 40))
    two.meet()
    return tied


def _break(two: TwoLaptops, store: Store, ballot: str, *, in_favour: bool) -> None:
    chair = two.people[0 if in_favour else 1]
    word = "Hay presupuesto." if in_favour else "Falta el informe."
    break_tie(store, ballot, chair, in_favour=in_favour, reason=word, at=at(11))


def test_two_words_of_the_chair_leave_the_tie_until_one_is_taken(
    two: TwoLaptops,
) -> None:
    ballot = _tied(two)
    _break(two, two.office, ballot, in_favour=True)
    assert told(two.office, ballot)["outcome"] == "adopted"
    _break(two, two.door, ballot, in_favour=False)
    two.meet()

    apart = [told(store, ballot) for store in (two.office, two.door)]
    for found in _fields(two.office):
        wanted = {two.people[1], "against", "Falta el informe."}
        [side] = [one for one in found.sides if one.value in wanted]
        take(two.office, found.key, side.name, reason="Lo dice el acta.")

    assert [one["outcome"] for one in apart] == ["tied", "tied"]
    assert [one["casting_vote"] for one in apart] == [None, None]
    assert told(two.office, ballot)["outcome"] == "rejected"


def test_a_session_that_closed_on_a_broken_tie_keeps_its_result(
    two: TwoLaptops,
) -> None:
    ballot = _tied(two)
    _break(two, two.office, ballot, in_favour=True)
    close_session(two.office, two.session, at(13))
    _break(two, two.door, ballot, in_favour=False)
    two.meet()

    results = [told(store, ballot) for store in (two.office, two.door)]

    assert [one["outcome"] for one in results] == ["adopted", "adopted"]
    assert [one["casting_vote"]["choice"] for one in results] == ["for", "for"]
