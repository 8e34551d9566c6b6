from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_contribution, a_decision, a_decision_draft
from workshop_app.domain.coverage import (
    UNKNOWN,
    Grouping,
    Share,
    Unanswered,
    coverage,
)
from workshop_app.domain.decision import Decision, Missing, missing, recorded_elsewhere
from workshop_app.domain.vocabulary import Bloc, ContributionKind, Outcome, ReasonCode

REASON = "Ya existe en el portal del lago."


def _refused(contribution: str, code: ReasonCode | None, reason: str) -> Decision:
    return recorded_elsewhere(
        a_decision_draft(
            contribution=contribution,
            outcome=Outcome.NOT_ACCEPTED,
            reason_code=code,
            reason_text=reason,
        )
    )


def test_each_gap_is_named_and_in_order_of_code() -> None:
    contributions = [a_contribution(f"A-{number}") for number in (5, 4, 3, 2, 1)]
    fifth, fourth, third, second, _ = contributions
    decisions = [
        a_decision(contribution=fifth.id),
        _refused(fourth.id, ReasonCode.ALREADY_EXISTS, REASON),
        _refused(third.id, None, REASON),
        _refused(second.id, ReasonCode.OTHER, "."),
    ]

    found = coverage(contributions, decisions)

    assert (found.contributions, found.answered, found.published) == (5, 2, 0)
    assert found.missing == (
        Unanswered(code="A-1", why=Missing.NO_DECISION),
        Unanswered(code="A-2", why=Missing.NO_REASON),
        Unanswered(code="A-3", why=Missing.NO_REASON_CODE),
    )


def test_neither_code_nor_words_is_no_reason() -> None:
    assert missing(_refused("c", None, "")) is Missing.NO_REASON


def test_every_kind_of_contribution_is_counted() -> None:
    contributions = [
        a_contribution(f"A-{kind}", contribution_kind=kind) for kind in ContributionKind
    ]

    assert coverage(contributions, []).contributions == len(ContributionKind)


def test_a_decision_on_an_unknown_contribution_is_ignored() -> None:
    found = coverage([], [a_decision(contribution="elsewhere")])

    assert found.contributions == found.answered == 0
    assert found.by_stage == {}


def test_an_answer_is_published_by_the_letter_that_gives_its_reason() -> None:
    told, untold, unreasoned = (a_contribution(f"A-{n}") for n in range(3))
    decisions = [
        a_decision(contribution=told.id),
        a_decision(contribution=untold.id),
        _refused(unreasoned.id, None, ""),
    ]

    found = coverage(
        [told, untold, unreasoned],
        decisions,
        published={told.id, unreasoned.id, "elsewhere"},
    )

    assert (found.answered, found.published) == (2, 1)


def test_shares_are_told_by_session_bloc_region_and_stage() -> None:
    lake, coast, card = (a_contribution(f"A-{n}") for n in range(3))
    groupings = {
        lake.id: Grouping(
            session="S-1",
            stage="E-1",
            blocs=(Bloc.STATE, Bloc.CIVIL_SOCIETY, Bloc.STATE),
            regions=("21",),
        ),
        coast.id: Grouping(
            session="S-2", stage="E-1", blocs=(Bloc.STATE,), regions=("15", "21")
        ),
    }

    found = coverage(
        [lake, coast, card],
        [a_decision(contribution=lake.id)],
        published={lake.id},
        groupings=groupings,
    )

    answered = Share(contributions=1, answered=1, published=1)
    unanswered = Share(contributions=1)
    both = Share(contributions=2, answered=1, published=1)
    assert found.by_session == {"S-1": answered, "S-2": unanswered, UNKNOWN: unanswered}
    assert found.by_stage == {"E-1": both, UNKNOWN: unanswered}
    assert found.by_bloc == {
        "civil_society": answered,
        "state": both,
        UNKNOWN: unanswered,
    }
    assert found.by_region == {"15": unanswered, "21": both, UNKNOWN: unanswered}


@given(st.lists(st.tuples(st.sampled_from(["", "S-1", "S-2"]), st.booleans())))
def test_sessions_add_up_to_the_whole(rows: list[tuple[str, bool]]) -> None:
    contributions = [a_contribution(f"A-{number}") for number in range(len(rows))]
    found = coverage(
        contributions,
        [
            a_decision(contribution=contribution.id)
            for contribution, (_, decided) in zip(contributions, rows, strict=True)
            if decided
        ],
        groupings={
            contribution.id: Grouping(session=session)
            for contribution, (session, _) in zip(contributions, rows, strict=True)
        },
    )

    shares = found.by_session.values()
    assert sum(share.contributions for share in shares) == found.contributions
    assert sum(share.answered for share in shares) == found.answered
    assert found.answered + len(found.missing) == found.contributions
