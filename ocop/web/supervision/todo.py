"""What inspections leave for this person to do."""

from typing import Any

from django.urls import reverse

from ocop.base.dates import show
from ocop.recognition.queries.certificates import today
from ocop.supervision.queries.pending import Proposed, proposals_for, remedies_for
from ocop.supervision.queries.waiting import drafts_of, of_inspector, waiting_for_conclusion, waiting_for_decision
from ocop.web.leader.certificates import MEASURES
from ocop.web.todo import Todo

SOON = 5
MOST = 5


def todo(user: Any) -> list[Todo]:
    """The acts that wait for `user`, most urgent first."""
    return [*_proposed(user), *_waiting(user), *_remedies(user)]


def _waiting(user: Any) -> list[Todo]:
    """Plans and conclusions at one's desk."""
    if not user.has_perm("supervision.view_inspection"):
        return []
    signs = [("Quyết định", waiting_for_decision(user)), ("Kết luận", waiting_for_conclusion(user))]
    mine = [(row, f"Cuộc kiểm tra đang lập: {row.total} sản phẩm", "Hoàn thiện và trình") for row in drafts_of(user)]
    return [
        *(
            Todo(f"{paper} kiểm tra chờ ký: {row.total} sản phẩm", row.title, _page(row), "Xem và ký", tone="gold")
            for paper, rows in signs
            for row in rows
        ),
        *(_on_the_spot(row) for row in of_inspector(user)),
        *(Todo(title, row.title, _page(row), action) for row, title, action in mine),
    ]


def _on_the_spot(row: Any) -> Todo:
    """An inspection under way for whoever stands in its team."""
    late = row.ends_on < today() and row.unwritten
    title = f"Đang kiểm tra: {row.unwritten} biên bản chưa khép" if row.unwritten else "Chờ trình kết luận kiểm tra"
    detail = f"{row.title}, đến hết {show(row.ends_on)}"
    action = "Ghi biên bản" if row.unwritten else "Soạn kết luận"
    return Todo(title, detail, _page(row), action, tone="lacquer" if late else "gold", due=row.ends_on)


def _proposed(user: Any) -> list[Todo]:
    """Measures that a conclusion proposes: the leader decides, the office follows the 15 days of Điều 8.4."""
    found = proposals_for(user)
    shown = [_measure(user, row) for row in found[:MOST]]
    if len(found) > MOST:
        shown.append(Todo(f"Còn {len(found) - MOST} đề nghị tạm dừng, thu hồi", "", reverse("inspections"), "Xem"))
    return shown


def _measure(user: Any, row: Proposed) -> Todo:
    inspection = row.conclusion.product.inspection
    act, title = MEASURES[row.kind]
    decides = user.has_perm("recognition.decide_certificate", row.certificate)
    page = reverse("certificate_measure", args=[row.certificate.pk, act]) if decides else _product(row.conclusion)
    said = f"Kết luận số {inspection.conclusion_no} ngày {show(inspection.concluded_on)}"
    term = f"; quyết định đến hết ngày {show(row.due)} (Điều 8.4)" if row.due else ""
    whose = "" if row.by_province else "; Bộ trưởng quyết định (Điều 8.2.b)"
    days = (row.due - today()).days if row.due else SOON + 1
    return Todo(
        title=f"Đề nghị {title.lower()} giấy chứng nhận: {row.certificate.product_name}",
        detail=f"{said}{term}{whose}",
        url=page,
        action="Xem và quyết định" if decides else "Theo dõi",
        tone="lacquer" if days < 0 else "gold",
        due=row.due,
    )


def _remedies(user: Any) -> list[Todo]:
    """What is to be remedied: the producer does it, inspector and office look at it."""
    found = remedies_for(user)
    shown = [_remedy(user, row) for row in found[:MOST]]
    if len(found) > MOST:
        shown.append(Todo(f"Còn {len(found) - MOST} yêu cầu khắc phục", "", reverse("inspections"), "Xem"))
    return shown


def _remedy(user: Any, row: Any) -> Todo:
    left = (row.remedy_by - today()).days
    confirms = user.has_perm("supervision.confirm_remedy", row)
    return Todo(
        title=f"Khắc phục theo kết luận kiểm tra: {row.product.certificate.product_name}",
        detail=f"Xong trước ngày {show(row.remedy_by)}. {row.reason}",
        url=_product(row),
        action="Xem và xác nhận" if confirms else "Xem",
        tone="lacquer" if left < 0 else ("gold" if left <= SOON or not confirms else "plain"),
        due=row.remedy_by,
    )


def _page(row: Any) -> str:
    return reverse("inspection", args=[row.pk])


def _product(conclusion: Any) -> str:
    return reverse("inspected", args=[conclusion.product_id])
