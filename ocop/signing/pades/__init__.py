"""PAdES: signing a PDF and finding out what its signatures are worth. Knows files, not rows."""
