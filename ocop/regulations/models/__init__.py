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
    "Option",
    "RoundTemplate",
    "RuleRow",
    "SourceFault",
    "StarBand",
    "Term",
]
