"""What is asked once before a session is opened with too few in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_app.i18n import tr

if TYPE_CHECKING:
    from workshop_app.services.session_overview import SessionOverview


def question_before_opening(room: SessionOverview) -> str:
    """Return the question, or "" if enough are there to open without asking.

    The minutes would say that the session began without its quorum, and whoever
    opens it by habit would read that only on paper.
    """
    quorum = room.quorum
    if quorum is not None and not quorum.met:
        return tr(
            "{present} of {needed} needed are here. Open all the same?",
            present=quorum.present,
            needed=quorum.needed,
        )
    if not room.room.heads.total:
        return tr("Nobody is in the room. Open all the same?")
    return ""
