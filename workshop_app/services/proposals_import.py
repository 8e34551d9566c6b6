"""Proposals from a sheet, with their authors and what was decided about them."""

from __future__ import annotations

import dataclasses
from datetime import datetime, time
from typing import TYPE_CHECKING

from workshop_app.clock import PERU
from workshop_app.domain.contribution import (
    Authorship,
    Contribution,
    ContributionDraft,
)
from workshop_app.domain.decision import (
    Decision,
    DecisionDraft,
    Missing,
    recorded_elsewhere,
)
from workshop_app.domain.identity import authorship_id, imported_id
from workshop_app.domain.person import Person, PersonDraft
from workshop_app.domain.process import Stage
from workshop_app.domain.records import from_draft
from workshop_app.domain.session import Session
from workshop_app.domain.vocabulary import Channel, DocumentType, ReasonCode
from workshop_app.errors import AppError
from workshop_app.i18n import tr
from workshop_app.services.import_matching import (
    OrganizationBook,
    PersonBook,
    ThemeBook,
)
from workshop_app.services.import_report import Findings, Plan, RowState
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from datetime import date

    from workshop_app.domain.organization import Organization
    from workshop_app.exchange.proposals_sheet import ProposalLine
    from workshop_app.exchange.sheet import SheetLine, SheetReading
    from workshop_app.services.progress import Progress
    from workshop_app.store import Transaction


class AmbiguousNameError(AppError):
    """Several people have this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("Several people are called {name}.", name=name),
            advice=tr("Say the organization, the code or the document number."),
        )
        self.name = name
        self.field = "authors"


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the proposals of a sheet were made, as ids."""

    session: str | None = None
    stage: str | None = None


def plan_proposals(
    tx: Transaction,
    reading: SheetReading[ProposalLine],
    origin: Origin,
    progress: Progress,
) -> Plan:
    """Say what becomes of every row, writing nothing.

    Raises:
        RecordMissingError: If there is no such session or stage.
        Cancelled: If the person stopped it.
    """
    planner = _ProposalsPlanner(tx, origin)
    planner.announce(reading)
    for done, line in enumerate(reading.lines):
        progress.at(done, len(reading.lines))
        planner.row(line)
    return planner.finished()


