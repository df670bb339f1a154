"""The single steps of the desks: each a POST that ends on the dossier's page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ocop.dossiers.actions import commune, province
from ocop.dossiers.queries.boards import open_rounds
from ocop.dossiers.queries.procedure import asked_level
from ocop.dossiers.queries.teams import commune_officers, province_officers, team_of
from ocop.evaluation.actions import assessment
from ocop.web.door import attempt, door
from ocop.web.office.forms import ReasonForm, SigningForm
from ocop.web.office.loading import dossier_of


def _done(dossier: Any) -> HttpResponse:
    return redirect("office_dossier", dossier=dossier.pk)


def _read(request: HttpRequest, form: forms.Form) -> dict[str, Any] | None:
    """What was typed; None with messages where it cannot be read."""
    if form.is_valid():
        return form.cleaned_data
    for field, errors in form.errors.items():
        for error in errors:
            messages.error(request, f"{form.fields[field].label if field in form.fields else ''}: {error}")
    return None


def _with_reason(permission: str, action: Callable[..., Any], success: str) -> Callable[..., HttpResponse]:
    """A step that needs nothing but a reason."""

    @door(permission, load=dossier_of, methods=("POST",))
    def step(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
        typed = _read(request, ReasonForm(request.POST))
        if typed is not None:
            attempt(request, action, success=success, dossier=dossier, reason=typed["reason"])
        return _done(dossier)

    return step


send_back = _with_reason("dossiers.commune_send_back", commune.send_back, "Đã chuyển lại công chức xem.")
return_to_commune = _with_reason(
    "dossiers.province_return_to_commune", province.return_to_commune, "Đã chuyển hồ sơ lại xã."
)
reopen = _with_reason("dossiers.back_to_review", assessment.reopen, "Đã chuyển lại Tổ tư vấn.")


@door("dossiers.commune_prepare", load=dossier_of, methods=("POST",))
def prepare(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Put it before the commune's leader."""
    attempt(request, commune.prepare, success="Đã trình lãnh đạo xã duyệt.", dossier=dossier)
    return _done(dossier)


@door("dossiers.commune_forward", load=dossier_of, methods=("POST",))
def forward(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Approve and ask the level above."""
    typed = _read(request, SigningForm(request.POST))
    if typed is not None:
        attempt(
            request,
            commune.forward,
            success=f"Đã duyệt và đề nghị {asked_level(dossier)} đánh giá.",
            dossier=dossier,
            **typed,
        )
    return _done(dossier)


@door("dossiers.assign_commune_officer", load=dossier_of, methods=("POST",))
def assign_officer(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Name the commune's officer in charge."""
    officer = _chosen(request, "officer", commune_officers(dossier))
    attempt(request, commune.assign_officer, success="Đã phân công.", dossier=dossier, officer=officer)
    return _done(dossier)


@door("dossiers.province_accept", load=dossier_of, methods=("POST",))
def accept(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Take the dossier in."""
    round_ = _chosen(request, "round", open_rounds(dossier))
    reviewer = _chosen(request, "reviewer", team_of(round_)) if round_ else None
    if round_ is None or reviewer is None:
        messages.error(request, "Hãy chọn đợt và một thành viên Tổ tư vấn của đợt đó.")
        return _done(dossier)
    officer = _chosen(request, "officer", province_officers(dossier))
    said = "Đã tiếp nhận và giao Tổ tư vấn."
    attempt(request, province.accept, success=said, dossier=dossier, round=round_, reviewer=reviewer, officer=officer)
    return _done(dossier)


@door("dossiers.assign_people", load=dossier_of, methods=("POST",))
def assign_people(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Name the officer and the reviewer."""
    officer = _chosen(request, "officer", province_officers(dossier))
    reviewer = _chosen(request, "reviewer", team_of(dossier.round)) if dossier.round else None
    people = {"officer": officer, "reviewer": reviewer}
    attempt(request, province.assign_people, success="Đã phân công.", dossier=dossier, **people)
    return _done(dossier)


@door("dossiers.assign_people", load=dossier_of, methods=("POST",))
def assign_round(request: HttpRequest, dossier: Any, /, **kwargs: Any) -> HttpResponse:
    """Put the dossier into another round."""
    round_ = _chosen(request, "round", open_rounds(dossier))
    if round_ is None:
        messages.error(request, "Hãy chọn một đợt chưa đóng.")
    else:
        attempt(request, province.assign_round, success="Đã xếp đợt.", dossier=dossier, round=round_)
    return _done(dossier)


def _chosen(request: HttpRequest, name: str, offered: list[Any]) -> Any:
    """The thing offered under the key posted; None where nothing was chosen."""
    return next((row for row in offered if str(row.pk) == request.POST.get(name)), None)
