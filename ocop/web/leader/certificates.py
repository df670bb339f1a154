"""Certificates for officials and their holders: list, page with history, the paper itself."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from ocop.base.dates import show
from ocop.base.spreadsheet import CONTENT_TYPE, Column, workbook
from ocop.base.text import fold
from ocop.catalogue.wording import SEALS, TAGS, status_sentence
from ocop.documents.actions.files import open_file
from ocop.recognition.codes import code_url
from ocop.recognition.queries.certificates import (
    get_certificate,
    in_unit,
    measures_open,
    standing,
    today,
    units_of,
    visible_to,
    with_status,
)
from ocop.recognition.states import STATUS_TITLES, CertificateStatus
from ocop.signing.queries import is_signed
from ocop.supervision.queries.products import inspections_of
from ocop.web.door import NOT_FOUND, door
from ocop.web.links import unit_asked

PER_PAGE = 25
BANDS = {"valid": ("done", "circle-check"), "wait": ("wait", "alert-triangle"), "stop": ("stop", "ban")}
MEASURES = {
    "suspended": ("tam-dung", "Tạm dừng"),
    "restored": ("khoi-phuc", "Khôi phục"),
    "revoked": ("thu-hoi", "Thu hồi"),
}
COLUMNS = (
    Column("Số giấy chứng nhận", 24),
    Column("Mã sản phẩm", 22),
    Column("Sản phẩm", 40),
    Column("Hạng sao", 10),
    Column("Chủ thể", 36),
    Column("Xã, phường", 22),
    Column("Bộ sản phẩm", 36),
    Column("Quyết định", 20),
    Column("Ngày cấp", 13),
    Column("Có giá trị đến hết", 17),
    Column("Tình trạng hôm nay", 20),
)


def load_certificate(request: HttpRequest, pk: int, **kwargs: Any) -> Any:
    """The certificate of this address."""
    found = get_certificate(pk)
    if found is None:
        raise Http404(NOT_FOUND)
    return found


@door("recognition.view_register", methods=("GET",))
def certificates(request: HttpRequest) -> HttpResponse:
    """The certificates this person may see, with words, stars and status to filter by."""
    rows = _found(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(row) for row in page],
        "filters": _filters(request),
        "units": units_of(visible_to(request.user)),
        "chosen_unit": request.GET.get("xa", ""),
        "query": request.GET.get("q", ""),
        "status": request.GET.get("tinh-trang", ""),
    }
    return render(request, "leader/certificates.html", context)


@door("recognition.view_register", methods=("GET",))
def export(request: HttpRequest) -> HttpResponse:
    """The same list as Excel."""
    rows = (
        (
            row.number,
            row.code,
            row.product_name,
            row.stars,
            row.producer_name,
            row.commune_name,
            row.set_name,
            row.decision.number,
            row.issued_on,
            row.extended_to,
            STATUS_TITLES[CertificateStatus(row.status)].capitalize(),
        )
        for row in _found(request).iterator(chunk_size=500)
    )
    content = workbook(f"Giấy chứng nhận OCOP, ngày {show(today())}", COLUMNS, rows)
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="giay-chung-nhan-{today():%Y%m%d}.xlsx"'
    return answer


@door("recognition.view_certificate", load=load_certificate, methods=("GET",))
def certificate(request: HttpRequest, certificate: Any, pk: int) -> HttpResponse:
    """One certificate with what it is worth today and everything that happened to it."""
    worth = standing(certificate)
    context = {
        "certificate": certificate,
        "standing": worth,
        "band": BANDS[SEALS[worth.status]][0] if worth else "wait",
        "band_icon": BANDS[SEALS[worth.status]][1] if worth else "hourglass",
        "title": STATUS_TITLES[worth.status] if worth else "CHƯA ĐẾN NGÀY CẤP",
        "sentence": status_sentence(worth, certificate.stars) if worth else "",
        "events": certificate.events.all(),
        "address": code_url(certificate.code, certificate.token),
        "signs": certificate.file and request.user.has_perm("signing.open_paper", certificate),
        "measures": _measures(request, certificate),
        "signed": is_signed(certificate.file_id),
        "registered": request.user.has_perm("recognition.view_register"),
        "inspected": inspections_of(certificate, request.user),
    }
    return render(request, "leader/certificate.html", context)


@door("recognition.view_certificate", load=load_certificate, methods=("GET",))
def paper(request: HttpRequest, certificate: Any, pk: int) -> HttpResponse | FileResponse:
    """The paper as it was issued: always the same bytes. Not public, so that nobody prints himself a blank."""
    if certificate.file is None:
        raise Http404(NOT_FOUND)
    stored = certificate.file
    name = f"{slugify(fold(certificate.product_name))[:80]}-{certificate.code}.{stored.name.rpartition('.')[2]}"
    answer = FileResponse(open_file(stored), content_type=stored.content_type, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _measures(request: HttpRequest, certificate: Any) -> list[tuple[str, str]]:
    """What the leader may decide on it today: word of the address, title."""
    if not request.user.has_perm("recognition.decide_certificate", certificate):
        return []
    return [MEASURES[kind] for kind in measures_open(certificate)]


def _found(request: HttpRequest) -> Any:
    rows = with_status(visible_to(request.user)).select_related("decision").order_by("-issued_on", "sort_key", "pk")
    for word in fold(request.GET.get("q", "")).split():
        rows = rows.filter(folded__contains=word)
    if request.GET.get("sao") in ("3", "4", "5"):
        rows = rows.filter(stars=int(request.GET["sao"]))
    if unit := unit_asked(request):
        rows = in_unit(rows, unit)
    if request.GET.get("tinh-trang") in {status.value for status in CertificateStatus}:
        rows = rows.filter(status=request.GET["tinh-trang"])
    return rows


def _filters(request: HttpRequest) -> list[dict[str, Any]]:
    current = request.GET.get("tinh-trang", "")
    entries = [("", "Tất cả"), *((status.value, title.capitalize()) for status, title in STATUS_TITLES.items())]
    found = []
    for value, label in entries:
        params = request.GET.copy()
        params.pop("page", None)
        params["tinh-trang"] = value
        found.append({"label": label, "url": f"?{params.urlencode()}", "current": value == current, "count": None})
    return found


def _row(row: Any) -> dict[str, Any]:
    status = CertificateStatus(row.status)
    return {"certificate": row, "status": STATUS_TITLES[status].capitalize(), "tag": TAGS[SEALS[status]]}
