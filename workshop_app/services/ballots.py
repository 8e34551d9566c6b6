"""Ballots of the table: opened, counted, closed, dissented from, corrected."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING

from workshop_app.domain.ballot import (
    Ballot,
    BallotCount,
    BallotDraft,
    Correction,
    Dissent,
    require_abstention_allowed,
    statement,
)
from workshop_app.domain.ballot_acts import Recusal
from workshop_app.domain.identity import dissent_id
from workshop_app.domain.labels import label
from workshop_app.domain.person import Person
from workshop_app.domain.presence import freeze
from workshop_app.domain.records import from_draft
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import (
    BallotState,
    Bloc,
    Method,
)
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.attendances import require_listed
from workshop_app.services.called_counts import write_called
from workshop_app.services.codes import identity
from workshop_app.services.deeds import DeedCode
from workshop_app.services.gathering import heads_of
from workshop_app.services.references import require_known
from workshop_app.services.rules_in_force import rules_of, with_rules
from workshop_app.services.sessions import require_open, require_under_way
from workshop_app.store import Deed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from workshop_app.store import Reader, Store, Transaction

Hands = tuple[int, int, int]
"""For, against and abstaining."""


class BallotClosedError(AppError):
    """A closed result is never written over."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Ballot {code} is closed.", code=code),
            advice=tr("Set a correction beside the result."),
        )
        self.code = code


