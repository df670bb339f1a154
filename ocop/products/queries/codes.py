"""The series of product codes of a commune, with every gap explained."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ocop.places.models import Unit
from ocop.products.models import Product, ProductCode


@dataclass(frozen=True)
class Gap:
    """A number that stands for no product today; `reason` says why."""

    serial: int
    code: str
    reason: str
    explained: bool


def codes_of(product: Product) -> QuerySet[ProductCode]:
    """The codes a product has had, the latest first."""
    return product.codes.order_by("-year", "-serial")


def code_gaps(commune: Unit, year: int) -> list[Gap]:
    """Numbers of the year that are not in use: voided ones with their reason, and any that is simply not there."""
    own = ProductCode.objects.filter(province_code=commune.province_code, commune_code=commune.code, year=year)
    rows = own.filter(district_code="")
    known = {row.serial: row for row in rows}
    gaps = []
    for serial in range(1, max(known, default=0) + 1):
        row = known.get(serial)
        if row is None:
            gaps.append(Gap(serial, "", "Không có bản ghi nào cho số này.", explained=False))
        elif row.void_at is not None:
            gaps.append(Gap(serial, row.code, row.void_reason, explained=True))
    return gaps
