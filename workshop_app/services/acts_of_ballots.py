"""What else was done in ballots, read together in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from workshop_app.domain.ballot_acts import Acts, CastingVote, Recusal
from workshop_app.domain.secret_ballot import PaperVoter, UrnCount
from workshop_app.domain.vocabulary import Bloc, Method

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workshop_app.domain.ballot import Ballot
    from workshop_app.store import Reader

ActT = TypeVar("ActT", UrnCount, PaperVoter, Recusal)


def acts_of(reader: Reader, ballots: Sequence[Ballot]) -> Mapping[str, Acts]:
    """Return by the id of each ballot what else was done in it."""
    ids = [one.id for one in ballots]
    secret = [one.id for one in ballots if one.method is Method.SECRET]
    recusals = _by_ballot(reader.all(Recusal, ballot=ids))
    casting = {one.ballot: one for one in reader.all(CastingVote, ballot=ids)}
    urns = _by_ballot(reader.all(UrnCount, ballot=secret) if secret else ())
    voters = _by_ballot(reader.all(PaperVoter, ballot=secret) if secret else ())
    return {
        key: Acts(
            urns=sorted(urns.get(key, ()), key=_side_of),
            voters=voters.get(key, ()),
            recusals=recusals.get(key, ()),
            casting=casting.get(key),
        )
        for key in ids
    }


def _by_ballot(acts: Iterable[ActT]) -> dict[str, list[ActT]]:
    found: defaultdict[str, list[ActT]] = defaultdict(list)
    for act in acts:
        found[act.ballot].append(act)
    return found


def _side_of(urn: UrnCount) -> int:
    return -1 if urn.bloc is None else list(Bloc).index(urn.bloc)
