"""Where a request comes from, as far as the proxies in front are trusted."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str | None:
    """The network address of the browser: the one that the trusted proxy saw, never what a client claims."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:  # a request made inside the process carries none
        return None
