"""Papers of an inspection: the decision, the minutes of one product, the conclusion."""

from collections.abc import Mapping
from typing import Any

from ocop.documents.spec import Block, bullets, heading, lines, pairs, para, signing, table
from ocop.documents.wording import counted
from ocop.papers.wording.deciding import LOCAL
from ocop.papers.wording.shape import LAW, OCOP, Body, sentence


def inspection_decision(d: Mapping[str, Any]) -> Body:
    """Quyết định kiểm tra."""
    why = f" Lý do kiểm tra đột xuất: {sentence(d['ly_do'])}" if d["ly_do"] else ""
    looked = "; ".join(text[0].lower() + text[1:] for text in d["xem"])
    blocks: list[Block] = [
        para(f"CHỦ TỊCH ỦY BAN NHÂN DÂN {d['tinh'].upper()}", align="center", style="bold"),
        para(LOCAL, style="italic"),
        para(f"Căn cứ {LAW};", style="italic"),
        para(f"Căn cứ {d['can_cu'][0].lower()}{d['can_cu'][1:].rstrip('.;')};", style="italic"),
        para(f"Theo đề nghị của cơ quan tham mưu quản lý {OCOP}.", style="italic"),
        para("QUYẾT ĐỊNH:", align="center", style="bold"),
        para(f"Kiểm tra {d['hinh_thuc']} các sản phẩm OCOP sau đây, từ {d['tu_ngay']} đến hết {d['den_ngay']}.{why}",
             lead="Điều 1."),
        _list(["TT", "Sản phẩm, mã số", "Chủ thể", "Hạng sao", "Số giấy chứng nhận"], d["san_pham_ds"],
              [-11, 4, 4, -17, -44], "cllcc"),
        para("Nội dung: việc duy trì các tiêu chí theo hồ sơ đã được đánh giá, phân hạng; sử dụng nhãn hiệu OCOP, "
             f"thông tin và quảng bá sản phẩm (Điều 9 Quyết định số 26/2026/QĐ-TTg), gồm: {looked}.", lead="Điều 2."),
        para("Thành lập Đoàn kiểm tra gồm:", lead="Điều 3."),
        _list(["TT", "Họ và tên", "Chức vụ, cơ quan", "Nhiệm vụ"], d["doan"], [-11, 3, 4, 4], "clll"),
        para("Đoàn lập biên bản với từng chủ thể, không gây cản trở sản xuất, kinh doanh; báo cáo khi kết thúc.",
             indent=True),
        para("Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Ủy ban nhân dân tỉnh, cơ quan tham mưu quản "
             f"lý {OCOP}, Đoàn kiểm tra và các chủ thể nêu tại Điều 1 chịu trách nhiệm thi hành.", lead="Điều 4."),
    ]  # fmt: skip
    return Body(blocks, kind="Quyết định", title=f"Kiểm tra sản phẩm OCOP ({d['hinh_thuc']})")


def inspection_minutes(d: Mapping[str, Any]) -> Body:
    """Biên bản kiểm tra."""
    blocks: list[Block] = [
        para(f"Thực hiện Quyết định {d['quyet_dinh']} của Chủ tịch Ủy ban nhân dân tỉnh, {d['ngay_kiem_tra']}, tại "
             f"{d['noi_kiem_tra']}, Đoàn kiểm tra lập biên bản kiểm tra sản phẩm OCOP sau đây."),
        pairs([("Sản phẩm", f"{d['san_pham']} ({d['hang']})"), ("Giấy chứng nhận", f"số {d['so_giay']}"),
               ("Chủ thể", f"{d['chu_the']}, {d['xa']}")]),
        heading("I. THÀNH PHẦN"),
        para("1. Đoàn kiểm tra:"),
        _list(["TT", "Họ và tên", "Chức vụ, cơ quan", "Nhiệm vụ"], d["doan"], [-11, 3, 4, 4], "clll"),
        para(f"2. Đại diện chủ thể: {sentence(d['co_mat'])}"),
        heading("II. KẾT QUẢ KIỂM TRA"),
        _matters(d["noi_dung"]),
        heading("III. NHẬN XÉT CỦA ĐOÀN"),
        *lines(d["nhan_xet"]),
        heading("IV. Ý KIẾN CỦA CHỦ THỂ"),
        *lines(d["y_kien"]),
        para("Biên bản được đọc cho những người có mặt nghe, lập thành 02 (hai) bản có giá trị như nhau, chủ thể giữ "
             "01 (một) bản."),
        signing([
            {"above": "Đại diện chủ thể", "note": "(Ký, ghi rõ họ tên)", "name": ""},
            {"above": "Người ghi biên bản", "note": "(Ký, ghi rõ họ tên)", "name": d["nguoi_ghi"]},
            {"above": "Trưởng đoàn", "note": "(Ký, ghi rõ họ tên)", "name": d["truong_doan"]},
        ]),
    ]  # fmt: skip
    title = f"Kiểm tra sản phẩm “{d['san_pham']}”"
    return Body(blocks, kind="Biên bản", title=title, self_signed=True, no_recipients=True)


