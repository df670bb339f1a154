"""Numbers of papers: each agency's own rows, kept one by one so that no gap is silent."""

import re
from typing import Any

from django.db import transaction
from django.utils import timezone

from ocop.accounts.models import User
from ocop.audit.actions import record
from ocop.base.errors import NotAllowed, ReasonMissing, Refused
from ocop.documents.actions.numbering import hold_series, take_number
from ocop.papers.models import Paper, PaperNumber
from ocop.papers.spec import Issuer
from ocop.places.models import Unit

_LEADING = re.compile(r"^\s*0*(\d{1,6})\s*/")
LETTERS = "CV"
HIGHEST = 99999


def next_number(unit: Unit, issuer: Issuer, series: str, year: int) -> int:
    """The lowest number that nobody has: the row of numbers, past those reserved by hand. Within a transaction."""
    rows = PaperNumber.objects.filter(unit=unit, issuer=issuer, series=series, year=year)
    while True:
        number = take_number(f"paper-{series}", f"{issuer}:{unit.pk}", year)
        if not rows.filter(number=number).exists():
            return number


def use_number(*, by: User, paper: Paper, series: str, number: int) -> PaperNumber:
    """Write down that `paper` carries the number; one that was reserved is used up, one that is taken refused."""
    year = paper.dated_on.year
    key = {"unit": paper.unit, "issuer": paper.issuer, "series": series, "year": year, "number": number}
    row = PaperNumber.objects.select_for_update().filter(**key).first()
    if row is None:
        return PaperNumber.objects.create(**key, text=paper.number, state="used", paper=paper, by=by)
    if row.state != "reserved":
        raise Refused(f"Số {row.text} đã dùng trong năm {year}. Hãy chọn số khác.")
    row.state, row.paper, row.text = "used", paper, paper.number
    row.save(update_fields=["state", "paper", "text"])
    return row


def leading_number(text: str) -> int | None:
    """12 of "12/QĐ-UBND"; None where a number is written otherwise."""
    found = _LEADING.match(text)
    return int(found[1]) if found else None


@transaction.atomic
def reserve_number(
    *, by: User, unit: Unit, issuer: str, series: str, year: int, number: int, reason: str
) -> PaperNumber:
    """Keep a number that was given by hand in the paper register; the system will not give it again."""
    _ask(by, unit)
    if not reason.strip():
        raise ReasonMissing("Hãy ghi số này giữ cho việc gì.")
    if issuer not in set(Issuer) or issuer == Issuer.PRODUCER:
        raise Refused("Hãy chọn cơ quan có số văn bản này.")
    if not 1 <= number <= HIGHEST or not 2000 <= year <= 2100:
        raise Refused("Số và năm phải là số dương hợp lệ.")
    # the same lock that giving a number holds: two at once do not both find it free
    hold_series(f"paper-{series}", f"{issuer}:{unit.pk}", year)
    key = {"unit": unit, "issuer": issuer, "series": series, "year": year, "number": number}
    taken = PaperNumber.objects.filter(**key).first()
    if taken is not None:
        raise Refused(f"Số {taken.text} đã dùng hoặc đã giữ trong năm {year}.")
    row = PaperNumber.objects.create(
        **key, text=f"{number:02d}/{series}", state="reserved", reason=reason.strip(), by=by
    )
    record("papers.reserve_number", by=by, subject=row, data={"number": row.text, "reason": row.reason})
    return row


@transaction.atomic
def cancel_number(*, by: User, row: PaperNumber, reason: str) -> PaperNumber:
    """Give up a reserved number; it stays in the register and is never given again."""
    _ask(by, row.unit)
    row = PaperNumber.objects.select_for_update().get(pk=row.pk)
    if row.state != "reserved":
        raise Refused("Chỉ hủy được số đang giữ; số của văn bản đã phát hành thì hủy văn bản.")
    if not reason.strip():
        raise ReasonMissing("Hãy ghi lý do hủy số.")
    row.state, row.reason = "cancelled", f"{row.reason} Hủy: {reason.strip()}"
    row.save(update_fields=["state", "reason"])
    record("papers.cancel_number", by=by, subject=row, data={"number": row.text, "reason": row.reason})
    return row


def drop_numbers(paper: Paper, reason: str) -> None:
    """The numbers of a cancelled paper stay, marked. Internal: its action has asked the permission."""
    paper.numbers.update(state="cancelled", reason=reason)


def _ask(by: User, unit: Unit) -> None:
    probe: Any = PaperNumber(unit=unit)
    if not by.has_perm("papers.reserve_number", probe):
        raise NotAllowed("Bạn không giữ sổ văn bản của cơ quan này.")


def this_year() -> int:
    """The year in which numbers run now."""
    return timezone.localdate().year
