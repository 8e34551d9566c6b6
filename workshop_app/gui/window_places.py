"""Places within pages, so that the palette finds them by what they are called."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workshop_app.gui.actions import Action
from workshop_app.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workshop_app.gui.context import AppContext


def places_within(context: AppContext) -> Sequence[Action]:
    """Return them; their names begin as those of pages, so no menu shows them."""
    return tuple(
        Action(
            name=f"go_{page}_{number}",
            title=title,
            run=partial(context.go, page, target),
            group=tr("Go to"),
            icon=icon,
            enabled=partial(_is_open, context),
        )
        for number, (title, icon, page, target) in enumerate(_places())
    )


def _places() -> Sequence[tuple[str, str, str, str]]:
    """Return title, drawing, page and what the page is asked for."""
    return (
        (tr("Prepare a new session"), "plus", "prepare", "new"),
        (tr("Data of the session: date, place, chairs"), "calendar", "prepare", "data"),
        (tr("Agenda of the session"), "calendar", "prepare", "agenda"),
        (tr("Rules of decision and quorum"), "settings", "prepare", "rules"),
        (tr("Who is invited"), "people", "prepare", "invited"),
        (tr("Working groups"), "group", "prepare", "groups"),
        (tr("Share people out among the groups"), "group", "prepare", "groups"),
        (tr("Open the session now"), "person_check", "check_in", ""),
        (tr("Check in somebody nobody expected"), "person_plus", "check_in", ""),
        (tr("Put a contribution to the vote"), "ballot", "live", ""),
        (tr("Answer the contributions, with the reason"), "check", "decisions", ""),
        (tr("Close the session"), "gavel", "minutes", "review"),
        (tr("What the minutes tell of the session"), "pen", "minutes", "write"),
        (tr("Issue and sign the minutes"), "signature", "minutes", "sign"),
        (tr("Write the reply letters"), "mail", "letters", ""),
        (tr("Bring files of other computers in"), "inbox", "exchange", "bring"),
        (tr("What came in, what waits"), "inbox", "exchange", "came"),
        (tr("Hand over a file to the office"), "upload", "exchange", "give"),
        (tr("Admit computers"), "laptop", "computers", "list"),
        (tr("Make start files for computers"), "laptop", "computers", "starts"),
        (
            tr("Language, theme and size of the letters"),
            "globe",
            "preferences",
            "looks",
        ),
        (tr("Office that answers for the process"), "house", "preferences", "office"),
        (
            tr("Signature and certificate"),
            "signature",
            "preferences",
            "identity",
        ),
        (tr("Passphrase of the file"), "lock", "preferences", "passphrase"),
        (tr("Copies and restoring one"), "backup", "preferences", "backup"),
        (tr("About and licences"), "info", "preferences", "about"),
    )


def _is_open(context: AppContext) -> bool:
    return context.is_open
