"""SQL, and only here: the ledger's tables, what is derived, and their files."""
