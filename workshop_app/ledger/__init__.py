"""Commits, hashes, seals and the fold: a tamper-evident ledger that knows nothing of workshops."""
