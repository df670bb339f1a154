"""Every page of accounts, producers and notices, as each who may open it and as those who may not."""

import re
from io import BytesIO

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from ocop.accounts.actions import consents
from ocop.accounts.models import Grant, HelperConsent, User
from ocop.accounts.queries import helping
from ocop.audit.models import Entry
from ocop.notices.actions import notify
from ocop.parties.models import Producer, Representative, Site
from ocop.web.account.admin_audit import title_of
from tests.accounts.conftest import town as town_of_accounts
from tests.factories.accounts import make_user
from tests.factories.parties import make_producer, make_representative, make_site
from tests.factories.places import make_commune

pytestmark = pytest.mark.django_db
town = town_of_accounts
SECRET = "Trần Văn Lúa"


def as_(user) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


# view, arguments, who may read it (names in the town); everybody else gets 404
PAGES = [
    ("users", {}, {"admin", "auditor"}),
    ("user_new", {}, {"admin"}),
    ("user_page", {"pk": "officer"}, {"admin", "auditor"}),
    ("user_reset", {"pk": "person"}, {"admin", "officer"}),
    ("user_reset", {"pk": "office"}, {"admin"}),
    ("audit", {}, {"admin", "auditor"}),
    ("producers", {}, {"admin", "auditor", "office", "officer", "neighbour"}),
    ("producer_new", {}, {"officer", "neighbour"}),
    ("producer_page", {"pk": "sen"}, {"admin", "auditor", "office", "officer", "person"}),
    ("producer_edit", {"pk": "sen"}, {"officer", "person"}),
    ("producer_sites", {"pk": "sen"}, {"officer", "person"}),
    ("producer_account", {"pk": "sen"}, {"admin", "officer"}),
    ("representative", {"pk": "sen"}, {"auditor", "office", "officer", "person"}),
    ("producer_helpers", {"pk": "sen"}, {"auditor", "office", "officer", "person"}),
    ("account_profile", {}, None),
    ("usersessions_list", {}, None),
    ("notices", {}, None),
    ("roles", {}, None),
    ("mfa_index", {}, None),
]
EVERYBODY = ("admin", "auditor", "office", "officer", "neighbour", "person", "other", "stranger")


@pytest.mark.parametrize(("view", "arguments", "readers"), PAGES)
def test_a_page_opens_to_its_readers_and_is_not_there_for_others(view, arguments, readers, town):
    make_representative(town.sen)
    address = reverse(view, kwargs={name: getattr(town, key).pk for name, key in arguments.items()})
    opened = {who for who in EVERYBODY if as_(getattr(town, who)).get(address).status_code == 200}
    assert opened == (set(EVERYBODY) if readers is None else readers)
    visitor = Client().get(address)
    assert (visitor.status_code, visitor["Location"]) == (302, f"/dang-nhap/?next={address}")


@pytest.mark.parametrize(
    ("view", "arguments", "doers"),
    [
        ("user_grant", {"pk": "stranger"}, {"admin"}),
        ("user_unlock", {"pk": "stranger"}, {"admin"}),
        ("producer_confirm", {"pk": "sen"}, {"officer"}),
        ("producer_refuse", {"pk": "sen"}, {"officer"}),
        ("producer_again", {"pk": "sen"}, {"person"}),
    ],
)
def test_a_button_is_not_there_for_others(view, arguments, doers, town):
    address = reverse(view, kwargs={name: getattr(town, key).pk for name, key in arguments.items()})
    answered = {who for who in EVERYBODY if as_(getattr(town, who)).post(address).status_code != 404}
    assert answered == doers


def test_a_producer_with_one_producer_is_led_to_its_page(town):
    own = reverse("producer_page", kwargs={"pk": town.sen.pk})
    assert as_(town.person).get(reverse("producers"))["Location"] == own


def test_the_list_of_accounts_searches_filters_and_exports(town):
    client = as_(town.admin)
    page = text_of(client.get(reverse("users"), {"q": "cong chuc day"}))
    assert ("Công Chức Đây" in page, "Công Chức Kia" in page) == (True, False)
    page = text_of(client.get(reverse("users"), {"role": "auditor"}))
    assert ("Kiểm Toán" in page, "Công Chức Đây" in page) == (True, False)
    assert "Không có tài khoản nào khớp" in text_of(client.get(reverse("users"), {"q": "zzz"}))
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(reverse("users_export"), {"q": "kiem"}).content))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[:4] for row in rows[2:]] == [
        ["Kiểm Toán", town.auditor.username, f"Kiểm toán, thanh tra – province {town.province.pk}", "Hoạt động"]
    ]


