"""What the window says of a sheet by hand.

The window imports nothing of what reads files; this name is offered to it here.
"""

from __future__ import annotations

from workshop_app.exchange.sheet import ByHand

__all__ = ["ByHand"]
