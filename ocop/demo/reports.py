"""The yearly reports of the sample province: those of the season of 2024 as they were sent, and this year's draft."""

from datetime import date, timedelta

from ocop.accounts.models import User
from ocop.demo import official
from ocop.demo.clock import on
from ocop.papers.actions.settings import set_letterhead
from ocop.papers.queries.letterheads import Head
from ocop.papers.spec import Issuer
from ocop.places.models import Unit
from ocop.programme.actions import open_report, set_targets, write_report
from ocop.programme.models import YearReport
from ocop.programme.spec import TargetFacts

_MARK = "(dữ liệu mẫu)"
_DISTRICT = {
    "tuyen_truyen": "Đăng 06 tin, bài trên Đài Truyền thanh huyện; 02 buổi giới thiệu sản phẩm tại chợ đêm phố núi.",
    "tap_huan": "Mở 01 lớp cho 45 chủ thể và công chức xã về bộ tiêu chí, bao bì, nhãn hàng hóa.",
    "phat_trien": "Hỗ trợ 02 chủ thể thiết kế bao bì, 01 chủ thể đăng ký nhãn hiệu.",
    "xuc_tien": "Đưa 03 sản phẩm tham gia hội chợ của tỉnh; 02 sản phẩm lên sàn thương mại điện tử.",
    "du_lieu": "Hồ sơ của mùa đánh giá được nhập, chấm và lưu trên hệ thống.",
    "kiem_tra": "Kiểm tra 03 cơ sở về nhãn hàng hóa, an toàn thực phẩm; nhắc nhở 01 cơ sở ghi thiếu hạn dùng.",
    "kinh_phi": "Ngân sách huyện: 180 triệu đồng, đã chi 162 triệu đồng.",
    "kho_khan": "Chủ thể quy mô nhỏ, thiếu kiểm nghiệm định kỳ; vùng nguyên liệu phân tán.",
    "kien_nghi": "Đề nghị tỉnh hỗ trợ chi phí kiểm nghiệm và tư vấn bao bì.",
    "phuong_huong": "Phát triển thêm 03 sản phẩm mới; hướng dẫn nâng hạng 01 sản phẩm.",
}
_PROVINCE = {
    "tuyen_truyen": "Phát 04 phóng sự, 12 tin, bài; in 2.000 tờ giới thiệu sản phẩm.",
    "tap_huan": "Mở 13 lớp, 60 người mỗi lớp: 02 lớp cho thành viên, tổ giúp việc Hội đồng; 03 lớp cho cán bộ "
    "các ngành; 08 lớp cho chủ thể.",
    "phat_trien": "Khảo sát 01 mô hình làng nghề gắn với du lịch cộng đồng; tư vấn nhãn hiệu, bao bì cho 09 chủ thể.",
    "danh_gia": "Sản phẩm từ 90 điểm đã được đề nghị Trung ương đánh giá, đang chờ kết quả.",
    "xuc_tien": "Tham gia 05 hội chợ trong nước; hỗ trợ 02 điểm giới thiệu và bán sản phẩm theo Quyết định số "
    "950/QĐ-BCT.",
    "du_lieu": "Cập nhật cơ sở dữ liệu quốc gia; tiếp nhận, chấm điểm, phân hạng trên hệ thống.",
    "kiem_tra": "Đoàn của tỉnh kiểm tra 12 chủ thể; chưa phải thu hồi giấy chứng nhận.",
    "kinh_phi": "Ngân sách tỉnh: 2.400 triệu đồng, đã chi 2.315 triệu đồng.\nLồng ghép khuyến công, xúc tiến thương "
    "mại: 850 triệu đồng.",
    "kho_khan": "Liên kết vùng nguyên liệu còn lỏng; một số chủ thể chưa duy trì kiểm nghiệm định kỳ.",
    "kien_nghi": "Đề nghị Trung ương sớm có kết quả đánh giá sản phẩm 5 sao.",
    "phuong_huong": "Phát triển sản phẩm gắn với làng nghề, du lịch; đánh giá lại sản phẩm sắp hết hạn.",
}
# the targets of part I of the plan of 2024
_PLANNED = (
    TargetFacts("Sản phẩm mới được công nhận từ 3 sao trở lên", "30", "recognised_first"),
    TargetFacts("Tổng số sản phẩm được công nhận từ 3 sao trở lên", "200", "in_force", "", "Giấy đang có hiệu lực"),
    TargetFacts("Sản phẩm tiềm năng 5 sao đề nghị Trung ương", "01", "asked"),
    TargetFacts("Làng nghề có sản phẩm đạt 3 sao trở lên", "01", "", "01"),
    TargetFacts("Điểm giới thiệu và bán sản phẩm được hỗ trợ", "01 - 03", "", "02"),
    TargetFacts("Cán bộ, chủ thể được tập huấn", "100%", "", "100%"),
)


def season(district: Unit, province: Unit, people: dict[str, User]) -> None:
    """The district's report of 2024 and the department's, sent in time."""
    office, programme = people["vanphong.yk"], people["chuongtrinh"]
    with on(date(2024, 11, 20), 8):
        head = Head(signer=str(people["lanhdao.yk"]))
        set_letterhead(by=office, unit=district, issuer=Issuer.DISTRICT, kind="", head=head)
        head = Head(name="Sở Nông nghiệp và\nPhát triển nông thôn", symbol="SNN", signer="Đặng Thị Vân (mẫu)")
        set_letterhead(by=people["vanphong"], unit=province, issuer=Issuer.OFFICE, kind="", head=head)
    with on(date(2024, 11, 27), 9):
        _issue(office, _written(office, district, 2024, _DISTRICT), "district_report")
    with on(date(2024, 12, 17), 14):
        report = _written(programme, province, 2024, _PROVINCE)
        set_targets(by=programme, report=report, rows=_PLANNED, seen=report.version)
        _issue(programme, report, "department_report")


def begin(province: Unit, programme: User, today: date) -> None:
    """This year's draft, some of its parts written."""
    texts = {key: _PROVINCE[key] for key in ("tuyen_truyen", "tap_huan", "du_lieu")}
    with on(today - timedelta(days=3), 10):
        report = _written(programme, province, today.year, texts)
        set_targets(by=programme, report=report, rows=_PLANNED[:3], seen=report.version)


def _written(by: User, unit: Unit, year: int, texts: dict[str, str]) -> YearReport:
    report = open_report(by=by, unit=unit, year=year)
    marked = {key: f"{text} {_MARK}" for key, text in texts.items()}
    write_report(by=by, report=report, texts=marked, seen=0)
    return report


def _issue(by: User, report: YearReport, kind: str) -> None:
    official.issue(by, kind, "report", report.pk)
