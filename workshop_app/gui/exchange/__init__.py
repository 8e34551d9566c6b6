"""Files between computers: brought in, looked through, handed over."""
