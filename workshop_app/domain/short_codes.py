"""Codes as they are said aloud: without the syllables of the computer that gave them.

On screen `A-tumikalo-7` is A-7, as people call it across a table; on paper it stands
whole, since there it must mean one record for ever.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

_WHOLE: Final = re.compile(r"\b([A-Z]{1,2})-[a-z]{8}-([0-9]+)\b")
"""Letter, four syllables of two letters, counter: what `store.codes` gives."""


def short_codes(text: str, *, whole: Container[str] = ()) -> str:
    """Return a text, or a single code, with every code in it shortened.

    A code that an office gave itself has no syllables and stays as it is.

    Args:
        text: What is shown.
        whole: Codes that are left as they are, such as `shared_codes`.
    """
    return _WHOLE.sub(
        lambda found: found[0] if found[0] in whole else f"{found[1]}-{found[2]}", text
    )


def shared_codes(codes: Iterable[str]) -> frozenset[str]:
    """Return those of several codes whose short form another of them has too."""
    known = frozenset(codes)
    shared = Counter(map(short_codes, known))
    return frozenset(code for code in known if shared[short_codes(code)] > 1)


def short_by_code(codes: Iterable[str]) -> Mapping[str, str]:
    """Return how to show each of several codes seen together.

    Two computers may each have given a number 7: those two stay whole.
    """
    known = dict.fromkeys(codes)
    whole = shared_codes(known)
    return {code: short_codes(code, whole=whole) for code in known}
