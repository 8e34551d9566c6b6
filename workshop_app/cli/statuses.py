"""What a command's exit status says (see the guide)."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
REFUSED: Final = 1
"""One sentence on standard error says why; nothing was changed."""
MISUSED: Final = 2
FINDINGS: Final = 3
"""Done in part, or what was looked for was found."""
INTERRUPTED: Final = 130
"""Stopped with Ctrl-C, by the convention of shells."""
HUNG_UP: Final = 141
"""Whoever was reading stopped reading, by the convention of shells."""
