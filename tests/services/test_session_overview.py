from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import a_person_draft, a_session_draft, at
from tests.services.steps import a_ballot, a_room, somebody
from tests.services.table import a_table
from workshop_app.domain.content import BlocNumbers
from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.decision import DecisionDraft, recorded_elsewhere
from workshop_app.domain.vocabulary import Outcome, Quorum, Sex, Standing
from workshop_app.services import attendances, ballots, contributions, decisions
from workshop_app.services.history import undo
from workshop_app.services.people import amend_person
from workshop_app.services.session_overview import (
    ContributionNumbers,
    SessionOverview,
    overview,
)
from workshop_app.services.sessions import schedule_session, set_agenda
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from workshop_app.store import Store

NOON = at(12)


def _seen(store: Store, session: str, now: datetime = NOON) -> SessionOverview:
    with store.read() as reader:
        return overview(reader, session, now)


def _written(store: Store, session: str) -> str:
    draft = ContributionDraft(text="Publicar.", anonymous=True, session=session)
    return contributions.write_contribution(store, draft, [])


def test_an_empty_session_has_its_rule_and_nobody(store: Store, session: str) -> None:
    seen = _seen(store, session)

    assert seen.session.id == session
    assert seen.quorum is not None
    assert (seen.quorum.rule, seen.quorum.needed) == (Quorum.HALF_PLUS_ONE, 1)
    assert (seen.quorum.met, seen.quorum.met_at) == (False, None)
    assert seen.people.listed.total == 0
    assert seen.contributions == ContributionNumbers()
    assert seen.ballots_open == ()


def test_the_quorum_says_when_it_was_met_and_whether_it_still_is(
    store: Store, session: str
) -> None:
    people = [somebody(store, name) for name in ("Rosa", "Elmer", "Nelly")]
    for person in people:
        attendances.expect(store, session, person)
    attendances.check_in(store, session, people[0], at(9, 5))
    attendances.check_in(store, session, people[1], at(9, 10))
    attendances.check_out(store, session, people[0], at(10))

    quorum = _seen(store, session).quorum

    assert quorum is not None
    assert (quorum.entitled, quorum.needed, quorum.present) == (3, 2, 1)
    assert (quorum.met, quorum.met_at) == (False, at(9, 10))
    earlier = _seen(store, session, at(9, 30)).quorum
    assert earlier is not None
    assert earlier.met


def test_people_are_counted_by_bloc_and_where_they_are(
    store: Store, session: str
) -> None:
    leaving, *_, staying = a_room(store, session, size=4)
    attendances.check_out(store, session, leaving, at(10))
    attendances.expect(store, session, somebody(store, "Nelly"))
    attendances.check_in(
        store, session, somebody(store, "Ida"), at(11), standing=Standing.OBSERVER
    )
    edited = a_person_draft(
        name="Elmer", organization=None, sex=Sex.MALE, language="agr"
    )
    amend_person(store, staying, edited)

    seen = _seen(store, session)

    assert seen.people.listed == BlocNumbers(state=2, civil_society=2, other=2)
    assert seen.people.arrived == BlocNumbers(state=2, civil_society=2, other=1)
    assert seen.people.left == BlocNumbers(state=1)
    assert seen.people.not_yet == BlocNumbers(other=1)
    assert seen.people.inside == seen.room.heads
    assert seen.room.voting == BlocNumbers(state=1, civil_society=2)
    assert (seen.people.women, seen.people.of_known_sex) == (4, 5)
    assert seen.people.languages == (("qu", 4), ("agr", 1))


def test_who_comes_later_than_the_moment_has_not_come(
    store: Store, session: str
) -> None:
    a_room(store, session, size=2)

    people = _seen(store, session, at(8)).people

    assert (people.arrived.total, people.not_yet.total) == (0, 2)


def test_a_contribution_counts_in_one_state(store: Store, session: str) -> None:
    a_room(store, session)
    waiting, voted, voting, answered, unreasoned = (
        _written(store, session) for _ in range(5)
    )
    for key in (voted, voting):
        first = a_ballot(store, session, contribution=key)
        ballots.close_ballot(store, first, at(10, 5))
    again = a_ballot(store, session, contribution=voting)
    a_ballot(store, session, contribution=None)
    accepted = DecisionDraft(contribution=answered, outcome=Outcome.ACCEPTED)
    decisions.decide(store, accepted)
    refused = DecisionDraft(contribution=unreasoned, outcome=Outcome.NOT_ACCEPTED)
    with store.write(Deed("import_proposals", {"file": "x"})) as tx:
        tx.add(recorded_elsewhere(refused))

    seen = _seen(store, session)

    assert seen.contributions == ContributionNumbers(
        answered=1, unreasoned=1, voting=1, voted=1, waiting=1
    )
    assert seen.contributions.total == 5
    assert again in {one.id for one in seen.ballots_open}
    assert waiting not in {one.contribution for one in seen.ballots_open}


def test_a_closed_session_is_seen_as_it_closed(store: Store) -> None:
    table = a_table(store)

    seen = _seen(store, table.session, at(20))

    assert seen.moment == at(13)
    assert seen.quorum is not None
    assert seen.quorum.met_at == at(9)
    assert [one.title for one in seen.agenda] == ["Apertura", "Debate"]


def test_without_rules_there_is_no_quorum_to_speak_of(
    store: Store, session: str
) -> None:
    with store.read() as reader:
        rules = next(one for one in reader.history() if one.code == "set_rules")
    undo(store, rules.deed)

    seen = _seen(store, session)

    assert (seen.rules, seen.quorum) == (None, None)


def test_an_overview_takes_as_many_statements_for_many_as_for_few(
    store: Store, session: str, statements: Callable[[Callable[[], object]], int]
) -> None:
    def look() -> None:
        _seen(store, session)

    a_room(store, session, size=2)
    _written(store, session)
    few = statements(look)
    set_agenda(store, session, [("Apertura", 5), ("Cierre", 5)])
    for number in range(30):
        attendances.check_in(store, session, somebody(store, f"N {number}"), at(10))
        _written(store, session)
        a_ballot(store, session)
    schedule_session(store, a_session_draft(stage=None, theme=None))

    assert statements(look) == few
