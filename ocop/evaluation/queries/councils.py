"""Councils, their members and the working regulation."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.evaluation.models import Council, CouncilMember, CouncilRegulation
from ocop.evaluation.wording import regulation_lines
from ocop.places.models import Level, Unit
from ocop.regulations.scoring import Regulation, regulation_data

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


def settings_of(regulation: CouncilRegulation) -> dict[str, Any]:
    """What the regulation settles beside the arithmetic, as it is stored in a proof."""
    return {
        "counts": regulation.counts,
        "exactly_75": regulation.exactly_75,
        "written_opinion": regulation.written_opinion,
    }


def lines_of(regulation: CouncilRegulation) -> list[tuple[str, str]]:
    """One version in words: what is settled → how."""
    return regulation_lines({**regulation_data(as_rules(regulation)), **settings_of(regulation)})


def draft_regulation(province: Unit, district: Unit | None = None, **settings: Any) -> CouncilRegulation:
    """A version not yet made, to show in words."""
    return CouncilRegulation(province=province, district=district, **settings)


def regulation_on(province_id: int, district_id: int | None, day: date) -> CouncilRegulation | None:
    """The version of a province (of a district) in force on `day`: the latest that applies from then or before."""
    known = CouncilRegulation.objects.filter(province_id=province_id, district_id=district_id, in_force_from__lte=day)
    return known.order_by("-version").first()


def regulation_for(council: Council, day: date) -> CouncilRegulation:
    """The version that a session of `council` on `day` follows: the one in force, never one older than the
    council's own."""
    found = regulation_on(council.province_id, council.district_id, day)
    return found if found is not None and found.version > council.regulation.version else council.regulation


def visible_councils(user: User) -> QuerySet[Council]:
    """Councils that `user` may see; agrees with ``evaluation.view_council``."""
    return Council.objects.filter(covered(user)).select_related("province", "district", "regulation")


def covered(user: User, prefix: str = "") -> Q:
    """Rows of councils in which `user` sits, or of a province they read; `prefix` leads to the council."""
    if not user.is_active:
        return Q(pk__in=[])
    seated = Q(**{f"{prefix}pk__in": user.scope_ids(Scope.COUNCIL, *SEATED)})
    return seated | overseen(user, *PROVINCE_READERS, prefix=prefix)


def overseen(user: User, *roles: Role, prefix: str = "") -> Q:
    """Rows of councils of a province or district in which `user` holds one of `roles`."""
    return Q(**{f"{prefix}province_id__in": user.scope_ids(Scope.PROVINCE, *roles)}) | Q(
        **{f"{prefix}district_id__in": user.scope_ids(Scope.DISTRICT, *roles)}
    )


def council_list(user: User) -> QuerySet[Council]:
    """Visible councils with their members, newest first (constant number of queries)."""
    members = CouncilMember.objects.select_related("user").order_by("pk")
    return visible_councils(user).prefetch_related(Prefetch("members", members), "sessions")


def get_council(pk: int) -> Council | None:
    """One council, for a door to ask the permission of."""
    return Council.objects.select_related("province", "district", "regulation").filter(pk=pk).first()


def get_member(council: Council, pk: int) -> CouncilMember | None:
    """A member of that council."""
    return council.members.select_related("user", "council").filter(pk=pk).first()


def regulations_of(unit_ids: Iterable[int]) -> QuerySet[CouncilRegulation]:
    """Versions of the working regulation of these provinces and districts themselves, newest first."""
    ids = list(unit_ids)
    own = Q(province_id__in=ids, district=None) | Q(district_id__in=ids)
    return CouncilRegulation.objects.filter(own).order_by("province_id", "-version")


def get_regulation(pk: int) -> CouncilRegulation | None:
    """One version of the regulation."""
    return CouncilRegulation.objects.filter(pk=pk).first()


def units_of_office(user: User) -> QuerySet[Unit]:
    """The provinces and districts whose office `user` serves; those that have ended only where none goes on."""
    provinces = Q(level=Level.PROVINCE, pk__in=user.scope_ids(Scope.PROVINCE, Role.PROVINCIAL_OFFICE))
    districts = Q(level=Level.DISTRICT, pk__in=user.scope_ids(Scope.DISTRICT, Role.PROVINCIAL_OFFICE))
    found = Unit.objects.filter(provinces | districts).select_related("parent")
    going_on = found.filter(valid_to=None)
    return going_on if going_on.exists() else found


def candidates(user: User) -> QuerySet[User]:
    """Accounts that may be named to a council by the office: active officials, not producers."""
    outsiders = (Role.PRODUCER, Role.PRODUCER_HELPER)
    if Role.PROVINCIAL_OFFICE not in user.roles:
        return User.objects.none()
    producers = User.objects.filter(grants__role__in=outsiders, grants__ended_at=None)
    return User.objects.filter(is_active=True).exclude(pk__in=producers.values("pk")).order_by("full_name", "pk")
