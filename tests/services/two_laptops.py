"""Two laptops of one process that know the same, write apart, and come together."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.builders import DAY, a_session_draft, at
from tests.services.steps import a_room
from tests.store.fleet import Fleet
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.process import RulesDraft
from workshop_app.services.people import amend_person
from workshop_app.services.processes import set_rules
from workshop_app.services.sessions import open_session, schedule_session

if TYPE_CHECKING:
    from pathlib import Path

    from workshop_app.store import Store


class TwoLaptops:
    """The office's and the one at the door, both admitted.

    Attributes:
        session: A session that was opened at nine.
        people: Who is in its room.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._fleet = Fleet(folder)
        self._salt = count()
        self.office = self._fleet.office.store
        self._door = self._fleet.laptop("door")
        self.door = self._door.store
        self._laptops = [self._fleet.office, self._door]
        self._fleet.admit(self._door)
        set_rules(self.office, RulesDraft(effective_on=DAY.replace(month=1, day=1)))
        draft = a_session_draft(stage=None, theme=None, opened_at=None, closed_at=None)
        self.session = schedule_session(self.office, draft)
        open_session(self.office, self.session, at(9))
        self.people = a_room(self.office, self.session)
        self.meet()

    def meet(self) -> None:
        """Bring each to the other what it does not know."""
        files = [(one, one.export()) for one in self._laptops]
        for laptop in self._laptops:
            for other, file in files:
                if other is not laptop:
                    laptop.merge(file, salt=f"{next(self._salt)}")

    def another(self, name: str) -> Store:
        """Admit one more laptop, which knows what the others do."""
        made = self._fleet.laptop(name)
        self._fleet.admit(made)
        self._laptops.append(made)
        self.meet()
        return made.store

    def close(self) -> None:
        self._fleet.close()


def amend(store: Store, person: str, reason: str = "", **changes: Any) -> None:
    """Change what is on record of somebody."""
    with store.read() as reader:
        before = reader.get(Person, person)
    names = PersonDraft.__dataclass_fields__
    draft = PersonDraft(**{name: getattr(before, name) for name in names})
    amend_person(store, person, replace(draft, **changes), reason=reason)


def disagree(two: TwoLaptops, office: str, door: str, field: str = "name") -> str:
    """Let both write something else of the first in the room; return their id."""
    amend(two.office, two.people[0], "Lo dijo por teléfono.", **{field: office})
    amend(two.door, two.people[0], "Está en su DNI.", **{field: door})
    two.meet()
    return two.people[0]
