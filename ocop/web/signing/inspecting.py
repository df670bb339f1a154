"""Is this PDF signed, by whom, and is it still as it was? Open to everybody; nothing of the file is kept."""

from datetime import datetime
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ocop.base.dates import HANOI
from ocop.signing.pades.asking import LARGEST, TOO_LARGE, inspected
from ocop.signing.spec import Found, Inspection
from ocop.signing.wording import CHANGED, REVOKED, verdict, whole_verdict
from ocop.web.door import public
from ocop.web.signing.forms import InspectForm

SENTENCES = {
    "valid": "Mọi chữ ký số còn nguyên vẹn và do nơi cấp được hệ thống tin cậy cấp.",
    "wait": "Tệp cần xem kỹ: hãy đọc từng dòng dưới đây.",
    "stop": "Không dùng bản này. Hãy lấy lại bản gốc từ cơ quan ban hành.",
    "unknown": "Tệp PDF này chưa được ký số, nên không thể biết ai ban hành hay đã bị sửa chưa.",
}
TOO_OFTEN = "Từ địa chỉ mạng này đã kiểm tra nhiều tệp liền nhau. Hãy chờ một phút rồi gửi lại tệp."
WAIT_SECONDS = 60


@public
@require_http_methods(["GET", "POST", "HEAD"])
def inspect(request: HttpRequest) -> HttpResponse:
    """Ask for a file; say what its signatures are worth. 429 where one address asks too often."""
    if request.method == "POST" and not ratelimit.consume(request, action="check_signature"):
        return _too_often(request)
    form = InspectForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        found = _inspected(form.cleaned_data["file"])
        context |= {"name": form.cleaned_data["file"].name, **described(found)}
        if found.fault:
            form.add_error("file", found.fault)
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "signing/inspect.html", context, status=status)


def _too_often(request: HttpRequest) -> HttpResponse:
    form = InspectForm(request.POST, request.FILES)
    form.full_clean()
    form.add_error("file", TOO_OFTEN)
    answer = render(request, "signing/inspect.html", {"form": form}, status=429)
    answer["Retry-After"] = str(WAIT_SECONDS)
    return answer


def described(found: Inspection) -> dict[str, Any]:
    """An inspection in words."""
    if found.fault:
        return {}
    tone, title = whole_verdict(found.signatures)
    return {
        "seal": tone,
        "title": title,
        "sentence": SENTENCES[tone],
        "signatures": [_row(number, one, found.roots) for number, one in enumerate(found.signatures, start=1)],
    }


def _inspected(file: Any) -> Inspection:
    if file.size > LARGEST:
        return Inspection(fault=TOO_LARGE)
    return inspected(file.read())


def _row(number: int, found: Found, roots: int) -> dict[str, Any]:
    tone, words = verdict(found)
    return {
        "number": number,
        "found": found,
        "tone": {"valid": "leaf", "wait": "gold", "stop": "lacquer"}[tone],
        "verdict": words.capitalize(),
        "intact": "Còn nguyên vẹn." if found.intact else "Phần đã ký không còn đúng như lúc ký.",
        "changed": CHANGED[found.changed] if found.intact else "",
        "chain": _chain(found, roots),
        "signed_at": _moment(found.signed_at),
        "stamped_at": _moment(found.stamped_at),
        "revoked": REVOKED[found.revoked].capitalize() + ".",
    }


def _chain(found: Found, roots: int) -> str:
    if found.trusted:
        return f"{found.issuer}: thuộc hệ thống chứng thực được tin cậy."
    if not roots:
        return f"{found.issuer}: chưa kiểm tra được, hệ thống chưa khai nơi cấp tin cậy nào."
    return f"{found.issuer}: không thuộc danh sách nơi cấp tin cậy của hệ thống."


def _moment(text: str | None) -> str:
    return f"{datetime.fromisoformat(text).astimezone(HANOI):%H:%M:%S ngày %d/%m/%Y}" if text else ""
