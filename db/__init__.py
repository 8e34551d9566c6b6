"""The migrations of the ledger's tables, and the tool that writes the next one."""

from __future__ import annotations
