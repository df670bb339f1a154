"""Every kind of paper, in the order of the work."""

from ocop.accounts.roles import Role as R
from ocop.papers.spec.inspecting import INSPECTION_CONCLUSION, INSPECTION_DECISION, INSPECTION_MINUTES
from ocop.papers.spec.reports import DEPARTMENT_REPORT, DISTRICT_REPORT
from ocop.papers.spec.shapes import Field, Issuer, Kind, Numbering, Subject

_PRODUCER = (R.PRODUCER, R.PRODUCER_HELPER)
_COMMUNE = (R.COMMUNE_OFFICER, R.COMMUNE_LEADER)
_OFFICE = (R.PROVINCIAL_OFFICE,)
_SEATED = (R.COUNCIL_CHAIR, R.COUNCIL_SECRETARY, R.COUNCIL_MEMBER)
_DESKS = (*_COMMUNE, *_OFFICE, R.AUDITOR)
_SESSION = (*_SEATED, *_OFFICE, R.SIGNING_LEADER, R.AUDITOR)
_KEEPERS = (R.COUNCIL_SECRETARY, R.COUNCIL_CHAIR)

_OWNER = (
    Field("chu_the", "Tên chủ thể", "Chủ thể sửa ở trang Chủ thể."),
    Field("san_pham", "Tên sản phẩm", "Chủ thể sửa ở trang Sản phẩm."),
)
_WHO = (
    Field("dai_dien", "Người đại diện pháp luật", "Chủ thể nhập ở trang Chủ thể, mục Người đại diện."),
    Field("chuc_vu", "Chức vụ người đại diện", "Chủ thể nhập ở trang Chủ thể, mục Người đại diện."),
    Field("dia_chi", "Địa chỉ", "Chủ thể nhập ở trang Chủ thể."),
    Field("dien_thoai", "Điện thoại", "Chủ thể nhập ở trang Chủ thể."),
    Field("thu_dien_tu", "Thư điện tử", required=False),
)
_PLACED = Field("bo_san_pham", "Ngành, nhóm, bộ sản phẩm", "Chủ thể chọn ở trang Sản phẩm.")
_SIGNED_ON = Field("ngay_ky", "Ngày ký", "Điền ở ô “Ngày ký” khi phát hành.")

