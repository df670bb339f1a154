"""The data of the papers of the advisory team and the council."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from ocop.base.dates import HANOI, local_date, show, show_long
from ocop.dossiers.models import Dossier
from ocop.evaluation import wording
from ocop.evaluation.models import AgendaItem, Conclusion, ConflictDeclaration, Knockout, Recheck, ScoreSheet, Session
from ocop.evaluation.queries.assessment import reports_of
from ocop.evaluation.queries.seats import active_members
from ocop.evaluation.queries.sessions import answers_of, attendance_of, items_of, postponed_of
from ocop.evaluation.queries.sheets import marks_of, rules_of
from ocop.evaluation.states import SessionState
from ocop.evaluation.wording import comma, stars_words
from ocop.papers.queries.filing import frozen, owner
from ocop.papers.queries.gathered import Gathered
from ocop.papers.queries.subjects import About
from ocop.regulations.queries import criteria_sheet

_OPEN = "Phiên họp chưa có sản phẩm trong chương trình."
_UNDONE = "Còn sản phẩm chưa kết luận."


def team_report(about: About) -> Gathered:
    """Báo cáo của Tổ tư vấn, as it was frozen when the team finished."""
    dossier: Dossier = about.record
    data: dict[str, Any] = {**owner(frozen(dossier)), "xa": dossier.commune.full_name}
    found = reports_of(dossier)
    if not found:
        return Gathered(data, not_yet="Tổ tư vấn chưa hoàn thành báo cáo.", subject=about.title)
    report = found[0]
    content = report.content
    names = {rule.code: rule for rule in criteria_sheet(dossier.criteria_set)}
    data |= {
        "tieu_chi": [_finding(row, names) for row in content["criteria"]],
        "tong_diem": content["total"],
        "sao": content["stars"],
        "khao_sat": _surveys(content),
        "kiem_nghiem": [_test(row) for row in content["tests"]],
        "mau": f"Đã nhận {content['samples']} mẫu sản phẩm." if content["samples"] else "",
        "nhan_xet": content["summary"],
        "de_xuat": content["proposal"],
        "ngay_ky": show_long(local_date(report.finished_at)),
        "lan": report.version,
    }
    day = local_date(report.finished_at)
    return Gathered(data, subject=about.title, dated_on=day, signer=str(report.finished_by))


def _finding(row: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, str]:
    rule = names.get(row["code"])
    note = "; ".join(part for part in (row["note"], row["knockout"] and f"Đề xuất loại: {row['knockout']}") if part)
    return {
        "ma": row["code"],
        "ten": rule.name if rule else "",
        "tu_cham": _points(row["claimed"]),
        "xac_nhan": _points(row["found"]),
        "nhan_dinh": note,
    }


def _points(value: str | None) -> str:
    return comma(value) if value not in (None, "") else ""


def _surveys(content: Mapping[str, Any]) -> list[str]:
    if content["surveys"]:
        return [f"Ngày {row['on']}, tại {row['place']}: {row['findings']}" for row in content["surveys"]]
    waived = content["survey_waived_reason"]
    return [f"Không khảo sát thực tế. Lý do: {waived}"] if waived else []


def _test(row: Mapping[str, Any]) -> str:
    outcome = row["result"] or (
        f"không kiểm nghiệm nữa, lý do: {row['waived']}" if row["waived"] else "chưa có kết quả"
    )
    lab = f" ({row['lab']})" if row["lab"] else ""
    return f"{row['what']}{lab}: {outcome}"


def _meeting(session: Session) -> dict[str, Any]:
    council = session.council
    seats = active_members(council)
    at = session.starts_at.astimezone(HANOI)
    return {
        "hoi_dong": council.name,
        "so_qd_hoi_dong": f"{council.decision_no} {show_long(council.decided_on)}",
        "phien": session.title,
        "dot": session.round.name,
        "gio_hop": f"{at.hour:02d} giờ {at.minute:02d} phút",
        "ngay_hop": show_long(at.date()),
        "noi_hop": "lấy ý kiến bằng văn bản, không họp" if session.is_written else session.place,
        "bang_van_ban": session.is_written,
        "han_tra_loi": _moment_of(session.answer_by),
        "chu_tich": next((str(seat.user) for seat in seats if seat.role == "chair"), ""),
        "thu_ky": next((str(seat.user) for seat in seats if seat.role == "secretary"), ""),
        "quy_che": str(session.rules),
        "chuong_trinh": [_line(number, item) for number, item in enumerate(items_of(session), start=1)],
        "thanh_vien": [
            [str(number), str(place.member.user), place.member.position, place.member.agency,
             place.member.get_role_display(), "Có mặt" if place.present else "Vắng", place.note]
            for number, place in enumerate(attendance_of(session), start=1)
        ],
        "co_mat": sum(place.present for place in attendance_of(session)),
        "tong_thanh_vien": len(seats),
        "so_san_pham": len(items_of(session)),
    }  # fmt: skip


def _line(number: int, item: AgendaItem) -> list[str]:
    dossier = item.dossier
    return [
        str(number),
        dossier.product.name,
        dossier.product.producer.name,
        dossier.commune.full_name,
        dossier.criteria_set.name,
    ]


def session_paper(about: About) -> Gathered:
    """Invitation, agenda, attendance list, written-opinion slips: before the results."""
    session: Session = about.record
    data = _meeting(session)
    return Gathered(
        data,
        not_yet="" if data["chuong_trinh"] else _OPEN,
        subject=f"{session.title}, {session.round.name}",
        signer=data["chu_tich"],
    )


def results_paper(about: About) -> Gathered:
    """Summary table, minutes and report: all from the conclusions with their proofs."""
    session: Session = about.record
    found = list(
        Conclusion.objects.filter(item__session=session)
        .select_related("item__dossier__product__producer", "item__dossier__commune", "item__dossier__criteria_set")
        .order_by("item__order", "pk")
    )
    rows = [_result(number, row) for number, row in enumerate(found, start=1)]
    moves = {move.move: move for move in session.moves.all()}
    data = {
        **_meeting(session),
        "ket_qua": rows,
        "thanh_vien_cham": sorted({name for row in rows for name, _ in row["phieu"]}),
        "theo_hang": by_stars(row.stars for row in found),
        "khai_mac": _moment(moves.get("open_session")),
        "ket_thuc": _moment(moves.get("close_session")),
        "lui_lai": [f"{move.item.dossier.product.name}: {move.reason}" for move in postponed_of(session)],
        "phieu_hop_le": sum(len(row["phieu"]) for row in rows),
    }
    _add_discussion(session, rows)
    done = rows and len(rows) == len(items_of(session))
    late = session.state in (SessionState.CLOSED, SessionState.PUBLISHED)
    not_yet = "" if done and late else ("Phiên họp chưa kết thúc." if done else _UNDONE)
    day = local_date(moves["close_session"].at) if "close_session" in moves else None
    return Gathered(
        data,
        not_yet=not_yet,
        subject=f"{session.title}, {session.round.name}",
        dated_on=day,
        signer=data["chu_tich"],
    )


def opinion_summary(about: About) -> Gathered:
    """Results as the minutes have them, with who answered: members × products."""
    found = results_paper(about)
    session: Session = about.record
    rows = [
        [str(number), str(seat.user), ", ".join(filter(None, (seat.position, seat.agency))), *answers]
        for number, (seat, answers) in enumerate(answers_of(session), start=1)
    ]
    return replace(found, data={**found.data, "thanh_vien_tra_loi": rows})


def council_report(about: About) -> Gathered:
    """The report goes out once the results are published."""
    found = results_paper(about)
    if found.not_yet or about.record.state == SessionState.PUBLISHED:
        return found
    return Gathered(found.data, "Chủ tịch Hội đồng chưa công bố kết quả.", found.subject, signer=found.signer)


def by_stars(stars: Iterable[int | None]) -> list[list[Any]]:
    """How many products in each rank, highest first; 0 stands for no rank."""
    counts = Counter(value or 0 for value in stars)
    return [[star, counts[star]] for star in sorted(counts, reverse=True)]


def _moment(move: Any) -> str:
    if move is None:
        return ""
    at = move.at.astimezone(HANOI)
    return f"{at.hour:02d} giờ {at.minute:02d} phút, {show_long(at.date())}"


def _result(number: int, row: Conclusion) -> dict[str, Any]:
    proof = row.proof
    result = proof["result"]
    dossier = row.item.dossier
    totals = _totals(proof)
    return {
        "muc": row.item_id,
        "stt": str(number),
        "san_pham": dossier.product.name,
        "chu_the": dossier.product.producer.name,
        "xa": dossier.commune.full_name,
        "bo": dossier.criteria_set.name,
        "phieu": [[name, comma(total)] for name, total in totals],
        "diem": row.average_shown if result["sheets_counted"] else "",
        "chenh": comma(result["spread"]) if result["sheets_counted"] else "",
        "sao": row.stars,
        "hang": stars_words(row.stars),
        "chan": [wording.blocked_words(item) for item in result["blocked"]],
        "chan_ngan": _short(row),
        "loi": wording.result_words(result, proof["bands"]),
        "y_kien": row.opinion,
        "thao_luan": [],
    }


def _short(row: Conclusion) -> str:
    """The criteria whose minima keep a product from the next rank: "4 sao: 1.5, 2.1"."""
    if row.stars is None:
        return "Hội đồng kết luận loại"
    star = row.stars + 1
    codes = [item["criterion"] for item in row.proof["result"]["blocked"] if item["star"] == star]
    return f"{star} sao: {', '.join(codes)}" if codes else ""


def _totals(proof: Mapping[str, Any]) -> list[tuple[str, Fraction]]:
    """Each sheet's total as the engine counted it."""
    return [(sheet["member"], Fraction(sheet["total"])) for sheet in proof["sheets"]]


