"""The table while it meets: agenda, contributions, the text in front, the vote."""
