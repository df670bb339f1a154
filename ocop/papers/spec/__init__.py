"""The kinds of papers as data: what each is, who issues it, what it needs and where that is entered."""

from ocop.papers.spec.kinds import KINDS, WHOLE, kinds_of
from ocop.papers.spec.shapes import HEAD_FIELDS, Field, Issuer, Kind, Numbering, Subject

__all__ = ["HEAD_FIELDS", "KINDS", "WHOLE", "Field", "Issuer", "Kind", "Numbering", "Subject", "kinds_of"]
