"""An invented decision in the shape of the official ones, as HTML and as a Word document written by hand."""

import io
import zipfile
from collections.abc import Iterable
from html import escape

Table = list[tuple[str, ...]]
Piece = str | Table

NUMBER, DATED = "9/2031/QĐ-TTg", "ngày 05 tháng 3 năm 2031"

HEAD: list[Piece] = [
    [("THỦ TƯỚNG CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (f"Số: {NUMBER}", f"Hà Nội, {DATED}")],
    "QUYẾT ĐỊNH",
    "BAN HÀNH BỘ TIÊU CHÍ THỬ NGHIỆM CHO SẢN PHẨM CỦA LÀNG",
    "Điều 3. Phân hạng",
    "3. Sản phẩm được phân thành các hạng:",
    "a) Hạng 5 sao (cấp quốc gia): Tổng điểm trung bình đạt từ 88 đến 100 điểm.",
    "b) Hạng 4 sao (cấp tỉnh): Tổng điểm trung bình đạt từ 70 đến dưới 88 điểm.",
    "c) Hạng 3 sao (cấp tỉnh): Tổng điểm trung bình đạt từ 50 đến dưới 70 điểm.",
    "d) Hạng 2 sao: Tổng điểm trung bình đạt từ 30 đến dưới 50 điểm.",
    "đ) Hạng 1 sao: Tổng điểm trung bình đạt dưới 30 điểm.",
    "d) Sản phẩm mẫu: 03 sản phẩm mẫu được gửi kèm theo hồ sơ (trừ nhóm sản phẩm Dịch vụ của làng).",
    "Điều 11. Hiệu lực",
    "1. Quyết định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.",
    "PHỤ LỤC I",
    [
        ("STT", "Phân loại sản phẩm", "Cơ quan chủ trì quản lý"),
        ("I", "SẢN PHẨM ĂN UỐNG", ""),
        ("1", "Nhóm: Bánh", ""),
        ("a", "Phân nhóm: Bánh làng", "Bộ Một; Bộ Hai"),
        ("II", "DỊCH VỤ CỦA LÀNG", ""),
        ("1", "Nhóm: Đón khách", "Bộ Ba"),
    ],
    "PHỤ LỤC II",
    [("STT", "Nội dung"), ("1", "Bộ sản phẩm: Bánh làng"), ("2", "Bộ sản phẩm: Đón khách")],
]

CAKES: Table = [
    ("Các tiêu chí", "Thang điểm"),
    ("Phần A:\nSỨC MẠNH CỦA LÀNG (40 Điểm)", "40"),
    ("1. TỔ CHỨC LÀM BÁNH", "25"),
    ("1.1. Nguồn bột\n(So với làng bên)", "5"),
    ("Yêu cầu: 100% bột trong tỉnh", ""),
    ("□ Bột mua ngoài", ""),
    ("□ Bột của xã***", "3"),
    ("□ Bột của làng * * * *", "5"),
    ("1.2. Lò nướng", "20"),
    ("□ Lò chung", "10"),
    ("o Lò riêng*****\nGhi chú: Bị loại nếu lò không phép", "220"),
    ("2. NGƯỜI LÀM", "15"),
    ("2.1. Tay nghề", "14"),
    ("□ Mới học", "7"),
    ("□ Thạo nghề", "14"),
    ("2.2. Biển hiệu song ngữ", "1"),
    ("Phần B:\nTIẾP THỊ (25 điểm)", "25"),
    ("3. CÂU CHUYỆN", "25"),
    ("3.1. Câu chuyện của bánh", "15"),
    ("□ Không có", "0"),
    ("□ Có", "15"),
    ("3.2. Trình bày", "10"),
    ("Chỉ áp dụng khi có câu chuyện của bánh", ""),
    ("□ Đơn giản", "5"),
    ("□ Hấp dẫn", "10"),
    ("Phần C\nCHẤT LƯỢNG (35 Điểm)", "35"),
    ("4. CẢM QUAN", "30"),
    ("4.1 Hình dáng", "10"),
    ("4.1.1 Màu", "4"),
    ("Ghi chú: Nếu bánh mốc sẽ không đánh giá các bước tiếp theo", ""),
    ("□ Nhạt", "0,5"),
    ("□ Vàng", "4"),
    ("4.1.2. Khuôn", "6"),
    ("□ Méo", "2"),
    ("□ Tròn", "6"),
    ("4.2. Vị", "20"),
    ("Ghi chú: Kèm phiếu kiểm nghiệm", ""),
    ("□ Vừa", "10"),
    ("□ Ngon", "20"),
    ("5. BAO GÓI", "5"),
    ("□ Lá", "5"),
    ("TỔNG CỘNG", "100"),
]

GUESTS: Table = [
    ("Các tiêu chí", "Thang điểm"),
    ("Phần A\nSỨC MẠNH CỦA LÀNG (35 Điểm)", "40"),
    ("1. TỔ CHỨC", "40"),
    ("1.1. Nhà đón khách", "40"),
    ("Lựa chọn một trong hai trường hợp sau:", ""),
    ("a. Trường hợp 1: Nhà của dân", ""),
    ("□ Một nhà", "20"),
    ("□ Nhiều nhà", "40"),
    ("b. Trường hợp 2: Nhà của làng", ""),
    ("□ Nhà lá", "10"),
    ("□ Nhà gạch", "40"),
    ("Phần B\nTIẾP THỊ (25 Điểm)", "25"),
    ("2. ĐƯỜNG ĐẾN", "25"),
    ("□ Đường đất", "5"),
    ("□ Đường nhựa", "25"),
    ("Phần C\nCHẤT LƯỢNG (35 Điểm)", "35"),
    ("3. BỮA CƠM", "30 1"),
    ("□ Cơm thường", "10"),
    ("□ Cơm ngon", "30"),
    ("4. LỜI CHÀO", "5"),
    ("□ Có chào", "5"),
    ("TỔNG CỘNG", "100"),
]

PIECES: list[Piece] = [
    *HEAD,
    "1. Bộ sản phẩm: Bánh làng",
    "Hồ sơ bị loại khi: Giả mạo hồ sơ; hoặc không đăng ký",
    CAKES,
    "2. Bộ sản phẩm: Đón khách",
    GUESTS,
    "PHỤ LỤC III",
]


def as_html(pieces: Iterable[Piece] = tuple(PIECES)) -> bytes:
    body = "".join(_html(piece) for piece in pieces)
    head = '<!doctype html><html><head><meta charset="utf-8"><title>QĐ</title></head>'
    return f"{head}<body><!-- <table> --><div>{body}</div></body></html>".encode()


def _html(piece: Piece) -> str:
    if isinstance(piece, str):
        return f"<p><b>{escape(piece)}</b></p>\n"
    cells = ("".join(f"<td><p>{escape(cell).replace(chr(10), '<br/>')}</p></td>" for cell in row) for row in piece)
    return "<table><tbody>" + "".join(f"<tr>{row}</tr>\n" for row in cells) + "</tbody></table>"


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def as_docx(pieces: Iterable[Piece] = tuple(PIECES), *, extra: dict[str, bytes] | None = None) -> bytes:
    body = "".join(_paragraph(piece) if isinstance(piece, str) else _table(piece) for piece in pieces)
    return packed(f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode(), extra=extra)


def packed(document: bytes, *, extra: dict[str, bytes] | None = None) -> bytes:
    parts = {"[Content_Types].xml": TYPES.encode(), "word/document.xml": document, **(extra or {})}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _paragraph(text: str) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{lines}</w:r></w:p>"


def _table(rows: Table) -> str:
    cells = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
