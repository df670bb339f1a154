"""Reads of the evaluation; each returns only what the asker may see."""
