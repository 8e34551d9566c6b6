"""Texts that were typed and never given, page by page."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from workshop_app.gui.pages import page
from workshop_app.i18n import ntr
from workshop_app.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PAGES: Final[Mapping[str, str]] = {
    "check_in": "check_in",
    "decision": "decisions",
    "live": "live",
    "minutes": "minutes",
    "session": "prepare",
    "settling": "settling",
    "stance": "decisions",
}
"""The page on which each kind of place lies, by how its name begins."""

_OF_CONTRIBUTIONS: Final = frozenset({"decision", "stance"})
_OF_SESSIONS: Final = frozenset({"check_in", "live", "minutes", "session"})
_ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, kw_only=True)
class Unsent:
    """What lies unsent on one page.

    Attributes:
        target: The first record there with such a text; "" for the page itself.
        session: The session to have on the table there; "" for the present one.
    """

    page: str
    count: int
    target: str = ""
    session: str = ""


def unsent(kept: Mapping[str, str]) -> Sequence[Unsent]:
    """Return what lies unsent, in the order of the pages' names.

    Args:
        kept: Texts by place, such as `decision/<contribution>/reason_text`; all the
            fields of one record on one page are one text.
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for place in sorted(place for place, text in kept.items() if text.strip()):
        kind, _, rest = place.partition("/")
        if kind in _PAGES:
            found[_PAGES[kind]].setdefault(rest.partition("/")[0], kind)
    return [_line(name, records) for name, records in sorted(found.items())]


def sentence(line: Unsent) -> str:
    """Say how many there are and where."""
    return ntr(
        "{page}: {count} text typed and not given.",
        "{page}: {count} texts typed and not given.",
        line.count,
        page=page(line.page).title(),
    )


def _line(name: str, records: Mapping[str, str]) -> Unsent:
    first, kind = next(iter(records.items()))
    named = _ID.fullmatch(first) is not None  # a session not scheduled yet has no id
    return Unsent(
        page=name,
        count=len(records),
        target=first if named and kind in _OF_CONTRIBUTIONS else "",
        session=first if named and kind in _OF_SESSIONS else "",
    )
