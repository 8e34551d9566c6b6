from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import a_contribution_draft
from tests.services.steps import last_title, somebody
from workshop_app.domain.contribution import Authorship, ContributionDraft
from workshop_app.domain.decision import (
    Decision,
    DecisionDraft,
    ReasonCodeMissingError,
    ReasonMissingError,
)
from workshop_app.domain.text import TextUnstorableError
from workshop_app.domain.vocabulary import Outcome, ReasonCode, Stance
from workshop_app.services.contributions import write_contribution
from workshop_app.services.decisions import (
    NotAnAuthorError,
    NotDecidedError,
    decide,
    next_undecided,
    record_stance,
)
from workshop_app.store import ChangedSinceError, RecordMissingError

if TYPE_CHECKING:
    from workshop_app.store import Store


@pytest.fixture
def proposal(store: Store) -> str:
    draft = a_contribution_draft(session=None, stage=None)
    return write_contribution(store, draft, [store.operator], "AP-1")


def _refusal(contribution: str, reason: str = "Ya lo dispone la ley.") -> DecisionDraft:
    return DecisionDraft(
        contribution=contribution,
        outcome=Outcome.NOT_ACCEPTED,
        reason_code=ReasonCode.ALREADY_EXISTS,
        reason_text=reason,
    )


def test_an_acceptance_needs_no_reason(store: Store, proposal: str) -> None:
    made = decide(store, DecisionDraft(contribution=proposal, outcome=Outcome.ACCEPTED))

    with store.read() as reader:
        assert reader.get(Decision, made).outcome is Outcome.ACCEPTED
    assert last_title(store) == "Decide contribution AP-1"


def test_a_refusal_needs_its_reason_and_its_class(store: Store, proposal: str) -> None:
    with pytest.raises(ReasonMissingError):
        decide(store, _refusal(proposal, reason="."))
    with pytest.raises(ReasonCodeMissingError):
        decide(
            store,
            DecisionDraft(
                contribution=proposal,
                outcome=Outcome.OUT_OF_SCOPE,
                reason_text="No es materia de este plan.",
            ),
        )


def test_answering_again_replaces_the_answer(store: Store, proposal: str) -> None:
    first = decide(store, _refusal(proposal))
    with store.read() as reader:
        seen = reader.seen(Decision, first)

    second = decide(store, _refusal(proposal, "La ley ya lo manda."), seen)

    assert first == second
    with pytest.raises(ChangedSinceError):
        decide(store, _refusal(proposal, "Otra razón."), seen, reason="Se revisó")


def test_what_is_not_on_record_cannot_be_answered(store: Store) -> None:
    with pytest.raises(RecordMissingError):
        decide(store, _refusal("0" * 32))


def test_an_author_has_a_say_on_the_decision(store: Store, proposal: str) -> None:
    decide(store, _refusal(proposal))

    record_stance(store, proposal, store.operator, Stance.DISAGREES, "No es lo mismo.")

    with store.read() as reader:
        found = reader.all(Authorship, contribution=proposal)[0]
    assert (found.stance, found.stance_text) == (Stance.DISAGREES, "No es lo mismo.")


def test_only_an_author_has_a_say(store: Store, proposal: str) -> None:
    stranger = somebody(store, "Elmer")

    with pytest.raises(NotAnAuthorError) as refusal:
        record_stance(store, proposal, stranger, Stance.AGREES)

    assert (refusal.value.name, refusal.value.code) == ("Elmer", "AP-1")


def test_nobody_agrees_with_what_was_not_decided(store: Store, proposal: str) -> None:
    with pytest.raises(NotDecidedError) as refusal:
        record_stance(store, proposal, store.operator, Stance.AGREES)

    assert refusal.value.code == "AP-1"


def test_what_an_author_says_can_be_kept(store: Store, proposal: str) -> None:
    decide(store, _refusal(proposal))

    with pytest.raises(TextUnstorableError):
        record_stance(store, proposal, store.operator, Stance.AGREES, "no\0")


def test_deciding_again_says_why(store: Store, proposal: str) -> None:
    decide(store, _refusal(proposal))
    again = DecisionDraft(contribution=proposal, outcome=Outcome.ACCEPTED)

    made = decide(store, again, reason="La oficina reconsideró.")

    with store.read() as reader:
        rows = reader.history(made)
        assert reader.get(Decision, made).outcome is Outcome.ACCEPTED
    assert [row.reason for row in rows] == ["La oficina reconsideró.", ""]


def test_the_next_one_without_an_answer_comes_round_again(
    store: Store, session: str
) -> None:
    drafts = [
        ContributionDraft(text=f"{n}", anonymous=True, session=session)
        for n in range(3)
    ]
    first, second, third = (write_contribution(store, one, []) for one in drafts)
    accepted = DecisionDraft(contribution=second, outcome=Outcome.ACCEPTED)
    decide(store, accepted)

    with store.read() as reader:
        found = [
            next_undecided(reader, session, after)
            for after in (None, first, second, third, "gone")
        ]

    assert found == [first, third, third, first, first]


def test_there_is_no_next_one_when_all_are_answered(store: Store) -> None:
    draft = ContributionDraft(text="Sí", anonymous=True)
    only = write_contribution(store, draft, [])

    with store.read() as reader:
        alone = next_undecided(reader, after=only)
    decide(store, DecisionDraft(contribution=only, outcome=Outcome.ACCEPTED))

    assert alone == only
    with store.read() as reader:
        assert next_undecided(reader) is None