class BallotOpenError(AppError):
    """A correction or a dissent needs a result to stand beside."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Ballot {code} is still open.", code=code),
            advice=tr("Close the ballot first."),
        )
        self.code = code


class SecretInAdvanceError(AppError):
    """Nothing of a secret ballot is on record before its papers are counted."""

    def __init__(self) -> None:
        super().__init__(
            tr("A secret ballot is not on record before its papers are counted."),
            advice=tr("Hold it on paper, and record what lay in the urns."),
        )
        self.field = "method"


class WrongMethodError(AppError):
    """Hands are counted in a show of hands, and votes recorded in a roll-call."""

    def __init__(self, code: str, method: Method) -> None:
        super().__init__(
            tr("Ballot {code} is taken by {method}.", code=code, method=label(method)),
            advice=tr("Record it in the way the ballot was opened."),
        )
        self.code = code
        self.method = method


class NotCountedError(AppError):
    """A ballot declared as not counted cannot be given counts."""

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Ballot {code} was opened as not counted.", code=code),
            advice=tr("Open another ballot to count it."),
        )
        self.code = code


def open_ballot(
    store: Store, draft: BallotDraft, at: datetime, code: str | None = None
) -> str:
    """Put a question to the vote, and freeze who is there.

    Majority and quorum are those of the rules in force on the day of the session,
    the quorum that of its call, unless the draft says otherwise.

    Args:
        store: Where the process is kept.
        draft: What is asked, under which rule if not the usual one.
        at: When it was put; who was in the room then is frozen with it.
        code: A code given by the office, if it has one.

    Returns:
        The id of the ballot.

    Raises:
        SessionNotOpenError: If the session is not under way.
        ActOutsideSessionError: If that was before it began.
        SecretInAdvanceError: If it is a secret ballot.
        AppError: If draft or code will not do.
    """
    clean = dataclasses.replace(draft, opened_at=at, closed_at=None).cleaned()
    if clean.method is Method.SECRET:
        raise SecretInAdvanceError
    deed = Deed(code=DeedCode.OPEN_BALLOT, arguments={"question": clean.question})
    with store.write(deed) as tx:
        return _put(tx, clean, at, code)


def note_ballot(
    store: Store, draft: BallotDraft, at: datetime, code: str | None = None
) -> str:
    """Note what was decided without a count, as one deed: opened and closed at once.

    A draft that is not `counted` says that the table saw a majority and counted
    nobody; any other, that how it was decided is not documented.

    Args:
        store: Where the process is kept.
        draft: What was asked, and what was announced if anybody knows.
        at: When it was decided.
        code: A code given by the office, if it has one.

    Returns:
        The id of the ballot.

    Raises:
        AppError: As for `open_ballot`.
    """
    clean = dataclasses.replace(draft, opened_at=at, closed_at=at).cleaned()
    deed = Deed(code=DeedCode.NOTE_BALLOT, arguments={"question": clean.question})
    with store.write(deed) as tx:
        return _put(tx, clean, at, code)


def _put(tx: Transaction, clean: BallotDraft, at: datetime, code: str | None) -> str:
    session = tx.get(Session, clean.session)
    require_open(session)
    ruled = with_rules(clean, session, rules_of(tx, session))
    ballot = from_draft(Ballot, ruled, **identity(tx, Ballot, code))
    require_under_way(session, ballot.code, at)
    require_known(tx, ballot)
    tx.add(ballot)
    listed, moves, _ = heads_of(tx, session.id)
    for count in freeze(ballot.id, listed, moves, at, session=session):
        tx.add(count)
    return ballot.id


def count_hands(store: Store, ballot_id: str, hands: Mapping[Bloc, Hands]) -> None:
    """Record a show of hands, bloc by bloc; counting again replaces the count.

    Args:
        store: Where the process is kept.
        ballot_id: A ballot that is open.
        hands: For, against and abstaining of each bloc; a bloc left out has none.

    Raises:
        BallotClosedError, WrongMethodError, NotCountedError: If it cannot be counted.
        AbstentionNotAllowedError: If hands abstain and the rules allow none to.
        MoreHandsThanPeopleError, HandsNegativeError: If the hands cannot be right.
    """
    with store.write(about_ballot(store, ballot_id, DeedCode.COUNT_HANDS)) as tx:
        ballot = open_one(tx, ballot_id, Method.SHOW_OF_HANDS)
        if any(abstaining for _, _, abstaining in hands.values()):
            require_abstention_allowed(rules_of(tx, tx.get(Session, ballot.session)))
        out = Counter(
            one.bloc for one in tx.all(Recusal, ballot=ballot.id) if one.present
        )
        for count in tx.all(BallotCount, ballot=ballot.id):
            votes_for, votes_against, abstentions = hands.get(count.bloc, (0, 0, 0))
            tx.save(
                count.with_hands(
                    votes_for=votes_for,
                    votes_against=votes_against,
                    abstentions=abstentions,
                    out=out[count.bloc],
                )
            )


def close_ballot(store: Store, ballot_id: str, at: datetime) -> None:
    """Close a ballot; its result is final from then on, whatever files bring later.

    Raises:
        BallotClosedError: If it is closed already.
        AppError: If it would close before it opened.
    """
    with store.write(about_ballot(store, ballot_id, DeedCode.CLOSE_BALLOT)) as tx:
        ballot = tx.get(Ballot, ballot_id)
        _require_still_open(ballot)
        write_called(tx, ballot)
        tx.save(dataclasses.replace(ballot, closed_at=at).cleaned())


def record_dissent(
    store: Store, ballot_id: str, person: str, text: str, at: datetime | None = None
) -> str:
    """Record a reasoned minority position, word for word; return its id.

    It may be handed in after the session (TUO Ley 27444, art. 108.3), so the
    ballot may be closed.

    Raises:
        StatementMissingError: If it says nothing.
        NotOnListError: If the person was not on the list of the session.
    """
    said = statement(text)
    with store.read() as reader:
        name = reader.get(Person, person).name
    deed = about_ballot(store, ballot_id, DeedCode.RECORD_DISSENT, name=name)
    with store.write(deed) as tx:
        require_listed(tx, tx.get(Ballot, ballot_id).session, person)
        dissent = Dissent(
            id=dissent_id(ballot_id, person),
            ballot=ballot_id,
            person=person,
            text=said,
            happened_at=at,
        )
        tx.add(dissent)
    return dissent.id


def correct_ballot(
    store: Store, ballot_id: str, author: str, text: str, at: datetime
) -> str:
    """Set a dated correction beside a closed result, never on top of it.

    Raises:
        StatementMissingError: If it says nothing.
        BallotOpenError: If there is no result yet.
    """
    said = statement(text)
    with store.write(about_ballot(store, ballot_id, DeedCode.CORRECT_BALLOT)) as tx:
        ballot = tx.get(Ballot, ballot_id)
        if ballot.state is BallotState.OPEN:
            raise BallotOpenError(ballot.code)
        correction = Correction(
            id=tx.new_id(),
            ballot=ballot_id,
            author=tx.get(Person, author).id,
            text=said,
            happened_at=at,
        )
        tx.add(correction)
    return correction.id


def about_ballot(
    store: Store, ballot_id: str, code: DeedCode, **named: str | int
) -> Deed:
    """Return a deed that names its ballot by its code."""
    with store.read() as reader:
        ballot = reader.get(Ballot, ballot_id)
    return Deed(code=code, arguments={"code": ballot.code, **named})


def open_one(reader: Reader, ballot_id: str, *methods: Method) -> Ballot:
    """Return a ballot that can be voted in, in one of these ways.

    Raises:
        BallotClosedError, WrongMethodError, NotCountedError: If it cannot be.
    """
    ballot = reader.get(Ballot, ballot_id)
    _require_still_open(ballot)
    if ballot.method not in methods:
        raise WrongMethodError(ballot.code, ballot.method)
    if not ballot.counted:
        raise NotCountedError(ballot.code)
    return ballot


def _require_still_open(ballot: Ballot) -> None:
    if ballot.state is BallotState.CLOSED:
        raise BallotClosedError(ballot.code)
