"""The ranking engine: pure, exact, fast. What others call stands here."""

from ocop.regulations.scoring.engine import Ranker, Result, rank, ranker
from ocop.regulations.scoring.lifts import LiftPlan, SelfResult, Step, lifts, self_result
from ocop.regulations.scoring.proof import proof_data, regulation_data, regulation_from, result_data, verify_proof
from ocop.regulations.scoring.request import RequestFaults, parse_request, rank_request
from ocop.regulations.scoring.rows import ballots_from_rows, option_marks
from ocop.regulations.scoring.shapes import Ballot, Blocked, Knockout, MarkFault, Regulation

__all__ = [
    "Ballot",
    "Blocked",
    "Knockout",
    "LiftPlan",
    "MarkFault",
    "Ranker",
    "Regulation",
    "RequestFaults",
    "Result",
    "SelfResult",
    "Step",
    "ballots_from_rows",
    "lifts",
    "option_marks",
    "parse_request",
    "proof_data",
    "rank",
    "rank_request",
    "ranker",
    "regulation_data",
    "regulation_from",
    "result_data",
    "self_result",
    "verify_proof",
]
