"""Products scored under an earlier law, and what they become under the one in force: reading and reckoning only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from ocop.accounts.models import User
from ocop.accounts.roles import Scope
from ocop.base.dates import local_date
from ocop.dossiers.models import Dossier
from ocop.evaluation.models import Conclusion
from ocop.places.models import Unit
from ocop.places.queries import in_force_on, reach_of
from ocop.products.models import Product
from ocop.recognition.models import CertificateEvent, OldResult, SwitchRow, SwitchRun
from ocop.recognition.queries.certificates import COMMUNES, PROVINCIALS, today
from ocop.recognition.queries.old_results import Area
from ocop.regulations.models import Correspondence, Decision
from ocop.regulations.queries import current_decision
from ocop.regulations.queries.correspondence import Switches, frozen_to
from ocop.regulations.ruleset import plain
from ocop.regulations.scoring import Ballot, Regulation, regulation_from
from ocop.regulations.scoring.switch import KEEPS, LOSES, MAY, Need, Outlook, readable

COUNCIL, MINUTES = "council", "minutes"
LAWS = ("correspondence__before", "correspondence__after")
UNSCORED, PUBLISHED = "unscored", Q(published__isnull=False)
LOWEST = 3  # lower ranks have no certificate and are not ranked again (Điều 4)


@dataclass(frozen=True)
class Scored:
    """A result under the earlier law with its sheets; `source` says where from, `on` when."""

    set_no: int
    stars: int
    ballots: Sequence[Ballot]
    regulation: Regulation
    source: str
    on: date
    set_wanted: int | None = None


def latest_correspondence(day: date | None = None) -> Correspondence | None:
    """The one from the nearest earlier law to the law in force."""
    now = current_decision(day or today())
    found = frozen_to(now) if now else []
    return max(found, key=lambda row: (row.before.in_force_from, row.pk), default=None)


def outlook_of(scored: Scored, switches: Switches) -> Outlook | None:
    """What the result becomes; None where its set has no heir."""
    target = switches.target(scored.set_no, scored.set_wanted)
    if target is None:
        return None
    return switches.between(scored.set_no, target, scored.regulation).outlook(scored.ballots, scored.stars)


def scored_products(products: Iterable[int], correspondence: Correspondence) -> dict[int, Scored]:
    """product → its newest result under the earlier law; products ranked under the later law since are left out."""
    keys = list(products)
    found: dict[int, Scored] = {}
    for row in _conclusions(correspondence.before, keys):
        found[row["item__dossier__product"]] = _from_proof(row)
    for old in (
        OldResult.objects.filter(product__in=keys, criteria_set__decision=correspondence.before)
        .select_related("criteria_set", "product__criteria_set")
        .order_by("decided_on", "pk")
    ):
        known = found.get(old.product_id or 0)
        if known is None or known.on <= old.decided_on:
            found[old.product_id or 0] = from_minutes(old)
    since = _conclusions(correspondence.after, keys)
    return {key: value for key, value in found.items() if key not in {row["item__dossier__product"] for row in since}}


def from_minutes(old: OldResult) -> Scored:
    """A result entered from paper, as one agreed sheet."""
    wanted = old.product.criteria_set if old.product else None
    return Scored(
        old.criteria_set.no, old.stars, (Ballot("", readable(old.marks), True),), Regulation(), MINUTES,
        old.decided_on, wanted.no if wanted else None,
    )  # fmt: skip


def products_in(run: SwitchRun) -> QuerySet[Product]:
    """Products of the run's scope that have a result under the earlier law."""
    if run.round_id:
        # a round before a merger: its producers stand in another province today
        rows = Product.objects.filter(Exists(Dossier.objects.filter(product=OuterRef("pk"), round=run.round_id)))
    elif run.commune_id:
        rows = Product.objects.filter(producer__commune__in=reach_of(run.commune_id))
    else:
        rows = Product.objects.filter(producer__commune__parent__in=reach_of(run.province_id))
    law = run.correspondence.before_id
    judged = Conclusion.objects.filter(
        item__dossier__product=OuterRef("pk"), item__dossier__criteria_set__decision=law,
        published_at__isnull=False, stars__gte=LOWEST,
    )  # fmt: skip
    copied = OldResult.objects.filter(product=OuterRef("pk"), criteria_set__decision=law)
    return rows.filter(Exists(judged) | Exists(copied)).order_by("pk")


def lone_results_in(run: SwitchRun) -> QuerySet[OldResult]:
    """Old results of products that are not in the system; a round has none."""
    here, law = reach_of(run.province_id), run.correspondence.before_id
    rows = OldResult.objects.filter(product=None, commune__parent__in=here, criteria_set__decision=law)
    if run.commune_id:
        rows = rows.filter(commune__in=reach_of(run.commune_id))
    return (rows.none() if run.round_id else rows).select_related("criteria_set").order_by("pk")


def runs_visible_to(user: User) -> QuerySet[SwitchRun]:
    """Runs this person may open; agrees with ``recognition.view_switch``."""
    rows = SwitchRun.objects.filter(
        Q(commune__in=user.scope_ids(Scope.COMMUNE, *COMMUNES))
        | Q(province__in=user.scope_ids(Scope.PROVINCE, *PROVINCIALS))
    )
    wanted = rows.select_related(
        "province", "commune", "round", "by", "correspondence__before", "correspondence__after"
    )
    return wanted.order_by("-pk")


