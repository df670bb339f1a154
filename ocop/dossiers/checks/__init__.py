"""The rules of the dossier, by subject; pure."""
