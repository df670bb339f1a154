"""Products and their codes."""

from itertools import count

from ocop.parties.models import Producer
from ocop.products.models import Product
from ocop.regulations.models import CriteriaSet
from tests.factories.parties import make_producer

DECISION = "26/2026/QĐ-TTg"
_numbers = count(1)


def criteria_set(no: int = 6) -> CriteriaSet:
    """A set of the decision in force; loaded with the migrations."""
    return CriteriaSet.objects.select_related("decision", "group__category").get(decision__number=DECISION, no=no)


def make_product(
    name: str | None = None, *, producer: Producer | None = None, set_no: int | None = 6, **fields: object
) -> Product:
    """A product of the sixth set (from rice), unless said otherwise."""
    given = {
        "description": "Cơm cháy giòn làm từ gạo nếp địa phương.",
        "specification": "Gói 200 g; gạo nếp 90 %, chà bông 10 %.",
        "story": "Món ăn của người vùng núi đá.",
    } | fields
    return Product.objects.create(
        producer=producer or make_producer(),
        name=name or f"Cơm cháy chà bông (mẫu) {next(_numbers)}",
        criteria_set=criteria_set(set_no) if set_no else None,
        **given,
    )
