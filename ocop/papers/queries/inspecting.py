"""The data of the papers of an inspection."""

from typing import Any

from ocop.base.dates import show, show_long
from ocop.evaluation.wording import stars_words
from ocop.papers.queries.gathered import Gathered
from ocop.papers.queries.subjects import About
from ocop.supervision.models import CheckedMatter, InspectedProduct, Inspection
from ocop.supervision.queries.inspections import team_of
from ocop.supervision.queries.pending import last_day_to_revoke
from ocop.supervision.queries.products import changed_in, conclusion_of, matters_of, minutes_of, products_of
from ocop.supervision.spec import FOUND_TITLES, GROUNDS, MATTERS, PART_TITLES, SHORT_OUTCOMES, Found, Outcome, Part
from ocop.supervision.states import MinutesState

_HEAD = "Trưởng đoàn"


def inspection_decision(about: About) -> Gathered:
    """Quyết định kiểm tra: team, products, what is looked at."""
    row: Inspection = about.record
    data = {
        "noi_dung": row.title,
        "hinh_thuc": row.get_kind_display().lower(),
        "can_cu": row.basis,
        "ly_do": row.reason,
        "tu_ngay": show_long(row.starts_on),
        "den_ngay": show_long(row.ends_on),
        **_team(row),
        "san_pham_ds": [_product(number, product) for number, product in enumerate(products_of(row), start=1)],
        "xem": [matter.title for matter in MATTERS],
        "so_quyet_dinh": row.decision_no,
        "ngay_ky": show_long(row.decided_on) if row.decided_on else "",
        "tinh": about.province.full_name,
    }
    return Gathered(
        data,
        not_yet="" if row.decided_on else "Lãnh đạo chưa ban hành quyết định kiểm tra.",
        subject=row.title,
        dated_on=row.decided_on,
        number=row.decision_no,
        authority=row.decision_title,
        signer=str(row.decision_by) if row.decision_by else "",
    )


def _team(row: Inspection) -> dict[str, Any]:
    team = team_of(row)
    listed = [
        [
            str(number),
            member.name,
            member.agency,
            f"{_HEAD}, {member.task[:1].lower()}{member.task[1:]}" if member.is_head else member.task,
        ]
        for number, member in enumerate(team, start=1)
    ]
    return {"doan": listed, "truong_doan": next((member.name for member in team if member.is_head), "")}


def _product(number: int, product: InspectedProduct) -> list[str]:
    paper = product.certificate
    return [
        str(number),
        f"{paper.product_name}\n{paper.code}",
        f"{paper.producer_name}, {paper.commune_name}",
        stars_words(paper.stars),
        paper.number,
    ]


def inspection_minutes(about: About) -> Gathered:
    """Biên bản kiểm tra of one product."""
    product: InspectedProduct = about.record
    row, paper, minutes = product.inspection, product.certificate, minutes_of(product)
    data: dict[str, Any] = {
        "chu_the": paper.producer_name,
        "san_pham": paper.product_name,
        "so_giay": paper.number,
        "hang": stars_words(paper.stars),
        "xa": paper.commune_name,
        "quyet_dinh": _decision(row),
        **_team(row),
    }
    if minutes is None:
        return Gathered(data, not_yet="Chưa có quyết định kiểm tra.", subject=about.title)
    data |= {
        "ngay_kiem_tra": show_long(minutes.held_on) if minutes.held_on else "",
        "noi_kiem_tra": minutes.place,
        "co_mat": minutes.present,
        "noi_dung": _matters(matters_of(minutes)) if minutes.written_at else [],
        "nhan_xet": minutes.findings,
        "y_kien": minutes.opinion,
        "nguoi_ghi": str(minutes.written_by) if minutes.written_by else "",
    }
    closed = minutes.state == MinutesState.CLOSED
    return Gathered(
        data,
        not_yet="" if closed else "Biên bản chưa khép.",
        subject=about.title,
        dated_on=minutes.held_on,
        signer=data["truong_doan"],
    )


def _matters(rows: list[CheckedMatter]) -> list[dict[str, str]]:
    """The lines that were looked at; what nobody had to look at only where somebody did."""
    return [
        {
            "phan": PART_TITLES[Part(row.part)],
            "noi_dung": row.title,
            "da_chung_nhan": row.certified,
            "ket_qua": FOUND_TITLES[Found(row.found)] if row.found else "",
            "ghi_chu": row.note,
        }
        for row in rows
        if row.found or row.part != Part.OTHER
    ]


def inspection_conclusion(about: About) -> Gathered:
    """Kết luận kiểm tra: each product with what was found and what is to be done."""
    row: Inspection = about.record
    products = products_of(row)
    data = {
        "noi_dung": row.title,
        "quyet_dinh": _decision(row),
        "thoi_gian": f"từ {show_long(row.starts_on)} đến hết {show_long(row.ends_on)}",
        "nhan_xet": row.summary,
        "san_pham_ds": [_product(number, product) for number, product in enumerate(products, start=1)],
        "ket_luan": [found for product in products if (found := _concluded(row, product))],
        "so_ket_luan": row.conclusion_no,
        "ngay_ky": show_long(row.concluded_on) if row.concluded_on else "",
        "tinh": about.province.full_name,
    }
    return Gathered(
        data,
        not_yet="" if row.concluded_on else "Kết luận chưa ký.",
        subject=row.title,
        dated_on=row.concluded_on,
        number=row.conclusion_no,
        authority=row.conclusion_title,
    )


def _decision(row: Inspection) -> str:
    return f"số {row.decision_no} {show_long(row.decided_on)}" if row.decided_on else ""


def _concluded(row: Inspection, product: InspectedProduct) -> dict[str, Any]:
    made, paper = conclusion_of(product), product.certificate
    if made is None:
        return {}
    ground = GROUNDS.get(made.ground)
    due = last_day_to_revoke(row.concluded_on) if row.concluded_on and made.outcome == Outcome.REVOKE else None
    return {
        "san_pham": paper.product_name,
        "chu_the": paper.producer_name,
        "xa": paper.commune_name,
        "so_giay": paper.number,
        "khac": [f"{matter.title}: {matter.note}" for matter in changed_in(product)],
        "viec": made.outcome,
        "ket_luan": SHORT_OUTCOMES[Outcome(made.outcome)],
        "ly_do": made.reason,
        "truong_hop": ground.clause if ground else "",
        "han": show(made.remedy_by) if made.remedy_by else "",
        "han_thu_hoi": show(due) if due else "",
        "bo_cap": paper.decision.authority == "ministry",
    }
