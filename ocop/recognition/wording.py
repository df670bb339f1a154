"""The words that go to producers and communes, and on the certificate. Pure text."""

from datetime import date

from ocop.base.dates import show

QR_NOTE = "Quét mã để xem hôm nay giấy này còn hiệu lực hay không."
SAMPLE_NOTE = "DỮ LIỆU MẪU · KHÔNG CÓ GIÁ TRỊ"
CONFLICT = "Bạn đã kê khai xung đột lợi ích với sản phẩm này ở Hội đồng; việc này do lãnh đạo khác quyết định."


def recognised(stars: int, number: str, decision: str, valid_until: date) -> str:
    """To the producer: what was granted and until when."""
    return (
        f"Sản phẩm đạt {stars} sao, giấy chứng nhận số {number}, theo Quyết định số {decision}; "
        f"có giá trị đến hết ngày {show(valid_until)}."
    )


def asked_ministry(average: str, number: str, requested_on: date) -> str:
    """To the producer: the province has asked the ministry."""
    return (
        f"Kết quả {average} điểm. Văn bản đề nghị số {number} ngày {show(requested_on)}. "
        "Giấy chứng nhận sẽ được cấp theo kết quả của Trung ương."
    )


def asked_province(average: str, number: str, requested_on: date) -> str:
    """To the producer: the district has sent the product up."""
    return f"Kết quả {average} điểm ở huyện. Văn bản chuyển lên tỉnh số {number} ngày {show(requested_on)}."


def sent_down(stars: int, average: str, decision: str) -> str:
    """To the district and the producer: what the province's council came to."""
    return (
        f"Hội đồng cấp tỉnh: {average} điểm, {stars} sao, chưa đạt hạng do tỉnh công nhận "
        f"(Quyết định số {decision}). Huyện xét công nhận theo kết quả của Hội đồng cấp huyện."
    )


def sent_down_by_ministry(stars: int, average: str, decision: str) -> str:
    """The same where the central council came to stars that a district recognises."""
    return (
        f"Hội đồng cấp trung ương: {average} điểm, {stars} sao, chưa đạt hạng do tỉnh công nhận "
        f"(Quyết định số {decision}). Huyện xét công nhận theo kết quả của Hội đồng cấp huyện."
    )


def unranked(stars: int, average: str) -> str:
    """To the producer: the result of 1 or 2 stars."""
    return (
        f"Kết quả: {average} điểm, {stars} sao. Hạng 1 và 2 sao không được cấp giấy chứng nhận (Điều 4.1). "
        "Bạn có thể hoàn thiện sản phẩm và nộp hồ sơ mới."
    )


def commune_subject(product: str, outcome: str) -> str:
    """To the commune: one line."""
    return f"{product}: {outcome}"


def commune_body(product: str, producer: str, outcome: str, detail: str) -> str:
    """To the commune: what was decided on a product it had proposed (Điều 7.3.g)."""
    return f"Sản phẩm “{product}” của {producer}: {outcome}. {detail}".strip()


def replaced_by(number: str) -> str:
    """Why an earlier certificate no longer holds."""
    return f"Sản phẩm được cấp giấy chứng nhận mới số {number}."


def certificate_number(serial: int, province_code: str, year: int) -> str:
    """The number of a certificate: one row of numbers for each province and year, from 01."""
    return f"{serial:02d}/GCN-OCOP-{province_code}-{year}"


_MEASURES = {"suspended": "tạm dừng hiệu lực", "restored": "khôi phục hiệu lực", "revoked": "thu hồi"}


def measure_subject(product: str, kind: str) -> str:
    """To producer and commune: one line."""
    return (
        f"{product}: giấy chứng nhận được khôi phục"
        if kind == "restored"
        else (f"{product}: giấy chứng nhận bị {'tạm dừng' if kind == 'suspended' else 'thu hồi'}")
    )


def measure_body(number: str, kind: str, decision: str, effective_on: date, until: date | None, reason: str) -> str:
    """To producer and commune: from which day, under which decision, why, and what it means for the packs."""
    term = f" đến hết ngày {show(until)}" if until else ""
    packs = "Bao bì lại được in hạng sao." if kind == "restored" else "Từ ngày đó bao bì không được in hạng sao."
    return (
        f"Quyết định số {decision}: {_MEASURES[kind]} giấy chứng nhận số {number} từ ngày {show(effective_on)}{term}. "
        f"Lý do: {reason.rstrip('. ')}. {packs}"
    )
