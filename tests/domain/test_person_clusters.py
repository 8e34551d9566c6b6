from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_id
from workshop_app.domain.person_clusters import PersonClusters, clusters_of
from workshop_app.domain.same_person import (
    SamePerson,
    SamePersonTwiceError,
    VerdictReasonMissingError,
)
from workshop_app.domain.vocabulary import Verdict

ROSA, ROSITA, ROZA, ELMER = sorted(an_id(name) for name in "abcd")


def _found(one: str, other: str, verdict: Verdict = Verdict.SAME) -> SamePerson:
    return SamePerson.found((one, other), verdict, "Se vio el DNI.")


def _different(one: str, other: str) -> SamePerson:
    return _found(one, other, Verdict.DIFFERENT)


@st.composite
def findings(draw: st.DrawFn) -> list[SamePerson]:
    """Draw findings about a dozen people, one for each pair."""
    people = [f"{number:032x}" for number in range(12)]
    one = st.sampled_from(people)
    pairs = st.tuples(one, one).filter(lambda pair: pair[0] != pair[1])
    told = st.lists(
        st.tuples(pairs, st.sampled_from(Verdict)),
        unique_by=lambda found: frozenset(found[0]),
    )
    return [_found(*pair, verdict) for pair, verdict in draw(told)]


def test_a_finding_is_one_record_whoever_is_named_first() -> None:
    assert _found(ROSA, ROSITA) == _found(ROSITA, ROSA)
    assert _found(ROSITA, ROSA).one == ROSA


def test_nobody_is_compared_with_themselves() -> None:
    with pytest.raises(SamePersonTwiceError):
        _found(ROSA, ROSA)


def test_a_finding_needs_a_reason() -> None:
    with pytest.raises(VerdictReasonMissingError) as refusal:
        SamePerson.found((ROSA, ROSITA), Verdict.SAME, " . ")

    assert refusal.value.field == "reason"


def test_somebody_nothing_was_found_of_stands_for_themselves() -> None:
    clusters = clusters_of([_different(ROSA, ROSITA)])

    assert clusters.canonical(ROSA) == ROSA
    assert clusters.of(ROSITA) == (ROSITA,)
    assert clusters.members == {}


def test_the_smallest_id_stands_for_all_that_are_one_through_others() -> None:
    clusters = clusters_of([_found(ROZA, ROSITA), _found(ROSITA, ROSA)])

    assert {clusters.canonical(one) for one in (ROSA, ROSITA, ROZA)} == {ROSA}
    assert clusters.of(ROZA) == (ROSA, ROSITA, ROZA)
    assert clusters.canonical(ELMER) == ELMER


def test_two_found_different_that_others_make_one_are_a_contradiction() -> None:
    clusters = clusters_of(
        [
            _found(ROSA, ROSITA),
            _found(ROSITA, ROZA),
            _different(ROZA, ROSA),
            _different(ROSA, ELMER),
        ]
    )

    assert clusters.contradictions == ((ROSA, ROZA),)


def test_what_speaks_of_one_person_twice_is_told_together() -> None:
    clusters = clusters_of([_found(ROSA, ROZA)])

    repeated = clusters.repeated(["1" + ROZA, "2" + ELMER, "3" + ROSA], lambda s: s[1:])

    assert repeated == (("1" + ROZA, "3" + ROSA),)


def test_two_things_of_one_entry_are_not_a_person_twice() -> None:
    clusters = clusters_of([_found(ROSA, ROZA)])

    assert clusters.repeated([ROSA, ROSA, ELMER, ELMER], str) == ()


@given(
    findings().flatmap(lambda found: st.tuples(st.just(found), st.permutations(found)))
)
def test_the_order_of_findings_makes_no_difference(
    orders: tuple[list[SamePerson], list[SamePerson]],
) -> None:
    found, shuffled = orders

    assert clusters_of(shuffled) == clusters_of(found)
    assert clusters_of(found + shuffled) == clusters_of(found)


@given(findings())
def test_groups_are_the_parts_of_the_graph_that_hang_together(
    found: list[SamePerson],
) -> None:
    clusters = clusters_of(found)

    for group in _connected(found):
        assert {clusters.of(one) for one in group} == {tuple(sorted(group))}
        assert {clusters.canonical(one) for one in group} == {min(group)}
    assert sum(map(len, clusters.members.values())) == len(_named(found))


def _named(found: list[SamePerson]) -> set[str]:
    same = [one for one in found if one.verdict is Verdict.SAME]
    return {one.one for one in same} | {one.other for one in same}


def _connected(found: list[SamePerson]) -> list[set[str]]:
    """Return the same by brute force: neighbours are added until there are none."""
    groups = [{one} for one in _named(found)]
    for edge in found:
        if edge.verdict is Verdict.SAME:
            joined = [group for group in groups if group & {edge.one, edge.other}]
            groups = [group for group in groups if group not in joined]
            groups.append(set().union(*joined))
    return groups


def test_nobody_is_one_with_anybody_where_nothing_was_found() -> None:
    empty: PersonClusters = clusters_of([])

    assert empty.members == {}
    assert empty.contradictions == ()
    assert empty.repeated([ROSA, ROSA], str) == ()
