"""Pages of the producer, by subject."""
