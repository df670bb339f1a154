"""Acts of signing."""
