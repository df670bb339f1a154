"""Products in an inspection: who may see which, their minutes and the checklist made from what was certified."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from ocop.accounts.models import User
from ocop.accounts.roles import Scope
from ocop.base.text import nfc
from ocop.dossiers.queries.desks import latest_snapshot
from ocop.evaluation.wording import comma
from ocop.recognition.models import Certificate
from ocop.recognition.queries.certificates import COMMUNES, PRODUCERS
from ocop.regulations.queries import criteria_sheet
from ocop.regulations.ruleset import CriterionRule
from ocop.supervision.checks import Answer, ConclusionDraft, Member, MinutesDraft, Plan
from ocop.supervision.models import CheckedMatter, InspectedProduct, Inspection, Minutes, ProductConclusion
from ocop.supervision.queries.inspections import DRAFT_READERS, LEADERS, team_of
from ocop.supervision.spec import MATTERS, Found, Part
from ocop.supervision.states import InspectionState, MinutesState

_PATHS = (
    "inspection__province",
    "certificate__decision",
    "certificate__dossier__product__producer",
    "certificate__dossier__commune__parent",
    "certificate__dossier__criteria_set",
    "minutes__written_by",
    "conclusion__by",
    "conclusion__remedied_by",
    "conclusion__declined_by",
)


@dataclass(frozen=True)
class Line:
    """A line of the checklist before it is stored."""

    part: str
    key: str
    title: str
    certified: str


def visible_to(user: User) -> QuerySet[InspectedProduct]:
    """The inspected products `user` may see; agrees with ``supervision.view_product``."""
    if not user.is_active:
        return InspectedProduct.objects.none()
    producers, communes = user.scope_ids(Scope.PRODUCER, *PRODUCERS), user.scope_ids(Scope.COMMUNE, *COMMUNES)
    own = Q(certificate__dossier__product__producer__in=producers) | Q(certificate__dossier__commune__in=communes)
    leaders = Q(inspection__province__in=user.scope_ids(Scope.PROVINCE, *LEADERS))
    shown = Q(inspection__province__in=user.scope_ids(Scope.PROVINCE, *DRAFT_READERS))
    shown |= leaders & ~Q(inspection__state=InspectionState.DRAFT)
    shown |= own & Q(minutes__state=MinutesState.CLOSED)
    return InspectedProduct.objects.filter(shown).select_related(*_PATHS)


def get_product(pk: int) -> InspectedProduct | None:
    """One product of an inspection with all that its page names."""
    return InspectedProduct.objects.select_related(*_PATHS).filter(pk=pk).first()


def products_of(inspection: Inspection) -> list[InspectedProduct]:
    """The products of an inspection by name, each with how many matters were found otherwise (`changed`)."""
    changed = Count("minutes__matters", filter=Q(minutes__matters__found=Found.CHANGED))
    rows = inspection.products.select_related(*_PATHS).annotate(changed=changed)
    return list(rows.order_by("certificate__sort_key", "pk"))


def inspections_of(certificate: Certificate, user: User) -> list[InspectedProduct]:
    """When and with what result a certificate was inspected, as far as `user` may see, the latest first."""
    rows = visible_to(user).filter(certificate=certificate).exclude(inspection__decided_on=None)
    return list(rows.order_by("-inspection__decided_on", "-pk"))


def minutes_of(product: InspectedProduct) -> Minutes | None:
    """The minutes; none before the inspection is decided."""
    return getattr(product, "minutes", None)


def conclusion_of(product: InspectedProduct) -> ProductConclusion | None:
    """What is concluded on it so far."""
    return getattr(product, "conclusion", None)


def matters_of(minutes: Minutes) -> list[CheckedMatter]:
    """The checklist in order."""
    return list(minutes.matters.order_by("order"))


def checklist_for(certificate: Certificate) -> list[Line]:
    """What is to be looked at: the matters of every inspection, then the criteria on which the rank stands, then the
    others that were certified. From the frozen submission and the sheet of the decision under which it was ranked."""
    dossier = certificate.dossier
    snapshot = latest_snapshot(dossier)
    claims = {row["code"]: row for row in snapshot.content["criteria"]} if snapshot else {}
    fixed = [Line(Part.FIXED, row.key, row.title, row.look) for row in MATTERS]
    found = [
        _line(rule, claims.get(rule.code, {}), certificate.stars) for rule in criteria_sheet(dossier.criteria_set)
    ]
    lines = [row for row in found if row is not None]
    rank = [row for row in lines if row.part == Part.RANK]
    return [*fixed, *rank, *(row for row in lines if row.part == Part.OTHER)]


def _line(rule: CriterionRule, claim: Mapping[str, Any], stars: int) -> Line | None:
    """A criterion; none where nothing was certified and the rank does not stand on it."""
    least = max((points for star, points in rule.minima.items() if star <= stars), default=None)
    has = claim.get("points") not in (None, "", "0")
    if least is None and not has:
        return None
    said = f"{claim['label']} ({comma(claim['points'])} điểm)" if has else "Hồ sơ không ghi mức"
    if least is not None:
        said += f"; {stars} sao cần từ {comma(least)} điểm"
    name = f"{rule.parent_name}: {rule.name}" if rule.parent_name else rule.name
    return Line(Part.RANK if least is not None else Part.OTHER, rule.code, f"{rule.code} {name}"[:500], said)


def plan_facts(inspection: Inspection) -> Plan:
    """What the guards of the plan look at."""
    return Plan([member_facts(row) for row in team_of(inspection)], inspection.products.count())


def member_facts(row: Any) -> Member:
    """A stored member as the rules take one."""
    return Member(row.name, row.agency, row.task, row.is_head, row.user_id is not None)


def minutes_facts(minutes: Minutes) -> tuple[MinutesDraft, list[Answer]]:
    """What the guard of the minutes looks at, as stored."""
    draft = MinutesDraft(minutes.held_on, minutes.place, minutes.present, minutes.findings, minutes.opinion)
    return draft, [
        Answer(row.key, nfc(row.title), row.part, row.found, row.note, f"m{row.pk}") for row in matters_of(minutes)
    ]


def conclusion_facts(inspection: Inspection) -> list[ConclusionDraft]:
    """What the guard of the conclusion looks at."""
    return [_drafted(row) for row in products_of(inspection)]


def _drafted(row: InspectedProduct) -> ConclusionDraft:
    made = conclusion_of(row)
    return ConclusionDraft(str(row), made.outcome if made else "")


def changed_in(product: InspectedProduct) -> list[CheckedMatter]:
    """The matters that the minutes found not as certified."""
    minutes = minutes_of(product)
    return [row for row in matters_of(minutes) if row.found == Found.CHANGED] if minutes else []


def open_minutes(inspection: Inspection) -> list[str]:
    """Products whose minutes are not closed."""
    return [
        str(row)
        for row in products_of(inspection)
        if (minutes := minutes_of(row)) is None or minutes.state != MinutesState.CLOSED
    ]
