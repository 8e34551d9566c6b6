"""*Ajustes*: what belongs to this computer, to the office, and to the file."""
