"""The words of every paper: from data to blocks. Pure; a gap in the data shows as a gap in the text."""

from collections.abc import Callable, Mapping
from typing import Any

from ocop.papers.wording import council, deciding, desks, filing, inspecting, reporting
from ocop.papers.wording.shape import Body

COMPOSE: dict[str, Callable[[Mapping[str, Any]], Body]] = {
    "mau_01": filing.mau_01,
    "mau_02": filing.mau_02,
    "receipt": desks.receipt,
    "return_letter": desks.return_letter,
    "mau_03": desks.mau_03,
    "commune_request": desks.commune_request,
    "team_report": desks.team_report,
    "invitation": council.invitation,
    "agenda": council.agenda,
    "attendance": council.attendance,
    "opinion_slip": council.opinion_slip,
    "opinion_summary": council.opinion_summary,
    "score_sheet": council.score_sheet,
    "score_summary": council.score_summary,
    "minutes": council.minutes,
    "council_report": council.council_report,
    "to_trinh": deciding.to_trinh,
    "decision": deciding.decision,
    "result_notice": deciding.result_notice,
    "ministry_request": deciding.ministry_request,
    "measure_decision": deciding.measure_decision,
    "round_plan": deciding.round_plan,
    "district_report": reporting.district_report,
    "department_report": reporting.department_report,
    "inspection_decision": inspecting.inspection_decision,
    "inspection_minutes": inspecting.inspection_minutes,
    "inspection_conclusion": inspecting.inspection_conclusion,
}

__all__ = ["COMPOSE", "Body"]
