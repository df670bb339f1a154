"""Signing in: wrong passwords, lock-out, the second factor, temporary passwords, devices, registration."""

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings as live
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from ocop.accounts.actions import users
from ocop.accounts.actions.registration import LIMIT
from ocop.accounts.models import User
from ocop.notices.models import Notice
from ocop.parties.models import Producer
from ocop.web.account.device import device_name
from ocop.web.account.origin import client_ip
from tests.accounts.conftest import town as town_of_accounts
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db
town = town_of_accounts
NEW = "Hoa-sen-no-sang-som"
ENGLISH = re.compile(
    r"\b(Sign ?(in|out|up)|Password|Log ?(in|out)|Username|Authenticator code|Recovery|Incorrect|Enter|Session)\b"
)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def words_of(response) -> str:
    """What a person reads: no tags, scripts or attributes."""
    body = re.sub(r"(?s)<(script|style|head).*?</\1>", " ", response.content.decode())
    return re.sub(r"<[^>]+>", " ", body)


def sign_in(client, username, password=PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": username, "password": password}, **extra)


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def sen(town):
    """The provincial office's person, with a password."""
    town.office.set_password(PASSWORD)
    town.office.save()
    return town.office


def test_the_right_password_opens_the_first_page_and_changes_the_session(sen, client):
    client.get(reverse("account_login"))
    client.session["x"] = 1
    client.session.save()
    before = client.session.session_key
    answer = sign_in(client, sen.username)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session.session_key != before
    assert client.get(reverse("notices")).status_code == 200


def test_user_names_may_begin_with_a_capital(sen, client):
    assert sign_in(client, sen.username.capitalize())["Location"] == "/"


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(sen, client):
    wrong_password = words_of(sign_in(client, sen.username, "sai"))
    wrong_name = words_of(sign_in(client, "khong.co", "sai"))
    assert wrong_password.replace(sen.username, "khong.co") == wrong_name
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong_name


def test_after_too_many_wrong_passwords_the_door_is_shut_and_says_so(town, sen, client):
    for _ in range(live.AXES_FAILURE_LIMIT):
        answer = sign_in(client, sen.username, "sai")
    assert (answer.status_code, "Đăng nhập bị tạm chặn" in text_of(answer)) == (403, True)
    shut = sign_in(client, sen.username)
    assert shut.status_code == 403
    assert "Đăng nhập bị tạm chặn" in text_of(shut)
    for _ in range(live.AXES_FAILURE_LIMIT):
        unknown = sign_in(client, "khong.co", "sai")
    assert words_of(unknown) == words_of(shut)
    users.unlock(by=town.admin, user=sen)
    assert sign_in(client, sen.username)["Location"] == "/"


def test_a_closed_account_is_told_only_after_the_right_password(sen, client):
    User.objects.filter(pk=sen.pk).update(is_active=False)
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in text_of(sign_in(client, sen.username, "sai"))
    answer = sign_in(client, sen.username)
    assert answer["Location"] == reverse("account_inactive")
    assert "Tài khoản đang bị khóa" in text_of(client.get(answer["Location"]))


def test_signing_out_asks_first_and_then_ends_the_session(sen, client):
    sign_in(client, sen.username)
    assert "Đăng xuất khỏi thiết bị này?" in text_of(client.get(reverse("account_logout")))
    client.post(reverse("account_logout"))
    assert client.get(reverse("notices")).status_code == 302


def test_a_temporary_password_leads_to_a_new_one_first(town, sen, client):
    handover = users.reset_password(by=town.admin, user=sen, reason="Quên")
    sign_in(client, sen.username, handover.password)
    change = reverse("account_change_password")
    assert client.get("/")["Location"] == change
    assert client.get(reverse("notices"))["Location"] == change
    assert "Bạn đang dùng mật khẩu tạm" in text_of(client.get(change))
    same = {"oldpassword": handover.password, "password1": handover.password, "password2": handover.password}
    assert "phải khác mật khẩu đang dùng" in text_of(client.post(change, same))
    weak = same | {"password1": "ngan", "password2": "ngan"}
    assert "Mật khẩu quá ngắn" in text_of(client.post(change, weak))
    unlike = same | {"password1": NEW, "password2": PASSWORD}
    assert "không giống nhau" in text_of(client.post(change, unlike))
    wrong = {"oldpassword": "sai", "password1": NEW, "password2": NEW}
    assert "Mật khẩu hiện tại không đúng" in text_of(client.post(change, wrong))
    assert client.post(change, wrong | {"oldpassword": handover.password}).status_code == 302
    assert client.get(reverse("notices")).status_code == 200
    assert User.objects.get(pk=sen.pk).must_change_password is False


def test_a_temporary_password_ends_by_itself(town, sen, client):
    handover = users.reset_password(by=town.admin, user=sen, reason="Quên")
    User.objects.filter(pk=sen.pk).update(temporary_until=timezone.now() - timedelta(minutes=1))
    sign_in(client, sen.username, handover.password)
    page = client.get(reverse("notices"), follow=True)
    assert "Mật khẩu tạm đã hết hạn" in text_of(page)
    assert client.get(reverse("notices")).status_code == 302


def test_whoever_must_have_a_second_factor_sets_it_up_before_anything_else(sen, client, settings):
    settings.MFA_REQUIRED = True
    sign_in(client, sen.username)
    set_up = reverse("mfa_activate_totp")
    assert client.get("/")["Location"] == set_up
    page = client.get(set_up)
    secret = re.search(r"<code>([A-Z2-7]+)</code>", text_of(page))[1]
    assert "data:image/svg+xml;base64," in text_of(page)
    assert "Mã không đúng hoặc đã hết hạn" in text_of(client.post(set_up, {"code": "000000"}))
    done = client.post(set_up, {"code": code_for(secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(done["Location"])
    assert len(re.findall(r"<li><code>", text_of(codes))) == 10
    assert client.get("/").status_code == 200
    stored = Authenticator.objects.get(user=sen, type="totp").data["secret"]
    assert secret not in stored
    off = reverse("mfa_deactivate_totp")
    assert "không tắt được" in text_of(client.get(off))
    client.post(off)
    assert Authenticator.objects.filter(user=sen, type="totp").count() == 1


def test_in_the_demo_the_second_factor_is_offered_and_not_forced(sen, client, settings):
    settings.MFA_REQUIRED = False
    sign_in(client, sen.username)
    assert client.get("/").status_code == 200
    assert "chưa bắt buộc" in text_of(client.get(reverse("mfa_index")))


def test_with_a_second_factor_the_password_alone_opens_nothing(sen, client):
    sign_in(client, sen.username)
    page = text_of(client.get(reverse("mfa_activate_totp")))
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    recovery = re.search(r"<li><code>([^<]+)</code>", text_of(client.get(reverse("mfa_view_recovery_codes"))))[1]
    other = Client()
    assert sign_in(other, sen.username)["Location"] == reverse("mfa_authenticate")
    assert other.get(reverse("notices")).status_code == 302
    assert "Mã không đúng hoặc đã hết hạn" in text_of(other.post(reverse("mfa_authenticate"), {"code": "123"}))
    assert other.post(reverse("mfa_authenticate"), {"code": recovery})["Location"] == "/"
    assert other.get(reverse("notices")).status_code == 200
    assert "Còn 9 mã" in text_of(other.get(reverse("mfa_index")))
    off = client.post(reverse("mfa_deactivate_totp"))
    assert (off.status_code, Authenticator.objects.count()) == (302, 0)


def test_devices_are_listed_and_signed_out_one_by_one_or_together(sen):
    here, phone, tablet = Client(), Client(HTTP_USER_AGENT="Android Chrome"), Client()
    for browser in (here, phone, tablet):
        sign_in(browser, sen.username)
    page = text_of(here.get(reverse("usersessions_list")))
    assert (page.count("Đăng xuất thiết bị này"), "Điện thoại Android · Chrome" in page) == (2, True)
    row = re.search(r"Điện thoại Android.*?value=\"(\d+)\"", page)[1]
    here.post(reverse("usersessions_list"), {"session": row})
    assert phone.get(reverse("notices")).status_code == 302
    assert tablet.get(reverse("notices")).status_code == 200
    here.post(reverse("usersessions_list"), {"session": "others"})
    assert tablet.get(reverse("notices")).status_code == 302
    assert here.get(reverse("notices")).status_code == 200


def test_nobody_signs_out_anothers_device(sen, town):
    mine, theirs = Client(), Client()
    sign_in(mine, sen.username)
    stranger = make_user(password=PASSWORD)
    sign_in(theirs, stranger.username)
    page = text_of(Client().get(reverse("account_login")))
    assert "Đăng nhập" in page
    assert theirs.post(reverse("usersessions_list"), {"session": "1"}).status_code == 404
    assert mine.get(reverse("notices")).status_code == 200


def test_an_officers_reset_signs_every_device_out(town, sen, client):
    sign_in(client, sen.username)
    users.reset_password(by=town.admin, user=sen, reason="Quên")
    assert client.get(reverse("notices")).status_code == 302


def test_the_address_counted_is_the_one_the_trusted_proxy_saw(rf, settings):
    request = rf.get("/", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9", REMOTE_ADDR="10.0.0.1")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client_ip(request) == "203.0.113.9"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert client_ip(request) == "10.0.0.1"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (iPhone) Safari/604", "iPhone · Safari"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Edg/120", "Máy tính Windows · Edge"),
        ("curl", "Thiết bị khác"),
    ],
)
def test_devices_are_named_in_plain_words(agent, name):
    assert device_name(agent) == name


@pytest.mark.parametrize(
    "view",
    ["account_email", "account_set_password", "socialaccount_signup", "mfa_add_webauthn", "account_confirm_email"],
)
def test_pages_of_the_library_that_are_not_used_have_no_address(view):
    with pytest.raises(NoReverseMatch):
        reverse(view)


def test_every_page_before_and_after_sign_in_speaks_vietnamese(sen, client):
    opened = [client.get(reverse(view)) for view in ("account_login", "account_reset_password", "account_signup")]
    opened.append(sign_in(client, "x", ""))
    sign_in(client, sen.username)
    views = (
        "account_change_password",
        "account_reauthenticate",
        "account_logout",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_generate_recovery_codes",
        "usersessions_list",
        "account_profile",
    )
    opened += [client.get(reverse(view)) for view in views]
    opened.append(client.post(reverse("account_reauthenticate"), {"password": "sai"}))
    assert [response.status_code for response in opened] == [200] * len(opened)
    assert [found[0] for response in opened if (found := ENGLISH.search(words_of(response)))] == []


REGISTRATION = {
    "name": "HTX Dệt Lụa",
    "legal_form": "cooperative",
    "registration_no": "0700123456",
    "commune": "yen khanh",
    "address": "Thôn Thượng",
    "full_name": "Lê Thị Tơ",
    "username": "det.lua",
    "password1": NEW,
    "password2": NEW,
}


def test_a_producer_registers_and_is_signed_in_waiting_for_its_commune(town, client):
    answer = client.post(reverse("account_signup"), REGISTRATION)
    producer = Producer.objects.get(registration_no="0700123456")
    assert answer["Location"] == reverse("producer_page", kwargs={"pk": producer.pk})
    assert "CHỜ XÃ XÁC NHẬN" in text_of(client.get(answer["Location"]))
    assert Notice.objects.get(to=town.officer).subject == "Chủ thể mới chờ xác nhận: HTX Dệt Lụa"
    assert client.get(reverse("account_signup"))["Location"] == "/"


def test_the_day_of_registration_is_asked_for_as_this_country_writes_it(town, client):
    field = client.get(reverse("account_signup")).context["form"]["registered_on"]
    assert ('type="date"' in str(field), "ngày/tháng/năm" in str(field)) == (False, True)
    client.post(reverse("account_signup"), REGISTRATION | {"registered_on": "05022019"})
    assert Producer.objects.get(registration_no="0700123456").registered_on == date(2019, 2, 5)


def test_registration_names_every_fault_beside_its_field(town, client):
    faulty = REGISTRATION | {"registration_no": "??", "phone": "12", "commune": "khong co", "password2": "khac"}
    page = text_of(client.post(reverse("account_signup"), faulty))
    assert "Không có xã, phường nào tên như vậy" in page
    assert "Hai lần nhập mật khẩu không giống nhau" in page
    page = text_of(client.post(reverse("account_signup"), REGISTRATION | {"registration_no": "??", "phone": "12"}))
    assert ("Số đăng ký kinh doanh gồm" in page, "Số điện thoại gồm 10" in page) == (True, True)
    assert Producer.objects.count() == 2


def test_a_known_number_leads_to_the_commune_and_tells_nothing(town, client):
    page = client.post(reverse("account_signup"), REGISTRATION | {"registration_no": town.coi.registration_no})
    assert page.status_code == 409
    assert "mang giấy tờ tùy thân" in text_of(page)
    for secret in (town.coi.name, town.other.full_name, town.other.username, "Kim Sơn"):
        assert secret not in text_of(page)
    assert User.objects.filter(username="det.lua").count() == 0


def test_numbers_cannot_be_tried_one_after_another(town, client):
    for number in range(LIMIT):
        client.post(reverse("account_signup"), REGISTRATION | {"registration_no": f"07{number:08d}", "username": "a"})
    page = text_of(client.post(reverse("account_signup"), REGISTRATION))
    assert "Có quá nhiều lượt đăng ký từ mạng này" in page
    assert Producer.objects.count() == 2
