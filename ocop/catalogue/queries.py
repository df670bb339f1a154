"""The only window of the public on recognised products: every column is named here, none is personal data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet

from ocop.base.text import fold
from ocop.places.queries import ids_named, lineages
from ocop.recognition.checks.validity import Standing
from ocop.recognition.codes import read_token
from ocop.recognition.models import Certificate, PublishedRecognition
from ocop.recognition.queries.certificates import standing, with_status

# What anybody may read of a certificate. Nothing of the representative, no address, no telephone, no account.
CERTIFICATE_FIELDS = (
    "code",
    "number",
    "stars",
    "issued_on",
    "valid_until",
    "product_name",
    "producer_name",
    "commune_name",
    "province_name",
    "set_name",
    "group_name",
    "is_sample",
    "decision__number",
    "decision__signed_on",
    "decision__authority",
    "dossier__product__producer__legal_form",
)
COMPUTED_FIELDS = ("status", "extended_to")
PAST_FIELDS = (
    "product_name",
    "group_name",
    "stars",
    "producer_name",
    "producer_kind",
    "commune_name",
    "district_name",
    "province_name",
    "year",
    "decision",
    "source",
    "confidence",
)


class Scan(StrEnum):
    """What a code, with or without the signature in its QR, turned out to be."""

    GENUINE = "genuine"
    UNSIGNED = "unsigned"
    FORGED = "forged"
    LOST = "lost"
    MADE_UP = "made_up"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Filters:
    """What a visitor looks for; empty fields find all."""

    words: str = ""
    stars: int | None = None
    group: str = ""
    commune: str = ""
    status: str = ""


@dataclass(frozen=True)
class Change:
    """Something that happened to a certificate, as the public may know it."""

    kind: str
    title: str
    effective_on: date
    until: date | None
    decision_no: str


@dataclass(frozen=True)
class PublicCertificate:
    """A certificate as its public page shows it, with what it is worth on the day asked."""

    facts: dict[str, Any]
    standing: Standing
    changes: tuple[Change, ...]
    successor: str


def published(day: date | None = None) -> QuerySet[Certificate, dict[str, Any]]:
    """Every certificate issued, as rows of the public columns with today's status."""
    return with_status(Certificate.objects.all(), day).values(*CERTIFICATE_FIELDS, *COMPUTED_FIELDS)


def search(filters: Filters, day: date | None = None) -> QuerySet[Certificate, dict[str, Any]]:
    """Certificates that fit, by name the Vietnamese way; words are found with or without accents, in any order."""
    rows = published(day).filter(_words(filters.words))
    if filters.stars:
        rows = rows.filter(stars=filters.stars)
    if filters.group:
        rows = rows.filter(group_name=filters.group)
    if filters.commune:
        rows = rows.filter(Q(commune_name=filters.commune) | Q(dossier__commune__in=ids_named(filters.commune)))
    if filters.status:
        rows = rows.filter(Q(("status", filters.status)))
    return rows.order_by("sort_key", "-issued_on", "pk")


def search_past(filters: Filters) -> QuerySet[PublishedRecognition, dict[str, Any]]:
    """Recognitions published before this system, as published; apart from ours and without a status."""
    rows = PublishedRecognition.objects.filter(_words(filters.words))
    if filters.stars:
        rows = rows.filter(stars=filters.stars)
    if filters.group:
        rows = rows.filter(group_name=filters.group)
    if filters.commune:
        rows = rows.filter(commune_name=filters.commune)
    return rows.order_by("sort_key", "pk").values(*PAST_FIELDS)


def choices() -> dict[str, list[str]]:
    """The groups and communes that certificates name."""
    rows = Certificate.objects.order_by()
    return {
        "groups": sorted(rows.values_list("group_name", flat=True).distinct(), key=fold),
        "communes": sorted({*rows.values_list("commune_name", flat=True), *_names_today(rows)}, key=fold),
    }


def _names_today(rows: QuerySet[Certificate]) -> list[str]:
    """The communes of today into which those of certificates have been merged."""
    held = set(rows.values_list("dossier__commune", flat=True))
    return [unit.full_name for unit in lineages(held).values()]


def past_choices() -> dict[str, list[str]]:
    """The groups and communes that published recognitions name, where they do."""
    rows = PublishedRecognition.objects.order_by()
    return {
        "groups": sorted(set(rows.values_list("group_name", flat=True)) - {""}, key=fold),
        "communes": sorted(set(rows.values_list("commune_name", flat=True)) - {""}, key=fold),
    }


def find(code: str, day: date | None = None) -> PublicCertificate | None:
    """The certificate with this product code; None where there is none (or not yet on `day`)."""
    row = Certificate.objects.filter(code=code.strip()).prefetch_related("events").first()
    worth = standing(row, day) if row else None
    facts = Certificate.objects.filter(code=code.strip()).values(*CERTIFICATE_FIELDS).first()
    if row is None or worth is None or facts is None:
        return None
    changes = tuple(
        Change(event.kind, event.get_kind_display(), event.effective_on, event.until, event.decision_no)
        for event in row.events.all()
    )
    return PublicCertificate(facts, worth, changes, _successor(row, changes))


def scan(code: str, token: str = "") -> Scan:
    """Whether the code is ours, and whether the signature beside it is. A signature made by us for a code that is not
    in the record (LOST) is told apart from one that nobody of ours made (MADE_UP)."""
    stars = Certificate.objects.filter(code=code.strip()).values_list("stars", flat=True).first()
    if not token:
        return Scan.UNKNOWN if stars is None else Scan.UNSIGNED
    printed = read_token(code.strip(), token)
    if stars is None:
        return Scan.MADE_UP if printed is None else Scan.LOST
    return Scan.GENUINE if printed is not None and printed.stars == stars else Scan.FORGED


def _words(text: str) -> Q:
    return reduce(and_, (Q(folded__contains=word) for word in fold(text).split()), Q())


def _successor(row: Certificate, changes: tuple[Change, ...]) -> str:
    """The code of the certificate that replaced this one."""
    if not any(change.kind == "replaced" for change in changes):
        return ""
    later = Certificate.objects.filter(product=row.product_id, issued_on__gte=row.issued_on).exclude(pk=row.pk)
    return later.order_by("-issued_on", "-pk").values_list("code", flat=True).first() or ""
