"""Inspections, the minutes of each product and what was concluded."""

from ocop.supervision.models.inspection import Inspection, InspectionMove, TeamMember
from ocop.supervision.models.product import (
    CheckedMatter,
    InspectedProduct,
    Minutes,
    MinutesMove,
    ProductConclusion,
)

__all__ = [
    "CheckedMatter",
    "InspectedProduct",
    "Inspection",
    "InspectionMove",
    "Minutes",
    "MinutesMove",
    "ProductConclusion",
    "TeamMember",
]
