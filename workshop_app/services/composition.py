"""The balance of a session: heads, voting rights and votes by bloc at each moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop_app.domain.content import BlocNumbers
from workshop_app.domain.presence import composition
from workshop_app.domain.process import Rules
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Bloc
from workshop_app.services.gathering import BallotRecords, sessions_of
from workshop_app.services.rules_in_force import rules_on

if TYPE_CHECKING:
    from datetime import datetime

    from workshop_app.services.gathering import SessionRecords
    from workshop_app.store import Store

Report = dict[str, Any]

_WHOLE = 100


def composition_report(store: Store, session: str | None = None) -> Report:
    """Return who was there by bloc: at opening, at each ballot, at closing.

    At a ballot it is what was frozen then, whatever was learned later.  Speaking
    time is not measured yet and therefore `None`.

    Args:
        store: Where the process is kept.
        session: The id of the one session wanted.

    Raises:
        RecordMissingError: If there is no such session.
    """
    with store.read() as reader:
        wanted = {} if session is None else {"id": reader.get(Session, session).id}
        versions = reader.all(Rules)
        found = sessions_of(reader, **wanted)
    return {
        "sessions": [
            {
                "code": one.session.code,
                "title": one.session.title,
                "moments": _moments(one, rules_on(versions, one.session.day)),
            }
            for one in found
        ]
    }


def _moments(records: SessionRecords, rules: Rules) -> list[Report]:
    session = records.session
    moments = [_room("opening", session.opened_at, records)]
    moments += [_ballot(one) for one in records.ballots]
    moments.append(_room("closing", session.closed_at, records))
    return [_judged(one, rules) for one in moments if one["at"] is not None]


def _room(name: str, moment: datetime | None, records: SessionRecords) -> Report:
    if moment is None:
        return {"at": None}
    there = composition(
        records.attendances, records.movements, moment, session=records.session
    )
    return {
        "moment": name,
        "at": moment.isoformat(),
        "heads": _blocs(there.heads),
        "voting": _blocs(there.voting),
        "votes": None,
        "speaking_time": None,
    }


def _ballot(records: BallotRecords) -> Report:
    ballot = records.ballot
    result = records.result
    cast = {bloc.value: numbers.cast for bloc, numbers in result.counts.items()}
    return {
        "moment": ballot.code,
        "at": None if ballot.opened_at is None else ballot.opened_at.isoformat(),
        "heads": _blocs(result.present),
        "voting": _blocs(result.voting),
        "votes": None if result.totals is None else _blocs(BlocNumbers(**cast)),
        "speaking_time": None,
    }


def _judged(moment: Report, rules: Rules) -> Report:
    """Add the State's share of heads in whole percent, and whether it is balanced.

    Balanced is a share within the band of the rules around one half; both sides are
    multiplied out, so that the rounding of the percent decides nothing.
    """
    heads = sum(moment["heads"].values())
    state = moment["heads"][Bloc.STATE.value]
    if not heads:
        return {**moment, "state_percent": None, "balanced": None}
    apart = abs(2 * state - heads) * _WHOLE
    return {
        **moment,
        "state_percent": (2 * _WHOLE * state + heads) // (2 * heads),
        "balanced": apart <= 2 * rules.parity_band * heads,
    }


def _blocs(numbers: BlocNumbers) -> Report:
    return {bloc.value: numbers.of(bloc) for bloc in Bloc}
