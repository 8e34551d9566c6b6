from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import a_person_draft, at
from tests.services.steps import (
    a_ballot,
    a_roll_call,
    a_room,
    deeds,
    last_deed,
    last_title,
    somebody,
)
from workshop_app.domain.content import BlocNumbers
from workshop_app.domain.person import Person
from workshop_app.domain.same_person import (
    SamePerson,
    SamePersonTwiceError,
    VerdictReasonMissingError,
)
from workshop_app.domain.vocabulary import (
    AttendanceStatus,
    Bloc,
    Method,
    Trait,
    Verdict,
    VoteChoice,
)
from workshop_app.services.attendances import check_in, check_out, expect, mark
from workshop_app.services.ballots import close_ballot
from workshop_app.services.composition import composition_report
from workshop_app.services.differences import differences
from workshop_app.services.gathering import heads_of, session_records
from workshop_app.services.history import undo
from workshop_app.services.people import register_person
from workshop_app.services.progress import Cancelled
from workshop_app.services.references import StillUsedError
from workshop_app.services.reports import tally_report
from workshop_app.services.roll_calls import (
    CalledTwiceError,
    CalledVote,
    VoterNotInRoomError,
    record_votes,
)
from workshop_app.services.same_person import (
    candidates,
    clusters,
    duplicates_report,
    judge,
    judged,
    withdraw,
)
from workshop_app.services.session_overview import overview
from workshop_app.store import RecordMissingError
from workshop_app.store.access import noted
from workshop_app.store.findings import Problem
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from workshop_app.store import Store

SEEN = "Se vio su DNI."
NAMES = ("Saturnina Ñahui Ccori", "Ñahui Ccori, Saturnina", "Saturnina Nahui Qori")


def _three(store: Store) -> list[str]:
    """Register one person three times; return the ids, the smallest first."""
    return sorted(somebody(store, name) for name in NAMES)


def _pairs(store: Store) -> set[frozenset[str]]:
    return {frozenset((one.one.id, one.other.id)) for one in candidates(store, least=0)}


def _code(store: Store, person: str) -> str:
    with store.read() as reader:
        return reader.get(Person, person).code


def _as_if_disputed(store: Store, found: str) -> None:
    with store.database.writing() as link:
        link.script(
            f"INSERT INTO conflict VALUES ('same_person', '{found}', 'verdict', '[]')"  # noqa: S608 our own id
        )


def test_entries_that_may_be_one_person_are_proposed_with_evidence(
    store: Store,
) -> None:
    somebody(store, "Elmer Tuntui")
    rosa = register_person(store, a_person_draft(organization=None))
    rosita = somebody(store, "Choque Ñahui, Saturnina")

    [found] = candidates(store)

    assert {found.one.id, found.other.id} == {rosa, rosita}
    assert found.one.id < found.other.id
    assert found.score >= 85
    assert found.in_common[0] is Trait.NAME


def test_looking_for_them_can_be_watched_and_stopped(store: Store) -> None:
    class Impatient:
        def at(self, done: int, total: int) -> None:
            assert (done, total) == (0, 4)
            raise Cancelled

    _three(store)

    with pytest.raises(Cancelled):
        candidates(store, progress=Impatient())


def test_two_entries_found_to_be_one_are_one_until_that_is_undone(store: Store) -> None:
    one, other, third = _three(store)
    before = clusters(store)

    judge(store, other, one, Verdict.SAME, SEEN)

    assert last_title(store).endswith("are one person")
    assert clusters(store).of(other) == (one, other)
    assert _pairs(store) == {frozenset((one, third)), frozenset((other, third))}
    undo(store, last_deed(store))
    assert clusters(store) == before
    assert len(_pairs(store)) == 3


def test_two_entries_found_to_be_two_are_not_proposed_again(store: Store) -> None:
    one, other, third = _three(store)

    judge(store, one, other, Verdict.DIFFERENT, SEEN)

    assert last_title(store).endswith("are two people")
    assert clusters(store).members == {}
    assert frozenset((one, other)) not in _pairs(store)
    assert frozenset((one, third)) in _pairs(store)


def test_what_was_found_of_a_person_holds_for_whoever_is_one_with_them(
    store: Store,
) -> None:
    one, other, third = _three(store)

    judge(store, one, other, Verdict.DIFFERENT, SEEN)
    judge(store, other, third, Verdict.SAME, SEEN)

    assert _pairs(store) == set()


