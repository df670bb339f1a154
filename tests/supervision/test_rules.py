"""The rules of an inspection by tables; each case names its clause."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ocop.supervision.checks import (
    Answer,
    ConclusionDraft,
    Member,
    MinutesDraft,
    Plan,
    PlanDraft,
    SignedDraft,
    check_conclusion,
    check_conclusions,
    check_draft,
    check_member,
    check_minutes,
    check_plan,
    check_signed,
    check_writing,
)
from ocop.supervision.spec import GROUNDS, MATTERS, Found, Outcome, Part

DAY = date(2026, 10, 5)
PLAN = PlanDraft("periodic", "Kiểm tra quý IV", "Kế hoạch năm", DAY, DAY + timedelta(5))
HEAD = Member("Đặng Thị Vân", "Sở", "Phụ trách", is_head=True)
WRITER = Member("Ngô Văn Sơn", "Sở", "Ghi biên bản", has_account=True)
MINUTES = MinutesDraft(DAY, "Thôn Đông", "Bà Mơ", "Ổn định", "Không có ý kiến")


def wheres(findings) -> list[str]:
    return [finding.where for finding in findings]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        pytest.param({}, [], id="Điều 9.2.a periodic"),
        pytest.param({"kind": "unannounced", "reason": "Phản ánh"}, [], id="Điều 9.2.a unannounced"),
        pytest.param({"kind": "unannounced"}, ["reason"], id="Điều 9.2.a unannounced without reason"),
        pytest.param({"kind": "yearly"}, ["kind"], id="Điều 9.2.a no such kind"),
        pytest.param({"title": " "}, ["title"], id="Điều 9.4.a no subject"),
        pytest.param({"title": "x" * 301}, ["title"], id="Điều 9.4.a subject too long"),
        pytest.param({"basis": ""}, ["basis"], id="Điều 9.4.a no basis"),
        pytest.param({"starts_on": None}, ["starts_on"], id="Điều 9.4.a no first day"),
        pytest.param({"ends_on": None}, ["ends_on"], id="Điều 9.4.a no last day"),
        pytest.param({"ends_on": DAY}, [], id="Điều 9.4.a one day"),
        pytest.param({"ends_on": DAY - timedelta(1)}, ["ends_on"], id="Điều 9.4.a ends before it starts"),
    ],
)
def test_what_a_plan_says(changes: dict, where: list[str]) -> None:
    assert wheres(check_draft(replace(PLAN, **changes))) == where


@pytest.mark.parametrize(
    ("team", "products", "where"),
    [
        pytest.param([HEAD, WRITER], 1, [], id="Điều 9.4.a whole"),
        pytest.param([HEAD, WRITER], 0, ["products"], id="Điều 9.4.a nothing to inspect"),
        pytest.param([WRITER], 1, ["team"], id="Điều 9.2.b nobody leads"),
        pytest.param([HEAD, replace(HEAD, name="Khác"), WRITER], 1, ["team"], id="Điều 9.2.b two lead"),
        pytest.param([HEAD], 1, ["team"], id="Điều 9.2.b nobody writes"),
        pytest.param([replace(HEAD, has_account=True)], 1, [], id="Điều 9.2.b the head writes"),
    ],
)
def test_what_stands_before_the_leader(team: list[Member], products: int, where: list[str]) -> None:
    assert wheres(check_plan(Plan(team, products))) == where


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        pytest.param({}, [], id="Điều 9.2.b whole"),
        pytest.param({"name": ""}, ["name"], id="Điều 9.2.b no name"),
        pytest.param({"agency": ""}, ["agency"], id="Điều 9.2.b no agency"),
        pytest.param({"task": " "}, ["task"], id="Điều 9.2.b no task"),
        pytest.param({"is_head": True}, ["is_head"], id="Điều 9.2.b second head"),
    ],
)
def test_who_joins_a_team(changes: dict, where: list[str]) -> None:
    assert wheres(check_member(replace(WRITER, **changes), [HEAD])) == where


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        pytest.param({}, [], id="Điều 9.4.a whole"),
        pytest.param({"number": ""}, ["number"], id="Điều 9.4.a no number"),
        pytest.param({"number": "9" * 61}, ["number"], id="Điều 9.4.a number too long"),
        pytest.param({"signer_title": ""}, ["signer_title"], id="Điều 9.4.a no title"),
        pytest.param({"signed_on": None}, ["signed_on"], id="Điều 9.4.a no day"),
        pytest.param({"signed_on": DAY + timedelta(1)}, ["signed_on"], id="Điều 9.4.a tomorrow"),
        pytest.param({"signed_on": DAY - timedelta(3)}, ["signed_on"], id="Điều 9.4.a before the plan"),
    ],
)
def test_what_is_signed(changes: dict, where: list[str]) -> None:
    draft = replace(SignedDraft("12/QĐ-UBND", DAY, "Chủ tịch"), **changes)
    found = check_signed(draft, today=DAY, first=DAY - timedelta(2), taken=False, example="12/QĐ-UBND")
    assert wheres(found) == where


def test_a_number_is_given_once() -> None:
    draft = SignedDraft("12/QĐ-UBND", DAY, "Chủ tịch")
    assert wheres(check_signed(draft, today=DAY, first=DAY, taken=True, example="12/QĐ-UBND")) == ["number"]


@pytest.mark.parametrize(
    ("day", "answers", "where"),
    [
        pytest.param(DAY, {}, [], id="Điều 9.3 within the period"),
        pytest.param(None, {}, [], id="Điều 9.3 not said yet"),
        pytest.param(DAY + timedelta(1), {}, ["held_on"], id="Điều 9.3 tomorrow"),
        pytest.param(DAY - timedelta(4), {}, ["held_on"], id="Điều 9.4.a before the decision"),
        pytest.param(DAY, {"label": ("", "")}, [], id="Điều 9.3 unanswered yet"),
        pytest.param(DAY, {"label": ("perhaps", "")}, ["answers"], id="Điều 9.3 no such answer"),
    ],
)
def test_what_may_be_written(day: date | None, answers: dict, where: list[str]) -> None:
    draft = replace(MINUTES, held_on=day, answers=answers)
    assert wheres(check_writing(draft, today=DAY, decided_on=DAY - timedelta(3), ends_on=DAY)) == where


def test_nothing_is_inspected_after_the_period_of_the_decision() -> None:
    found = check_writing(MINUTES, today=DAY, decided_on=DAY - timedelta(3), ends_on=DAY - timedelta(1))
    assert [finding.message for finding in found] == ["Quyết định cho kiểm tra đến hết ngày 04/10/2026."]


@pytest.mark.parametrize(
    ("changes", "answer", "where"),
    [
        pytest.param({}, Answer("label", "Nhãn", Part.FIXED, Found.KEPT), [], id="Điều 9.3 whole"),
        pytest.param({"held_on": None}, None, ["held_on"], id="Điều 9.3 no day"),
        pytest.param({"place": ""}, None, ["place"], id="Điều 9.3 no place"),
        pytest.param({"present": ""}, None, ["present"], id="Điều 9.2.b nobody present"),
        pytest.param({"findings": " "}, None, ["findings"], id="Điều 9.3 no findings"),
        pytest.param({"opinion": ""}, None, ["opinion"], id="Điều 9.2.b the producer is not heard"),
        pytest.param({}, Answer("label", "Nhãn", Part.FIXED, where="m1"), ["m1"], id="Điều 9.3.b not looked at"),
        pytest.param({}, Answer("2.2", "Bao bì", Part.RANK, where="m2"), ["m2"], id="Điều 9.3.a not looked at"),
        pytest.param({}, Answer("3.1", "Khác", Part.OTHER, where="m3"), [], id="Điều 9.3.a other criterion left out"),
        pytest.param({}, Answer("x", "Nhãn", Part.FIXED, Found.CHANGED, " ", "m4"), ["m4"], id="Điều 9.3 not how"),
        pytest.param({}, Answer("x", "Nhãn", Part.FIXED, Found.CHANGED, "Thiếu", "m4"), [], id="Điều 9.3 said how"),
        pytest.param({}, Answer("x", "Môi trường", Part.FIXED, Found.NOT_APPLICABLE), [], id="Điều 9.3 none"),
    ],
)
def test_what_closed_minutes_hold(changes: dict, answer: Answer | None, where: list[str]) -> None:
    assert wheres(check_minutes(replace(MINUTES, **changes), [answer] if answer else [])) == where


KEEPS = ConclusionDraft("Cốm", Outcome.KEEPS)


@pytest.mark.parametrize(
    ("draft", "where"),
    [
        pytest.param(KEEPS, [], id="Điều 9.1 keeps"),
        pytest.param(replace(KEEPS, changed=2), ["reason"], id="Điều 9.1 keeps against its minutes"),
        pytest.param(replace(KEEPS, changed=2, reason="Đã sửa tại chỗ"), [], id="Điều 9.1 keeps with a reason"),
        pytest.param(replace(KEEPS, outcome=""), ["outcome"], id="Điều 9.1 nothing chosen"),
        pytest.param(replace(KEEPS, ground="b"), ["ground"], id="Điều 8.1 keeps on a ground"),
        pytest.param(replace(KEEPS, remedy_by=DAY + timedelta(9)), ["remedy_by"], id="Điều 9.1 keeps until a day"),
        pytest.param(replace(KEEPS, outcome="remedy", reason="Tem"), ["remedy_by"], id="Điều 9.1 no day"),
        pytest.param(replace(KEEPS, outcome="remedy", reason="Tem", remedy_by=DAY), ["remedy_by"],
                     id="Điều 9.1 remedy on the day itself"),
        pytest.param(replace(KEEPS, outcome="remedy", reason="Tem", remedy_by=DAY + timedelta(1)), [],
                     id="Điều 9.1 remedy"),
        pytest.param(replace(KEEPS, outcome="suspend"), ["reason"], id="Điều 9.1 suspend without a reason"),
        pytest.param(replace(KEEPS, outcome="suspend", reason="Nhãn"), [], id="Điều 9.1 suspend needs no ground"),
        pytest.param(replace(KEEPS, outcome="revoke", reason="Nhãn"), ["ground"], id="Điều 8.1 no ground"),
        pytest.param(replace(KEEPS, outcome="revoke", reason="Nhãn", ground="z"), ["ground"], id="Điều 8.1 no case"),
        *(pytest.param(replace(KEEPS, outcome="revoke", reason="Nhãn", ground=letter), [], id=f"Điều 8.1.{letter}")
          for letter in GROUNDS),
    ],
)  # fmt: skip
def test_what_is_concluded(draft: ConclusionDraft, where: list[str]) -> None:
    assert wheres(check_conclusion(draft, held_on=DAY)) == where


def test_a_conclusion_speaks_of_every_product_and_of_the_whole() -> None:
    found = check_conclusions([KEEPS, replace(KEEPS, product="Trà", outcome="")], " ")
    assert [finding.message for finding in found] == [
        "Chưa có kết luận về Trà.",
        "Hãy ghi nhận xét chung của cuộc kiểm tra.",
    ]
    assert check_conclusions([KEEPS], "Tốt") == []


def test_grounds_and_matters_are_those_of_the_law() -> None:
    """Điều 8.1 has six cases, a to e with đ; each matter names its clause."""
    assert list(GROUNDS) == ["a", "b", "c", "d", "đ", "e"]
    assert GROUNDS["đ"].clause == "điểm đ khoản 1 Điều 8 Quyết định 26/2026/QĐ-TTg"
    assert [row.key for row in MATTERS if not row.clause.startswith("Điều ")] == []
    assert len({row.key for row in MATTERS}) == len(MATTERS)
