"""*Decisiones*: the answer of the authority to each contribution."""
