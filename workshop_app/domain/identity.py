"""The ids of records that are named by what they relate.

Two laptops that state the same fact arrive at the same id and meet in one record.
Whatever is changed here tears every existing store apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.ids import derived_id

if TYPE_CHECKING:
    from workshop_app.domain.vocabulary import Bloc


def office_id(process: str) -> str:
    """Return the id of the one office of a process."""
    return derived_id("office", process)


def attendance_id(session: str, person: str) -> str:
    """Return the id of one person's attendance at one session."""
    return derived_id("attendance", session, person)


def authorship_id(contribution: str, person: str) -> str:
    """Return the id of one person's part in one contribution."""
    return derived_id("authorship", contribution, person)


def ballot_count_id(ballot: str, bloc: Bloc) -> str:
    """Return the id of one bloc's numbers in one ballot."""
    return derived_id("ballot_count", ballot, bloc)


def vote_id(ballot: str, unit: str) -> str:
    """Return the id of what one voting unit said in one ballot."""
    return derived_id("vote", ballot, unit)


def ballot_option_id(ballot: str, words: str) -> str:
    """Return the id of what a ballot chooses between, by its words as one line."""
    return derived_id("ballot_option", ballot, words)


def criterion_id(ballot: str, title: str) -> str:
    """Return the id of what options are scored by, by its title as one line."""
    return derived_id("criterion", ballot, title)


def mark_id(ballot: str, option: str, unit: str, criterion: str | None = None) -> str:
    """Return the id of what one voting unit gave to one option, by a criterion."""
    by = () if criterion is None else (criterion,)
    return derived_id("mark", ballot, option, unit, *by)


def option_count_id(
    option: str, bloc: Bloc | None, criterion: str | None = None
) -> str:
    """Return the id of what one option had of one bloc, by a criterion.

    Of papers that tell of no bloc, none is named.
    """
    by = () if criterion is None else (criterion,)
    return derived_id("option_count", option, bloc or "", *by)


def casting_vote_id(ballot: str) -> str:
    """Return the id of the one casting vote of a ballot."""
    return derived_id("casting_vote", ballot)


def recusal_id(ballot: str, person: str) -> str:
    """Return the id of one person's keeping out of one ballot."""
    return derived_id("recusal", ballot, person)


def urn_count_id(ballot: str, bloc: Bloc | None) -> str:
    """Return the id of what lay in one urn; of everybody's, no bloc is named."""
    return derived_id("urn_count", ballot, bloc or "")


def paper_voter_id(ballot: str, person: str) -> str:
    """Return the id of one person's having put a paper into the urn."""
    return derived_id("paper_voter", ballot, person)


def dissent_id(ballot: str, person: str) -> str:
    """Return the id of one person's minority position in one ballot."""
    return derived_id("dissent", ballot, person)


def decision_id(contribution: str) -> str:
    """Return the id of the one decision on a contribution."""
    return derived_id("decision", contribution)


def group_member_id(group: str, person: str) -> str:
    """Return the id of one person's seat in one working group."""
    return derived_id("group_member", group, person)


def imported_id(process: str, kind: str, code: str) -> str:
    """Return the id of a record that a sheet gave a code.

    One sheet imported on two laptops is one set of records.
    """
    return derived_id("imported", process, kind, code)


def same_person_id(one: str, other: str) -> str:
    """Return the id of what was found of two people, whichever is named first."""
    return derived_id("same_person", *sorted((one, other)))
