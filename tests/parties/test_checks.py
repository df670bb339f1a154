"""The rules on the facts of a producer, without a database."""

from datetime import date

import pytest

from ocop.parties import checks
from ocop.parties.spec import tidy_phone, tidy_registration_no
from ocop.parties.states import TABLE, TITLES, ProducerState


@pytest.mark.parametrize(
    ("number", "faults"),
    [("0700123456", 0), ("36A8001234", 0), ("0100109106-001", 0), ("12/HTX", 0), ("", 1), ("abc", 1), ("12", 1)],
)
def test_registration_numbers(number, faults):
    assert len(checks.check_registration_no(number)) == faults


@pytest.mark.parametrize(
    ("number", "faults"), [("", 0), ("0912000111", 0), ("02293871234", 0), ("912", 1), ("19001", 1)]
)
def test_telephone_numbers(number, faults):
    assert len(checks.check_phone(number)) == faults


@pytest.mark.parametrize(("day", "faults"), [(None, 0), (date(2026, 3, 1), 0), (date(2026, 3, 2), 1)])
def test_the_day_of_registration_is_not_in_the_future(day, faults):
    assert len(checks.check_registered_on(day, date(2026, 3, 1))) == faults


def test_legal_form_commune_and_texts():
    assert checks.check_legal_form("farm", ["farm"]) == []
    assert [f.where for f in checks.check_legal_form("giant", ["farm"])] == ["legal_form"]
    assert checks.check_commune(True, True) == []
    assert [len(checks.check_commune(*case)) for case in [(True, False), (False, True), (False, False)]] == [1, 1, 1]
    found = checks.check_filled({"name": " ", "address": "x"}, {"name": "tên chủ thể", "address": "địa chỉ"})
    assert [(f.where, f.message) for f in found] == [("name", "Hãy ghi tên chủ thể.")]


def test_one_number_has_one_writing():
    assert tidy_registration_no(" 36a8 001\t234 ") == "36A8001234"
    assert [tidy_phone("+84 912.000.111"), tidy_phone("0912 000 111"), tidy_phone("")] == ["0912000111"] * 2 + [""]


def test_every_state_is_reachable_and_has_a_title():
    assert TABLE.reachable() == set(ProducerState)
    assert set(TITLES) == set(ProducerState)
