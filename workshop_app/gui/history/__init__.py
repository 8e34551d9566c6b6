"""*Historial*: who did what, when and why, and what it changed."""
