"""Acts of the record that are not permissions, in Vietnamese."""

from ocop.dossiers import states as dossiers
from ocop.evaluation import states as evaluation
from ocop.parties import states as parties
from ocop.recognition import states as recognition

# Consequences that an action of an upper floor draws are moves without a permission of their own.
MOVES: dict[str, str] = {
    f"{table.app}.{move.name}": move.title
    for states in (parties, dossiers, evaluation, recognition)
    for table in vars(states).values()
    if hasattr(table, "moves")
    for move in table.moves
}
OTHER_ACTS = {
    "accounts.activate": "Mở lại tài khoản",
    "accounts.change_password": "Đổi mật khẩu",
    "accounts.update_profile": "Sửa thông tin cá nhân",
    "accounts.end_session": "Đăng xuất một thiết bị",
    "parties.add_producer": "Ghi chủ thể mới",
    "parties.add_site": "Thêm địa điểm",
    "parties.remove_site": "Bỏ địa điểm",
    "parties.save_agency": "Sửa cơ quan",
    "products.add_photos": "Thêm ảnh sản phẩm",
    "products.remove_photo": "Bỏ ảnh sản phẩm",
    "products.void_code": "Hủy mã sản phẩm",
    "dossiers.add_evidence": "Thêm minh chứng",
    "dossiers.edit_evidence": "Sửa minh chứng",
    "dossiers.remove_evidence": "Bỏ minh chứng",
    "dossiers.replace_evidence": "Thay minh chứng",
    "dossiers.assign_round": "Xếp hồ sơ vào đợt",
    "dossiers.check_item": "Kiểm tra một mục hồ sơ",
    "dossiers.write_report": "Soạn báo cáo Mẫu 03",
    "evaluation.create_regulation": "Ghi quy chế làm việc của Hội đồng",
    "evaluation.create_session": "Lập phiên họp",
    "evaluation.edit_session": "Sửa phiên họp",
    "evaluation.remind_silent": "Nhắc thành viên gửi phiếu",
    "evaluation.close_answers": "Khép hạn lấy ý kiến bằng văn bản",
    "evaluation.add_items": "Đưa hồ sơ vào phiên họp",
    "evaluation.reorder_items": "Xếp lại thứ tự phiên họp",
    "evaluation.send_sheet": "Gửi phiếu chấm",
    "evaluation.reveal_item": "Mở kết quả chấm",
    "evaluation.assess_criterion": "Tổ tư vấn đánh giá một tiêu chí",
    "evaluation.record_survey": "Ghi khảo sát thực tế",
    "evaluation.waive_survey": "Miễn khảo sát thực tế",
    "evaluation.ask_test": "Đề nghị kiểm nghiệm",
    "evaluation.record_test": "Ghi kết quả kiểm nghiệm",
    "evaluation.waive_test": "Miễn kiểm nghiệm",
    "evaluation.write_report": "Soạn báo cáo Tổ tư vấn",
    "evaluation.reopen_assessment": "Mở lại đánh giá của Tổ tư vấn",
    "recognition.add_items": "Đưa sản phẩm vào tờ trình",
    "recognition.remove_item": "Bỏ sản phẩm khỏi tờ trình",
    "recognition.approve_rest": "Phê duyệt các sản phẩm còn lại",
    "papers.issue_paper": "Phát hành văn bản",
    "papers.correct_paper": "Phát hành văn bản thay thế",
    "papers.cancel_paper": "Hủy văn bản",
    "papers.register_certificate": "Ghi giấy chứng nhận vào sổ văn bản",
    "papers.cancel_number": "Hủy số văn bản",
    "papers.retire_template": "Thôi dùng bản mẫu văn bản",
    "recognition.issue_certificate": "Cấp giấy chứng nhận",
    "papers.assemble_dossier": "Tải trọn bộ hồ sơ thành một tệp",
    "signing.add_profile": "Khai chữ ký số",
    "signing.end_profile": "Ngừng dùng chữ ký số",
    "signing.start_batch": "Bắt đầu ký số cả loạt",
    "signing.resume_batch": "Ký tiếp một loạt",
    "regulations.import": "Nạp quyết định",
    "regulations.edit": "Sửa bản nháp quyết định",
    "regulations.freeze": "Khóa bộ tiêu chí",
    "regulations.discard": "Bỏ bản nháp quyết định",
    "regulations.settle": "Đối chiếu với văn bản gốc",
    "regulations.end_force": "Ghi ngày hết hiệu lực",
    "places.enter_change": "Ghi sắp xếp đơn vị hành chính",
    "places.undo_change": "Bỏ sắp xếp đơn vị hành chính",
    "accounts.grant_yields": "Vai trò chuyển theo sắp xếp",
    "parties.place_producer": "Xác định xã mới của chủ thể",
    "dossiers.follow_producer": "Hồ sơ chuyển theo chủ thể",
    "regulations.propose_correspondence": "Lập bảng đối chiếu hai quyết định",
    "regulations.confirm_row": "Xác nhận một dòng đối chiếu",
    "regulations.confirm_same": "Xác nhận các dòng đối chiếu giống nhau",
    "regulations.freeze_correspondence": "Chốt bảng đối chiếu",
    "recognition.enter_old_result": "Nhập kết quả cũ từ hồ sơ giấy",
    "recognition.correct_old_result": "Sửa kết quả cũ đã nhập",
    "recognition.import_old_results": "Nhập nhiều kết quả cũ từ Excel",
    "recognition.start_switch": "Chạy chuyển quy định",
    "recognition.resume_switch": "Chạy tiếp chuyển quy định",
    "regulations.set_day": "Sửa ngày làm việc, ngày nghỉ",
    "regulations.clear_day": "Bỏ sửa ngày làm việc, ngày nghỉ",
}
