"""Which gathering belongs to which kind."""

from collections.abc import Callable

from ocop.papers.queries import deciding, filing, inspecting, judging, reporting
from ocop.papers.queries.gathered import Gathered
from ocop.papers.queries.subjects import About

GATHER: dict[str, Callable[[About], Gathered]] = {
    "mau_01": filing.mau_01,
    "mau_02": filing.mau_02,
    "receipt": filing.receipt,
    "return_letter": filing.return_letter,
    "mau_03": filing.mau_03,
    "commune_request": filing.commune_request,
    "team_report": judging.team_report,
    "invitation": judging.session_paper,
    "agenda": judging.session_paper,
    "attendance": judging.session_paper,
    "opinion_slip": judging.session_paper,
    "opinion_summary": judging.opinion_summary,
    "score_sheet": judging.score_sheet,
    "score_summary": judging.results_paper,
    "minutes": judging.results_paper,
    "council_report": judging.council_report,
    "to_trinh": deciding.to_trinh,
    "decision": deciding.decision,
    "result_notice": deciding.result_notice,
    "ministry_request": deciding.ministry_request,
    "measure_decision": deciding.measure_decision,
    "round_plan": deciding.round_plan,
    "district_report": reporting.year_report,
    "department_report": reporting.year_report,
    "inspection_decision": inspecting.inspection_decision,
    "inspection_minutes": inspecting.inspection_minutes,
    "inspection_conclusion": inspecting.inspection_conclusion,
}


def gather(kind: str, about: About) -> Gathered:
    """The data of one paper."""
    return GATHER[kind](about)
