"""What is told to the team, the signers, producers and communes. Pure text."""

from datetime import date

from ocop.base.dates import show

_TOLD = {
    "keeps": "duy trì các tiêu chí đã được công nhận",
    "remedy": "phải khắc phục",
    "suspend": "bị đề nghị tạm dừng giấy chứng nhận",
    "revoke": "bị đề nghị thu hồi giấy chứng nhận",
}


def team_named(number: str, title: str, starts_on: date, ends_on: date) -> str:
    """To the inspectors of the team."""
    return (
        f"Quyết định số {number}: {title}, từ {show(starts_on)} đến hết {show(ends_on)}. "
        "Bạn có tên trong Đoàn; ghi biên bản từng sản phẩm tại chỗ."
    )


def announced(number: str, signed_on: date, starts_on: date, ends_on: date) -> str:
    """To producer and commune, of a periodic inspection only."""
    return (
        f"Quyết định kiểm tra số {number} ngày {show(signed_on)}: Đoàn đến trong thời gian từ {show(starts_on)} đến "
        f"hết {show(ends_on)}. Hãy chuẩn bị hồ sơ đã được công nhận, nhãn, bao bì, phiếu kiểm nghiệm còn giá trị."
    )


def concluded_subject(product: str, outcome: str) -> str:
    """To producer and commune: one line."""
    return f"{product}: sản phẩm {_TOLD[outcome]}"


def concluded_body(number: str, signed_on: date, outcome: str, reason: str, remedy_by: date | None) -> str:
    """To producer and commune: what was concluded, why, and what is to be done."""
    said = f"Kết luận kiểm tra số {number} ngày {show(signed_on)}: sản phẩm {_TOLD[outcome]}."
    term = f" Khắc phục xong trước ngày {show(remedy_by)}." if remedy_by else ""
    why = f" Nội dung: {reason.rstrip('. ')}." if reason else ""
    return f"{said}{why}{term}"
