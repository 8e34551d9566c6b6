"""What `docs/file-format.md` says of a set of commits, by brute force.

It knows nothing of the program: lines are JSON, hashes are hashlib's, and each rule is
tried on everybody against everybody.  What it is asked is what the program is asked;
where they differ, one of them has not read the page.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

Record = tuple[str, str]
_FIELDS = {
    "certificate": (
        "device", "holder", "role", "process", "valid_from", "valid_until"
    ),
    "revocation": ("device", "last_good"),
    "erasure": ("payloads",),
    "remainder": ("payload",),
}  # fmt: skip
GONE = "an erased value"
"""Stands for a value whose payload is not there; no line holds this object."""


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _hash(prefix: bytes, line: bytes) -> str:
    return _text(hashlib.sha256(prefix + b"\0" + line).digest())


def _derived(*parts: str) -> str:
    """Return the id of a relation, as `derived_id` must give it for ever."""
    told = b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in parts)
    return hashlib.sha256(b"kuska:record:v1\0" + told).hexdigest()[:32]


class Model:
    """A union of commits, and what follows from it.

    Args:
        lines: Header line and payload lines of each commit, in any order, repeated
            or not.
        office: The pinned office key.
        process: The id of the process.
        own: Devices that wrote in the store that is asked.
        erases: Whether orders to erase are obeyed.
    """

    def __init__(
        self,
        lines: Iterable[tuple[bytes, Collection[bytes | None]]],
        *,
        office: str,
        process: str,
        own: Collection[str] = (),
        erases: bool = False,
    ) -> None:
        self.headers: dict[str, Any] = {}
        self.payloads: dict[str, list[bytes | None]] = {}
        self.office, self.process, self.own = office, process, own
        self._erases = erases
        for raw, payloads in lines:
            one = _hash(b"kuska:commit:v1", raw)
            header = self.headers.setdefault(one, json.loads(raw))
            ops = list(payloads)[1 if "w" in header else 0 :]
            known = self.payloads.setdefault(one, ops)
            self.payloads[one] = [
                mine if mine is not None else theirs
                for mine, theirs in zip(known, ops, strict=True)
            ]

    def references(self, one: str) -> set[str]:
        """Return what a commit stands on."""
        header = self.headers[one]
        named = {header["p"], *header.get("r", ())} - {""}
        return named.union(*(o[3] for o in header.get("o", ())))

    @cached_property
    def waiting(self) -> frozenset[str]:
        """The commits that stand, at whatever remove, on one that is not here."""
        return frozenset(
            one
            for one in self.headers
            if one not in self.invalid
            and any(up not in self.headers for up in self._above(one))
        )

    @cached_property
    def invalid(self) -> frozenset[str]:
        """The commits that are never applied."""
        found: set[str] = set()
        while True:
            more = {
                one
                for one in self.headers.keys() - found
                if self.references(one) & found or self._is_wrong(one)
            }
            if not more:
                return frozenset(found)
            found |= more

    @cached_property
    def valid(self) -> frozenset[str]:
        """The commits that are applied."""
        return frozenset(self.headers.keys() - self.waiting - self.invalid)

    def _above(self, one: str) -> set[str]:
        found: set[str] = set()
        fresh = self.references(one)
        while fresh:
            found |= fresh
            fresh = {
                up
                for known in fresh & self.headers.keys()
                for up in self.references(known)
            } - found
        return found

    def _is_wrong(self, one: str) -> bool:
        """Say whether "Chains" forbids a commit of which all ancestors are here."""
        if any(up not in self.headers for up in self._above(one)):
            return False
        header = self.headers[one]
        if header["p"]:
            before = self.headers[header["p"]]
            if before["d"] != header["d"] or before["n"] + 1 != header["n"]:
                return True
            same = all(before[key] == header[key] for key in "gka")
            if ("w" not in header and not same) or (
                "w" in header and before["g"] == header["g"]
            ):
                return True
        chains = {self._process(up) for up in {one, *self.references(one)}}
        if chains != {self.process}:
            return True
        return any(
            not self._is_written(up, o) for o in header.get("o", ()) for up in o[3]
        )

    def _is_written(self, one: str, o: list[Any]) -> bool:
        wrote = {
            name
            for other in self.headers[one].get("o", ())
            if other[:2] == o[:2]
            for name in other[2]
        }
        return bool(wrote) and ("_deleted" in o[2] or bool(wrote & set(o[2])))

    def _process(self, one: str) -> str:
        while self.headers[one]["p"]:
            one = self.headers[one]["p"]
        return str(self.headers[one]["q"])

    @cached_property
    def forked(self) -> frozenset[str]:
        """The devices that have two commits after one."""
        places = defaultdict(set)
        for one in self.valid:
            header = self.headers[one]
            places[header["d"], header["p"]].add(one)
        return frozenset(place[0] for place, ones in places.items() if len(ones) > 1)

    def statements(self, kind: str) -> Iterator[dict[str, Any]]:
        """Yield what the office signed, whatever became of who carried it."""
        names = _FIELDS[kind]
        for one in self.valid:
            for o, line in zip(
                self.headers[one].get("o", ()), self.payloads[one], strict=True
            ):
                if o[0] != kind or line is None:
                    continue
                said = dict(zip(o[2], json.loads(line)[1:], strict=True))
                kept = [name for name in o[2] if name not in {*names, "signature"}]
                if not {*names, "signature"} <= set(said) or (
                    kept and kind != "remainder"
                ):
                    continue
                if kind != "erasure" and o[1] != _derived(kind, said[names[0]]):
                    continue
                told = [said[name] for name in names]
                if kind == "remainder":
                    said["kept"] = sorted([int(n[1:]), said[n]] for n in kept)
                    told.append(said["kept"])
                if (kind != "remainder" or o[4] not in self.erased) and (
                    self._is_signed(kind, told, said)
                ):
                    yield said

    def _is_signed(self, kind: str, told: list[Any], said: Mapping[str, Any]) -> bool:
        spelled = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()
        key = Ed25519PublicKey.from_public_bytes(_raw(self.office))
        try:
            key.verify(
                _raw(said["signature"]),
                f"kuska:{kind}:v1".encode() + b"\0" + spelled,
            )
        except InvalidSignature:
            return False
        return True

    @cached_property
    def distrusted(self) -> frozenset[str]:
        """The commits of whoever was not admitted, or beyond the good point."""
        admitted = {
            said["device"]
            for said in self.statements("certificate")
            if said["process"] == self.process
        }
        revoked = [
            (said["device"], said["last_good"])
            for said in self.statements("revocation")
        ]
        return frozenset(
            one
            for one in self.valid
            if (self.headers[one]["d"] not in {*admitted, *self.own})
            or any(
                device == self.headers[one]["d"] and one not in self._back_from(good)
                for device, good in revoked
            )
        )

    def _back_from(self, tip: str) -> set[str]:
        found: set[str] = set()
        while tip in self.valid:
            found.add(tip)
            tip = self.headers[tip]["p"]
        return found

    @cached_property
    def erased(self) -> frozenset[str]:
        """The hashes of payloads that the office ordered erased."""
        if not self._erases:
            return frozenset()
        return frozenset(
            one for said in self.statements("erasure") for one in said["payloads"]
        )

    @cached_property
    def remains(self) -> dict[str, list[dict[int, str]]]:
        """What the office says is kept of erased payloads, once and again."""
        found: dict[str, list[dict[int, str]]] = defaultdict(list)
        for said in self.statements("remainder"):
            kept = {at: json.dumps(value) for at, value in said["kept"]}
            found[said["payload"]].append(kept)
        return found

    def _values(self, o: list[Any], line: bytes | None) -> list[Any]:
        """Return the values of an op, as far as they are known."""
        if o[4] in self.erased:
            told = self.remains.get(o[4], [{}])
            return [
                json.loads(told[0][at])
                if all(at in one and one[at] == told[0].get(at) for one in told)
                else GONE
                for at in range(len(o[2]))
            ]
        return [GONE] * len(o[2]) if line is None else list(json.loads(line)[1:])

    @cached_property
    def aside(self) -> frozenset[str]:
        """The commits that count for nothing."""
        found: dict[str, bool] = {}
        for one in self.valid:
            self._is_aside(one, found)
        return frozenset(one for one, gone in found.items() if gone)

    def _is_aside(self, one: str, found: dict[str, bool]) -> bool:
        if one not in found:
            found[one] = one in self.distrusted or any(
                one in self.headers[other].get("r", ())
                and not self._is_aside(other, found)
                for other in self.valid
            )
        return found[one]

    @cached_property
    def ops(self) -> Mapping[Record, list[tuple[str, Any, list[Any]]]]:
        """The ops that count on each record: commit, op and values."""
        found: dict[Record, list[tuple[str, Any, list[Any]]]] = defaultdict(list)
        for one in self.valid - self.aside:
            for o, line in zip(
                self.headers[one].get("o", ()), self.payloads[one], strict=True
            ):
                found[o[0], o[1]].append((one, o, self._values(o, line)))
        return found

    def fields(self, record: Record) -> set[str]:
        """Return every field anybody wrote."""
        return {name for _, o, _ in self.ops.get(record, ()) for name in o[2]}

    def live(self, record: Record, name: str) -> dict[str, Any]:
        """Return the values of a field that nobody replaced, by commit."""
        ops = self.ops.get(record, [])
        return {
            one: values[o[2].index(name)]
            for one, o, values in ops
            if name in o[2]
            and not any(name in other[2] and one in other[3] for _, other, _ in ops)
        }

    def value(self, record: Record, name: str) -> Any:
        """Return the value that is shown."""
        live = self.live(record, name)
        return live[max(live, key=lambda one: (self.headers[one]["t"], one))]

    def life(self, record: Record) -> tuple[bool, set[str]]:
        """Return whether a record is deleted, and who disagrees on it."""
        lives = self.live(record, "_deleted")
        deletions = {one for one, value in lives.items() if value is True}
        if not deletions:
            return False, set()
        seen = set(deletions)
        for one, o, _ in self.ops[record]:
            if one in deletions:
                seen.update(o[3])
        live = {one for name in self.fields(record) for one in self.live(record, name)}
        unseen = live - seen
        return not unseen, deletions | unseen if unseen else set()

    def is_there(self, record: Record) -> bool:
        """Say whether a record exists and is not deleted."""
        return bool(self.fields(record)) and not self.life(record)[0]

    @cached_property
    def conflicts(self) -> dict[tuple[str, str, str], frozenset[str]]:
        """Whatever has more than one live value: the commits that wrote them."""
        found: dict[tuple[str, str, str], frozenset[str]] = {}
        for record in self.ops:
            for name in self.fields(record) - {"_deleted"}:
                live = self.live(record, name)
                if len({json.dumps(value) for value in live.values()}) > 1:
                    found[*record, name] = frozenset(live)
            life = self.life(record)[1]
            if life:
                found[*record, "_deleted"] = frozenset(life)
        return found

    def clusters(self) -> set[frozenset[str]]:
        """Return who is found to be one: components of what nobody disagrees on."""
        ties = [
            {self.value(record, "one"), self.value(record, "other")}
            for record in self.ops
            if record[0] == "same_person"
            and self.is_there(record)
            and {"one", "other", "verdict"} <= self.fields(record)
            and set(map(str, self.live(record, "verdict").values())) == {"same"}
        ]
        ties = [tie for tie in ties if GONE not in tie]
        found: list[set[str]] = []
        for tie in ties:
            apart = [one for one in found if not one & tie]
            found = [*apart, tie.union(*(one for one in found if one & tie))]
        return {frozenset(one) for one in found}
