"""Whether a certificate may sign on a day: its own dates, what its key is for, and lists of revoked ones."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ocop.base.findings import Finding
from ocop.signing.spec import Holder

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SIGNING = frozenset({"digital_signature", "non_repudiation"})
CLAUSE = "Điều 5, Nghị định 30/2020/NĐ-CP"


def holder_faults(holder: Holder, now: datetime, revoked: str = "unknown") -> list[Finding]:
    """Why this certificate may not sign at `now`; none where it may."""
    found = []
    if now < holder.not_before:
        found.append(f"Chứng thư số của {holder.name} chưa có hiệu lực, bắt đầu từ {_day(holder.not_before)}.")
    if now > holder.not_after:
        found.append(f"Chứng thư số của {holder.name} hết hạn ngày {_day(holder.not_after)}. Hãy gia hạn rồi ký.")
    if revoked == "yes":
        found.append(f"Chứng thư số của {holder.name} đã bị thu hồi. Hãy dùng chứng thư số khác.")
    if holder.usages is not None and not holder.usages & SIGNING:
        found.append(f"Chứng thư số của {holder.name} không dùng để ký văn bản. Hãy chọn chứng thư số ký.")
    return [Finding("certificate", CLAUSE, sentence, "profile") for sentence in found]


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(HANOI):%d/%m/%Y}"
