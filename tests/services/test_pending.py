from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.builders import DAY, a_session_draft, at
from tests.services.steps import a_ballot, a_room, somebody
from tests.services.table import a_table
from tests.store.conftest import Place, founded
from tests.store.test_beside import disputed
from workshop_app.domain.contribution import ContributionDraft
from workshop_app.domain.decision import DecisionDraft, recorded_elsewhere
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.session import SessionDraft
from workshop_app.domain.vocabulary import Outcome, PaperKind, Visibility
from workshop_app.services import attendances, contributions, decisions
from workshop_app.services.backups import back_up_to
from workshop_app.services.gathering import contributions_of
from workshop_app.services.history import undo
from workshop_app.services.pages import Page
from workshop_app.services.pending import (
    Pending,
    PendingKind,
    sentence,
    what_is_left,
)
from workshop_app.services.sessions import (
    schedule_session,
)
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from workshop_app.store import Store

NOON = at(12)


def _kinds(
    store: Store, session: str | None = None, now: datetime = NOON
) -> list[PendingKind]:
    return [one.kind for one in what_is_left(store, session, now=now)]


def _one(store: Store, kind: PendingKind, now: datetime = NOON) -> Pending:
    return next(one for one in what_is_left(store, now=now) if one.kind is kind)


def _a_session(store: Store, **facts: object) -> str:
    return schedule_session(store, SessionDraft(title="Mesa", **facts))  # type: ignore[arg-type]


def _written(store: Store, session: str | None, **facts: object) -> str:
    draft = ContributionDraft(
        text="Publicar los datos.",
        anonymous=True,
        session=session,
        **facts,  # type: ignore[arg-type]
    )
    return contributions.write_contribution(store, draft, [])


def _accepted(store: Store, contribution: str) -> None:
    draft = DecisionDraft(contribution=contribution, outcome=Outcome.ACCEPTED)
    decisions.decide(store, draft)


def _minutes(store: Store, session: str, **facts: object) -> IssuedPaper:
    with store.write(Deed("issue_minutes", {"number": "ACTA 1"})) as tx:
        paper = IssuedPaper(
            id=tx.new_id(),
            **{
                "paper_kind": PaperKind.MINUTES,
                "subject": session,
                "number": "ACTA 1",
                "version": 1,
                "record_sha256": "",
                "pdf_sha256": "",
                "issued_at": tx.now(),
                **facts,
            },  # type: ignore[arg-type]
        )
        tx.add(paper)
    return paper


def test_a_new_process_needs_its_first_session_and_a_copy(store: Store) -> None:
    left = what_is_left(store, now=NOON)

    assert [(one.kind, one.page) for one in left] == [
        (PendingKind.NO_SESSION, Page.PREPARE),
        (PendingKind.NO_BACKUP, Page.PREFERENCES),
    ]
    assert sentence(left[0]) == "No session has been scheduled yet."


def test_a_process_whose_rules_were_taken_back_needs_them(store: Store) -> None:
    with store.read() as reader:
        rules = next(one for one in reader.history() if one.code == "set_rules")
    undo(store, rules.deed)

    assert PendingKind.NO_RULES in _kinds(store)


def test_a_bare_session_lacks_all_that_its_minutes_say(store: Store) -> None:
    made = _a_session(store)

    left = what_is_left(store, made, now=NOON)

    assert [one.kind for one in left[:-1]] == [
        PendingKind.NO_DATE,
        PendingKind.NO_CHAIR,
        PendingKind.NO_FACILITATION,
        PendingKind.NO_AGENDA,
        PendingKind.NOBODY_INVITED,
    ]
    assert {one.session for one in left[:-1]} == {made}
    assert sentence(left[1]) == f"Session {left[1].subject} lacks 2 co-chairs."


def test_one_missing_co_chair_is_one(store: Store) -> None:
    chair = somebody(store, "Rosa")
    _a_session(store, chair_state=chair, facilitator=chair)

    assert _one(store, PendingKind.NO_CHAIR).count == 1
    assert PendingKind.NO_FACILITATION not in _kinds(store)


