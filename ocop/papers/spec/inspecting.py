"""The papers of an inspection."""

from ocop.accounts.roles import Role as R
from ocop.papers.spec.shapes import Field, Issuer, Kind, Numbering, Subject

_OWN = (R.PRODUCER, R.PRODUCER_HELPER, R.COMMUNE_OFFICER, R.COMMUNE_LEADER)
_OFFICIALS = (R.PROVINCIAL_OFFICE, R.INSPECTOR, R.SIGNING_LEADER, R.AUDITOR)
_ON_SPOT = "Đoàn kiểm tra nhập ở biên bản."
_PLAN = "Nhập ở trang cuộc kiểm tra."
_SIGNED_ON = Field("ngay_ky", "Ngày ký", "Điền ở ô “Ngày ký” khi phát hành.")
_PRODUCTS = Field("san_pham_ds", "Sản phẩm được kiểm tra", "Thêm sản phẩm ở trang cuộc kiểm tra.")
_TEAM = (
    Field("doan", "Đoàn kiểm tra", "Thêm người ở trang cuộc kiểm tra, mục Đoàn kiểm tra."),
    Field("truong_doan", "Trưởng đoàn", "Thêm Trưởng đoàn ở trang cuộc kiểm tra, mục Đoàn kiểm tra."),
)

INSPECTION_DECISION = Kind(
    "inspection_decision", "Quyết định kiểm tra sản phẩm OCOP", Subject.INSPECTION, Issuer.PROVINCE,
    (Field("noi_dung", "Nội dung cuộc kiểm tra", _PLAN), Field("hinh_thuc", "Hình thức", _PLAN),
     Field("can_cu", "Căn cứ", _PLAN), Field("ly_do", "Lý do kiểm tra đột xuất", required=False),
     Field("tu_ngay", "Từ ngày", _PLAN), Field("den_ngay", "Đến hết ngày", _PLAN), *_TEAM, _PRODUCTS,
     Field("so_quyet_dinh", "Số quyết định", "Lãnh đạo nhập khi ban hành quyết định kiểm tra."), _SIGNED_ON),
    _OFFICIALS, (R.PROVINCIAL_OFFICE, R.SIGNING_LEADER), "supervision.view_inspection",
    "Khi lãnh đạo đã quyết định kiểm tra.", Numbering.RECORD, "QĐ",
    recipients=("Như Điều 4;", "Các sở, ngành có người trong Đoàn;", "Lưu: VT."),
)  # fmt: skip
INSPECTION_MINUTES = Kind(
    "inspection_minutes", "Biên bản kiểm tra sản phẩm OCOP", Subject.INSPECTED, Issuer.OFFICE,
    (Field("chu_the", "Tên chủ thể", ""), Field("san_pham", "Tên sản phẩm", ""),
     Field("so_giay", "Số giấy chứng nhận", ""), Field("hang", "Hạng sao", ""), Field("xa", "Xã, phường", ""),
     Field("quyet_dinh", "Quyết định kiểm tra", "Lãnh đạo ban hành quyết định kiểm tra."), *_TEAM,
     Field("ngay_kiem_tra", "Ngày kiểm tra", _ON_SPOT), Field("noi_kiem_tra", "Nơi kiểm tra", _ON_SPOT),
     Field("co_mat", "Đại diện chủ thể có mặt", _ON_SPOT), Field("noi_dung", "Kết quả từng nội dung", _ON_SPOT),
     Field("nhan_xet", "Nhận xét của Đoàn", _ON_SPOT), Field("y_kien", "Ý kiến của chủ thể", _ON_SPOT),
     Field("nguoi_ghi", "Người ghi biên bản", _ON_SPOT)),
    (*_OWN, *_OFFICIALS), (R.PROVINCIAL_OFFICE, R.INSPECTOR), "supervision.view_product",
    "Khi biên bản đã khép.", Numbering.SERIES, "BB",
)  # fmt: skip
INSPECTION_CONCLUSION = Kind(
    "inspection_conclusion", "Kết luận kiểm tra sản phẩm OCOP", Subject.INSPECTION, Issuer.OFFICE,
    (Field("noi_dung", "Nội dung cuộc kiểm tra", _PLAN),
     Field("quyet_dinh", "Quyết định kiểm tra", "Lãnh đạo ban hành quyết định kiểm tra."),
     Field("nhan_xet", "Nhận xét chung", "Đoàn nhập ở trang cuộc kiểm tra."), _PRODUCTS,
     Field("ket_luan", "Kết luận từng sản phẩm", "Đoàn ghi kết luận của từng sản phẩm."),
     Field("so_ket_luan", "Số kết luận", "Người ký nhập khi ký kết luận."), _SIGNED_ON),
    _OFFICIALS, (R.PROVINCIAL_OFFICE, R.SIGNING_LEADER), "supervision.view_inspection", "Khi kết luận đã ký.",
    Numbering.RECORD, "KL",
    recipients=("Chủ tịch UBND tỉnh (để b/c);", "UBND các xã, phường có sản phẩm;", "Chủ thể được kiểm tra;",
                "Lưu: VT."),
)  # fmt: skip
