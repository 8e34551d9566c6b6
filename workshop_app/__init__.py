"""Kuska: consultation workshops on the record, from arrival to reasoned answer."""

__version__ = "0.1.0"