class _ProposalsPlanner:
    def __init__(self, tx: Transaction, origin: Origin) -> None:
        self._tx = tx
        self._origin = _checked(tx, origin)
        self._organizations = OrganizationBook(tx)
        self._people = PersonBook(tx.all(Person))
        self._themes = ThemeBook(tx)
        contributions = tx.all(Contribution)
        self._by_code = {one.code: one for one in contributions}
        self._by_words = {(one.title, one.text): one for one in contributions}
        self._decided = {one.contribution: one for one in tx.all(Decision)}
        self._uncoded: list[Contribution] = []
        self._unnumbered: list[Person] = []
        self._plan = Plan()

    def announce(self, reading: SheetReading[ProposalLine]) -> None:
        for draft in reading.drafts():
            self._organizations.announce(draft.organization, draft.bloc, None)

    def row(self, line: SheetLine[ProposalLine]) -> None:
        found = Findings(line.issues)
        state = RowState.REFUSED
        if line.draft is not None:
            try:
                state = self._placed(line.draft, found)
            except AppError as error:
                found.error(getattr(error, "field", None) or "text", str(error))
        title = line.values.get("title") or line.values.get("text") or ""
        self._plan.judge(line, state, " ".join(str(title).split()), found)

    def finished(self) -> Plan:
        """Give what the sheet gave no code the next free ones."""
        codes = self._tx.next_codes(Contribution, len(self._uncoded))
        for contribution, code in zip(self._uncoded, codes, strict=True):
            self._plan.put(dataclasses.replace(contribution, code=code))
        codes = self._tx.next_codes(Person, len(self._unnumbered))
        for person, code in zip(self._unnumbered, codes, strict=True):
            self._plan.put(dataclasses.replace(person, code=code))
        return self._plan

    def _placed(self, line: ProposalLine, found: Findings) -> RowState:
        contribution = self._known(line)
        state = RowState.KNOWN
        if contribution is None:
            contribution = self._added(line, found)
            state = RowState.NEW
        elif (line.title, line.text) != (contribution.title, contribution.text):
            found.warning("text", tr("The record says otherwise; it was kept."))
        if self._decide(contribution, line, found) and state is RowState.KNOWN:
            state = RowState.CHANGED
        return state

    def _known(self, line: ProposalLine) -> Contribution | None:
        if line.code:
            return self._by_code.get(line.code)
        return self._by_words.get((" ".join(line.title.split()), line.text))

    def _added(self, line: ProposalLine, found: Findings) -> Contribution:
        draft = ContributionDraft(
            text=line.text,
            title=line.title,
            session=self._origin.session,
            stage=self._origin.stage,
            theme=self._theme(line, found),
            channel=line.channel or Channel.SESSION,
            language=line.language or "es",
            anonymous=not line.authors,
            happened_at=_midnight(line.date),
        ).cleaned()
        if line.code:
            key = imported_id(self._tx.process_id, Contribution.kind, line.code)
            contribution = from_draft(Contribution, draft, id=key, code=line.code)
        else:
            key = self._tx.new_id()
            contribution = from_draft(Contribution, draft, id=key, code="")
            self._uncoded.append(contribution)
        self._authorships(contribution, line, found)
        self._plan.put(contribution)
        self._by_code[line.code or key] = contribution
        self._by_words[contribution.title, contribution.text] = contribution
        return contribution

    def _theme(self, line: ProposalLine, found: Findings) -> str | None:
        if not line.theme.strip():
            return None
        theme = self._themes.find(line.theme)
        if theme is None:
            theme = self._themes.add(line.theme)
            self._plan.put(theme)
            found.warning(
                "theme", tr("The process has no such theme yet; it is added.")
            )
        return theme.id

    def _authorships(
        self, contribution: Contribution, line: ProposalLine, found: Findings
    ) -> None:
        organization = self._organization(line)
        if not line.authors:
            found.warning("authors", tr("No author: recorded as anonymous."))
        for position, name in enumerate(line.authors):
            person = self._author(name, organization)
            represented = (
                person.organization if organization is None else organization.id
            )
            self._plan.put(
                Authorship(
                    id=authorship_id(contribution.id, person.id),
                    contribution=contribution.id,
                    person=person.id,
                    position=position,
                    organization=represented,
                )
            )
        if line.bloc is not None and organization is None:
            found.warning("bloc", tr("A bloc without an organization is not kept."))

    def _organization(self, line: ProposalLine) -> Organization | None:
        if not line.organization.strip():
            return None
        known = self._organizations.find(line.organization)
        if known is None:
            known = self._organizations.add(line.organization)
            self._plan.put(known)
        return known

    def _author(self, name: str, organization: Organization | None) -> Person:
        """Return whoever the sheet names; homonyms are told apart, never merged.

        Raises:
            AmbiguousNameError: If several people could be meant.
        """
        candidates = self._people.by_name(name)
        if organization is not None:
            candidates = tuple(
                one for one in candidates if one.organization == organization.id
            )
        if len(candidates) > 1:
            raise AmbiguousNameError(name)
        if candidates:
            return candidates[0]
        draft = PersonDraft(
            name=name,
            document_type=DocumentType.NONE,
            organization=None if organization is None else organization.id,
        )
        person = from_draft(Person, draft, id=self._tx.new_id(), code="")
        self._people.put(person)
        self._plan.put(person)
        self._unnumbered.append(person)
        return person

    def _decide(
        self, contribution: Contribution, line: ProposalLine, found: Findings
    ) -> bool:
        """Plan the answer the sheet gives, if there is none yet; say if it is news.

        What was decided elsewhere without a reason is recorded as it was, and warned
        of: `coverage` is there to find it.  A decision taken here cannot lack one.
        """
        if line.outcome is None:
            if line.reason_code is not None or line.reason:
                found.warning("reason", tr("A reason without an outcome is not kept."))
            return False
        decision = _classed(
            recorded_elsewhere(
                DecisionDraft(
                    contribution=contribution.id,
                    outcome=line.outcome,
                    reason_code=line.reason_code,
                    reason_text=line.reason,
                )
            ),
            found,
        )
        known = self._decided.get(contribution.id)
        if known is None:
            self._decided[contribution.id] = decision
            self._plan.put(decision)
            return True
        if (known.outcome, known.reason_text) != (line.outcome, line.reason):
            found.warning(
                "outcome", tr("The answer on record is another; it was kept.")
            )
        return False


def _checked(tx: Transaction, origin: Origin) -> Origin:
    if origin.stage is not None:
        tx.get(Stage, origin.stage)
    if origin.session is None:
        return origin
    session = tx.get(Session, origin.session)
    return Origin(session=session.id, stage=origin.stage or session.stage)


def _classed(decision: Decision, found: Findings) -> Decision:
    """Return the answer with the class of its reason, and warn of what it lacks.

    Sheets from elsewhere carry reasons in words but not our classes.  Such a reason
    was given all the same, so it is kept under *other* for somebody to sort out.
    """
    match decision.missing:
        case Missing.NO_REASON:
            found.warning("reason", tr("This outcome has no reason."))
        case Missing.NO_REASON_CODE:
            found.warning(
                "reason_code", tr("This reason has no class; it is kept as “other”.")
            )
            return dataclasses.replace(decision, reason_code=ReasonCode.OTHER)
        case _:
            pass
    return decision


def _midnight(day: date | None) -> datetime | None:
    """Return the beginning of a day in Peru: a sheet says the day, never the hour."""
    return None if day is None else datetime.combine(day, time(), PERU)
