"""Commits, hashes, seals and the fold; knows nothing of workshops."""
