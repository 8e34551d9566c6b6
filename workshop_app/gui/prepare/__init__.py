"""Preparing a session: its data, agenda, rules, invited people and working groups."""
