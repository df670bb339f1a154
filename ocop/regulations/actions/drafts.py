"""Editing a draft line by line before it is frozen. The caller has seen to it that `by` may do this."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ocop.audit.actions import Actor, record
from ocop.base.errors import Refused
from ocop.base.text import fold
from ocop.regulations.models import CriteriaSet, Criterion, Decision, FrozenDecision, Heading, Option
from ocop.regulations.spec.faults import STARS

_LINES = {"name", "max_points"}
_BOXES = {"points", "label", "star_minimum"}


@transaction.atomic
def edit_line(*, by: Actor | None, line: Heading | Criterion, name: str, max_points: Decimal) -> Heading | Criterion:
    """Change the name or the points of a part, a section or a criterion of a draft."""
    _write(by, line, line.criteria_set, line.code, {"name": name, "max_points": max_points})
    return line


@transaction.atomic
def edit_option(*, by: Actor | None, option: Option, label: str, points: Decimal, star_minimum: int | None) -> Option:
    """Change the words, the points or the star minimum of a box of a draft."""
    if star_minimum is not None and star_minimum not in STARS:
        raise Refused(f"Mức tối thiểu phải là hạng từ {STARS.start} đến {STARS.stop - 1} sao, hoặc để trống.")
    criterion = option.criterion
    values = {"label": label, "points": points, "star_minimum": star_minimum}
    _write(by, option, criterion.criteria_set, f"{criterion.code}, phương án {option.order}", values)
    return option


def _write(
    by: Actor | None, row: Heading | Criterion | Option, criteria_set: CriteriaSet, place: str, values: dict[str, Any]
) -> None:
    decision = Decision.objects.select_for_update().get(pk=criteria_set.decision_id)
    if decision.is_frozen:
        raise FrozenDecision
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    try:
        row.full_clean(validate_unique=False)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    if isinstance(row, Criterion):
        row.name_folded = fold(row.name)
    row.save()
    changed = {name: [before[name], value] for name, value in values.items() if before[name] != value}
    record("regulations.edit", by=by, subject=decision, data={"set": criteria_set.no, "place": place, **changed})
