"""The menu of each role."""

import pytest
from django.test import RequestFactory

from ocop.web.navigation import initials, menu
from tests.factories.accounts import make_user
from tests.factories.places import make_province

pytestmark = pytest.mark.django_db


def current(rf: RequestFactory, path: str, role: str) -> list[str]:
    request = rf.get(path)
    request.user = make_user(roles=[(role, "province", make_province().pk)])
    return [line["label"] for line in menu(request) if line["current"]]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", ["Việc cần làm"]),
        ("/tinh/dot/3/", ["Đợt đánh giá"]),
        ("/ho-so/5/noi-dung/san-pham/", ["Hồ sơ"]),
        ("/cong-nhan/4/", ["Công nhận"]),
        ("/cong-nhan/giay-chung-nhan/2/", ["Giấy chứng nhận"]),
        ("/tai-khoan/", []),
    ],
)
def test_the_section_of_a_page_is_marked(rf: RequestFactory, path: str, label: list[str]) -> None:
    assert current(rf, path, "provincial_office") == label


def test_a_person_without_roles_sees_only_what_everybody_sees(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = make_user()
    assert [line["label"] for line in menu(request)] == ["Việc cần làm", "Thông báo"]


def test_initials_pass_over_what_is_no_name() -> None:
    assert initials("Phạm Thị Lan (mẫu)") == "TL"
    assert initials("Sen") == "S"
