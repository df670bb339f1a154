"""The lists of the desks: what they hold, how many queries they cost, what their Excel files say."""

from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ocop.dossiers.models import Round
from ocop.dossiers.states import DossierState as S
from ocop.web.office.downloads import COLUMNS
from ocop.web.office.todo import todo
from tests.factories.desks import Desk, make_desk
from tests.factories.dossiers import make_supplement

pytestmark = pytest.mark.django_db

NAMES = ("Nem chua (mẫu)", "Rượu nếp (mẫu)", "Thêu ren (mẫu)")


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def more(desk: Desk, state: S, *names: str) -> list[Desk]:
    """Dossiers of other communes in the same round."""
    return [
        make_desk(state, province=desk.province, round=desk.round, in_round=True, name=name, commune_name=f"Xã {n}")
        for n, name in enumerate(names)
    ]


def rows_in(answer: object) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(
    ("name", "state", "who"),
    [
        ("office_round", S.AT_PROVINCE, "office"),
        ("office_dossiers", S.AT_PROVINCE, "office"),
        ("office_intake", S.AT_PROVINCE, "office"),
        ("office_round_excel", S.AT_PROVINCE, "office"),
        ("office_rounds", S.AT_PROVINCE, "office"),
        ("home", S.AT_PROVINCE, "office"),
    ],
)
def test_a_list_costs_the_same_queries_with_one_row_and_with_three(name: str, state: S, who: str) -> None:
    desk = make_desk(state, in_round=True)
    arguments = [desk.round.pk] if name in ("office_round", "office_round_excel") else []
    client = client_of(getattr(desk, who))
    url = reverse(name, args=arguments)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        assert client.get(url).status_code == 200
    more(desk, state, *NAMES)
    with CaptureQueriesContext(connection) as four:
        assert client.get(url).status_code == 200
    assert len(four) == len(one)
    assert len(four) <= 45


@pytest.mark.parametrize("text", ["com chay", "Cơm Cháy", "sao mai", "37-"])
def test_a_search_finds_with_and_without_accents(text: str) -> None:
    desk = make_desk(S.AT_PROVINCE, in_round=True)
    page = client_of(desk.office).get(reverse("office_round", args=[desk.round.pk]), {"q": text}).content.decode()
    assert "Cơm cháy chà bông (mẫu)" in page


def test_a_search_for_something_else_finds_nothing_and_says_so() -> None:
    desk = make_desk(S.AT_PROVINCE, in_round=True)
    page = client_of(desk.office).get(reverse("office_round", args=[desk.round.pk]), {"q": "thổ cẩm"}).content.decode()
    assert "Không có hồ sơ nào khớp" in page


def test_a_chip_shows_its_stage_only() -> None:
    desk = make_desk(S.AT_PROVINCE, in_round=True)
    more(desk, S.AT_COMMUNE, "Nem chua (mẫu)")
    client = client_of(desk.office)
    page = client.get(reverse("office_round", args=[desk.round.pk]), {"o": "xa"}).content.decode()
    assert "Nem chua (mẫu)" in page
    assert "Cơm cháy chà bông (mẫu)" not in page


@pytest.mark.slow
def test_lists_are_paged_by_25() -> None:
    desk = make_desk(S.AT_PROVINCE, in_round=True)
    for number in range(25):
        make_desk(S.AT_PROVINCE, province=desk.province, round=desk.round, in_round=True, name=f"Sản phẩm {number}")
    client = client_of(desk.office)
    pages = [client.get(reverse("office_intake"), {"page": page}).context["rows"] for page in (1, 2)]
    assert [len(rows) for rows in pages] == [25, 1]


@time_machine.travel("2026-11-24 09:00+07:00", tick=False)
def test_the_excel_of_a_round_says_what_the_board_says() -> None:
    desk = make_desk(S.AT_COMMUNE, in_round=True)
    desk.dossier.moves.update(at="2026-11-16T09:00+07:00")
    answer = client_of(desk.office).get(reverse("office_round_excel", args=[desk.round.pk]))
    rows = rows_in(answer)
    assert rows[0][0] == Round.objects.get().name
    assert rows[1] == [column.title for column in COLUMNS]
    found = dict(zip(rows[1], rows[2], strict=True))
    assert found["Sản phẩm"] == "Cơm cháy chà bông (mẫu)"
    assert found["Mã sản phẩm"] == desk.dossier.code.code
    assert found["Chủ thể"] == "Hợp tác xã Sao Mai (mẫu)"
    assert found["Xã, phường"] == "xã Yên Khánh"
    assert found["Đang ở"] == "Công chức cấp xã"
    assert found["Số ngày làm việc ở đây"] == 5
    assert str(found["Hạn"]) == "2026-12-08"
    assert (found["Điểm tự chấm"], found["Sao tự chấm"]) == (100, 5)
    assert len(rows) == 3