def test_finding_otherwise_takes_the_place_of_what_was_found(store: Store) -> None:
    one, other, _ = _three(store)
    found = judge(store, one, other, Verdict.SAME, SEEN, evidence=[Trait.NAME])

    again = judge(store, other, one, Verdict.DIFFERENT, "Son hermanas.")

    assert again == found
    with store.read() as reader:
        [kept] = judged(reader)
    assert (kept.one.id, kept.other.id) == (one, other)
    assert kept.found.verdict is Verdict.DIFFERENT
    assert kept.found.reason == "Son hermanas."
    undo(store, last_deed(store))
    assert clusters(store).of(one) == (one, other)


def test_a_finding_can_be_left_open_again_and_made_anew(store: Store) -> None:
    one, other, _ = _three(store)
    judge(store, one, other, Verdict.SAME, SEEN)

    withdraw(store, other, one, reason="No era su DNI.")

    assert last_title(store).startswith("Leave open whether")
    assert clusters(store).members == {}
    assert len(_pairs(store)) == 3
    judge(store, one, other, Verdict.SAME, SEEN)
    assert clusters(store).of(one) == (one, other)


def test_what_was_never_found_cannot_be_taken_back(store: Store) -> None:
    one, other, _ = _three(store)

    with pytest.raises(RecordMissingError):
        withdraw(store, one, other)


def test_a_finding_needs_two_people_on_record_and_a_reason(store: Store) -> None:
    one, other, _ = _three(store)
    before = deeds(store)

    with pytest.raises(SamePersonTwiceError):
        judge(store, one, one, Verdict.SAME, SEEN)
    with pytest.raises(VerdictReasonMissingError):
        judge(store, one, other, Verdict.SAME, "")
    with pytest.raises(RecordMissingError):
        judge(store, one, "f" * 32, Verdict.SAME, SEEN)

    assert deeds(store) == before


def test_a_person_of_whom_something_was_found_is_not_undone_behind_it(
    store: Store,
) -> None:
    one = somebody(store, NAMES[0])
    other = somebody(store, NAMES[1])
    registered = last_deed(store)
    judge(store, one, other, Verdict.SAME, SEEN)

    with pytest.raises(StillUsedError):
        undo(store, registered)


def test_the_history_says_a_finding_in_words(store: Store) -> None:
    one, other, _ = _three(store)
    judge(store, one, other, Verdict.SAME, SEEN, evidence=[Trait.NAME, Trait.PLACE])

    with store.read() as reader:
        [record] = differences(reader, last_deed(store)).records

    said = {line.words: line.after for line in record.fields}
    assert said["What was found"] == "One person"
    assert said["What they have in common"] == "Name, Place"
    assert said["Reason"] == SEEN


def test_a_finding_computers_disagree_about_joins_nobody(store: Store) -> None:
    one, other, _ = _three(store)
    found = judge(store, one, other, Verdict.SAME, SEEN)

    _as_if_disputed(store, found)

    assert clusters(store).members == {}


def test_a_finding_about_an_entry_that_is_gone_is_not_listed(store: Store) -> None:
    one, other, _ = _three(store)
    judge(store, one, other, Verdict.SAME, SEEN)
    with store.write(_removal()) as tx:
        tx.remove(Person, other)

    with store.read() as reader:
        assert judged(reader) == ()


def _removal() -> Any:
    from workshop_app.store import Deed  # noqa: PLC0415 no service removes a person

    return Deed("amend_person")


def test_the_report_tells_codes_and_code_words_and_that_people_were_looked_at(
    store: Store,
) -> None:
    one, other = sorted(somebody(store, name) for name in NAMES[:2])

    told = duplicates_report(store)

    assert told["least"] == 0.85
    [pair] = told["pairs"]
    assert (pair["a"], pair["b"]) == (_code(store, one), _code(store, other))
    assert pair["evidence"][0] == "name"
    assert {*pair["evidence"]} == {"name", "email", "telephone", "address", "place"}
    assert 0.85 <= pair["score"] < 1
    assert pair["details"][0]["likeness"] == "other order"
    assert (noted(store)[0].subject, noted(store)[0].count) == ("duplicates", 2)


def test_a_contradiction_is_found_by_a_check(store: Store) -> None:
    one, other, third = _three(store)
    judge(store, one, other, Verdict.SAME, SEEN)
    judge(store, other, third, Verdict.SAME, SEEN)
    assert check(store) == ()

    judge(store, one, third, Verdict.DIFFERENT, SEEN)

    [finding] = check(store)
    assert finding.problem is Problem.ONE_AND_TWO
    assert (finding.subject, finding.detail) == (_code(store, one), _code(store, third))
    assert _code(store, third) in finding.sentence


