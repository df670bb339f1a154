"""The words of the council: choices of the working regulation, results and their reasons. Pure text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

MET_BY = {
    "majority": "quá nửa số phiếu hợp lệ đạt mức đó",
    "all": "mọi phiếu hợp lệ đạt mức đó",
    "mean": "điểm trung bình của tiêu chí đạt mức đó",
}

COUNTS = {
    "members": "mọi thành viên Hội đồng không có xung đột lợi ích, kể cả người vắng mặt",
    "present": "thành viên có mặt, không có xung đột lợi ích",
}
EXACTLY_75 = {
    "higher": "lấy phương án cao hơn",
    "lower": "lấy phương án thấp hơn",
}
_75 = re.compile(r"75\s?%")


def comma(points: Fraction | int | str, decimals: int | None = None) -> str:
    """Points with a comma: as short as exact (12; 7,5), or rounded half up to `decimals`."""
    value = Fraction(points)
    if decimals is None:
        whole = value.denominator == 1
        return str(value.numerator) if whole else comma(value, 1 if (value * 10).denominator == 1 else 2)
    sign = "−" if value < 0 else ""
    scaled = int((abs(value) * 10**decimals * 2 + 1) // 2)
    units, rest = divmod(scaled, 10**decimals)
    return f"{sign}{units},{rest:0{decimals}d}" if decimals else f"{sign}{units}"


def signed(points: Fraction, decimals: int = 1) -> str:
    """A difference with its sign."""
    return f"+{comma(points, decimals)}" if points > 0 else comma(points, decimals)


def regulation_lines(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The regulation (as `regulation_data` writes it, with `SETTINGS` beside) in words: what is settled → how."""
    chair = "có mặt, có phiếu của Chủ tịch (Phó Chủ tịch điều hành mục mà Chủ tịch có xung đột lợi ích)"
    return [
        ("Tỷ lệ thành viên và phiếu tối thiểu", f"{data['quorum']} số thành viên"),
        ("Chủ tịch Hội đồng", chair if data["quorum_needs_chair"] else "không bắt buộc có mặt"),
        ("Chênh lệch tối đa giữa hai phiếu", f"{comma(data['spread_limit'])} điểm"),
        ("Mức tối thiểu của một hạng được coi là đạt khi", MET_BY[data["minimum_met_by"]]),
        (
            "Mức tối thiểu của các hạng dưới",
            "cũng phải đạt (cộng dồn)" if data["minima_cumulative"] else "không xét (mỗi hạng xét riêng)",
        ),
        (
            "Điểm trung bình",
            f"trung bình cộng chính xác các phiếu hợp lệ, so với khung điểm trước khi làm tròn; "
            f"hiển thị {data['decimals']} chữ số thập phân",
        ),
        ("Tiêu chí không đạt phương án nào", "0 điểm"),
        ("Tiêu chí có điều kiện", "0 điểm khi tiêu chí làm điều kiện được 0 điểm"),
        *_settings_lines(data),
    ]


def proof_lines(proof: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The regulation in words from a stored proof; a proof older than a setting leaves its line out."""
    return regulation_lines({**proof["regulation"], **proof.get("about", {}).get("settings", {})})


def changed_lines(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """What differs between two versions in words: what is settled, how so far, how from now on."""
    before = dict(old)
    return [(label, before.get(label, "chưa quy định"), text) for label, text in new if before.get(label) != text]


def exactly_75_words(labels: Iterable[str], choice: str) -> str:
    """What to do with exactly 75% where the options of a criterion meet there; empty for any other criterion."""
    if sum(bool(_75.search(label)) for label in labels) < 2:
        return ""
    return f"Đúng 75%: {EXACTLY_75[choice]}."


def _settings_lines(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    if "counts" in data:
        found.append(("Tỷ lệ thành viên tính trên", COUNTS[data["counts"]]))
    if "exactly_75" in data:
        found.append(("Tiêu chí có mức đúng 75%", EXACTLY_75[data["exactly_75"]]))
    if "written_opinion" in data:
        said = "được lấy ý kiến bằng văn bản" if data["written_opinion"] else "phải họp"
        found.append(("Phân hạng lại khi hết hạn", f"{said} (Điều 7.6, Quyết định 26/2026/QĐ-TTg)"))
    return found


def stars_words(stars: int | None) -> str:
    """ "3 sao"; none where the council gave no rank."""
    return f"{stars} sao" if stars else "không xếp hạng"


def blocked_words(item: Mapping[str, Any]) -> str:
    """One minimum not met: "1.6 cần 1 điểm, 5/11 phiếu đạt"."""
    return f"{item['criterion']} cần {comma(item['needs'])} điểm, {item['granted_by']}/{item['of']} phiếu đạt"


def result_words(result: Mapping[str, Any], bands: Iterable[Mapping[str, Any]]) -> list[str]:
    """The result in sentences, from `result_data` and the bands of the proof: rank, then why not the next one."""
    rank, missed, reasons = result_parts(result, bands)
    return [rank, f"{missed} {'; '.join(reasons)}."] if reasons else [rank]


def result_parts(result: Mapping[str, Any], bands: Iterable[Mapping[str, Any]]) -> tuple[str, str, list[str]]:
    """The same apart: the rank; "Chưa đạt 4 sao vì:"; each reason (none at the highest rank)."""
    if result["knocked_out"]:
        return "Không xếp hạng: Hội đồng kết luận loại.", "", []
    if not result["quorum_met"]:
        return "Không xếp hạng: chưa đủ số phiếu theo quy chế.", "", []
    stars = result["stars"]
    rank = f"{stars_words(stars)}, điểm trung bình {result['average_shown']}."
    higher = next((band for band in sorted(bands, key=lambda band: band["stars"]) if band["stars"] > stars), None)
    if higher is None:
        return rank, "", []
    reasons = [blocked_words(item) for item in result["blocked"] if item["star"] <= higher["stars"]]
    if Fraction(result["average"]) < Fraction(higher["from"]):
        gap = Fraction(higher["from"]) - Fraction(result["average"])
        reasons.insert(0, f"điểm trung bình dưới {comma(higher['from'])} (còn thiếu {gap_words(gap)})")
    return rank, f"Chưa đạt {higher['stars']} sao vì:", reasons


def gap_words(gap: Fraction) -> str:
    """A missing amount, never rounded to nothing."""
    return f"{comma(gap, 1)} điểm" if gap >= Fraction(1, 20) else "dưới 0,1 điểm"


def spread_words(spread: Fraction, limit: Fraction) -> str:
    """Why members must look again."""
    return f"Chênh lệch giữa phiếu cao nhất và thấp nhất là {comma(spread)} điểm, vượt mức {comma(limit)} điểm."
