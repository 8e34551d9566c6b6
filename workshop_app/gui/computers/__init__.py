"""Whose work is on record, and whose counts."""
