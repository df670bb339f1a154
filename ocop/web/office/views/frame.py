"""What every page of a dossier shows around its own content."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from ocop.base.dates import HANOI
from ocop.dossiers.flows import FLOW
from ocop.dossiers.queries.desks import STAGES, latest_version
from ocop.dossiers.queries.procedure import asked_level
from ocop.dossiers.queries.timeline import Course, course_of
from ocop.dossiers.states import Holder, office_title
from ocop.regulations.spec.procedure import LEVEL_TITLES, Level
from ocop.web.office.rows import place_of

_LISTS = (
    ("dossiers.view_commune_desk", "commune_queue", "Hồ sơ của xã"),
    ("evaluation.view_team_desk", "team_queue", "Hồ sơ của Tổ tư vấn"),
    ("dossiers.view_list", "office_dossiers", "Hồ sơ"),
)
_TABS = (
    ("office_dossier", "Tổng quan", "clipboard-list"),
    ("office_content", "Nội dung đã nộp", "file-text"),
    ("office_report", "Mẫu 03", "writing-sign"),
    ("office_assessment", "Tổ tư vấn", "users"),
    ("office_changes", "Các bản nộp", "versions"),
    ("office_timeline", "Diễn biến", "history"),
)
TONES = {"is_end": "leaf", "is_backward": "gold"}


def frame(request: HttpRequest, dossier: Any, /, current: str) -> dict[str, Any]:
    """The dossier with its course, the tabs, the way back and the moves this person may start."""
    course = course_of(dossier)
    label, tone = place_of(course)
    versions = latest_version(dossier)
    return {
        "dossier": dossier,
        "course": course,
        "clock": course.clock,
        "place_label": label,
        "place_tone": tone,
        "state_title": office_title(dossier.state, dossier.level),
        "here": "huyện" if dossier.level == "district" else "tỉnh",
        "asked": asked_level(dossier),
        "level_title": _level_title(course),
        "waiting": course.open_supplement,
        "versions": versions,
        "moves": {move.name for move in FLOW.possible(dossier, request.user)},
        "tabs": [tab for name, *said in _TABS if (tab := _tab(request, dossier, name, current, versions, *said))],
        "crumbs": [*_way(request), (dossier.product.name, "")],
    }


def _level_title(course: Course) -> str:
    """The level that has the dossier, where there are several; empty once it is done."""
    if not course.dossier.district_id or course.holder == Holder.NOBODY:
        return ""
    return LEVEL_TITLES[Level(course.dossier.level)].capitalize()


def timeline_items(course: Course, *, for_office: bool = True) -> list[dict[str, Any]]:
    """The timeline for the component, in office words or in the producer's."""
    return [
        {
            "title": entry.office if for_office else entry.title,
            "at": entry.at.astimezone(HANOI).strftime("%H:%M %d/%m/%Y"),
            "who": entry.who,
            "tone": "leaf" if entry.is_end else "gold" if entry.is_backward else "sky",
            "icon": "arrow-back-up" if entry.is_backward else "circle-check" if entry.is_end else "arrow-right",
            "text": "; ".join(f"{title}: {reason}" for title, reason in entry.items),
            "reason": entry.reason,
        }
        for entry in course.entries()
    ]


def _tab(
    request: HttpRequest, dossier: Any, name: str, current: str, versions: int, label: str, icon: str
) -> dict[str, Any] | None:
    if name == "office_assessment" and not request.user.has_perm("evaluation.view_assessment", dossier):
        return None
    arguments = [dossier.pk, "chu-the"] if name == "office_content" else [dossier.pk]
    return {
        "label": label,
        "icon": icon,
        "url": reverse(name, args=arguments),
        "current": name == current,
        "count": versions if name == "office_changes" and versions > 1 else 0,
    }


def _way(request: HttpRequest) -> list[tuple[str, str]]:
    """The list this person came from."""
    return next(
        ([(label, reverse(view))] for perm, view, label in _LISTS if request.user.has_perm(perm)),
        [],
    )


def stage_titles() -> dict[str, str]:
    """key → title of the stages of the lists."""
    return {key: title for key, (title, _) in STAGES.items()}
