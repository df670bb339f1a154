"""What stands in the menu: the pages of each role a person holds."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ocop.accounts.roles import ROLES, Role


@dataclass(frozen=True)
class Entry:
    """A page in the menu; shown to whoever holds `permission` anywhere."""

    label: str
    view: str
    icon: str
    permission: str | None = None


# Order of the menu. Each audience's first pages; the permission decides who sees them.
MENU = (Entry("Việc cần làm", "home", "checklist"),)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Menu, role titles and the demo notice for every page of a signed-in person."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.DEMO}
    return {
        "nav": [
            {
                "label": entry.label,
                "url": reverse(entry.view),
                "icon": entry.icon,
                "current": request.resolver_match is not None and request.path == reverse(entry.view),
            }
            for entry in MENU
            if entry.permission is None or user.has_perm(entry.permission)
        ],
        "role_titles": sorted(ROLES[Role(role)].title for role in user.roles),
        "demo": settings.DEMO,
        "mfa_off": not settings.MFA_REQUIRED,
    }