def test_accounts_of_another_province_are_neither_listed_nor_open(town):
    client = as_(town.far_admin)
    page = text_of(client.get(reverse("users")))
    assert ("Quản Trị Xa" in page, "Công Chức Đây" in page) == (True, False)
    assert client.get(reverse("user_page", kwargs={"pk": town.officer.pk})).status_code == 404


def queries_for(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("view", ["users", "producers", "audit", "notices"])
def test_a_list_costs_the_same_queries_with_one_row_and_with_three(view, town):
    reader = town.officer if view == "producers" else town.admin
    client, address = as_(reader), reverse(view)
    notify(to=[reader], kind="x", subject="Một", body="…")
    client.get(address)
    first = queries_for(client, address)
    for number in range(2):
        producer = make_producer(commune=town.here)
        make_user(roles=[("producer", "producer", producer.pk)], province=town.province)
        notify(to=[reader], kind="x", subject=f"Thêm {number}", body="…")
        as_(town.officer).get(reverse("representative", kwargs={"pk": town.sen.pk}))
    assert queries_for(client, address) == first


def test_an_account_is_made_and_its_password_shown_once(town):
    client = as_(town.admin)
    page = text_of(client.post(reverse("user_new"), {"full_name": "Trần B", "username": "tran.b"}))
    password = re.search(r'id="mat-khau-tam">([a-z2-9-]{14})<', page)[1]
    user = User.objects.get(username="tran.b")
    assert user.check_password(password) is True
    assert password not in text_of(client.get(reverse("user_page", kwargs={"pk": user.pk})))
    again = text_of(client.post(reverse("user_new"), {"full_name": "Trần B", "username": "tran.b"}))
    assert "Tên đăng nhập này không dùng được" in again


def test_a_role_is_granted_and_ended_on_the_page_of_the_account(town):
    client = as_(town.admin)
    grant = reverse("user_grant", kwargs={"pk": town.stranger.pk})
    page = text_of(client.post(grant, {"role": "commune_leader", "basis": "QĐ 1"}))
    assert "Hãy ghi xã, phường của vai trò này." in page
    assert client.post(grant, {"role": "commune_leader", "commune": "yen khanh", "basis": "QĐ 1"}).status_code == 302
    held = town.stranger.grants.get()
    assert (held.scope_id, held.scope_name) == (town.here.pk, "xã Yên Khánh")
    client.post(reverse("user_end_grant", kwargs={"pk": town.stranger.pk, "grant_id": held.pk}), {"reason": "Thôi"})
    assert Grant.objects.get(pk=held.pk).end_reason == "Thôi"
    wrong = reverse("user_end_grant", kwargs={"pk": town.officer.pk, "grant_id": held.pk})
    assert client.post(wrong, {"reason": "x"}).status_code == 404


def test_a_producer_role_is_granted_by_registration_number(town):
    grant = reverse("user_grant", kwargs={"pk": town.stranger.pk})
    client = as_(town.admin)
    assert "Không có chủ thể nào" in text_of(client.post(grant, {"role": "producer", "basis": "x"}))
    client.post(grant, {"role": "producer", "registration_no": town.sen.registration_no, "basis": "x"})
    assert town.stranger.grants.get().scope_id == town.sen.pk


def test_an_account_is_closed_and_opened_with_a_reason(town):
    client = as_(town.admin)
    close = reverse("user_act", kwargs={"pk": town.officer.pk, "act": "deactivate"})
    assert "Hãy ghi lý do khóa tài khoản." in text_of(client.post(close, follow=True))
    client.post(close, {"reason": "Nghỉ"})
    assert User.objects.get(pk=town.officer.pk).is_active is False
    client.post(reverse("user_act", kwargs={"pk": town.officer.pk, "act": "activate"}), {"reason": "Về"})
    assert User.objects.get(pk=town.officer.pk).is_active is True
    assert client.post(reverse("user_act", kwargs={"pk": town.officer.pk, "act": "explode"})).status_code == 404
    assert as_(town.auditor).post(close, {"reason": "x"}).status_code == 404


def test_the_record_is_filtered_by_who_what_and_day_and_exported(town):
    make_representative(town.sen)
    as_(town.officer).get(reverse("representative", kwargs={"pk": town.sen.pk}))
    client, address = as_(town.auditor), reverse("audit")
    assert "Công Chức Đây" in text_of(client.get(address, {"actor": "Đây", "subject": "Sen"}))
    for given in ({"actor": "Kia"}, {"subject": "Cói"}, {"until": "2020-01-01"}, {"since": "2099-01-01"}):
        assert "Không có dòng nào khớp" in text_of(client.get(address, given))
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(reverse("audit_export")).content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[2][3] == "Xem người đại diện (dữ liệu cá nhân, ghi nhật ký)"
    assert SECRET not in str(rows)


def test_every_act_of_the_record_is_told_in_vietnamese():
    recorded = re.compile(r'record\(\s*"([a-z_]+\.[a-z_]+)"')
    sources = [path for path in (settings.BASE_DIR / "ocop").rglob("*.py") if "web" not in path.parts]
    acts = {name for path in sources for name in recorded.findall(path.read_text())}
    assert "accounts.grant_role" in acts
    assert sorted(name for name in acts if title_of(name) == name) == []


def test_the_commune_confirms_and_refuses_on_the_page_of_the_producer(town):
    waiting = make_producer("Tổ Mây Tre", commune=town.here, state="pending")
    client, page = as_(town.officer), reverse("producer_page", kwargs={"pk": waiting.pk})
    assert "Tổ Mây Tre" in text_of(client.get(reverse("producers")))
    assert "Tổ Mây Tre" not in text_of(as_(town.neighbour).get(reverse("producers")))
    assert "Xác nhận chủ thể" in text_of(client.get(page))
    refused = client.post(reverse("producer_refuse", kwargs={"pk": waiting.pk}), {"reason": ""}, follow=True)
    assert "Hãy ghi lý do" in text_of(refused)
    client.post(reverse("producer_refuse", kwargs={"pk": waiting.pk}), {"reason": "Sai số"})
    assert "Sai số" in text_of(client.get(page))
    client.post(reverse("producer_confirm", kwargs={"pk": waiting.pk}))
    assert Producer.objects.get(pk=waiting.pk).state == "confirmed"


def test_neither_list_search_count_nor_export_tells_of_another_commune(town):
    client = as_(town.officer)
    for given in ({}, {"q": "coi"}, {"q": town.coi.registration_no}, {"state": "confirmed"}):
        page = text_of(client.get(reverse("producers"), given))
        assert town.coi.name not in page
        assert town.coi.registration_no in given.values() or town.coi.registration_no not in page
        assert ("1–1 trong 1 chủ thể" in page) is ("q" not in given)
        book = CalamineWorkbook.from_filelike(BytesIO(client.get(reverse("producers_export"), given).content))
        assert town.coi.name not in str(book.get_sheet_by_index(0).to_python())


def test_an_officer_resets_a_producers_password_and_shows_it_once(town):
    address = reverse("user_reset", kwargs={"pk": town.person.pk})
    client = as_(town.officer)
    assert "Mật khẩu tạm" not in text_of(client.post(address, {"reason": ""}))
    page = client.post(address, {"reason": "Quên, đã xem CCCD"})
    password = re.search(r'id="mat-khau-tam">([a-z2-9-]{14})<', text_of(page))[1]
    assert User.objects.get(pk=town.person.pk).check_password(password) is True
    assert "no-store" in page["Cache-Control"]
    assert password not in str(list(Entry.objects.values_list("data", flat=True)))


def test_an_officer_types_a_producer_and_hands_over_an_account(town):
    client = as_(town.officer)
    given = {
        "name": "Hộ Lê Na",
        "legal_form": "farm",
        "registration_no": "36A80012",
        "commune": "Kim Sơn",
        "address": "Xóm 1",
    }
    assert "Bạn chỉ nhập được chủ thể của xã" in text_of(client.post(reverse("producer_new"), given))
    assert Producer.objects.filter(registration_no="36A80012").count() == 0
    answer = client.post(reverse("producer_new"), given | {"commune": "Yên Khánh"})
    producer = Producer.objects.get(registration_no="36A80012")
    assert answer["Location"] == reverse("producer_account", kwargs={"pk": producer.pk})
    page = text_of(client.post(answer["Location"], {"full_name": "Lê Na", "username": "le.na"}))
    assert "Mật khẩu tạm" in page
    assert User.objects.get(username="le.na").roles == {"producer"}


def test_the_producer_corrects_contact_facts_and_not_what_was_confirmed(town):
    client, address = as_(town.person), reverse("producer_edit", kwargs={"pk": town.sen.pk})
    page = text_of(client.get(address))
    assert ('name="address"' in page, 'name="registration_no"' in page) == (True, False)
    client.post(address, {"address": "Thôn Mới", "phone": "12", "name": "Lừa"})
    assert Producer.objects.get(pk=town.sen.pk).address == "Thôn Đông"
    client.post(address, {"address": "Thôn Mới", "phone": "0912000111", "name": "Lừa"})
    producer = Producer.objects.get(pk=town.sen.pk)
    assert (producer.address, producer.name) == ("Thôn Mới", "Hợp tác xã Sen Vàng")


def test_a_refused_producer_mends_everything_and_asks_again(town):
    Producer.objects.filter(pk=town.sen.pk).update(state="refused")
    client = as_(town.person)
    page = text_of(client.get(reverse("producer_page", kwargs={"pk": town.sen.pk})))
    assert "Gửi lại đăng ký" in page
    assert 'name="registration_no"' in text_of(client.get(reverse("producer_edit", kwargs={"pk": town.sen.pk})))
    client.post(reverse("producer_again", kwargs={"pk": town.sen.pk}))
    assert Producer.objects.get(pk=town.sen.pk).state == "pending"


def test_places_are_added_and_removed_by_their_producer_only(town):
    client, address = as_(town.person), reverse("producer_sites", kwargs={"pk": town.sen.pk})
    client.post(address, {"purpose": "Trồng sen", "commune": "kim son", "address": "Đầm 2"})
    site = Site.objects.get()
    assert (site.producer, site.commune) == (town.sen, town.there)
    foreign = make_site(town.coi)
    assert client.post(address, {"remove": foreign.pk}).status_code == 404
    client.post(address, {"remove": site.pk})
    assert list(Site.objects.all()) == [foreign]


def test_a_name_that_fits_many_communes_is_asked_again(town):
    make_commune("Yên Mô")
    client, address = as_(town.person), reverse("producer_sites", kwargs={"pk": town.sen.pk})
    page = text_of(client.post(address, {"purpose": "x", "commune": "yên", "address": "y"}))
    assert "Có nhiều nơi khớp: xã Yên Khánh, xã Yên Mô" in page
    assert "Không có xã, phường nào tên như vậy" in text_of(
        client.post(address, {"purpose": "x", "commune": "zzz", "address": "y"})
    )


def test_personal_data_is_logged_and_stands_on_its_own_page_alone(town):
    make_representative(town.sen)
    client = as_(town.officer)
    assert SECRET not in text_of(client.get(reverse("producer_page", kwargs={"pk": town.sen.pk})))
    assert SECRET not in text_of(client.get(reverse("producers")))
    export = client.get(reverse("producers_export")).content
    assert SECRET not in str(CalamineWorkbook.from_filelike(BytesIO(export)).get_sheet_by_index(0).to_python())
    assert Entry.objects.count() == 0
    assert SECRET in text_of(client.get(reverse("representative", kwargs={"pk": town.sen.pk})))
    assert list(Entry.objects.values_list("action", "actor_id")) == [("parties.view_representative", town.officer.pk)]
    as_(town.person).get(reverse("representative", kwargs={"pk": town.sen.pk}))
    assert Entry.objects.count() == 1


def test_the_producer_names_its_representative(town):
    address = reverse("representative", kwargs={"pk": town.sen.pk})
    as_(town.person).post(address, {"full_name": "Lê Na", "sex": "female", "phone": "0912000111"})
    assert Representative.objects.get(producer=town.sen).full_name == "Lê Na"
    assert as_(town.office).post(address, {"full_name": "Kẻ Khác"}).status_code == 200
    assert Representative.objects.get(producer=town.sen).full_name == "Lê Na"


def test_help_is_given_shown_and_ended(town):
    client, address = as_(town.person), reverse("producer_helpers", kwargs={"pk": town.sen.pk})
    given = {"helper": town.stranger.username, "scope_note": "Nhập hồ sơ", "until": "2099-01-01"}
    assert "không quá 12 tháng" in text_of(client.post(address, given))
    given["until"] = timezone.localdate().isoformat()
    assert "Hãy hỏi lại đúng tên đăng nhập" in text_of(client.post(address, given | {"helper": "khong.co"}))
    assert client.post(address, given).status_code == 302
    consent = HelperConsent.objects.get()
    helper = User.objects.get(pk=town.stranger.pk)
    assert helping(helper, town.sen) == consent
    page = text_of(as_(helper).get(reverse("producer_page", kwargs={"pk": town.sen.pk})))
    assert "Bạn đang nhập giúp Hợp tác xã Sen Vàng" in page
    assert as_(town.other).post(reverse("consent_end", kwargs={"pk": consent.pk})).status_code == 404
    assert as_(helper).post(reverse("consent_end", kwargs={"pk": consent.pk}))["Location"] == "/"
    assert helping(helper, town.sen) is None


def test_an_officer_records_consent_with_its_description(town):
    client, address = as_(town.officer), reverse("producer_helpers", kwargs={"pk": town.sen.pk})
    given = {
        "helper": town.officer.username,
        "scope_note": "Nhập hồ sơ",
        "until": timezone.localdate().isoformat(),
        "means": "phone",
    }
    assert HelperConsent.objects.count() == 0
    client.post(address, given)
    assert HelperConsent.objects.count() == 0
    client.post(address, given | {"evidence": "Gọi lúc 9h, ông Lúa đồng ý"})
    assert HelperConsent.objects.get().recorded_by == town.officer
    assert as_(town.auditor).post(address, given).status_code == 404


def test_notices_are_read_opened_and_only_ones_own(town):
    mine, theirs = notify(
        to=[town.person, town.other], kind="x", subject="Xã đã xác nhận", body="Mời xem", about=town.sen
    )
    client = as_(town.person)
    page = text_of(client.get(reverse("notices")))
    assert page.count("Mời xem") == 1
    assert 'class="count">1<' in page
    answer = client.post(reverse("notice_open", kwargs={"pk": mine.pk}))
    assert answer["Location"] == reverse("producer_page", kwargs={"pk": town.sen.pk})
    assert client.post(reverse("notice_open", kwargs={"pk": theirs.pk})).status_code == 404
    assert client.get(reverse("notice_open", kwargs={"pk": mine.pk})).status_code == 405
    as_(town.other).post(reverse("notices_read"))
    theirs.refresh_from_db()
    assert theirs.read_at is not None


def test_the_first_page_names_what_waits(town):
    make_producer("Tổ Mây Tre", commune=town.here, state="pending")
    page = text_of(as_(town.officer).get("/"))
    assert "Xác nhận chủ thể Tổ Mây Tre" in page
    page = text_of(as_(town.person).get("/"))
    assert "Ghi người đại diện" in page
    page = text_of(as_(town.admin).get("/"))
    assert "Bật xác thực hai bước" in page


def test_the_demo_says_so_on_every_page(town, settings):
    settings.DEMO, settings.MFA_REQUIRED = True, False
    words = "Bản trình diễn – dữ liệu mẫu; xác thực hai bước đang tắt"
    assert words in text_of(as_(town.person).get(reverse("notices")))
    assert words in text_of(Client().get(reverse("account_login")))


def test_a_helper_consent_that_lapsed_shows_no_banner(town):
    consent = consents.give_consent(
        by=town.person,
        producer=town.sen,
        helper=town.officer,
        scope_note="x",
        means="system",
        until=timezone.localdate(),
    )
    page = reverse("producer_page", kwargs={"pk": town.sen.pk})
    assert "Bạn đang nhập giúp" in text_of(as_(town.officer).get(page))
    consents.end_consent(by=town.person, consent=consent)
    assert "Bạn đang nhập giúp" not in text_of(as_(town.officer).get(page))
