"""Mẫu 01 and Mẫu 02 (Phụ lục III, Quyết định 26/2026/QĐ-TTg)."""

from collections.abc import Mapping
from typing import Any

from ocop.documents.spec import Block, heading, lines, pairs, para, table, ticks
from ocop.papers.wording.shape import Body

_KINDS = (
    ("first", "Đánh giá, phân hạng lần đầu"),
    ("upgrade", "Đánh giá nâng hạng"),
    ("again", "Đánh giá, phân hạng lại"),
)
_PARTS = {"A": "Phần A. Sản phẩm và sức mạnh cộng đồng", "B": "Phần B. Khả năng tiếp thị",
          "C": "Phần C. Chất lượng sản phẩm"}  # fmt: skip


def mau_01(d: Mapping[str, Any]) -> Body:
    """Phiếu đăng ký."""
    blocks = [
        para(f"Kính gửi: Ủy ban nhân dân {d['xa']}", align="center", style="bold"),
        heading("1. Thông tin chủ thể"),
        pairs([
            ("Tên đơn vị", d["chu_the"]),
            ("Người đại diện pháp luật", d["dai_dien"]),
            ("Chức vụ", d["chuc_vu"]),
            ("Địa chỉ", d["dia_chi"]),
            ("Điện thoại", d["dien_thoai"]),
            ("Thư điện tử", d["thu_dien_tu"] or "không có"),
        ]),
        heading("2. Sản phẩm đăng ký"),
        pairs([("Tên sản phẩm", d["san_pham"]), ("Ngành, nhóm, bộ sản phẩm", d["bo_san_pham"])]),
        heading("3. Hình thức đăng ký"),
        ticks([(title, key == d["loai"]) for key, title in _KINDS]),
        heading("4. Tài liệu gửi kèm"),
        ticks([
            ("Báo cáo tự đánh giá của chủ thể (Mẫu số 02)", True),
            (f"Sản phẩm mẫu: {d['so_mau'] or 'không phải nộp'}", bool(d["so_mau"])),
        ]),
        heading("5. Cam kết"),
        *lines(d["cam_ket"]),
        _official(d),
    ]  # fmt: skip
    return Body(blocks, title="PHIẾU ĐĂNG KÝ\nĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP", no_recipients=True)


def _official(d: Mapping[str, Any]) -> Block:
    """The part that the two offices fill in."""
    rows = [
        ["Số phiếu", d["so_phieu"], d["so_tiep_nhan_tinh"]],
        ["Ngày nhận", d["ngay_nop"], d["ngay_tiep_nhan_tinh"]],
        ["Người nhận", d["cong_chuc_xa"], d["can_bo_tinh"]],
        ["Ký, ghi rõ họ tên", "", ""],
    ]
    return table(
        ["Phần dành cho cơ quan", f"Ủy ban nhân dân {d['xa']}", f"Cơ quan tham mưu OCOP {d['cap_tren']}"],
        rows,
        widths=[2, 3, 3],
        size=11.5,
    )


def mau_02(d: Mapping[str, Any]) -> Body:
    """Báo cáo tự đánh giá."""
    blocks = [
        heading("I. THÔNG TIN CHUNG"),
        pairs([
            ("Tên chủ thể", d["chu_the"]),
            ("Sản phẩm", d["san_pham"]),
            ("Ngành, nhóm, bộ sản phẩm", d["bo_san_pham"]),
            ("Người đại diện pháp luật", f"{d['dai_dien']}, {d['chuc_vu']}"),
            ("Địa chỉ", d["dia_chi"]),
            ("Điện thoại", d["dien_thoai"]),
            ("Thư điện tử", d["thu_dien_tu"] or "không có"),
            *_rows(d["muc_chung"]),
        ]),
        heading("II. KẾT QUẢ TRIỂN KHAI PHƯƠNG ÁN, KẾ HOẠCH KINH DOANH"),
        _two_years(d["ket_qua_san_xuat"]),
        pairs(_rows(d["noi_ban"])),
        heading("III. KẾT QUẢ TỰ ĐÁNH GIÁ"),
        para(f"Tổng điểm tự chấm: {d['tong_diem']} điểm."),
        _criteria(d["tieu_chi"]),
        heading("Danh mục minh chứng kèm theo (bản sao)", level=2),
        _evidence(d["minh_chung"]),
        heading("IV. PHƯƠNG HƯỚNG, KẾ HOẠCH"),
        pairs(_rows(d["phuong_huong"])),
        para("Chủ thể cam đoan các nội dung nêu trên là đúng sự thật và chịu trách nhiệm trước pháp luật."),
    ]  # fmt: skip
    return Body(blocks, title="BÁO CÁO TỰ ĐÁNH GIÁ SẢN PHẨM", no_recipients=True)


def _rows(value: Any) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in value] if isinstance(value, list) else [("", value)]


def _two_years(value: Any) -> Block:
    if not isinstance(value, list):
        return para(value)
    return table(["Chỉ tiêu", "Năm trước nữa", "Năm gần nhất"], value, widths=[2, 2, 2], align="lrr")


def _criteria(value: Any) -> Block:
    if not isinstance(value, list):
        return para(value)
    rows: list[list[Any]] = []
    part = ""
    for row in value:
        over = {}
        if row["phan"] != part:
            part = row["phan"]
            over = {"over": _PARTS.get(part, part)}
        name = f"{row['ten']}\nMức: {row['muc']}" if row["muc"] else row["ten"]
        rows.append([row["ma"], {"text": name, **over}, row["toi_da"], row["diem"], row["minh_chung"]])
    head = ["Mã", "Tiêu chí, mức tự đánh giá", "Tối đa", "Tự chấm", "Minh chứng"]
    return table(head, rows, widths=[-13, 5, -15, -16, 4], align="clccl", size=11)


def _evidence(value: Any) -> Block:
    if not isinstance(value, list):
        return para(value)
    head = ["TT", "Tên tài liệu", "Số, nơi cấp", "Có giá trị đến"]
    return table(head, value, widths=[-11, 4, 4, -27], align="cllc", size=11)
