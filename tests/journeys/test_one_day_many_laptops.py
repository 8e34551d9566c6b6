"""The real day: two doors, five groups and the table of one session, by sticks.

Eight laptops begin from start files.  At noon and before the plenary their files meet
at the table by the command line; nobody waits for that a minute, and nobody is asked
what two doors both saw.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.builders import DAY, a_session_draft, at
from workshop_app.cli.main import run
from workshop_app.clock import SteppingClock
from workshop_app.domain.attendance import Attendance, Movement
from workshop_app.domain.ballot import BallotDraft
from workshop_app.domain.contribution import Contribution, ContributionDraft
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.process import RulesDraft
from workshop_app.domain.vocabulary import DocumentType, Method, Verdict, VoteChoice
from workshop_app.domain.working_group import WorkingGroupDraft
from workshop_app.ids import SeededIds
from workshop_app.services import exchanging, groups
from workshop_app.services.arrivals import WalkIn, invite, walk_in
from workshop_app.services.attendances import check_in, check_out
from workshop_app.services.ballots import close_ballot, open_ballot
from workshop_app.services.contributions import write_contribution
from workshop_app.services.exchanging import Audience
from workshop_app.services.gathering import heads_of
from workshop_app.services.people import register_person
from workshop_app.services.processes import found_process
from workshop_app.services.roll_calls import CalledVote, record_votes
from workshop_app.services.same_person import candidates, judge
from workshop_app.services.session_overview import overview
from workshop_app.services.sessions import open_session, schedule_session
from workshop_app.services.start_files import make_start_files

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.services.session_overview import SessionOverview
    from workshop_app.store import Store

OPEN: Final = Audience(anybody=True)
DOORS: Final = ("puerta-1", "puerta-2")
GROUPS: Final = tuple(f"grupo-{number}" for number in range(1, 6))
TABLE: Final = "mesa"
A_MINUTE: Final = 60
FIRST: Final = ("Ada", "Beto", "Celia", "Dante", "Elva", "Fidel", "Gina", "Hugo")
LAST: Final = ("Quispe", "Mamani", "Condori", "Huanca", "Yupanqui", "Ccori", "Paz")


class Day:
    """One session on eight laptops.

    Args:
        folder: Where all of it lies.
        people: How many were invited.
        texts: How many contributions each group writes, half of them before noon.
    """

    def __init__(self, folder: Path, *, people: int, texts: int) -> None:
        self.folder, self.texts = folder, texts
        clock = SteppingClock(at(7))
        office = found_process(
            str(folder / "oficina.kuska"),
            "Plan",
            "Rosa Quispe",
            RulesDraft(effective_on=DAY.replace(month=1, day=1)),
            plain=True,
            clock=clock,
            ids=SeededIds("office", clock),
            home=folder / "oficina",
        )
        draft = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
        self.session = schedule_session(office, draft, "MT-01")
        self.people = [
            register_person(office, invited(number)) for number in range(people)
        ]
        self.stranger = register_person(office, invited(people))
        invite(office, self.session, self.people)
        groups.set_groups(
            office, self.session, [WorkingGroupDraft(title=one) for one in GROUPS]
        )
        names = [*DOORS, *GROUPS, TABLE]
        made = make_start_files(office, names, folder, OPEN)
        office.close()
        self.stores = {one.name: self._begin(one.name, one.path) for one in made}

    def _begin(self, name: str, path: Path) -> Store:
        clock = SteppingClock(at(8))
        return exchanging.begin_from_file(
            str(self.folder / f"{name}.kuska"),
            path,
            plain=True,
            clock=clock,
            ids=SeededIds(name, clock),
            home=self.folder / name,
        )

    @property
    def table(self) -> Store:
        return self.stores[TABLE]

    def close(self) -> None:
        for store in self.stores.values():
            store.close()

    def arrive(self) -> None:
        """Let everybody in, at one door or the other; three of them at both."""
        for number, person in enumerate(self.people):
            door = self.stores[DOORS[number % 2]]
            check_in(door, self.session, person, at(8, 30 + number % 25))
        one, other = (self.stores[name] for name in DOORS)
        check_in(other, self.session, self.people[0], at(8, 20))
        for door, minute in ((one, 58), (other, 56)):
            check_in(door, self.session, self.stranger, at(8, minute))
        self.anew = walk_in(
            other, self.session, WalkIn(name=invited(3).name + "s"), at(8, 59)
        )

    def write(self, part: int) -> None:
        """Let the groups write half of what they will."""
        for number, name in enumerate(GROUPS):
            for place in range(part, self.texts, 2):
                draft = ContributionDraft(
                    text=f"Que la propuesta {place} del {name} se publique",
                    session=self.session,
                    happened_at=at(9 + part * 4, 10 + place),
                )
                author = self.people[(number * 31 + place) % len(self.people)]
                write_contribution(self.stores[name], draft, [author])

    def sticks(self, when: str) -> list[Path]:
        """Write a file on every laptop but the table's."""
        made = []
        for name, store in self.stores.items():
            if name != TABLE:
                made.append(self.folder / f"{name}-{when}.kuskax")
                exchanging.export_file(store, made[-1], OPEN)
        return made

    def overview(self, hour: int, minute: int = 0) -> SessionOverview:
        with self.table.read() as reader:
            return overview(reader, self.session, at(hour, minute))


