"""Papers as DOCX: written from the same blocks as the PDF, or filled into an office's own template."""
