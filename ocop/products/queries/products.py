"""Which products a person may see."""

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.products.models import Product

READERS = (
    Role.PRODUCER,
    Role.PRODUCER_HELPER,
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_LEADER,
    Role.PROVINCIAL_OFFICE,
    Role.SIGNING_LEADER,
    Role.PROGRAMME_OFFICER,
    Role.INSPECTOR,
    Role.AUDITOR,
)


def visible_to(user: User) -> QuerySet[Product]:
    """The products `user` may see; agrees with the permission ``products.view``."""
    if not user.is_active:
        return Product.objects.none()
    return Product.objects.filter(
        Q(producer__in=user.scope_ids(Scope.PRODUCER, *READERS))
        | Q(producer__commune__in=user.scope_ids(Scope.COMMUNE, *READERS))
        | Q(producer__commune__parent__in=user.scope_ids(Scope.PROVINCE, *READERS))
        | Q(producer__commune__parent__parent__in=user.scope_ids(Scope.PROVINCE, *READERS))
    )


def products_of(producer_ids: set[int]) -> QuerySet[Product]:
    """The products of these producers, with what a list shows."""
    return (
        Product.objects.filter(producer__in=producer_ids)
        .select_related("criteria_set", "producer__commune__parent")
        .prefetch_related("photos__file")
        .order_by("sort_key", "pk")
    )


def product_by_id(pk: int) -> Product | None:
    """One product with its producer and set."""
    rows = Product.objects.select_related("criteria_set__group__category", "producer__commune__parent")
    return rows.filter(pk=pk).first()
