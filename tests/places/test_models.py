"""What can never be stored in the administrative map."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ocop.places.models import Extent, Level, Succession, Unit
from tests.factories.places import make_commune, make_province

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"valid_to": date(2025, 6, 30)}, "Ngày hết hiệu lực không được trước ngày có hiệu lực."),
        ({"valid_from": None}, "Cần biết ngày có hiệu lực hoặc ngày hết hiệu lực của đơn vị."),
        ({"level": "planet"}, "Cấp, loại hoặc tên của đơn vị không đúng."),
    ],
)
def test_a_wrong_unit_is_refused_by_the_database_and_in_words(fields, message):
    unit = make_commune()
    for name, value in fields.items():
        setattr(unit, name, value)
    with pytest.raises(ValidationError) as refusal:
        unit.validate_constraints()
    assert refusal.value.messages == [message]
    with pytest.raises(IntegrityError), transaction.atomic():
        unit.save()


@pytest.mark.parametrize(
    ("first", "second", "constraint"),
    [
        ({}, {"valid_to": date(2026, 1, 1)}, "places_unit_code_from"),
        ({}, {"valid_from": date(2026, 1, 1)}, "places_unit_code_in_force"),
        (
            {"valid_to": date(2026, 1, 1)},
            {"valid_from": date(2025, 12, 1), "valid_to": date(2026, 1, 1)},
            "places_unit_code_to",
        ),
    ],
)
def test_one_code_has_one_unit_at_a_time(first, second, constraint):
    make_commune(code="14698", **first)
    period = {"valid_from": date(2025, 7, 1), **second}
    clash = Unit(level=Level.COMMUNE, code="14698", name="Khác", province_code="37", **period)
    broken = next(rule for rule in Unit._meta.constraints if rule.name == constraint)
    with pytest.raises(ValidationError, match=broken.violation_error_message):
        broken.validate(Unit, clash)
    with pytest.raises(IntegrityError), transaction.atomic():
        clash.save()


def test_a_unit_does_not_succeed_itself_or_another_twice():
    old, new = make_commune("Cũ"), make_commune("Mới")
    on = date(2026, 1, 1)
    first = Succession.objects.create(old=old, new=new, extent=Extent.PART, on=on)
    assert str(first) == "xã Cũ → xã Mới (một phần)"
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(old=old, new=new, extent=Extent.WHOLE, on=on)
    with pytest.raises(IntegrityError, match="places_succession_two_units"), transaction.atomic():
        Succession.objects.create(old=old, new=old, extent=Extent.WHOLE, on=on)


def test_a_name_is_stored_composed_and_searchable():
    unit = make_commune("Ye\u0302n  Kha\u0301nh")
    assert (unit.name, unit.folded, unit.lowered) == ("Yên Khánh", "xa yen khanh", "xã yên khánh")


def test_a_province_with_communes_cannot_be_removed():
    province = make_province()
    make_commune(province=province)
    with pytest.raises(IntegrityError), transaction.atomic():
        province.delete()
