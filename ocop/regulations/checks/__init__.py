"""Rules of the law on time, without a database."""
