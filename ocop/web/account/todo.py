"""What waits for this person about accounts and producers."""

from typing import Any

from django.urls import reverse

from ocop.accounts.queries import people
from ocop.accounts.queries.producers import own_producers, waiting_for
from ocop.notices.queries import unread_count
from ocop.parties.queries import with_representative
from ocop.web.todo import Todo

SHOWN = 5


def todo(user: Any) -> list[Todo]:
    """The acts that wait for `user`, most urgent first."""
    return [*_confirmations(user), *_own(user), *_guard(user), *_notices(user)]


def _confirmations(user: Any) -> list[Todo]:
    if not user.has_perm("parties.confirm_producer"):
        return []
    waiting = list(waiting_for(user)[: SHOWN + 1])
    return [
        Todo(
            f"Xác nhận chủ thể {producer.name}",
            f"{producer.get_legal_form_display()}, {producer.commune.full_name}",
            reverse("producer_page", kwargs={"pk": producer.pk}),
            "Xác nhận",
            "gold",
        )
        for producer in waiting[:SHOWN]
    ] + [
        Todo("Các chủ thể khác chờ xác nhận", "", f"{reverse('producers')}?state=pending", "Xem danh sách", "gold")
        for _ in waiting[SHOWN:]
    ]


def _own(user: Any) -> list[Todo]:
    """A producer refused mends; one without a representative names one."""
    mine = list(own_producers(user))
    named = with_representative([producer.pk for producer in mine])
    found = []
    for producer in mine:
        page = reverse("producer_page", kwargs={"pk": producer.pk})
        if producer.state == "refused":
            found.append(
                Todo(f"{producer.name}: xã chưa xác nhận", "Xem lý do, sửa và gửi lại", page, "Sửa", "lacquer")
            )
        if producer.pk not in named:
            page = reverse("representative", kwargs={"pk": producer.pk})
            found.append(Todo("Ghi người đại diện", f"{producer.name}; cần có trước khi nộp hồ sơ", page, "Ghi"))
    return found


def _guard(user: Any) -> list[Todo]:
    if not user.needs_mfa or people.has_totp(user):
        return []
    detail = "Vai trò của bạn quyết định, ký hoặc quản trị nên cần thêm một lớp bảo vệ."
    return [Todo("Bật xác thực hai bước", detail, reverse("mfa_activate_totp"), "Bật")]


def _notices(user: Any) -> list[Todo]:
    count = unread_count(user)
    if not count:
        return []
    return [Todo(f"{count} thông báo chưa đọc", "", reverse("notices"), "Đọc", count=count)]