def test_the_excel_keeps_chip_and_search() -> None:
    desk = make_desk(S.AT_PROVINCE, in_round=True)
    more(desk, S.AT_COMMUNE, "Nem chua (mẫu)")
    url = reverse("office_dossiers_excel")
    names = [row[0] for row in rows_in(client_of(desk.office).get(url, {"o": "xa", "q": "nem"}))[2:]]
    assert names == ["Nem chua (mẫu)"]


def test_the_commune_sees_its_most_urgent_first() -> None:
    with time_machine.travel("2026-11-25 09:00+07:00", tick=False):
        desk = make_desk(S.AT_COMMUNE)
        other = make_desk(S.AT_COMMUNE, province=desk.province, name="Nem chua (mẫu)")
        type(other.dossier).objects.filter(pk=other.dossier.pk).update(commune=desk.commune)
        desk.dossier.moves.update(at="2026-11-20T09:00+07:00")
        other.dossier.moves.update(at="2026-11-02T09:00+07:00")
        rows = client_of(desk.officer).get(reverse("commune_queue")).context["rows"]
        assert [(row.dossier.product.name, row.place[0], row.tone) for row in rows] == [
            ("Nem chua (mẫu)", "Cấp xã · quá hạn 1 ngày", "is-late"),
            ("Cơm cháy chà bông (mẫu)", "Cấp xã · còn 13 ngày", ""),
        ]


def test_the_remark_of_a_waiting_dossier_is_its_first_item() -> None:
    desk = make_desk(S.AT_COMMUNE)
    make_supplement(desk.dossier, "page:to-chuc")
    row = client_of(desk.officer).get(reverse("commune_queue")).context["rows"][0]
    assert (row.place, row.remark) == (("Chờ bổ sung · 1 mục", "gold"), "page:to-chuc: Chưa rõ")


class TestTodo:
    def test_the_officer_is_asked_to_check_and_the_leader_to_sign(self) -> None:
        desk = make_desk(S.AT_COMMUNE)
        assert [item.title for item in todo(desk.officer)] == ["Kiểm tra hồ sơ Cơm cháy chà bông (mẫu)"]
        assert todo(desk.leader) == []
        type(desk.dossier).objects.update(state=S.COMMUNE_SIGNING)
        assert [item.title for item in todo(desk.leader)] == ["Duyệt hồ sơ Cơm cháy chà bông (mẫu)"]
        assert todo(desk.officer) == []

    def test_what_a_colleague_has_in_charge_does_not_press(self) -> None:
        desk = make_desk(S.AT_COMMUNE)
        type(desk.dossier).objects.update(commune_officer=desk.leader)
        assert todo(desk.officer) == []

    def test_while_the_producer_completes_nobody_is_pressed(self) -> None:
        desk = make_desk(S.AT_COMMUNE)
        make_supplement(desk.dossier, "page:to-chuc")
        assert todo(desk.officer) == []

    def test_the_office_is_asked_to_take_in(self) -> None:
        desk = make_desk(S.AT_PROVINCE)
        titles = [item.title for item in todo(desk.office)]
        assert "Tiếp nhận 1 hồ sơ xã đã đề nghị" in titles

    def test_the_team_member_in_charge_is_asked_to_assess(self) -> None:
        desk = make_desk(S.IN_REVIEW)
        assert [item.title for item in todo(desk.member)] == ["Đánh giá Cơm cháy chà bông (mẫu)"]
        assert todo(desk.auditor) == []
        assert todo(desk.producer) == []

    @time_machine.travel("2026-12-30 09:00+07:00", tick=False)
    def test_late_ones_are_marked(self) -> None:
        desk = make_desk(S.AT_COMMUNE)
        desk.dossier.moves.update(at="2026-11-02T09:00+07:00")
        assert [(item.tone, item.action) for item in todo(desk.officer)] == [("lacquer", "Quá hạn")]