def _matters(value: Any) -> Block:
    """The checklist under the heading of each part."""
    if not isinstance(value, list):
        return para(value)
    rows: list[list[Any]] = []
    part = ""
    for row in value:
        cell: dict[str, Any] = {"text": f"{row['noi_dung']}\n{row['da_chung_nhan']}"}
        if row["phan"] != part:
            part = row["phan"]
            cell["over"] = part
        rows.append([cell, row["ket_qua"], row["ghi_chu"]])
    head = ["Nội dung; đã chứng nhận", "Kết quả", "Ghi chú"]
    return table(head, rows, widths=[6.5, -22, 2.6], align="lcl", size=11.5)


_ASKED = "giấy chứng nhận số {so_giay} của sản phẩm {san_pham}, {chu_the}{theo}"
_FOLLOWS = {
    "remedy": "{chu_the} khắc phục đối với sản phẩm {san_pham}, xong trước ngày {han}, báo cáo kết quả: {ly_do}",
    "suspend": f"Trình {{ai}} xem xét tạm dừng {_ASKED}: {{ly_do}}",
    "revoke": f"Trình {{ai}} xem xét thu hồi {_ASKED}, quyết định đến hết ngày {{han_thu_hoi}} (khoản 4 Điều 8): "
    "{ly_do}",
}


def inspection_conclusion(d: Mapping[str, Any]) -> Body:
    """Kết luận kiểm tra."""
    found = d["ket_luan"] if isinstance(d["ket_luan"], list) else []
    total = counted(len(d["san_pham_ds"])) if isinstance(d["san_pham_ds"], list) else d["san_pham_ds"]
    rows = [
        [str(number), f"{row['san_pham']}\n{row['chu_the']}, {row['xa']}",
         "\n".join(row["khac"]) or "Các nội dung đã kiểm tra đúng như chứng nhận", row["ket_luan"]]
        for number, row in enumerate(found, start=1)
    ]  # fmt: skip
    blocks: list[Block] = [
        para(f"Thực hiện Quyết định {d['quyet_dinh']} của Chủ tịch Ủy ban nhân dân {d['tinh']}, {d['thoi_gian']}, "
             f"Đoàn kiểm tra đã kiểm tra {total} sản phẩm OCOP. Trên cơ sở biên bản và đề nghị của Đoàn, kết luận "
             "như sau:"),
        heading("I. NHẬN XÉT CHUNG"),
        *lines(d["nhan_xet"]),
        heading("II. KẾT LUẬN TỪNG SẢN PHẨM"),
        table(["TT", "Sản phẩm, chủ thể", "Kết quả kiểm tra", "Kết luận"], rows, widths=[-11, 4, 5, 2.4], align="cllc",
              size=11.5) if rows else para(d["ket_luan"]),
        heading("III. YÊU CẦU, KIẾN NGHỊ"),
        *bullets([*(_follows(row) for row in found if row["viec"] in _FOLLOWS), *_kept(found)]),
    ]  # fmt: skip
    return Body(blocks, kind="Kết luận", title=d["noi_dung"])


def _follows(row: Mapping[str, Any]) -> str:
    """What one product's outcome asks for; the Minister decides on what the Minister gave."""
    who = "Bộ trưởng Bộ Nông nghiệp và Môi trường" if row["bo_cap"] else "Chủ tịch Ủy ban nhân dân tỉnh"
    # the law orders no suspension: there the case is named, not applied
    named = "theo" if row["viec"] == "revoke" else "do có nội dung thuộc"
    clause = f" {named} {row['truong_hop']}" if row["truong_hop"] else ""
    return sentence(_FOLLOWS[row["viec"]].format(**row, ai=who, theo=clause))


def _kept(found: list[Mapping[str, Any]]) -> list[str]:
    names = [row["san_pham"] for row in found if row["viec"] == "keeps"]
    if not names:
        return []
    return [sentence(f"Tiếp tục sử dụng giấy chứng nhận, duy trì các tiêu chí: {'; '.join(names)}")]


def _list(head: list[str], value: Any, widths: list[float], align: str) -> Block:
    return table(head, value, widths=widths, align=align, size=11.5) if isinstance(value, list) else para(value)
