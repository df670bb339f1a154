"""A session: its agenda and progress, attendance, conflicts of interest, its steps."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.base.text import whole
from ocop.evaluation.actions import agenda as plan
from ocop.evaluation.actions import conclusions, meeting, writing
from ocop.evaluation.flows import SESSION_FLOW
from ocop.evaluation.queries.seats import member_of
from ocop.evaluation.queries.sessions import (
    agenda,
    attendance_of,
    get_item,
    postponed_of,
    ready_dossiers,
    rounds_for,
    scoring_items,
    writing_faults,
)
from ocop.evaluation.states import SessionState
from ocop.web.council.forms import DeclarationForm, SessionForm
from ocop.web.council.loading import council_crumbs, council_of, found, item_of, session_crumbs, session_of
from ocop.web.door import attempt, door

STEPS = {
    "open_session": (meeting.open_session, "Đã khai mạc phiên họp.", False),
    "close_session": (meeting.close_session, "Đã kết thúc phiên họp.", False),
    "reopen_session": (meeting.reopen_session, "Phiên họp tiếp tục.", True),
    "publish_session": (meeting.publish_session, "Đã công bố kết quả của phiên họp.", False),
}
ITEM_STEPS = {
    "open_item": (meeting.open_item, "Đã mở chấm điểm.", ""),
    "postpone_item": (plan.postpone_item, "Đã đưa hồ sơ ra khỏi phiên họp.", "reason"),
    "conclude_item": (
        conclusions.conclude_item,
        "Đã kết luận; kết quả giữ đến khi công bố phiên.",
        "opinion",
    ),
    "reopen_item": (conclusions.reopen_item, "Đã mở lại để xem xét.", "reason"),
}


@door("evaluation.view_session", load=session_of, methods=("GET",))
def page(request: HttpRequest, session: Any, session_id: int) -> HttpResponse:
    """The agenda as this person sees it, and what they may do now."""
    user = request.user
    steps = [move.name for move in SESSION_FLOW.possible(session, user)]
    rows = agenda(session, user)
    places = attendance_of(session)
    context = {
        "session": session,
        "state_title": session.state_title,
        "crumbs": session_crumbs(session),
        "rows": rows,
        "places": places,
        "present": sum(place.present for place in places),
        "seat": member_of(user, session.council_id),
        "undeclared": sum(row.must_declare for row in rows),
        "postponed": postponed_of(session),
        "steps": steps,
        "blocks": {name: SESSION_FLOW.findings(session, name) for name in steps},
        "may_plan": user.has_perm("evaluation.plan_session", session) and session.state in plan.CHANGEABLE,
        "may_attend": not session.is_written
        and user.has_perm("evaluation.take_attendance", session)
        and session.state in meeting.SITTING,
        "asking": _asking(session, user),
        "may_see_severity": user.has_perm("evaluation.view_severity", session),
    }
    return render(request, "council/session.html", context)


def _asking(session: Any, user: Any) -> str:
    """What the keeper of written opinions may do now: remind, or close once the last moment has passed."""
    if not session.is_written or session.state != SessionState.OPEN:
        return ""
    if not user.has_perm("evaluation.close_session", session) or not scoring_items(session).exists():
        return ""
    return "remind" if session.takes_answers else "close"


@door("evaluation.close_session", load=session_of, methods=("POST",))
def answers(request: HttpRequest, session: Any, session_id: int) -> HttpResponse:
    """Remind those who have not answered, or close the answers after the last moment."""
    if request.POST.get("viec") == "khep":
        attempt(request, writing.close_answers, session=session, success="Đã khép hạn; xem xét các phiếu đã gửi.")
    else:
        attempt(request, writing.remind_silent, session=session, success="Đã nhắc các thành viên chưa gửi đủ phiếu.")
    return redirect("council_session", session_id)


@door("evaluation.view_session", load=session_of, methods=("POST",))
def step(request: HttpRequest, session: Any, session_id: int, move: str) -> HttpResponse:
    """One step of the session."""
    if move not in STEPS:
        raise Http404
    action, said, with_reason = STEPS[move]
    more = {"reason": request.POST.get("reason", "")} if with_reason else {}
    attempt(request, action, session=session, success=said, **more)
    return redirect("council_session", session_id)


@door("evaluation.view_session", load=item_of, methods=("POST",))
def item_step(request: HttpRequest, item: Any, item_id: int, move: str) -> HttpResponse:
    """One step of an item of the agenda."""
    if move not in ITEM_STEPS:
        raise Http404
    action, said, field = ITEM_STEPS[move]
    more = {field: request.POST.get(field, "")} if field else {}
    done = attempt(request, action, item=item, success=said, **more)
    item = found(get_item(item_id))
    if done and move in ("conclude_item", "reopen_item"):
        return redirect("council_review", item_id)
    if not done and request.user.has_perm("evaluation.view_review", item):
        return redirect("council_review", item_id)
    return redirect("council_session", item.session_id)


@door("evaluation.plan_session", load=council_of)
def create(request: HttpRequest, council: Any, council_id: int) -> HttpResponse:
    """Plan a session."""
    faults = partial(writing_faults, council)
    form = SessionForm(request.POST or None, rounds=rounds_for(council), faults=faults)
    if request.method == "POST" and form.is_valid():
        session = attempt(request, plan.create_session, council=council, **form.cleaned_data)
        if session:
            messages.success(request, "Đã lập phiên; hãy đưa hồ sơ vào chương trình.")
            return redirect("council_add", session.pk)
    context = {"form": form, "council": council, "crumbs": council_crumbs(council, "Lập phiên")}
    return render(request, "council/session_form.html", context)


@door("evaluation.plan_session", load=session_of)
def edit(request: HttpRequest, session: Any, session_id: int) -> HttpResponse:
    """Change name, time, place or deadline."""
    initial = {name: getattr(session, name) for name in ("title", "starts_at", "place", "answer_by")}
    form = SessionForm(request.POST or None, initial=initial, written=session.is_written)
    if request.method == "POST" and form.is_valid():
        data = {key: form.cleaned_data[key] for key in ("title", "starts_at", "place", "answer_by")}
        if attempt(request, plan.edit_session, session=session, success="Đã lưu.", **data):
            return redirect("council_session", session_id)
    context = {"form": form, "session": session, "crumbs": session_crumbs(session, "Sửa phiên")}
    return render(request, "council/session_form.html", context)


@door("evaluation.plan_session", load=session_of)
def add(request: HttpRequest, session: Any, session_id: int) -> HttpResponse:
    """Put ready dossiers on the agenda."""
    ready = ready_dossiers(session)
    if request.method == "POST":
        chosen = ready.filter(pk__in=[key for key in map(whole, request.POST.getlist("dossier")) if key is not None])
        if not chosen:
            messages.error(request, "Hãy chọn ít nhất một hồ sơ.")
        elif attempt(
            request, plan.add_items, session=session, dossiers=list(chosen), success="Đã đưa vào chương trình."
        ):
            return redirect("council_session", session_id)
    context = {"session": session, "ready": ready, "crumbs": session_crumbs(session, "Thêm hồ sơ")}
    return render(request, "council/session_add.html", context)


@door("evaluation.plan_session", load=session_of, methods=("POST",))
def reorder(request: HttpRequest, session: Any, session_id: int) -> HttpResponse:
    """Move one item up or down."""
    order = [row.item.pk for row in agenda(session, request.user)]
    key, way = whole(request.POST.get("item", "")), request.POST.get("huong", "")
    if key in order:
        at = order.index(key)
        to = max(0, min(len(order) - 1, at + (-1 if way == "len" else 1)))
        order.insert(to, order.pop(at))
        attempt(request, plan.reorder_items, session=session, order=order)
    return redirect("council_session", session_id)


@door("evaluation.take_attendance", load=session_of)
def attendance(request: HttpRequest, session: Any, session_id: int) -> HttpResponse:
    """Who is present; nobody is where opinions come in writing."""
    if session.is_written:
        raise Http404
    places = attendance_of(session)
    if request.method == "POST":
        present = [key for key in map(whole, request.POST.getlist("present")) if key is not None]
        notes = {place.member.pk: request.POST.get(f"note-{place.member.pk}", "") for place in places}
        action = meeting.take_attendance
        if attempt(request, action, session=session, present=present, notes=notes, success="Đã lưu điểm danh."):
            return redirect("council_session", session_id)
    context = {"session": session, "places": places, "crumbs": session_crumbs(session, "Điểm danh")}
    return render(request, "council/attendance.html", context)


@door("evaluation.view_session", load=session_of)
def declarations(request: HttpRequest, session: Any, session_id: int) -> HttpResponse:
    """A member's word on conflict of interest, dossier by dossier, before it opens."""
    if request.method == "POST" and request.POST.get("tat-ca"):
        count = attempt(request, meeting.declare_none, session=session)
        if count:
            messages.success(request, "Đã kê khai không xung đột lợi ích với các hồ sơ còn lại.")
        return redirect("council_declare", session_id)
    rows = [row for row in agenda(session, request.user) if row.mine is not None]
    if not rows and member_of(request.user, session.council_id) is None:
        raise Http404
    context = {"session": session, "rows": rows, "crumbs": session_crumbs(session, "Kê khai xung đột lợi ích")}
    context["undeclared"] = sum(row.must_declare for row in rows)
    return render(request, "council/declare.html", context)


@door("evaluation.declare_conflict", load=item_of, methods=("POST",))
def declare(request: HttpRequest, item: Any, item_id: int) -> HttpResponse:
    """One declaration."""
    form = DeclarationForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data["has_conflict"] == "yes"
        attempt(
            request,
            meeting.declare_conflict,
            item=item,
            has_conflict=said,
            reason=form.cleaned_data["reason"],
            success="Đã ghi kê khai.",
        )
    else:
        messages.error(request, "Hãy chọn có hoặc không có xung đột lợi ích.")
    return redirect("council_declare", item.session_id)
