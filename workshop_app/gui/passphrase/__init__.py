"""What opens a protected process."""
