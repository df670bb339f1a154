"""The data of the papers of one dossier up to the commune's request, from the frozen version where there is one."""

from collections.abc import Mapping
from typing import Any

from ocop.base.dates import local_date, show, show_long
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.content import kind_title
from ocop.dossiers.queries.desks import latest_snapshot, report_of, supplements_of
from ocop.dossiers.queries.freezing import content_of
from ocop.dossiers.queries.procedure import asked_level, rules_of
from ocop.dossiers.queries.timeline import course_of, with_course
from ocop.dossiers.states import DossierState
from ocop.evaluation.wording import comma
from ocop.papers.queries.gathered import Gathered
from ocop.papers.queries.subjects import About
from ocop.parties.queries import agency_of

_GENERAL = (
    "legal_form", "registration_no", "registered_on", "registration_office", "rep_sex", "rep_ethnicity",
    "rep_residence", "specification", "papers", "ip_titles", "history", "organisation", "workers", "workers_local",
    "workers_female", "material", "process", "capacity", "upgrade_reason",
)  # fmt: skip
_RESULTS = (
    "output_last", "revenue_last", "profit_last", "output_before", "revenue_before", "profit_before", "markets",
    "share_outside", "plan_done",
)  # fmt: skip
_PLANS = ("plan_production", "plan_market", "plan_community", "plan_support")
_FILED = "Chủ thể chưa nộp hồ sơ."


def frozen(dossier: Dossier) -> Mapping[str, Any]:
    """The latest submission, or the draft as it stands."""
    snapshot = latest_snapshot(dossier)
    return snapshot.content if snapshot else content_of(dossier)


def owner(content: Mapping[str, Any]) -> dict[str, str]:
    """Producer, product, its set."""
    shown = _shown(content)
    return {
        "chu_the": content["producer"]["name"],
        "san_pham": content["product"]["name"],
        "bo_san_pham": shown.get("product_set", ""),
        "loai_ho_so": content["kind_title"],
    }


def _shown(content: Mapping[str, Any]) -> dict[str, str]:
    return {row["key"]: row["shown"] for row in content["fields"]}


def _who(content: Mapping[str, Any]) -> dict[str, str]:
    shown = _shown(content)
    address = ", ".join(part for part in (shown.get("unit_address"), shown.get("commune")) if part)
    return {
        "dai_dien": shown.get("rep_name", ""),
        "chuc_vu": shown.get("rep_position", ""),
        "dia_chi": address,
        "dien_thoai": shown.get("unit_phone", ""),
        "thu_dien_tu": shown.get("unit_email", ""),
    }


def _registered(dossier: Dossier) -> dict[str, str]:
    return {
        "so_phieu": dossier.receipt_no,
        "ngay_nop": show(local_date(dossier.submitted_at)) if dossier.submitted_at else "",
    }


def mau_01(about: About) -> Gathered:
    """Phiếu đăng ký."""
    dossier: Dossier = about.record
    content = frozen(dossier)
    snapshot = latest_snapshot(dossier)
    data = {
        **owner(content),
        **_who(content),
        **_registered(dossier),
        "cap_tren": f"cấp {asked_level(dossier)}",
        "loai": dossier.kind,
        "so_mau": _shown(content).get("sample_count", ""),
        "cam_ket": snapshot.declaration if snapshot else "",
        "cong_chuc_xa": str(dossier.commune_officer or ""),
        "so_tiep_nhan_tinh": dossier.intake_no,
        "ngay_tiep_nhan_tinh": show(local_date(dossier.intake_at)) if dossier.intake_at else "",
        "can_bo_tinh": str(dossier.province_officer or ""),
        "xa": dossier.commune.full_name,
        "tinh": about.province.full_name,
    }
    return _by_producer(about, data)


def mau_02(about: About) -> Gathered:
    """Báo cáo tự đánh giá."""
    content = frozen(about.record)
    fields = {row["key"]: (row["label"], row["shown"]) for row in content["fields"]}
    papers = {row["id"]: row for row in content["evidence"]}
    data = {
        **owner(content),
        **_who(content),
        "muc_chung": [list(fields[key]) for key in _GENERAL if fields.get(key, ("", ""))[1]],
        "ket_qua_san_xuat": _two_years(fields),
        "noi_ban": [list(fields[key]) for key in _RESULTS[6:] if fields.get(key, ("", ""))[1]],
        "phuong_huong": [list(fields[key]) for key in _PLANS if fields.get(key, ("", ""))[1]],
        "tieu_chi": [_claim(row, papers) for row in content["criteria"]],
        "tong_diem": comma(content["total"]),
        "sao": content["stars"],
        "minh_chung": [_evidence(number, row) for number, row in enumerate(content["evidence"], start=1)],
    }
    return _by_producer(about, data)


def _two_years(fields: Mapping[str, tuple[str, str]]) -> list[list[str]]:
    rows = (("Sản lượng", "output"), ("Doanh thu", "revenue"), ("Lợi nhuận", "profit"))
    value = {key: fields.get(key, ("", ""))[1] for key in _RESULTS}
    return [[label, value[f"{key}_before"], value[f"{key}_last"]] for label, key in rows if value[f"{key}_last"]]


