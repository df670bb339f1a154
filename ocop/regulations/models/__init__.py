"""Legal texts as dated rule sets."""

from ocop.regulations.models.calendar import DayOverride
from ocop.regulations.models.criteria import (
    Category,
    CriteriaSet,
    Criterion,
    EvidenceKind,
    EvidenceUse,
    FinderExample,
    Group,
    Heading,
    Option,
)
from ocop.regulations.models.decision import Decision, RoundTemplate, SourceFault, StarBand, Term
from ocop.regulations.models.guard import FrozenDecision, RuleRow
from ocop.regulations.models.imports import ImportFinding

__all__ = [
    "Category",
    "CriteriaSet",
    "Criterion",
    "DayOverride",
    "Decision",
    "EvidenceKind",
    "EvidenceUse",
    "FinderExample",
    "FrozenDecision",
    "Group",
    "Heading",
    "ImportFinding",
    "Option",
    "RoundTemplate",
    "RuleRow",
    "SourceFault",
    "StarBand",
    "Term",
]
