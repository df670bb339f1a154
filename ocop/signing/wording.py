"""Words of signing."""

from ocop.signing.spec import Body, Form, Found, Kind, ProviderKind

KINDS = {Kind.PERSONAL: "Chữ ký số cá nhân", Kind.AGENCY: "Chữ ký số cơ quan"}
FORMS = {Form.PAPER: "Văn bản", Form.ATTACHMENT: "Tài liệu kèm theo, bản sao"}
BODIES = {
    Body.PROVINCE: "Ủy ban nhân dân tỉnh",
    Body.OFFICE: "Cơ quan tham mưu cấp tỉnh",
    Body.TEAM: "Tổ tư vấn",
    Body.COUNCIL: "Hội đồng",
    Body.COMMUNE: "UBND cấp xã",
}
PROVIDERS = {
    ProviderKind.PKCS12: "Tệp PKCS#12 (.p12, .pfx)",
    ProviderKind.TOKEN: "USB token, HSM (PKCS#11)",
    ProviderKind.REMOTE: "Dịch vụ ký số từ xa",
}
CHANGED = {
    "": "Không có thay đổi nào sau khi ký.",
    "signatures": "Sau đó chỉ thêm chữ ký số khác; nội dung không đổi.",
    "validation": "Sau đó chỉ thêm thông tin xác thực; nội dung không đổi.",
    "forms": "Sau đó có điền biểu mẫu trong tệp; phần đã ký không đổi.",
    "notes": "Sau đó có thêm ghi chú trên tệp; hãy đối chiếu với bản gốc.",
    "content": "Nội dung đã bị sửa sau khi ký.",
    "unknown": "Sau đó tệp có thay đổi mà hệ thống không nhận ra.",
}
REVOKED = {
    "yes": "đã bị thu hồi",
    "no": "không nằm trong danh sách thu hồi",
    "unknown": "chưa kiểm tra được có bị thu hồi hay không",
}
HARMLESS = ("", "signatures", "validation", "forms")


def verdict(found: Found) -> tuple[str, str]:
    """Tone ("valid", "wait", "stop") and the words of one signature."""
    if not found.intact or found.changed == "content":
        return "stop", "KHÔNG CÒN NGUYÊN VẸN"
    if found.revoked == "yes":
        return "stop", "CHỨNG THƯ SỐ ĐÃ BỊ THU HỒI"
    if found.expired:
        return "stop", "CHỨNG THƯ SỐ KHÔNG CÒN HẠN KHI KÝ"
    if found.changed not in HARMLESS:
        return "wait", "CÓ THAY ĐỔI SAU KHI KÝ"
    if not found.trusted:
        return "wait", "NGUYÊN VẸN, CHƯA RÕ NGƯỜI KÝ"
    if found.expired_now and not found.stamp_trusted:
        return "wait", "NGUYÊN VẸN, CHỨNG THƯ SỐ NAY HẾT HẠN"
    return "valid", "HỢP LỆ"


def whole_verdict(all_found: tuple[Found, ...]) -> tuple[str, str]:
    """The same for a file: its worst signature speaks."""
    if not all_found:
        return "unknown", "KHÔNG CÓ CHỮ KÝ SỐ"
    order = ("stop", "wait", "valid")
    tones = sorted((verdict(found) for found in all_found), key=lambda pair: order.index(pair[0]))
    tone, words = tones[0]
    if not any(found.whole for found in all_found) and tone == "valid":
        return "wait", "CÓ PHẦN KHÔNG ĐƯỢC KÝ"
    return tone, words
