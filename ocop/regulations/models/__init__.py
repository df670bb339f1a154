"""Legal texts as dated rule sets."""

from ocop.regulations.models.calendar import DayOverride
from ocop.regulations.models.correspondence import Correspondence, CorrespondenceRow, FrozenCorrespondence
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
from ocop.regulations.models.decision import Decision, Drafter, RoundTemplate, SourceFault, StarBand, Term
from ocop.regulations.models.guard import FrozenDecision, RuleRow
from ocop.regulations.models.imports import ImportFinding, SourceFile
from ocop.regulations.models.procedure import Procedure

__all__ = [
    "Category",
    "Correspondence",
    "CorrespondenceRow",
    "CriteriaSet",
    "Criterion",
    "DayOverride",
    "Decision",
    "Drafter",
    "EvidenceKind",
    "EvidenceUse",
    "FinderExample",
    "FrozenCorrespondence",
    "FrozenDecision",
    "Group",
    "Heading",
    "ImportFinding",
    "Option",
    "Procedure",
    "RoundTemplate",
    "RuleRow",
    "SourceFault",
    "SourceFile",
    "StarBand",
    "Term",
]
