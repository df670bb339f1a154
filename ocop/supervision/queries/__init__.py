"""Reads of inspections: only what the asker may see."""
