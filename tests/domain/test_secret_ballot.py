"""Worked cases of secret ballots: sums that count, and sums that would tell on people.

That by bloc no fewer than five are told is the rule of the design (decision 15), the
same by which statistics suppress small cells; blank papers abstain and spoiled ones
are none, as at elections.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_ballot, a_count, a_vote
from workshop_app.domain.balance import Uncomparable, balance
from workshop_app.domain.ballot_acts import Acts
from workshop_app.domain.content import BlocNumbers, VoteNumbers
from workshop_app.domain.identity import urn_count_id
from workshop_app.domain.secret_ballot import (
    MorePapersThanVotersError,
    PapersNegativeError,
    Urn,
    UrnCount,
    UrnsUnclearError,
    UrnTellsOnPeopleError,
    require_secret,
)
from workshop_app.domain.tally import Tally, is_outdated, tally
from workshop_app.domain.vocabulary import (
    Bloc,
    Majority,
    Method,
    Quorum,
    TableOutcome,
    VoteChoice,
)

STATE, CIVIL, OTHER = Bloc.STATE, Bloc.CIVIL_SOCIETY, Bloc.OTHER
ADOPTED, REJECTED, TIED = (
    TableOutcome.ADOPTED,
    TableOutcome.REJECTED,
    TableOutcome.TIED,
)
VOTING = BlocNumbers(state=20, civil_society=12, other=3)
PAPERS = st.tuples(*[st.integers(0, 20)] * 4)


def _urn(bloc: Bloc | None, *papers: int) -> Urn:
    votes_for, votes_against, blank, spoiled = (*papers, 0, 0, 0, 0)[:4]
    return Urn(
        bloc=bloc,
        votes_for=votes_for,
        votes_against=votes_against,
        blank=blank,
        spoiled=spoiled,
    )


def _counted(*urns: Urn, majority: Majority = Majority.SIMPLE) -> Tally:
    ballot = a_ballot(method=Method.SECRET, majority=majority, quorum=Quorum.NONE)
    kept = [
        UrnCount(
            id=urn_count_id(ballot.id, urn.bloc),
            ballot=ballot.id,
            bloc=urn.bloc,
            votes_for=urn.votes_for,
            votes_against=urn.votes_against,
            blank=urn.blank,
            spoiled=urn.spoiled,
        )
        for urn in urns
    ]
    rows = [a_count(bloc, entitled=20, present=20) for bloc in (STATE, CIVIL)]
    # A vote with a name, from wherever it came, is no part of a secret ballot.
    stray = [a_vote("p", VoteChoice.AGAINST)]
    assert not is_outdated(ballot, rows, stray)
    return tally(ballot, rows, stray, acts=Acts(urns=kept))


@pytest.mark.parametrize(
    ("papers", "majority", "outcome"),
    [
        ((18, 12, 5, 2), Majority.SIMPLE, ADOPTED),
        ((12, 12, 0, 9), Majority.SIMPLE, TIED),
        ((11, 12, 9, 0), Majority.SIMPLE, REJECTED),
        ((20, 1, 0, 0), Majority.ABSOLUTE, REJECTED),
        ((21, 1, 0, 0), Majority.ABSOLUTE, ADOPTED),
        ((27, 13, 0, 0), Majority.TWO_THIRDS, ADOPTED),
        ((26, 14, 0, 0), Majority.TWO_THIRDS, REJECTED),
        ((30, 1, 0, 0), Majority.EACH_BLOC, TableOutcome.NOT_DOCUMENTED),
    ],
)
def test_papers_of_one_urn_decide_and_tell_of_no_bloc(
    papers: tuple[int, ...], majority: Majority, outcome: TableOutcome
) -> None:
    found = _counted(_urn(None, *papers), majority=majority)

    assert found.outcome is outcome
    assert (found.counts, found.by_organization) == ({}, {})
    assert found.totals == VoteNumbers(
        votes_for=papers[0], votes_against=papers[1], abstentions=papers[2]
    )


def test_urns_apart_tell_what_each_bloc_wanted() -> None:
    urns = _urn(STATE, 15, 1), _urn(CIVIL, 2, 8, 1)

    found = _counted(*urns)

    assert found.outcome is ADOPTED
    assert found.totals == sum(found.counts.values(), VoteNumbers())
    assert _counted(*urns, majority=Majority.BOTH_BLOCS).outcome is REJECTED
    told = balance(found, Majority.SIMPLE, Method.SECRET)
    assert (told.equal_weight, told.differs) == (ADOPTED, False)


def test_with_one_urn_nobody_knows_what_balanced_blocs_would_have_said() -> None:
    found = balance(_counted(_urn(None, 15, 9)), Majority.SIMPLE, Method.SECRET)

    assert found.differs is None
    assert found.equal_weight is None
    assert found.why is Uncomparable.ONE_URN


def test_a_secret_ballot_without_papers_is_not_documented() -> None:
    assert _counted().outcome is TableOutcome.NOT_DOCUMENTED
    assert _counted().totals is None


@pytest.mark.parametrize(
    "urns",
    [
        [_urn(None, 20, 13, 1, 1)],
        [_urn(None, 2)],
        [_urn(STATE, 3, 2)],
        [_urn(STATE, 0, 0, 0, 5), _urn(CIVIL, 5)],
        [_urn(STATE, 6), _urn(CIVIL, 6), _urn(OTHER)],
    ],
)
def test_sums_that_tell_on_nobody_are_kept(urns: list[Urn]) -> None:
    require_secret(urns, VOTING)


@pytest.mark.parametrize(
    ("urns", "error"),
    [
        ([], UrnsUnclearError),
        ([_urn(None, 6), _urn(STATE, 6)], UrnsUnclearError),
        ([_urn(STATE, 6), _urn(STATE, 6)], UrnsUnclearError),
        ([_urn(STATE, 6), _urn(CIVIL, 3, 1)], UrnTellsOnPeopleError),
        ([_urn(STATE, 6), _urn(OTHER, 0, 0, 1)], UrnTellsOnPeopleError),
        ([_urn(None, 30, 6)], MorePapersThanVotersError),
        ([_urn(CIVIL, 10, 3)], MorePapersThanVotersError),
        ([_urn(None, 6, -1)], PapersNegativeError),
    ],
)
def test_sums_that_cannot_be_right_or_tell_on_people_are_refused(
    urns: list[Urn], error: type[Exception]
) -> None:
    with pytest.raises(error):
        require_secret(urns, VOTING)


@given(PAPERS, PAPERS)
def test_urns_apart_decide_as_the_same_papers_in_one(
    state: tuple[int, ...], civil: tuple[int, ...]
) -> None:
    apart = _counted(_urn(STATE, *state), _urn(CIVIL, *civil))
    both = [one + other for one, other in zip(state, civil, strict=True)]

    together = _counted(_urn(None, *both))

    assert apart.totals == together.totals
    assert apart.outcome is together.outcome


@given(PAPERS, st.sampled_from(Majority))
def test_one_more_paper_in_favour_never_turns_adoption_into_rejection(
    papers: tuple[int, ...], majority: Majority
) -> None:
    before = _counted(_urn(STATE, *papers), _urn(CIVIL, 9, 1), majority=majority)

    more = (papers[0] + 1, *papers[1:])
    after = _counted(_urn(STATE, *more), _urn(CIVIL, 9, 1), majority=majority)

    # Beyond the twenty who are in the room the room grows with each paper.
    if before.outcome is ADOPTED and sum(papers[:3]) + 10 < 40:
        assert after.outcome is ADOPTED
