"""Pieces of a window that know nothing of workshops."""
