"""Working groups of a session: laid out, and people seated in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.attendance import Attendance
from workshop_app.domain.identity import group_member_id
from workshop_app.domain.names import folded
from workshop_app.domain.person import Person
from workshop_app.domain.records import fields_of
from workshop_app.domain.session import Session
from workshop_app.domain.working_group import (
    GroupMember,
    WorkingGroup,
    WorkingGroupDraft,
)
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.attendances import require_listed
from workshop_app.services.deeds import DeedCode
from workshop_app.services.gathering import grouped
from workshop_app.services.references import require_known
from workshop_app.store import Deed
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from workshop_app.store import Reader, Store, Transaction


class GroupTwiceError(AppError):
    """Two groups of one session would go by one name."""

    def __init__(self, title: str) -> None:
        super().__init__(
            tr("There are two working groups called “{title}”.", title=title),
            advice=tr("Give each group a title of its own."),
        )
        self.title = title


class GroupElsewhereError(AppError):
    """Somebody is seated in a working group of another session."""

    def __init__(self, title: str, code: str) -> None:
        super().__init__(
            tr(
                "The working group {title} is not of session {code}.",
                title=title,
                code=code,
            ),
            advice=tr("Choose one of the groups of this session."),
        )
        self.title = title
        self.code = code


@dataclass(frozen=True, kw_only=True)
class SeatedGroup:
    """A working group with its people, by id, in the order they were seated."""

    group: WorkingGroup
    people: tuple[str, ...]


def set_groups(
    store: Store, session: str, drafts: Sequence[WorkingGroupDraft]
) -> tuple[str, ...]:
    """Lay out the working groups of a session, in order, in place of those before.

    A group is the same as before if it has the same title; what is left over, if it
    has the same place: so a group can be renamed, moved or taken out and the people
    of the others stay seated.  Whoever sat in a group taken out sits in none.

    Returns:
        The ids of the groups, in order.

    Raises:
        GroupTwiceError: If two have one title.
        RecordMissingError: If theme, moderator or rapporteur is not on record.
        AppError: If a draft will not do.
    """
    clean = [draft.cleaned() for draft in drafts]
    _require_apart(clean)
    deed = _about(store, session, DeedCode.SET_GROUPS, count=len(clean))
    with store.write(deed) as tx:
        before = tx.all(WorkingGroup, session=session)
        kept = _same(clean, before)
        made: list[str] = []
        for position, draft in enumerate(clean, start=1):
            known = kept.get(position)
            group = _group(tx, draft, session, position, known)
            require_known(tx, group, known)
            if known is None:
                tx.add(group)
            else:
                tx.save(group)
            made.append(group.id)
        gone = [one.id for one in before if one.id not in made]
        for member in tx.all(GroupMember, group=gone):
            tx.remove(GroupMember, member.id)
        for key in gone:
            tx.remove(WorkingGroup, key)
    return tuple(made)


def assign(store: Store, group: str, people: Collection[str]) -> None:
    """Seat people in a group; whoever sat in another of the session moves.

    Raises:
        NotOnListError: If somebody is not on the list of the session.
    """
    with store.read() as reader:
        title = reader.get(WorkingGroup, group).title
    named: dict[str, str | int] = {"title": title, "count": len(people)}
    with store.write(Deed(code=DeedCode.ASSIGN_GROUP, arguments=named)) as tx:
        session = tx.get(WorkingGroup, group).session
        listed = {one.person for one in tx.all(Attendance, session=session)}
        for person in people:
            if person not in listed:
                require_listed(tx, session, person)
        _take_out(tx, session, people, keep=group)
        tx.add_all(_member(group, person) for person in dict.fromkeys(people))


def seat(store: Store, session: str, seats: Mapping[str, str]) -> None:
    """Seat many people of a session in its groups, as one deed.

    Args:
        store: Where they are.
        session: Its id.
        seats: The group of each person, by their ids; everybody else stays.

    Raises:
        GroupElsewhereError: If one of the groups is of another session.
        NotOnListError: If somebody is not on the list of the session.
    """
    with store.write(
        _about(store, session, DeedCode.SEAT_PEOPLE, count=len(seats))
    ) as tx:
        for group in dict.fromkeys(seats.values()):
            _require_of(tx, session, group)
        listed = {one.person for one in tx.all(Attendance, session=session)}
        for person in seats:
            if person not in listed:
                require_listed(tx, session, person)
        groups = [one.id for one in tx.all(WorkingGroup, session=session)]
        for member in tx.all(GroupMember, group=groups):
            if seats.get(member.person, member.group) != member.group:
                tx.remove(GroupMember, member.id)
        tx.add_all(_member(group, person) for person, group in seats.items())


def move(store: Store, session: str, person: str, group: str | None) -> None:
    """Seat somebody in another group of the session, or in none.

    Raises:
        GroupElsewhereError: If the group is of another session.
        NotOnListError: If the person is not on the list of the session.
    """
    with store.read() as reader:
        named: dict[str, str | int] = {"name": reader.get(Person, person).name}
        if group is not None:
            named["title"] = reader.get(WorkingGroup, group).title
    code = DeedCode.LEAVE_GROUP if group is None else DeedCode.MOVE_TO_GROUP
    with store.write(Deed(code=code, arguments=named)) as tx:
        require_listed(tx, session, person)
        _take_out(tx, session, [person], keep=group)
        if group is not None:
            _require_of(tx, session, group)
            tx.add(_member(group, person))


def groups_of(reader: Reader, session: str) -> tuple[SeatedGroup, ...]:
    """Return the working groups of a session in order, with their people."""
    groups = reader.all(WorkingGroup, session=session)
    members = reader.all(GroupMember, group=[one.id for one in groups])
    seated = grouped(members, lambda one: one.group)
    return tuple(
        SeatedGroup(
            group=one, people=tuple(member.person for member in seated.get(one.id, ()))
        )
        for one in groups
    )


def _require_apart(drafts: Sequence[WorkingGroupDraft]) -> None:
    seen: set[str] = set()
    for draft in drafts:
        key = folded(draft.title)
        if key in seen:
            raise GroupTwiceError(draft.title)
        seen.add(key)


def _same(
    drafts: Sequence[WorkingGroupDraft], before: Sequence[WorkingGroup]
) -> dict[int, WorkingGroup]:
    """Return which group each draft is, by its place: by title, else by place."""
    wanted = {folded(one.title): place for place, one in enumerate(drafts, start=1)}
    found: dict[int, WorkingGroup] = {}
    others: list[WorkingGroup] = []
    for one in before:
        place = wanted.get(folded(one.title))
        if place is None or place in found:
            others.append(one)
        else:
            found[place] = one
    for one in others:
        if 1 <= one.position <= len(drafts):
            found.setdefault(one.position, one)
    return found


def _group(
    tx: Transaction,
    draft: WorkingGroupDraft,
    session: str,
    position: int,
    known: WorkingGroup | None,
) -> WorkingGroup:
    return WorkingGroup(
        **fields_of(draft),
        id=tx.new_id() if known is None else known.id,
        code=tx.next_code(WorkingGroup) if known is None else known.code,
        session=session,
        position=position,
    )


def _take_out(
    tx: Transaction, session: str, people: Collection[str], *, keep: str | None
) -> None:
    groups = [one.id for one in tx.all(WorkingGroup, session=session)]
    for member in tx.all(GroupMember, group=groups):
        if member.person in people and member.group != keep:
            tx.remove(GroupMember, member.id)


def _member(group: str, person: str) -> GroupMember:
    return GroupMember(id=group_member_id(group, person), group=group, person=person)


def _require_of(reader: Reader, session: str, group: str) -> None:
    found = reader.get(WorkingGroup, group)
    if found.session != session:
        raise GroupElsewhereError(found.title, reader.get(Session, session).code)


def _about(store: Store, session: str, code: DeedCode, **named: str | int) -> Deed:
    with store.read() as reader:
        found = reader.get(Session, session)
    return Deed(code=code, arguments={"code": found.code, **named})
