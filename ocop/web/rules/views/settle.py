"""Settling what the file left open: ten places on a page, one button, nothing typed is lost."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.base.errors import NotAllowed, Refused
from ocop.base.text import whole
from ocop.regulations.actions import settle_finding
from ocop.regulations.queries.drafting import Place, counted, findings_in, places_of, usual_reasons
from ocop.web.door import ask_or_404, door
from ocop.web.rules.loading import crumbs, draft_of

ON_PAGE = 10
STATES = (("mo", "Chưa kết luận"), ("xong", "Đã kết luận"), ("", "Tất cả"))


@dataclass
class Asked:
    """A place with what was typed for it and what is wrong with that."""

    place: Place
    value: str
    reason: str
    ticked: bool = False
    error: str = ""


@door("regulations.view_draft", load=draft_of)
def findings(request: HttpRequest, draft: Any, **kwargs: Any) -> HttpResponse:
    """The places, open ones first; a POST settles those that are ticked or have a new reason."""
    if request.method == "POST":
        ask_or_404(request, "regulations.draft", draft)
        return _settle(request, draft)
    state = request.GET.get("loc", "mo")
    page = Paginator(findings_in(draft, state), ON_PAGE).get_page(request.GET.get("page"))
    asked = [Asked(place, place.value, place.finding.reason) for place in places_of(draft, page.object_list)]
    return _page(request, draft, asked, state, page)


def _settle(request: HttpRequest, draft: Any) -> HttpResponse:
    state = request.POST.get("loc", "mo")
    keys = [key for key in map(whole, request.POST.getlist("cho")[:100]) if key is not None]
    common = request.POST.get("ly-do-chung", "")
    asked, settled = [], 0
    for place in places_of(draft, findings_in(draft).filter(pk__in=keys)):
        one = _typed(request, place)
        asked.append(one)
        if not _meant(one):
            continue
        try:
            row = settle_finding(
                by=request.user, finding=place.finding, value=one.value, reason=one.reason or common
            )  # fmt: skip
        except NotAllowed:
            raise
        except Refused as error:
            one.error = str(error)
        else:
            settled += 1
            one.ticked = False
            one.reason, place.finding.settled_at = row.reason, row.settled_at
    wrong = [one for one in asked if one.error]
    if settled:
        messages.success(request, f"Đã kết luận {settled} chỗ; còn {counted(draft).open}.")
    if not wrong:
        if not settled:
            messages.error(request, "Chưa chỗ nào được kết luận: hãy đánh dấu chọn hoặc ghi lý do.")
        return redirect(f"{reverse('rules_findings', args=[draft.pk])}?loc={state}")
    messages.error(request, f"{len(wrong)} chỗ chưa ghi được; xem câu báo ở từng chỗ.")
    return _page(request, draft, asked, state, None, common)


def _typed(request: HttpRequest, place: Place) -> Asked:
    key = place.finding.pk
    return Asked(
        place,
        value=request.POST.get(f"doc-{key}", "").strip(),
        reason=request.POST.get(f"ly-do-{key}", "").strip(),
        ticked=request.POST.get(f"chon-{key}") == "co",
    )


def _meant(one: Asked) -> bool:
    """Ticked, or with a reason that is new, or (once settled) with another reading."""
    finding = one.place.finding
    is_new = bool(one.reason) and one.reason != finding.reason
    return one.ticked or is_new or (finding.is_settled and one.value != finding.value)


def _page(
    request: HttpRequest, draft: Any, asked: list[Asked], state: str, page: Any, common: str = ""
) -> HttpResponse:
    here = reverse("rules_findings", args=[draft.pk])
    found = counted(draft)
    numbers = {"mo": found.open, "xong": found.settled, "": found.findings}
    context = {
        "draft": draft,
        "asked": asked,
        "state": state,
        "page": page,
        "common": common,
        "counted": found,
        "reasons": usual_reasons(draft),
        "filters": [
            {"label": label, "url": f"{here}?loc={key}", "count": numbers[key], "current": key == state}
            for key, label in STATES
        ],
        "may_draft": request.user.has_perm("regulations.draft", draft),
        "crumbs": crumbs(draft, ("Chỗ chưa rõ", "")),
    }
    return render(request, "rules/findings.html", context)
