"""What keeps a change of the map from being entered, each with how to mend it."""

from dataclasses import replace
from datetime import date

import pytest

from ocop.places import checks
from ocop.places.checks import OldUnit
from ocop.places.spec import Share

DAY = date(2027, 7, 1)
OLD = OldUnit(1, "xã Gia Vân", "14488", True, "37", date(2025, 7, 1), None, Share.WHOLE)
OTHER = replace(OLD, key=2, name="xã Gia Hòa", code="14500")


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        pytest.param([OLD], "", id="một xã"),
        pytest.param([OLD, OTHER], "", id="hai xã"),
        pytest.param([], "ít nhất một", id="không có đơn vị cũ"),
        pytest.param([OLD, OLD], "hai lần", id="ghi hai lần"),
        pytest.param([replace(OLD, is_commune=False)], "chỉ ghi xã, phường của tỉnh", id="không phải cấp xã"),
        pytest.param([replace(OLD, province="40")], "", id="từ tỉnh khác đến"),
        pytest.param([replace(OLD, ends=date(2026, 1, 1))], "đã hết hiệu lực", id="đã kết thúc"),
        pytest.param([replace(OLD, begins=DAY)], "mới có từ 01/07/2027", id="bắt đầu cùng ngày"),
    ],
)
def test_old_units(sources: list[OldUnit], said: str) -> None:
    found = checks.check_sources(sources, DAY, "37")
    assert [said in finding.message for finding in found] == ([True] if said else [])


@pytest.mark.parametrize(
    ("target", "said"),
    [
        pytest.param(OTHER, "", id="xã còn hiệu lực"),
        pytest.param(OLD, "chính mình", id="nhận chính mình"),
        pytest.param(replace(OTHER, ends=date(2027, 6, 30)), "hiệu lực ngày 01/07/2027", id="hết trước ngày đó"),
        pytest.param(replace(OTHER, begins=date(2028, 1, 1)), "hiệu lực ngày 01/07/2027", id="chưa có ngày đó"),
        pytest.param(replace(OTHER, province="40"), "của tỉnh", id="tỉnh khác"),
    ],
)
def test_a_receiving_unit_that_goes_on(target: OldUnit, said: str) -> None:
    found = checks.check_target_goes_on(target, [OLD], DAY, "37")
    assert [said in finding.message for finding in found] == ([True] if said else [])


@pytest.mark.parametrize(
    ("kind", "name", "code", "holder", "fields"),
    [
        pytest.param("xa", "Gia Mới", "14999", None, [], id="mã mới"),
        pytest.param("xa", "Gia Mới", "14488", OLD, [], id="mã của đơn vị cũ kết thúc"),
        pytest.param("xa", "Gia Mới", "14500", OTHER, ["code"], id="mã của xã khác"),
        pytest.param("xa", "Gia Mới", "14488", replace(OLD, key=9), ["code"], id="mã của xã không kết thúc"),
        pytest.param("", " ", "1448", None, ["kind", "name", "code"], id="thiếu cả ba"),
    ],
)
def test_a_new_unit(kind: str, name: str, code: str, holder: OldUnit | None, fields: list[str]) -> None:
    assert [finding.where for finding in checks.check_new_unit(kind, name, code, [OLD], holder)] == fields


def test_a_code_stays_with_an_old_unit_that_lives_on() -> None:
    part = replace(OLD, share=Share.PART)
    assert checks.check_new_unit("xa", "Gia Mới", "14488", [part], part)


def test_the_document_is_named() -> None:
    assert checks.check_document(" ")
    assert not checks.check_document("NQ 1/NQ-UBTVQH")


def test_neither_side_may_lie_in_other_provinces() -> None:
    found = checks.check_sources([replace(OLD, province="40")], DAY, "37", into="42")
    assert ["chuyển đi hoặc chuyển đến" in finding.message for finding in found] == [True]
    assert not checks.check_sources([OLD], DAY, "37", into="42")


HOME = OldUnit(7, "tỉnh Ninh Bình", "37", False, "37", date(2025, 7, 1), None, Share.WHOLE, is_province=True)
NEXT = replace(HOME, key=8, name="tỉnh Thanh Hoá", code="38", province="38")


@pytest.mark.parametrize(
    ("sources", "target", "said"),
    [
        pytest.param([HOME, NEXT], None, "", id="hai tỉnh thành một"),
        pytest.param([NEXT], HOME, "", id="tỉnh khác vào tỉnh này"),
        pytest.param([], None, "ít nhất một tỉnh", id="không có tỉnh cũ"),
        pytest.param([NEXT], None, "không phải đơn vị cũ hay đơn vị nhận", id="việc của tỉnh khác"),
        pytest.param([replace(HOME, share=Share.PART)], None, "vào toàn bộ", id="một phần tỉnh"),
        pytest.param([HOME, OLD], None, "vào toàn bộ", id="xã giữa các tỉnh"),
        pytest.param([replace(HOME, ends=date(2026, 1, 1))], None, "đã hết hiệu lực", id="tỉnh đã kết thúc"),
    ],
)
def test_old_provinces(sources: list[OldUnit], target: OldUnit | None, said: str) -> None:
    found = checks.check_provinces(sources, target, DAY, HOME.key)
    assert [said in finding.message for finding in found] == ([True] if said else [])


def test_a_new_province_has_a_code_of_two_digits() -> None:
    found = checks.check_new_unit("", "Nam Hà", "14488", [HOME], None, digits=2)
    assert [finding.where for finding in found] == ["kind", "code"]
    assert "2 chữ số" in found[1].message
