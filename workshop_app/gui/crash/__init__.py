"""What happens when the program itself fails."""
