"""The commune: confirms the producer, checks, sends back with reasons, writes Mẫu 03; its leader asks the province."""

from playwright.sync_api import Page, expect

from tests.journeys.story.browser import agree, part, press, put, reads, saved, take_up, write
from tests.journeys.story.cast import PRODUCER_NAME, PRODUCT, in_days
from tests.journeys.story.producer import NEW_PAPER

MATTERS = {
    "local_material": "Toàn bộ cá giống của trại trong xã.",
    "local_labour": "15 trong 18 lao động thường trú tại xã.",
    "idea_origin": "Nghề nuôi cá của làng.",
    "local_identity": "Gắn với ngày hội cá của làng.",
}
PAGES = ("chu-the", "san-pham", "to-chuc", "ket-qua", "ke-hoach")


def confirms_the_producer(page: Page) -> None:
    take_up(page, f"Xác nhận chủ thể {PRODUCER_NAME}")
    press(page, "Xác nhận chủ thể")
    reads(page, f"Đã xác nhận {PRODUCER_NAME}.")


def checks_the_items_and_finds_two_lacking(page: Page) -> None:
    take_up(page, f"Kiểm tra hồ sơ {PRODUCT}")
    reads(page, "15 ngày", "0 / 30 mục đã kiểm tra")
    press(page, "Kiểm tra từng mục")
    for key in PAGES:
        put(page, {f"ok:page:{key}": "no" if key == "ket-qua" else "ok"})
        if key == "ket-qua":
            put(page, {f"note:page:{key}": "Ghi tên cửa hàng, đại lý cụ thể."})
        saved(page)
        press(page, "Lưu, mục sau")
    first = page.locator("[id='tc-1.1']")
    put(first, {"ok:criterion:1.1": "no", "note:criterion:1.1": "Giấy thuê ao thiếu trang ký."})
    saved(page)
    press(page, "Các tiêu chí còn lại đều đạt")
    agree(page, "Ghi đạt")


def returns_them_with_reasons(page: Page) -> None:
    take_up(page, f"Kiểm tra hồ sơ {PRODUCT}")
    reads(page, "30 / 30 mục đã kiểm tra", "2 mục chưa đạt")
    press(page, "Trả lại để bổ sung")
    write(page, reason="Hồ sơ cơ bản đủ, cần rõ hơn hai mục.", due_on=in_days(10))
    reads(page, "Chỉ những mục bạn chọn được mở lại")
    press(page, "Gửi yêu cầu bổ sung")
    reads(page, "Đã gửi yêu cầu bổ sung cho chủ thể.", "CHỜ BỔ SUNG")


def sees_what_changed(page: Page) -> None:
    take_up(page, f"Kiểm tra hồ sơ {PRODUCT}")
    page.get_by_role("link", name="Các bản nộp").click()
    reads(page, "Thay đổi: bản 1 → bản 2", "Cửa hàng trong tỉnh.", "Cửa hàng Cá Vàng", NEW_PAPER)


def finds_the_two_items_in_order_now(page: Page) -> None:
    take_up(page, f"Kiểm tra hồ sơ {PRODUCT}")
    reads(page, "28 / 30 mục đã kiểm tra")
    press(page, "Kiểm tra từng mục")
    page.goto(page.url.replace("chu-the", "ket-qua"))
    reads(page, "Chủ thể đã nộp bổ sung mục này; hãy xem lại.")
    put(page, {"ok:page:ket-qua": "ok"})
    saved(page)
    page.goto(page.url.replace("ket-qua", "tu-cham"))
    put(part(page, "Chủ thể đã nộp bổ sung mục này"), {"ok:criterion:1.1": "ok"})
    saved(page)


def writes_the_four_matters(page: Page) -> None:
    take_up(page, f"Kiểm tra hồ sơ {PRODUCT}")
    press(page, "Soạn Mẫu 03")
    write(page, **MATTERS)
    press(page, "Lưu Mẫu 03")
    reads(page, "Đã lưu Mẫu 03.")


def puts_it_before_the_leader(page: Page) -> None:
    take_up(page, f"Kiểm tra hồ sơ {PRODUCT}")
    reads(page, "30 / 30 mục đã kiểm tra")
    press(page, "Trình lãnh đạo xã")
    agree(page, "Trình lãnh đạo")
    reads(page, "Đã trình lãnh đạo xã duyệt.")


def leader_approves_and_asks_the_province(page: Page) -> None:
    take_up(page, f"Duyệt hồ sơ {PRODUCT}")
    press(page, "Xem Mẫu 03")
    reads(page, *MATTERS.values())
    page.go_back()
    write(page, report_no="07/BC-UBND", request_no="31/UBND-KT", signed_on=in_days(0))
    press(page, "Duyệt và đề nghị tỉnh")
    agree(page, "Duyệt và đề nghị")
    reads(page, "Đã duyệt và đề nghị tỉnh đánh giá.")
    expect(page.get_by_role("button", name="Duyệt và đề nghị tỉnh")).to_have_count(0)
