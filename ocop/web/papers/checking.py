"""The public page of a printed code: is this the frozen one? Says nothing of what a paper holds about persons."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ocop.documents.typeset import shown_hash
from ocop.papers.codes import plain_code, shown_code
from ocop.papers.queries.register import is_frozen_file, paper_by_code
from ocop.web.door import public

LARGEST = 60 * 1024 * 1024


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The paper of a code; a file sent here is compared and not kept."""
    return _page(request, code, None, "")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_page(request: HttpRequest, code: str, page: int, digest: str) -> HttpResponse:
    """One page of it, by its QR."""
    return _page(request, code, page, digest)


def _page(request: HttpRequest, code: str, page: int | None, digest: str) -> HttpResponse:
    if (plain := plain_code(code)) != code and plain:
        return redirect("paper_check", code=plain)
    checked = paper_by_code(code, page, digest)
    if checked is None:
        return render(
            request, "papers/check.html", {"code": code[:40], "seal": "stop", "title": _NO_PAPER}, status=404
        )
    seal, title = _verdict(checked)
    context = {
        "checked": checked,
        "paper": checked.paper,
        "code": shown_code(checked.paper.code),
        "seal": seal,
        "title": title,
        "hashes": [(number, shown_hash(value)) for number, value in enumerate(checked.paper.pages, start=1)],
        "shown": shown_hash(checked.page_hash) if checked.page_hash else "",
        "replaced": getattr(checked.paper, "corrected_by", None),
        "compared": _compare(request, checked.paper),
    }
    return render(request, "papers/check.html", context)


_NO_PAPER = "KHÔNG CÓ VĂN BẢN MANG MÃ NÀY"


def _verdict(checked: Any) -> tuple[str, str]:
    if checked.is_page_right is False:
        return "stop", "TRANG NÀY KHÔNG KHỚP BẢN ĐÃ PHÁT HÀNH"
    if checked.paper.cancelled_at is not None:
        return "stop", "VĂN BẢN ĐÃ HỦY"
    if getattr(checked.paper, "corrected_by", None) is not None:
        return "wait", "VĂN BẢN ĐÃ ĐƯỢC THAY THẾ"
    return "valid", "MÃ CỦA VĂN BẢN ĐÃ PHÁT HÀNH"


def _compare(request: HttpRequest, paper: Any) -> bool | None:
    sent = request.FILES.get("file") if request.method == "POST" else None
    if sent is None or sent.size > LARGEST:
        return None if sent is None else False
    return is_frozen_file(paper, sent.chunks())
