"""What waits for this person here: proposals to assemble, to decide, answers of the ministry."""

from typing import Any

from django.urls import reverse

from ocop.base.dates import show
from ocop.recognition.checks.renewal import Stage
from ocop.recognition.queries.ministry import awaiting_leader, awaiting_ministry
from ocop.recognition.queries.proposals import drafts_of_office, rounds_to_propose, waiting_for_leader
from ocop.recognition.queries.renewals import renewals_of
from ocop.web.todo import Todo

MOST = 5


def todo(user: Any) -> list[Todo]:
    """The acts that wait for `user`, most urgent first."""
    return [*_for_leader(user), *_for_office(user), *_renewals(user)]


def _renewals(user: Any) -> list[Todo]:
    """Certificates that near their end without a dossier, for their producers and communes."""
    found = renewals_of(user)
    shown = [
        Todo(
            title=f"Nộp hồ sơ phân hạng lại: {row.certificate.product_name}",
            detail=f"Giấy hết hạn {show(row.window.ends)}; nộp từ {show(row.window.opens)} đến "
            f"{show(row.window.closes)} (Điều 7.6.a)",
            url=reverse("certificate", kwargs={"pk": row.certificate.pk}),
            action="Quá hạn nộp" if row.stage == Stage.LATE else "Xem",
            tone="lacquer" if row.stage == Stage.LATE else "gold",
            due=row.window.closes,
        )
        for row in found[:MOST]
    ]
    if len(found) > MOST:
        said = f"Còn {len(found) - MOST} giấy chứng nhận đến kỳ phân hạng lại"
        shown.append(Todo(said, "", reverse("certificates"), "Xem", count=len(found) - MOST))
    return shown


def _for_leader(user: Any) -> list[Todo]:
    if not user.has_perm("recognition.decide_proposal"):
        return []
    decide = [
        Todo(
            title=f"Tờ trình chờ quyết định: {row.products} sản phẩm",
            detail=row.title,
            url=reverse("proposal", kwargs={"pk": row.pk}),
            action="Xem và quyết định",
            tone="gold",
        )
        for row in waiting_for_leader(user)
    ]
    settle = [
        Todo(
            title="Kết quả Trung ương không đạt 5 sao",
            detail=f"{row.dossier.product.name}: {row.outcome_stars} sao, văn bản số {row.outcome_no}",
            url=reverse("ministry_request", kwargs={"pk": row.pk}),
            action="Quyết định",
            tone="gold",
        )
        for row in awaiting_leader(user).select_related("dossier__product")
    ]
    return [*decide, *settle]


def _for_office(user: Any) -> list[Todo]:
    if not user.has_perm("recognition.create_proposal"):
        return []
    drafts = [
        Todo(
            title=f"Tờ trình đang lập: {row.products} sản phẩm",
            detail=row.title,
            url=reverse("proposal", kwargs={"pk": row.pk}),
            action="Hoàn thiện và trình",
        )
        for row in drafts_of_office(user)
    ]
    rounds = [
        Todo(
            title=f"{row.waiting} kết quả chờ trình lãnh đạo",
            detail=row.name,
            url=reverse("proposals"),
            action="Lập tờ trình",
            count=row.waiting,
        )
        for row in rounds_to_propose(user)
    ]
    asked = [
        Todo(
            title="Đã đề nghị Bộ, chờ kết quả",
            detail=f"{row.dossier.product.name}: văn bản số {row.number} ngày {show(row.requested_on)}",
            url=reverse("ministry_request", kwargs={"pk": row.pk}),
            action="Ghi kết quả khi có",
        )
        for row in awaiting_ministry(user).select_related("dossier__product")
    ]
    return [*rounds, *drafts, *asked]
