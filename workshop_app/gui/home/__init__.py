"""The first page of the day: what is left to do, and the sessions."""
