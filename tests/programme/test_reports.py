"""The yearly reports: which facts belong to a body and a year, who draws up and reads, two people at once."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from ocop.audit.models import Entry
from ocop.base.errors import Conflict, NotAllowed, Refused
from ocop.dossiers.models.dossier import DossierKind
from ocop.parties.models import LegalForm
from ocop.places.models import Succession, Unit
from ocop.places.queries import provinces_within
from ocop.programme.actions import open_report, set_targets, write_report
from ocop.programme.indicators import What, counted, value_of
from ocop.programme.models import YearReport
from ocop.programme.queries.content import content_of
from ocop.programme.queries.facts import facts_of
from ocop.programme.queries.reports import blank, open_to, visible_to, written_by
from ocop.programme.spec import LONGEST, TargetFacts
from ocop.programme.wording import FORMS, INSPECTION_KINDS, KINDS, OUTCOMES
from ocop.supervision.spec import KIND_TITLES, SHORT_OUTCOMES
from tests.factories.accounts import make_user
from tests.factories.places import make_commune, make_province
from tests.programme.ground import IN_2024, TARGETS, World, build, whole_report
from tests.worlds import shared

pytestmark = pytest.mark.django_db
DECEMBER = datetime(2024, 12, 10, 3, tzinfo=UTC)


def world() -> World:
    return build()


_world_once, world = shared(world)


@pytest.fixture(autouse=True)
def in_december():
    with time_machine.travel(DECEMBER, tick=False):
        yield


def district_facts(world: World):
    return facts_of(blank(world.here.district, 2024))


def province_facts(world: World):
    return facts_of(blank(world.ground.province, 2024))


def test_a_district_counts_its_own_dossiers_and_no_others(world) -> None:
    facts = district_facts(world)
    keys = ("filed", "returned", "forwarded", "evaluated", "recognised", "recognised_3", "in_force")
    assert {key: value_of(facts, key) for key in keys} == {
        "filed": 2, "returned": 1, "forwarded": 2, "evaluated": 2, "recognised": 1, "recognised_3": 1, "in_force": 1,
    }  # fmt: skip
    assert {event.commune for event in facts.events} == {"Xã Yên Khánh"}


def test_a_province_counts_all_its_districts_and_not_its_neighbour(world) -> None:
    facts = province_facts(world)
    assert [value_of(facts, key) for key in ("filed", "evaluated", "recognised", "in_force")] == [4, 4, 2, 2]
    assert {event.commune for event in facts.events} == {"Xã Yên Khánh", "Xã Gia Viễn"}
    here = facts_of(blank(Unit.objects.get(name="Hà Nam", level="province"), 2024))
    assert [value_of(here, key) for key in ("filed", "recognised", "recognised_4")] == [1, 1, 1]


def test_a_district_does_not_answer_for_what_the_province_returned(world) -> None:
    desks = {row.what for row in district_facts(world).events}
    assert What.RETURNED in desks
    world.ground.dossiers[0].supplements.filter(desk="commune").delete()
    assert counted(district_facts(world), What.RETURNED) == 0
    assert counted(province_facts(world), What.RETURNED) == 2


def test_what_was_published_before_is_counted_apart_and_only_where_the_source_says_enough(world) -> None:
    assert [(row.year, row.stars) for row in district_facts(world).published] == [(2023, 3)]
    assert [(row.year, row.stars) for row in province_facts(world).published] == [(2023, 3), (2023, 0)]


def test_the_days_at_a_desk_are_those_of_officials(world) -> None:
    desks = {row.desk for row in district_facts(world).stays}
    assert "Chủ thể" not in desks
    assert desks <= {"Công chức cấp xã", "Lãnh đạo UBND cấp xã", "Cơ quan tham mưu cấp huyện", "Hội đồng cấp huyện",
                     "Tổ tư vấn của huyện", "Lãnh đạo UBND huyện"}  # fmt: skip


def test_an_old_year_is_read_as_of_its_last_day(world) -> None:
    with time_machine.travel(datetime(2028, 1, 5, tzinfo=UTC), tick=False):
        facts = district_facts(world)
    assert facts.as_of == date(2024, 12, 31)
    assert value_of(facts, "in_force") == 1
    assert value_of(facts_of(blank(world.here.district, 2023)), "filed") == 0
    with time_machine.travel(IN_2024.replace(day=1), tick=False):
        assert value_of(district_facts(world), "filed") == 0


def test_the_facts_ask_a_constant_number_of_queries(world, django_assert_num_queries) -> None:
    with django_assert_num_queries(17):
        district_facts(world)
    with django_assert_num_queries(19):
        province_facts(world)


def test_a_merged_province_holds_those_that_came_wholly_into_it(db) -> None:
    day = date(2025, 7, 1)
    new = make_province("Ninh Bình", code="37", valid_from=day)
    past = {"valid_from": None, "valid_to": date(2025, 6, 30)}
    olds = [make_province("Nam Định", code="36", **past), make_province("Hòa Bình", code="17", **past)]
    away = make_province("Phú Thọ", code="25", valid_from=day)
    for old, into in ((olds[0], new), (olds[1], new), (olds[1], away)):
        district = Unit.objects.create(
            level="district", kind="huyen", name=f"{old.name} {into.name}", parent=old, province_code=old.code,
            valid_to=old.valid_to,
        )  # fmt: skip
        commune = Unit.objects.create(
            level="commune", kind="xa", name=district.name, parent=district, province_code=old.code,
            valid_to=old.valid_to,
        )  # fmt: skip
        Succession.objects.create(old=commune, new=make_commune(province=into), extent="whole", on=day)
    # merged within its district before: tells nothing of where the province went
    within = Unit.objects.create(level="commune", kind="xa", name="Cũ", parent=district, valid_to=date(2024, 11, 30))
    Succession.objects.create(old=within, new=commune, extent="whole", on=date(2024, 12, 1))
    assert provinces_within(new.pk, date(2025, 12, 31)) == {new.pk, olds[0].pk}
    assert provinces_within(new.pk, date(2025, 6, 30)) == {new.pk}


def person(world: World, name: str):
    ground = world.ground
    return {
        "province office": ground.office, "province leader": ground.leader, "auditor": ground.auditor,
        "programme": world.programme, "district office": ground.here.office, "district leader": ground.here.leader,
        "other district": ground.there.office, "other province": world.elsewhere, "stranger": make_user("Người lạ"),
    }[name]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "district", "province"),
    [
        ("province office", "r", "rw"),
        ("programme", "r", "rw"),
        ("province leader", "r", "r"),
        ("auditor", "r", "r"),
        ("district office", "rw", ""),
        ("district leader", "r", ""),
        ("other district", "", ""),
        ("other province", "", ""),
        ("stranger", "", ""),
    ],
)
def test_who_reads_and_who_draws_up(world, name: str, district: str, province: str) -> None:
    made = [whole_report(world, district=True), whole_report(world, district=False)]
    user = person(world, name)
    for report, may in zip(made, (district, province), strict=True):
        assert user.has_perm("programme.view_report", report) == ("r" in may)
        assert (report in visible_to(user)) == ("r" in may)
        assert user.has_perm("programme.write_report", report) == ("w" in may)
        assert (report in written_by(user)) == ("w" in may)
        if "w" not in may:
            with pytest.raises(NotAllowed):
                write_report(by=user, report=report, texts={"kinh_phi": "Khác"}, seen=99)


def test_only_bodies_of_their_year_report(world) -> None:
    offered = [(row.unit.name, row.year) for row in open_to(world.here.office)]
    assert offered == [("Yên Khánh", 2024), ("Yên Khánh", 2023), ("Yên Khánh", 2022), ("Yên Khánh", 2021)]
    with time_machine.travel(datetime(2026, 11, 29, tzinfo=UTC), tick=False):
        years = [row.year for row in open_to(world.programme)]
    assert years == [2024, 2023, 2022], "the province before the merger stood at the end of 2024, not of 2025"
    with pytest.raises(Refused, match="Chưa đến năm đó"):
        open_report(by=world.programme, unit=world.ground.province, year=2025)
    with pytest.raises(Refused, match="không có trong năm đó"):
        open_report(by=world.programme, unit=world.ground.province, year=2017)


def test_the_words_for_kinds_and_forms_are_those_of_the_record() -> None:
    assert dict(DossierKind.choices) == KINDS
    assert dict(LegalForm.choices) == FORMS
    assert tuple(KIND_TITLES.values()) == INSPECTION_KINDS
    assert tuple(SHORT_OUTCOMES.values()) == OUTCOMES


def test_a_report_is_begun_once(world) -> None:
    report = open_report(by=world.programme, unit=world.ground.province, year=2024)
    assert Entry.objects.filter(action="programme.open_report").count() == 1
    with pytest.raises(Conflict, match="đã được lập"):
        open_report(by=world.programme, unit=world.ground.province, year=2024)
    assert (world.ground.province, 2024) not in {(row.unit, row.year) for row in open_to(world.programme)}
    late = YearReport(province=report.province, district=world.here.district, year=2026)
    late.opened_by, late.opened_at = world.programme, DECEMBER
    with pytest.raises(IntegrityError, match="year_report_of_a_year_with_its_body"), transaction.atomic():
        late.save()


def test_of_two_people_who_write_neither_loses_words(world) -> None:
    report = whole_report(world, district=False)
    seen, office = report.version, world.ground.office
    assert write_report(by=office, report=report, texts={"kinh_phi": "Của văn phòng"}, seen=seen) == []
    stale = YearReport.objects.get(pk=report.pk)
    texts = {"kinh_phi": "Của cán bộ chương trình", "tap_huan": "Hai lớp"}
    assert write_report(by=world.programme, report=stale, texts=texts, seen=seen) == ["kinh_phi"]
    stored = YearReport.objects.get(pk=report.pk)
    assert (stored.texts["kinh_phi"], stored.texts["tap_huan"]) == ("Của văn phòng", "Hai lớp")
    assert write_report(by=world.programme, report=stale, texts=texts, seen=stored.version) == []
    entry = Entry.objects.filter(action="programme.write_report").order_by("-pk").first()
    assert entry.data["replaced"] == {"kinh_phi": "Của văn phòng"}


def test_the_same_words_sent_again_are_no_clash(world) -> None:
    report = whole_report(world, district=False)
    seen = report.version
    for _ in range(2):
        assert write_report(by=world.programme, report=report, texts={"kinh_phi": "Một"}, seen=seen) == []
    assert report.version == seen + 1


@pytest.mark.parametrize(
    ("texts", "said"), [({"khac": "x"}, "không có phần này"), ({"kinh_phi": "x" * (LONGEST + 1)}, "tối đa")]
)
def test_a_part_that_is_none_and_one_too_long_are_refused(world, texts: dict[str, str], said: str) -> None:
    report = whole_report(world, district=False)
    with pytest.raises(Refused, match=said):
        write_report(by=world.programme, report=report, texts=texts, seen=report.version)


def test_targets_are_answered_by_figures_or_words(world) -> None:
    report = whole_report(world, district=False)
    assert [(row.row.title, row.result, row.source) for row in content_of(report).targets] == [
        ("Sản phẩm mới", "2", "Sản phẩm mới được công nhận từ 3 sao"),
        ("Làng nghề", "01", ""),
    ]
    with pytest.raises(Conflict, match="vừa sửa các mục tiêu"):
        set_targets(by=world.ground.office, report=report, rows=TARGETS, seen=0)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (TargetFacts("", "1"), "cần tên"),
        (TargetFacts("A", ""), "cần tên"),
        (TargetFacts("A", "1", "khac"), "trong danh sách"),
        (TargetFacts("A", "1", "filed", "2"), "chọn một"),
    ],
)
def test_a_target_out_of_order_is_refused(world, row: TargetFacts, said: str) -> None:
    report = whole_report(world, district=False)
    with pytest.raises(Refused, match=said):
        set_targets(by=world.programme, report=report, rows=[row], seen=report.version)
    assert report.targets.count() == 2
