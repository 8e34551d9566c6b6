"""The window: pages, the parts they are made of, and what they share.

PySide replaces Python's `__import__` by one that reads the source of every module that
is imported, to see whether it asks for `from __feature__ import …`.  Nothing here does,
and reading a thousand files would make up a tenth of the start: Python gets its own
back before anything else of the window is imported.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 it must have been replaced before it is given back

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
