"""Reads: what a paper is about, the data of each kind, the settings of agencies, the register."""
