"""Who a row of a sheet of votes means, and which side the vote is counted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.domain.person import Person
from workshop_app.domain.vocabulary import Standing
from workshop_app.i18n import tr
from workshop_app.services.gathering import heads_of
from workshop_app.services.import_matching import OrganizationBook, PersonBook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.domain.attendance import Attendance
    from workshop_app.domain.session import Session
    from workshop_app.domain.vocabulary import Bloc
    from workshop_app.exchange.votes_sheet import VoteLine
    from workshop_app.services.import_report import Findings, Plan
    from workshop_app.store import Reader


class VoterBook:
    """Everybody on the attendance list of a session, as a sheet may name them.

    Who is on it under several entries is there once, whichever the sheet names.

    Attributes:
        attendances: The list.
    """

    def __init__(self, reader: Reader, session: Session) -> None:
        self._code = session.code
        self._organizations = OrganizationBook(reader)
        heads = heads_of(reader, session.id)
        self.attendances = tuple(heads.attendances)
        self._by_person = heads.by_person
        self._people = PersonBook(reader.all(Person, id=list(self._by_person)))

    def meant(self, line: VoteLine, found: Findings) -> Attendance | None:
        """Return the attendance of the one a row means, or say why there is none."""
        candidates = self._candidates(line)
        listed = {self._by_person[one.id].id: one for one in candidates}
        if not listed:
            found.error(
                "name",
                tr(
                    "Not on the attendance list of session {code}; import that first.",
                    code=self._code,
                ),
            )
            return None
        if len(listed) > 1:
            found.error(
                "name", tr("Several people could be meant; write the code or number.")
            )
            return None
        attendance = self._by_person[candidates[0].id]
        if attendance.standing is not Standing.VOICE_VOTE:
            found.error(
                "name",
                tr("{name} has no vote at this session.", name=candidates[0].name),
            )
            return None
        return attendance

    def side(
        self, line: VoteLine, attendance: Attendance, plan: Plan
    ) -> tuple[str | None, Bloc]:
        """Return for whom the vote counts: what the row says, else the list."""
        organization, bloc = attendance.organization, attendance.bloc
        if line.organization.strip():
            named = self._organizations.find(line.organization)
            if named is None:
                self._organizations.announce(line.organization, line.bloc, None)
                named = self._organizations.add(line.organization)
                plan.put(named)
            if named.id != organization:
                organization, bloc = named.id, named.bloc
        return organization, line.bloc or bloc

    def _candidates(self, line: VoteLine) -> Sequence[Person]:
        """Return who may be meant, by the surest thing the row says."""
        if line.code:
            coded = self._people.by_code(line.code)
            if coded is not None:
                return (coded,)
        if line.document_number:
            return self._people.by_number(line.document_number)
        named = self._people.by_name(line.name) if line.name else ()
        organization = self._organizations.find(line.organization)
        if len(named) > 1 and organization is not None:
            return [
                one
                for one in named
                if self._by_person[one.id].organization == organization.id
            ]
        return named
