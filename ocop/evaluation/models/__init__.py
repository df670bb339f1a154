"""Tables of the evaluation, by subject."""

from ocop.evaluation.models.assessment import (
    ExtraTest,
    SampleReceipt,
    SiteSurvey,
    SurveyPhoto,
    TeamAssessment,
    TeamFinding,
    TeamReport,
)
from ocop.evaluation.models.council import Council, CouncilMember, CouncilRegulation
from ocop.evaluation.models.session import (
    AgendaItem,
    Attendance,
    Conclusion,
    ConflictDeclaration,
    ItemMove,
    Knockout,
    Session,
    SessionMove,
)
from ocop.evaluation.models.sheet import Mark, MarkChange, MarkConflict, Recheck, ScoreSheet

__all__ = [
    "AgendaItem",
    "Attendance",
    "Conclusion",
    "ConflictDeclaration",
    "Council",
    "CouncilMember",
    "CouncilRegulation",
    "ExtraTest",
    "ItemMove",
    "Knockout",
    "Mark",
    "MarkChange",
    "MarkConflict",
    "Recheck",
    "SampleReceipt",
    "ScoreSheet",
    "Session",
    "SessionMove",
    "SiteSurvey",
    "SurveyPhoto",
    "TeamAssessment",
    "TeamFinding",
    "TeamReport",
]
