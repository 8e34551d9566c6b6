from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from workshop_app.clock import PERU
from workshop_app.domain.contribution import Authorship, Contribution
from workshop_app.domain.decision import Decision
from workshop_app.domain.organization import Organization
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import (
    Bloc,
    ContributionKind,
    OrganizationType,
    Outcome,
    SessionState,
)
from workshop_app.services import reports, sample
from workshop_app.services.composition import composition_report
from workshop_app.services.processes import add_theme
from workshop_app.services.progress import Cancelled
from workshop_app.store import Store
from workshop_app.store.integrity import check

if TYPE_CHECKING:
    from collections.abc import Iterator


ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sample.Sample]:
    folder = tmp_path_factory.mktemp("sample")
    built = sample.build_sample(str(folder / "demo.kuska"), home=folder / "home")
    yield built
    built.store.close()


def ballots(made: sample.Sample) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reports.tally_report(made.store)["ballots"]
    return found


def test_it_can_be_had_as_it_stood_in_the_middle_of_the_morning(
    tmp_path: Path,
) -> None:
    half_past_eleven = datetime(2026, 9, 18, 11, 30, tzinfo=PERU)

    built = sample.build_sample(
        str(tmp_path / "demo.kuska"), home=tmp_path / "home", until=half_past_eleven
    )

    outcomes = [one["outcome"] for one in ballots(built)]
    with built.store.read() as reader:
        session = reader.get(Session, built.session)
    built.store.close()
    assert outcomes == ["adopted", "not_documented"]
    assert session.state is SessionState.OPEN


def test_six_ballots_end_in_the_ways_a_ballot_can_end(made: sample.Sample) -> None:
    outcomes = [one["outcome"] for one in ballots(made)]

    assert outcomes == [
        "adopted",
        "rejected",
        "tied",
        "rejected",
        "adopted",
        "not_counted",
    ]


def test_a_majority_that_is_not_absolute_does_not_adopt(made: sample.Sample) -> None:
    ballot = ballots(made)[3]

    assert ballot["rule"]["majority"] == "absolute"
    assert ballot["totals"] == {"for": 16, "against": 9, "abstain": 8}


def test_who_leaves_and_comes_back_is_missing_from_the_count_between(
    made: sample.Sample,
) -> None:
    present = [one["voting"]["state"] for one in ballots(made)]

    assert present == [16, 15, 15, 16, 15, 15]


def test_one_ballot_would_have_ended_otherwise_with_balanced_blocs(
    made: sample.Sample,
) -> None:
    differing = [one["balanced"]["differs"] for one in ballots(made)]

    assert differing.count(True) >= 1


def test_the_room_is_frozen_at_opening_at_each_ballot_and_at_closing(
    made: sample.Sample,
) -> None:
    [session] = composition_report(made.store)["sessions"]

    assert len(session["moments"]) == 8
    assert session["moments"][0]["voting"] == {
        "state": 14,
        "civil_society": 12,
        "other": 3,
    }


def test_decisions_have_every_outcome_and_each_its_reason(made: sample.Sample) -> None:
    with made.store.read() as reader:
        decisions = reader.all(Decision)

    assert {one.outcome for one in decisions} == set(Outcome)
    assert all(one.reason_text for one in decisions)
    assert reports.coverage_report(made.store)["answered"] == 20


def test_contributions_are_of_every_kind_and_every_voice(made: sample.Sample) -> None:
    with made.store.read() as reader:
        contributions = reader.all(Contribution)
        authors = Counter(one.contribution for one in reader.all(Authorship))

    assert len(contributions) == 20
    assert {one.contribution_kind for one in contributions} == set(ContributionKind)
    assert {one.language for one in contributions} == {"es", "qu", "ay"}
    assert [one.id for one in contributions if one.anonymous]
    assert [one.id for one in contributions if one.transcribed_by]
    assert max(authors.values()) == 3


def test_organizations_are_of_every_type_and_every_bloc(made: sample.Sample) -> None:
    with made.store.read() as reader:
        organizations = reader.all(Organization)

    assert {one.organization_type for one in organizations} == set(OrganizationType)
    assert {one.bloc for one in organizations} == set(Bloc)


def test_the_sample_is_the_same_on_every_run(
    made: sample.Sample, tmp_path: Path
) -> None:
    again = sample.build_sample(
        str(tmp_path / "demo.kuska"), home=tmp_path / "other home"
    )
    with again.store.read() as reader:
        second = reader.history()
    again.store.close()
    with made.store.read() as reader:
        first = reader.history()

    assert [one.commits for one in first] == [one.commits for one in second]


@pytest.mark.slow  # builds the sample twice
def test_its_papers_are_the_same_bytes_on_every_run(tmp_path: Path) -> None:
    hashes = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        built = sample.build_sample(
            str(folder / "demo.kuska"), folder=folder, home=folder / "home"
        )
        built.store.close()
        hashes.append(
            [
                (
                    one.path.relative_to(folder),
                    hashlib.sha256(one.path.read_bytes()).hexdigest(),
                )
                for one in built.papers
            ]
        )

    assert hashes[0] == hashes[1]
    names = [path.name for path, _ in hashes[0]]
    assert names[:2] == [sample.ATTENDANCE, sample.MINUTES]
    assert [name for name in names if "acta" in name] == [sample.MINUTES]
    assert len(names) > 20


def test_making_it_can_be_stopped(tmp_path: Path) -> None:
    class Impatient:
        def at(self, done: int, total: int) -> None:
            if 2 * done > total:
                raise Cancelled

    with pytest.raises(Cancelled):
        sample.build_sample(
            str(tmp_path / "demo.kuska"), home=tmp_path, progress=Impatient()
        )


def test_who_goes_on_with_a_sample_does_so_on_a_device_of_their_own(
    tmp_path: Path,
) -> None:
    for name in ("one", "two"):
        path = str(tmp_path / f"{name}.kuska")
        sample.build_sample(path, home=tmp_path / "home").store.close()
        store = Store.open(path, home=tmp_path / "home")

        add_theme(store, "Bosques")

        with store.read() as reader:
            devices = {row.device for row in reader.history()}
        findings = check(store)
        store.close()
        assert len(devices) == 2
        assert findings == ()


@pytest.mark.slow
def test_the_sample_does_not_depend_on_how_python_hashes(tmp_path: Path) -> None:
    script = (
        "import sys, hashlib, pathlib\n"
        "from workshop_app.services.sample import build_sample\n"
        "from workshop_app.store.dump import dump_bytes\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "made = build_sample(str(folder / 'demo.kuska'), folder=folder, home=folder)\n"
        "with made.store.read() as reader:\n"
        "    print(hashlib.sha256(dump_bytes(reader)).hexdigest())\n"
        "print([one.sha256 for one in made.papers])\n"
    )
    told = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        run = subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(run.stdout)

    assert told[0] == told[1]
    assert told[0].count(",") > 20
