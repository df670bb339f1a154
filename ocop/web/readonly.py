"""GET never writes: on reading requests every SQL but SELECT is refused, in development and tests.

The few tables that the frameworks keep for themselves are excepted, and an action that must leave a trace of a reading
(personal data) opens the gate for itself with `writing()` of `ocop.base.reading`.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from ocop.base.reading import is_writing

_FRAMEWORK_TABLES = ("django_session", "usersessions_", "axes_", "django_q_", "mfa_")
_READING = (
    "SELECT",
    "PRAGMA",
    "SAVEPOINT",
    "RELEASE",
    "ROLLBACK",
    "BEGIN",
    "COMMIT",
    "EXPLAIN",
    "SET ",
    "DECLARE",
    "FETCH",
    "CLOSE",
)


class WroteOnGet(AssertionError):
    """A reading page tried to write."""


class ReadOnlyGetMiddleware:
    """Refuses writing SQL while a GET or HEAD is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    start = sql.lstrip().upper()
    harmless = start.startswith(_READING) or any(table in sql for table in _FRAMEWORK_TABLES)
    if not harmless and not is_writing():
        raise WroteOnGet(f"A GET page tried to write: {sql[:200]}")
    return execute(sql, params, many, context)
