"""The yearly reports of a district and of the province's agency, in the outline of the province's plan."""

from collections.abc import Mapping
from typing import Any

from ocop.documents.spec import Block, heading, lines, para, split_missing, table
from ocop.documents.wording import counted
from ocop.papers.wording.shape import OCOP, Body
from ocop.programme.wording import cell

_FACTS = "Số liệu lấy từ hồ sơ gốc của Chương trình"


def district_report(d: Mapping[str, Any]) -> Body:
    """Báo cáo năm của cấp huyện."""
    return _report(d, f"Ủy ban nhân dân {d['dia_ban']}", up=True)


def department_report(d: Mapping[str, Any]) -> Body:
    """Báo cáo năm của cơ quan tham mưu cấp tỉnh."""
    return _report(d, "Cơ quan tham mưu", up=False)


def _report(d: Mapping[str, Any], who: str, *, up: bool) -> Body:
    blocks: list[Block] = [
        *_to(d["kinh_gui"]),
        para(f"Thực hiện kế hoạch năm {d['nam']} về {OCOP} (OCOP), {who} báo cáo kết quả trên địa bàn {d['dia_ban']}. "
             f"{_FACTS}, tính đến hết {d['tinh_den']}."),
        heading("I. KẾT QUẢ THỰC HIỆN MỤC TIÊU"),
        *_targets(d["muc_tieu"]),
        heading("II. KẾT QUẢ THỰC HIỆN CÁC NỘI DUNG"),
        heading("1. Tuyên truyền, tập huấn, bồi dưỡng kiến thức", 2),
        heading("1.1. Tuyên truyền, truyền thông", 3), *_typed(d["tuyen_truyen"]),
        heading("1.2. Tập huấn, bồi dưỡng", 3), *_typed(d["tap_huan"]),
        heading("2. Phát triển sản phẩm gắn với làng nghề, du lịch nông thôn", 2), *_typed(d["phat_trien"]),
        heading("3. Đánh giá, phân hạng sản phẩm", 2), *_summary(d["tom_tat"], up=up),
        *_tables(d["bang"], "II.3"), *_typed(d["danh_gia"]),
        heading("4. Quảng bá, xúc tiến thương mại, kết nối cung - cầu", 2), *_typed(d["xuc_tien"]),
        heading("5. Cơ sở dữ liệu, chuyển đổi số", 2), *_typed(d["du_lieu"]),
        heading("6. Kiểm tra, giám sát chủ thể", 2), *_typed(d["kiem_tra"]), *_tables(d["bang"], "II.6"),
        heading("III. KINH PHÍ THỰC HIỆN"), *_typed(d["kinh_phi"]),
        heading("IV. KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN"), *_typed(d["kho_khan"]),
        heading("V. KIẾN NGHỊ, ĐỀ XUẤT"), *_typed(d["kien_nghi"]),
        heading(f"VI. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {d['nam_sau']}"), *_typed(d["phuong_huong"]),
    ]  # fmt: skip
    title = f"Kết quả thực hiện {OCOP}\nnăm {d['nam']} trên địa bàn {d['dia_ban']}"
    return Body(blocks, kind="Báo cáo", title=title)


def _to(places: Any) -> list[Block]:
    if not isinstance(places, list):
        return [para(f"Kính gửi: {places}", align="center")]
    if len(places) == 1:
        return [para(f"Kính gửi: {places[0]}", align="center")]
    named = [*(f"- {place};" for place in places[:-1]), f"- {places[-1]}."]
    return [para("Kính gửi:", align="center"), *(para(line, align="center") for line in named)]


def _typed(text: str) -> list[Block]:
    """What was typed, line by line; nothing where nothing was."""
    return lines(text)


def _targets(rows: Any) -> list[Block]:
    if not isinstance(rows, list):
        return [para(rows or "Không có mục tiêu được giao riêng.")]
    listed = [[row["stt"], row["muc_tieu"], row["ke_hoach"], row["ket_qua"], row["ghi_chu"]] for row in rows]
    head = ["TT", "Mục tiêu", "Kế hoạch", "Kết quả", "Ghi chú"]
    return [table(head, listed, widths=[-11, 4.6, 2, 2.2, 2.4], align="clccl")]


def _summary(d: Any, *, up: bool) -> list[Block]:
    """The year in a few sentences, before its tables."""
    if isinstance(d, str):
        return [para(d)]
    steps = [f"nộp {_some(d['filed'], 'hồ sơ')}", f"{_some(d['returned'], 'hồ sơ')} phải bổ sung",
             f"{_some(d['withdrawn'], 'hồ sơ')} rút"]  # fmt: skip
    steps += [f"{_some(d['sent_up'], 'hồ sơ')} huyện chuyển lên tỉnh"] if up else []
    stars = ", ".join(
        f"{counted(d[f'recognised_{star}'])} sản phẩm {star} sao" for star in (5, 4, 3) if d[f"recognised_{star}"]
    )
    gained = f"{_some(d['recognised'], 'sản phẩm')} được công nhận từ 3 sao trở lên{f' ({stars})' if stars else ''}"
    asked = "" if up else f"; {_some(d['asked'], 'sản phẩm')} đề nghị Trung ương đánh giá 5 sao"
    return [
        para(f"Trong năm, chủ thể {'; '.join(steps)}. Hội đồng đánh giá, phân hạng "
             f"{_some(d['evaluated'], 'sản phẩm')}; {gained}{asked}."),
        para(f"Đến ngày chốt số liệu có {counted(d['in_force'])} giấy chứng nhận đang có hiệu lực, "
             f"{_some(d['expiring'], 'giấy')} hết hạn trong năm sau; {_some(d['expired'], 'giấy')} đã hết hạn mà sản "
             "phẩm chưa được công nhận lại."),
    ]  # fmt: skip


def _some(number: int, noun: str) -> str:
    """ "04 (bốn) hồ sơ"; none is said in words."""
    return f"{counted(number)} {noun}" if number else f"không có {noun}"


def _tables(found: Any, part: str) -> list[Block]:
    if isinstance(found, str):
        return [para(found)] if split_missing(found) else []
    return [block for item in found if item["part"] == part for block in _table(item)]


def _table(item: Mapping[str, Any]) -> list[Block]:
    """A table under its title, its total in bold, what it counts below; nothing to list is said."""
    title = heading(item["title"], 3)
    if not item["rows"]:
        return [para("Không có.", lead=f"{item['title']}:")]
    rows: list[list[Any]] = [[cell(value) for value in row] for row in item["rows"]]
    if item["total"]:
        rows.append([{"text": cell(value), "bold": True} for value in item["total"]])
    columns = len(item["head"])
    narrow = item["words"]
    widths = [3.0] * columns if narrow else [4.2, *([2.0] * (columns - 1))]
    align = "l" * columns if narrow else "l" + "c" * (columns - 1)
    note = para(f"{item['definition']} Nguồn: {item['source']}.", style="small", indent=False)
    return [title, table(item["head"], rows, widths=widths, align=align, size=11.5), note]