def test_a_session_with_a_list_wants_no_list(store: Store) -> None:
    made = _a_session(store)
    attendances.expect(store, made, somebody(store, "Rosa"))

    assert PendingKind.NOBODY_INVITED not in _kinds(store)


@pytest.mark.parametrize(("days", "is_missed"), [(-1, False), (0, True), (1, True)])
def test_a_session_is_missed_from_its_day_on(
    store: Store, days: int, *, is_missed: bool
) -> None:
    _a_session(store, held_on=DAY)

    kinds = _kinds(store, now=NOON + timedelta(days=days))

    assert (PendingKind.NOT_OPENED in kinds) is is_missed


def test_who_is_expected_and_has_not_come_is_waited_for(
    store: Store, session: str
) -> None:
    a_room(store, session, size=2)
    for name in ("Nelly", "Elmer"):
        attendances.expect(store, session, somebody(store, name))

    left = _one(store, PendingKind.NOT_ARRIVED)

    assert (left.count, left.page, left.session) == (2, Page.CHECK_IN, session)


def test_an_open_ballot_leads_to_itself(store: Store, session: str) -> None:
    a_room(store, session)
    ballot = a_ballot(store, session)

    left = _one(store, PendingKind.BALLOT_OPEN)

    assert (left.count, left.page, left.target) == (1, Page.LIVE, ballot)


def test_contributions_wait_for_translation_answer_and_reason(
    store: Store, session: str
) -> None:
    first = _written(store, session, language="qu")
    second = _written(store, session)
    _written(store, session, language="qu", translation="Sí.", translator="Ana")
    refused = DecisionDraft(contribution=second, outcome=Outcome.NOT_ACCEPTED)
    with store.write(Deed("import_proposals", {"file": "x"})) as tx:
        tx.add(recorded_elsewhere(refused))

    left = {one.kind: one for one in what_is_left(store, session, now=NOON)}

    untranslated = left[PendingKind.UNTRANSLATED]
    assert (untranslated.count, untranslated.target) == (1, first)
    assert (left[PendingKind.UNDECIDED].count) == 2
    assert left[PendingKind.UNDECIDED].page is Page.DECISIONS
    assert left[PendingKind.UNREASONED].target == second


def test_contributions_of_no_session_wait_too_but_not_at_a_session(
    store: Store, session: str
) -> None:
    _written(store, None)

    left = _one(store, PendingKind.UNDECIDED)

    assert (left.count, left.session) == (1, None)
    assert PendingKind.UNDECIDED not in _kinds(store, session)


def test_a_session_with_everything_answered_can_be_closed(
    store: Store, session: str
) -> None:
    _accepted(store, _written(store, session))

    assert PendingKind.TO_CLOSE in _kinds(store)


def test_a_session_is_not_to_close_while_something_is_open(
    store: Store, session: str
) -> None:
    before = _kinds(store)
    _accepted(store, _written(store, session))
    a_room(store, session)
    a_ballot(store, session)

    assert PendingKind.TO_CLOSE not in before
    assert PendingKind.TO_CLOSE not in _kinds(store)


def test_a_session_left_open_overnight_is_to_close(store: Store, session: str) -> None:
    kinds = _kinds(store, now=NOON + timedelta(days=1))

    assert PendingKind.TO_CLOSE in kinds


def test_a_closed_session_wants_its_minutes_and_their_signatures(store: Store) -> None:
    table = a_table(store)
    before = _kinds(store, table.session)
    paper = _minutes(store, table.session)

    left = _one(store, PendingKind.UNSIGNED)

    assert PendingKind.NO_MINUTES in before
    assert (left.subject, left.count, left.target) == ("ACTA 1", 4, paper.id)
    assert sentence(left) == "ACTA 1 is not signed."
    assert PendingKind.NO_MINUTES not in _kinds(store, table.session)


