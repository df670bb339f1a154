"""What the public page says of a certificate and of a scanned code. Pure text."""

from datetime import date

from ocop.base.dates import show
from ocop.recognition.checks.validity import Standing
from ocop.recognition.states import CertificateStatus as S

# shape of the seal (never colour alone) and kind of the tag in lists
SEALS = {
    S.VALID: "valid",
    S.EXTENDED: "valid",
    S.SUSPENDED: "wait",
    S.REPLACED: "wait",
    S.EXPIRED: "stop",
    S.REVOKED: "stop",
}
TAGS = {"valid": "leaf", "wait": "gold", "stop": "lacquer"}
AUTHORITIES = {
    "district": "Chủ tịch UBND huyện",
    "province": "Chủ tịch UBND tỉnh",
    "ministry": "Bộ trưởng Bộ Nông nghiệp và Môi trường",
}
MINISTRY_UNTIL_2025 = "Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn"
MINISTRY_RENAMED_ON = date(2025, 3, 1)
LEVELS = {"district": "cấp huyện", "province": "cấp tỉnh", "ministry": "cấp quốc gia"}


def authority(kind: str, signed_on: date) -> str:
    """Who signed, by the name of the office on that day."""
    if kind == "ministry" and signed_on < MINISTRY_RENAMED_ON:
        return MINISTRY_UNTIL_2025
    return AUTHORITIES[kind]


def status_sentence(standing: Standing, stars: int) -> str:
    """May the pack carry these stars today? One sentence for whoever holds it."""
    since = show(standing.since)
    sentences = {
        S.VALID: f"Bao bì được in {stars} sao đến hết ngày {_until(standing.until)}.",
        S.EXTENDED: f"Giấy được kéo dài hiệu lực: bao bì được in {stars} sao đến hết ngày {_until(standing.until)}.",
        S.EXPIRED: f"Từ ngày {since}, bao bì không được in {stars} sao theo giấy chứng nhận này.",
        S.SUSPENDED: f"Từ ngày {since}, giấy tạm dừng hiệu lực: bao bì không được in {stars} sao.",
        S.REVOKED: f"Từ ngày {since}, giấy bị thu hồi: bao bì không được in {stars} sao.",
        S.REPLACED: f"Từ ngày {since}, sản phẩm có giấy chứng nhận mới; giấy này không còn dùng.",
    }
    return sentences[standing.status]


def term_words(issued_on: date, valid_until: date) -> str:
    """ "từ 15/05/2025 đến hết 14/05/2028"."""
    return f"từ {show(issued_on)} đến hết {show(valid_until)}"


def _until(day: date | None) -> str:
    return show(day) if day else ""
