"""Searching, sorting and following units through mergers."""

from datetime import date

import pytest

from ocop.places import queries
from ocop.places.models import Level

NEW = date(2025, 7, 1)


@pytest.fixture
def whole(whole_map, db):
    return whole_map


def names(units):
    return [unit.name for unit in units]


@pytest.mark.parametrize("typed", ["yen khanh", "Yên Khánh", "YÊN KHÁNH", "xã yên khánh", "  yen   khanh "])
def test_a_name_is_found_with_and_without_accents(whole, typed):
    found = queries.search_units(typed, level="commune", on=NEW)
    assert [unit.address for unit in found] == ["xã Yên Khánh, tỉnh Ninh Bình"]


def test_a_decomposed_name_is_found(whole):
    assert names(queries.search_units("Ye\u0302n Kha\u0301nh", level="commune", on=NEW)) == ["Yên Khánh"]


def test_a_search_with_accents_puts_those_very_accents_first(whole):
    found = names(queries.search_units("đồng", level="commune", on=NEW, province_code="37"))
    assert found[:5] == ["Đồng Thái", "Đồng Thịnh", "Đồng Văn", "Nam Đồng", "Yên Đồng"]
    assert all("đồng" not in name.lower() for name in found[5:])
    assert set(found) == set(names(queries.search_units("dong", level="commune", on=NEW, province_code="37")))


def test_signs_of_a_pattern_are_only_signs(whole):
    assert names(queries.search_units("%")) == []
    assert names(queries.search_units("_")) == []


def test_a_search_finds_the_units_of_the_day_asked_for(whole):
    old = queries.search_units("huyện kim bảng", level=Level.DISTRICT, on=date(2024, 1, 1))
    assert [unit.address for unit in old] == ["huyện Kim Bảng, tỉnh Hà Nam"]
    assert names(queries.search_units("kim bảng", level=Level.DISTRICT, on=NEW)) == []


def test_provinces_are_sorted_the_vietnamese_way(whole):
    assert names(queries.provinces(NEW)) == [
        "An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Đồng Nai",
        "Đồng Tháp", "Gia Lai", "Hà Nội", "Hà Tĩnh", "Hải Phòng", "Hồ Chí Minh", "Huế", "Hưng Yên", "Khánh Hoà",
        "Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng", "Nghệ An", "Ninh Bình", "Phú Thọ", "Quảng Ngãi",
        "Quảng Ninh", "Quảng Trị", "Sơn La", "Tây Ninh", "Thái Nguyên", "Thanh Hoá", "Tuyên Quang", "Vĩnh Long",
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "count"), [(date(2024, 1, 1), 143), (date(2025, 6, 30), 125), (NEW, 129)])
def test_communes_of_ninh_binh_are_those_of_the_day(whole, day, count):
    province = queries.province("37", day)
    assert province.covers(day)
    assert queries.communes_of(province, day).count() == count


def test_a_whole_commune_has_one_heir(whole):
    old = queries.unit_on("14698", "commune", date(2025, 6, 30))
    assert [(row.new.full_name, row.extent, row.on) for row in queries.successors(old)] == [
        (queries.heir(old).full_name, "whole", NEW)
    ]


def test_a_split_commune_has_no_single_heir(whole):
    old = queries.unit_on("00016", "commune", date(2025, 6, 30))
    extents = {row.extent for row in queries.successors(old)}
    assert (extents, len(queries.successors(old)) > 1, queries.heir(old)) == ({"part"}, True, None)


def test_predecessors_tell_what_a_commune_was_made_of(whole):
    rows = queries.predecessors(queries.unit_on("14698", "commune", NEW))
    assert [(row.old.full_name, row.extent) for row in rows] == [
        ("Khu vực bãi bồi ven biển do huyện Kim Sơn quản lý", "whole"),
        ("xã Kim Đông", "whole"),
        ("xã Kim Trung", "whole"),
    ]


def test_a_unit_in_force_has_no_heir(whole):
    assert queries.heir(queries.unit_on("14698", "commune", NEW)) is None


def test_an_empty_or_unknown_code_is_no_unit(whole):
    assert queries.unit_on("", "commune", date(2025, 6, 30)) is None
    assert queries.province("99") is None
