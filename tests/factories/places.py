"""Small pieces of the administrative map; what a test does not say is new Ninh Bình since 01/07/2025."""

from datetime import date
from itertools import count

from ocop.places.models import Kind, Level, Unit

MERGED_ON = date(2025, 7, 1)
_codes = count(90001)


def make_province(
    name: str = "Ninh Bình",
    *,
    code: str = "37",
    kind: str = Kind.PROVINCE,
    valid_from: date = MERGED_ON,
    valid_to: date | None = None,
) -> Unit:
    """The province with this code from this day; the one that is there already, if so."""
    unit, _ = Unit.objects.get_or_create(
        level=Level.PROVINCE,
        code=code,
        valid_from=valid_from,
        defaults={"name": name, "kind": kind, "province_code": code, "valid_to": valid_to},
    )
    return unit


def make_commune(
    name: str = "Yên Khánh",
    *,
    province: Unit | None = None,
    code: str | None = None,
    kind: str = Kind.COMMUNE,
    valid_from: date = MERGED_ON,
    valid_to: date | None = None,
) -> Unit:
    """A new commune with a code of its own."""
    province = province or make_province()
    return Unit.objects.create(
        level=Level.COMMUNE,
        code=code or str(next(_codes)),
        kind=kind,
        name=name,
        parent=province,
        province_code=province.code,
        valid_from=valid_from,
        valid_to=valid_to,
    )
