"""The verbs of the dossier, by who acts."""
