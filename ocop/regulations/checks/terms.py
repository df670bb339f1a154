"""How a term of the law is counted: the one place (Bộ luật Dân sự 2015, Điều 147 và 148).

The day of the event is never counted (Điều 147.2). A term in months ends on the day of the last month that
corresponds to the first, or on its last day where it has none (Điều 148.4). What happens when a last day is a day off
is decided by what the term is for:

* a term within which an office must act (45 days, 15 days) ends with the next working day (Điều 148.5);
* a term of effect (36 months of validity, 180 days of extension) ends where it ends: nobody has to act on that day,
  and a certificate must not be shown as valid for longer than it is;
* a term counted back from an end (180, 120, 30 days before expiry) is not moved either: moving it forward would
  shorten the time that the law reserves after it.

Working days never end on a day off.
"""

from collections.abc import Callable
from datetime import date, timedelta

from ocop.base.dates import add_months, add_working_days, next_working_day

WORKING_DAYS, DAYS, MONTHS = "working_days", "days", "months"
EFFECT = frozenset({"certificate_validity", "extension_limit"})
"""Terms that say how long something holds; nobody has to act within them."""

NOT_COUNTED = "Không tính ngày xảy ra sự kiện (Điều 147, Bộ luật Dân sự)."
ROLLED = "Ngày cuối là ngày nghỉ thì hết hạn vào ngày làm việc kế tiếp (khoản 5 Điều 148, Bộ luật Dân sự)."
BACKWARDS = "Tính ngược từ ngày mốc; không dời khi gặp ngày nghỉ."
HOLDS = "Thời hạn hiệu lực: không dời khi ngày cuối là ngày nghỉ."
WORKED = "Chỉ đếm ngày làm việc theo lịch làm việc."

IsWorking = Callable[[date], bool]


def rolls(key: str, amount: int, unit: str) -> bool:
    """Whether a last day off moves the end to the next working day."""
    return unit != WORKING_DAYS and amount > 0 and key not in EFFECT


def end_of(start: date, key: str, amount: int, unit: str, is_working: IsWorking) -> date:
    """The last day of a term that an event of `start` sets running; `amount` below 0 counts back."""
    if unit == WORKING_DAYS:
        return add_working_days(start, amount, is_working)
    end = add_months(start, amount) if unit == MONTHS else start + timedelta(days=amount)
    return next_working_day(end, is_working) if rolls(key, amount, unit) else end


def notes(key: str, amount: int, unit: str) -> list[str]:
    """How it was counted, in sentences for whoever reads the day."""
    if unit == WORKING_DAYS:
        return [NOT_COUNTED, WORKED]
    if amount < 0:
        return [BACKWARDS]
    return [NOT_COUNTED, HOLDS if key in EFFECT else ROLLED]
