"""What a record is called among people, and what its values are in words.

Also of records that were removed, as far as somebody still says what they held.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from workshop_app.clock import PERU
from workshop_app.domain.labels import label
from workshop_app.domain.languages import language_name
from workshop_app.domain.vocabulary import PlaceSystem, Trait
from workshop_app.i18n import short_date, short_time, tr
from workshop_app.ledger.payload import ERASED, Erased
from workshop_app.services.field_words import kind_word
from workshop_app.services.places import place_name
from workshop_app.store.founding import ROLE
from workshop_app.store.kinds import REFERENCES
from workshop_app.store.records import SHAPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_app.ledger.payload import Known
    from workshop_app.store import Reader

_LONGEST: Final = 70

_TITLED: Final[Mapping[str, tuple[str, ...]]] = {
    "agenda_item": ("title",),
    "attachment": ("name",),
    "attendance": ("person", "session"),
    "authorship": ("person", "contribution"),
    "ballot": ("code", "question"),
    "ballot_count": ("bloc", "ballot"),
    "ballot_option": ("text",),
    "casting_vote": ("chair", "ballot"),
    "certificate": ("holder",),
    "contribution": ("code", "title", "text"),
    "correction": ("ballot",),
    "criterion": ("title",),
    "decision": ("contribution",),
    "dissent": ("person", "ballot"),
    "group_member": ("person", "group"),
    "issued_paper": ("number",),
    "mark": ("person", "option", "criterion"),
    "movement": ("person", "session"),
    "objection": ("code", "ground"),
    "office": ("name",),
    "option_count": ("option", "bloc", "criterion"),
    "organization": ("name",),
    "paper_voter": ("person", "ballot"),
    "person": ("name",),
    "process": ("title",),
    "recusal": ("person", "ballot"),
    "rules": ("version",),
    "same_person": ("one", "other"),
    "session": ("code", "title"),
    "stage": ("title",),
    "theme": ("title",),
    "urn_count": ("bloc", "ballot"),
    "vote": ("person", "ballot"),
    "waiver": ("session",),
    "working_group": ("title",),
}
_SHORT: Final[Mapping[str, tuple[str, ...]]] = {
    "ballot": ("code",),
    "contribution": ("code",),
    "session": ("code",),
}
"""What a record is called within the title of another."""

_TRAITS: Final = frozenset(Trait)
_SUBJECTS: Final = ("contribution", "session", "person", "ballot", "decision")

Values = dict[str, Any]
"""Values of a record's fields, as its class has them."""


class Titles:
    """Titles of the records of one snapshot; each is read once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._held: dict[tuple[str, str], Values] = {}

    def hold(self, kind: str, record_id: str, values: Mapping[str, Known]) -> None:
        """Take what is known of a record that may be gone by now."""
        shape = SHAPES.get(kind)
        if shape is None or self._values(kind, record_id):
            return
        known = {k: v for k, v in values.items() if v is not ERASED}
        record = shape.from_wire(record_id, known)
        self._held[kind, record_id] = {k: getattr(record, k) for k in known}

    def knows(self, kind: str, record_id: str) -> bool:
        """Whether a record is there, or somebody said what it held."""
        return bool(self._values(kind, record_id))

    def title(self, kind: str, record_id: str) -> str:
        """Return kind and title, as *Contribution A-3 · Water for Umasuyo*."""
        named = self._title(kind, record_id, _TITLED)
        word = kind_word(kind)
        return tr("{kind}: {title}", kind=word, title=named) if named else word

    def code(self, kind: str, record_id: str) -> str:
        """Return the code of a record; "" where it has none."""
        return str(self._values(kind, record_id).get("code", ""))

    def name(self, kind: str, record_id: str) -> str:
        """Return the title alone, without the word for the kind."""
        return self._title(kind, record_id, _TITLED)

    def words(self, field: str, value: Any, values: Values | None = None) -> str:
        """Return a value as people read it; "" for none.

        Args:
            field: Name of the field it stands in.
            value: As the record's class has it, or `ERASED`.
            values: The others of its record, which may say how to read it.
        """
        if not isinstance(value, (str, tuple)) or isinstance(value, StrEnum):
            return _plain(value)
        if isinstance(value, tuple):
            return ", ".join(self._member(field, one) for one in value)
        kind = REFERENCES.get(field)
        if kind is not None:
            return self._named(kind, value)
        if field == "subject":
            return self._subject(value)
        return _coded(field, value, values or {})

    def _subject(self, record_id: str) -> str:
        """Return what a file or paper is about; its kind is not always said."""
        kind = next((one for one in _SUBJECTS if self.knows(one, record_id)), "")
        return self._title(kind, record_id, _TITLED) if kind else tr("(gone)")

    def _member(self, field: str, value: str) -> str:
        match field:
            case "answers":
                return self._named("contribution", value)
            case "evidence" if value in _TRAITS:
                return label(Trait(value))
            case "languages":
                return language_name(value)
            case _:
                return value

    def _named(self, kind: str, record_id: str) -> str:
        shown = {**_TITLED, **_SHORT}
        return self._title(kind, record_id, shown) or tr("(gone)")

    def _title(
        self, kind: str, record_id: str, titled: Mapping[str, tuple[str, ...]]
    ) -> str:
        values = self._values(kind, record_id)
        parts: list[str] = []
        for field in titled.get(kind, ()):
            said = self.words(field, values.get(field), values)
            if said and not (field == "text" and len(parts) > 1):
                parts.append(_short(said))
        return " · ".join(parts)

    def _values(self, kind: str, record_id: str) -> Values:
        key = (kind, record_id)
        if key not in self._held:
            shape = SHAPES.get(kind)
            found = shape and self._reader.find(shape.record, record_id)
            if shape is None or found is None:  # of a newer program, or gone
                return {}
            self._held[key] = {k: getattr(found, k) for k in shape.names}
        return self._held[key]


def _coded(field: str, value: str, values: Values) -> str:
    """Say what a code word means; what nobody here knows stays as it is."""
    match field:
        case "place":
            told = values.get("place_system")
            system = PlaceSystem(told) if told else PlaceSystem.INEI
            return place_name(value, system) or value
        case "language":
            return language_name(value)
        case "role" if value == ROLE:
            return tr("Coordination")
        case _:
            return value


def _moment(moment: datetime) -> str:
    here = moment.astimezone(PERU)
    return f"{short_date(here.date())}, {short_time(here)}"


def _plain(value: object) -> str:  # noqa: PLR0911 one line a type
    match value:
        case None:
            return ""
        case Erased():
            return tr("(erased by law)")
        case StrEnum():
            return label(value)
        case bool():
            return tr("Yes") if value else tr("No")
        case datetime():
            return _moment(value)
        case date():
            return short_date(value)
        case _:
            return str(value)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
