"""Pages for buyers, shops and journalists: search, the page of a certificate, our public keys."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ocop.catalogue import queries, wording
from ocop.documents.codes import public_key_text, public_keys
from ocop.recognition.states import STATUS_TITLES, CertificateStatus
from ocop.web.door import public
from ocop.web.public.forms import SearchForm

PER_PAGE = 25
# Today's status must not grow old in a cache between us and the reader.
briefly = cache_control(public=True, max_age=60)
SCANS = {
    queries.Scan.FORGED: (
        "stop",
        "MÃ QR KHÔNG DO HỆ THỐNG PHÁT HÀNH",
        "Mã sản phẩm này có thật, nhưng chữ ký trong mã QR không đúng. Bao bì có thể bị làm giả.",
    ),
    queries.Scan.MADE_UP: (
        "stop",
        "MÃ NÀY KHÔNG DO HỆ THỐNG PHÁT HÀNH",
        "Không có giấy chứng nhận nào mang mã này, và chữ ký trong mã QR không phải của chúng tôi.",
    ),
    queries.Scan.LOST: (
        "unknown",
        "CHƯA TÌM THẤY TRONG HỒ SƠ",
        "Chữ ký của mã QR hợp lệ nhưng giấy chứng nhận chưa có ở đây. Hãy thử lại sau hoặc báo cơ quan quản lý.",
    ),
    queries.Scan.UNKNOWN: (
        "unknown",
        "KHÔNG CÓ MÃ NÀY",
        "Hệ thống không có giấy chứng nhận nào mang mã này. Hãy xem lại mã in trên bao bì hoặc tìm theo tên sản phẩm.",
    ),
}


@public
@require_safe
@briefly
def catalogue(request: HttpRequest) -> HttpResponse:
    """Search: certificates of this system, and apart from them what was published before it."""
    if code := _code_typed(request):
        return redirect("certificate_public", code=code)
    past = request.GET.get("phan") == "da-cong-bo"
    form = SearchForm(request.GET or None, past=past)
    filters = form.filters() if form.is_bound else queries.Filters()
    ours, earlier = queries.search(filters), queries.search_past(filters)
    page = Paginator(earlier if past else ours, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "public/catalogue.html",
        {
            "form": form,
            "past": past,
            "page": page,
            "rows": list(page) if past else [_row(facts) for facts in page],
            "ours_count": ours.count() if past else page.paginator.count,
            "past_count": page.paginator.count if past else earlier.count(),
            "searching": any(request.GET.get(name) for name in form.fields),
        },
    )


@public
@require_safe
@briefly
def certificate(request: HttpRequest, code: str, token: str = "") -> HttpResponse:
    """What a certificate is worth today; with the token of its QR also whether that QR is ours."""
    found = queries.scan(code, token)
    if found in SCANS:
        seal, title, text = SCANS[found]
        context = {"seal": seal, "title": title, "text": text, "code": code, "scan": found.value}
        return render(request, "public/no_certificate.html", context, status=404)
    shown = queries.find(code)
    if shown is None:
        seal, title, text = SCANS[queries.Scan.UNKNOWN]
        context = {"seal": seal, "title": title, "text": text, "code": code, "scan": "unknown"}
        return render(request, "public/no_certificate.html", context, status=404)
    return render(request, "public/certificate.html", {"signed": bool(token), **_certificate(shown)})


@public
@require_safe
@briefly
def key_page(request: HttpRequest) -> HttpResponse:
    """Our public keys, and how anyone checks a code without asking us."""
    return render(request, "public/keys.html", {"keys": _keys()})


@public
@require_safe
@briefly
def key_file(request: HttpRequest) -> HttpResponse:
    """The same keys for machines, as JSON Web Keys."""
    rows = [{"kid": row["id"], "kty": "OKP", "crv": "Ed25519", "use": "sig", "x": row["text"]} for row in _keys()]
    return JsonResponse({"keys": rows})


@public
@require_safe
@briefly
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what is public; the printed addresses lead to the same pages."""
    lines = ("User-agent: *", "Allow: /tra-cuu/", "Allow: /c/", "Allow: /khoa-cong-khai/", "Disallow: /")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _code_typed(request: HttpRequest) -> str:
    """A whole product code typed into the search goes straight to its page."""
    typed = request.GET.get("q", "").strip()
    return typed if typed.count("-") == 3 and queries.scan(typed) == queries.Scan.UNSIGNED else ""


def _row(facts: dict[str, Any]) -> dict[str, Any]:
    status = CertificateStatus(facts["status"])
    seal = wording.SEALS[status]
    return {
        **facts,
        "seal": seal,
        "tag": wording.TAGS[seal],
        "status_title": STATUS_TITLES[status].capitalize(),
        "level": wording.LEVELS[facts["decision__authority"]],
    }


def _certificate(shown: queries.PublicCertificate) -> dict[str, Any]:
    facts, standing = shown.facts, shown.standing
    return {
        "facts": facts,
        "seal": wording.SEALS[standing.status],
        "title": STATUS_TITLES[standing.status],
        "sentence": wording.status_sentence(standing, facts["stars"]),
        "level": wording.LEVELS[facts["decision__authority"]],
        "authority": wording.authority(facts["decision__authority"], facts["decision__signed_on"]),
        "term": wording.term_words(facts["issued_on"], facts["valid_until"]),
        "changes": shown.changes,
        "successor": shown.successor,
    }


def _keys() -> list[dict[str, Any]]:
    return [{"id": key, "text": public_key_text(raw)} for key, raw in public_keys().items()]
