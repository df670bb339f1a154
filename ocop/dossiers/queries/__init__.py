"""The reads of the dossier, by subject."""
