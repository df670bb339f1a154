"""The guards of every page."""

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from ocop.accounts.models import User
from ocop.base.errors import NotAllowed
from ocop.base.reading import writing
from ocop.web.door import door
from ocop.web.readonly import ReadOnlyGetMiddleware, WroteOnGet
from tests.factories.accounts import make_user
from tests.factories.places import make_province

pytestmark = pytest.mark.django_db


def write(request: object) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET phone = '0'")
    return HttpResponse("written")


def test_a_reading_page_that_writes_is_caught(rf: RequestFactory) -> None:
    with pytest.raises(WroteOnGet):
        ReadOnlyGetMiddleware(write)(rf.get("/"))


def test_a_posting_page_may_write(rf: RequestFactory) -> None:
    assert ReadOnlyGetMiddleware(write)(rf.post("/")).content == b"written"


def test_the_log_of_a_reading_may_be_written(rf: RequestFactory) -> None:
    def logged(request: object) -> HttpResponse:
        with writing():
            return write(request)

    assert ReadOnlyGetMiddleware(logged)(rf.get("/")).content == b"written"


def test_after_a_logged_reading_the_gate_is_shut_again(rf: RequestFactory) -> None:
    def logged_then_not(request: object) -> HttpResponse:
        with writing():
            pass
        return write(request)

    with pytest.raises(WroteOnGet):
        ReadOnlyGetMiddleware(logged_then_not)(rf.get("/"))


def test_whoever_lacks_the_permission_finds_nothing(rf: RequestFactory) -> None:
    view = door("accounts.view_users")(lambda request: HttpResponse("secret"))
    request = rf.get("/")
    request.user = make_user()
    with pytest.raises(Http404):
        view(request)


def test_a_refusal_for_want_of_a_right_is_as_if_nothing_were_there(rf: RequestFactory) -> None:
    def refused(request: object) -> HttpResponse:
        raise NotAllowed("không")

    request = rf.get("/")
    request.user = make_user(roles=[("auditor", "province", make_province().pk)])
    assert isinstance(request.user, User)
    with pytest.raises(Http404):
        door("accounts.view_users")(refused)(request)