def run_by_id(pk: int) -> SwitchRun | None:
    """One run with what its page names."""
    rows = SwitchRun.objects.select_related(
        "province", "commune", "round", "by", "file", "correspondence__before", "correspondence__after"
    )
    return rows.filter(pk=pk).first()


def rows_of(run: SwitchRun) -> QuerySet[SwitchRow]:
    """The rows of a run, those who have most to do first within a rank."""
    places = [When(verdict=verdict, then=Value(place)) for place, verdict in enumerate((LOSES, MAY, "", KEEPS))]
    rows = run.rows.select_related("commune", "published").annotate(place=Case(*places, output_field=IntegerField()))
    return rows.order_by("-stars", "place", "product_name", "pk")


def totals_of(run: SwitchRun) -> dict[int, dict[str, int]]:
    """stars → verdict → how many; verdict "" for those that could not be reckoned, UNSCORED for those published
    without points (stars 0: nor a rank)."""
    found: dict[int, dict[str, int]] = {stars: {} for stars in (5, 4, 3)}
    rows = run.rows.order_by().annotate(said=Case(When(PUBLISHED, then=Value(UNSCORED)), default=F("verdict")))
    for row in rows.values("stars", "said").annotate(count=Count("pk")):
        found.setdefault(row["stars"], {})[row["said"]] = row["count"]
    return found


def area_choices(user: User) -> tuple[list[Unit], list[Unit]]:
    """(provinces, communes) in force for which `user` may start a run."""
    communes = Unit.objects.filter(pk__in=user.scope_ids(Scope.COMMUNE, *COMMUNES))
    provinces = Unit.objects.filter(pk__in=user.scope_ids(Scope.PROVINCE, *PROVINCIALS))
    now = in_force_on()
    return (
        list(provinces.filter(now).order_by("sort_key")),
        list(communes.filter(now).select_related("parent").order_by("sort_key")),
    )


def area_of_run(run: SwitchRun) -> Area:
    """What the run was asked for."""
    return Area(run.province_id, run.commune_id)


def need_data(need: Need) -> dict[str, Any]:
    """A need as it is stored, shown and printed."""
    rule = need.criterion
    return {
        "code": rule.code,
        "name": f"{rule.parent_name}: {rule.name}" if rule.parent_name else rule.name,
        "points": plain(need.option.points).replace(".", ","),
        "option": need.option.label,
        "why": need.why,
        "star": need.star,
        "open": need.open,
    }


def shown(average: Fraction) -> str:
    """To one decimal, half up, with a comma."""
    tenths = (average * 20 + 1) // 2
    return f"{tenths // 10},{tenths % 10}"


def _conclusions(law: Decision, products: list[int]) -> Iterable[Any]:
    """Published results of ranked products, the newest last; one whose certificate was revoked keeps nothing."""
    revoked = CertificateEvent.objects.filter(
        certificate__dossier=OuterRef("item__dossier"), kind="revoked", effective_on__lte=today()
    )
    rows = Conclusion.objects.filter(
        ~Exists(revoked), item__dossier__product__in=products, item__dossier__criteria_set__decision=law,
        published_at__isnull=False, stars__gte=LOWEST,
    )  # fmt: skip
    return rows.order_by("published_at", "pk").values(
        "item__dossier__product", "item__dossier__product__criteria_set__no", "item__dossier__criteria_set__no",
        "item__dossier__certificate__stars", "stars", "proof", "published_at",
    )  # fmt: skip


def _from_proof(row: dict[str, Any]) -> Scored:
    """The sheets of a pinned proof, names left out: only results leave here."""
    proof = row["proof"]
    ballots = [
        Ballot(str(number), readable(sheet["marks"]), sheet["chair"]) for number, sheet in enumerate(proof["sheets"])
    ]
    return Scored(
        row["item__dossier__criteria_set__no"], row["item__dossier__certificate__stars"] or row["stars"], ballots,
        regulation_from(proof["regulation"]), COUNCIL, local_date(row["published_at"]),
        row["item__dossier__product__criteria_set__no"],
    )  # fmt: skip


def criterion_spans(found: Outlook, switches: Switches) -> list[dict[str, Any]]:
    """Every criterion of the later form with what the old result leaves open; means only, never one member's mark."""
    told = {match.after: match for match in switches.matches_of(found.switch.before.set_no, found.switch.after.set_no)}
    low, high = found.worst.criterion_means, found.best.criterion_means
    return [
        {
            "code": rule.code,
            "name": f"{rule.parent_name}: {rule.name}" if rule.parent_name else rule.name,
            "section": f"{rule.section_code}. {rule.section_name}",
            "before": told[rule.code].before,
            "note": told[rule.code].note,
            "doubt": told[rule.code].doubt,
            "low": shown(low[rule.code]),
            "high": shown(high[rule.code]),
            "most": plain(rule.max_points).replace(".", ","),
            "settled": low[rule.code] == high[rule.code],
        }
        for rule in found.switch.after
    ]
