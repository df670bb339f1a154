"""The producer on a phone: registers, describes the product, fills in, scores, files, completes, reads the result."""

import io
import re

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from ocop.demo.papers import paper
from tests.journeys.story.browser import press, put, reads, saved, take_up, unfold, write
from tests.journeys.story.cast import (
    PASSWORD,
    PRODUCER,
    PRODUCER_NAME,
    PRODUCT,
    REPRESENTATIVE,
    REPRESENTATIVE_PHONE,
    ROUND,
)

PAPER, NEW_PAPER = "Hồ sơ nguồn gốc cá giống", "Hợp đồng thuê ao đủ trang"
ANSWERS = {
    "to-chuc": {
        "history": "Bắt đầu từ năm 2016 với ba hộ nuôi cá chép cảnh, nay có mười hai hộ.",
        "organisation": "Một người phụ trách giống, một người chăm ao, hai người bán hàng.",
        "workers": "18",
        "workers_local": "15",
        "material": "Cá giống của trại trong xã, thức ăn mua trong tỉnh.",
    },
    "ket-qua": {
        "output_last": "14.000 con",
        "revenue_last": "1.850.000.000",
        "markets": "Cửa hàng trong tỉnh.",
        "plan_done": "Đã xây thêm hai ao, mở ba đại lý.",
    },
    "ke-hoach": {"plan_production": "Thêm một trại giống.", "plan_market": "Vào chợ cá cảnh Hà Nội."},
}


def pdf(title: str) -> FilePayload:
    return {"name": f"{title}.pdf", "mimeType": "application/pdf", "buffer": paper(title, PRODUCER_NAME).getvalue()}


