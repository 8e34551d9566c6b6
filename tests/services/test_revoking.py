"""Revoking: what ceases to count, told first, and for ever after."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.services.test_exchanging import laptops, merged, sessions
from workshop_app.clock import SteppingClock
from workshop_app.domain.session import SessionDraft
from workshop_app.ids import SeededIds
from workshop_app.services import admitting, exchanging, identities, revoking
from workshop_app.services.history import LastingDeedError, undo
from workshop_app.services.sessions import schedule_session
from workshop_app.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.laptops import Laptops

__all__ = ["laptops"]


def with_two_sessions(laptops: Laptops) -> Store:
    """Let a laptop schedule two sessions, and the office admit it."""
    door = laptops.begin("door")
    schedule_session(door, SessionDraft(title="Mesa uno"))
    schedule_session(door, SessionDraft(title="Mesa dos"))
    merged(laptops.office, laptops.file(door, "door.kuskax"))
    laptops.admit(door)
    return door


def test_a_dry_run_says_what_a_revocation_does(laptops: Laptops) -> None:
    door = with_two_sessions(laptops)
    first, second = revoking.acts_of(laptops.office, door.device_label)

    asked = revoking.revoke_computer(
        laptops.office, door.device_label, good=1, dry_run=True
    )
    before = sessions(laptops.office)
    done = revoking.revoke_computer(
        laptops.office, door.device, good=first.commit, reason="Se perdió en el bus."
    )

    assert before == {"Mesa uno", "Mesa dos"}
    assert asked == done
    assert (done.good, done.loss.acts, done.loss.conflicts) == (1, 1, (0, 0))
    assert done.loss.records == (("session", 2, 1),)
    assert sessions(laptops.office) == {"Mesa uno"}
    assert second.believed
    assert not revoking.acts_of(laptops.office, door.device_label)[1].believed
    with laptops.office.read() as reader:
        row = reader.history(limit=1)[0]
    assert (row.code, row.reason) == ("revoke_device", "Se perdió en el bus.")
    with pytest.raises(LastingDeedError):
        undo(laptops.office, row.deed)


def test_the_stricter_of_two_revocations_holds(laptops: Laptops) -> None:
    door = with_two_sessions(laptops)

    for good in (0, None):
        revoking.revoke_computer(laptops.office, door.device, good=good)
    laptops.admit(door)

    assert sessions(laptops.office) == set()


def test_what_comes_after_the_revocation_does_not_count(laptops: Laptops) -> None:
    door = with_two_sessions(laptops)
    revoking.revoke_computer(laptops.office, door.device)

    schedule_session(door, SessionDraft(title="Mesa tres"))
    merged(laptops.office, laptops.file(door, "later.kuskax"))

    assert sessions(laptops.office) == {"Mesa uno", "Mesa dos"}


def test_whoever_is_revoked_goes_on_under_a_new_key(laptops: Laptops) -> None:
    office = laptops.office
    before = identities.identity_of(office)

    revoking.revoke_computer(office, office.device)
    between = identities.identity_of(office)
    schedule_session(office, SessionDraft(title="Mesa uno"))
    after = identities.identity_of(office)

    assert (before.admitted, before.holder) == (True, "Rosa Quispe")
    assert (between.device, between.words, between.acts) == ("", "", 0)
    assert after.device not in {"", before.device}
    assert after.admitted
    assert after.office == before.office
    assert after.tip_words != before.tip_words


def test_an_act_that_is_none_is_no_good_point(laptops: Laptops) -> None:
    door = with_two_sessions(laptops)

    with pytest.raises(revoking.ActMissingError):
        revoking.revoke_computer(laptops.office, door.device, good=3)
    with pytest.raises(admitting.OfficeElsewhereError):
        revoking.revoke_computer(door, door.device)


def test_of_two_histories_the_good_point_is_named_by_its_id(
    laptops: Laptops, tmp_path: Path
) -> None:
    door = with_two_sessions(laptops)
    door.close()
    for name in ("one", "other"):
        shutil.copyfile(tmp_path / "door.kuska", tmp_path / f"{name}.kuska")
        shutil.copytree(tmp_path / "door", tmp_path / name)
        clock = SteppingClock(door.now())
        copy = Store.open(
            str(tmp_path / f"{name}.kuska"),
            clock=clock,
            ids=SeededIds(f"{name} again", clock),
            home=tmp_path / name,
        )
        laptops.opened.append(copy)
        schedule_session(copy, SessionDraft(title=f"Mesa {name}"))
        file = laptops.file(copy, f"{name}.kuskax")
        exchanging.merge_files(laptops.office, [file])
    office, label = laptops.office, admitting.computers(laptops.office)[1].label
    done = revoking.acts_of(office, label)

    for good in (None, 3):
        with pytest.raises(revoking.ActAmbiguousError):
            revoking.revoke_computer(office, label, good=good)
    told = revoking.revoke_computer(office, label, good=done[-1].commit)

    assert [one.number for one in done] == [1, 2, 3, 3]
    assert told.loss.acts == 1
