"""The pages on which a decision is loaded, settled, edited, compared and frozen."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from ocop.accounts.models import User
from ocop.audit.models import Entry
from ocop.base.errors import NotAllowed, NotReady
from ocop.regulations.actions import discard_draft, freeze_decision, import_decision, settle_finding
from ocop.regulations.models import Decision, Option
from ocop.regulations.queries import import_findings
from ocop.regulations.queries.drafting import counted, findings_in
from ocop.regulations.spec.files import MOST_BYTES
from tests.factories.accounts import make_user
from tests.factories.places import make_province
from tests.regulations.official import NUMBER, W, as_docx, as_html, packed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TYPED = {"number": NUMBER, "dated": "2031-03-05", "in_force_from": "2031-07-01"}
REASON = "Đã đối chiếu bản ký"
DRAFTERS = ("programme_officer", "provincial_office")
FREEZERS = ("signing_leader", "administrator")


def person(role: str) -> User:
    scope = {"producer": "producer", "commune_officer": "commune", "advisory_team": "round"}.get(role, "province")
    return make_user(roles=[(role, scope, make_province().pk)])


def client_of(user: User, **given: Any) -> Client:
    client = Client(**given)
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def officer() -> User:
    return person("programme_officer")


@pytest.fixture
def draft(officer: User) -> Decision:
    return import_decision(
        by=officer, content=as_html(), file_name="qd.html", number=NUMBER, dated=date(2031, 3, 5),
        in_force_from=date(2031, 7, 1),
    )  # fmt: skip


def settle_all(draft: Decision, by: User) -> None:
    for row in import_findings(draft):
        settle_finding(by=by, finding=row, value=row.proposed or "giữ nguyên", reason=REASON)


def sent(client: Client, content: bytes, name: str = "qd.html", **changes: str) -> Any:
    return client.post("/quy-dinh/nhap/", {**TYPED, **changes, "file": SimpleUploadedFile(name, content)})


def pages(draft: Decision) -> list[str]:
    start = f"/quy-dinh/ban-nhap/{draft.pk}/"
    inside = ("", "cho-chua-ro/", "bo/1/", "than/general/", "than/bands/", "than/terms/", "than/rounds/",
              "than/evidence/", "than/places/", "chot/")  # fmt: skip
    return [start + path for path in inside]


def editing(draft: Decision) -> list[str]:
    start = f"/quy-dinh/ban-nhap/{draft.pk}/"
    return [
        "/quy-dinh/nhap/",
        *(start + path for path in ("bo/1/sua/", "bo/1/dong/2.1/", "bo/1/dong/2/", "bo-ban-nhap/")),
    ]


@pytest.mark.parametrize("role", DRAFTERS)
def test_a_drafter_opens_every_page_of_a_draft(role: str, draft: Decision) -> None:
    client = client_of(person(role))
    assert {path: client.get(path).status_code for path in pages(draft) + editing(draft)} == dict.fromkeys(
        pages(draft) + editing(draft), 200
    )


@pytest.mark.parametrize("role", [*FREEZERS, "auditor"])
def test_those_who_freeze_and_audit_read_a_draft_and_do_not_edit_it(role: str, draft: Decision) -> None:
    client = client_of(person(role))
    assert {client.get(path).status_code for path in pages(draft)} == {200}
    assert {client.get(path).status_code for path in editing(draft)} == {404}
    assert client.post(f"/quy-dinh/ban-nhap/{draft.pk}/cho-chua-ro/", {"cho": "1"}).status_code == 404
    assert client.post(f"/quy-dinh/ban-nhap/{draft.pk}/than/bands/", {}).status_code == 404


@pytest.mark.parametrize("role", ["producer", "commune_officer", "advisory_team", "inspector"])
def test_a_stranger_finds_no_draft(role: str, draft: Decision) -> None:
    client = client_of(person(role))
    assert {client.get(path).status_code for path in pages(draft) + editing(draft)} == {404}
    assert sent(client, as_html(), number="9/2031/QĐ-TTg").status_code == 404
    page = client.get(f"/quy-dinh/so-sanh/?sau={draft.pk}").content.decode()
    assert NUMBER not in page
    assert client.get(f"/quy-dinh/{draft.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["signing_leader", "administrator", "auditor", "commune_officer", "producer"])
def test_the_actions_themselves_refuse_who_may_not_draft(role: str, draft: Decision) -> None:
    user, row = person(role), import_findings(draft)[0]
    with pytest.raises(NotAllowed):
        settle_finding(by=user, finding=row, value="1", reason=REASON)
    with pytest.raises(NotAllowed):
        discard_draft(by=user, decision=draft)
    with pytest.raises(NotAllowed):
        import_decision(
            by=user, content=as_html(), file_name="x", number="8/2031/QĐ-TTg", dated=date(2031, 3, 5),
            in_force_from=date(2031, 7, 1),
        )  # fmt: skip


def test_four_eyes_who_had_a_hand_in_the_draft_does_not_freeze_it(officer: User, draft: Decision) -> None:
    settle_all(draft, officer)
    both = make_user(roles=[(role, "province", make_province().pk) for role in ("provincial_office", "administrator")])
    settle_finding(by=both, finding=import_findings(draft)[0], value="0", reason=REASON)
    for user in (officer, both, person("auditor"), person("provincial_office")):
        with pytest.raises(NotAllowed):
            freeze_decision(by=user, decision=draft)
    assert "Người đã lập bản nháp không tự chốt được." in text(client_of(both), f"/quy-dinh/ban-nhap/{draft.pk}/chot/")
    leader = person("signing_leader")
    frozen = freeze_decision(by=leader, decision=draft)
    assert (frozen.is_frozen, frozen.frozen_by, len(frozen.content_hash)) == (True, leader, 64)


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_an_upload_becomes_a_draft_that_says_what_was_found(officer: User) -> None:
    client = client_of(officer)
    answer = sent(client, as_docx(), "qd.docx")
    made = Decision.objects.get(number=NUMBER)
    assert (answer.status_code, answer.url) == (302, f"/quy-dinh/ban-nhap/{made.pk}/")
    assert (made.imported_by, [row.user for row in made.drafters.all()]) == (officer, [officer])
    page = text(client, answer.url)
    found = counted(made)
    assert (found.sets, found.criteria, found.findings, found.settled) == (2, 14, 10, 0)
    assert "10 chỗ còn lại" in page
    assert "Mẫu mã sản phẩm lấy theo Quyết định 26/2026/QĐ-TTg." in page
    assert f"Bản nháp Quyết định {NUMBER}" in text(client, "/quy-dinh/")


MACRO = as_docx(extra={"word/vbaProject.bin": b"x"})
BOMB = packed(f'<w:document xmlns:w="{W}"><w:body>{" " * 60_000_000}</w:body></w:document>'.encode())


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        pytest.param(b"%PDF-1.7 picture", "qd.pdf", "Tệp là PDF", id="a scan"),
        pytest.param(MACRO, "qd.docm", "macro", id="a macro"),
        pytest.param(BOMB, "qd.docx", "lượng dữ liệu quá lớn", id="a zip bomb"),
        pytest.param(b"PK\x03\x04 broken", "qd.docx", "bị hỏng", id="a broken docx"),
        pytest.param(as_html([[("Thuế suất", "%"), ("Rượu", "65")]]), "qd.html", "không có phiếu chấm", id="taxes"),
        pytest.param(b"", "qd.html", "trống", id="empty"),
    ],
)
def test_a_wrong_file_is_told_beside_the_field_and_what_was_typed_stays(
    officer: User, content: bytes, name: str, said: str
) -> None:
    answer = sent(client_of(officer), content, name)
    form = answer.context["form"]
    assert answer.status_code == 200
    assert any(said in message for message in form.errors["file"]), form.errors
    page = answer.content.decode()
    assert f'value="{NUMBER}"' in page
    assert 'value="2031-03-05"' in page
    assert not Decision.objects.filter(status="draft").exists()


def test_the_file_of_another_decision_is_told_beside_its_number(officer: User) -> None:
    form = sent(client_of(officer), as_html(), number="8/2031/QĐ-TTg").context["form"]
    assert form.errors["number"] == ["Tệp là của Quyết định 9/2031/QĐ-TTg, không phải 8/2031/QĐ-TTg."]
    form = sent(client_of(officer), as_html(), dated="2031-03-06").context["form"]
    assert "ngày ban hành 05/03/2031" in form.errors["dated"][0]


def test_a_file_over_the_limit_is_dropped_while_it_comes_and_the_rest_of_the_form_stays(officer: User) -> None:
    answer = sent(client_of(officer), b"<html>" + b" " * (MOST_BYTES + 100_000))
    form = answer.context["form"]
    assert form.errors["file"] == ["Tệp lớn hơn 20 MB, không phải là văn bản của một quyết định. Hãy chọn tệp khác."]
    assert answer.wsgi_request.FILES == {}
    assert f'value="{NUMBER}"' in answer.content.decode()


def test_the_upload_is_refused_without_its_token(officer: User) -> None:
    client = client_of(officer, enforce_csrf_checks=True)
    assert sent(client, as_html()).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text(client, "/quy-dinh/nhap/"))
    assert token is not None
    assert sent(client, as_html(), csrfmiddlewaretoken=token[1]).status_code == 302


def test_a_new_version_asks_for_its_reason(officer: User, draft: Decision) -> None:
    settle_all(draft, officer)
    freeze_decision(by=person("administrator"), decision=draft)
    client = client_of(officer)
    assert "hãy ghi lý do" in sent(client, as_html()).context["form"].errors["reason"][0]
    assert sent(client, as_html(), reason="Đính chính số 12").status_code == 302
    second = Decision.objects.get(number=NUMBER, version=2)
    assert second.reason == "Đính chính số 12"
    settle_all(second, officer)
    freeze_decision(by=person("administrator"), decision=second)
    assert "đã có phiên bản sau" in text(client, f"/quy-dinh/{draft.pk}/")
    assert "Đính chính số 12" in text(client, f"/quy-dinh/{second.pk}/")


def typed(rows: Any, **changes: str) -> dict[str, Any]:
    """The page of findings as it is sent, every value as proposed."""
    data: dict[str, Any] = {"loc": "mo", "cho": [row.pk for row in rows]}
    data |= {f"doc-{row.pk}": row.proposed for row in rows}
    return data | changes


def test_ten_places_are_settled_with_ticks_and_one_reason(officer: User, draft: Decision) -> None:
    client, rows = client_of(officer), list(findings_in(draft)[:10])
    path = f"/quy-dinh/ban-nhap/{draft.pk}/cho-chua-ro/"
    page = text(client, path)
    assert "Ô điểm để trống." in page
    assert "□ Bột mua ngoài" in page, "the words of the file stand beside the doubt"
    ticks = {f"chon-{row.pk}": "co" for row in rows}
    said = client.post(path, typed(rows, **ticks, **{"ly-do-chung": REASON}), follow=True).content.decode()
    assert "Đã kết luận 10 chỗ; còn 0." in said
    assert "Không còn chỗ nào" in said
    assert {row.reason for row in import_findings(draft)} == {REASON}
    assert {row.settled_by for row in import_findings(draft)} == {officer}
    assert REASON in text(client, f"{path}?loc=xong")


def test_nothing_that_was_typed_is_lost_when_a_place_is_refused(officer: User, draft: Decision) -> None:
    client, rows = client_of(officer), list(findings_in(draft)[:3])
    first, second, third = (row.pk for row in rows)
    changes = {
        f"doc-{first}": "ba điểm", f"ly-do-{first}": "Theo bản ký trang 12", f"chon-{second}": "co",
        f"ly-do-{third}": "Theo Công báo",
    }  # fmt: skip
    path = f"/quy-dinh/ban-nhap/{draft.pk}/cho-chua-ro/"
    page = client.post(path, typed(rows, **changes)).content.decode()
    assert "không phải là số điểm" in page
    assert "Cần ghi lý do của kết luận" in page
    assert 'value="ba điểm"' in page
    assert 'value="Theo bản ký trang 12"' in page
    assert [row.is_settled for row in findings_in(draft)[:3]] == [False, False, True]


def test_settling_again_changes_the_draft(officer: User, draft: Decision) -> None:
    row = import_findings(draft).get(kind="points", code="1.1")
    client, path = client_of(officer), f"/quy-dinh/ban-nhap/{draft.pk}/cho-chua-ro/"
    client.post(path, {"cho": row.pk, f"doc-{row.pk}": "1", f"ly-do-{row.pk}": "Bản ký ghi 1"})
    option = Option.objects.get(criterion__criteria_set__decision=draft, label="Bột mua ngoài")
    assert option.points == 1
    client.post(path, {"cho": row.pk, f"doc-{row.pk}": "2", f"ly-do-{row.pk}": "Bản ký ghi 1", "loc": "xong"})
    option.refresh_from_db()
    assert option.points == 2


def formset(prefix: str, rows: list[dict[str, Any]], extra: int = 0) -> dict[str, Any]:
    data = {f"{prefix}-TOTAL_FORMS": len(rows) + extra, f"{prefix}-INITIAL_FORMS": len(rows)}
    return data | {f"{prefix}-{n}-{key}": value for n, row in enumerate(rows) for key, value in row.items()}


def options_of(draft: Decision, code: str) -> list[dict[str, Any]]:
    rows = Option.objects.filter(criterion__criteria_set__decision=draft, criterion__code=code).order_by("order")
    return [
        {"id": row.pk, "points": row.points_shown, "label": row.label, "star_minimum": row.star_minimum or "",
         "case": row.case or ""}
        for row in rows
    ]  # fmt: skip


def test_a_criterion_is_edited_with_its_options_and_the_reason_is_recorded(officer: User, draft: Decision) -> None:
    client, path = client_of(officer), f"/quy-dinh/ban-nhap/{draft.pk}/bo/1/dong/2.1/"
    rows = options_of(draft, "2.1")
    rows[0]["star_minimum"] = "4"
    rows[1]["label"] = "Thạo nghề, có chứng chỉ"
    head = {
        "name": "Tay nghề", "max_points": "14", "requirements": "Người trong xã\nTừ 18 tuổi",
        "reject_if": "Thuê khoán", "reason": REASON,
    }  # fmt: skip
    data = {**head, **formset("pa", rows, 1), "pa-2-points": "", "pa-2-label": ""}
    assert client.post(path, data).url == f"/quy-dinh/ban-nhap/{draft.pk}/bo/1/#tc-2.1"
    assert [(row["star_minimum"], row["label"]) for row in options_of(draft, "2.1")] == [
        (4, "Mới học"), ("", "Thạo nghề, có chứng chỉ"),
    ]  # fmt: skip
    criterion = Option.objects.get(pk=rows[0]["id"]).criterion
    assert (criterion.requirements, criterion.reject_if) == (["Người trong xã", "Từ 18 tuổi"], ["Thuê khoán"])
    entry = Entry.objects.filter(action="regulations.edit").get()
    assert (entry.actor_id, entry.data["reason"], entry.data["place"]) == (officer.pk, REASON, "2.1")
    rows = options_of(draft, "2.1")
    rows[0]["DELETE"] = "on"
    data = {**head, **formset("pa", rows, 1), "pa-2-points": "10", "pa-2-label": "Có thầy dạy", "pa-2-case": ""}
    client.post(path, data)
    assert [(row["points"], row["label"]) for row in options_of(draft, "2.1")] == [
        ("14", "Thạo nghề, có chứng chỉ"), ("10", "Có thầy dạy"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"max_points": "mười"}, "Hãy ghi một số, ví dụ 3 hoặc 0,5."),
        ({"reason": ""}, "Trường này là bắt buộc."),
        ({"applies_if_code": "9.9"}, "Không có tiêu chí 9.9 trong bộ"),
        ({"pa-0-case": "b"}, "tiêu chí không có trường hợp ấy"),
        ({"cases": "không dấu"}, "hãy ghi như a: nội dung"),
        ({"max_points": "0"}, "Điểm tối đa phải lớn hơn 0."),
    ],
)
def test_an_edit_that_cannot_stand_keeps_what_was_typed(
    officer: User, draft: Decision, changes: dict[str, str], said: str
) -> None:
    data = {"name": "Tay nghề mới", "max_points": "14", "reason": REASON, **formset("pa", options_of(draft, "2.1"))}
    page = client_of(officer).post(f"/quy-dinh/ban-nhap/{draft.pk}/bo/1/dong/2.1/", data | changes).content.decode()
    assert said in page
    assert 'value="Tay nghề mới"' in page
    assert not Entry.objects.filter(action="regulations.edit").exists()


def test_a_heading_and_a_set_are_edited(officer: User, draft: Decision) -> None:
    client, start = client_of(officer), f"/quy-dinh/ban-nhap/{draft.pk}/"
    client.post(f"{start}bo/1/dong/2/", {"name": "Thợ làm bánh", "max_points": "15", "reason": REASON})
    assert "2. Thợ làm bánh" in text(client, f"{start}bo/1/")
    values = {
        "name": "Bánh làng nghề", "category": "Sản phẩm ăn uống", "group": "Bánh khô", "ministries": "Bộ Một",
        "sample_units": "4", "rejected_if": "Giả mạo hồ sơ", "reason": REASON,
    }  # fmt: skip
    assert client.post(f"{start}bo/1/sua/", values).status_code == 302
    row = draft.sets.get(no=1)
    assert (row.name, row.group.name, row.ministries, row.sample_units) == (
        "Bánh làng nghề", "Bánh khô", ["Bộ Một"], 4,
    )  # fmt: skip
    assert [group.name for category in draft.categories.all() for group in category.groups.all()] == [
        "Bánh khô", "Đón khách",
    ]  # fmt: skip


def test_what_was_carried_over_blocks_the_freeze_until_it_is_confirmed(officer: User, draft: Decision) -> None:
    for row in import_findings(draft).exclude(kind="carried"):
        settle_finding(by=officer, finding=row, value=row.proposed or "giữ nguyên", reason=REASON)
    with pytest.raises(NotReady) as caught:
        freeze_decision(by=person("administrator"), decision=draft)
    assert len(caught.value.findings) == 5
    client, start = client_of(officer), f"/quy-dinh/ban-nhap/{draft.pk}/than/"
    assert "lấy theo Quyết định 26/2026/QĐ-TTg" in text(client, f"{start}terms/")
    terms = [{"id": row.pk, "text": row.text, "amount": row.amount, "unit": row.unit, "clause": "Điều 7"}
             for row in draft.terms.order_by("pk")]  # fmt: skip
    terms[0]["amount"] = 20
    assert client.post(f"{start}terms/", {**formset("r", terms), "reason": REASON}).status_code == 302
    assert draft.terms.get(key="commune_review").amount == 20
    names = {
        "bands": ("stars", "minimum", "level", "recognised_by", "clause"),
        "rounds": ("level", "no", "request_day", "request_month", "finish_day", "finish_month", "years_later",
                   "clause"),
        "evidence": ("name", "needed"),
    }  # fmt: skip
    managers = {"bands": draft.star_bands, "rounds": draft.rounds, "evidence": draft.evidence_kinds}
    for part, fields in names.items():
        rows = [{"id": row.pk} | {name: getattr(row, name) for name in fields} for row in managers[part].all()]
        if part == "evidence":
            rows[-1]["DELETE"] = "on"
        if part == "bands":
            rows = [
                {**row, "certificate": "on", "minimum": f"{row['minimum']:f}".rstrip("0").rstrip(".")} for row in rows
            ]
        answer = client.post(f"{start}{part}/", {**formset("r", rows), "reason": REASON})
        assert answer.status_code == 302, (part, answer.context["why"].errors, answer.context["rows"].errors)
    assert draft.evidence_kinds.count() == 14
    law = Decision.objects.get(number="26/2026/QĐ-TTg")
    older = Decision.objects.get(number="148/QĐ-TTg")
    ended = [{"number": law.number, "last_day": "2031-08-31", "clause": "Điều 11.2"}, {"number": older.number}]
    general = {"title": "Quyết định thử", "code_pattern": "(T)-(X)-(STT)-(Năm)", "reason": REASON}
    answer = client.post(f"{start}general/", {**general, **formset("r", ended)})
    assert answer.status_code == 302, answer.context["why"].errors
    page = text(client_of(person("signing_leader")), f"/quy-dinh/ban-nhap/{draft.pk}/chot/")
    assert "hết hiệu lực sau ngày 31/08/2031" in page
    frozen = freeze_decision(by=person("administrator"), decision=Decision.objects.get(pk=draft.pk))
    law.refresh_from_db()
    assert law.in_force_to == date(2031, 8, 31)
    assert frozen.replaces[0]["clause"] == "Điều 11.2"


def test_a_replaced_decision_needs_its_clause(officer: User, draft: Decision) -> None:
    ended = [{"number": "26/2026/QĐ-TTg", "last_day": "2031-08-31", "clause": ""}]
    data = {"title": "T", "code_pattern": "(T)", "reason": REASON, **formset("r", ended)}
    page = client_of(officer).post(f"/quy-dinh/ban-nhap/{draft.pk}/than/general/", data).content.decode()
    assert "Cần ghi điều khoản chuyển tiếp" in page
    assert 'value="2031-08-31"' in page


def test_a_second_person_freezes_on_the_page(officer: User, draft: Decision) -> None:
    leader, path = client_of(person("signing_leader")), f"/quy-dinh/ban-nhap/{draft.pk}/chot/"
    assert "Chưa chốt được: còn 10 điều" in text(leader, path)
    leader.post(path, {"hieu": "co"})
    assert not Decision.objects.get(pk=draft.pk).is_frozen
    settle_all(draft, officer)
    assert "Vẫn còn hiệu lực song song" in text(leader, path)
    assert client_of(officer).post(path, {"hieu": "co"}).status_code == 404
    leader.post(path, {})
    assert not Decision.objects.get(pk=draft.pk).is_frozen
    page = leader.post(path, {"hieu": "co"}, follow=True).content.decode()
    frozen = Decision.objects.get(pk=draft.pk)
    assert frozen.content_hash in page
    assert "chưa đến ngày hiệu lực" in page
    assert leader.get(path).status_code == 404


def test_two_decisions_are_compared_on_the_page_and_as_a_file() -> None:
    client = client_of(person("commune_officer"))
    old, new = Decision.objects.get(number="148/QĐ-TTg"), Decision.objects.get(number="26/2026/QĐ-TTg")
    pair = f"truoc={old.pk}&sau={new.pk}"
    page = text(client, f"/quy-dinh/so-sanh/?{pair}")
    assert page.count("&bo=") + page.count("&amp;bo=") == 26
    one = text(client, f"/quy-dinh/so-sanh/?{pair}&bo=26")
    assert "Điểm tối đa" in one
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"/quy-dinh/so-sanh/excel/?{pair}").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][:4] == ["Bộ (trước)", "Bộ (sau)", "Bộ sản phẩm", "Khác ở"]
    assert len(rows) > 200
    assert client.get("/quy-dinh/so-sanh/excel/?truoc=x&sau=y").status_code == 404


def test_the_page_of_findings_costs_the_same_for_one_and_for_ten(
    officer: User, draft: Decision, django_assert_max_num_queries: Any
) -> None:
    client = client_of(officer)
    with django_assert_max_num_queries(26):
        client.get(f"/quy-dinh/ban-nhap/{draft.pk}/cho-chua-ro/")
    settle_all(draft, officer)
    settle_one = import_findings(draft)[0]
    assert settle_one.is_settled
    with django_assert_max_num_queries(26):
        client.get(f"/quy-dinh/ban-nhap/{draft.pk}/cho-chua-ro/?loc=xong")


def test_a_draft_is_thrown_away_after_a_question(officer: User, draft: Decision) -> None:
    client, path = client_of(officer), f"/quy-dinh/ban-nhap/{draft.pk}/bo-ban-nhap/"
    assert "sẽ mất" in text(client, path)
    client.post(path)
    assert not Decision.objects.filter(pk=draft.pk).exists()


def test_the_procedures_are_read_by_whoever_reads_the_rules(officer: User) -> None:
    page = client_of(officer).get("/quy-dinh/quy-trinh/").content.decode()
    for number in ("26/2026/QĐ-TTg", "148/QĐ-TTg", "1489/QĐ-TTg"):
        assert f"Quyết định {number}" in page, number
    assert (page.count("đang nhận hồ sơ mới"), page.count("không nhận hồ sơ mới")) == (1, 2)
    assert "Cấp huyện" in page
    for words in ("từ 70 điểm", "phân hạng lại</small>", "180 ngày"):
        assert words in page, words
    assert "-180" not in page
    assert Client().get("/quy-dinh/quy-trinh/").status_code == 302


def test_lines_come_and_go_on_the_page(officer: User, draft: Decision) -> None:
    client = client_of(officer)
    row = draft.sets.order_by("no").first()
    start = f"/quy-dinh/ban-nhap/{draft.pk}/bo/{row.no}/"
    assert f'href="{start}them/"' in client.get(start).content.decode()
    heading = row.headings.exclude(parent=None).first()
    typed = {"kind": "criterion", "above": heading.pk, "code": "1.98", "name": "Thêm", "max_points": "0,5",
             "reason": REASON}  # fmt: skip
    for wrong, said in (({"above": ""}, "Hãy chọn đề mục"), ({"max_points": "x"}, "Hãy ghi một số")):
        answer = client.post(f"{start}them/", {**typed, **wrong})
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
        assert 'value="1.98"' in answer.content.decode()
    line = f"{start}dong/1.98/"
    assert client.post(f"{start}them/", typed)["Location"] == line
    assert "Bỏ dòng này" in client.get(line).content.decode()
    client.post(f"{line}chuyen/", {"huong": "len"})
    moved = client.post(f"{line}ky-hieu/", {"kh-code": "1.97", "kh-reason": REASON})
    assert moved["Location"] == f"{start}dong/1.97/"
    client.post(f"{start}dong/1.97/bo/", {"bo-reason": ""})
    assert row.criteria.filter(code="1.97").exists()
    client.post(f"{start}dong/1.97/bo/", {"bo-reason": REASON})
    assert not row.criteria.filter(code="1.97").exists()


@pytest.mark.parametrize("role", ["inspector", "auditor", "signing_leader", "council_member"])
def test_only_drafters_change_lines(draft: Decision, role: str) -> None:
    client = client_of(person(role) if role != "council_member" else make_user(roles=[(role, "council", 1)]))
    row = draft.sets.order_by("no").first()
    start = f"/quy-dinh/ban-nhap/{draft.pk}/bo/{row.no}/"
    code = row.criteria.first().code
    for path in ("them/", f"dong/{code}/bo/", f"dong/{code}/ky-hieu/", f"dong/{code}/chuyen/"):
        assert client.post(start + path, {"bo-reason": REASON}).status_code == 404
    assert row.criteria.filter(code=code).exists()


def test_the_official_file_is_kept_for_those_who_see_the_draft(officer: User, draft: Decision) -> None:
    url = f"/quy-dinh/ban-nhap/{draft.pk}/tep-goc/"
    answer = client_of(officer).get(url)
    assert answer.content == as_html()
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert answer["Content-Disposition"].startswith("attachment")
    assert url in client_of(officer).get(f"/quy-dinh/ban-nhap/{draft.pk}/").content.decode()
    assert client_of(person("inspector")).get(url).status_code == 404
    assert client_of(officer).get(f"/quy-dinh/{draft.pk}/tep-goc/").status_code == 404
