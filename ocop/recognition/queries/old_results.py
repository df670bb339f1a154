"""Results entered from paper minutes: whose they are, what may still be entered."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.places.models import Unit
from ocop.products.models import Product
from ocop.recognition.models import OldResult, PublishedRecognition
from ocop.recognition.queries.certificates import COMMUNES, PROVINCIALS
from ocop.regulations.models import Correspondence, CriteriaSet
from ocop.regulations.models.decision import FROZEN

EDITORS = (Role.COMMUNE_OFFICER, Role.PROVINCIAL_OFFICE)


@dataclass(frozen=True)
class Area:
    """A commune, or a whole province where `commune_id` is None: what a run or a new result is asked for."""

    province_id: int
    commune_id: int | None = None

    def access_scopes(self) -> Iterable[tuple[str, int]]:
        """The scopes of a grant that cover it."""
        return [("province", self.province_id), *([("commune", self.commune_id)] if self.commune_id else [])]


def area_of(commune: Unit) -> Area:
    """The area of one commune."""
    return Area(commune.parent_id or 0, commune.pk)


def old_results_visible_to(user: User) -> QuerySet[OldResult]:
    """The results officials of this scope may read; agrees with ``recognition.view_switch``."""
    communes = user.scope_ids(Scope.COMMUNE, *COMMUNES)
    provinces = user.scope_ids(Scope.PROVINCE, *PROVINCIALS)
    own = Q(product=None) & (Q(commune__in=communes) | Q(commune__parent__in=provinces))
    linked = Q(product__producer__commune__in=communes) | Q(product__producer__commune__parent__in=provinces)
    rows = OldResult.objects.filter(own | linked)
    return rows.select_related("commune__parent", "criteria_set__decision", "product__producer__commune", "by")


def old_result_by_id(pk: int) -> OldResult | None:
    """One result with what its page names."""
    rows = OldResult.objects.select_related(
        "commune__parent",
        "criteria_set__decision",
        "product__producer__commune__parent",
        "product__criteria_set",
        "by",
    )
    return rows.filter(pk=pk).first()


def communes_to_enter(user: User) -> QuerySet[Unit]:
    """Communes whose old results `user` may enter, those in force."""
    own = user.scope_ids(Scope.COMMUNE, *EDITORS)
    whole = user.scope_ids(Scope.PROVINCE, *EDITORS)
    rows = Unit.objects.filter(Q(pk__in=own) | Q(parent__in=whole), valid_to=None)
    return rows.select_related("parent").order_by("sort_key", "pk")


def products_to_enter(user: User, criteria_set: CriteriaSet | None = None) -> QuerySet[Product]:
    """Products of those communes without an old result; of `criteria_set` (the set of that number) where named."""
    rows = Product.objects.filter(producer__commune__in=communes_to_enter(user).values("pk"), old_results=None)
    if criteria_set is not None:
        rows = rows.filter(criteria_set__no=criteria_set.no)
    return rows.select_related("producer__commune", "criteria_set").order_by("sort_key", "pk")


def unscored_published() -> QuerySet[PublishedRecognition]:
    """Recognitions published in the past of which no points are known: they cannot be reckoned."""
    entered = OldResult.objects.filter(published__isnull=False).values("published")
    return PublishedRecognition.objects.exclude(pk__in=entered).order_by("sort_key", "pk")


def published_by_id(pk: int) -> PublishedRecognition | None:
    """One recognition published in the past."""
    return PublishedRecognition.objects.filter(pk=pk).first()


def old_sets() -> QuerySet[CriteriaSet]:
    """The criteria sets of decisions that a frozen correspondence leads away from."""
    left = Correspondence.objects.filter(status=FROZEN).values("before")
    rows = CriteriaSet.objects.filter(decision__in=left)
    return rows.select_related("decision").order_by("decision", "no")


def old_set_by_id(pk: int) -> CriteriaSet | None:
    """One of them."""
    return old_sets().filter(pk=pk).first()
