"""Acts on documents: storing files, taking numbers."""
