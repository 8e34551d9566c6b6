"""Foreign files: spreadsheets in, spreadsheets out, hostile until checked."""