def _claim(row: Mapping[str, Any], papers: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    cited = [
        papers[item["evidence"]]["title"] + (f", trang {item['pages']}" if item["pages"] else "")
        for item in row["cited"]
        if item["evidence"] in papers
    ]
    points = row["points"]
    return {
        "ma": row["code"],
        "ten": row["name"],
        "phan": row["part"],
        "toi_da": comma(row["max"]),
        "diem": comma(points) if points is not None else "",
        "muc": row["label"],
        "minh_chung": "; ".join(cited),
    }


def _evidence(number: int, row: Mapping[str, Any]) -> list[str]:
    issued = ", ".join(part for part in (row["number"] and f"số {row['number']}", row["issuer"]) if part)
    until = row["valid_until"]
    return [str(number), row["title"], issued, "/".join(reversed(until.split("-"))) if until else ""]


def _by_producer(about: About, data: dict[str, Any]) -> Gathered:
    dossier: Dossier = about.record
    filed = local_date(dossier.submitted_at) if dossier.submitted_at else None
    return Gathered(
        data,
        not_yet=_FILED if dossier.state == DossierState.DRAFT else "",
        subject=about.title,
        dated_on=filed,
        authority="Đại diện chủ thể",
        signer=data["dai_dien"],
    )


def receipt(about: About) -> Gathered:
    """Giấy tiếp nhận hồ sơ."""
    dossier: Dossier = about.record
    content = frozen(dossier)
    papers, rules = content["evidence"], rules_of(dossier)
    pages = sum(row["file"]["pages"] or 0 for row in papers)
    data = {
        **owner(content),
        **_registered(dossier),
        "thanh_phan": [
            ["Phiếu đăng ký (Mẫu 01)", "01 bản"],
            ["Báo cáo tự đánh giá (Mẫu 02)", "01 bản"],
            ["Minh chứng kèm theo", f"{len(papers):02d} tệp, {pages} trang"],
        ],
        "han_xa": _commune_deadline(dossier),
        "han_theo": f"{rules.levels[0].clause}, Quyết định {rules.number}" if rules else "",
        "nguoi_nhan": str(dossier.commune_officer or ""),
    }
    state = _FILED if dossier.state == DossierState.DRAFT else ""
    return Gathered(data, not_yet=state, subject=about.title)


def _commune_deadline(dossier: Dossier) -> str:
    if dossier.submitted_at is None:
        return ""
    course = course_of(with_course(Dossier.objects.filter(pk=dossier.pk)).get())
    day = course.clock.deadline if course.clock else None
    return show(day) if day else "15 ngày làm việc kể từ ngày nhận hồ sơ đầy đủ"


def return_letter(about: About) -> Gathered:
    """Văn bản yêu cầu bổ sung: the latest request."""
    dossier: Dossier = about.record
    found = supplements_of(dossier)
    base = {**owner(frozen(dossier)), **_registered(dossier)}
    if not found:
        return Gathered(base, not_yet="Hồ sơ chưa lần nào được trả lại để bổ sung.", subject=about.title)
    last = found[0]
    data = {
        **base,
        "ly_do": last.reason,
        "han_bo_sung": show(last.due_on) if last.due_on else "",
        "muc_bo_sung": [[str(number), row.title, row.reason] for number, row in enumerate(last.items.all(), start=1)],
    }
    return Gathered(data, subject=about.title, dated_on=local_date(last.at))


def mau_03(about: About) -> Gathered:
    """Báo cáo của UBND cấp xã."""
    dossier: Dossier = about.record
    content, report = frozen(dossier), report_of(dossier)
    data: dict[str, Any] = {**owner(content), **_who(content), "xa": dossier.commune.full_name}
    data["cap_tren"] = f"cấp {asked_level(dossier)}"
    if report is None:
        return Gathered(data, not_yet="Xã chưa soạn báo cáo.", subject=about.title)
    data |= {
        "nguyen_lieu": report.local_material,
        "lao_dong": report.local_labour,
        "y_tuong": report.idea_origin,
        "ban_sac": report.local_identity,
        "hop_ngay": show(report.meeting_on) if report.meeting_on else "",
        "hop_y_kien": report.meeting_note,
        "ngay_ky": show_long(report.signed_on) if report.signed_on else "",
    }
    approved = str(report.approved_by or "")
    return Gathered(
        data,
        recipients=(f"Cơ quan tham mưu OCOP {data['cap_tren']};", "Chủ thể;", "Lưu: VT."),
        not_yet="" if report.approved_at else "Lãnh đạo xã chưa duyệt báo cáo.",
        subject=about.title,
        dated_on=report.signed_on,
        number=report.report_no,
        signer=approved,
    )


def commune_request(about: About) -> Gathered:
    """Văn bản đề nghị của xã."""
    dossier: Dossier = about.record
    report = report_of(dossier)
    asked = about.record.district or about.province
    office, rules = agency_of(asked.pk), rules_of(dossier)
    data = {
        **owner(frozen(dossier)),
        **_registered(dossier),
        "so_bao_cao": report.report_no if report else "",
        "kinh_gui": office.name if office else f"Cơ quan tham mưu OCOP {asked.full_name}",
        "can_cu": rules.law if rules else "",
        "ngay_ky": show_long(report.signed_on) if report and report.signed_on else "",
        "xa": dossier.commune.full_name,
        "loai_ho_so": kind_title(dossier.kind),
    }
    if report is None or not report.approved_at:
        return Gathered(data, not_yet="Lãnh đạo xã chưa duyệt báo cáo.", subject=about.title)
    return Gathered(
        data,
        subject=about.title,
        dated_on=report.signed_on,
        number=report.request_no,
        signer=str(report.approved_by or ""),
    )
