"""What happens in the evaluation: the advisory team's work and the council's."""
