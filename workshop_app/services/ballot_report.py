"""What one ballot came to, as plain data for JSON; see `reports`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from workshop_app.domain.balance import Balance, balance
from workshop_app.domain.consensus import BY_NAME
from workshop_app.domain.vocabulary import Bloc, Method, TableOutcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_app.domain.content import BlocNumbers, VoteNumbers
    from workshop_app.domain.option_vote import OptionResult
    from workshop_app.domain.tally import Tally
    from workshop_app.services.gathering import BallotRecords, Register

Report = dict[str, Any]
"""Plain data, ready for JSON."""

_WITHOUT_COUNTS = frozenset({TableOutcome.NOT_COUNTED, TableOutcome.NOT_DOCUMENTED})


def result_report(records: BallotRecords, known: Register) -> Report:
    """Return who was there, the counts, the rule and the outcome of one ballot."""
    ballot = records.ballot
    result = records.result
    votes = _votes_of(ballot.method)
    uncounted = result.outcome in _WITHOUT_COUNTS
    return {
        "method": ballot.method.value,
        "at": None if ballot.opened_at is None else ballot.opened_at.isoformat(),
        "entitled": _blocs(result.entitled),
        "present": _blocs(result.present),
        "voting": _blocs(result.voting),
        "counts": None if uncounted else _counts(result, votes),
        "totals": None if uncounted or result.totals is None else votes(result.totals),
        "by_organization": _by_organization(result, known, votes),
        "rule": {"majority": ballot.majority.value, "quorum": ballot.quorum.value},
        "quorum_needed": result.quorum_needed,
        "quorum_met": result.quorum_met,
        "needed_for": result.needed_for,
        "criteria": [
            {"title": one.title, "weight": one.weight, "scale": one.scale}
            for one in records.criteria
        ],
        "options": [_option(one, records) for one in records.options],
        "papers": _papers(records),
        "recusals": [
            {
                "name": known.name(one.person),
                "bloc": one.bloc.value,
                "ground": one.ground,
            }
            for one in records.acts.recusals
        ],
        "casting_vote": _casting(records, known),
        "outcome": result.outcome.value,
        "announced": _announced(records),
        "balanced": _balanced(balance(result, ballot.majority, ballot.method)),
        "corrections": [
            {
                "at": one.happened_at.isoformat(),
                "author": known.name(one.author),
                "text": one.text,
            }
            for one in records.corrections
        ],
    }


def _casting(records: BallotRecords, known: Register) -> Report | None:
    casting = records.acts.casting
    if casting is None:
        return None
    return {
        "chair": known.name(casting.chair),
        "choice": casting.choice.value,
        "reason": casting.reason,
        "at": casting.happened_at.isoformat(),
        "decided": records.result.by_chair,
    }


def _announced(records: BallotRecords) -> str | None:
    """Return what was announced where nobody counted, as an outcome."""
    announced = records.ballot.announced
    if announced is None or records.result.totals is not None:
        return None
    found = TableOutcome.ADOPTED if announced else TableOutcome.REJECTED
    return found.value


def _papers(records: BallotRecords) -> Report | None:
    """Return what is known of a secret ballot besides its sums."""
    if records.ballot.method is not Method.SECRET:
        return None
    urns = records.acts.urns
    return {
        "counted": sum(urn.papers for urn in urns),
        "spoiled": sum(urn.spoiled for urn in urns),
        "urns_apart": any(urn.bloc is not None for urn in urns),
        "voters_noted": len(records.acts.voters),
    }


def _option(found: OptionResult, records: BallotRecords) -> Report:
    told = {
        "option": found.option.text,
        "points": found.points,
        "by_bloc": {bloc.value: points for bloc, points in found.by_bloc.items()},
        "voters": found.voters,
        "rank": found.rank,
        "chosen": found.chosen,
    }
    if records.criteria:
        told["scores"] = {
            one.title: found.by_criterion.get(one.id, 0) for one in records.criteria
        }
    return told


def _counts(result: Tally, votes: Callable[[VoteNumbers], Report]) -> Report:
    return {
        bloc.value: votes(result.counts[bloc]) if bloc in result.counts else {}
        for bloc in Bloc
    }


def _by_organization(
    result: Tally, known: Register, votes: Callable[[VoteNumbers], Report]
) -> Report:
    """Return the votes by name of the organization; homonyms get their code too."""
    names = Counter(map(known.organization_name, result.by_organization))
    told: Report = {}
    for key, numbers in result.by_organization.items():
        name = known.organization_name(key)
        if names[name] > 1 and key in known.organizations:
            name = f"{name} ({known.organizations[key].code})"
        told[name] = votes(numbers)
    return told


def _votes_of(method: Method) -> Callable[[VoteNumbers], Report]:
    return _calls if method in BY_NAME else _hands


def _hands(numbers: VoteNumbers) -> Report:
    return {
        "for": numbers.votes_for,
        "against": numbers.votes_against,
        "abstain": numbers.abstentions,
    }


def _calls(numbers: VoteNumbers) -> Report:
    return {
        **_hands(numbers),
        "no_answer": numbers.no_answer,
        "absent": numbers.absent,
        "excused": numbers.excused,
    }


def _balanced(found: Balance) -> Report:
    return {
        "equal_weight": _outcome(found.equal_weight),
        "without_surplus": _outcome(found.without_surplus),
        "differs": found.differs,
        "why": None if found.why is None else found.why.value,
    }


def _outcome(outcome: TableOutcome | None) -> Report | None:
    return None if outcome is None else {"outcome": outcome.value}


def _blocs(numbers: BlocNumbers) -> Report:
    return {bloc.value: numbers.of(bloc) for bloc in Bloc}
