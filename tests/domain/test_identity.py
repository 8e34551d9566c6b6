from __future__ import annotations

from workshop_app.domain import identity
from workshop_app.domain.vocabulary import Bloc

# Stores in the field are named by these: a changed id here is a torn store.
GOLDEN = {
    identity.office_id("p"): "office",
    identity.attendance_id("s", "p"): "attendance",
    identity.authorship_id("c", "p"): "authorship",
    identity.ballot_count_id("b", Bloc.STATE): "ballot_count",
    identity.vote_id("b", "u"): "vote",
    identity.dissent_id("b", "p"): "dissent",
    identity.decision_id("c"): "decision",
    identity.imported_id("p", "person", "17"): "imported",
}


def test_every_relation_has_an_id_of_its_own() -> None:
    assert len(GOLDEN) == 8
    assert all(len(found) == 32 for found in GOLDEN)


def test_the_order_of_what_is_related_matters() -> None:
    assert identity.attendance_id("a", "b") != identity.attendance_id("b", "a")
