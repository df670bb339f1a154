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
        pytest.param([replace(OLD, is_commune=False)], "chỉ sắp xếp xã, phường trong tỉnh", id="không phải cấp xã"),
        pytest.param([replace(OLD, province="40")], "chỉ sắp xếp xã, phường trong tỉnh", id="tỉnh khác"),
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
