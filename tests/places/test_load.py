"""The files of `places/data` and the action that loads them."""

from datetime import date

import pytest
from django.core.management import call_command

from ocop.places.actions import load_places
from ocop.places.models import Extent, Level, Succession, Unit
from ocop.places.queries import unit_on
from tests.factories.places import make_commune

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_map")]

NEW = date(2025, 7, 1)


def test_all_provinces_and_communes_in_force_are_loaded():
    in_force = Unit.objects.filter(valid_to=None)
    assert in_force.filter(level=Level.PROVINCE).count() == 34
    assert in_force.filter(level=Level.COMMUNE).count() == 3321
    assert in_force.filter(level=Level.COMMUNE, province_code="37").count() == 129
    assert in_force.filter(level=Level.DISTRICT).count() == 0


def test_every_unit_in_force_hangs_under_a_province_of_its_code():
    communes = Unit.objects.filter(valid_to=None, level=Level.COMMUNE).select_related("parent")
    assert [unit for unit in communes if unit.parent.code != unit.province_code] == []


@pytest.mark.parametrize(("day", "districts", "communes"), [(date(2023, 5, 1), 23, 427), (date(2025, 3, 1), 22, 398)])
def test_districts_and_communes_of_the_three_old_provinces_have_their_periods(day, districts, communes):
    known = Unit.objects.filter(valid_from__lte=day, valid_to__gte=day, province_code__in=["35", "36", "37"])
    assert known.filter(level=Level.DISTRICT).count() == districts
    assert known.filter(level=Level.COMMUNE).count() == communes
    assert [unit for unit in known.select_related("parent") if unit.parent and not unit.parent.covers(day)] == []


def test_all_129_new_codes_of_ninh_binh_are_also_old_codes_and_82_names_changed():
    new = Unit.objects.filter(level=Level.COMMUNE, province_code="37", valid_from=NEW)
    old = {unit.code: unit.name for unit in Unit.objects.filter(level=Level.COMMUNE, valid_to=date(2025, 6, 30))}
    assert sum(unit.code in old for unit in new) == 129
    assert sum(old[unit.code] != unit.name for unit in new) == 82


def test_one_code_in_two_periods_is_two_units():
    before, after = unit_on("14464", "commune", date(2023, 6, 1)), unit_on("14464", "commune", date(2025, 3, 1))
    assert [before.address, after.address] == [
        "thị trấn Me, huyện Gia Viễn, tỉnh Ninh Bình",
        "thị trấn Thịnh Vượng, huyện Gia Viễn, tỉnh Ninh Bình",
    ]
    assert before.pk != after.pk


def test_a_commune_follows_its_district_from_one_period_to_the_next():
    before, after = unit_on("14320", "commune", date(2024, 12, 31)), unit_on("14320", "commune", date(2025, 1, 1))
    assert before.address == "phường Đông Thành, thành phố Ninh Bình, tỉnh Ninh Bình"
    assert after.address == "phường Đông Thành, thành phố Hoa Lư, tỉnh Ninh Bình"


def test_successions_keep_their_extents():
    on_merger = Succession.objects.filter(on=NEW)
    counts = {extent: on_merger.filter(extent=extent).count() for extent in Extent}
    assert counts == {Extent.WHOLE: 9529, Extent.PART: 911, Extent.UNCHANGED: 131}
    assert Succession.objects.filter(on=date(2025, 1, 1)).count() == 36


def test_every_new_commune_has_an_origin():
    assert Unit.objects.filter(level=Level.COMMUNE, valid_to=None, origins=None).count() == 0


def test_an_old_commune_outside_the_three_provinces_has_its_codes_but_no_start():
    unit = unit_on("00004", "commune", date(2024, 1, 1))
    known = (unit.full_name, unit.province_code, unit.district_code, unit.valid_from, unit.parent)
    assert known == ("Trúc Bạch", "01", "001", None, None)


def test_codes_that_cannot_be_right_are_left_out():
    names = Unit.objects.filter(level=Level.COMMUNE, code="").values_list("name", flat=True)
    assert list(names) == ["Công Đa", "Hồng Quang", "Mỹ Hưng", "Phú Thịnh"]


def test_loading_again_changes_nothing():
    before = list(Unit.objects.order_by("pk").values_list())
    report = load_places()
    assert (report.units_added, report.units_mended, report.successions_added) == (0, 0, 0)
    assert list(Unit.objects.order_by("pk").values_list()) == before


def test_loading_again_mends_a_name_and_leaves_an_end_set_by_a_later_merger():
    unit = unit_on("14464", "commune", NEW)
    right = unit.name
    unit.name, unit.valid_to = "Sai", date(2027, 1, 1)
    unit.save()
    report = load_places()
    unit.refresh_from_db()
    assert (report.units_added, report.units_mended) == (0, 1)
    assert (unit.name, unit.valid_to) == (right, date(2027, 1, 1))


def test_loading_again_keeps_what_an_officer_added():
    added = make_commune("Xã Mới")
    load_places()
    assert Unit.objects.filter(pk=added.pk).exists()


def test_the_command_tells_what_it_did(capsys):
    call_command("load_places")
    assert capsys.readouterr().out == "Địa bàn: thêm 0 đơn vị, sửa 0, thêm 0 quan hệ kế thừa.\n"


def test_a_load_takes_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        load_places()
