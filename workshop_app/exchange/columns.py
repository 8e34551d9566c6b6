"""Declared columns of sheets, and which heading of a file is which of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from workshop_app.errors import AppError
from workshop_app.exchange import cells
from workshop_app.exchange.refusals import SheetRefusedError
from workshop_app.exchange.table import Verdict, shortened
from workshop_app.exchange.words import folded
from workshop_app.i18n import Language, current_language, tr
from workshop_app.values import dataclass

Needs = tuple[tuple[tuple[str, ...], ...], ...]
"""What a row must say: for every need, all fields of at least one alternative."""

_HEADING_PARTS = re.compile(r"[/|()\[\]\n]")


class Issue(NamedTuple):
    """Something to mend, or to look at, in a sheet."""

    verdict: Verdict
    sentence: str
    field: str | None = None
    """The column's code word; None where a whole row or sheet is meant."""


@dataclass(frozen=True, kw_only=True)
class SheetColumn:
    """One column that a kind of sheet may have.

    Attributes:
        field: The code word, which is itself accepted as a heading.
        es: Spanish headings accepted; the first is shown in templates.
        en: English headings accepted; the first is shown in templates.
        parse: Turns the text of a cell into its meaning.
        exact: Spaces alone are a text too, and kept as what somebody wrote.
    """

    field: str
    es: tuple[str, ...]
    en: tuple[str, ...]
    parse: Callable[[str], object] = cells.text
    exact: bool = False

    @property
    def heading(self) -> str:
        """Return the heading of templates, in both languages."""
        return f"{self.es[0]} / {self.en[0]}"

    @property
    def called(self) -> str:
        """Return the heading in the reader's language, for sentences."""
        spanish = current_language() is Language.SPANISH
        return self.es[0] if spanish else self.en[0]


class UnknownFieldError(AppError):
    """A heading was told by hand for a column that this kind of sheet has not."""

    def __init__(self, field: str, fields: Sequence[str]) -> None:
        super().__init__(
            tr("There is no column called “{field}”.", field=field),
            advice=tr("The columns are: {fields}.", fields=", ".join(fields)),
        )
        self.field = field


class HeadingNotFoundError(SheetRefusedError):
    """A heading told by hand is not in the file."""

    def __init__(self, name: str, heading: str, headings: Sequence[str]) -> None:
        super().__init__(
            tr("{name} has no heading “{heading}”.", name=name, heading=heading),
            name=name,
            advice=tr("Its headings are: {headings}.", headings=_listed(headings)),
        )
        self.heading = heading


class ColumnsMissingError(SheetRefusedError):
    """No heading was recognised for something that every row must say."""

    def __init__(
        self,
        name: str,
        wanted: Sequence[Sequence[str]],
        headings: Sequence[str],
        called: Mapping[str, str],
    ) -> None:
        columns = listed_need(wanted, called)
        super().__init__(
            tr("{name} has no column for: {columns}.", name=name, columns=columns),
            name=name,
            advice=tr(
                "Its headings are: {headings}. Say by hand which of them it is.",
                headings=_listed(headings),
            ),
        )
        self.wanted = tuple(map(tuple, wanted))
        self.headings = tuple(headings)


def listed_need(need: Sequence[Sequence[str]], called: Mapping[str, str]) -> str:
    """Return the columns of a need by the names in `called`, in one phrase."""
    return tr(" or ").join(
        " + ".join(called[field] for field in fields) for fields in need
    )


def _listed(headings: Sequence[str]) -> str:
    return shortened(", ".join(filter(None, headings)), 300)


@dataclass(frozen=True, kw_only=True)
class Matched:
    """Which column of a file holds which field.

    Attributes:
        fields: From the index of the column to the field.
        issues: Columns that were left out although they were recognised.
        absent: Headings told by hand that are not in the file.
        unmet: The needs that no column answers.
        called: From field to its heading in the reader's language.
    """

    fields: Mapping[int, str]
    issues: tuple[Issue, ...]
    absent: tuple[str, ...]
    unmet: Needs
    called: Mapping[str, str]

    def require_all(self, name: str, headings: Sequence[str]) -> None:
        """Refuse the file if something every row must say has no column.

        Raises:
            HeadingNotFoundError: If a heading told by hand is not there.
            ColumnsMissingError: If a need is unmet.
        """
        for heading in self.absent:
            raise HeadingNotFoundError(name, heading, headings)
        for wanted in self.unmet:
            told = {field: f"{one} ({field})" for field, one in self.called.items()}
            raise ColumnsMissingError(name, wanted, headings, told)


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of a kind of sheet, and what each row must say."""

    declared: tuple[SheetColumn, ...]
    needs: Needs

    def check_told(self, told: Mapping[str, str]) -> None:
        """Refuse headings told by hand for columns that do not exist.

        Raises:
            UnknownFieldError: For the first of them.
        """
        fields = [column.field for column in self.declared]
        for field in told:
            if field not in fields:
                raise UnknownFieldError(field, fields)

    def recognised(self, heading: str) -> str | None:
        """Return the field that a heading names, whatever its case and accents.

        A heading may carry several names of one field, as templates do:
        *Nombre / Name*, *N.º de documento (DNI)*.
        """
        names = _names(self.declared)
        whole = names.get(folded(heading))
        if whole is not None:
            return whole
        parts = filter(None, map(folded, _HEADING_PARTS.split(heading)))
        fields = {names[part] for part in parts if part in names}
        return fields.pop() if len(fields) == 1 else None

    def match(self, headings: Sequence[str], told: Mapping[str, str]) -> Matched:
        """Say which heading is which field; what was told by hand comes first."""
        fields: dict[int, str] = {}
        issues: list[Issue] = []
        absent: list[str] = []
        wanted = [folded(heading) for heading in headings]
        for field, heading in told.items():
            if folded(heading) in wanted:
                fields[wanted.index(folded(heading))] = field
            else:
                absent.append(heading)
        by_hand = set(told)
        for index, heading in enumerate(headings):
            named = self.recognised(heading)
            if named is None or index in fields or named in by_hand:
                continue
            if named in fields.values():
                issues.append(self._second(named, heading))
            else:
                fields[index] = named
        return Matched(
            fields=fields,
            issues=tuple(issues),
            absent=tuple(absent),
            unmet=unmet(self.needs, set(fields.values())),
            called=self._called(),
        )

    def _called(self) -> Mapping[str, str]:
        return {column.field: column.called for column in self.declared}

    def _second(self, field: str, heading: str) -> Issue:
        needed = any(field in fields for need in self.needs for fields in need)
        sentence = tr(
            "“{heading}” also stands for the column {field}; only the first was read.",
            heading=heading,
            field=self._called()[field],
        )
        return Issue(Verdict.ERROR if needed else Verdict.WARNING, sentence, field)


def unmet(needs: Needs, present: set[str]) -> Needs:
    """Return the needs that those fields do not answer."""
    return tuple(
        need for need in needs if not any(present.issuperset(fields) for fields in need)
    )


@cache
def _names(columns: tuple[SheetColumn, ...]) -> Mapping[str, str]:
    """Map every accepted heading, folded, to its field.

    Raises:
        ValueError: If one heading would mean two columns.
    """
    names: dict[str, str] = {}
    for column in columns:
        for heading in (column.field, *column.es, *column.en):
            if names.setdefault(folded(heading), column.field) != column.field:
                raise ValueError(heading)
    return names
