"""What must hold before a session or an item of its agenda moves on. Clauses name the working regulation (Quy chế
hoạt động), on which the decision is silent, or Điều 8 of Quyết định 26/2026/QĐ-TTg."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ocop.base.findings import Finding

REGULATION = "Quy chế hoạt động của Hội đồng"


@dataclass(frozen=True)
class Presence:
    """Seats of the council, how many are present, and whether the chair is."""

    seats: int
    present: int
    has_chair: bool


@dataclass(frozen=True)
class Quorum:
    """The share of the seats that must be there, and whether the chair must."""

    share: Fraction
    needs_chair: bool


def needed(seats: int, share: Fraction) -> int:
    """The least number of seats that makes the share, rounded up."""
    return -((-seats * share.numerator) // share.denominator)


def has_agenda(count: int) -> list[Finding]:
    """A session opens with something to discuss."""
    if count:
        return []
    return [Finding("no_agenda", REGULATION, "Chương trình chưa có hồ sơ nào; hãy đưa hồ sơ vào chương trình.")]


def quorum_present(presence: Presence, quorum: Quorum) -> list[Finding]:
    """Enough seats of the whole council are present, with the chair where the regulation says so."""
    found = []
    least = needed(presence.seats, quorum.share)
    if presence.present < least:
        found.append(
            Finding(
                "no_quorum",
                REGULATION,
                f"Mới có {presence.present} trên {presence.seats} thành viên có mặt; "
                f"quy chế cần ít nhất {least} ({quorum.share}).",
            )
        )
    if quorum.needs_chair and not presence.has_chair:
        found.append(Finding("no_chair", REGULATION, "Quy chế cần Chủ tịch Hội đồng có mặt."))
    return found


def session_open(is_open: bool) -> list[Finding]:
    """Items move only while the council sits."""
    return [] if is_open else [Finding("session_not_open", REGULATION, "Phiên họp chưa khai mạc hoặc đã kết thúc.")]


def conflicts_declared(undeclared: Sequence[str]) -> list[Finding]:
    """Every present voting member has declared on conflict of interest before the item opens."""
    if not undeclared:
        return []
    names = ", ".join(undeclared)
    return [
        Finding("conflict_not_declared", REGULATION, f"Chưa kê khai xung đột lợi ích với hồ sơ này: {names}."),
    ]


def item_can_be_scored(base: int, able: int, has_leader: bool, quorum: Quorum) -> list[Finding]:
    """Enough members without a conflict are present, and somebody may lead the item."""
    found = []
    least = max(1, needed(base, quorum.share))
    if able < least:
        found.append(
            Finding(
                "too_few_voters",
                REGULATION,
                f"Chỉ có {able} thành viên có mặt và không xung đột lợi ích; cần ít nhất {least} trên {base}.",
            )
        )
    if quorum.needs_chair and not has_leader:
        found.append(
            Finding(
                "no_leader",
                REGULATION,
                "Chủ tịch vắng mặt, hoặc có xung đột lợi ích mà không có Phó Chủ tịch điều hành mục này.",
            )
        )
    return found


def all_items_concluded(open_titles: Sequence[str]) -> list[Finding]:
    """A session closes when each item has a conclusion or was put off."""
    if not open_titles:
        return []
    names = "; ".join(open_titles)
    return [Finding("items_open", REGULATION, f"Còn mục chưa kết luận hoặc chưa lùi sang phiên khác: {names}.")]


def quorum_of_sheets(met: bool, counted: int, base: int, quorum: Quorum) -> list[Finding]:
    """Enough valid sheets, the leader's among them where the regulation says so."""
    if met:
        return []
    least = needed(base, quorum.share)
    leader = " trong đó có phiếu của người điều hành" if quorum.needs_chair else ""
    return [
        Finding(
            "no_quorum_of_sheets", REGULATION, f"Có {counted} phiếu hợp lệ; cần ít nhất {least} trên {base}{leader}."
        )
    ]


def knockouts_decided(open_count: int) -> list[Finding]:
    """Each proposed knock-out was confirmed or dropped."""
    if not open_count:
        return []
    return [
        Finding("knockouts_open", REGULATION, f"Còn {open_count} đề xuất loại chưa được xác nhận hoặc bỏ."),
    ]


def spread_settled(waiting: Sequence[str]) -> list[Finding]:
    """Everyone who was asked to look again has answered."""
    if not waiting:
        return []
    names = ", ".join(waiting)
    return [Finding("rechecks_open", REGULATION, f"Chưa xem lại phiếu (chấm lại hoặc giữ nguyên có lý do): {names}.")]
