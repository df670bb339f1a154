"""Texts about passwords, in Vietnamese: the framework has them in English alone."""

PASSWORD_FAULTS = {
    "password_too_short": "Mật khẩu quá ngắn: cần ít nhất 10 ký tự.",
    "password_too_common": "Mật khẩu này quá phổ biến, dễ bị đoán ra.",
    "password_too_similar": "Mật khẩu quá giống tên đăng nhập, họ tên hoặc thư điện tử của bạn.",
    "password_entirely_numeric": "Mật khẩu không được chỉ gồm chữ số.",
}
PASSWORD_HELP = "Ít nhất 10 ký tự; không giống tên của bạn, không phải mật khẩu quen dùng."  # noqa: S105
SAME_PASSWORD = "Mật khẩu mới phải khác mật khẩu đang dùng."  # noqa: S105


def password_faults(codes_and_messages: list[tuple[str | None, str]]) -> str:
    """The faults as sentences; an unknown one as the framework says it."""
    return " ".join(PASSWORD_FAULTS.get(code or "", message) for code, message in codes_and_messages)
