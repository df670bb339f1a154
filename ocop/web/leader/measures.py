"""The leader's decision on a certificate: suspend, restore, revoke."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ocop.base.errors import NotAllowed, Refused
from ocop.recognition.actions.measures import decide_certificate
from ocop.recognition.queries.certificates import today
from ocop.supervision.queries.pending import proposal_on
from ocop.web.door import NOT_FOUND, door
from ocop.web.leader.certificates import load_certificate
from ocop.web.leader.forms import MeasureForm, SuspensionForm

# the word of the address, the event, the form
ACTS = {
    "tam-dung": ("suspended", "Tạm dừng giấy chứng nhận", SuspensionForm),
    "khoi-phuc": ("restored", "Khôi phục giấy chứng nhận", MeasureForm),
    "thu-hoi": ("revoked", "Thu hồi giấy chứng nhận", MeasureForm),
}
EFFECTS = {
    "suspended": "Từ ngày có hiệu lực, trang công khai ghi “Đang tạm dừng” và bao bì không được in hạng sao.",
    "restored": "Từ ngày có hiệu lực, giấy lại có giá trị như trước khi tạm dừng.",
    "revoked": "Từ ngày có hiệu lực, trang công khai ghi “Đã thu hồi”. Việc này không rút lại được.",
}


@door("recognition.decide_certificate", load=load_certificate)
def measure(request: HttpRequest, certificate: Any, pk: int, act: str) -> HttpResponse:
    """The form of one act; posting it writes the decision."""
    if act not in ACTS:
        raise Http404(NOT_FOUND)
    kind, title, form_class = ACTS[act]
    proposed = proposal_on(certificate, kind)
    form = form_class(request.POST or None, initial=_initial(proposed))
    if request.method == "POST" and form.is_valid():
        try:
            decide_certificate(by=request.user, certificate=certificate, facts=form.facts(kind))
        except NotAllowed:
            raise
        except Refused as refusal:
            form.show(refusal)
        else:
            messages.success(request, "Đã ghi quyết định. Chủ thể và xã nhận thông báo.")
            return redirect("certificate", pk=pk)
    context = {
        "certificate": certificate,
        "title": title,
        "effect": EFFECTS[kind],
        "form": form,
        "proposed": proposed,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "leader/measure.html", context, status=status)


def _initial(proposed: Any) -> dict[str, Any]:
    """Today; basis and reason from the signed conclusion of an inspection that proposes this measure, to be read over
    and changed."""
    days = {"signed_on": today(), "effective_on": today()}
    if proposed is None:
        return days
    return {**days, "basis": proposed.basis, "reason": proposed.conclusion.reason}
