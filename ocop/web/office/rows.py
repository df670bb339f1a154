"""A dossier as one row of a list: where it is, how long, until when, its self-score, one remark."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.http import urlencode

from ocop.base.dates import show
from ocop.dossiers.queries.boards import AGAIN_SOON, SOON
from ocop.dossiers.queries.desks import STAGES, SelfScore, self_scores
from ocop.dossiers.queries.timeline import Course, courses
from ocop.dossiers.states import DossierState, Holder
from ocop.evaluation.queries.assessment import Progress, progress_of

PER_PAGE = 25
_PLACES = {
    # at the commune only where the law gives it no term
    DossierState.AT_COMMUNE: ("Cấp xã", "plain"),
    DossierState.COMMUNE_SIGNING: ("Lãnh đạo xã", "plain"),
    DossierState.AT_PROVINCE: ("Tiếp nhận", "sky"),
    DossierState.IN_REVIEW: ("Tổ tư vấn", "sky"),
    DossierState.READY: ("Sẵn sàng trình", "leaf"),
    DossierState.AT_COUNCIL: ("Hội đồng", "leaf"),
    DossierState.CONCLUDED: ("Đã kết luận", "leaf"),
    DossierState.PROPOSED: ("Lãnh đạo tỉnh", "leaf"),
    DossierState.AT_MINISTRY: ("Bộ đánh giá 5 sao", "sky"),
    DossierState.RECOGNISED: ("Đã công nhận", "leaf"),
    DossierState.NOT_RANKED: ("Không đủ điểm", "plain"),
    DossierState.REFUSED: ("Không công nhận", "lacquer"),
    DossierState.WITHDRAWN: ("Đã rút", "plain"),
}

_LEVELLESS = (
    DossierState.AT_COMMUNE,
    DossierState.COMMUNE_SIGNING,
    DossierState.AT_MINISTRY,
    DossierState.RECOGNISED,
    DossierState.NOT_RANKED,
    DossierState.REFUSED,
    DossierState.WITHDRAWN,
)


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    dossier: Any
    course: Course
    score: SelfScore | None
    progress: Progress

    @property
    def is_ended(self) -> bool:
        """Whether nothing more happens."""
        return self.course.holder == Holder.NOBODY

    @property
    def place(self) -> tuple[str, str]:
        """The words and the tone of where it is."""
        return place_of(self.course)

    @property
    def tone(self) -> str:
        """The class of the row: late, soon or none."""
        left, soon = self.course.commune_days_left, SOON
        if left is None:
            left, soon = self.course.again_days_left, AGAIN_SOON
        if left is None or left >= soon:
            return ""
        return "is-late" if left < 0 else "is-soon"

    @property
    def remark(self) -> str:
        """The one thing to know."""
        return remark_of(self.course, self.progress)


def place_of(course: Course) -> tuple[str, str]:
    """Where a dossier is, in words, with the tone of the tag."""
    if course.open_supplement is not None:
        return f"Chờ bổ sung · {len(course.open_supplement.items.all())} mục", "gold"
    left = course.commune_days_left
    if left is None:
        words, tone = _PLACES[DossierState(course.dossier.state)]
        words = _at_level(course.dossier, words)
        days = course.again_days_left
        if days is None or days >= AGAIN_SOON:
            return words, tone
        return f"{words} · {_again_words(days)}", "lacquer"
    desk = "Cấp xã" if course.holder == Holder.COMMUNE else "Lãnh đạo xã"
    if left < 0:
        return f"{desk} · quá hạn {-left} ngày", "lacquer"
    when = f"còn {left} ngày" if left else "hạn hôm nay"
    return f"{desk} · {when}", "lacquer" if left < SOON else "plain"


def _again_words(days: int) -> str:
    """How the 45 days of a re-evaluation stand."""
    return f"quá hạn {-days} ngày" if days < 0 else f"còn {days} ngày" if days else "hạn hôm nay"


def _at_level(dossier: Any, words: str) -> str:
    """With the level, where there are two whose desk it could be."""
    if not dossier.district_id or dossier.state in _LEVELLESS:
        return words
    here = "huyện" if dossier.level == "district" else "tỉnh"
    return f"Lãnh đạo {here}" if dossier.state == DossierState.PROPOSED else f"{words} · {here}"


def remark_of(course: Course, progress: Progress) -> str:
    """What to know about a dossier where it is."""
    dossier = course.dossier
    if course.open_supplement is not None:
        items = list(course.open_supplement.items.all())
        return f"{items[0].title}: {items[0].reason}" if items else course.open_supplement.reason
    return _REMARKS.get(dossier.state, lambda *_: "")(dossier, progress)


def _at_commune(dossier: Any, progress: Progress) -> str:
    return f"thụ lý: {dossier.commune_officer}" if dossier.commune_officer else "chưa phân công"


def _at_province(dossier: Any, progress: Progress) -> str:
    return "" if dossier.round_id else "chưa xếp đợt"


def _in_review(dossier: Any, progress: Progress) -> str:
    if progress.open_tests:
        return f"chờ {progress.open_tests} kiểm nghiệm"
    if progress.surveyed_on:
        return f"khảo sát {show(progress.surveyed_on)[:5]}"
    return f"{progress.assessed} tiêu chí đã đánh giá" if progress.assessed else "chưa đánh giá"


def _ready(dossier: Any, progress: Progress) -> str:
    needed = dossier.criteria_set.sample_units
    if not needed:
        return "không cần mẫu"
    return f"đủ {needed} sản phẩm mẫu" if progress.samples >= needed else f"mẫu {progress.samples}/{needed}"


_REMARKS: dict[str, Callable[[Any, Progress], str]] = {
    DossierState.AT_COMMUNE: _at_commune,
    DossierState.COMMUNE_SIGNING: lambda dossier, progress: "chờ lãnh đạo xã ký",
    DossierState.AT_PROVINCE: _at_province,
    DossierState.IN_REVIEW: _in_review,
    DossierState.READY: _ready,
}


def rows_of(dossiers: Iterable[Any], today: date | None = None) -> list[Row]:
    """The rows of dossiers that came through `with_course` and `for_lists`; a constant number of queries."""
    return rows_of_courses(courses(dossiers, today))


def rows_of_courses(found: Iterable[Course]) -> list[Row]:
    """The rows of courses already read."""
    listed = list(found)
    dossiers = [course.dossier for course in listed]
    scores, progress = self_scores(dossiers), progress_of(dossiers)
    return [Row(c.dossier, c, scores.get(c.dossier.pk), progress[c.dossier.pk]) for c in listed]


def page_of(request: HttpRequest, items: Any) -> Page[Any]:
    """The page asked for, 25 to a page."""
    return Paginator(items, PER_PAGE).get_page(request.GET.get("page"))


def stage_filters(request: HttpRequest, counts: dict[str, int], *stages: str) -> list[dict[str, Any]]:
    """The chips of the stages that hold something, with the search kept."""
    current = request.GET.get("o", "")
    shown = [key for key in (stages or tuple(STAGES)) if counts[key] or key == current]
    titles = {"": "Tất cả", **{key: STAGES[key][0] for key in shown}}
    kept = {name: request.GET[name] for name in ("q", "dot", "xa") if request.GET.get(name)}
    return [
        {
            "label": title,
            "count": counts[key],
            "url": "?" + urlencode({**kept, **({"o": key} if key else {})}),
            "current": key == (current if current in titles else ""),
        }
        for key, title in titles.items()
    ]
