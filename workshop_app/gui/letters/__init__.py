"""*Cartas*: who is written to, what they are told, and the letters on file."""
