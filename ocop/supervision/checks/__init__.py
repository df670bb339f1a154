"""Rules of an inspection: what its plan, its decision, the minutes of a product and its conclusion must be."""

from ocop.supervision.checks.conclusion import ConclusionDraft, check_conclusion, check_conclusions
from ocop.supervision.checks.minutes import Answer, MinutesDraft, check_minutes, check_writing
from ocop.supervision.checks.plan import Member, Plan, PlanDraft, check_draft, check_member, check_plan
from ocop.supervision.checks.signing import SignedDraft, check_signed

__all__ = [
    "Answer",
    "ConclusionDraft",
    "Member",
    "MinutesDraft",
    "Plan",
    "PlanDraft",
    "SignedDraft",
    "check_conclusion",
    "check_conclusions",
    "check_draft",
    "check_member",
    "check_minutes",
    "check_plan",
    "check_signed",
    "check_writing",
]
