"""What checks and people ask of a process, as plain data for JSON and tables.

The shapes are a contract (`docs/guide`): add to them freely, change none.
Enumerations are their code words, moments ISO 8601 with their offset.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.attendance import Attendance
from workshop_app.domain.ballot import Ballot
from workshop_app.domain.contribution import Authorship, Contribution
from workshop_app.domain.coverage import Grouping, Share, coverage
from workshop_app.domain.decision import Decision
from workshop_app.domain.evidence import IssuedPaper
from workshop_app.domain.one_head import voted_twice
from workshop_app.domain.organization import Organization
from workshop_app.domain.person import Person
from workshop_app.domain.place import region_of
from workshop_app.domain.process import Process, Stage
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Bloc, PaperKind
from workshop_app.services.ballot_report import Report, result_report
from workshop_app.services.deeds import deed_title
from workshop_app.services.disagreements import key_of, open_count
from workshop_app.services.gathering import BallotRecords, ballots_of, grouped, register
from workshop_app.services.places import in_inei
from workshop_app.services.waiving import waivers
from workshop_app.store.access import note
from workshop_app.store.dump import dump
from workshop_app.store.founding import FOUND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workshop_app.domain.ballot import Vote
    from workshop_app.domain.person_clusters import PersonClusters
    from workshop_app.domain.waiver import Waiver
    from workshop_app.services.gathering import Register
    from workshop_app.store import DeedRow, Reader, Store

EXPORT = "export"
VIEW = "view"


def tally_report(store: Store, ballot: str | None = None) -> Report:
    """Return every ballot, or one: who was there, the counts, the rule, the outcome.

    Args:
        store: Where the process is kept.
        ballot: The id of the one ballot wanted.

    Raises:
        RecordMissingError: If there is no such ballot.
    """
    with store.read() as reader:
        wanted = {} if ballot is None else {"id": reader.get(Ballot, ballot).id}
        ballots = ballots_of(reader, **wanted)
        known = register(reader)
        contributions = {one.id: one.code for one in reader.all(Contribution)}
        sessions = {one.id: one.code for one in reader.all(Session)}
        who = reader.who_is_who()
    return {
        "ballots": [
            {
                "code": one.ballot.code,
                "question": one.ballot.question,
                "proposal": contributions.get(one.ballot.contribution or ""),
                "session": sessions.get(one.ballot.session),
                **result_report(one, known),
                "voted_twice": _voted_twice(one, known, who),
                "disputed": [_disputed(vote, known) for vote in one.disputed],
                "disputed_blocs": [bloc.value for bloc in one.disputed_blocs],
                "outdated": one.outdated,
            }
            for one in ballots
        ]
    }


def _voted_twice(
    records: BallotRecords, known: Register, who: PersonClusters
) -> list[list[str]]:
    """Return the codes of entries that are one person and voted more than once.

    Their votes stay counted: whoever answers for the table corrects the result.
    """
    return [
        [known.people[vote.unit].code for vote in votes]
        for votes in voted_twice(records.votes, who)
        if all(vote.unit in known.people for vote in votes)
    ]


def _disputed(vote: Vote, known: Register) -> Report:
    """Return whose vote computers disagree on, and what names the disagreement."""
    person = known.people.get(vote.person)
    return {
        "voter": "" if person is None else person.code,
        "name": known.name(vote.person),
        "conflict": key_of(vote.kind, vote.id, "choice"),
    }


def coverage_report(store: Store) -> Report:
    """Return n of N answered with a reason, what is missing, and the same by group.

    An answer is published once it stands in an issued letter that is no draft.
    """
    with store.read() as reader:
        contributions = reader.all(Contribution)
        decisions = reader.all(Decision)
        letters = reader.all(IssuedPaper, paper_kind=PaperKind.LETTER, draft=False)
        groupings = _groupings(reader, contributions)
    published = {key for letter in letters for key in letter.answers}
    found = coverage(contributions, decisions, published=published, groupings=groupings)
    return {
        **_share(found),
        "missing": [{"code": one.code, "why": one.why.value} for one in found.missing],
        "by": {
            "session": _shares(found.by_session),
            "bloc": _shares(found.by_bloc),
            "region": _shares(found.by_region),
            "stage": _shares(found.by_stage),
        },
    }


def _groupings(
    reader: Reader, contributions: Sequence[Contribution]
) -> dict[str, Grouping]:
    """Return where each contribution belongs; bloc and region are its authors'.

    The bloc is that of the session, as people change sides, else the organization's;
    the region is INEI's, whoever numbered the place; the stage is that of the session
    where the contribution names none.
    """
    sessions = {one.id: one for one in reader.all(Session)}
    codes = {key: one.code for key, one in sessions.items()}
    held_in = {key: one.stage or "" for key, one in sessions.items()}
    stages = {one.id: one.stage_kind.value for one in reader.all(Stage)}
    blocs = {one.id: one.bloc.value for one in reader.all(Organization)}
    regions = {
        one.id: region_of(in_inei(one.place, one.place_system))
        for one in reader.all(Person)
    }
    sides = {
        (one.session, one.person): one.bloc.value for one in reader.all(Attendance)
    }
    authors = grouped(reader.all(Authorship), lambda one: one.contribution)
    return {
        one.id: Grouping(
            session=codes.get(one.session or "", ""),
            stage=stages.get(one.stage or held_in.get(one.session or "", ""), ""),
            blocs=tuple(
                sides.get((one.session or "", author.person))
                or blocs.get(author.organization or "", Bloc.OTHER.value)
                for author in authors.get(one.id, ())
            ),
            regions=tuple(
                regions.get(author.person, "") for author in authors.get(one.id, ())
            ),
        )
        for one in contributions
    }


def _shares(shares: Mapping[str, Share]) -> Report:
    return {group: _share(share) for group, share in shares.items()}


def _share(share: Share) -> Report:
    return {
        "contributions": share.contributions,
        "answered": share.answered,
        "published": share.published,
    }


def info_report(store: Store) -> Report:
    """Return what a store holds and who this computer is in it."""
    with store.read() as reader:
        process = reader.get(Process, reader.process_id)
        counts = {
            record.kind: reader.count(record)
            for record in (Stage, Session, Organization, Person, Contribution, Ballot)
        }
        counts |= {
            record.kind: reader.count(record) for record in (Decision, IssuedPaper)
        }
        counts[Person.kind] -= _repeated(reader)
        operator = reader.names([store.operator]).get(store.operator, "")
        conflicts = open_count(reader)
        waived = [_waiver(reader, one) for one in waivers(reader)]
        deeds = len(reader.history())
    return {
        "process": {"id": process.id, "title": process.title},
        "counts": counts,
        "deeds": deeds,
        "conflicts": conflicts,
        "waivers": waived,
        "device": _device(store),
        "operator": {"id": store.operator, "name": operator},
        "encrypted": store.encrypted,
        "protected": store.protected,
    }


def _repeated(reader: Reader) -> int:
    """Return how many entries are of people who are on record under another one."""
    groups = reader.who_is_who().members.values()
    named = [key for ids in groups for key in ids]
    there = {one.id for one in reader.all(Person, id=named)} if named else set()
    return sum(max(0, len(there & set(ids)) - 1) for ids in groups)


def _waiver(reader: Reader, one: Waiver) -> Report:
    session = reader.find(Session, one.session)
    return {
        "gate": one.gate.value,
        "session": one.session if session is None else session.code,
        "reason": one.reason,
        "used": one.used_at is not None,
    }


def _device(store: Store) -> Report:
    """Return this file's device; it has none here before the first writing."""
    if not store.has_device:
        return {"key": None, "label": None}
    return {"key": store.device, "label": store.device_label}


