"""What else is done in a ballot, besides hands raised and voices heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workshop_app.domain.secret_ballot import PaperVoter, UrnCount
from workshop_app.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Acts:
    """What hangs on one ballot and changes what it comes to.

    Attributes:
        urns: Of a secret ballot, the papers counted.
        voters: Of a secret ballot, who put a paper in, where that was noted.
    """

    urns: Sequence[UrnCount] = ()
    voters: Sequence[PaperVoter] = ()


NO_ACTS: Final = Acts()
