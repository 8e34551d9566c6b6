"""Text that a spreadsheet program would take for a formula, kept text.

A cell of CSV that begins with `=`, `+`, `-`, `@` or a control character is run as a
formula by the program that opens it, and can send data away or start programs
(OWASP, *CSV Injection*).  An apostrophe in front keeps it text; workbooks need none,
because there the type of the cell says so.
"""

from __future__ import annotations

import re

_RISKY = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_GUARDED = re.compile("'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """Return `text` as CSV must hold it, so that nothing is run.

    Text that already looks guarded gets one apostrophe more, so that `unguarded`
    gives back exactly what was written.
    """
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
