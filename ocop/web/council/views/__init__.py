"""Views of the council, by subject."""
