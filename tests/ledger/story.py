"""The story told by the golden log: a little of everything the format can say.

`python -m tests.ledger.story` prints what the golden files hold.  They are never
written again: a change that would need it needs a new version of the format.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workshop_app.ids import SeededIds, derived_id
from workshop_app.ledger.chain import Verdict, applicable, forks
from workshop_app.ledger.commit import (
    DELETED,
    Commit,
    Header,
    Op,
    commit_id,
    encode_header,
    payload_hash,
    read_commit,
)
from workshop_app.ledger.deed import Change, Deed, Position, SealedDeed, seal_deed
from workshop_app.ledger.fold import State, Write, aside, fold, writes_of
from workshop_app.ledger.identity import DeviceKey, OfficeKey, statement_values
from workshop_app.ledger.log import write_log
from workshop_app.ledger.payload import ERASED, MAX_INT, write_payload

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from workshop_app.ledger.payload import Known, Value

PROCESS = derived_id("golden", "process")
ANA = derived_id("golden", "Ana")
LUZ = derived_id("golden", "Luz")
OFFICE = OfficeKey(bytes(range(32)))
_START = 1_760_000_000_000


@dataclass
class Teller:
    """A device that tells its part."""

    key: DeviceKey
    ids: SeededIds
    position: Position = field(default_factory=lambda: Position(PROCESS))
    commits: list[Commit] = field(default_factory=list)
    told: int = 0

    def tell(self, code: str, *changes: Change, **more: object) -> Commit:
        """Write a deed of one commit."""
        self.told += 1
        sealed: SealedDeed = seal_deed(
            self.key,
            self.position,
            Deed(
                **{  # type: ignore[arg-type]
                    "id": derived_id(self.key.device, str(self.told)),
                    "code": code,
                    "actor": ANA,
                    "clock": _START + self.told * 60_000,
                    "changes": changes,
                    **more,
                }
            ),
            self.ids.new_salt,
        )
        (commit,) = sealed.commits
        self.commits.append(commit)
        self.position = sealed.position
        return commit

    def go_on(self, kind: str, record: str, values: Mapping[str, Value]) -> Commit:
        """Write a second commit of the last deed, as a long import has."""
        last = self.commits[-1].header
        payload = write_payload(self.ids.new_salt(), tuple(values.values()))
        raw = encode_header(
            Header(
                version=1,
                device=self.key.device,
                number=last.number + 1,
                previous=self.position.tip,
                clock=last.clock + 1,
                actor=last.actor,
                deed=last.deed,
                code=last.code,
                schema=1,
                ops=(Op(kind, record, tuple(values), (), payload_hash(payload)),),
            )
        )
        commit = Commit(commit_id(raw), raw, read_commit(raw), None, (payload,))
        self.commits.append(commit)
        self.position = Position(
            PROCESS, last.number + 1, commit.id, commit.header.clock
        )
        return commit


def _teller(name: str) -> Teller:
    ids = SeededIds(f"golden {name}", None)  # type: ignore[arg-type]
    return Teller(DeviceKey(ids.new_key()), ids)


def _person(record: str, values: Mapping[str, Value], *seen: Commit) -> Change:
    return Change("person", record, values, [one.id for one in seen])


def tell() -> tuple[list[Commit], list[tuple[str, str, str]]]:
    """Return the commits, two of them with something erased, and the seals."""
    a, b = _teller("a"), _teller("b")
    founding = a.tell(
        "found_process",
        Change("process", PROCESS, {"title": "Agua", "office_key": OFFICE.public}),
        _person(ANA, {"family": "Quispe", "given": "Ana"}),
        actor="",
        arguments={"title": "Agua"},
    )
    certificate = OFFICE.certify(
        b.key.device,
        holder=LUZ,
        role="registrar",
        process=PROCESS,
        valid_from=_START,
    )
    a.tell(
        "admit_device",
        Change("certificate", derived_id("c"), statement_values(certificate)),
        arguments={"label": "b", "number": 2},
        reason="Para la mesa 3",
    )
    a.tell("import_people", _person(derived_id("1"), {"family": "Mamani"}))
    a.go_on("person", derived_id("2"), {"family": "Huamán"})
    every = a.tell("write_note", Change("note", derived_id("every"), _EVERY_VALUE))
    luz = b.tell(
        "register_person",
        _person(LUZ, {"family": "Tsamajain", "given": "Luz", "number": "01234567"}),
        actor=LUZ,
    )
    _disagree(a, b, founding, luz)
    _live_and_die(a, b)
    _take_back(a)
    twin = Teller(a.key, SeededIds("golden twin", None), a.position, told=1000)  # type: ignore[arg-type]
    twin.tell("write_note", Change("note", derived_id("twin"), {"text": "copia"}))
    a.tell("write_note", Change("note", derived_id("own"), {"text": "original"}))
    revocation = OFFICE.revoke(b.key.device, luz.id)
    gone = luz.header.ops[0].payload
    erasure = OFFICE.order_erasure([gone, every.header.words])
    a.tell(
        "revoke_device",
        Change("revocation", derived_id("r"), statement_values(revocation)),
        Change("erasure", derived_id("e"), statement_values(erasure)),
    )
    commits = {one.id: one for one in (*a.commits, *b.commits, *twin.commits)}
    commits[luz.id] = Commit(luz.id, luz.raw, luz.header, luz.words, (None,))
    commits[every.id] = Commit(every.id, every.raw, every.header, None, every.payloads)
    order = judge(commits.values()).links
    seals = [
        (one.key.device, one.position.tip, one.key.seal(one.position.tip))
        for one in (a, b, twin)
    ]
    return [commits[one] for one in order], seals


_EVERY_VALUE: Mapping[str, Value] = {
    "text": 'ñandú "Ch\'aska" \\ \b\f\n\r\t\x01\x7f\u2028 / 🌽',
    "empty": "",
    "greatest": MAX_INT,
    "least": -MAX_INT,
    "zero": 0,
    "yes": True,
    "no": False,
    "nothing": None,
    "several": ("uno", "dos", ""),
    "none_of_them": (),
}


def _disagree(a: Teller, b: Teller, founding: Commit, luz: Commit) -> None:
    """Edits that replace, that conflict, that agree, and one that settles."""
    a.tell("amend_person", _person(ANA, {"given": "Ana María"}, founding))
    b.tell("amend_person", _person(ANA, {"given": "Anita"}, founding))
    a.tell("amend_person", _person(LUZ, {"family": "Tsamaraint"}, luz))
    b.tell("amend_person", _person(LUZ, {"family": "Tsamaraint"}, luz))
    one = a.tell("name_table", Change("table", derived_id("t"), {"name": "Bosques"}))
    other = b.tell("name_table", Change("table", derived_id("t"), {"name": "Selva"}))
    settled = Change("table", derived_id("t"), {"name": "Bosques"}, (one.id, other.id))
    b.tell("settle", settled, reason="Así figura en el acta")


def _live_and_die(a: Teller, b: Teller) -> None:
    """A deletion, one that is restored, and one that somebody did not know of."""
    first, second, third = (derived_id(name) for name in ("d1", "d2", "d3"))
    made = a.tell(
        "write_notes",
        *(Change("note", one, {"text": "x"}) for one in (first, second, third)),
    )
    dead = a.tell(
        "delete_notes",
        *(Change("note", one, {DELETED: True}, (made.id,)) for one in (first, second)),
    )
    b.tell("restore_note", Change("note", second, {DELETED: None}, (dead.id,)))
    a.tell("delete_note", Change("note", third, {DELETED: True}, (made.id,)))
    b.tell("amend_note", Change("note", third, {"text": "y"}, (made.id,)))


def _take_back(a: Teller) -> None:
    """An undo, one that is undone, and one of all that was ever said of a record."""
    record = derived_id("undone")
    made = a.tell("write_note", Change("note", record, {"text": "antes"}))
    edit = a.tell("amend_note", Change("note", record, {"text": "después"}, (made.id,)))
    undo = a.tell("undo", reverts=[edit.id])
    a.tell("redo", reverts=[undo.id])
    a.tell("undo", reverts=[a.tell("write_note", _person("0" * 32, {"x": 1})).id])


def judge(commits: Iterable[Commit]) -> Verdict:
    """Decide on the commits of the story by themselves."""
    return applicable({}, {one.id: one.header for one in commits})


def expected(
    commits: Collection[Commit], seals: Iterable[tuple[str, str, str]]
) -> dict[str, object]:
    """Return, as plain JSON, what a log of these commits says."""
    lost = aside({one.id: one.header.reverts for one in commits})
    writes: dict[str, list[Write]] = {}
    for commit in commits:
        if commit.id not in lost:
            for (kind, record), write in writes_of(commit):
                writes.setdefault(f"{kind} {record}", []).append(write)
    links = judge(commits).links
    folded = {record: _plain(fold(ones)) for record, ones in sorted(writes.items())}
    return {
        "commits": {one: [link.depth, link.process] for one, link in links.items()},
        "seals": [list(seal) for seal in seals],
        "set_aside": sorted(lost),
        "forks": [
            [fork.device, fork.previous, list(fork.children)]
            for fork in forks({one.id: one.header for one in commits})
        ],
        "states": folded,
    }


def _plain(state: State) -> dict[str, object]:
    return {
        "values": {name: _known(value) for name, value in sorted(state.values.items())},
        "live": {name: list(ids) for name, ids in sorted(state.live.items())},
        "conflicts": {
            name: [[one.commit, one.clock, _known(one.value)] for one in candidates]
            for name, candidates in sorted(state.conflicts.items())
        },
        "deleted": state.deleted,
        "life_conflict": [
            [one.commit, one.clock, one.value] for one in state.life_conflict
        ],
    }


def _known(value: Known) -> object:
    if value is ERASED:
        return {"erased": True}
    return list(value) if isinstance(value, tuple) else value


def as_json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["log"]:
        sys.stdout.buffer.write(write_log(tell()[0]))
    else:
        sys.stdout.write(as_json(expected(*tell())))
