"""What comes before everything else: a new password for a temporary one, a second factor for who must have it; and
what comes after: no page of a signed-in person stays behind."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from ocop.accounts.queries.people import must_set_up_mfa

_ALWAYS = {"account_logout", "account_login", "account_reauthenticate", "mfa_reauthenticate", "account_inactive"}
_PASSWORD = _ALWAYS | {"account_change_password"}
_MFA = _ALWAYS | {"mfa_activate_totp", "mfa_index", "mfa_view_recovery_codes", "mfa_download_recovery_codes"}


class NothingKeptMiddleware:
    """Keeps what a signed-in person reads out of every cache, unless the page says otherwise: on the shared machine
    of a commune "back" shows nothing after signing out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class FirstDutiesMiddleware:
    """Leads a signed-in person to the duty that stands open, wherever they go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *rest: object) -> object:
        """The page to go to first; none where nothing stands open."""
        name = request.resolver_match.url_name if request.resolver_match else None
        is_public = getattr(view, "permission", "") == "public" and name != "home"
        if is_public or not request.user.is_authenticated:
            return None
        if request.user.must_change_password:
            return self._new_password(request, name)
        if name not in _MFA and must_set_up_mfa(request.user):
            return redirect("mfa_activate_totp")
        return None

    def _new_password(self, request: HttpRequest, name: str | None) -> object:
        until = request.user.temporary_until
        if until is not None and until < timezone.now():
            logout(request)
            messages.error(request, "Mật khẩu tạm đã hết hạn. Hãy liên hệ nơi cấp để được đặt lại.")
            return redirect("account_login")
        return None if name in _PASSWORD else redirect("account_change_password")
