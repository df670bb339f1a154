"""The procedure of a dossier, and the level at whose desk it is."""

from copy import copy
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from ocop.accounts.models import User
from ocop.accounts.roles import Role, Scope
from ocop.base.dates import local_date
from ocop.dossiers.models import Dossier
from ocop.places.models import Unit
from ocop.regulations.queries.procedures import procedure_by_number, procedure_taking, transition_for
from ocop.regulations.spec.procedure import LEVEL_TITLES, Level, LevelRule, Rules, Transition


@dataclass(frozen=True)
class Begin:
    """Where a dossier goes from its commune: the rules, and the level with its district where there is one."""

    rules: Rules | None
    level: str
    district_id: int | None


def begin_at(commune: Unit, criteria: str, day: date) -> Begin:
    """What holds for a dossier lodged on `day` with this commune, under the sheets of the decision `criteria`. A place
    without a district is evaluated by its province from the start."""
    rules = procedure_taking(day, criteria)
    if rules is None or not rules.has_district or commune.district_id is None:
        return Begin(rules, Level.PROVINCE, None)
    return Begin(rules, Level.DISTRICT, commune.district_id)


def rules_of(dossier: Dossier) -> Rules | None:
    """The procedure pinned at filing; for one filed before procedures were kept, that of the day."""
    rules = procedure_by_number(dossier.procedure_id) if dossier.procedure_id else None
    if rules is None:
        rules = procedure_taking(local_date(dossier.submitted_at or timezone.now()))
    if rules is None:
        return None
    return rules if dossier.district_id else rules.without_district()


def level_rule_of(dossier: Dossier) -> LevelRule | None:
    """What the level that has the dossier may recognise and send up."""
    rules = rules_of(dossier)
    return rules.level(dossier.level) if rules else None


def asked_level(dossier: Dossier) -> str:
    """Whom the commune asks to evaluate: "tỉnh", or "huyện" where a district comes first."""
    rules = rules_of(dossier)
    title = rules.asked.title if rules else LEVEL_TITLES[Level.PROVINCE]
    return title.removeprefix("cấp ")


def levels_seen(dossier: Dossier) -> list[str]:
    """The levels that have had the dossier, lowest first; one under two levels."""
    if not dossier.district_id:
        return [Level.PROVINCE]
    passed = set(dossier.passages.values_list("level", flat=True)) | {dossier.level}
    return [level for level in (Level.DISTRICT, Level.PROVINCE) if level in passed]


def seen_at(dossier: Dossier, level: str) -> Dossier:
    """The dossier as one of the levels that have had it, for reading what was done there."""
    seen = copy(dossier)
    seen.level = level if level in levels_seen(dossier) else dossier.level
    return seen


def transition_of(dossier: Dossier) -> Transition | None:
    """Until when a dossier under an older procedure must be finished; None for the one in force."""
    rules = rules_of(dossier)
    if rules is None or dossier.submitted_at is None:
        return None
    return transition_for(rules, local_date(dossier.submitted_at), dossier.kind)


def is_at_first_desk(dossier: Dossier) -> bool:
    """Whether the commune stands directly below the desk."""
    return (dossier.level == Level.DISTRICT) == bool(dossier.district_id)


def at_desk_of(user: User, *roles: Role, prefix: str = "") -> Q:
    """Dossiers at a desk where `user` holds one of `roles`: their province's or district's, not a level below or
    above it. `prefix` leads to the dossier."""
    provinces, districts = user.scope_ids(Scope.PROVINCE, *roles), user.scope_ids(Scope.DISTRICT, *roles)
    at_province = in_provinces(provinces, prefix) & Q(**{f"{prefix}level": Level.PROVINCE})
    return at_province | Q(**{f"{prefix}level": Level.DISTRICT, f"{prefix}district__in": districts})


def in_provinces(provinces: set[int], prefix: str = "") -> Q:
    """Dossiers of these provinces, with and without a district between."""
    return Q(**{f"{prefix}commune__parent__in": provinces}) | Q(**{f"{prefix}district__parent__in": provinces})


def reaching(user: User, *roles: Role, prefix: str = "") -> Q:
    """Dossiers in a province or district where `user` holds one of `roles`, at whatever desk."""
    districts = user.scope_ids(Scope.DISTRICT, *roles)
    return in_provinces(user.scope_ids(Scope.PROVINCE, *roles), prefix) | Q(**{f"{prefix}district__in": districts})
