"""Check-in: who comes through the door, found or written down in a few keys."""