MAU_01 = Kind(
    "mau_01", "Phiếu đăng ký đánh giá, phân hạng (Mẫu 01)", Subject.DOSSIER, Issuer.PRODUCER,
    (*_OWNER, *_WHO, _PLACED,
     Field("loai_ho_so", "Loại đăng ký", "Chủ thể chọn khi lập hồ sơ."),
     Field("so_mau", "Số sản phẩm mẫu nộp kèm", "Chủ thể nhập ở hồ sơ, trang “Sản phẩm”.", required=False),
     Field("so_phieu", "Số phiếu đăng ký", "Số có khi chủ thể nộp hồ sơ."),
     Field("ngay_nop", "Ngày nộp", "Ngày có khi chủ thể nộp hồ sơ."),
     Field("cong_chuc_xa", "Công chức xã tiếp nhận", required=False),
     Field("so_tiep_nhan_tinh", "Số tiếp nhận của tỉnh", required=False),
     Field("ngay_tiep_nhan_tinh", "Ngày tỉnh tiếp nhận", required=False),
     Field("can_bo_tinh", "Cán bộ tỉnh tiếp nhận", required=False),
     Field("cam_ket", "Lời cam kết", "Chủ thể cam kết khi nộp hồ sơ.")),
    (*_PRODUCER, *_DESKS), (R.PRODUCER, *_COMMUNE), "dossiers.view", "Khi chủ thể đã nộp hồ sơ.",
    personal=True, form="Mẫu số 01",
)  # fmt: skip
MAU_02 = Kind(
    "mau_02", "Báo cáo tự đánh giá (Mẫu 02)", Subject.DOSSIER, Issuer.PRODUCER,
    (*_OWNER, *_WHO, _PLACED,
     Field("muc_chung", "Thông tin chung", "Chủ thể nhập ở hồ sơ."),
     Field("ket_qua_san_xuat", "Kết quả sản xuất, kinh doanh", "Chủ thể nhập ở hồ sơ, trang “Kết quả”."),
     Field("tieu_chi", "Bảng tự chấm điểm", "Chủ thể chấm ở hồ sơ, phần “Tự chấm điểm”."),
     Field("tong_diem", "Tổng điểm tự chấm", "Chủ thể chấm ở hồ sơ, phần “Tự chấm điểm”."),
     Field("minh_chung", "Danh mục minh chứng", "Chủ thể gắn minh chứng ở phần “Tự chấm điểm”."),
     Field("phuong_huong", "Phương hướng", "Chủ thể nhập ở hồ sơ, trang “Phương hướng”.")),
    (*_PRODUCER, *_DESKS), (R.PRODUCER, *_COMMUNE), "dossiers.view", "Khi chủ thể đã nộp hồ sơ.",
    personal=True, form="Mẫu số 02",
)  # fmt: skip
RECEIPT = Kind(
    "receipt", "Giấy tiếp nhận hồ sơ", Subject.DOSSIER, Issuer.COMMUNE,
    (*_OWNER, _PLACED,
     Field("so_phieu", "Số phiếu đăng ký", "Số có khi chủ thể nộp hồ sơ."),
     Field("ngay_nop", "Ngày nhận hồ sơ", "Ngày có khi chủ thể nộp hồ sơ."),
     Field("loai_ho_so", "Loại hồ sơ", "Chủ thể chọn khi lập hồ sơ."),
     Field("thanh_phan", "Thành phần hồ sơ", "Chủ thể nộp hồ sơ."),
     Field("han_xa", "Hạn xử lý của xã", "Hạn có khi chủ thể nộp hồ sơ.")),
    (*_PRODUCER, *_DESKS), _COMMUNE, "dossiers.view", "Khi chủ thể đã nộp hồ sơ.", Numbering.SERIES, "GTN",
    recipients=("Chủ thể;", "Lưu: VT, hồ sơ."),
)  # fmt: skip
RETURN = Kind(
    "return_letter", "Văn bản yêu cầu bổ sung hồ sơ", Subject.DOSSIER, Issuer.COMMUNE,
    (*_OWNER,
     Field("so_phieu", "Số phiếu đăng ký", "Số có khi chủ thể nộp hồ sơ."),
     Field("ly_do", "Lý do chung", "Nhập khi trả lại hồ sơ."),
     Field("han_bo_sung", "Đề nghị xong trước ngày", "Nhập khi trả lại hồ sơ.", required=False),
     Field("muc_bo_sung", "Các mục cần bổ sung", "Chọn các mục khi trả lại hồ sơ.")),
    (*_PRODUCER, *_DESKS), (*_COMMUNE, *_OFFICE), "dossiers.view", "Khi hồ sơ đã được trả lại để bổ sung.",
    Numbering.SERIES, "", recipients=("Chủ thể;", "Lưu: VT."),
)  # fmt: skip
MAU_03 = Kind(
    "mau_03", "Báo cáo của UBND cấp xã (Mẫu 03)", Subject.DOSSIER, Issuer.COMMUNE,
    (*_OWNER, *_WHO[:4], _PLACED,
     Field("nguyen_lieu", "Sử dụng nguyên liệu địa phương", "Công chức xã nhập ở hồ sơ, trang “Báo cáo”."),
     Field("lao_dong", "Sử dụng lao động địa phương", "Công chức xã nhập ở hồ sơ, trang “Báo cáo”."),
     Field("y_tuong", "Nguồn gốc ý tưởng sản phẩm", "Công chức xã nhập ở hồ sơ, trang “Báo cáo”."),
     Field("ban_sac", "Bản sắc, trí tuệ địa phương", "Công chức xã nhập ở hồ sơ, trang “Báo cáo”."),
     Field("hop_ngay", "Ngày họp lấy ý kiến", required=False),
     Field("hop_y_kien", "Ý kiến cuộc họp", required=False), _SIGNED_ON),
    _DESKS, _COMMUNE, "dossiers.examine", "Khi xã đã soạn báo cáo.", Numbering.RECORD, "BC",
    personal=True, form="Mẫu số 03", recipients=("Cơ quan tham mưu OCOP cấp tỉnh;", "Chủ thể;", "Lưu: VT."),
)  # fmt: skip
COMMUNE_REQUEST = Kind(
    "commune_request", "Văn bản của xã đề nghị đánh giá, phân hạng", Subject.DOSSIER, Issuer.COMMUNE,
    (*_OWNER, _PLACED,
     Field("so_phieu", "Số phiếu đăng ký", "Số có khi chủ thể nộp hồ sơ."),
     Field("so_bao_cao", "Số báo cáo Mẫu 03", "Lãnh đạo xã nhập khi duyệt."),
     Field("kinh_gui", "Nơi gửi", "Vào Văn bản → Thiết lập, mục Cơ quan tham mưu cấp tỉnh."),
     Field("loai_ho_so", "Loại hồ sơ", "Chủ thể chọn khi lập hồ sơ."), _SIGNED_ON),
    _DESKS, _COMMUNE, "dossiers.examine", "Khi lãnh đạo xã đã duyệt.", Numbering.RECORD, "",
    recipients=("Như trên;", "Chủ thể;", "Lưu: VT."),
)  # fmt: skip
TEAM_REPORT = Kind(
    "team_report", "Báo cáo của Tổ tư vấn", Subject.DOSSIER, Issuer.TEAM,
    (*_OWNER, _PLACED,
     Field("xa", "Xã, phường", ""),
     Field("tieu_chi", "Nhận định theo tiêu chí", "Tổ tư vấn đánh giá từng tiêu chí."),
     Field("tong_diem", "Tổng điểm Tổ tư vấn xác nhận", "Tổ tư vấn đánh giá từng tiêu chí."),
     Field("khao_sat", "Kết quả khảo sát thực tế", "Tổ tư vấn ghi khảo sát, hoặc lý do không khảo sát."),
     Field("kiem_nghiem", "Kiểm nghiệm bổ sung", required=False),
     Field("mau", "Mẫu sản phẩm đã nhận", required=False),
     Field("nhan_xet", "Nhận xét chung", "Tổ tư vấn nhập ở trang báo cáo."),
     Field("de_xuat", "Đề xuất với Hội đồng", "Tổ tư vấn nhập ở trang báo cáo."), _SIGNED_ON),
    (R.ADVISORY_TEAM, *_OFFICE, R.SIGNING_LEADER, R.AUDITOR), (R.ADVISORY_TEAM, *_OFFICE),
    "evaluation.view_assessment", "Khi Tổ tư vấn đã hoàn thành báo cáo.", Numbering.SERIES, "BC",
    recipients=("Chủ tịch Hội đồng;", "Lưu: hồ sơ."),
)  # fmt: skip
RESULT_NOTICE = Kind(
    "result_notice", "Thông báo kết quả đánh giá, phân hạng", Subject.DOSSIER, Issuer.OFFICE,
    (*_OWNER,
     Field("xa", "Xã, phường", ""),
     Field("so_quyet_dinh", "Quyết định của Chủ tịch UBND tỉnh", "Lãnh đạo tỉnh ban hành quyết định."),
     Field("ket_qua", "Kết quả", "Hội đồng công bố kết quả."),
     Field("diem", "Điểm trung bình", "Hội đồng công bố kết quả.", required=False),
     Field("ly_do_hang", "Vì sao chưa đạt hạng cao hơn", required=False),
     Field("so_giay", "Số giấy chứng nhận", required=False)),
    (*_PRODUCER, *_DESKS, R.SIGNING_LEADER), _OFFICE, "dossiers.view", "Khi đã có quyết định.",
    Numbering.SERIES, "TB", recipients=("UBND xã;", "Chủ thể;", "Lưu: VT."),
)  # fmt: skip

