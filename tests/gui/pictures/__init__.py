"""Pictures of every page, for the guide and against surprises."""
