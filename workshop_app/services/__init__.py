"""What a person can do: one function, one deed, one transaction."""
