"""Rules of the evaluation, one per function, on plain snapshots."""
