"""Number series without gaps: per kind, scope and year, from 1."""

from django.db import transaction
from django.db.transaction import TransactionManagementError

from ocop.documents.models import Series


def take_number(kind: str, scope: str, year: int) -> int:
    """The next number of the series; call it within the transaction that stores the thing numbered.

    The row stays locked until that transaction ends: a number is given back when it fails, and nobody takes the
    next one meanwhile. Of two that begin a series together, one makes the row and the other waits for it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("take_number must run within the transaction that stores the number.")
    series = hold_series(kind, scope, year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def hold_series(kind: str, scope: str, year: int) -> Series:
    """The row of numbers, locked until the transaction ends."""
    key = {"kind": kind, "scope": scope, "year": year}
    if not Series.objects.filter(**key).exists():
        Series.objects.bulk_create([Series(**key)], ignore_conflicts=True)
    return Series.objects.select_for_update().get(**key)
