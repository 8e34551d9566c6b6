"""What computers disagree on and who is on record twice, settled by people."""
