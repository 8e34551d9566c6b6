"""Kuska: consultation workshops on the record, from arrival to reasoned answer."""

from __future__ import annotations

__version__ = "0.1.0"
