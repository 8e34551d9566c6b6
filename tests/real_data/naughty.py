"""A table where every name and every word is a naughty string, and what became of it.

The everyday test brings strings of its own, the tests on real data the published list.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.builders import DAY, at
from tests.documents.reading import structure
from workshop_app.documents.text import clean
from workshop_app.domain.ballot import BallotDraft
from workshop_app.domain.contribution import Contribution, ContributionDraft
from workshop_app.domain.decision import DecisionDraft
from workshop_app.domain.organization import OrganizationDraft
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.session import SessionDraft
from workshop_app.domain.text import is_blank
from workshop_app.domain.vocabulary import Outcome, ReasonCode
from workshop_app.services.attendances import check_in
from workshop_app.services.ballots import close_ballot, open_ballot, record_dissent
from workshop_app.services.contributions import write_contribution
from workshop_app.services.decisions import decide
from workshop_app.services.people import register_organization, register_person
from workshop_app.services.sessions import (
    close_session,
    open_session,
    schedule_session,
    set_agenda,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.store import Reader, Store

_NOT_IN_WORKBOOKS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Classes of characters a terminal or a reader of text may act on."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """What was recorded: the ids of people and contributions, by what was typed."""

    session: str
    people: dict[str, str]
    contributions: dict[str, str]


def sayable(strings: Sequence[str]) -> list[str]:
    """Return the strings that say something: the others are no name and no text."""
    return [text for text in dict.fromkeys(strings) if not is_blank(text)]


def held_by_sheet(text: str, suffix: str) -> str:
    """Return a text as a sheet of ours holds it; a workbook has no controls."""
    if suffix == "csv":
        return text
    return _NOT_IN_WORKBOOKS.sub("□", text)


def one_line(text: str) -> str:
    """Return a name as it is kept: on one line, with single spaces."""
    return " ".join(text.split())


def hold(store: Store, strings: Sequence[str]) -> Held:
    """Hold a session at which every string came, spoke and was answered."""
    session = schedule_session(store, SessionDraft(title=strings[0], held_on=DAY))
    set_agenda(store, session, [(text, 5) for text in strings[:20]])
    open_session(store, session, at(9))
    people, contributions = {}, {}
    for text in strings:
        people[text] = _arrived(store, session, text)
        contributions[text] = _answered(store, session, people[text], text)
    for text in strings[:12]:
        ballot = open_ballot(store, BallotDraft(session=session, question=text), at(11))
        close_ballot(store, ballot, at(11, 5))
        record_dissent(store, ballot, people[text], f"No estoy de acuerdo: {text}")
    close_session(store, session, at(12))
    return Held(session=session, people=people, contributions=contributions)


def _arrived(store: Store, session: str, text: str) -> str:
    organization = register_organization(store, OrganizationDraft(name=text))
    person = register_person(
        store, PersonDraft(name=text, organization=organization, position=text)
    )
    check_in(store, session, person, at(9, 10))
    return person


def _answered(store: Store, session: str, author: str, text: str) -> str:
    draft = ContributionDraft(title=text, text=text, session=session)
    contribution = write_contribution(store, draft, [author])
    answer = DecisionDraft(
        contribution=contribution,
        outcome=Outcome.NOT_ACCEPTED,
        reason_code=ReasonCode.ALREADY_EXISTS,
        reason_text=f"Ya se hace: {text}",
        where_reflected=text,
    )
    decide(store, answer)
    return contribution


def lost(reader: Reader, held: Held) -> list[str]:
    """Return the strings that are not on record to the last character."""
    names = {one.id: one.name for one in reader.all(Person)}
    texts = {one.id: one.text for one in reader.all(Contribution)}
    return [
        text
        for text in held.people
        if names[held.people[text]] != one_line(text)
        or texts[held.contributions[text]] != text
    ]


def not_found_by_words(reader: Reader, held: Held) -> list[str]:
    """Return the strings that do not bring their person and contribution up."""
    missed = []
    for text in held.people:
        found = {one.id for one in reader.search(text, limit=5000)}
        if not {held.people[text], held.contributions[text]} <= found:
            missed.append(text)
    return missed


def not_found_by_code(reader: Reader, held: Held) -> list[str]:
    """Return the strings whose records do not come up by code."""
    missed = []
    for text in held.people:
        person = reader.get(Person, held.people[text])
        contribution = reader.get(Contribution, held.contributions[text])
        if (
            reader.by_code(Person, person.code) != person
            or reader.by_code(Contribution, contribution.code) != contribution
        ):
            missed.append(text)
    return missed


def squeezed(text: str) -> str:
    """Return text without any space, which layout may add or take."""
    return "".join(text.split())


def not_shown(pdf: bytes, strings: Sequence[str]) -> list[str]:
    """Return the strings that are not read from the paper, □ and all."""
    said = squeezed(structure(pdf).said)
    return [text for text in strings if squeezed(clean(text).text) not in said]


def obeyed(printed: str) -> set[str]:
    """Return the characters of what was printed that a terminal would obey."""
    return {
        repr(character)
        for character in printed
        if character != "\n" and unicodedata.category(character) in OBEYED
    }
