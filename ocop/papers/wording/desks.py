"""Papers of the commune, of the return for completion and of the advisory team."""

from collections.abc import Mapping
from typing import Any

from ocop.documents.spec import Block, bullets, heading, lines, pairs, para, table
from ocop.papers.wording.shape import OCOP, Body, sentence


def receipt(d: Mapping[str, Any]) -> Body:
    """Giấy tiếp nhận hồ sơ."""
    blocks = [
        para(f"Đã tiếp nhận của: {d['chu_the']}", indent=False),
        pairs([
            ("Hồ sơ", f"đánh giá, phân hạng sản phẩm OCOP “{d['san_pham']}”"),
            ("Loại hồ sơ", d["loai_ho_so"]),
            ("Ngành, nhóm, bộ sản phẩm", d["bo_san_pham"]),
            ("Số phiếu đăng ký", d["so_phieu"]),
            ("Ngày nhận", d["ngay_nop"]),
        ]),
        heading("Thành phần hồ sơ"),
        _list(["TT", "Giấy tờ", "Số lượng"], d["thanh_phan"], [-12, 5, 2], number=True),
        para(f"Hạn xử lý của Ủy ban nhân dân cấp xã: {d['han_xa']} ({d['han_theo']})."),
        para("Chủ thể theo dõi hồ sơ trên hệ thống bằng số phiếu đăng ký nêu trên."),
    ]  # fmt: skip
    return Body(blocks, kind="Giấy tiếp nhận", title="Hồ sơ đánh giá, phân hạng sản phẩm OCOP")


def return_letter(d: Mapping[str, Any]) -> Body:
    """Yêu cầu bổ sung."""
    until = f" Đề nghị gửi lại trước ngày {d['han_bo_sung']}." if d["han_bo_sung"] else ""
    blocks = [
        para(f"Kính gửi: {d['chu_the']}", align="center"),
        para(
            f"Sau khi kiểm tra hồ sơ đánh giá, phân hạng sản phẩm OCOP “{d['san_pham']}” (phiếu đăng ký số "
            f"{d['so_phieu']}), cơ quan tiếp nhận đề nghị bổ sung, hoàn thiện. Lý do: {sentence(d['ly_do'])}"
        ),
        _list(["TT", "Mục cần bổ sung", "Lý do"], d["muc_bo_sung"], [-12, 3, 5]),
        para(
            f"Chủ thể chỉ sửa các mục nêu trên và nộp bổ sung trên hệ thống.{until} Thời gian chờ bổ sung không tính "
            "vào thời hạn xử lý."
        ),
    ]
    return Body(blocks, subject=f"bổ sung hồ sơ sản phẩm “{d['san_pham']}”")


def mau_03(d: Mapping[str, Any]) -> Body:
    """Báo cáo của UBND cấp xã: the four matters and the request."""
    meeting = f"Ngày họp lấy ý kiến: {d['hop_ngay']}. {d['hop_y_kien']}" if d["hop_ngay"] else d["hop_y_kien"]
    blocks: list[Block] = [
        para(f"Kính gửi: Cơ quan tham mưu quản lý Chương trình OCOP {d['cap_tren']}", align="center"),
        heading("I. THÔNG TIN CHỦ THỂ, SẢN PHẨM"),
        pairs([
            ("Chủ thể", d["chu_the"]),
            ("Người đại diện pháp luật", f"{d['dai_dien']}, {d['chuc_vu']}"),
            ("Địa chỉ", d["dia_chi"]),
            ("Điện thoại", d["dien_thoai"]),
            ("Sản phẩm", d["san_pham"]),
            ("Ngành, nhóm, bộ sản phẩm", d["bo_san_pham"]),
        ]),
        heading("II. ĐÁNH GIÁ CỦA ỦY BAN NHÂN DÂN CẤP XÃ"),
        heading("1. Sử dụng nguyên liệu địa phương", level=2),
        *lines(d["nguyen_lieu"]),
        heading("2. Sử dụng lao động địa phương", level=2),
        *lines(d["lao_dong"]),
        heading("3. Nguồn gốc ý tưởng sản phẩm", level=2),
        *lines(d["y_tuong"]),
        heading("4. Bản sắc, trí tuệ địa phương", level=2),
        *lines(d["ban_sac"]),
        *(lines(meeting) if meeting else []),
        heading("III. ĐỀ NGHỊ"),
        para(
            f"Ủy ban nhân dân {d['xa']} đề nghị cơ quan tham mưu quản lý {OCOP} {d['cap_tren']} tổ chức đánh "
            f"giá, phân hạng sản phẩm “{d['san_pham']}” của {d['chu_the']}."
        ),
    ]  # fmt: skip
    return Body(blocks, kind="Báo cáo", title=f"Đánh giá sản phẩm “{d['san_pham']}” đăng ký {OCOP}")


