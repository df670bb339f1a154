"""The provincial office: round, team, council, intake, proposal; the advisory team: assessment, survey, report."""

from playwright.sync_api import Page, expect

from tests.journeys.story.browser import agree, part, press, put, reads, saved, take_up, unfold, write
from tests.journeys.story.cast import COUNCIL_NAME, PRODUCT, ROUND, TEAM, found_by_team, in_days
from tests.journeys.story.producer import photo

SEATS = (
    ("Nguyễn Hữu Lộc", "Chủ tịch", "UBND tỉnh", True),
    ("Lê Quốc Bảo", "Ủy viên", "Sở Công Thương", True),
    ("Phạm Thu Trang", "Ủy viên", "Sở Y tế", True),
    ("Mai Xuân Trường", "Thư ký", "Văn phòng Điều phối", False),
)


def opens_a_round(page: Page) -> None:
    press(page, "Đợt đánh giá")
    press(page, "Lập đợt bổ sung")
    write(
        page,
        name=ROUND,
        opens_on=in_days(-10),
        communes_propose_by=in_days(30),
        finish_by=in_days(90),
        is_extra=True,
        basis="Kế hoạch số 05/KH-UBND",
    )
    press(page, "Lưu đợt")
    press(page, "Mở đợt")
    reads(page, f"Đã mở {ROUND}.")


def names_the_advisory_team(page: Page) -> None:
    press(page, "Tổ tư vấn")
    write(page, username="totuvan", basis="Quyết định số 06/QĐ-SNNMT")
    press(page, "Thêm vào Tổ")
    reads(page, "Đã thêm Bùi Quang Huy vào Tổ tư vấn.")


def writes_the_working_regulation(page: Page) -> None:
    press(page, "Hội đồng")
    press(page, "Quy chế hoạt động")
    write(page, title="Quy chế mùa cá", in_force_from=in_days(-30), quorum="2/3")
    press(page, "Lập bản quy chế")
    reads(page, "Đã lập bản quy chế mới.", "2/3")


def constitutes_the_council(page: Page) -> None:
    press(page, "Hội đồng")
    press(page, "Lập Hội đồng")
    write(page, name=COUNCIL_NAME, decision_no="02/QĐ-UBND", decided_on=in_days(-5))
    for number, (name, role, agency, votes) in enumerate(SEATS):
        row = {"user": name, "role": role, "agency": agency, "votes": votes}
        put(page, {f"tv-{number}-{key}": value for key, value in row.items()})
    press(page, "Lập Hội đồng")
    reads(page, "Đã lập Hội đồng.", "Phạm Thu Trang", "không chấm điểm")


def takes_the_dossier_in(page: Page) -> None:
    take_up(page, "Tiếp nhận 1 hồ sơ xã đã đề nghị")
    page.get_by_role("link", name=PRODUCT).first.click()
    write(page, round=ROUND, reviewer="Bùi Quang Huy")
    press(page, "Tiếp nhận, giao Tổ tư vấn")
    reads(page, "Đã tiếp nhận và giao Tổ tư vấn.", "Số tiếp nhận của tỉnh")


def receives_five_samples(page: Page) -> None:
    box = unfold(page, "Ghi nhận mẫu")
    write(box, count=5, note="Năm túi, cá khỏe")
    press(box, "Ghi nhận")
    reads(page, "Đã nhận 5 / 5 mẫu.")


def team_takes_over_what_is_proven(page: Page) -> None:
    take_up(page, f"Đánh giá {PRODUCT}")
    box = unfold(page, "Ghi nhanh")
    press(box, "Ghi theo mức tự chấm")
    agree(page, "Ghi")
    reads(page, "tiêu chí có minh chứng; hãy rà lại từng tiêu chí.")


def team_looks_at_every_other_criterion(page: Page) -> None:
    """What has no paper is granted after a look at the place; what differs needs its reason."""
    for code, points in found_by_team().items():
        mark = page.locator(f"[id='dau-{code}']")
        if code not in TEAM and mark.inner_text() == "đồng ý":
            continue
        box = page.locator(f"[id='f-{code}']")
        box.locator(".option", has=page.get_by_text(f"{points} điểm", exact=True)).first.click()
        if code in TEAM:
            expect(mark).to_have_text("cần ghi nhận định")
            write(box, note="Hợp đồng chỉ chứng minh bán trong tỉnh.")
        expect(mark).to_have_text("khác tự chấm" if code in TEAM else "đồng ý")
        saved(box)
    reads(page, str(sum(found_by_team().values())))


def team_surveys_the_place_with_a_photo(page: Page) -> None:
    page.get_by_role("link", name="Khảo sát, kiểm nghiệm, mẫu").click()
    form = part(page, "Ghi biên bản")
    write(
        form,
        place="Trại cá thôn 3",
        participants="Tổ tư vấn, công chức xã, chủ thể",
        findings="Mười hai ao, nước sạch, có khu cách ly cá mới.",
    )
    page.set_input_files("[name=photos]", photo("khao-sat.jpg", 900))
    press(form, "Ghi biên bản")
    reads(page, "Đã ghi biên bản khảo sát.", "Mười hai ao, nước sạch")
    expect(page.locator("main img")).to_have_count(1)


def team_reports(page: Page) -> None:
    page.get_by_role("link", name="Báo cáo").click()
    reads(page, "Báo cáo chưa có nhận xét chung.")
    write(page, summary="Minh chứng đủ, khớp với khảo sát.", proposal="Đủ điều kiện trình Hội đồng.")
    press(page, "Lưu")
    reads(page, "Đã đủ để báo cáo")
    press(page, "Hoàn thành báo cáo")
    agree(page, "Hoàn thành")
    reads(page, "Đã báo cáo; hồ sơ sẵn sàng trình Hội đồng.")
