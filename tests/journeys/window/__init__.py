"""The real program on a display of its own, with hands and ears."""
