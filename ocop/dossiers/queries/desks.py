"""What the desks read: the submitted versions, the completeness list, the self-score, the stages of the lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Case, Count, Exists, Max, OuterRef, Q, QuerySet, When

from ocop.base.text import fold
from ocop.dossiers.checks.desk import CheckedItem
from ocop.dossiers.models import CommuneReport, Dossier, ItemCheck, Snapshot, SupplementItem, SupplementRequest
from ocop.dossiers.spec import Change, is_open, pages_for, snapshot_diff
from ocop.dossiers.states import DossierState
from ocop.regulations.queries.sheets import criteria_sheet
from ocop.regulations.ruleset import CriteriaSheet
from ocop.regulations.scoring.engine import show
from ocop.regulations.scoring.lifts import self_result

S = DossierState
WAITING = "bo-sung"
# key → (title, condition); "waiting" is annotated by `with_waiting`
STAGES: dict[str, tuple[str, Q]] = {
    "xa": ("Cấp xã", Q(waiting=False, state__in=[S.AT_COMMUNE, S.COMMUNE_SIGNING])),
    "tiep-nhan": ("Tiếp nhận", Q(waiting=False, state=S.AT_PROVINCE)),
    "to-tu-van": ("Tổ tư vấn", Q(waiting=False, state=S.IN_REVIEW)),
    WAITING: ("Chờ bổ sung", Q(waiting=True)),
    "hoi-dong": ("Hội đồng", Q(state__in=[S.READY, S.AT_COUNCIL])),
    "trinh": ("Trình, công nhận", Q(state__in=[S.CONCLUDED, S.PROPOSED, S.AT_MINISTRY])),
    "xong": ("Đã xong", Q(state__in=[S.RECOGNISED, S.NOT_RANKED, S.REFUSED, S.WITHDRAWN])),
}


@dataclass(frozen=True)
class SelfScore:
    """The self-score of a submitted version: total and stars, and the minima missed of the rank its total reaches."""

    total: Fraction
    stars: int
    missing_star: int = 0
    missing: tuple[str, ...] = ()

    @property
    def total_shown(self) -> str:
        """ "71,5"."""
        return show(self.total, 1)

    @property
    def missing_shown(self) -> str:
        """What keeps it from the next rank; empty where only points are missing."""
        return f"thiếu mức tối thiểu {self.missing_star} sao: {', '.join(self.missing)}" if self.missing else ""


@dataclass(frozen=True)
class DeskItem:
    """A line of the completeness list with the commune's finding, if it still holds."""

    item: str
    title: str
    is_ok: bool | None
    note: str = ""
    checked_by: str = ""
    again: bool = False
    """Looked at before, but sent back and answered since."""


