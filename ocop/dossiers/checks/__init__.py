"""The rules a dossier must meet, one per function; pure."""
