"""The command palette: everything that can be done or found, by its words."""
