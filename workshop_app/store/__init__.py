"""SQL, and only here: the ledger's tables, the tables derived from it, and the files they live in."""