def _twice_in_the_room(store: Store, session: str) -> list[str]:
    """Let one person in at two doors, beside two of each side; return all ids."""
    room = a_room(store, session, size=4)
    one, other = sorted(somebody(store, name) for name in NAMES[:2])
    check_in(store, session, one, at(9))
    check_in(store, session, other, at(9, 5))
    return [*room, one, other]


def test_one_person_who_came_in_twice_is_one_head_everywhere(
    store: Store, session: str
) -> None:
    *_, one, other = _twice_in_the_room(store, session)

    judge(store, one, other, Verdict.SAME, SEEN)

    with store.read() as reader:
        told = overview(reader, session, at(10))
        records = session_records(reader, session)
    assert told.room.heads == BlocNumbers(state=2, civil_society=2, other=1)
    assert told.people.listed.total == 5
    assert len(records.attendances) == 5
    assert records.by_person[other].person == one
    a_ballot(store, session)
    moments = composition_report(store, session)["sessions"][0]["moments"]
    assert [sum(one["heads"].values()) for one in moments] == [5, 5]
    [ballot] = tally_report(store)["ballots"]
    assert sum(ballot["entitled"].values()) == 5


def test_one_person_who_came_in_twice_and_left_once_is_gone(
    store: Store, session: str
) -> None:
    *_, one, other = _twice_in_the_room(store, session)
    judge(store, one, other, Verdict.SAME, SEEN)

    check_out(store, session, other, at(9, 30))

    ballot = a_roll_call(store, session)
    with pytest.raises(VoterNotInRoomError):
        record_votes(store, ballot, [CalledVote(person=one, choice=VoteChoice.FOR)])


def test_one_person_answers_once_in_a_call_under_whichever_entry(
    store: Store, session: str
) -> None:
    *_, one, other = _twice_in_the_room(store, session)
    judge(store, one, other, Verdict.SAME, SEEN)
    ballot = a_roll_call(store, session)

    with pytest.raises(CalledTwiceError):
        record_votes(
            store,
            ballot,
            [
                CalledVote(person=one, choice=VoteChoice.FOR),
                CalledVote(person=other, choice=VoteChoice.FOR),
            ],
        )
    record_votes(store, ballot, [CalledVote(person=other, choice=VoteChoice.FOR)])

    close_ballot(store, ballot, at(10, 5))
    assert tally_report(store)["ballots"][0]["totals"]["for"] == 1


def test_votes_of_one_person_are_told_and_stay_counted(
    store: Store, session: str
) -> None:
    *_, one, other = _twice_in_the_room(store, session)
    ballot = a_roll_call(store, session)
    for person in (one, other):
        record_votes(store, ballot, [CalledVote(person=person, choice=VoteChoice.FOR)])
    close_ballot(store, ballot, at(10, 5))
    assert tally_report(store)["ballots"][0]["voted_twice"] == []

    judge(store, one, other, Verdict.SAME, SEEN)

    [told] = tally_report(store)["ballots"]
    codes = [_code(store, one), _code(store, other)]
    assert sorted(told["voted_twice"][0]) == sorted(codes)
    assert told["totals"]["for"] == 2
    [finding] = check(store)
    assert finding.problem is Problem.VOTED_TWICE
    assert finding.subject == told["code"]
    assert finding.detail == ", ".join(codes)


def test_a_person_called_twice_who_answered_once_voted_once(
    store: Store, session: str
) -> None:
    *_, one, other = _twice_in_the_room(store, session)
    ballot = a_ballot(store, session, method=Method.ROLL_CALL)
    record_votes(store, ballot, [CalledVote(person=one, choice=VoteChoice.FOR)])
    record_votes(store, ballot, [CalledVote(person=other, choice=VoteChoice.NO_ANSWER)])

    judge(store, one, other, Verdict.SAME, SEEN)

    assert tally_report(store)["ballots"][0]["voted_twice"] == []
    assert check(store) == ()


def test_whoever_is_expected_twice_and_came_once_is_there(
    store: Store, session: str
) -> None:
    one, other = sorted(somebody(store, name) for name in NAMES[:2])
    expect(store, session, one)
    expect(store, session, other)
    mark(store, session, other, AttendanceStatus.PRESENT)
    judge(store, one, other, Verdict.SAME, SEEN)

    with store.read() as reader:
        [head] = heads_of(reader, session).attendances
        found = reader.all(SamePerson)

    assert (head.person, head.status) == (one, AttendanceStatus.PRESENT)
    assert head.bloc is Bloc.OTHER
    assert [record.verdict for record in found] == [Verdict.SAME]
