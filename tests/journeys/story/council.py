"""The council: the secretary prepares, members declare and score on tablets, look again, the chair concludes."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.story.browser import agree, is_hidden_from, part, press, reads, reads_not, saved, take_up, unfold
from tests.journeys.story.browser import write as write_in
from tests.journeys.story.cast import MEMBERS, PRODUCT, RECHECK, SESSION, found_by_team, in_days
from tests.journeys.story.second import SECOND, SECOND_PRODUCER

FULL = "Phiếu đã đủ. Gửi một lần; sau khi gửi không sửa được nữa."
WHY = "Minh chứng không chứng minh được mức này."


def plans_the_session(page: Page) -> None:
    press(page, "Hội đồng")
    press(page, "Mở Hội đồng")
    press(page, "Lập phiên họp")
    write_in(page, round=1, title=SESSION, starts_at=f"{in_days(0)}T08:00", place="Hội trường UBND tỉnh")
    press(page.locator("main form"), "Lập phiên họp")
    for product in (PRODUCT, SECOND):
        page.locator(".option", has_text=product).locator("input").check()
    press(page, "Đưa vào chương trình")
    reads(page, "Đã đưa vào chương trình.", PRODUCT, SECOND)


def takes_attendance(page: Page) -> None:
    press(page, "Điểm danh")
    for box in page.locator("[name=present]").all():
        box.check()
    press(page, "Lưu điểm danh")
    reads(page, "Đã lưu điểm danh.", "4 / 4 thành viên có mặt")


def declares_no_conflict(page: Page) -> None:
    take_up(page, f"Kê khai xung đột lợi ích: {SESSION}")
    press(page, "Không xung đột với mọi hồ sơ còn lại")
    agree(page, "Tôi cam đoan")
    reads(page, "Đã kê khai không xung đột lợi ích với các hồ sơ còn lại.")


def declares_a_conflict_with_the_second(page: Page) -> None:
    take_up(page, f"Kê khai xung đột lợi ích: {SESSION}")
    press(part(page, PRODUCT), "Không có xung đột lợi ích")
    reads(page, "Đã ghi kê khai.")
    box = unfold(part(page, SECOND_PRODUCER), "Có xung đột lợi ích")
    write_in(box, reason="Em trai tôi góp vốn ở hộ này.")
    press(box, "Kê khai có xung đột")
    reads(part(page, SECOND_PRODUCER), "Có xung đột lợi ích")


def sees_nothing_of_the_second(page: Page, item: int) -> None:
    for ending in ("", "phieu/", "xem-xet/", "chung-minh/"):
        is_hidden_from(page, f"/hoi-dong/muc/{item}/{ending}")
    press(page, "Về phiên họp")
    reads(page, "Bạn đã kê khai xung đột lợi ích; hồ sơ, phiếu và kết quả của mục này không mở cho bạn.")


def goes_to_the_session(page: Page) -> None:
    press(page, "Hội đồng")
    page.locator("a.task", has_text=SESSION).first.click()


def opens_session_and_scoring(page: Page) -> None:
    goes_to_the_session(page)
    press(page, "Khai mạc phiên họp")
    reads(page, "Đã khai mạc phiên họp.")
    for product in (PRODUCT, SECOND):
        press(part(page, product), "Mở chấm điểm")
        reads(page, "Đã mở chấm điểm.")


def scores_on_a_tablet(page: Page, username: str) -> None:
    """Every criterion as the team found it, but for those that this member sees otherwise."""
    take_up(page, f"Chấm điểm: {PRODUCT}")
    reads(page, "Chủ thể tự chấm", "Tổ tư vấn", "Hồ sơ nguồn gốc cá giống")
    for code, points in {**found_by_team(), **MEMBERS[username]}.items():
        expect(page.locator("h2").first).to_contain_text(f"{code} ")
        expect(page.locator("#tieu-chi [aria-current]")).to_be_in_viewport()
        gives(page, points, "" if code not in MEMBERS[username] else WHY)
        if code == "1.1":
            saved(page)
        onward(page)
    reads(page, FULL)


def scores_what_is_seen_otherwise(page: Page, username: str) -> None:
    """The criteria that are still open on a sheet that already agrees with the team in the others."""
    take_up(page, f"Chấm điểm: {PRODUCT}")
    for code, points in MEMBERS[username].items():
        page.locator("#tieu-chi a", has_text=re.compile(rf"^\s*{re.escape(code)} ")).click()
        expect(page.locator("h2").first).to_contain_text(f"{code} ")
        gives(page, points, WHY)
        saved(page)
    onward(page)
    reads(page, FULL)


def gives(page: Page, points: int, note: str) -> None:
    page.locator(".option", has=page.get_by_text(f"{points} điểm", exact=True)).first.click()
    if note:
        write_in(page, note=note)


def onward(page: Page) -> None:
    """To the next criterion; from the last one to the page that sends the sheet."""
    following = page.locator("#buoc button").filter(has_text=re.compile(r"^(Tiếp|Còn): "))
    (following if following.count() else page.locator("#buoc button[value=gui]")).first.click()


def sends_the_sheet(page: Page) -> None:
    press(page, "Gửi phiếu")
    agree(page, "Gửi phiếu")
    reads(page, "Đã gửi phiếu. Phiếu không sửa được nữa, trừ khi được yêu cầu xem lại.")


def may_not_see_the_others_yet(page: Page, item: int) -> None:
    """Neither the totals nor the marks of anybody before all have sent."""
    for ending in ("xem-xet/", "chung-minh/"):
        is_hidden_from(page, f"/hoi-dong/muc/{item}/{ending}")


def secretary_sees_only_progress(page: Page, item: int, sent: str, waiting: str) -> None:
    goes_to_the_session(page)
    reads(part(page, PRODUCT), sent, waiting)
    reads_not(page, "75 điểm", "72 điểm")
    may_not_see_the_others_yet(page, item)


def may_not_conclude_before_everyone_looked_again(page: Page) -> None:
    take_up(page, f"Xem xét, kết luận: {PRODUCT}")
    reads(page, "BẠN CẦN XEM LẠI PHIẾU", "Chưa kết luận được", "Nguyễn Hữu Lộc, Phạm Thu Trang")


def keeps_the_marks_with_a_reason(page: Page) -> None:
    press(page, "Xem lại phiếu")
    reads(page, "Chênh lệch giữa phiếu cao nhất và thấp nhất là 11 điểm, vượt mức 10 điểm.")
    write_in(page, reason="Đã xem lại minh chứng của tiêu chí 2.1.")
    press(page, "Giữ nguyên phiếu")
    reads(page, "Đã ghi: giữ nguyên phiếu.")


def scores_again_with_a_reason(page: Page) -> None:
    take_up(page, f"Xem lại phiếu: {PRODUCT}")
    for code, points in RECHECK.items():
        choice = page.get_by_label(f"Chấm lại {code}", exact=True)
        wanted = choice.locator("option", has_text=re.compile(rf"^{points} điểm"))
        choice.select_option(value=wanted.get_attribute("value"))
    write_in(page, reason="Đã xem tận mắt mẫu cá, màu và dáng đạt.")
    press(page, "Ghi điểm chấm lại")
    reads(page, "Đã ghi điểm chấm lại.", "6.3: 1 → 5", "7: 2 → 7", "Đã xem tận mắt mẫu cá, màu và dáng đạt.")


def concludes_three_stars_for_a_missed_minimum(page: Page) -> None:
    take_up(page, f"Xem xét, kết luận: {PRODUCT}")
    reads(
        page,
        "73,3",
        "chính xác 220/3",
        "3 sao, điểm trung bình 73,3.",
        "Chưa đạt 4 sao vì:",
        "2.1 cần 5 điểm, 1/3 phiếu đạt",
    )
    write_in(page, opinion="Hội đồng thống nhất.")
    press(page, "Kết luận")
    reads(page, "Đã kết luận; kết quả giữ đến khi công bố phiên.", "Đã tính lại từ phiếu và bộ tiêu chí: khớp.")


def proposes_to_knock_out_the_second(page: Page) -> None:
    goes_to_the_session(page)
    press(part(page, SECOND), "Xem xét")
    box = unfold(page, "Đề xuất loại")
    write_in(box, reason="Nghi trùng sản phẩm của cơ sở khác.")
    press(box, "Đề xuất loại")
    reads(page, "Đã ghi đề xuất loại.", "chờ xác nhận")


def drops_the_knock_out_and_concludes(page: Page) -> None:
    take_up(page, f"Xem xét, kết luận: {SECOND}")
    reads(page, "Còn 1 đề xuất loại chưa được xác nhận hoặc bỏ.")
    box = unfold(page, "Không loại")
    write_in(box, reason="Đã đối chiếu nhãn, là sản phẩm riêng.")
    press(box, "Ghi lý do, bỏ")
    reads(page, "đã bỏ", "Đã đối chiếu nhãn, là sản phẩm riêng.")
    press(page, "Kết luận")
    reads(page, "Đã kết luận; kết quả giữ đến khi công bố phiên.")


def closes_and_publishes(page: Page) -> None:
    goes_to_the_session(page)
    press(page, "Kết thúc phiên họp")
    reads(page, "CHƯA CÔNG BỐ", "Kết luận còn giữ trong Hội đồng.")
    press(page, "Công bố kết quả")
    agree(page, "Công bố")
    reads(page, "Đã công bố kết quả của phiên họp.")