def invited(number: int) -> PersonDraft:
    """Return somebody of whom no other has the name."""
    name = f"{FIRST[number % 8]} {LAST[number % 7]} {LAST[number // 7 % 7]}"
    return PersonDraft(
        name=f"{name} {'abcdefghij'[number // 49 % 10] * 3}ari",
        document_type=DocumentType.DNI,
        document_number=f"99{number * 7919 % 1_000_000:06}",
    )


Ask = Callable[..., Any]


@pytest.fixture
def ask(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Ask:
    """Ask at the table, by the command line; return its JSON."""
    monkeypatch.setenv("KUSKA_KEYRING", "off")
    monkeypatch.setenv("KUSKA_HOME", str(tmp_path / TABLE))

    def asked(*arguments: object) -> Any:
        capsys.readouterr()
        run([*map(str, arguments), "--json"], {"KUSKA_LANGUAGE": "en"})
        return json.loads(capsys.readouterr().out)

    return asked


@pytest.fixture
def day(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Day]:
    people, texts = request.param
    made = Day(tmp_path, people=people, texts=texts)
    yield made
    made.close()


@pytest.mark.parametrize(
    "day",
    [
        pytest.param((12, 2), id="few"),
        pytest.param((150, 24), id="many", marks=pytest.mark.slow),
    ],
    indirect=True,
)
def test_a_session_of_eight_laptops_is_one_by_noon_and_in_the_plenary(
    day: Day, ask: Ask
) -> None:
    open_session(day.table, day.session, at(9))
    day.arrive()
    day.write(0)
    store = day.folder / f"{TABLE}.kuska"
    everybody = len(day.people) + 2

    noon = in_time(lambda: ask("merge", store, *day.sticks("noon")))
    at_noon = day.overview(12)

    assert [one["verdict"] for one in noon["files"]] == ["merged"] * 7
    assert ask("conflicts", store)["conflicts"] == []
    assert at_noon.people.arrived.total == everybody
    assert at_noon.people.inside.total == everybody
    assert arrivals_of(day.table, day.people[0]) == [at(8, 20), at(8, 30)]
    with day.table.read() as reader:
        (joined,) = reader.all(Attendance, person=day.stranger)
    assert joined.joined_at == at(8, 56)

    (pair,) = candidates(day.table)
    assert day.anew in {pair.one.id, pair.other.id}
    judge(day.table, pair.one.id, pair.other.id, Verdict.SAME, reason="es la misma")
    check_out(day.stores[DOORS[0]], day.session, day.people[0], at(12, 30))
    day.write(1)
    plenary = in_time(lambda: ask("merge", store, *day.sticks("plenary")))

    assert {one["verdict"] for one in plenary["files"]} <= {"merged", "nothing_new"}
    after = day.overview(15)
    assert after.people.arrived.total == everybody - 1
    assert after.people.inside.total == everybody - 2
    with day.table.read() as reader:
        written = reader.all(Contribution, session=day.session)
        heads = heads_of(reader, day.session)
    assert len(written) == len(GROUPS) * day.texts
    assert len(heads.attendances) == everybody - 1
    assert vote(day, written[0].id) == everybody - 2
    assert ask("conflicts", store)["conflicts"] == []
    assert ask("check", store)["findings"] == []


def vote(day: Day, contribution: str) -> int:
    """Put a group's text to the vote in the plenary; return how many voted for it."""
    draft = BallotDraft(
        session=day.session,
        question="¿Se aprueba?",
        contribution=contribution,
        method=Method.ROLL_CALL,
    )
    ballot = open_ballot(day.table, draft, at(15))
    with day.table.read() as reader:
        heads = heads_of(reader, day.session)
        there = {one.person for one in heads.attendances} - {day.people[0]}
        assert len(reader.all(Person, id=sorted(there))) == len(there)
    votes = [CalledVote(person=one, choice=VoteChoice.FOR) for one in sorted(there)]
    record_votes(day.table, ballot, votes)
    close_ballot(day.table, ballot, at(15, 20))
    return len(votes)


def arrivals_of(store: Store, person: str) -> list[Any]:
    with store.read() as reader:
        return sorted(one.happened_at for one in reader.all(Movement, person=person))


def in_time(work: Callable[[], Any]) -> Any:
    """Do something in less than a minute of this machine."""
    before = time.process_time()
    told = work()
    assert time.process_time() - before < A_MINUTE
    return told
