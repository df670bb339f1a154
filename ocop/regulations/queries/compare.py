"""Two decisions side by side."""

from functools import lru_cache

from ocop.regulations.models import Decision
from ocop.regulations.queries.sheets import decision_sheets
from ocop.regulations.spec.compare import SetChange, compare


def compare_decisions(before: Decision, after: Decision) -> tuple[SetChange, ...]:
    """What `after` changes, set by set and criterion by criterion; either may be a draft."""
    if before.is_frozen and after.is_frozen:
        return _frozen(before.pk, before.content_hash, after.pk, after.content_hash)
    return compare(decision_sheets(before), decision_sheets(after))


@lru_cache(maxsize=8)
def _frozen(before: int, before_hash: str, after: int, after_hash: str) -> tuple[SetChange, ...]:
    """Two frozen decisions never differ in another way; the hashes keep databases of tests apart."""
    rows = Decision.objects.in_bulk([before, after])
    return compare(decision_sheets(rows[before]), decision_sheets(rows[after]))
