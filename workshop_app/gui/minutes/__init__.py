"""*Acta y firmas*: the minutes read, written, closed, signed and printed."""
