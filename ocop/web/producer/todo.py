"""What waits for a producer."""

from typing import Any

from django.urls import reverse

from ocop.base.dates import show
from ocop.dossiers.checks.evidence import Validity
from ocop.dossiers.queries.overview import own_dossiers, producer_ids
from ocop.dossiers.queries.timeline import Course, courses
from ocop.dossiers.queries.vault import vault_of
from ocop.dossiers.states import DossierState
from ocop.products.queries import products_of
from ocop.web.todo import Todo


def todo(user: Any) -> list[Todo]:
    """The acts that wait for `user`, most urgent first."""
    mine = producer_ids(user)
    if not mine:
        return []
    held = [course for course in courses(own_dossiers(user)) if course.holder == "producer"]
    asked = [_completion(course) for course in held if course.dossier.state != DossierState.DRAFT]
    drafts = [_draft(course) for course in held if course.dossier.state == DossierState.DRAFT]
    return [*asked, *drafts, *_lapsing(mine), *([] if products_of(mine).exists() else [_first_product()])]


def _completion(course: Course) -> Todo:
    request = course.open_supplement
    due = request.due_on if request else None
    late = due is not None and due < course.today
    return Todo(
        f"Bổ sung hồ sơ {course.dossier.product}",
        (f"Đề nghị xong trước ngày {show(due)}. " if due else "") + (request.reason if request else ""),
        reverse("my_dossier", args=[course.dossier.pk]),
        "Xem mục cần bổ sung",
        "lacquer" if late else "gold",
        due,
    )


def _draft(course: Course) -> Todo:
    round_ = course.dossier.round
    due = round_.communes_propose_by if round_ else None
    return Todo(
        f"CHƯA NỘP: {course.dossier.product}",
        f"{round_.name}: xã đề nghị trước ngày {show(due)}." if round_ and due else "Hồ sơ đang soạn.",
        reverse("my_dossier", args=[course.dossier.pk]),
        "Làm tiếp",
        "gold",
        due,
    )


def _lapsing(mine: set[int]) -> list[Todo]:
    late = [paper for paper in vault_of(mine) if paper.state in (Validity.LAPSED, Validity.LAPSING)]
    if not late:
        return []
    first = late[0]
    return [
        Todo(
            f"{len(late)} giấy tờ hết hạn hoặc sắp hết hạn",
            f"{first.row.title}: {first.said.lower()}.",
            reverse("my_vault"),
            "Mở kho minh chứng",
            "lacquer" if any(paper.state is Validity.LAPSED for paper in late) else "gold",
            count=len(late),
        )
    ]


def _first_product() -> Todo:
    return Todo(
        "Thêm sản phẩm đầu tiên",
        "Khai tên, tìm đúng bộ sản phẩm, rồi lập hồ sơ.",
        reverse("my_product_add"),
        "Thêm sản phẩm",
    )
