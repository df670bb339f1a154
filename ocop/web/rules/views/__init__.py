"""Views of the pages on which the rules are read, loaded, settled, compared and frozen."""