_MEETING = (
    Field("hoi_dong", "Tên Hội đồng", "Nhập ở trang Hội đồng."),
    Field("so_qd_hoi_dong", "Quyết định thành lập Hội đồng", "Nhập ở trang Hội đồng."),
    Field("phien", "Tên phiên họp", "Nhập ở trang phiên họp."),
    Field("dot", "Đợt đánh giá", "Nhập ở trang Đợt đánh giá."),
    Field("gio_hop", "Giờ họp", "Nhập ở trang phiên họp."),
    Field("ngay_hop", "Ngày họp", "Nhập ở trang phiên họp."),
    Field("noi_hop", "Nơi họp", "Nhập ở trang phiên họp."),
    Field("chu_tich", "Chủ tịch Hội đồng", "Nhập ở trang Hội đồng."),
    Field("thu_ky", "Thư ký Hội đồng", "Nhập ở trang Hội đồng."),
)
_ASKED = (
    *(field for field in _MEETING if field.name not in ("gio_hop", "ngay_hop", "noi_hop")),
    Field("han_tra_loi", "Hạn trả lời", "Nhập ở trang phiên."),
)
_AGENDA = Field("chuong_trinh", "Các sản phẩm trong chương trình", "Xếp chương trình ở trang phiên họp.")
_RESULTS = Field("ket_qua", "Kết quả từng sản phẩm", "Kết luận từng sản phẩm ở phiên họp.")
INVITATION = Kind(
    "invitation", "Giấy mời họp Hội đồng", Subject.SESSION, Issuer.COUNCIL,
    (*_MEETING, _AGENDA, Field("thanh_vien", "Thành viên Hội đồng", "Nhập ở trang Hội đồng.")),
    _SESSION, (*_OFFICE, *_KEEPERS), "evaluation.view_session", "Khi phiên họp đã có chương trình.",
    Numbering.SERIES, "GM", recipients=("Như trên;", "Lưu: VT, HĐ."), sitting="meeting",
)  # fmt: skip
AGENDA = Kind(
    "agenda", "Chương trình phiên họp", Subject.SESSION, Issuer.COUNCIL, (*_MEETING, _AGENDA),
    _SESSION, (*_OFFICE, *_KEEPERS), "evaluation.view_session", "Khi phiên họp đã có chương trình.",
    sitting="meeting",
)  # fmt: skip
ATTENDANCE = Kind(
    "attendance", "Danh sách điểm danh", Subject.SESSION, Issuer.COUNCIL,
    (*_MEETING, Field("thanh_vien", "Thành viên Hội đồng", "Nhập ở trang Hội đồng.")),
    _SESSION, (*_OFFICE, *_KEEPERS), "evaluation.view_session", "Khi phiên họp đã lập.", sitting="meeting",
)  # fmt: skip
SHEET = Kind(
    "score_sheet", "Phiếu đánh giá của thành viên", Subject.SHEET, Issuer.COUNCIL,
    (*_OWNER, Field("ma_so", "Mã sản phẩm", required=False), _PLACED,
     Field("thanh_vien", "Thành viên", "Nhập ở trang Hội đồng."),
     Field("tieu_chi", "Điểm từng tiêu chí", "Thành viên chấm ở phiếu của mình."),
     Field("tong_diem", "Tổng điểm", "Thành viên chấm ở phiếu của mình."),
     Field("cac_phan", "Điểm từng phần", "Thành viên chấm ở phiếu của mình."),
     Field("y_kien", "Ý kiến của thành viên", required=False),
     Field("gui_luc", "Gửi lúc", "Thành viên gửi phiếu.")),
    (*_SEATED, *_OFFICE, R.SIGNING_LEADER, R.AUDITOR), _KEEPERS, "evaluation.view_review",
    "Khi mọi phiếu của sản phẩm đã gửi.",
)  # fmt: skip
SUMMARY = Kind(
    "score_summary", "Bảng tổng hợp điểm", Subject.SESSION, Issuer.COUNCIL,
    (*_MEETING, _RESULTS, Field("thanh_vien_cham", "Thành viên chấm điểm", "Nhập ở trang Hội đồng.")),
    _SESSION, (*_KEEPERS, *_OFFICE), "evaluation.view_session", "Khi mọi sản phẩm đã kết luận.",
)  # fmt: skip
MINUTES = Kind(
    "minutes", "Biên bản họp Hội đồng", Subject.SESSION, Issuer.COUNCIL,
    (*_MEETING, _RESULTS,
     Field("thanh_vien", "Thành viên Hội đồng", "Nhập ở trang Hội đồng."),
     Field("co_mat", "Số thành viên có mặt", "Điểm danh ở phiên họp."),
     Field("khai_mac", "Thời điểm khai mạc", "Khai mạc phiên họp."),
     Field("ket_thuc", "Thời điểm kết thúc", "Kết thúc phiên họp."),
     Field("lui_lai", "Sản phẩm lùi lại", required=False)),
    _SESSION, _KEEPERS, "evaluation.view_session", "Khi phiên họp đã kết thúc.", Numbering.SERIES, "BB",
    recipients=("Thành viên Hội đồng;", "Lưu: VT, HĐ."), sitting="meeting",
)  # fmt: skip
COUNCIL_REPORT = Kind(
    "council_report", "Báo cáo kết quả của Hội đồng", Subject.SESSION, Issuer.COUNCIL,
    (*_MEETING, _RESULTS, Field("co_mat", "Số thành viên có mặt", "Điểm danh ở phiên họp."),
     Field("theo_hang", "Số sản phẩm theo hạng", "Kết luận từng sản phẩm ở phiên họp.")),
    _SESSION, _KEEPERS, "evaluation.view_session", "Khi kết quả đã công bố.", Numbering.SERIES, "BC",
    recipients=("Chủ tịch UBND tỉnh (để b/c);", "Thành viên Hội đồng;", "Lưu: VT, HĐ."),
)  # fmt: skip
OPINION_SLIP = Kind(
    "opinion_slip", "Phiếu lấy ý kiến bằng văn bản", Subject.SESSION, Issuer.COUNCIL,
    (*_ASKED, _AGENDA), _SESSION, (*_OFFICE, *_KEEPERS), "evaluation.view_session",
    "Khi đã xếp hồ sơ để lấy ý kiến.", sitting="written",
)  # fmt: skip
OPINION_SUMMARY = Kind(
    "opinion_summary", "Tổng hợp ý kiến bằng văn bản", Subject.SESSION, Issuer.COUNCIL,
    (*_ASKED, _RESULTS,
     Field("thanh_vien_tra_loi", "Thành viên và phiếu đã gửi", "Thành viên gửi phiếu trên hệ thống."),
     Field("co_mat", "Số thành viên đã gửi phiếu", "Thành viên gửi phiếu trên hệ thống."),
     Field("khai_mac", "Thời điểm gửi phiếu lấy ý kiến", "Gửi phiếu lấy ý kiến ở trang phiên."),
     Field("ket_thuc", "Thời điểm kết thúc lấy ý kiến", "Kết thúc lấy ý kiến ở trang phiên."),
     Field("lui_lai", "Sản phẩm chuyển sang họp", required=False)),
    _SESSION, _KEEPERS, "evaluation.view_session", "Khi việc lấy ý kiến đã kết thúc.", Numbering.SERIES, "THYK",
    recipients=("Thành viên Hội đồng;", "Lưu: VT, HĐ."), sitting="written",
)  # fmt: skip

