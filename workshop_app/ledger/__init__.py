"""A tamper-evident ledger of commits that knows nothing of workshops.

Bytes and keys in, values out: no SQL, no files, no clock.  The bytes are described
in `docs/file-format.md`, which cannot change once people hold files written with it.
"""
