"""What is done with papers: issuing, correcting, cancelling, numbering, settings."""