_LIST = Field("san_pham_ds", "Danh sách sản phẩm", "Thêm sản phẩm vào tờ trình.")
TO_TRINH = Kind(
    "to_trinh", "Tờ trình phê duyệt kết quả", Subject.PROPOSAL, Issuer.OFFICE,
    (Field("trich_yeu", "Trích yếu", "Nhập ở trang tờ trình."), Field("dot", "Đợt đánh giá", ""), _LIST,
     Field("theo_hang", "Số sản phẩm theo hạng", "Thêm sản phẩm vào tờ trình."),
     Field("kinh_gui", "Nơi gửi", "")),
    (*_OFFICE, R.SIGNING_LEADER, R.AUDITOR), _OFFICE, "recognition.view_proposal", "Khi tờ trình có sản phẩm.",
    Numbering.RECORD, "TTr", recipients=("Như trên;", "Lưu: VT."),
)  # fmt: skip
DECISION = Kind(
    "decision", "Quyết định phê duyệt kết quả, công nhận", Subject.PROPOSAL, Issuer.PROVINCE,
    (Field("so_quyet_dinh", "Số quyết định", "Lãnh đạo nhập khi ban hành quyết định."),
     Field("dot", "Đợt đánh giá", ""),
     Field("to_trinh", "Tờ trình", "Phát hành tờ trình, hoặc nhập số ở trang tờ trình."),
     Field("bien_ban", "Phiên họp Hội đồng", ""), _LIST,
     Field("theo_hang", "Số sản phẩm theo hạng", ""), _SIGNED_ON),
    (*_OFFICE, R.SIGNING_LEADER, R.PROGRAMME_OFFICER, R.INSPECTOR, R.AUDITOR), (*_OFFICE, R.SIGNING_LEADER),
    "recognition.view_proposal", "Khi lãnh đạo đã quyết định.", Numbering.RECORD, "QĐ",
    recipients=("Như Điều 4;", "Bộ Nông nghiệp và Môi trường (để b/c);", "Chủ tịch, các PCT UBND tỉnh;",
                "Lưu: VT."),
)  # fmt: skip
MINISTRY = Kind(
    "ministry_request", "Văn bản đề nghị Bộ đánh giá 5 sao", Subject.REQUEST, Issuer.PROVINCE,
    (*_OWNER, _PLACED,
     Field("xa", "Xã, phường", ""), Field("diem", "Điểm trung bình", ""),
     Field("so_quyet_dinh", "Quyết định phê duyệt kết quả", "Lãnh đạo ban hành quyết định."),
     Field("thanh_phan", "Hồ sơ gửi kèm", ""), _SIGNED_ON),
    (*_OFFICE, R.SIGNING_LEADER, R.PROGRAMME_OFFICER, R.AUDITOR), (*_OFFICE, R.SIGNING_LEADER),
    "recognition.view_ministry", "Khi kết quả từ 90 điểm đã được phê duyệt.", Numbering.RECORD, "",
    recipients=("Như trên;", "Cơ quan tham mưu OCOP cấp tỉnh;", "Lưu: VT."),
)  # fmt: skip
CERTIFICATE = Kind(
    "certificate", "Giấy chứng nhận", Subject.CERTIFICATE, Issuer.PROVINCE, (),
    (*_PRODUCER, *_COMMUNE, *_OFFICE, R.SIGNING_LEADER, R.PROGRAMME_OFFICER, R.INSPECTOR, R.AUDITOR),
    (R.SIGNING_LEADER,), "recognition.view_certificate", "Cấp cùng quyết định.", Numbering.RECORD, "GCN",
)  # fmt: skip
MEASURE = Kind(
    "measure_decision", "Quyết định tạm dừng, khôi phục, thu hồi giấy chứng nhận", Subject.MEASURE, Issuer.PROVINCE,
    (*_OWNER,
     Field("viec", "Việc quyết định", ""),
     Field("so_giay", "Số giấy chứng nhận", ""), Field("hang", "Hạng sao", ""), Field("xa", "Xã, phường", ""),
     Field("so_quyet_dinh", "Số quyết định", "Lãnh đạo nhập khi quyết định ở trang giấy chứng nhận."),
     Field("can_cu", "Căn cứ", "Lãnh đạo nhập khi quyết định ở trang giấy chứng nhận."),
     Field("ly_do", "Lý do", "Lãnh đạo nhập khi quyết định ở trang giấy chứng nhận."),
     Field("tu_ngay", "Có hiệu lực từ ngày", ""), Field("den_ngay", "Đến hết ngày", required=False), _SIGNED_ON),
    (*_PRODUCER, *_COMMUNE, *_OFFICE, R.SIGNING_LEADER, R.PROGRAMME_OFFICER, R.INSPECTOR, R.AUDITOR),
    (*_OFFICE, R.SIGNING_LEADER), "recognition.view_certificate", "Khi lãnh đạo đã quyết định về giấy chứng nhận.",
    Numbering.RECORD, "QĐ", recipients=("Như Điều 3;", "Lưu: VT."),
)  # fmt: skip
ROUND_PLAN = Kind(
    "round_plan", "Kế hoạch tổ chức đợt đánh giá", Subject.ROUND, Issuer.PROVINCE,
    (Field("dot", "Tên đợt", "Nhập ở trang Đợt đánh giá."), Field("nam", "Năm", ""),
     Field("mo_nhan", "Bắt đầu nhận hồ sơ", "Nhập ở trang Đợt đánh giá."),
     Field("xa_de_nghi", "Xã đề nghị trước ngày", "Nhập ở trang Đợt đánh giá."),
     Field("hoan_thanh", "Hoàn thành trước ngày", "Nhập ở trang Đợt đánh giá."),
     Field("can_cu", "Căn cứ của đợt bổ sung", required=False)),
    (*_OFFICE, R.SIGNING_LEADER, R.PROGRAMME_OFFICER, R.AUDITOR), _OFFICE, "dossiers.view_rounds",
    "Khi đã lập đợt.", Numbering.SERIES, "KH",
    recipients=("Các sở, ngành liên quan;", "UBND các xã, phường;", "Lưu: VT."),
)  # fmt: skip

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        MAU_01, MAU_02, RECEIPT, RETURN, MAU_03, COMMUNE_REQUEST, TEAM_REPORT, INVITATION, AGENDA, ATTENDANCE,
        OPINION_SLIP, OPINION_SUMMARY, SHEET, SUMMARY, MINUTES, COUNCIL_REPORT, TO_TRINH, DECISION, CERTIFICATE,
        RESULT_NOTICE, MINISTRY, INSPECTION_DECISION, INSPECTION_MINUTES, INSPECTION_CONCLUSION, MEASURE, ROUND_PLAN,
        DISTRICT_REPORT, DEPARTMENT_REPORT,
    )
}  # fmt: skip

# Papers that tell results of several products at once.
WHOLE = (SUMMARY.key, MINUTES.key, OPINION_SUMMARY.key, COUNCIL_REPORT.key)


def kinds_of(subject: str) -> list[Kind]:
    """The kinds about such a thing."""
    return [kind for kind in KINDS.values() if kind.subject == subject]
