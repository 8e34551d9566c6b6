"""What a consultation is, in plain Python: no clock, no files, no SQL, no Qt."""
