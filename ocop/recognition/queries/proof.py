"""The proof of a council's result, as a page can show it: stars, average, missed minima in words, spread, rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from ocop.base.errors import Refused
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.procedure import rules_of
from ocop.dossiers.queries.timeline import Course as Way
from ocop.dossiers.queries.timeline import course_of as timeline_of
from ocop.dossiers.queries.timeline import with_course
from ocop.evaluation.models import Conclusion
from ocop.evaluation.wording import comma, proof_lines
from ocop.recognition.checks.course import TITLES, Course, Result, course_of, stars_granted, stays_below_band
from ocop.regulations.models import Criterion
from ocop.regulations.spec.procedure import LEVEL_TITLES, Level, Rules


@dataclass(frozen=True)
class Minimum:
    """A star minimum that was not met: "4 sao: 1.6 Xử lý chất thải, cần 2 điểm; 5 trong 11 phiếu đạt"."""

    star: int
    code: str
    name: str
    needs: str
    granted_by: int
    of: int


@dataclass(frozen=True)
class Proof:
    """Everything that stands behind one result; `blocked` lists all the star minima that are not met."""

    conclusion: Conclusion
    course: Course
    level: str
    granted: int
    three_levels: bool
    average: str
    stars: int | None
    band: int
    sheets: int
    members: int
    spread: str
    spread_limit: str
    is_spread_wide: bool
    below_band: bool
    blocked: list[Minimum] = field(default_factory=list)
    knockouts: list[str] = field(default_factory=list)
    regulation: list[tuple[str, str]] = field(default_factory=list)

    @property
    def points(self) -> float:
        """The average as a length to draw; what is shown is `average`."""
        return float(Fraction(self.conclusion.average))

    @property
    def bands(self) -> list[tuple[int, int]]:
        """From how many points each rank begins."""
        return [(int(Fraction(band["from"])), band["stars"]) for band in self.conclusion.proof["bands"]]

    @property
    def course_title(self) -> str:
        """Where the result leads, in words."""
        return TITLES[self.course]

    @property
    def minima(self) -> list[Minimum]:
        """The minima that block the next rank, and those up to the rank of the points."""
        if self.stars is None:
            return []
        return [row for row in self.blocked if row.star <= max(self.stars + 1, self.band)]


def result_of(conclusion: Conclusion) -> Result:
    """The result as the rules want it."""
    return Result(stars=conclusion.stars, band=conclusion.band, average=Fraction(conclusion.average))


def proofs(conclusions: Iterable[Conclusion], as_of: datetime | None = None) -> dict[int, Proof]:
    """The proof of each conclusion by its key; one query for the names of criteria. `as_of` is the moment at which it
    is looked at, where a proposal is older than what came after."""
    rows = list(conclusions)
    names = _criterion_names(rows)
    return {row.pk: _proof(row, names, as_of) for row in rows}


def proof_of(conclusion: Conclusion, as_of: datetime | None = None) -> Proof:
    """The proof of one conclusion."""
    return proofs([conclusion], as_of)[conclusion.pk]


def rules_for(conclusion: Conclusion) -> Rules:
    """The procedure of the dossier."""
    rules = rules_of(conclusion.item.dossier)
    if rules is None:
        raise Refused("Chưa có quy trình nào áp dụng cho ngày nộp của hồ sơ này. Hãy nạp quy trình rồi làm tiếp.")
    return rules


def knockout_reason(proof: Proof) -> str:
    """Why the council knocked the product out, in one text."""
    return "; ".join(proof.knockouts)


def _criterion_names(rows: Iterable[Conclusion]) -> dict[tuple[int, str], str]:
    wanted: set[tuple[int, str]] = set()
    for row in rows:
        data = row.proof
        codes = [item["criterion"] for item in (*data["result"]["blocked"], *data["knockouts"])]
        wanted |= {(row.item.dossier.criteria_set_id, code) for code in codes if code}
    found = Criterion.objects.filter(
        criteria_set__in={key for key, _ in wanted}, code__in={code for _, code in wanted}
    ).values_list("criteria_set_id", "code", "name", "parent_name")
    return {(key, code): f"{parent}: {name}" if parent else name for key, code, name, parent in found}


def _proof(row: Conclusion, names: Mapping[tuple[int, str], str], as_of: datetime | None) -> Proof:
    data = row.proof
    rules, level = rules_for(row), row.item.session.council.level
    back = row.item.dossier.sent_down_at
    came_back = level == "district" and back is not None and (as_of is None or back <= as_of)
    course = course_of(result_of(row), rules, level, came_back=came_back)
    result, regulation = data["result"], data["regulation"]
    set_id = row.item.dossier.criteria_set_id
    return Proof(
        conclusion=row,
        course=course,
        level=LEVEL_TITLES[Level(level)],
        granted=stars_granted(result_of(row), rules, level),
        three_levels=rules.has_district,
        average=row.average_shown,
        stars=row.stars,
        band=row.band,
        sheets=result["sheets_counted"],
        members=data["members"],
        spread=comma(result["spread"]),
        spread_limit=comma(regulation["spread_limit"]),
        is_spread_wide=bool(result["must_discuss"]),
        below_band=stays_below_band(result_of(row)),
        blocked=[_minimum(item, set_id, names) for item in result["blocked"]],
        knockouts=[_knockout(item, set_id, names) for item in data["knockouts"]],
        regulation=proof_lines(data),
    )


def _minimum(item: Mapping[str, Any], set_id: int, names: Mapping[tuple[int, str], str]) -> Minimum:
    code = item["criterion"]
    name = names.get((set_id, code), "")
    return Minimum(item["star"], code, name, comma(item["needs"]), item["granted_by"], item["of"])


def _knockout(item: Mapping[str, Any], set_id: int, names: Mapping[tuple[int, str], str]) -> str:
    code = item["criterion"]
    where = f" (tiêu chí {code} {names.get((set_id, code), '')})".replace(" )", ")") if code else ""
    return f"{item['reason']}{where}"


def way_of(dossier_id: int) -> Way:
    """The steps of a dossier and its days at each desk."""
    return timeline_of(with_course(Dossier.objects.filter(pk=dossier_id)).get())