def test_signatures_are_counted_on_the_latest_version_of_the_office(
    store: Store,
) -> None:
    table = a_table(store)
    _minutes(store, table.session, signed_by=("A", "B", "C", "D"))
    _minutes(store, table.session, version=2, signed_by=("A",))
    _minutes(store, table.session, version=3, edition=Visibility.PUBLIC)

    left = _one(store, PendingKind.PARTLY_SIGNED)

    assert left.count == 3
    assert sentence(left) == "ACTA 1 lacks 3 signatures."


def test_minutes_with_all_signatures_want_nothing(store: Store) -> None:
    table = a_table(store)
    _minutes(store, table.session, signed_by=("A", "B", "C", "D"))

    kinds = _kinds(store, table.session)

    assert PendingKind.UNSIGNED not in kinds
    assert PendingKind.PARTLY_SIGNED not in kinds


def test_a_draft_of_the_minutes_is_none(store: Store) -> None:
    table = a_table(store)
    _minutes(store, table.session, draft=True)

    assert PendingKind.NO_MINUTES in _kinds(store, table.session)


def test_an_answer_waits_for_its_letter(store: Store) -> None:
    table = a_table(store)
    before = _one(store, PendingKind.LETTERS)
    for person in table.people:
        _minutes(
            store,
            person,
            paper_kind=PaperKind.LETTER,
            answers=(table.contributions[0],),
        )

    assert (before.count, before.page) == (2, Page.LETTERS)
    assert _one(store, PendingKind.LETTERS).target == table.contributions[1]


def test_each_author_of_a_contribution_waits_for_a_letter(store: Store) -> None:
    table = a_table(store)
    with store.read() as reader:
        shared = next(
            one
            for one in contributions_of(reader)
            if len(one.authorships) > 1 and one.decision is not None
        )
    first, second = (one.person for one in shared.authorships)
    key = shared.contribution.id
    before = _one(store, PendingKind.LETTERS).count
    _minutes(store, first, paper_kind=PaperKind.LETTER, answers=(key,))
    half = _one(store, PendingKind.LETTERS).count
    _minutes(store, second, paper_kind=PaperKind.LETTER, answers=(key,))

    assert table.contributions
    assert (half, _one(store, PendingKind.LETTERS).count) == (before, before - 1)


def test_a_copy_is_missed_a_day_after_when_there_is_news(
    store: Store, tmp_path: Path
) -> None:
    back_up_to(store, tmp_path / "copia.kuska")
    fresh = _kinds(store)
    quiet = _kinds(store, now=NOON + timedelta(days=9))
    somebody(store, "Rosa")

    soon = _kinds(store)
    late = _one(store, PendingKind.OLD_BACKUP, now=NOON + timedelta(days=9))

    for kinds in (fresh, quiet, soon):
        assert PendingKind.OLD_BACKUP not in kinds
        assert PendingKind.NO_BACKUP not in kinds
    assert sentence(late) == "No copy has been made since April 20, 2026."


def test_disagreements_lead_to_where_they_are_settled(tmp_path: Path) -> None:
    place = Place(str(tmp_path / "a.kuska"), tmp_path / "office")
    founded(place.location, place.home, plain=True).close()
    disputed(place, tmp_path)

    with closing(place.open(seed="merged")) as store:
        store.rebuild()
        left = _one(store, PendingKind.CONFLICTS)

    assert (left.count, left.page) == (1, Page.SETTLING)


def test_what_is_left_takes_as_many_statements_for_many_as_for_one(
    store: Store, statements: Callable[[Callable[[], object]], int]
) -> None:
    def look() -> None:
        what_is_left(store, now=NOON)

    a_table(store)
    few = statements(look)
    for number in range(20):
        made = schedule_session(store, a_session_draft(stage=None, theme=None))
        _written(store, made, title=str(number))

    assert statements(look) == few


@pytest.mark.parametrize("kind", list(PendingKind), ids=str)
def test_every_kind_has_a_sentence_of_its_own(kind: PendingKind) -> None:
    said = sentence(Pending(kind=kind, page=Page.HOME, count=2, subject="S-1"))

    assert said.endswith(".")
