"""Processes for pictures and journeys, made through services; nobody here exists."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from workshop_app.clock import PERU, SteppingClock
from workshop_app.domain.attendance import Attendance
from workshop_app.domain.organization import OrganizationDraft
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.process import RulesDraft
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Bloc, OrganizationType, Sex
from workshop_app.i18n import Language, language
from workshop_app.ids import SeededIds
from workshop_app.services import attendances, people, processes, sessions
from workshop_app.services.sample import build_sample
from workshop_app.store import Store

MORNING = datetime(2026, 9, 18, 11, 28, tzinfo=PERU)
"""The table of the sample is under way, and its second ballot is open."""

DAYS_AFTER = datetime(2026, 10, 12, 9, 30, tzinfo=PERU)
"""All of the sample is answered."""

LONG_PERSON = "María de los Ángeles Huallpa-Choquehuanca viuda de Ccanahuire"
LONG_OFFICE = (
    "Federación Departamental de Comunidades Campesinas, Pueblos Originarios y "
    "Organizaciones de Riego de la Cuenca Alta del Río"
)
GIVEN = ("Saturnina", "Elmer", "Nélida", "Wilber", "Yésica", "Ñusta", "Hermelinda")
FAMILY = ("Quispe", "Tuntui", "Ch’oque", "Mamani", "Pinedo", "Ñahui", "Condori")
MORE_FAMILY = ("Wampush", "Apaza", "Huamán", "Shuña", "Layme", "Cahuana", "Ccori")

Builder = Callable[[Path, Path, SteppingClock], None]


@dataclass(frozen=True)
class State:
    """A process as it is found when the window opens.

    Attributes:
        build: Makes it at a location, with a home, by a clock.
        now: The moment at which the window is looked at.
    """

    build: Builder
    now: datetime


def _empty(location: Path, home: Path, clock: SteppingClock) -> None:
    clock.set(MORNING)
    processes.found_process(
        str(location),
        "III Plan de Acción de Gobierno Abierto",
        "Rosa Quispe Mamani",
        RulesDraft(effective_on=MORNING.date().replace(month=1, day=1)),
        plain=True,
        clock=clock,
        ids=SeededIds("pictures", clock),
        home=home,
    ).close()


def _under_way(location: Path, home: Path, clock: SteppingClock) -> None:
    made = build_sample(str(location), home=home, until=MORNING)
    made.store.close()


def _answered(location: Path, home: Path, clock: SteppingClock) -> None:
    made = build_sample(str(location), home=home, folder=_papers(location))
    made.store.close()


def _papers(location: Path) -> Path:
    """Return the folder in which the window looks for the papers of a process."""
    folder = location.with_name(f"{location.stem}-papeles")
    folder.mkdir()
    return folder


def _crowd(location: Path, home: Path, clock: SteppingClock) -> None:
    """Let five hundred people come to the table of the sample."""
    build_sample(str(location), home=home, until=MORNING).store.close()
    clock.set(MORNING)
    with closing(open_at(location, home, clock)) as store:
        session = the_session(store).id
        houses = [_house(store, number) for number in range(12)]
        for number in range(500):
            draft = PersonDraft(
                name=a_name(number),
                organization=houses[number % 12],
                document_number=str(60_000_000 + number * 7),
                sex=Sex.FEMALE if number % 2 else Sex.MALE,
            )
            person = people.register_person(store, draft)
            moment = MORNING - timedelta(minutes=40) + timedelta(seconds=number)
            attendances.check_in(store, session, person, moment)


def _house(store: Store, number: int) -> str:
    return people.register_organization(
        store,
        OrganizationDraft(
            name=f"Asociación de Productores del Valle {number + 1}",
            organization_type=OrganizationType.OTHER,
            bloc=Bloc.CIVIL_SOCIETY if number % 2 else Bloc.STATE,
        ),
    )


def _long_names(location: Path, home: Path, clock: SteppingClock) -> None:
    """Let everybody at the table of the sample have a very long name."""
    build_sample(str(location), home=home, until=MORNING).store.close()
    clock.set(MORNING)
    with closing(open_at(location, home, clock)) as store:
        session = the_session(store)
        house = people.register_organization(
            store,
            OrganizationDraft(
                name=LONG_OFFICE,
                organization_type=OrganizationType.OTHER,
                bloc=Bloc.CIVIL_SOCIETY,
            ),
        )
        with store.read() as reader:
            listed = [one.person for one in reader.all(Attendance)]
            known = {one.id: one for one in reader.all(Person)}
        for number, identity in enumerate(dict.fromkeys(listed)):
            longer = replace(
                known[identity],
                name=f"{LONG_PERSON} {number + 1}",
                position="Presidenta del Consejo Directivo y Representante Legal",
                organization=house,
            )
            people.amend_person(store, identity, longer)
        longer_title = f"{session.title}: {LONG_OFFICE}"
        longer_session = replace(session, title=longer_title)
        sessions.amend_session(store, session.id, longer_session)


STATES: dict[str, State] = {
    "empty": State(_empty, MORNING),
    "under_way": State(_under_way, MORNING),
    "answered": State(_answered, DAYS_AFTER),
    "crowd": State(_crowd, MORNING),
    "long_names": State(_long_names, MORNING),
}


def a_name(number: int) -> str:
    """Return an invented name; another for every number below 343."""
    given = GIVEN[number % 7]
    family = FAMILY[number // 7 % 7]
    return f"{given} {family} {MORE_FAMILY[number // 49 % 7]}"


def the_session(store: Store) -> Session:
    """Return the one session of a state."""
    with store.read() as reader:
        (session,) = reader.all(Session)
    return session


def open_at(location: Path, home: Path, clock: SteppingClock) -> Store:
    """Open a state by a clock that stands still, as far as anybody can read."""
    return Store.open(
        str(location), clock=clock, ids=SeededIds("pictures", clock), home=home
    )


class Shelf:
    """States that were made, each once; a copy for everybody who asks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, name: str, folder: Path, home: Path) -> Store:
        """Return a copy of a state, open at its moment; whoever asked closes it."""
        state = STATES[name]
        template = self._folder / name
        if not template.exists():
            template.mkdir(parents=True)
            clock = SteppingClock(state.now)
            with language(Language.SPANISH):
                state.build(template / "taller.kuska", self._folder / "home", clock)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(template, folder, dirs_exist_ok=True)
        shutil.copytree(self._folder / "home", home, dirs_exist_ok=True)
        clock = SteppingClock(state.now, timedelta(microseconds=1))
        return open_at(folder / "taller.kuska", home, clock)
