"""Loading the recognitions published before this system, exactly as published."""

import csv
from pathlib import Path
from typing import Any

from django.db import transaction

from ocop.recognition.models import PublishedRecognition

DATA = Path(__file__).resolve().parent.parent / "data" / "published.csv"
_TEXTS = {
    "product": "product_name",
    "category": "group_name",
    "producer": "producer_name",
    "producer_kind": "producer_kind",
    "commune": "commune_name",
    "district": "district_name",
    "province": "province_name",
    "decision": "decision",
    "url": "source",
    "confidence": "confidence",
}


@transaction.atomic
def load_published(*, path: Path = DATA) -> int:
    """Make the table agree with the reviewed file, row by row; how many rows there are. System act, no person."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = {int(row["no"]): _fields(row) for row in csv.DictReader(file)}
    PublishedRecognition.objects.exclude(row__in=rows).delete()
    for number, fields in rows.items():
        PublishedRecognition.objects.update_or_create(row=number, defaults=fields)
    return len(rows)


def _fields(row: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {name: row[column] for column, name in _TEXTS.items()}
    for name in ("stars", "year"):
        fields[name] = int(row[name]) if row[name] else None
    return fields
