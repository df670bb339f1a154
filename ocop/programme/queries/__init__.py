"""Reads of the programme: the reports, and what their figures are made of."""
