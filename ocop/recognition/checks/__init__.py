"""Rules of recognition: what follows from a result, what a decision needs, what a certificate is worth on a day."""

from ocop.recognition.checks.course import Course, Result, course_of, stars_granted
from ocop.recognition.checks.decision import DecisionDraft, check_decision
from ocop.recognition.checks.proposal import all_items_judged, has_items, items_still_current
from ocop.recognition.checks.validity import Event, Standing, last_day, standing_on

__all__ = [
    "Course",
    "DecisionDraft",
    "Event",
    "Result",
    "Standing",
    "all_items_judged",
    "check_decision",
    "course_of",
    "has_items",
    "items_still_current",
    "last_day",
    "standing_on",
    "stars_granted",
]
