"""What records must agree on among themselves: reported here, never enforced.

Two laptops may each be right when they are merged, so these are findings for a person
to settle, not errors.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, select

from workshop_app.ledger.payload import stored_payload
from workshop_app.store import parking, same_people
from workshop_app.store.findings import Finding, Problem
from workshop_app.store.kinds import REFERENCES
from workshop_app.store.records import SHAPES, Shape
from workshop_app.store.sentences import readable
from workshop_app.store.statement import Statement
from workshop_app.store.tables import blob, op

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_app.store.engine import Link

_BLOBS = Statement(select(blob.c.sha256, blob.c.content))


def broken(link: Link) -> Iterator[Finding]:
    """Yield everything records do not agree on, and what is wrong with files."""
    yield from contradicting(link)
    yield from _contents(link)


def contradicting(link: Link) -> Iterator[Finding]:
    """Yield everything records do not agree on."""
    for shape in SHAPES.values():
        for name in shape.names:
            if name in REFERENCES:
                yield from _dangling(link, shape, name)
        if shape.letter:
            yield from _same_code(link, shape)
    yield from _same_document(link)
    yield from _unlisted_voters(link)
    yield from _seated_twice(link)
    yield from same_people.broken(link)


def _dangling(link: Link, shape: Shape, name: str) -> Iterator[Finding]:
    """Yield live records whose field names a record that is not there."""
    for (record_id,) in link.rows(_lost(shape.kind, name)):
        yield Finding(Problem.REFERENCE_BROKEN, _named(link, shape, record_id), name)


@cache
def _lost(kind: str, name: str) -> Statement:
    columns, other = SHAPES[kind].table.c, SHAPES[REFERENCES[name]].table.alias("other")
    return Statement(
        select(columns.id)
        .outerjoin(other, and_(other.c.id == columns[name], other.c.deleted == 0))
        .where(columns.deleted == 0, columns[name].is_not(None))
        .where(columns[name] != "", other.c.id.is_(None))
        .order_by(columns.id)
    )


def _same_code(link: Link, shape: Shape) -> Iterator[Finding]:
    for (code,) in sorted(link.rows(_shared_codes(shape.kind))):
        yield Finding(Problem.CODE_TWICE, code)


@cache
def _shared_codes(kind: str) -> Statement:
    columns = SHAPES[kind].table.c
    return Statement(
        select(columns.code)
        .where(columns.deleted == 0)
        .group_by(columns.code)
        .having(func.count() > 1)
    )


def _same_document(link: Link) -> Iterator[Finding]:
    """Yield numbers that several people have, unless those were found to be one."""
    columns = SHAPES["person"].table.c
    query = (
        select(columns.document_type, columns.document_number)
        .where(columns.deleted == 0, columns.document_number != "")
        .group_by(columns.document_type, columns.document_number)
        .having(func.count() > 1)
    )
    twice = link.select(query)
    if not twice:
        return
    who = same_people.clusters(link)
    codes: list[str] = []
    for kind, number in twice:
        holders = link.select(
            select(columns.code, columns.id)
            .where(columns.deleted == 0, columns.document_type == kind)
            .where(columns.document_number == number)
        )
        if len({who.canonical(row[1]) for row in holders}) > 1:
            codes.append(min(row[0] for row in holders))
    for code in sorted(codes):
        yield Finding(Problem.DOCUMENT_TWICE, code)


def _unlisted_voters(link: Link) -> Iterator[Finding]:
    """Yield votes of people whom the list of the session does not have."""
    vote, ballot = SHAPES["vote"].table, SHAPES["ballot"].table
    person, listed = SHAPES["person"].table, SHAPES["attendance"].table
    known = exists().where(
        listed.c.session == ballot.c.session,
        listed.c.person == vote.c.person,
        listed.c.deleted == 0,
    )
    query = (
        select(ballot.c.code, person.c.code)
        .select_from(vote)
        .join(ballot, ballot.c.id == vote.c.ballot)
        .join(person, person.c.id == vote.c.person)
        .where(vote.c.deleted == 0, ballot.c.deleted == 0, person.c.deleted == 0)
        .where(~known)
        .order_by(ballot.c.code, person.c.code)
    )
    for where, who in link.select(query):
        yield Finding(Problem.VOTER_UNLISTED, where, who)


def _seated_twice(link: Link) -> Iterator[Finding]:
    """Yield people who sit in two working groups of one session."""
    member, group = SHAPES["group_member"].table, SHAPES["working_group"].table
    person, session = SHAPES["person"].table, SHAPES["session"].table
    query = (
        select(session.c.code, person.c.code)
        .select_from(member)
        .join(group, group.c.id == member.c.group)
        .join(session, session.c.id == group.c.session)
        .join(person, person.c.id == member.c.person)
        .where(member.c.deleted == 0, group.c.deleted == 0)
        .group_by(session.c.code, person.c.code)
        .having(func.count() > 1)
        .order_by(session.c.code, person.c.code)
    )
    for where, who in link.select(query):
        yield Finding(Problem.SEATED_TWICE, where, who)


_ATTACHED = Statement(
    select(op.c.fields, op.c.payload).where(op.c.kind == "attachment")
)


def _contents(link: Link) -> Iterator[Finding]:
    columns = SHAPES["attachment"].table.c
    query = select(columns.sha256, columns.name).where(columns.deleted == 0)
    wanted = {row[0]: row[1] for row in link.select(query)}
    ever = {row[0] for row in link.select(select(columns.sha256))}
    kept: set[str] = set()
    for pack in link.stream(_BLOBS, size=10):
        for name, content in pack:
            kept.add(name)
            if hashlib.sha256(bytes(content)).hexdigest() != name:
                yield Finding(Problem.CONTENT_ALTERED, name)
    unused = kept - ever
    for name in sorted(unused - _named_by_anybody(link) if unused else ()):
        yield Finding(Problem.CONTENT_UNUSED, name)
    for name in sorted(wanted.keys() - kept):
        yield Finding(Problem.CONTENT_MISSING, wanted[name])


def _named_by_anybody(link: Link) -> set[str]:
    """Return the contents that any commit attaches, also those that do not count."""
    lines = [(row[0].split(","), row[1]) for row in link.rows(_ATTACHED)]
    parked = [one.commit for one in parking.pending_commits(link).values()]
    for commit in (*parked, *parking.refused_commits(link)):
        ops = zip(commit.header.ops, commit.payloads, strict=True)
        lines += [(list(o.fields), line) for o, line in ops if o.kind == "attachment"]
    found: set[str] = set()
    for fields, line in lines:
        if line is not None and "sha256" in fields:
            with readable():
                found.add(str(stored_payload(bytes(line))[fields.index("sha256")]))
    return found


def _named(link: Link, shape: Shape, record_id: str) -> str:
    if not shape.letter:
        return f"{shape.kind} {record_id}"
    columns = shape.table.c
    rows: Any = link.select(select(columns.code).where(columns.id == record_id))
    return str(rows[0][0])
