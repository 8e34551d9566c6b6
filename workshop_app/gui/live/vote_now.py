"""The vote in front as it is shown, and what shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Protocol

from workshop_app.domain.ballot import BallotDraft
from workshop_app.gui.live.reading import TableNow
from workshop_app.services.gathering import BallotRecords
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from workshop_app.domain.vocabulary import Bloc, Method
    from workshop_app.gui.live.count import HandCount
    from workshop_app.gui.live.presenter import WayOn

Stage = Literal["nothing", "ready", "hands", "roll", "closed"]
Kind = Literal["info", "warn", "bad", "ok"]


@dataclass(frozen=True, kw_only=True)
class VoteNow:
    """What the vote's card shows.

    Attributes:
        question: Asked, or what would be.
        draft: Under which rule the ballot would open, before it does.
        records: The ballot, once there is one.
    """

    stage: Stage
    table: TableNow
    code: str = ""
    question: str = ""
    draft: BallotDraft | None = None
    records: BallotRecords | None = None


class VoteView(Protocol):
    """The vote's card, as its presenter knows it."""

    def show_vote(self, vote: VoteNow, count: HandCount | None) -> None:
        """Show the vote in front."""

    def show_count(self, count: HandCount, bloc: Bloc) -> None:
        """Show the hands as they are counted."""

    def show_limit(self, sentence: str) -> None:
        """Say beside the counters why a hand cannot be counted."""

    def say(
        self, kind: Kind, title: str, text: str, way_on: WayOn | None = None
    ) -> None:
        """Say what stands in the way, and the way on."""

    def unsay(self) -> None:
        """Say no more what stood in the way: it is another count now."""

    def ask_reason(self, person: str, name: str) -> None:
        """Ask why somebody abstains."""

    def go_to_next(self) -> None:
        """Call the next on the roll."""

    def asked(self) -> tuple[str, Method]:
        """Return the question and the method chosen for the next vote."""


@dataclass(frozen=True, kw_only=True)
class WaysOn:
    """Where the vote's card can lead; the page knows how."""

    save: Callable[[], object]
    open_session: Callable[[], object]
    check_in: Callable[[], object]
    show: Callable[[str], object]
    told: Callable[[str], object]
