"""PDF for paper: drawing, tagging, signing and verifying."""
