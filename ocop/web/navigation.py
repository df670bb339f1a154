"""What stands in the menu: the pages of each role a person holds."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ocop.accounts.roles import ROLES, Role
from ocop.notices.queries import unread_count


@dataclass(frozen=True)
class Entry:
    """A page in the menu; shown to whoever holds `permission` anywhere."""

    label: str
    view: str
    icon: str
    permission: str | None = None
    also: str = ""
    """Addresses besides its own below which it is the current one."""


# Order of the menu. Each audience's first pages; the permission decides who sees them.
MENU = (
    Entry("Việc cần làm", "home", "checklist"),
    Entry("Hồ sơ của xã", "commune_queue", "inbox", "dossiers.view_commune_desk", "/ho-so/"),
    Entry("Đợt đánh giá", "office_rounds", "calendar-event", "dossiers.view_rounds"),
    Entry("Tiếp nhận", "office_intake", "inbox", "dossiers.view_province_desk"),
    Entry("Tổ tư vấn", "team_queue", "list-check", "evaluation.view_team_desk"),
    Entry("Hồ sơ", "office_dossiers", "files", "dossiers.view_list", "/ho-so/"),
    Entry("Quy định", "office_law", "scale", "regulations.view"),
    Entry("Lịch làm việc", "office_calendar", "calendar", "dossiers.view_calendar"),
    Entry("Sản phẩm của tôi", "my_home", "shopping-bag", "products.create"),
    Entry("Kho minh chứng", "my_vault", "folder", "dossiers.edit_vault"),
    Entry("Giấy chứng nhận", "my_certificates", "certificate", "products.create"),
    Entry("Hội đồng", "council_list", "gavel", "evaluation.view_council"),
    Entry("Công nhận", "proposals", "award", "recognition.view_proposal"),
    Entry("Giấy chứng nhận", "certificates", "certificate", "recognition.view_register"),
    Entry("Kiểm tra, giám sát", "inspections", "clipboard-check", "supervision.view_inspection"),
    Entry("Chuyển quy định", "switch_home", "arrows-exchange", "recognition.view_switch"),
    Entry("Đề nghị Bộ", "ministry_requests", "star", "recognition.view_ministry"),
    Entry("Báo cáo năm", "year_reports", "chart-bar", "programme.view_report"),
    Entry("Văn bản", "paper_register", "files", "papers.view_register"),
    Entry("Ký số", "signing_desk", "writing-sign", "signing.view"),
    Entry("Thông báo", "notices", "bell"),
    Entry("Chủ thể", "producers", "building-store", "parties.view_producer"),
    Entry("Sắp xếp địa bàn", "map_changes", "map-pin", "places.view_changes"),
    Entry("Tài khoản", "users", "users", "accounts.view_users"),
    Entry("Nhật ký", "audit", "history", "audit.view"),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Menu, role titles and the demo notice for every page of a signed-in person."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.DEMO, "demo_notice": demo_notice()}
    titles = sorted({ROLES[Role(grant.role)].title_in(grant.scope_kind) for grant in user.active_grants})
    return {
        "nav": menu(request),
        "role_titles": titles,
        "role_label": ", ".join(titles[:2]) + (" …" if len(titles) > 2 else ""),
        "user_label": str(user),
        "user_initials": initials(str(user)),
        "account_links": [{"label": "Tài khoản của tôi", "url": reverse("account_profile"), "icon": "user"}],
        "demo": settings.DEMO,
        "demo_notice": demo_notice(),
        "mfa_off": not settings.MFA_REQUIRED,
    }


def initials(name: str) -> str:
    """The last two letters a Vietnamese name is known by; words that are no name ("(mẫu)") are passed over."""
    return "".join(word[0] for word in name.split() if word[0].isalpha())[-2:].upper()


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The lines that this person may open; the current one covers the longest start of the page's address."""
    lines = [
        (entry, reverse(entry.view))
        for entry in MENU
        if entry.permission is None or request.user.has_perm(entry.permission)
    ]
    here = max(lines, key=lambda line: reach(*line, request.path))
    return [
        {
            "label": entry.label,
            "url": url,
            "icon": entry.icon,
            "current": entry is here[0] and reach(entry, url, request.path) > 0,
            "count": unread_count(request.user) if entry.view == "notices" else 0,
        }
        for entry, url in lines
    ]


def reach(entry: Entry, url: str, path: str) -> int:
    """How much of `path` an entry covers; the first page covers only itself."""
    if entry.view == "home":
        return int(path == url)
    return max((len(start) for start in (url, entry.also) if start and path.startswith(start)), default=0)


def demo_notice() -> str:
    """What every page says in the demo."""
    if not settings.DEMO:
        return ""
    mfa = "" if settings.MFA_REQUIRED else "; xác thực hai bước đang tắt"
    return f"Bản trình diễn – dữ liệu mẫu{mfa}"
