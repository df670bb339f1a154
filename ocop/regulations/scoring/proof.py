"""The result as plain data, and its proof: everything from which anyone can compute it again."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ocop.regulations.ruleset import CriteriaSheet, CriterionRule, OptionRule, StarBand, exact, plain
from ocop.regulations.scoring.engine import Result, ranker
from ocop.regulations.scoring.shapes import Ballot, Knockout, Regulation

FORMAT = "ocop-rank/1"


def result_data(result: Result) -> dict[str, Any]:
    """What `manage.py rank` prints: exact average as an integer or a fraction in lowest terms."""
    return {
        "average": str(result.average),
        "average_shown": result.average_shown,
        "band": result.band,
        "stars": result.stars,
        "blocked": [{**item._asdict(), "needs": plain(item.needs)} for item in result.blocked],
        "spread": plain(result.spread),
        "must_discuss": list(result.must_discuss),
        "quorum_met": result.quorum_met,
        "sheets_counted": result.sheets_counted,
        "knocked_out": result.knocked_out,
    }


def proof_data(result: Result) -> dict[str, Any]:
    """The rules used, the sheets as they count, and the result; sheets in order of name."""
    sheet = result.ranker.sheet
    ballots = sorted(result.ballots, key=lambda ballot: ballot.member)
    totals = result.member_totals
    return {
        "format": FORMAT,
        "decision": sheet.decision,
        "hash": sheet.decision_hash,
        "set": sheet.set_no,
        "set_name": sheet.name,
        "members": result.members,
        "regulation": regulation_data(result.ranker.regulation),
        "bands": [{"stars": band.stars, "from": plain(band.minimum)} for band in sheet.bands],
        "criteria": [_criterion_data(rule) for rule in sheet.criteria],
        "sheets": [_ballot_data(result, ballot, totals[ballot.member]) for ballot in ballots],
        "knockouts": [item._asdict() for item in result.knockouts],
        "criterion_means": {code: str(mean) for code, mean in result.criterion_means.items()},
        "result": result_data(result),
    }


def verify_proof(proof: Mapping[str, Any], sheet: CriteriaSheet | None = None) -> list[str]:
    """What does not agree in `proof`, one Vietnamese sentence each; empty where it recomputes to its result.

    With `sheet` the rules stated in the proof are also compared with that criteria set.
    """
    try:
        again = proof_data(_recompute(proof))
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError):
        return ["Bản chứng minh không đọc được hoặc thiếu dữ liệu."]
    faults = []
    if sheet is not None:
        if [_criterion_data(rule) for rule in sheet.criteria] != proof["criteria"]:
            faults.append("Các tiêu chí trong bản chứng minh khác bộ tiêu chí đã ban hành.")
        if sheet.decision_hash != proof["hash"]:
            faults.append("Mã băm của quyết định trong bản chứng minh khác với quyết định đã ban hành.")
        if [{"stars": band.stars, "from": plain(band.minimum)} for band in sheet.bands] != proof["bands"]:
            faults.append("Các hạng sao trong bản chứng minh khác quyết định đã ban hành.")
    names = {"sheets": "Phiếu chấm", "criterion_means": "Điểm trung bình từng tiêu chí", "result": "Kết quả"}
    faults += [f"{name} tính lại không khớp." for key, name in names.items() if again[key] != proof.get(key)]
    return faults


def regulation_data(regulation: Regulation) -> dict[str, Any]:
    """The regulation as it is stored and printed."""
    return {
        "quorum": str(regulation.quorum),
        "quorum_needs_chair": regulation.quorum_needs_chair,
        "spread_limit": plain(regulation.spread_limit),
        "minimum_met_by": regulation.minimum_met_by,
        "decimals": regulation.decimals,
        "minima_cumulative": regulation.minima_cumulative,
    }


def regulation_from(data: Mapping[str, Any]) -> Regulation:
    """The regulation that `regulation_data` wrote."""
    return Regulation(**{**data, "quorum": Fraction(data["quorum"]), "spread_limit": Fraction(data["spread_limit"])})


def _criterion_data(rule: CriterionRule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "levels": [plain(level) for level in rule.levels],
        "minima": {str(star): plain(points) for star, points in sorted(rule.minima.items())},
        "applies_if": rule.applies_if_code,
    }


def _ballot_data(result: Result, ballot: Ballot, total: Fraction) -> dict[str, Any]:
    marks = {code: plain(exact(points)) for code, points in sorted(ballot.marks.items())}
    return {"member": ballot.member, "chair": ballot.chair, "marks": marks, "total": plain(total)}


def _recompute(proof: Mapping[str, Any]) -> Result:
    sheet = CriteriaSheet(
        decision=proof["decision"],
        decision_hash=proof["hash"],
        set_no=proof["set"],
        name=proof["set_name"],
        criteria=tuple(_rule(order, data) for order, data in enumerate(proof["criteria"])),
        bands=tuple(StarBand(band["stars"], Fraction(band["from"])) for band in proof["bands"]),
    )
    ballots = [Ballot(item["member"], item["marks"], item["chair"]) for item in proof["sheets"]]
    knockouts = [Knockout(item["reason"], item["criterion"]) for item in proof["knockouts"]]
    engine = ranker.__wrapped__(sheet, regulation_from(proof["regulation"]))
    if engine.check(ballots, knockouts):
        raise ValueError("sheets of the proof do not fit its criteria")
    return engine.rank(ballots, members=proof["members"], knockouts=knockouts)


def _rule(order: int, data: Mapping[str, Any]) -> CriterionRule:
    levels = [Fraction(level) for level in data["levels"]]
    options = [OptionRule(0, level, "") for level in levels]
    options += [OptionRule(0, Fraction(points), "", int(star)) for star, points in data["minima"].items()]
    return CriterionRule(
        code=data["code"], part="", name="", max_points=max(levels), order=order,
        options=tuple(options), applies_if_code=data["applies_if"],
    )  # fmt: skip