def history_report(
    store: Store, record: str | None = None, limit: int | None = None
) -> Report:
    """Return what was done, the latest first, in the language of the moment.

    Its lines name people, so the access log says that they were looked at.

    Args:
        store: Where the process is kept.
        record: The id of the one record whose history is wanted.
        limit: At most so many deeds.
    """
    with store.read() as reader:
        rows = reader.history(record, limit)
        names = reader.names({row.actor for row in rows})
    named = {str(row.arguments.get("name", "")) for row in rows} | {*names.values()}
    note(store, VIEW, "history", len(named - {""}))
    return {"history": [_deed(row, names) for row in rows]}


def _deed(row: DeedRow, names: Mapping[str, str]) -> Report:
    return {
        "deed": row.deed,
        "code": row.code,
        "title": deed_title(row.code, row.arguments),
        "reason": row.reason,
        "actor": names.get(row.actor) or _founder(row),
        "at": row.at.isoformat(),
        "device": row.device,
        "reverted": row.reverted,
        "reverts": list(row.reverts),
        "records": [
            {"kind": kind, "id": key, "fields": list(fields)}
            for kind, key, fields in row.touched
        ],
    }


def _founder(row: DeedRow) -> str:
    """Return who founded the process: nobody was on record to sign that deed."""
    return str(row.arguments.get("name", "")) if row.code == FOUND else ""


def dump_report(store: Store) -> Report:
    """Return the whole present state, which takes everybody's data out of the store.

    The access log says so (art. 46.3 of DS 016-2024-JUS).
    """
    with store.read() as reader:
        state = dump(reader)
        people = reader.count(Person)
    note(store, EXPORT, "dump", people)
    return state
