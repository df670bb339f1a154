"""Reads of producers and agencies. What a person may see of them: `ocop.accounts.queries`."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from ocop.base.text import fold
from ocop.parties.models import Agency, LegalForm, Placement, Producer, Representative, Site
from ocop.parties.spec import tidy_registration_no
from ocop.places.models import Succession, Unit
from ocop.places.queries import parted_units, reach_of, today

LEGAL_FORMS: list[tuple[str, str]] = list(LegalForm.choices)


def producers() -> QuerySet[Producer]:
    """All producers with commune and province, in the order of the alphabet."""
    return Producer.objects.select_related("commune__parent").order_by("sort_key", "pk")


def matching(found: QuerySet[Producer], text: str) -> QuerySet[Producer]:
    """Those of `found` whose name holds `text` (accents or not), or that carry the number."""
    number = tidy_registration_no(text)
    by_name = found.filter(folded__contains=fold(text))
    return by_name | found.filter(registration_no__startswith=number) if number else found


def producer_by_id(pk: int) -> Producer | None:
    """One producer."""
    return producers().filter(pk=pk).first()


def registered(number: str) -> Producer | None:
    """The producer that carries the number and was not refused."""
    return producers().filter(registration_no=tidy_registration_no(number)).exclude(state="refused").first()


def choices_after(old: Unit) -> list[Unit]:
    """Where a producer of a parted commune may belong today: its successors, and itself while it lives on."""
    rows = Succession.objects.filter(old=old, on__lte=today(), change__isnull=False).select_related("new__parent")
    found = [row.new for row in rows.order_by("new__sort_key", "pk")]
    return [*found, old] if found and old.covers(today()) else found


def to_place(producers_seen: QuerySet[Producer]) -> QuerySet[Producer]:
    """Of these, the producers whose commune was parted and who wait for a decision."""
    placed = Placement.objects.filter(producer=OuterRef("pk"), old=OuterRef("commune"))
    return producers_seen.filter(~Exists(placed), commune__in=parted_units())


def in_unit(found: QuerySet[Producer], unit_id: int) -> QuerySet[Producer]:
    """Those of `found` that belong, or belonged, to the unit or to one that came wholly into it."""
    reach = reach_of(unit_id)
    left = Placement.objects.filter(old__in=reach).values("producer")
    return found.filter(Q(commune__in=reach) | Q(pk__in=left))


def sites_of(producer: Producer) -> QuerySet[Site]:
    """Its places, in the order in which they were written down."""
    return Site.objects.filter(producer=producer).select_related("commune__parent").order_by("pk")


def site_of(producer: Producer, pk: int) -> Site | None:
    """One of its places."""
    return sites_of(producer).filter(pk=pk).first()


def has_representative(producer: Producer) -> bool:
    """Whether somebody is named; who it is reads `accounts.actions.personal`, which logs."""
    return Representative.objects.filter(producer=producer).exists()


def with_representative(ids: Collection[int]) -> set[int]:
    """Which of these producers have a representative named."""
    return set(Representative.objects.filter(producer_id__in=ids).values_list("producer_id", flat=True))


def agency_of(unit_id: int) -> Agency | None:
    """The office that acts for a commune or province: the first written down."""
    return Agency.objects.filter(unit_id=unit_id).order_by("pk").first()
