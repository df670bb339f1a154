"""Councils, their members and the working regulation."""

from collections.abc import Iterable
from fractions import Fraction

from django.db.models import Prefetch, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.evaluation.models import Council, CouncilMember, CouncilRegulation
from ocop.places.models import Level, Unit
from ocop.regulations.scoring import Regulation

SEATED = (Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR)
PROVINCE_READERS = (Role.PROVINCIAL_OFFICE, Role.SIGNING_LEADER, Role.AUDITOR)


def as_rules(regulation: CouncilRegulation) -> Regulation:
    """The regulation as the ranking engine takes it."""
    return Regulation(
        quorum=Fraction(regulation.quorum_numerator, regulation.quorum_denominator),
        quorum_needs_chair=regulation.quorum_needs_chair,
        spread_limit=Fraction(regulation.spread_limit),
        minimum_met_by=regulation.minimum_met_by,
        decimals=regulation.decimals_shown,
        minima_cumulative=regulation.minima_cumulative,
    )


def visible_councils(user: User) -> QuerySet[Council]:
    """Councils that `user` may see; agrees with ``evaluation.view_council``."""
    return Council.objects.filter(covered(user)).select_related("province", "regulation")


def covered(user: User, prefix: str = "") -> Q:
    """Rows of councils in which `user` sits, or of a province they read; `prefix` leads to the council."""
    if not user.is_active:
        return Q(pk__in=[])
    return Q(**{f"{prefix}pk__in": user.scope_ids(Scope.COUNCIL, *SEATED)}) | Q(
        **{f"{prefix}province_id__in": user.scope_ids(Scope.PROVINCE, *PROVINCE_READERS)}
    )


def council_list(user: User) -> QuerySet[Council]:
    """Visible councils with their members, newest first (constant number of queries)."""
    members = CouncilMember.objects.select_related("user").order_by("pk")
    return visible_councils(user).prefetch_related(Prefetch("members", members), "sessions")


def get_council(pk: int) -> Council | None:
    """One council, for a door to ask the permission of."""
    return Council.objects.select_related("province", "regulation").filter(pk=pk).first()


def get_member(council: Council, pk: int) -> CouncilMember | None:
    """A member of that council."""
    return council.members.select_related("user", "council").filter(pk=pk).first()


def regulations_of(province_ids: Iterable[int]) -> QuerySet[CouncilRegulation]:
    """Versions of the working regulation of these provinces, newest first."""
    return CouncilRegulation.objects.filter(province_id__in=list(province_ids)).order_by("province_id", "-version")


def get_regulation(pk: int) -> CouncilRegulation | None:
    """One version of the regulation."""
    return CouncilRegulation.objects.filter(pk=pk).first()


def provinces_of_office(user: User) -> QuerySet[Unit]:
    """The provinces whose office `user` serves."""
    return Unit.objects.filter(level=Level.PROVINCE, pk__in=user.scope_ids(Scope.PROVINCE, Role.PROVINCIAL_OFFICE))


def candidates(user: User) -> QuerySet[User]:
    """Accounts that may be named to a council by the office: active officials, not producers."""
    outsiders = (Role.PRODUCER, Role.PRODUCER_HELPER)
    if not user.scope_ids(Scope.PROVINCE, Role.PROVINCIAL_OFFICE):
        return User.objects.none()
    producers = User.objects.filter(grants__role__in=outsiders, grants__ended_at=None)
    return User.objects.filter(is_active=True).exclude(pk__in=producers.values("pk")).order_by("full_name", "pk")
