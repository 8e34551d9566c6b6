"""The register of objections: each has an author, a ground and an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import DAY, a_contribution_draft
from tests.services.steps import a_ballot, a_room, somebody
from workshop_app.domain.labels import label
from workshop_app.domain.objection import (
    Confirmation,
    GroundMissingError,
    ObjectionAuthorMissingError,
    ObjectionDraft,
    ObjectionKind,
    ObjectionStatus,
    ObjectionSubjectError,
)
from workshop_app.services.contributions import write_contribution
from workshop_app.services.objections import (
    EndingMissingError,
    ObjectionEndedError,
    answer_objection,
    end_objection,
    objections_report,
    raise_objection,
)

if TYPE_CHECKING:
    from workshop_app.store import Store


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"contribution": None}, ObjectionSubjectError),
        ({"ballot": "b"}, ObjectionSubjectError),
        ({"person": None}, ObjectionAuthorMissingError),
        ({"ground": "."}, GroundMissingError),
    ],
)
def test_an_objection_has_a_subject_an_author_and_a_ground(
    changes: dict[str, Any], error: type[Exception]
) -> None:
    whole = {"contribution": "c", "person": "p", "ground": "Sin presupuesto"}

    with pytest.raises(error):
        ObjectionDraft(**{**whole, **changes}).cleaned()


def test_the_register_says_whose_it_is_how_it_ended_and_counts_vetoes(
    store: Store, session: str
) -> None:
    people = a_room(store, session)
    author = somebody(store, "Ana Mamani")
    contribution = write_contribution(
        store, a_contribution_draft(session=session, stage=None, theme=None), [author]
    )
    ballot = a_ballot(store, session)
    stopping = ObjectionDraft(
        contribution=contribution,
        person=people[0],
        ground="Fuera de competencia",
        stopped_proposal=True,
    )

    kept = raise_objection(store, stopping)
    lifted = raise_objection(
        store, ObjectionDraft(ballot=ballot, person=author, ground="Sin plazo")
    )
    end_objection(store, lifted, ObjectionStatus.LIFTED, how="Se dio plazo", on=DAY)
    answer_objection(store, kept, confirms=Confirmation.DENIED)
    answer_objection(store, kept, reply="No es nuestra")

    told = objections_report(store)
    ministry = {one["institution"]: one for one in told["institutions"]}
    assert ministry["Ministerio del Ambiente"]["vetoes"] == 1
    assert ministry["Ministerio del Ambiente"]["denied"] == 1
    assert ministry[""]["lifted"] == 1
    assert [one["status"] for one in told["objections"]] == ["standing", "lifted"]
    assert all(one["about"] for one in told["objections"])
    with pytest.raises(ObjectionEndedError):
        end_objection(store, lifted, ObjectionStatus.LIFTED, how="Otra", on=DAY)
    with pytest.raises(EndingMissingError):
        end_objection(store, kept, ObjectionStatus.STANDING, how="Nada", on=DAY)


def test_signed_paper_has_neutral_words_for_objections() -> None:
    values = (*ObjectionKind, *ObjectionStatus, *Confirmation)

    said = [label(value) for value in values]

    assert len(set(said)) == len(values)
    assert not any("veto" in word.lower() for word in said)