def commune_request(d: Mapping[str, Any]) -> Body:
    """Văn bản đề nghị."""
    blocks = [
        para(f"Kính gửi: {d['kinh_gui']}", align="center"),
        para(f"Thực hiện {d['can_cu']}, Ủy ban nhân dân {d['xa']} đã tiếp nhận, kiểm tra và đánh giá hồ sơ sau:"),
        pairs([
            ("Sản phẩm", d["san_pham"]),
            ("Chủ thể", d["chu_the"]),
            ("Ngành, nhóm, bộ sản phẩm", d["bo_san_pham"]),
            ("Phiếu đăng ký số", d["so_phieu"]),
            ("Loại hồ sơ", d["loai_ho_so"]),
        ]),
        para(f"Ủy ban nhân dân {d['xa']} đề nghị quý cơ quan tiếp nhận hồ sơ, tổ chức đánh giá, phân hạng sản phẩm."),
        para("Hồ sơ gửi kèm (01 bộ giấy và 01 bộ điện tử):"),
        *bullets([
            f"Báo cáo của Ủy ban nhân dân cấp xã số {d['so_bao_cao']} (Mẫu số 03);",
            "Phiếu đăng ký (Mẫu số 01), Báo cáo tự đánh giá (Mẫu số 02) và minh chứng;",
            "05 sản phẩm mẫu (không áp dụng với dịch vụ du lịch).",
        ]),
    ]  # fmt: skip
    return Body(blocks, subject=f"đề nghị đánh giá, phân hạng sản phẩm OCOP “{d['san_pham']}”")


def team_report(d: Mapping[str, Any]) -> Body:
    """Báo cáo của Tổ tư vấn."""
    blocks: list[Block] = [
        para("Kính gửi: Chủ tịch Hội đồng đánh giá, phân hạng sản phẩm OCOP", align="center"),
        para(f"Tổ tư vấn đã đánh giá hồ sơ sản phẩm “{d['san_pham']}” của {d['chu_the']}, {d['xa']}."),
        pairs([("Ngành, nhóm, bộ sản phẩm", d["bo_san_pham"]), ("Hình thức", d["loai_ho_so"])]),
        heading("1. Khảo sát thực tế"),
        *_each(d["khao_sat"]),
        heading("2. Mẫu sản phẩm, kiểm nghiệm bổ sung"),
        *_each(d["mau"] or "Không có mẫu sản phẩm."),
        *_each(d["kiem_nghiem"] or "Không đề nghị kiểm nghiệm bổ sung."),
        heading("3. Nhận định theo tiêu chí"),
        _findings(d["tieu_chi"]),
        para(f"Tổng điểm Tổ tư vấn xác nhận: {d['tong_diem']} điểm. Điểm này để Hội đồng tham khảo khi chấm."),
        heading("4. Nhận xét chung"),
        *lines(d["nhan_xet"]),
        heading("5. Đề xuất với Hội đồng"),
        *lines(d["de_xuat"]),
    ]
    return Body(blocks, kind="Báo cáo", title=f"Kết quả đánh giá hồ sơ sản phẩm “{d['san_pham']}”")


def _each(value: Any) -> list[Block]:
    return bullets(value) if isinstance(value, list) else lines(str(value))


def _findings(value: Any) -> Block:
    if not isinstance(value, list):
        return para(value)
    rows = [[row["ma"], row["ten"], row["tu_cham"], row["xac_nhan"], row["nhan_dinh"]] for row in value]
    head = ["Mã", "Tiêu chí", "Tự chấm", "Xác nhận", "Nhận định"]
    return table(head, rows, widths=[-13, 4, -16, -18, 4], align="clccl", size=11)


def _list(head: list[str], value: Any, widths: list[float], *, number: bool = False) -> Block:
    if not isinstance(value, list):
        return para(value)
    rows = [[str(index), *row] for index, row in enumerate(value, start=1)] if number else value
    return table(head, rows, widths=widths, align="c" + "l" * (len(head) - 1))