def _add_discussion(session: Session, rows: list[dict[str, Any]]) -> None:
    """Conflicts, looks again and knock-outs, as sentences for the minutes."""
    said: dict[int, list[str]] = {row["muc"]: row["thao_luan"] for row in rows}
    conflicts = ConflictDeclaration.objects.filter(item__in=said, has_conflict=True)
    for row in conflicts.select_related("member__user"):
        said[row.item_id].append(f"{row.member.user} không tham gia chấm do xung đột lợi ích.")
    for recheck in Recheck.objects.filter(sheet__item__in=said).select_related("sheet__member__user", "sheet"):
        outcome = recheck.get_outcome_display() or "chưa trả lời"
        said[recheck.sheet.item_id].append(
            f"{recheck.sheet.member.user} xem lại phiếu ({recheck.why}): {outcome.lower()}. {recheck.reason}".strip()
        )
    confirmed = Knockout.objects.filter(item__in=said, lifted_at=None).exclude(confirmed_at=None)
    for knockout in confirmed.select_related("criterion"):
        code = f" (tiêu chí {knockout.criterion.code})" if knockout.criterion else ""
        said[knockout.item_id].append(f"Kết luận loại{code}: {knockout.reason}")


def score_sheet(about: About) -> Gathered:
    """Phiếu đánh giá of one member: every criterion with its options, the granted one ticked."""
    sheet: ScoreSheet = about.record
    dossier = sheet.item.dossier
    marks = marks_of(sheet)
    rules = rules_of(sheet.item)
    criteria = [_marked(rule, marks.get(rule.id or 0)) for rule in rules.criteria]
    parts: dict[str, Fraction] = {}
    for row in criteria:
        parts[row["phan"]] = parts.get(row["phan"], Fraction(0)) + Fraction(row["diem_chinh_xac"])
    data = {
        **owner(frozen(dossier)),
        "ma_so": str(dossier.code.code) if dossier.code else "",
        "xa": dossier.commune.full_name,
        "so_bo": dossier.criteria_set.no,
        "ten_bo": dossier.criteria_set.name,
        "thanh_vien": [str(sheet.member.user), sheet.member.position, sheet.member.agency],
        "tieu_chi": criteria,
        "cac_phan": [[part, comma(total)] for part, total in sorted(parts.items())],
        "tong_diem": comma(sum(parts.values(), Fraction(0))),
        "y_kien": sheet.opinion,
        "gui_luc": _moment_of(sheet.sent_at),
        "quyet_dinh": dossier.criteria_set.decision.number,
        "phien": sheet.item.session.title,
    }
    day = local_date(sheet.sent_at) if sheet.sent_at else None
    return Gathered(
        data, subject=about.title, dated_on=day, authority="Thành viên Hội đồng", signer=str(sheet.member.user)
    )


def _moment_of(at: datetime | None) -> str:
    local = at.astimezone(HANOI) if at else None
    return f"{local:%H:%M} ngày {show(local.date())}" if local else ""


def _marked(rule: Any, mark: Any) -> dict[str, Any]:
    chosen = mark.option_id if mark else None
    options = [
        [f"{option.wording} ({comma(option.points)} điểm){'*' * (option.star_minimum or 0)}", option.id == chosen]
        for option in rule.options
    ]
    points = Fraction(mark.option.points) if mark and mark.option else Fraction(0)
    return {
        "ma": rule.code,
        "phan": rule.part,
        "muc": f"{rule.section_code} {rule.section_name}".strip(),
        "ten": rule.official_text or rule.name,
        "cha": rule.parent_name,
        "toi_da": comma(rule.max_points),
        "phuong_an": options,
        "khong_dat": bool(mark) and chosen is None,
        "diem": comma(points),
        "diem_chinh_xac": str(points),
        "ghi_chu": mark.note if mark else "",
    }