def with_waiting(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """`dossiers` with `waiting`: whether the producer holds them for completion."""
    asked = SupplementRequest.objects.filter(dossier=OuterRef("pk"), answered_at=None)
    return dossiers.annotate(waiting=Exists(asked))


def in_stage(dossiers: QuerySet[Dossier], stage: str) -> QuerySet[Dossier]:
    """Those of `with_waiting` in a stage; all for an unknown one."""
    return dossiers.filter(STAGES[stage][1]) if stage in STAGES else dossiers


def stage_counts(dossiers: QuerySet[Dossier]) -> dict[str, int]:
    """How many of `with_waiting` are in each stage, and "" for all: one query."""
    counts = {key.replace("-", "_"): Count("pk", filter=condition) for key, (_, condition) in STAGES.items()}
    found = dossiers.order_by().aggregate(all_of_them=Count("pk"), **counts)
    return {"": found["all_of_them"], **{key: found[key.replace("-", "_")] for key in STAGES}}


def matching(dossiers: QuerySet[Dossier], text: str) -> QuerySet[Dossier]:
    """Those whose product, producer, commune or a number holds `text`, typed with or without accents."""
    wanted = fold(text)
    if not wanted:
        return dossiers
    return dossiers.filter(
        Q(product__folded__contains=wanted)
        | Q(product__producer__folded__contains=wanted)
        | Q(commune__folded__contains=wanted)
        | Q(receipt_no__icontains=text.strip())
        | Q(intake_no__icontains=text.strip())
        | Q(code__code__icontains=text.strip())
    )


def for_lists(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With all that a row of a list shows."""
    return dossiers.select_related(
        "product__producer",
        "commune__parent",
        "code",
        "criteria_set__decision",
        "reviewer",
        "province_officer",
        "commune_officer",
    )


def by_waiting(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Longest submitted first; those that nobody waits for any more come last."""
    ended = Case(When(STAGES["xong"][1], then=1), default=0)
    return dossiers.order_by(ended, "submitted_at", "pk")


def latest_version(dossier: Dossier) -> int:
    """The number of the latest submission; 0 before the first."""
    found: int | None = dossier.snapshots.aggregate(last=Max("version"))["last"]
    return found or 0


def latest_snapshot(dossier: Dossier) -> Snapshot | None:
    """The latest submission."""
    return dossier.snapshots.order_by("-version").first()


def snapshot_of(dossier: Dossier, version: int | None) -> Snapshot | None:
    """The submission of that number, or the latest."""
    return dossier.snapshots.filter(version=version).first() if version else latest_snapshot(dossier)


def snapshots_of(dossier: Dossier) -> list[Snapshot]:
    """Every submission, latest first, without its content."""
    return list(dossier.snapshots.select_related("by").defer("content").order_by("-version"))


def changes_between(dossier: Dossier, older: int, newer: int) -> list[Change]:
    """What the producer changed from one submission to another; personal data are left out."""
    found = {row.version: row for row in dossier.snapshots.filter(version__in=[older, newer])}
    if older not in found or newer not in found:
        return []
    return [item for item in snapshot_diff(found[older].content, found[newer].content) if not item.personal]


def self_scores(dossiers: Iterable[Dossier]) -> dict[int, SelfScore]:
    """dossier → self-score of its latest submission (1 query; the rules are kept in memory)."""
    rows = list(dossiers)
    last = Snapshot.objects.filter(dossier=OuterRef("dossier")).order_by("-version").values("version")[:1]
    latest = Snapshot.objects.filter(dossier__in=rows, version=last).values_list("dossier_id", "content")
    sheets = {row.pk: criteria_sheet(row.criteria_set) for row in rows}
    return {pk: score_of(content, sheets[pk]) for pk, content in latest}


def claims_of(content: Mapping[str, Any]) -> dict[str, str]:
    """criterion → points claimed in a submission; what was left open is missing."""
    return {row["code"]: row["points"] for row in content["criteria"] if row["points"] is not None}


def score_of(content: Mapping[str, Any], sheet: CriteriaSheet) -> SelfScore:
    """The self-score that a submission declares, by the rules it was filed under."""
    result = self_result(sheet, claims_of(content))
    target = min((star for star in (b.star for b in result.blocked) if result.stars < star <= result.band), default=0)
    missing = tuple(item.criterion for item in result.blocked if item.star == target)
    return SelfScore(result.total, result.stars, target, missing)


def checklist(dossier: Dossier) -> list[DeskItem]:
    """The completeness list: every page of the form, then every criterion of the self-score, in order."""
    titles = {page.item: page.title for page in pages_for(dossier.kind)}
    titles |= {f"criterion:{rule.code}": f"{rule.code}. {rule.name}" for rule in criteria_sheet(dossier.criteria_set)}
    checks = {row.item: row for row in dossier.item_checks.select_related("by")}
    answered = _answered_items(dossier)
    return [_line(item, title, checks.get(item), answered) for item, title in titles.items()]


def checked_items(dossier: Dossier) -> list[CheckedItem]:
    """The completeness list as the rule sees it."""
    return [CheckedItem(line.item, line.title, line.is_ok) for line in checklist(dossier)]


def report_of(dossier: Dossier) -> CommuneReport | None:
    """Mẫu 03, once begun."""
    return CommuneReport.objects.filter(dossier=dossier).select_related("written_by", "approved_by").first()


def supplements_of(dossier: Dossier) -> list[SupplementRequest]:
    """Every request for completion, latest first, with its items."""
    return list(dossier.supplements.select_related("by").prefetch_related("items").order_by("-at", "-pk"))


def _answered_items(dossier: Dossier) -> list[tuple[str, int]]:
    """Items sent back and answered, each with the version before."""
    rows = SupplementItem.objects.filter(request__dossier=dossier, request__answered_at__isnull=False)
    return list(rows.values_list("item", "request__base_version"))


def _line(item: str, title: str, check: ItemCheck | None, answered: Iterable[tuple[str, int]]) -> DeskItem:
    """A finding made before an answered return of that item no longer holds."""
    if check is None:
        return DeskItem(item, title, None)
    reopened = {name for name, base in answered if base >= check.version}
    if reopened and is_open(reopened, item):
        return DeskItem(item, title, None, check.note, str(check.by), again=True)
    return DeskItem(item, title, check.is_ok, check.note, str(check.by))
