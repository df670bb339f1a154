"""The pages of commune, province and advisory team, by subject."""
