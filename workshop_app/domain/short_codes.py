"""Codes as they are said aloud: without the syllables of the computer that gave them.

On screen `A-tumikalo-7` is A-7, as people call it across a table; on paper it stands
whole, since there it must mean one record for ever.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WHOLE: Final = re.compile(r"\b([A-Z]{1,2})-[a-z]{8}-([0-9]+)\b")
"""Letter, four syllables of two letters, counter: what `store.codes` gives."""


def short_codes(text: str) -> str:
    """Return a text, or a single code, with every code in it shortened.

    A code that an office gave itself has no syllables and stays as it is.
    """
    return _WHOLE.sub(r"\1-\2", text)


def short_by_code(codes: Iterable[str]) -> Mapping[str, str]:
    """Return how to show each of several codes seen together.

    Two computers may each have given a number 7: those two stay whole.
    """
    known = dict.fromkeys(codes)
    shared = Counter(map(short_codes, known))
    return {
        code: code if shared[short_codes(code)] > 1 else short_codes(code)
        for code in known
    }