def photo(name: str, width: int = 2600) -> FilePayload:
    """A picture as large as those of a phone."""
    out = io.BytesIO()
    Image.effect_noise((width, width * 3 // 4), 60).convert("RGB").save(out, "JPEG", quality=90)
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def registers_itself(page: Page) -> None:
    page.goto("/dang-nhap/")
    press(page, "Đăng ký chủ thể")
    write(
        page,
        name=PRODUCER_NAME,
        legal_form="Hợp tác xã",
        registration_no="0900112233",
        registered_on="2019-03-12",
        commune="Yên Khánh",
        address="Thôn 3",
        phone="0912000111",
        full_name=REPRESENTATIVE,
        username=PRODUCER,
        password1=PASSWORD,
        password2=PASSWORD,
    )
    press(page, "Đăng ký")
    reads(page, f"Đã đăng ký {PRODUCER_NAME}.", "CHỜ XÃ XÁC NHẬN")


def names_its_representative(page: Page) -> None:
    take_up(page, "Ghi người đại diện")
    write(
        page,
        full_name=REPRESENTATIVE,
        position="Giám đốc",
        sex="Nữ",
        ethnicity="Kinh",
        residence="Xã Yên Khánh",
        phone=REPRESENTATIVE_PHONE,
    )
    press(page, "Lưu")
    reads(page, "đã ghi")


def adds_the_product_with_the_finder(page: Page) -> None:
    take_up(page, "Thêm sản phẩm đầu tiên")
    press(page, "Tìm bộ sản phẩm")
    page.locator("[name=q]").press_sequentially("ca canh", delay=30)
    press(page, "Chọn bộ 25")
    reads(page, "Bộ 25: Động vật cảnh")
    write(
        page,
        name=PRODUCT,
        specification="Con 20–25 cm, túi ô-xy 2 con.",
        description="Cá chép cảnh năm màu, khỏe, quen ao nhỏ.",
        story="Nghề nuôi cá ở làng có từ ba đời; mỗi năm làng mở ngày hội cá.",
    )
    press(page, "Lưu sản phẩm")
    reads(page, PRODUCT, "Bộ 25 · Động vật cảnh")


def adds_a_photo_of_the_product(page: Page) -> None:
    picture = photo("ca-chep.jpg")
    page.set_input_files("input[type=file]", picture)
    expect(page.locator("#da-tai")).to_contain_text("ca-chep.jpg")
    press(page, "Lưu ảnh")
    reads(page, "Đã thêm ảnh.")
    shown = page.get_by_role("img", name=f"Ảnh 1 của {PRODUCT}")
    assert shown.evaluate("async node => { await node.decode(); return node.naturalWidth }") <= 2000


def opens_a_dossier_that_is_plainly_not_filed(page: Page) -> None:
    press(page, "Bắt đầu lập hồ sơ")
    reads(page, "CHƯA NỘP", "Xã chưa nhận được hồ sơ này.")
    take_up(page, f"CHƯA NỘP: {PRODUCT}")


def fills_in_the_form_and_sees_it_saved(page: Page) -> None:
    page.locator("a.task", has_text="Sản phẩm").first.click()
    put(page, {"papers": ("business",), "ip_titles": ("mark",), "sample_count": "5"})
    saved(page)
    press(page, "Lưu và tiếp")
    for answers in ANSWERS.values():
        expect(page.locator("[data-save-state]").first).to_have_text("Chưa có thay đổi")
        put(page, answers)
        saved(page)
        press(page, "Lưu và tiếp")
    reads(page, "Tự chấm điểm")


def finds_on_return_what_was_typed(page: Page) -> None:
    take_up(page, f"CHƯA NỘP: {PRODUCT}")
    page.locator("a.task", has_text="Kết quả kinh doanh").first.click()
    expect(page.locator("[name=output_last]")).to_have_value("14.000 con")
    expect(page.locator("[name=revenue_last]")).to_have_value("1.850.000.000")


def puts_a_paper_into_the_vault(page: Page) -> None:
    page.goto("/chu-the/minh-chung/")
    press(page, "Thêm giấy tờ")
    page.set_input_files("input[type=file]", pdf(PAPER))
    expect(page.locator("#da-tai")).to_contain_text(f"{PAPER}.pdf")
    write(page, kind=1, title=PAPER, number="12/2026", issuer="UBND xã Yên Khánh", issued_on="05/02/2026")
    press(page, "Lưu vào kho")
    reads(page, "Đã thêm vào kho minh chứng.", PAPER)


def takes_up_the_dossier(page: Page) -> None:
    take_up(page, PRODUCT)


def is_stopped_by_what_is_missing(page: Page, *lacks: str) -> None:
    press(page, "Kiểm tra và nộp")
    reads(page, "Sửa xong các mục này thì nộp được.", *lacks)
    expect(page.get_by_role("button", name="Nộp hồ sơ")).to_be_disabled()


def files_the_dossier(page: Page) -> str:
    """The number of the receipt."""
    takes_up_the_dossier(page)
    press(page, "Kiểm tra và nộp")
    reads(page, "Hồ sơ đã đủ", "Tôi cam kết những điều khai trong hồ sơ")
    page.check("#declared")
    press(page, "Nộp hồ sơ cho xã")
    reads(page, "ĐÃ NỘP", "Phiếu tiếp nhận hồ sơ", ROUND, "Mã băm SHA-256 của hồ sơ")
    expect(page.locator(".hash")).to_have_text(re.compile(r"^[0-9a-f]{64}$"))
    number = page.locator("b.num").inner_text()
    assert re.fullmatch(r"\d+/PĐK-37-14560-\d{4}", number), number
    return number


def reads_why_it_came_back(page: Page) -> None:
    take_up(page, f"Bổ sung hồ sơ {PRODUCT}")
    reads(
        page,
        "CHƯA NỘP BỔ SUNG",
        "Hồ sơ cơ bản đủ, cần rõ hơn hai mục.",
        "Ghi tên cửa hàng, đại lý cụ thể.",
        "Giấy thuê ao thiếu trang ký.",
        "Chờ bạn bổ sung",
    )


def cannot_touch_what_was_not_asked_for(page: Page) -> None:
    here = page.url
    page.goto(f"{here}khai/to-chuc/")
    expect(page.locator("[name=history]")).to_be_disabled()
    page.goto(f"{here}tu-cham/1.2/")
    expect(page.locator("[name=option]").first).to_be_disabled()
    page.goto(here)


def completes_only_the_two_items(page: Page) -> None:
    here = page.url
    page.goto(f"{here}khai/ket-qua/")
    write(page, markets="Cửa hàng Cá Vàng (phố Vân Giang), đại lý Sông Đáy.")
    saved(page)
    page.goto(f"{here}tu-cham/1.1/")
    press(page, "Tải lên, chụp ảnh giấy tờ mới")
    page.set_input_files("input[type=file]", [photo("trang-1.jpg", 1200), photo("trang-2.jpg", 1200)])
    expect(page.locator("#da-tai")).to_contain_text("trang-2.jpg")
    write(page, kind=1, title=NEW_PAPER, pages="1–2")
    press(page, "Lưu vào kho")
    reads(page.locator("#minh-chung"), NEW_PAPER, "tr. 1–2")
    page.goto(here)


def files_the_completion(page: Page) -> None:
    press(page, "Kiểm tra và nộp")
    reads(page, "Bạn đã thay đổi", "Cửa hàng trong tỉnh.", "Cửa hàng Cá Vàng", NEW_PAPER)
    page.check("#declared")
    press(page, "Nộp bổ sung")
    reads(page, "ĐÃ NỘP", "bản bổ sung số 2")


def reads_result_and_certificate(page: Page, number: str) -> None:
    page.goto("/chu-the/")
    reads(page, PRODUCT, "3 sao")
    press(page, "Xem hồ sơ")
    press(page, "Xem kết quả")
    reads(page, "Kết quả của Hội đồng", "3 sao", "73,3", "4 sao – 2.1", "cần 5 điểm, 1/3 phiếu đạt", number)
    press(unfold(page, "Mục"), "Giấy chứng nhận")
    reads(page, PRODUCT, number, "3 sao")
    paper = page.request.get(str(page.get_by_role("link", name="Tải giấy (PDF)").get_attribute("href")))
    assert (paper.status, paper.body()[:5]) == (200, b"%PDF-")
